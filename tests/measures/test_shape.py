"""Catches a structure described by something else than its tables: spans, layers, premiums, what hangs on one seat."""

from __future__ import annotations

import math

import pytest
from measures.by_hand import DAY, HOUR, about, facts

from sim.measures.about import about as about_organisation
from sim.measures.registry import evaluate
from sim.scenario.schema import Lines, Scenario, Staffing
from sim.world.derived import derive
from sim.world.faults import verify
from sim.world.organisation import Group, Member, Organisation, Relation

SCENARIO = Scenario(
    title="Five people",
    disciplines=("brand", "digital"),
    lines=Lines(names=("face", "hair"), similarity=0.25, brand_shared=0.75),
    staffing=Staffing(seats=5, lead_premium=0.1),
)


def five(last: bool = True) -> Organisation:
    """Seat 0 leads all and has 1 and 2 below; 1 leads brand with 3; 2 leads digital with 4, who also reports to 1."""
    members = tuple(
        Member(grade=0, discipline=0, line=0, talent=None, cost=100.0, title=f"s{seat}") for seat in range(5)
    )
    groups = (Group("all", -1, 0), Group("brand", 0, 1), Group("digital", 0, 2))
    belongs = ((0, 0), (1, 1), (3, 1), (2, 2), (4, 2))
    solid = ((1, 0), (2, 0), (3, 1), (4, 2))
    relations = (
        *(Relation(seat, "belongs_to", group) for seat, group in belongs),
        *(Relation(group.lead, "leads", number) for number, group in enumerate(groups)),
        *(Relation(seat, "reports_to", above, 0.5 if seat == 4 else 1.0) for seat, above in solid),
        Relation(4, "dotted_to", 1, 0.5),
    )
    producers = (False, False, False, True, last)
    coverage = (((1,), (1,)), ((2, 1), (2,)))
    return Organisation("five", members, groups, relations, coverage, (0,), producers=producers)


def test_what_the_tables_say() -> None:
    made = five()
    verify(made, SCENARIO.disciplines, SCENARIO.lines.names)
    known = about_organisation(SCENARIO, made, derive(SCENARIO, made))
    assert (known.seats, known.leads, known.layers, known.lines) == (5, 3, 3, 2)
    assert known.is_lead == (True, True, True, False, False)
    assert known.titles == ("s0", "s1", "s2", "s3", "s4")
    assert known.mean_span == pytest.approx((2 + 1 + 1) / 3)
    assert (known.max_span, known.two_superiors) == (2, 1)
    assert known.cost == pytest.approx((110.0, 110.0, 110.0, 100.0, 100.0))
    assert known.yearly_cost == pytest.approx(530.0)
    assert known.brand_shared == ((1.0, 0.75), (0.75, 1.0))
    assert known.outcomes is SCENARIO.rules.outcomes


def test_lines_stop_with_the_one_who_alone_can_do_their_work() -> None:
    # Brand work on both lines is done by seat 3 alone; digital work on face by 3 and 4, on hair by 4 alone.
    made = five()
    assert about_organisation(SCENARIO, made, derive(SCENARIO, made)).lines_stopped == 2


def test_shape_is_told_in_its_own_units() -> None:
    found = evaluate(facts(), about(seats=4, two_superiors=1, layers=3, max_span=7, mean_span=3.5, lines_stopped=2))
    assert (found["layers"], found["span_max"], found["span_mean"], found["leads"]) == (3, 7, 3.5, 1)
    assert found["two_superiors"] == pytest.approx(25.0)
    assert found["lines_stopped"] == 2


def test_decisions_that_hang_on_one_decider() -> None:
    need = {"asked": 1, "usable": DAY}
    needs = [
        *[{**need, "decider": 3}] * 3,
        {**need, "decider": 0},
        {**need, "decider": 5, "alone": 1},
        {**need, "usable": -1},
    ]
    found = evaluate(facts(campaigns=[{"standard": HOUR}], needs=needs), about(), ["decider_concentration"])
    assert found["decider_concentration"] == pytest.approx(75.0)
    assert math.isnan(evaluate(facts(), about(), ["decider_concentration"])["decider_concentration"])
