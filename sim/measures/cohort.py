"""The cohort: what arrived in the window, the same campaigns and the same standard work in every organisation.

Sums are taken over the cohort and divided by numbers of the world (campaigns |C|, standard ticks H*), so that nothing
is gained by being slow, by refusing quickly, or by drawing borders elsewhere.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.facts import Column, Facts
from sim.vocabulary import NONE

Mask = NDArray[np.bool_]


def ratio(part: float, whole: float) -> float:
    """A part of a whole; NaN where there is no whole."""
    return float(part) / float(whole) if whole else math.nan


def percent(part: float, whole: float) -> float:
    """A part of a whole in percent; NaN where there is no whole."""
    return 100.0 * ratio(part, whole)


def count(rows: Mask) -> int:
    """How many rows are meant."""
    return int(np.count_nonzero(rows))


def cohort(facts: Facts) -> Mask:
    """Which campaigns belong to the cohort."""
    inside: Mask = facts.campaigns.cohort == 1
    return inside


def size(facts: Facts) -> int:
    """Number of campaigns in the cohort, |C|."""
    return count(cohort(facts))


def standard(facts: Facts) -> int:
    """Standard ticks of all tasks of the cohort, H*."""
    return int(facts.campaigns.standard[cohort(facts)].sum())


def of_cohort(facts: Facts, campaign: Column) -> Mask:
    """Which rows of another table belong to a campaign of the cohort; -1 belongs to none."""
    known: Mask = np.append(cohort(facts), False)[campaign]
    return known


def finished(facts: Facts) -> Mask:
    """Which campaigns ended within the run, and were not dropped."""
    done: Mask = (facts.campaigns.ended != NONE) & (facts.campaigns.dropped == 0)
    return done


def until(facts: Facts) -> Column:
    """When each campaign ended, was dropped, or the run was over."""
    return np.where(facts.campaigns.ended == NONE, facts.end, facts.campaigns.ended)


def due_in_run(facts: Facts) -> Mask:
    """Which campaigns of the cohort have a due time within the run: the same in every organisation."""
    due = facts.campaigns.due
    within: Mask = cohort(facts) & (due != NONE) & (due <= facts.end)
    return within


def on_time(facts: Facts) -> Mask:
    """Which campaigns were finished by their due time; those without one, by the end of the run."""
    done = facts.campaigns
    kept: Mask = finished(facts) & ((done.due == NONE) | (done.ended <= done.due))
    return kept
