"""Who is best in a measure, and who may be called so: the arithmetic behind the findings.

A year in which a structure is saturated is a year that it has lost; one that is saturated in most years, or that
comes out the same as another structure, may not be called best. No year is left out for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING

from sim.measures.registry import Measure
from sim.study.pairs import Estimate, difference, estimate
from sim.study.tables import Values

if TYPE_CHECKING:
    from sim.study.entrants import Entrants


@dataclass(frozen=True)
class Finding:
    """What was found for one measure.

    Attributes
    ----------
    measure : Measure
    best : str
        Structure with the best mean of those that may win.
    rival : str
        With which it is compared; empty where it stands alone.
    gap : Estimate
        Best minus rival, in the unit of the measure.
    next_best : str
        The second best, where that is not the rival; else empty.
    next_gap : Estimate
        Best minus the second best.
    first : int
        Replications in which the best one was first, ties included.
    replications : int
        Replications in which that could be said.
    """

    measure: Measure
    best: str
    rival: str
    gap: Estimate
    next_best: str
    next_gap: Estimate
    first: int
    replications: int


NOTHING = Estimate(0, float("nan"), float("nan"), float("nan"))


def contenders(entrants: Entrants, saturated: Mapping[str, int], replications: int) -> list[str]:
    """Structures that may be called best: distinct, and not saturated in more than half of the years."""
    return [
        name
        for name in entrants.structures
        if 2 * saturated.get(name, 0) <= replications and name not in entrants.not_distinct
    ]


def ranking(measure: Measure, values: Values, names: Sequence[str]) -> list[str]:
    """Structures from the best mean to the worst; those in which the measure is nowhere defined are left out."""
    means = {name: estimate(values[name, measure.name]).mean for name in names}
    known = [name for name in names if isfinite(means[name])]
    return sorted(known, key=lambda name: -measure.direction * means[name])


def find(measure: Measure, values: Values, names: Sequence[str], baseline: str) -> Finding | None:
    """What can be said of one measure; None where it is defined nowhere.

    Parameters
    ----------
    measure : Measure
        One with a better direction.
    values : mapping
        From `sim.study.tables.values_of`.
    names : sequence of str
        Structures that may be called best.
    baseline : str
    """
    order = ranking(measure, values, names)
    if not order:
        return None
    best, others = order[0], order[1:]
    rival = baseline if baseline in others else others[0] if others else ""
    second = others[0] if others and others[0] != rival else ""

    def gap(other: str) -> Estimate:
        return difference(values[best, measure.name], values[other, measure.name]) if other else NOTHING

    first, years = _firsts(measure, values, order)
    return Finding(measure, best, rival, gap(rival), second, gap(second), first, years)


def _firsts(measure: Measure, values: Values, order: Sequence[str]) -> tuple[int, int]:
    """In how many years the first of the order was best, and of how many that can be said."""
    years = zip(*(values[name, measure.name] for name in order), strict=True)
    lost = zip(*(values[name, "saturated"] for name in order), strict=True)
    first = judged = 0
    for year, hit in zip(years, lost, strict=True):
        if all(map(isfinite, year)):
            scores = [inf if gone else -measure.direction * value for value, gone in zip(year, hit, strict=True)]
            first += isfinite(scores[0]) and scores[0] <= min(scores)
            judged += 1
    return first, judged
