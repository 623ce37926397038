"""Catches formalisation that keeps the wrong questions, answers one that somebody was not there for, or costs hours.

And what it must leave alone: the model without it, and a department that does not meet.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.engines.plan import Plan, make_plan
from sim.engines.reference.engine import Trace, simulate
from sim.log import Item, Row, Verb
from sim.randomness import Stream, uniform
from sim.scenario.load import load
from sim.vocabulary import Booking, Interface
from sim.world.architectures import organise
from sim.world.workload import draw_year

SEED = 3


@cache
def run(formalisation: float, *changes: str) -> tuple[Plan, Trace]:
    more = (f"rules.exchange.formalisation={formalisation}", "rules.meetings.every_weeks=1", *changes)
    scenario = load("multi_category_618", changes=("staffing.seats=18", *more))
    plan = make_plan(scenario, organise(scenario, "matrix"))
    return plan, simulate(plan, draw_year(scenario, SEED, 0))


def rows_of(trace: Trace, verb: Verb) -> list[Row]:
    return [row for row in trace.rows if row[1] == verb]


def smallest_meeting(plan: Plan, one: int, other: int) -> int | None:
    shared = [(len(seats), group) for group, seats in plan.derived.meetings if {one, other} <= set(seats)]
    return min(shared)[1] if shared else None


def test_without_it_nothing_is_kept() -> None:
    _, trace = run(0.0)
    assert rows_of(trace, Verb.KEPT) == []
    assert trace.facts.interfaces.kept.sum() == 0


def test_a_department_that_does_not_meet_asks_as_ever() -> None:
    assert run(1.0, "rules.switches.meetings=false")[1].rows == run(0.0, "rules.switches.meetings=false")[1].rows


@pytest.mark.parametrize("formalisation", [0.4, 1.0])
def test_a_question_is_kept_by_its_own_draw_for_the_smallest_meeting_that_both_attend(formalisation: float) -> None:
    plan, trace = run(formalisation)
    kept = {row[2]: row for row in rows_of(trace, Verb.KEPT)}
    alone = 0
    for _, _, _, giver, taker, code, task, question in rows_of(trace, Verb.INTERFACE):
        if code % 16 != Interface.QUESTION:
            continue
        group = smallest_meeting(plan, giver, taker)
        wanted = uniform(SEED, 0, Stream.FORMALISATION, question, 0) < formalisation
        alone += wanted and group is None
        assert (question in kept) == (wanted and group is not None)
        if question in kept:
            assert kept[question][3:] == (taker, group, 0, task, 0)
    assert kept
    assert alone, "the example has lost its point: everybody meets everybody"


def test_it_is_answered_when_a_meeting_ends_that_both_have_attended_to_the_end() -> None:
    _, trace = run(1.0)
    met = {(row[0], row[2], row[3]) for row in rows_of(trace, Verb.SPAN) if row[7] == Item.MEETING}
    group_of = {row[2]: row[4] for row in rows_of(trace, Verb.KEPT)}
    question_of = {row[2]: row[7] for row in rows_of(trace, Verb.INTERFACE) if row[5] % 16 == Interface.QUESTION}
    answered = 0
    for tick, _, interface, giver, taker, missed, _, _ in rows_of(trace, Verb.INTERFACE_ENDS):
        group = group_of.get(question_of.get(interface, -1))
        if group is not None and not missed:
            assert {(tick, group, giver), (tick, group, taker)} <= met
            answered += 1
    assert answered > 0
    assert not {row[2] for row in rows_of(trace, Verb.QUEUED) if row[7] == Item.QUESTION} & set(group_of)


def test_the_more_of_it_the_fewer_hours_of_answering_and_meetings_are_as_long_as_before() -> None:
    answering, meeting, informal = [], [], []
    for formalisation in (0.0, 0.5, 1.0):
        facts = run(formalisation)[1].facts
        answering.append(int(facts.seats.bookings[:, Booking.EXCHANGE].sum()))
        meeting.append(int(facts.seats.bookings[:, Booking.MEETING].sum()))
        asked = facts.interfaces.kind == Interface.QUESTION
        informal.append(int(np.count_nonzero(asked & (facts.interfaces.kept == 0))))
    assert answering[0] > answering[1] > answering[2]
    assert informal[0] > informal[1] > informal[2]
    assert len(set(meeting)) == 1
