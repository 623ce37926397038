"""How long campaigns take, and whether they are there when they are needed.

Lead time runs from arrival to the end of the last task. What is open when the run ends lasts at least until then, and
is late if it was due; what was dropped never ends, so that refusing is not a way to be quick.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.facts import Column, Facts
from sim.measures.about import About
from sim.measures.cohort import Mask, cohort, count, due_in_run, finished, on_time, percent, size, strategic, until
from sim.measures.once import once
from sim.measures.registry import measure
from sim.measures.scalars import DAY, HOUR, NONE, ONE, Whole
from sim.measures.survival import Curve, kaplan_meier, mean, quantile

_days = partial(measure, unit="days", unit_zh="天", direction=-1)


def _lasting(facts: Facts, since: Column, rows: Mask, ticks: Whole) -> Curve:
    """Durations of some campaigns from a tick on, in units of so many ticks."""
    return kaplan_meier((until(facts) - since)[rows] / ticks, finished(facts)[rows])


@once
def _lead_times(facts: Facts) -> Curve:
    return _lasting(facts, facts.campaigns.arrival, cohort(facts), DAY)


@_days(title="Lead time, median", title_zh="活动周期中位数")
def lead_time_median(facts: Facts, about: About) -> float:
    """Working days by which half of the cohort's campaigns are finished, from their arrival (Kaplan-Meier)."""
    return quantile(_lead_times(facts), 0.5)


@_days(title="Lead time, mean", title_zh="活动周期均值")
def lead_time_mean(facts: Facts, about: About) -> float:
    """Mean working days from arrival to end of the cohort's campaigns; undefined with more than 1 % unfinished."""
    return mean(_lead_times(facts))


@_days(title="Lead time of strategic campaigns", title_zh="战略类活动周期中位数")
def strategic_lead_time(facts: Facts, about: About) -> float:
    """Working days by which half of the cohort's strategic campaigns are finished (Kaplan-Meier)."""
    return quantile(_lasting(facts, facts.campaigns.arrival, strategic(facts), DAY), 0.5)


@measure(title="On time", title_zh="准时率", unit="%", unit_zh="%", direction=1, source="Gartner 2019, survey")
def on_time_share(facts: Facts, about: About) -> float:
    """Share of the cohort's campaigns due within the run that were finished by their due time; open ones are late."""
    rows = due_in_run(facts)
    return percent(count(rows & on_time(facts)), count(rows))


@measure(title="Unfinished campaigns", title_zh="未完成活动比例", unit="%", unit_zh="%", direction=-1)
def unfinished(facts: Facts, about: About) -> float:
    """Share of the cohort's campaigns still open, or dropped, when the run ends."""
    rows = cohort(facts)
    return percent(count(rows & ~finished(facts)), size(facts))


@once
def _responses(facts: Facts) -> Mask:
    rows: Mask = cohort(facts) & (facts.campaigns.signal_tick != NONE)
    return rows


@_days(title="Response to signals", title_zh="市场信号响应时间", source="Aghion et al. 2021, sign only")
def response_time(facts: Facts, about: About) -> float:
    """Working days by which half of the cohort's responses to competitors and crises are finished (Kaplan-Meier)."""
    return quantile(_lasting(facts, facts.campaigns.signal_tick, _responses(facts), DAY), 0.5)


@measure(
    title="Response to crises",
    title_zh="危机响应时间",
    unit="hours",
    unit_zh="小时",
    direction=-1,
    source="crisis statement: Freshfields 2013",
)
def crisis_response(facts: Facts, about: About) -> float:
    """Working hours by which half of the cohort's responses to crises are finished (Kaplan-Meier)."""
    crisis = np.zeros(len(facts.campaigns.arrival) + 1, dtype=np.bool_)
    crisis[facts.signals.campaign[facts.signals.crisis == ONE]] = True
    rows = crisis[:-1] & _responses(facts)
    return quantile(_lasting(facts, facts.campaigns.signal_tick, rows, HOUR), 0.5)


@measure(title="Campaigns finished", title_zh="完成活动数", unit="campaigns", unit_zh="个", direction=1)
@once
def campaigns_finished(facts: Facts, about: About) -> float:
    """Campaigns of any age finished in the window."""
    ended = facts.campaigns.ended
    return float(count(finished(facts) & (ended >= facts.window_from) & (ended < facts.window_to)))
