"""Rows of a table take turns, A B C A B C, so that whatever else the machine does falls on all of them alike.

What comes out is the median of each row, in seconds of computing (`time.process_time`: all threads of this process, and
nobody else's) and in seconds on the clock. On a machine that does other things as well, ratios between rows of one
table are worth something, and figures of two days are not.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Taken(NamedTuple):
    """Medians of a row, in seconds."""

    computing: float
    clock: float


def once(work: Callable[[], object]) -> Taken:
    """How long some work takes, once."""
    clock, computing = time.perf_counter(), time.process_time()
    work()
    return Taken(time.process_time() - computing, time.perf_counter() - clock)


def take_turns(rows: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Taken]:
    """Every row once, then every row again, and so on; medians."""
    taken: dict[str, list[Taken]] = {name: [] for name in rows}
    for _ in range(rounds):
        for name, work in rows.items():
            taken[name].append(once(work))
    return {name: medians(each) for name, each in taken.items()}


def medians(taken: Sequence[Taken]) -> Taken:
    """Median of each column."""
    return Taken(*(statistics.median(column) for column in zip(*taken, strict=True)))
