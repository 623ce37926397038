"""What campaigns are worth: idea x craft x timeliness x consistency, less risk and overselling (specification 7).

A campaign that is not finished when the run ends has brought nothing. One without assets has no idea of its own to be
judged by. The units are arbitrary: one is a campaign of perfect ideas, perfectly made, on time, in one style.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from sim.facts import Column, Facts, quarter
from sim.measures import scalars
from sim.measures.about import About
from sim.measures.brand import Numbers, consistency_by_quarter
from sim.measures.cohort import (
    cohort,
    cohort_tasks,
    cohort_total,
    count,
    finished,
    on_time,
    percent,
    person_ticks,
    ratio,
    size,
    total,
)
from sim.measures.latency import reviews
from sim.measures.once import once
from sim.measures.registry import measure
from sim.measures.scalars import DAY, NONE, ZERO
from sim.vocabulary import MILLION, TICK_PER_HOUR

HIGH_COMPLEXITY = 2.0 / 3.0
"""Campaigns at or above this quantile of complexity in the cohort are of high complexity."""
RISK_BEARABLE = MILLION // 2
"""Risk of one bad face accepted: a campaign of high complexity that carries more has not succeeded."""

_index = partial(measure, unit="0 to 1", unit_zh="0 至 1", direction=1)
_errors = partial(
    measure,
    unit="per sign-off",
    unit_zh="次/次审批",
    direction=-1,
    source="Sah & Stiglitz 1986; Christensen & Knudsen 2010",
)


def _share(part: Column, whole: Column) -> Numbers:
    """Means in millionths as shares; 1 where there is nothing to take a mean of."""
    nothing = whole == ZERO
    mean: Numbers = part / ((whole + nothing) * scalars.MILLION)
    mean[nothing] = 1.0
    return mean


@once
def timeliness(facts: Facts, about: About) -> Numbers:
    """What lateness leaves of each campaign: 1 on time, less for every working day late, never below the floor."""
    done = facts.campaigns
    late = np.maximum(done.ended - done.due, ZERO) * (done.due != NONE) / DAY
    left: Numbers = np.maximum(about.outcomes.timeliness_floor, 1.0 - about.outcomes.late_loss * late)
    return left


def values(facts: Facts, about: About) -> Numbers:
    """Effectiveness of each campaign that arrived; 0 where it was not finished.

    Consistency is that of the quarter in which the campaign ended, the nearest one for ends outside the window.
    """
    done, outcomes = facts.campaigns, about.outcomes
    seen = consistency_by_quarter(facts, about)
    seen = np.where(np.isnan(seen), 1.0, seen)
    value = _share(done.idea, done.assets)
    value *= _share(done.craft, done.tasks_ended)
    value *= timeliness(facts, about)
    value *= seen[quarter(done.ended, facts.window_from, facts.window_to)]
    value *= np.maximum(0.0, 1.0 - outcomes.risk_loss * done.risk / scalars.MILLION)
    value *= np.array((1.0, 1.0 - outcomes.oversell_loss))[done.oversold]
    value[~finished(facts)] = 0.0
    return value


@once
def _worth(facts: Facts, about: About) -> float:
    """Effectiveness of the cohort's campaigns, summed."""
    return float(values(facts, about)[cohort(facts)].sum())


@_index(title="Effectiveness", title_zh="活动成效", source="specification, section 7; an assumption")
def effectiveness(facts: Facts, about: About) -> float:
    """Mean effectiveness of the cohort's campaigns; what is not finished counts as nothing."""
    return ratio(_worth(facts, about), size(facts))


@measure(
    title="Value per person-hour",
    title_zh="单位工时价值",
    unit="campaigns' worth per 1,000 hours",
    unit_zh="当量活动/千小时",
    direction=1,
    source="specification, section 7; an assumption",
)
def value_per_hours(facts: Facts, about: About) -> float:
    """Effectiveness of the cohort's campaigns, summed, per 1,000 person-hours spent on them."""
    return ratio(_worth(facts, about), person_ticks(facts) / (1000 * TICK_PER_HOUR))


@_index(title="Idea", title_zh="创意质量", source="items 33 and 59")
def idea(facts: Facts, about: About) -> float:
    """Mean idea of the assets that the cohort's campaigns have made."""
    made = facts.campaigns
    return ratio(cohort_total(facts, made.idea), cohort_total(facts, made.assets) * MILLION)


@_index(title="Craft", title_zh="专业质量", source="item 43")
def craft(facts: Facts, about: About) -> float:
    """Mean craft of the cohort's finished tasks: the skill of who did them, at most 1."""
    made = facts.campaigns
    return ratio(cohort_total(facts, made.craft), cohort_total(facts, made.tasks_ended) * MILLION)


@_index(title="Timeliness", title_zh="及时性", source="specification, section 7; an assumption")
def mean_timeliness(facts: Facts, about: About) -> float:
    """Mean of what lateness leaves of the cohort's campaigns; what is not finished counts as nothing."""
    left = np.where(finished(facts), timeliness(facts, about), 0.0)
    return ratio(left[cohort(facts)].sum(), size(facts))


@_index(title="Brand consistency", title_zh="品牌一致性", source="items 9, 48 and 61")
def consistency(facts: Facts, about: About) -> float:
    """Likeness in style of the assets that customers see in one quarter, mean of the quarters of the window."""
    seen = consistency_by_quarter(facts, about)
    known = seen[~np.isnan(seen)]
    return ratio(known.sum(), len(known))


@measure(
    title="Risk carried",
    title_zh="遗留风险",
    unit="per campaign",
    unit_zh="/活动",
    direction=-1,
    source="Jin & Levitt 1996",
)
def risk(facts: Facts, about: About) -> float:
    """Severity of ignored exceptions and of faults passed at sign-off, per campaign of the cohort."""
    return ratio(cohort_total(facts, facts.campaigns.risk), size(facts) * MILLION)


@measure(title="Oversold promotions", title_zh="超卖比例", unit="%", unit_zh="%", direction=-1, source="item 23")
def oversold_share(facts: Facts, about: About) -> float:
    """Share of the cohort's promotions gone live that sold more than there was."""
    rows = cohort(facts) & (facts.campaigns.live > 0)
    return percent(total(facts.campaigns.oversold, rows), count(rows))


def _signed(facts: Facts, errors: Column) -> float:
    rows = reviews(facts)
    return ratio(total(errors, rows), count(rows))


@_errors(
    title="Bad work accepted",
    title_zh="误批",
    says="Signatures given to a proposal with a fault, per sign-off of the cohort.",
)
def bad_accepted(facts: Facts, about: About) -> float:
    """Errors of the first kind of a filter: what should have been stopped was let through."""
    return _signed(facts, facts.needs.bad_accepted)


@_errors(
    title="Good work refused",
    title_zh="误拒",
    says="Signatures refused to a faultless proposal, per sign-off of the cohort.",
)
def good_refused(facts: Facts, about: About) -> float:
    """Errors of the second kind of a filter: what should have been let through was stopped."""
    return _signed(facts, facts.needs.good_refused)


def _border(values: Column, share: float) -> float:
    """The quantile by linear interpolation (`numpy.quantile`'s, to the bit and ten times as fast); NaN of nothing."""
    if not len(values):
        return math.nan
    place = (len(values) - 1) * share
    below, beyond = int(place), place - int(place)
    ordered = np.sort(values)
    low, high = float(ordered[below]), float(ordered[min(below + 1, len(values) - 1)])
    return low + (high - low) * beyond if beyond < 0.5 else high - (high - low) * (1.0 - beyond)


@measure(
    title="Success with complexity",
    title_zh="高复杂度活动成功率",
    unit="%",
    unit_zh="%",
    direction=1,
    source="items 35 and 44",
)
def high_complexity_success(facts: Facts, about: About) -> float:
    """Share of the cohort's third of highest complexity finished on time, not oversold, with a risk of at most 0.5.

    Ties at the border are included. Campaigns without a due time must be finished within the run. The bound is that of
    one bad face accepted; it is absolute, because a median would be beaten by half of the campaigns of any
    organisation.
    """
    rows = cohort(facts)
    done = facts.campaigns
    high = rows & (done.complexity >= _border(done.complexity[rows], HIGH_COMPLEXITY))
    good = on_time(facts) & (done.risk <= RISK_BEARABLE) & (done.oversold == ZERO)
    return percent(count(high & good), count(high))


@measure(
    title="Growth of skill", title_zh="技能增长", unit="%", unit_zh="%", direction=1, source="item 43; learning curves"
)
def skill_growth(facts: Facts, about: About) -> float:
    """Mean skill over seats and disciplines at the end of the run against its beginning."""
    before, after = int(facts.seats.skill_from.sum()), int(facts.seats.skill_to.sum())
    return percent(after - before, before)


@measure(
    title="Failed checks", title_zh="检查未通过比例", unit="%", unit_zh="%", direction=-1, source="Jin & Levitt 1996"
)
def failed_checks(facts: Facts, about: About) -> float:
    """Share of the checks of the cohort's work that it did not pass."""
    rows = cohort_tasks(facts)
    return percent(total(facts.tasks.failures, rows), total(facts.tasks.checks, rows))
