"""Practice makes speed by one law, and a structure decides what is practised.

Skill and familiarity follow k(e) = k0 + (1 - k0) e / (e + h), divided by its value at one full-time year of 2,000
hours: fast at first, then ever more slowly, as learning curves do (Wright 1936; the hyperbolic form of Mazur & Hastie
1978). Nobody is punished for a broad job; whoever does one thing simply does it more often.

That a colleague's practice spills over by closeness is an assumption (sign: transactive memory, Wegner 1987).

A run may begin *settled*, with the practice at which the expected hours of the structure keep it (what a week adds is
what a week takes away), or *fresh*, with home profiles: the day after a reorganisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import round_ticks
from sim.scenario.schema import Scenario
from sim.sums import Weights, apart_from, usual_of, weighted_sums
from sim.vocabulary import TICK_PER_HOUR
from sim.world.closeness import apart
from sim.world.derived import Derived

FULL_TIME_YEAR = 2000.0
"""Hours of practice at which the law gives 1."""
ROUNDS = 30
"""Rounds of the iteration to the settled practice, always all of them."""

Practice = tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]
"""Ticks of practice by seat and discipline, and by seat and line."""
Table = NDArray[np.float64]
Hours = TypeVar("Hours", float, Table)


def learnt(hours: Hours, start: float, half: float) -> Hours:
    """Speed after some practice, 1 after a full-time year.

    Parameters
    ----------
    hours : float or ndarray of float64
        Practice e.
    start : float
        Share of the long-run speed without any practice, k0.
    half : float
        Hours after which half of the rest is learnt, h.

    Returns
    -------
    float or ndarray of float64
        k(e) / k(2,000 hours).
    """
    now = start + (1.0 - start) * hours / (hours + half)
    return now / (start + (1.0 - start) * FULL_TIME_YEAR / (FULL_TIME_YEAR + half))


def similarity(scenario: Scenario) -> tuple[tuple[float, ...], ...]:
    """How alike two lines are, as a table with ones on the diagonal."""
    given, lines = scenario.lines.similarity, range(len(scenario.lines.names))
    if isinstance(given, tuple):
        return given
    return tuple(tuple(1.0 if one == other else given for other in lines) for one in lines)


def fresh_practice(scenario: Scenario, derived: Derived) -> Practice:
    """``home_hours`` in the home discipline and on the home line of each seat, nothing elsewhere."""
    home = round_ticks(scenario.rules.learning.home_hours * TICK_PER_HOUR)
    members = derived.organisation.members
    disciplines, lines = range(len(scenario.disciplines)), range(len(scenario.lines.names))
    return (
        tuple(tuple(home if one == member.discipline else 0 for one in disciplines) for member in members),
        tuple(tuple(home if one == member.line else 0 for one in lines) for member in members),
    )


def settled_practice(scenario: Scenario, derived: Derived, load: Sequence[Sequence[float]]) -> Practice:
    """The practice that the structure's expected hours keep.

    The expected load of each (discipline, line) is shared among the members of its first covering group who produce,
    in proportion to their speed, which follows from their practice, which follows from their shares: from the home
    profile, 30 rounds. Then practice = weekly ticks / fade.

    Parameters
    ----------
    scenario : Scenario
    derived : Derived
    load : sequence of sequence of float
        ``load[discipline][line]``, standard ticks a week.

    Returns
    -------
    Practice
        Talent counts where a seat's is given, and as 1 where it is drawn.
    """
    by_discipline, by_line = (np.array(table, dtype=np.float64) for table in fresh_practice(scenario, derived))
    fade = scenario.rules.learning.fade
    near = apart_from(scenario.rules.closeness.floor, apart(derived.closeness))
    likeness = np.array(similarity(scenario))
    alike = apart_from(usual_of(likeness), likeness)
    for _ in range(ROUNDS):
        speed = _skill(scenario, derived, by_discipline, near), _familiarity(scenario, by_line, alike)
        by_discipline, by_line = np.zeros_like(by_discipline), np.zeros_like(by_line)
        for discipline, row in enumerate(load):
            for line, ticks in enumerate(row):
                seats = list(next((one for one in derived.pullers[discipline][line] if one), ()))
                shares = speed[0][seats, discipline] * speed[1][seats, line]
                weekly = ticks * shares / np.cumsum(shares)[-1]  # a running sum adds in one order, np.sum does not
                by_discipline[seats, discipline] += weekly / fade
                by_line[seats, line] += weekly / fade
    return _whole(by_discipline), _whole(by_line)


def _skill(scenario: Scenario, derived: Derived, ticks: Table, near: Weights) -> Table:
    """Talent x the law of own practice and what spills over from colleagues."""
    learning = scenario.rules.learning
    given = [member.talent for member in derived.organisation.members]
    talent = np.array([1.0 if one is None else one for one in given])[:, None] * np.ones_like(ticks)
    if not _learns(scenario):
        return talent
    known = ticks.copy()
    if learning.spill_over:
        known += learning.spill_over * weighted_sums(ticks, near)
    return talent * learnt(known / TICK_PER_HOUR, learning.start, learning.half_hours)


def _familiarity(scenario: Scenario, ticks: Table, alike: Weights) -> Table:
    """The law of practice on alike lines, at most 1."""
    learning = scenario.rules.learning
    if not _learns(scenario):
        return np.ones_like(ticks)
    known = weighted_sums(ticks.T, alike).T
    return np.minimum(1.0, learnt(known / TICK_PER_HOUR, learning.line_start, learning.line_half_hours))


def _learns(scenario: Scenario) -> bool:
    return scenario.structure.skill == "learning" and scenario.rules.switches.learning


def _whole(ticks: Table) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(round_ticks(one) for one in row) for row in ticks.tolist())
