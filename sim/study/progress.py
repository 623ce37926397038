"""How far a study is and how long it will take, said while one waits: a bar in a terminal, a plain line elsewhere.

A study only counts: it calls a function with the runs done and the runs to do. Who shows that, and where, is chosen
here, at the door. The time left is that of the runs left at the pace so far; the pace is counted from the first
finished run, because starting the workers takes seconds that will not come again.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Report = Callable[[int, int], None]
"""Called with the number of runs done and the number of runs to do."""
EVERY = 5.0
"""Seconds between two plain lines."""


def silent(done: int, total: int) -> None:
    """Report nothing."""


@contextmanager
def shown(label: str = "runs", stream: TextIO | None = None) -> Iterator[Report]:
    """A report that somebody can see while the block lasts.

    Parameters
    ----------
    label : str
        What is counted.
    stream : text stream, optional
        By default standard error, so that standard output holds results only. A terminal gets a bar.

    Yields
    ------
    function
        To be called with the number done and the number to do.
    """
    target = stream or sys.stderr
    if target.isatty():
        with _bar(label, target) as report:
            yield report
    else:
        yield Lines(label, target)


class Lines:
    """Plain lines, one every few seconds and one at the end.

    Parameters
    ----------
    label : str
        What is counted.
    stream : text stream
        Where to write.
    clock : function
        Seconds, from any origin.
    """

    def __init__(self, label: str, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.label = label
        self.stream = stream
        self.clock = clock
        self.began = self.said = clock()
        self.first: tuple[float, int] | None = None
        self.total = 0

    def __call__(self, done: int, total: int) -> None:
        """Note that so many are done; say so if it is time to."""
        now = self.clock()
        if self.first is None or total != self.total:  # a study may have several parts, each with its own total
            self.first, self.total = (now, done), total
        if done >= total:
            print(f"{total} of {total} {self.label}, {duration(now - self.began)}", file=self.stream, flush=True)
        elif now - self.said >= EVERY:
            self.said = now
            left = self.left(now, done, total)
            told = f", about {duration(left)} left" if left is not None else ""
            print(f"{done} of {total} {self.label}{told}", file=self.stream, flush=True)

    def left(self, now: float, done: int, total: int) -> float | None:
        """Seconds that the rest will take at the pace since the first report; None before the second."""
        if self.first is None or done <= self.first[1] or now <= self.first[0]:
            return None
        return (total - done) * (now - self.first[0]) / (done - self.first[1])


def duration(seconds: float) -> str:
    """Seconds as people say them: ``8 s``, ``1 min 05 s``, ``2 h 10 min``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest:02d} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


@contextmanager
def _bar(label: str, stream: TextIO) -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn(label),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=stream), transient=True) as progress:
        task = progress.add_task(label, total=None)

        def report(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield report
