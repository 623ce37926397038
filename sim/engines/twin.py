"""Two engines, one behaviour: the same year on both, and the first thing in which they differ.

The reference engine is there to be read, the compiled engine to be fast. Nobody has to believe that they are the same:
`twin` runs both and compares every row of their logs, every number of their facts, the count of moments and the digest
of their order. Two programs written apart that agree in all of it have hardly made the same mistake; where they do
not agree, the first row that differs is nearly always the place of the error, and `engines/story.py` tells it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.engines.plan import Plan
from sim.engines.trace import Trace
from sim.log import EventLog, Row
from sim.world.year import Year

Table = NDArray[np.int64]


@dataclass(frozen=True)
class RowDiffers:
    """The first row in which two logs differ.

    Attributes
    ----------
    row : int
        Its number, from 0.
    reference, compiled : Row or None
        What each engine wrote there; None where its log is over.
    before : tuple of Row
        All rows on which they had agreed, in order.
    """

    row: int
    reference: Row | None
    compiled: Row | None
    before: tuple[Row, ...]


@dataclass(frozen=True)
class FactDiffers:
    """The first number of the facts in which two runs with equal logs differ.

    Attributes
    ----------
    column : str
        As ``tasks.owner``.
    place : tuple of int
        Row, and column of a table that has two dimensions; empty for a single number.
    reference, compiled : int
        The two numbers; the lengths of the column where those differ (`place` is None).
    log : bool
        Whether the compiled engine kept a log in that run.
    """

    column: str
    place: tuple[int, ...] | None
    reference: int
    compiled: int
    log: bool = True


@dataclass(frozen=True)
class OrderDiffers:
    """Logs and facts are equal; the moments behind them are not, or not in the same order."""

    what: Literal["moments", "digest"]
    reference: int
    compiled: int
    log: bool = True


Difference = RowDiffers | FactDiffers | OrderDiffers


@dataclass(frozen=True)
class Comparison:
    """What running both engines showed.

    Attributes
    ----------
    difference : Difference or None
        The first one; None where the engines agree.
    rows, moments, digest : int
        Of the reference engine.
    seconds : tuple of float
        Time of the reference engine, of the compiled engine with a log, and of the compiled engine without one.
    """

    difference: Difference | None
    rows: int
    moments: int
    digest: int
    seconds: tuple[float, float, float]

    @property
    def equal(self) -> bool:
        """Whether the engines agree in every row and number."""
        return self.difference is None


def twin(plan: Plan, year: Year) -> Comparison:
    """Let both engines live through the same year; the compiled one twice, with a log and without.

    Parameters
    ----------
    plan : Plan
        See `engines.plan.make_plan`.
    year : Year
        Of the same scenario.

    Returns
    -------
    Comparison
    """
    from sim.engines.compiled.engine import simulate as compiled
    from sim.engines.compiled.entry import entry
    from sim.engines.reference.engine import simulate as reference

    entry()  # compiling is not running
    one, first = _timed(lambda: reference(plan, year))
    quiet, third = _timed(lambda: compiled(plan, year))
    other, second = min((_timed(lambda: compiled(plan, year, log=True)) for _ in range(2)), key=lambda run: run[1])
    return Comparison(
        difference=difference(one, other) or difference(one, quiet, log=False),
        rows=log_of(one).shape[1],
        moments=one.moments,
        digest=one.digest,
        seconds=(first, second, third),
    )


def _timed(run: Callable[[], Trace]) -> tuple[Trace, float]:
    """A run and its seconds, without the search for circular garbage, as `sim.run` has it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        began = time.perf_counter()
        return run(), time.perf_counter() - began
    finally:
        if was_on:
            gc.enable()


def log_of(trace: Trace) -> Table:
    """The log of a run as one array, whichever engine wrote it; shape (8, rows)."""
    return EventLog.from_rows(trace.rows).table if trace.table is None else trace.table


def difference(reference: Trace, compiled: Trace, log: bool = True) -> Difference | None:
    """The first difference of two runs: in their logs, else in their facts, else in their moments.

    Parameters
    ----------
    reference, compiled : Trace
    log : bool
        Whether the second has a log to be compared.

    Returns
    -------
    Difference or None
        None where they are equal in everything.
    """
    found: Difference | None = row_difference(log_of(reference), log_of(compiled)) if log else None
    if found is None:
        found = next(_facts(reference.facts, compiled.facts, "", log), None)
    if found is None and reference.moments != compiled.moments:
        found = OrderDiffers("moments", reference.moments, compiled.moments, log)
    if found is None and reference.digest != compiled.digest:
        found = OrderDiffers("digest", reference.digest, compiled.digest, log)
    return found


def row_difference(reference: Table, compiled: Table) -> RowDiffers | None:
    """The first row in which two logs differ; the end of the shorter one counts as a row."""
    shared = min(reference.shape[1], compiled.shape[1])
    unequal = (reference[:, :shared] != compiled[:, :shared]).any(axis=0)
    if not unequal.any() and reference.shape == compiled.shape:
        return None
    first = int(np.argmax(unequal)) if unequal.any() else shared
    return RowDiffers(first, _row(reference, first), _row(compiled, first), _rows(reference[:, :first]))


def _rows(table: Table) -> tuple[Row, ...]:
    return tuple(zip(*table.tolist(), strict=True))


def _row(table: Table, number: int) -> Row | None:
    return _rows(table[:, number : number + 1])[0] if number < table.shape[1] else None


def _facts(one: Any, other: Any, path: str, log: bool) -> Iterator[FactDiffers]:
    """Numbers in which two records of tables differ, in the order of their fields."""
    for field in fields(one):
        name = f"{path}{field.name}"
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if is_dataclass(mine):
            yield from _facts(mine, theirs, f"{name}.", log)
            continue
        mine, theirs = np.asarray(mine), np.asarray(theirs)
        if mine.shape != theirs.shape:
            yield FactDiffers(name, None, _length(mine), _length(theirs), log)
            continue
        for place in np.argwhere(mine != theirs)[:1].tolist():
            yield FactDiffers(name, tuple(place), int(mine[tuple(place)]), int(theirs[tuple(place)]), log)


def _length(column: NDArray[Any]) -> int:
    return len(column) if column.ndim else 1
