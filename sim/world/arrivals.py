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

from sim.arithmetic import log
from sim.randomness import uniform_at
from sim.scenario.schema import Scenario
from sim.world.frame import YEAR, bounds, tick_of


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


def arrivals(key: int, subject: int, per_year: float, pace: Pace) -> list[int]:
    """Ticks of the Poisson arrivals of one process; arrival n reads the uniform number of occasion n.

    Parameters
    ----------
    key, subject : int
        See :func:`sim.randomness.uniform_at`.
    per_year : float
        Expected arrivals in 250 days at pace 1.
    pace : Pace

    Returns
    -------
    list of int
        In order, from 0 to before the end; an arrival belongs to the tick in which it falls.
    """
    found: list[int] = []
    if per_year <= 0.0:
        return found
    gap, shown, step = YEAR / per_year, 0.0, 0
    starts, factors, passed = pace.starts, pace.factors, pace.passed
    while True:
        shown = shown - gap * log(uniform_at(key, subject, len(found)))
        if shown >= passed[-1]:
            return found
        while passed[step + 1] <= shown:
            step += 1
        found.append(starts[step] + int((shown - passed[step]) / factors[step]))
