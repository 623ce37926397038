"""The cohort: what arrived in the window, the same campaigns and the same standard work in every organisation.

Sums are taken over the cohort and divided by numbers of the world (campaigns |C|, standard ticks H*), so that nothing
is gained by being slow, by refusing quickly, or by drawing borders elsewhere.
"""

from __future__ import annotations

import math
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.facts import Column, Facts
from sim.measures.once import once
from sim.measures.scalars import NONE, ONE, ZERO

Mask = NDArray[np.bool_]
Kind = TypeVar("Kind", np.bool_, np.int64)


def ratio(part: float, whole: float) -> float:
    """A part of a whole; NaN where there is no whole."""
    return float(part) / float(whole) if whole else math.nan


def percent(part: float, whole: float) -> float:
    """A part of a whole in percent; NaN where there is no whole."""
    return 100.0 * ratio(part, whole)


def count(rows: Mask) -> int:
    """How many rows are meant."""
    return int(np.count_nonzero(rows))


def total(column: Column, rows: Mask | Column) -> int:
    """Sum of a column over the rows that are meant, by a mask or by ones and noughts: exact, being of whole numbers."""
    return int(rows.dot(column))


@once
def cohort(facts: Facts) -> Mask:
    """Which campaigns belong to the cohort."""
    inside: Mask = facts.campaigns.cohort == ONE
    return inside


def cohort_total(facts: Facts, column: Column) -> int:
    """Sum of a column of campaigns over the cohort."""
    return total(column, facts.campaigns.cohort)


@once
def size(facts: Facts) -> int:
    """Number of campaigns in the cohort, |C|."""
    return count(cohort(facts))


@once
def standard(facts: Facts) -> int:
    """Standard ticks of all tasks of the cohort, H*."""
    return cohort_total(facts, facts.campaigns.standard)


@once
def _cohort_or_none(facts: Facts) -> Mask:
    return and_none(cohort(facts), False)


def and_none(values: NDArray[Kind], nothing: Any) -> NDArray[Kind]:
    """Values of campaigns and, at the end, where an index of -1 looks, the value of no campaign."""
    longer = np.empty(len(values) + 1, dtype=values.dtype)
    longer[:-1], longer[-1] = values, nothing
    return longer


def of_cohort(facts: Facts, campaign: Column) -> Mask:
    """Which rows of another table belong to a campaign of the cohort; -1 belongs to none."""
    known: Mask = _cohort_or_none(facts)[campaign]
    return known


@once
def cohort_tasks(facts: Facts) -> Column:
    """1 for each task of a campaign of the cohort, 0 for others: to sum over, which is quicker than with a mask."""
    return of_cohort(facts, facts.tasks.campaign).astype(np.int64)


@once
def cohort_needs(facts: Facts) -> Mask:
    """Which needs for a decision belong to a campaign of the cohort."""
    return of_cohort(facts, facts.needs.campaign)


@once
def cohort_interfaces(facts: Facts) -> Mask:
    """Which interfaces belong to a campaign of the cohort."""
    return of_cohort(facts, facts.interfaces.campaign)


@once
def person_ticks(facts: Facts) -> int:
    """Ticks that anybody spent on campaigns of the cohort; unfinished ones with what they took so far."""
    return cohort_total(facts, facts.campaigns.person)


@once
def finished(facts: Facts) -> Mask:
    """Which campaigns ended within the run, and were not dropped."""
    done: Mask = (facts.campaigns.ended != NONE) & (facts.campaigns.dropped == ZERO)
    return done


@once
def strategic(facts: Facts) -> Mask:
    """Which campaigns of the cohort are strategic."""
    rows: Mask = cohort(facts) & (facts.campaigns.strategic == ONE)
    return rows


@once
def until(facts: Facts) -> Column:
    """When each campaign ended, was dropped, or the run was over."""
    return np.where(facts.campaigns.ended == NONE, facts.end, facts.campaigns.ended)


def due_in_run(facts: Facts) -> Mask:
    """Which campaigns of the cohort have a due time within the run: the same in every organisation."""
    due = facts.campaigns.due
    within: Mask = cohort(facts) & (due != NONE) & (due <= facts.end)
    return within


@once
def on_time(facts: Facts) -> Mask:
    """Which campaigns were finished by their due time; those without one, by the end of the run."""
    done = facts.campaigns
    kept: Mask = finished(facts) & ((done.due == NONE) | (done.ended <= done.due))
    return kept
