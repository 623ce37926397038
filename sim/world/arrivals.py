"""Work arrives by chance in time: Poisson arrivals whose rate follows the seasons, each at an address of its own.

The arrivals of a Poisson process of rate r(t) are those of a process of rate 1 on the clock that r drives (Çınlar
1975), so unit exponential gaps, one for each arrival, are mapped back through the cumulated rate. The clock is a broken
line, its inverse exact; nothing is drawn and thrown away. Arrival n of a process reads number n of the process and no
other, and a process is addressed by the names of what arrives and where.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.arithmetic import Numbers, logs
from sim.randomness import Words, entries, uniforms
from sim.scenario.schema import Scenario
from sim.world.frame import YEAR, bounds, tick_of
from sim.world.processes import Events, Rooms, rooms, run_until
from sim.world.remembering import once_a_scenario
from sim.world.year import Column


@dataclass(frozen=True)
class Pace:
    """How fast the clock of arrivals runs, in steps; 1 in a season like any other.

    Attributes
    ----------
    starts : tuple of int
        First tick of each step, and last the end of the run.
    factors : tuple of float
        Speed in each step.
    passed : tuple of float
        What the clock of arrivals shows at each start.
    """

    starts: tuple[int, ...]
    factors: tuple[float, ...]
    passed: tuple[float, ...]

    def clock(self, tick: int) -> float:
        """What the clock of arrivals shows at a tick of the run."""
        step = max(step for step, start in enumerate(self.starts) if start <= tick)
        factor = self.factors[step] if step < len(self.factors) else 0.0
        return self.passed[step] + (tick - self.starts[step]) * factor


def even(end: int) -> Pace:
    """Pace of arrivals that know no season."""
    return Pace((0, end), (1.0,), (0.0, float(end)))


@once_a_scenario
def seasonal(scenario: Scenario) -> Pace:
    """Pace of a scenario's year; seasons that overlap multiply."""
    end = bounds(scenario)[2]
    spans = []
    for season in scenario.seasons:
        after = season.end + datetime.timedelta(days=1)
        spans.append((tick_of(scenario, season.start), tick_of(scenario, after), season.factor))
    edges = {tick for begin, after, _ in spans for tick in (begin, after) if 0 < tick < end}
    starts = sorted({0, end} | edges)
    factors, passed = [], [0.0]
    for start, stop in pairwise(starts):
        factor = 1.0
        for begin, close, times in spans:
            factor = factor * times if begin <= start < close else factor
        factors.append(factor)
        passed.append(passed[-1] + (stop - start) * factor)
    return Pace(tuple(starts), tuple(factors), tuple(passed))


@dataclass(frozen=True)
class Poisson:
    """Poisson processes with one pace, ready to be drawn for any year.

    Attributes
    ----------
    subjects : ndarray of uint64
        Address of each.
    gaps : ndarray of float64
        Mean time between two arrivals, on the clock of arrivals, in ticks.
    starts, factors, passed : ndarray
        The pace.
    rooms : Rooms
    """

    subjects: Words
    gaps: Numbers
    starts: Column
    factors: Numbers
    passed: Numbers
    rooms: Rooms


def poisson(subjects: Words, per_year: Numbers, pace: Pace) -> Poisson:
    """Lay out Poisson processes.

    Parameters
    ----------
    subjects : ndarray of uint64
        Address of each process.
    per_year : ndarray of float64
        Expected arrivals in 250 days at pace 1; at 0 or below nothing arrives.
    pace : Pace

    Returns
    -------
    Poisson
    """
    some = per_year > 0.0
    gaps = YEAR / np.where(some, per_year, 1.0)
    return Poisson(
        subjects=subjects,
        gaps=gaps,
        starts=np.array(pace.starts, dtype=np.int64),
        factors=np.array(pace.factors, dtype=np.float64),
        passed=np.array(pace.passed, dtype=np.float64),
        rooms=rooms(np.where(some, pace.passed[-1] / gaps, 0.0)),
    )


def arrivals(processes: Poisson, key: int | Words) -> Events:
    """Arrivals of Poisson processes; arrival n of a process reads its uniform number of occasion n.

    Parameters
    ----------
    processes : Poisson
    key : int, or ndarray of uint64
        See :func:`sim.randomness.uniform_at`; one for all processes, or one for each.

    Returns
    -------
    Events
        ``reached`` is the tick, from 0 to before the end; an arrival belongs to the tick in which it falls.
    """
    states = entries(key, processes.subjects)

    def gaps(process: Column, occasion: Words) -> Numbers:
        found: Numbers = -processes.gaps[process] * logs(uniforms(states[process], occasion))
        return found

    process, number, shown = run_until(float(processes.passed[-1]), processes.rooms, gaps)
    step = np.searchsorted(processes.passed, shown, side="right") - 1
    into = (shown - processes.passed[step]) / processes.factors[step]
    return Events(process, number, processes.starts[step] + into.astype(np.int64))
