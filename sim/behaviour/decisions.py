"""The decision points: the only thing engines call, in the order in which a task meets them.

A decision point composes rules over what its decision-maker could know; its first argument is the table of numbers.
The place for mechanisms is here: one line at the point that a mechanism touches (see `behaviour/mechanisms`).

1 assign · 2 hand over · 3 search and reuse · 4 work · 5 exception · 6 decide · 7 outcome · 8 gates · 9 exchange ·
10 counterpart · 11 meetings and supervision. (Points 6 and 10 are routing and waiting: the tables of
`world/derived.py` and the year say all that they need, so they have no arithmetic of their own but the authority of
a level.)
"""

from __future__ import annotations

from sim.behaviour.approval import misreading
from sim.behaviour.exception import failure_probability, missed_part, outcome
from sim.behaviour.handover import stranger_probability, stranger_ticks, transit_ticks
from sim.behaviour.numbers import Numbers
from sim.behaviour.reuse import aged_idea, find_probability, usable_share
from sim.behaviour.style import drifted, pulled
from sim.behaviour.work import share_ticks, work_ticks
from sim.vocabulary import MILLION, Outcome


def pulls_before(fastest: bool, speed: float, idle_since: int, best_speed: float, best_idle_since: int) -> bool:
    """Decision point 1, assign: this free member pulls rather than the best so far (seats are offered in order)."""
    if fastest and speed != best_speed:
        return speed > best_speed
    return idle_since < best_idle_since


def briefing(b: Numbers, closeness: float) -> tuple[int, int, float]:
    """Decision point 2, hand over: ticks of briefing and of reading in, probability of a clarification."""
    return (
        stranger_ticks(b.brief, closeness),
        stranger_ticks(b.read_in, closeness),
        stranger_probability(b.clarification, closeness),
    )


def transit(b: Numbers, closeness: float) -> int:
    """Decision point 2, hand over: ticks on the way to a group."""
    return transit_ticks(b.transit_inside, b.transit_across, closeness)


def candidate(b: Numbers, same_line: int, generic: int, similarity: float, closeness: float) -> tuple[float, float]:
    """Decision point 3, search and reuse: usable share of a candidate and the probability to find it."""
    return usable_share(same_line, generic, similarity), find_probability(b.visibility, closeness)


def idea(b: Numbers, own: int, best_seen: int, insight_age: int) -> int:
    """Decision point 3: idea of a new asset, the better of one's own and the best seen, on a line of this insight."""
    better = best_seen if b.on.ideas and best_seen > own else own
    return aged_idea(better, insight_age, b.ageing, b.ageing_ticks)


def effort(b: Numbers, standard: int, skill: float, familiarity: float) -> int:
    """Decision point 4, work: ticks this person needs."""
    return work_ticks(standard, skill * familiarity)


def fails(b: Numbers, complexity: int, skill: float, missed: int) -> tuple[float, float]:
    """Decision point 5, exception: failure probability and the part of it due to missed exchanges."""
    hard = complexity / MILLION
    return (
        failure_probability(b.failure, hard, skill, b.skill_gap, missed, b.missed, b.failure_cap),
        missed_part(hard, skill, b.skill_gap, missed, b.missed),
    )


def verdict(b: Numbers, u: float, level: int) -> int:
    """Decision point 7, outcome: what a decider this many levels above the maker says, an `Outcome`."""
    row = level if level < len(b.ignore_by_level) else len(b.ignore_by_level) - 1
    return outcome(u, b.ignore_by_level[row], b.rework_by_level[row])


def redo_ticks(b: Numbers, said: int, ticks: int) -> int:
    """Decision point 7: ticks of rework or quick fix on a task of `ticks` ticks."""
    return share_ticks(ticks, b.rework_share if said == Outcome.REWORK else b.quick_fix_share)


def misreads(b: Numbers, knowledge: float) -> float:
    """Decision point 8, gates: probability that a signer of this knowledge misreads a face."""
    return misreading(b.misread, b.ignorance, knowledge)


def question(b: Numbers, transit: int, closeness: float) -> tuple[int, float]:
    """Decision point 9, exchange: ticks on the way and the probability to be overlooked."""
    return stranger_ticks(transit, closeness), stranger_probability(b.question_lost, closeness)


def keeps(b: Numbers, u: float) -> bool:
    """Decision point 9, exchange: the question is kept for a meeting, if the two have one together."""
    return u < b.formalisation


def meeting_ticks(b: Numbers, members: int) -> int:
    """Decision point 11, meetings: length of a meeting of so many members."""
    return int((b.meeting_base + b.meeting_member * members) * b.meeting_weeks + 0.5) if b.on.meetings else 0


def supervision_ticks(b: Numbers, reports: float) -> int:
    """Decision point 11: a week's supervision of so many weighted direct reports."""
    return int(b.supervision * reports + 0.5)


def style_after_asset(b: Numbers, style: float, normal: int) -> float:
    """Style of the maker after one more brand asset."""
    return drifted(style, b.drift, normal / MILLION)


def style_after_signature(b: Numbers, style: float, signer: float) -> float:
    """Style of the maker after an accepted signature."""
    return pulled(style, signer, b.gate_pull)


def style_after_week(b: Numbers, style: float, mean: float) -> float:
    """Style of a member after a week among close colleagues."""
    return pulled(style, mean, b.close_pull)


POINTS = (
    pulls_before,
    briefing,
    transit,
    candidate,
    idea,
    effort,
    fails,
    verdict,
    redo_ticks,
    misreads,
    question,
    meeting_ticks,
    supervision_ticks,
    style_after_asset,
    style_after_signature,
    style_after_week,
    keeps,
)
"""All decision points, for an engine that compiles them."""
