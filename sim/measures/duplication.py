"""What is made twice: work on assets for which an equivalent was there, and was neither found nor waited for.

Only the avoidable part counts, hours x usable share x (1 - adaptation); who makes something first never duplicates
(after Bolton and Farrell 1990, who weigh duplication against the delay of central coordination, so that the time spent
waiting for others' assets stands beside it).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.facts import Column, Facts
from sim.measures.about import About
from sim.measures.cohort import cohort_tasks, percent, ratio, size, standard, total
from sim.measures.effort import booked, worked
from sim.measures.once import once
from sim.measures.registry import measure
from sim.vocabulary import TICK_PER_HOUR, Booking, State

_share = partial(measure, unit="%", unit_zh="%")


def _sum(facts: Facts, column: Column) -> int:
    return total(column, cohort_tasks(facts))


@once
def _found(facts: Facts) -> int:
    return _sum(facts, facts.tasks.found)


@_share(
    title="Duplicated effort",
    title_zh="重复劳动",
    direction=-1,
    source="Bolton & Farrell 1990",
    headline=True,
)
def duplicated_effort(facts: Facts, about: About) -> float:
    """Avoidable work on assets whose equivalent was not used, at standard speed, in percent of the cohort's work."""
    return percent(_sum(facts, facts.tasks.avoidable), standard(facts))


@_share(title="Effort saved by reuse", title_zh="复用节省", direction=1)
def reuse_saved(facts: Facts, about: About) -> float:
    """Work saved by adapting what was found, at standard speed, in percent of the cohort's work."""
    return percent(_sum(facts, facts.tasks.saved), standard(facts))


@_share(title="Reuse share", title_zh="复用率", direction=1, source="SiriusDecisions; CreativeX 2024")
def reuse_share(facts: Facts, about: About) -> float:
    """Share of the cohort's tasks that leave an asset for which an existing one was adapted."""
    return percent(_found(facts), _sum(facts, facts.tasks.asset))


@_share(title="Missed equivalents", title_zh="漏找率", direction=-1)
def miss_rate(facts: Facts, about: About) -> float:
    """Share of searches with an equivalent to be found or already begun in which none was used."""
    missed = _sum(facts, facts.tasks.missed)
    return percent(missed, missed + _found(facts))


@measure(title="Waiting for assets", title_zh="等待素材", unit="hours per campaign", unit_zh="小时/活动", direction=-1)
def asset_wait(facts: Facts, about: About) -> float:
    """Hours for which tasks of the cohort waited for an asset that others were making, per campaign of the cohort."""
    return ratio(_sum(facts, facts.tasks.states[:, State.ASSET]), size(facts) * TICK_PER_HOUR)


@_share(title="Duplicated work in hours worked", title_zh="重复劳动占工时", direction=-1, source="Asana 2021, survey")
def duplicated_time(facts: Facts, about: About) -> float:
    """Share of all hours worked in the window that were spent on making again what was there."""
    return percent(booked(facts)[Booking.DUPLICATED], facts.served)


@_share(title="Cost of overlap", title_zh="重叠成本", direction=-1, source="Booz & Co. 2011, survey")
def overlap_cost(facts: Facts, about: About) -> float:
    """Yearly cost of the time spent on duplicated work, seat by seat, in percent of the cost of all hours worked."""
    spent = facts.seats.bookings[:, Booking.DUPLICATED].astype(np.float64)
    return percent(float(about.pay.dot(spent)), float(about.pay.dot(worked(facts).astype(np.float64))))
