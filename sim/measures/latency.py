"""How long decisions take: from the moment a need arises to the moment its answer can be used.

All rounds of refusal, and arbitration, belong to the same need; a default ends when the patience does; rework that is
done between two rounds is work and not waiting. What the maker may decide alone takes no time. Needs still open last
until their campaign or the run is over, and count as "at least".
"""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.facts import Column, Facts
from sim.log import Phase
from sim.measures.about import About
from sim.measures.cohort import Mask, and_none, cohort_needs, count, percent, ratio, size, total, until
from sim.measures.once import once
from sim.measures.registry import measure
from sim.measures.scalars import DAY, GATE, NONE, ZERO
from sim.measures.survival import Curve, kaplan_meier, mean, quantile
from sim.vocabulary import TICK_PER_DAY, Cause

WAITING = (Phase.CLIMBING, Phase.QUEUE, Phase.CONFLICT, Phase.DEFAULT, Phase.REVISING)
IMPATIENT = (Cause.EXCEPTION, Cause.SIGNAL, Cause.CONFLICT)
"""Needs that the maker decides alone when patience ends."""
_IS_IMPATIENT = np.isin(np.arange(len(Cause)), IMPATIENT)

_response = partial(measure, direction=-1, source="response latency: Chachere, Kunz & Levitt 2009")
_delay = partial(_response, unit="days per campaign", unit_zh="天/活动")
_days = partial(_response, unit="days", unit_zh="天")
_review = partial(measure, direction=-1, source="review time: Filestage 2023, In-House Creative 2019")


@once
def answered(facts: Facts) -> Mask:
    """Which needs have an answer that could be used within the run."""
    known: Mask = facts.needs.usable != NONE
    return known


@once
def _by_others(facts: Facts) -> Mask:
    rows: Mask = facts.needs.alone == ZERO
    return rows


@once
def elapsed(facts: Facts) -> Column:
    """Ticks from each need to its answer, rework between rounds included."""
    needs = facts.needs
    over = and_none(until(facts), facts.end)[needs.campaign]
    return np.maximum(np.where(answered(facts), needs.usable, over) - needs.raised, ZERO)


@once
def latency(facts: Facts) -> Column:
    """Ticks of decision latency of each need; 0 where the maker decided alone."""
    needs = facts.needs
    waited: Column = np.maximum(elapsed(facts) - needs.phases[:, Phase.REWORKED], ZERO) * _by_others(facts)
    return waited


@once
def asked(facts: Facts) -> Mask:
    """Needs of the cohort that somebody other than the maker had to answer."""
    rows: Mask = cohort_needs(facts) & _by_others(facts)
    return rows


@once
def latency_by_cause(facts: Facts) -> list[int]:
    """Ticks of latency of the cohort's needs, by `Cause`; whole numbers far below 2^53, where floats are exact."""
    rows = cohort_needs(facts)
    ticks = np.bincount(facts.needs.cause[rows], latency(facts)[rows], minlength=len(Cause))
    return [int(one) for one in ticks.tolist()]


def _delay_of(facts: Facts, ticks: int) -> float:
    return ratio(ticks, size(facts) * TICK_PER_DAY)


@_delay(title="Decision delay", title_zh="决策延迟", headline=True)
def decision_delay(facts: Facts, about: About) -> float:
    """Working days from need to usable answer, summed over all needs of the cohort, per campaign of the cohort."""
    return _delay_of(facts, sum(latency_by_cause(facts)))


@_delay(title="Decision delay: exceptions", title_zh="决策延迟：异常")
def delay_exceptions(facts: Facts, about: About) -> float:
    """The part of the decision delay that is due to failed checks."""
    return _delay_of(facts, latency_by_cause(facts)[Cause.EXCEPTION])


@_delay(title="Decision delay: sign-offs", title_zh="决策延迟：审批")
def delay_gates(facts: Facts, about: About) -> float:
    """The part of the decision delay that is due to sign-offs, all their rounds together."""
    return _delay_of(facts, latency_by_cause(facts)[Cause.GATE])


@_delay(title="Decision delay: unsettled plans", title_zh="决策延迟：计划重议")
def delay_signals(facts: Facts, about: About) -> float:
    """The part of the decision delay that is due to plans which a signal sent back."""
    return _delay_of(facts, latency_by_cause(facts)[Cause.SIGNAL])


@_delay(title="Decision delay: borrowing", title_zh="决策延迟：借调")
def delay_borrowing(facts: Facts, about: About) -> float:
    """The part of the decision delay that is due to groups that asked others for help."""
    return _delay_of(facts, latency_by_cause(facts)[Cause.BORROW])


@_delay(title="Decision delay: priority conflicts", title_zh="决策延迟：优先级冲突")
def delay_conflicts(facts: Facts, about: About) -> float:
    """The part of the decision delay that is due to two superiors who order one desk differently."""
    return _delay_of(facts, latency_by_cause(facts)[Cause.CONFLICT])


@once
def _latencies(facts: Facts) -> Curve:
    rows = asked(facts)
    return kaplan_meier(latency(facts)[rows] / DAY, answered(facts)[rows])


@_days(title="Decision latency, mean", title_zh="决策时长均值")
def decision_latency_mean(facts: Facts, about: About) -> float:
    """Mean latency of the cohort's needs that others had to answer; undefined with more than 1 % still open."""
    return mean(_latencies(facts))


@_days(title="Decision latency, median", title_zh="决策时长中位数")
def decision_latency_p50(facts: Facts, about: About) -> float:
    """Time by which half of the cohort's needs that others had to answer are answered (Kaplan-Meier)."""
    return quantile(_latencies(facts), 0.5)


@_days(title="Decision latency, nine in ten", title_zh="决策时长九成分位")
def decision_latency_p90(facts: Facts, about: About) -> float:
    """Time by which nine in ten of the cohort's needs that others had to answer are answered (Kaplan-Meier)."""
    return quantile(_latencies(facts), 0.9)


def _phases(facts: Facts, rows: Mask) -> list[int]:
    ticks: list[int] = rows.dot(facts.needs.phases).tolist()
    return ticks


@_response(title="Waiting in decision latency", title_zh="决策时长中的等待占比", unit="%", unit_zh="%")
def decision_waiting(facts: Facts, about: About) -> float:
    """Share of decision latency that is queue, way up, arbitration, patience or a revision nobody works on."""
    phases = _phases(facts, asked(facts))
    return percent(sum(phases[one] for one in WAITING), sum(phases) - phases[Phase.REWORKED])


@measure(
    title="Decisions by default",
    title_zh="默认自决比例",
    unit="%",
    unit_zh="%",
    direction=0,
    source="delegation by default: Jin & Levitt 1996",
)
def decisions_defaulted(facts: Facts, about: About) -> float:
    """Share of exceptions, unsettled plans and conflicts put to others that the maker decided when patience ended."""
    rows = asked(facts) & _IS_IMPATIENT[facts.needs.cause]
    return percent(total(facts.needs.defaulted, rows), count(rows))


@measure(title="Decisions alone", title_zh="自主决策比例", unit="%", unit_zh="%", direction=0)
def decisions_alone(facts: Facts, about: About) -> float:
    """Share of the cohort's needs that the maker had the right to decide alone."""
    rows = cohort_needs(facts)
    return percent(total(facts.needs.alone, rows), count(rows))


@measure(title="Level of decisions", title_zh="决策层级", unit="steps up", unit_zh="级", direction=0)
def decision_level(facts: Facts, about: About) -> float:
    """Mean number of steps above the maker at which the cohort's needs were answered, 0 = the maker."""
    rows = cohort_needs(facts) & answered(facts)
    return ratio(total(facts.needs.level, rows), count(rows))


@once
def reviews(facts: Facts) -> Mask:
    """Sign-offs of the cohort that somebody other than the maker had to give."""
    rows: Mask = asked(facts) & (facts.needs.cause == GATE)
    return rows


@_review(title="Approval time", title_zh="审批时长", unit="days", unit_zh="天")
def approval_time(facts: Facts, about: About) -> float:
    """Mean working days from the first request for a signature to acceptance, revisions included."""
    rows = reviews(facts)
    return mean(kaplan_meier(elapsed(facts)[rows] / DAY, answered(facts)[rows]))


@_review(title="Waiting in approval time", title_zh="审批时长中的等待占比", unit="%", unit_zh="%")
def approval_waiting(facts: Facts, about: About) -> float:
    """Share of approval time in which nobody reads, decides or revises."""
    phases = _phases(facts, reviews(facts))
    return percent(sum(phases) - phases[Phase.DECIDING] - phases[Phase.REWORKED], sum(phases))


@_review(title="Review rounds", title_zh="审批轮次", unit="rounds per sign-off", unit_zh="轮/次审批")
def review_rounds(facts: Facts, about: About) -> float:
    """Mean number of rounds, the accepted one included, of finished sign-offs."""
    rows = reviews(facts) & answered(facts)
    return ratio(total(facts.needs.rounds, rows), count(rows))
