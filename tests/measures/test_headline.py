"""Catches a headline number that can be gamed: by being slow, by refusing quickly, or by drawing borders elsewhere.

Stories of one or two campaigns, with whole hours, whose four numbers are worked out in the comments.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measures.by_hand import DAY, HOUR, Row, about, facts

from sim.log import Label, Phase
from sim.measures.registry import evaluate, measures
from sim.vocabulary import Cause, Interface

CAMPAIGN: Row = {"standard": 100 * HOUR, "ended": 50 * DAY}
OLDER: Row = {"standard": 900 * HOUR, "ended": 5 * DAY, "cohort": 0}


def value(name: str, **tables: Any) -> float:
    return evaluate(facts(**tables), about(), [name])[name]


def need(**row: Any) -> Row:
    return {"cause": Cause.GATE, "asked": 1, "level": 1, **row}


def test_four_numbers_and_no_more_are_headlines() -> None:
    assert [name for name, one in measures().items() if one.headline] == [
        "decision_delay",
        "duplicated_effort",
        "friction_work",
        "friction_wait",
    ]


def test_delay_is_the_latency_of_all_needs_over_all_campaigns() -> None:
    needs = [
        need(raised=0, usable=3 * DAY),
        need(raised=DAY, usable=2 * DAY),
        need(raised=0, usable=5 * DAY, phases={Phase.REWORKED: 2 * DAY}),  # two of its five days were work
        need(raised=0, usable=9 * DAY, alone=1),  # the maker might decide: nobody was waited for
        need(raised=0, usable=7 * DAY, campaign=2),  # not of the cohort
        need(raised=0, usable=7 * DAY, campaign=-1),  # of no campaign
    ]
    # (3 + 1 + 3) days of latency, two campaigns
    assert value("decision_delay", campaigns=[CAMPAIGN, CAMPAIGN, OLDER], needs=needs) == pytest.approx(3.5)


def test_an_open_need_lasts_until_the_run_or_its_campaign_is_over() -> None:
    still_open = {"standard": HOUR}
    assert value("decision_delay", campaigns=[still_open], needs=[need(raised=20 * DAY)]) == pytest.approx(100.0)
    dropped = {"standard": HOUR, "ended": 30 * DAY, "dropped": 1}
    assert value("decision_delay", campaigns=[dropped], needs=[need(raised=20 * DAY)]) == pytest.approx(10.0)


def test_delay_is_the_sum_of_its_causes() -> None:
    needs = [need(cause=cause, raised=0, usable=(1 + cause) * DAY) for cause in Cause]
    found = evaluate(facts(campaigns=[CAMPAIGN], needs=needs), about())
    assert found["decision_delay"] == pytest.approx(1 + 2 + 3 + 4 + 5)
    parts = ("exceptions", "gates", "signals", "borrowing", "conflicts")
    assert [found[f"delay_{part}"] for part in parts] == pytest.approx([1, 2, 3, 4, 5])


def test_duplicated_effort_is_the_avoidable_part_of_the_cohort_in_percent_of_its_standard_work() -> None:
    tasks = [{"avoidable": 12 * HOUR, "missed": 1}, {"avoidable": 8 * HOUR}, {"avoidable": 50 * HOUR, "campaign": 1}]
    assert value("duplicated_effort", campaigns=[CAMPAIGN, OLDER], tasks=tasks) == pytest.approx(20.0)


def test_friction_work_is_work_at_interfaces_and_rework_after_missed_exchanges() -> None:
    interfaces = [{"work": 4 * HOUR}, {"work": 1 * HOUR, "kind": Interface.ARBITRATION}, {"work": HOUR, "campaign": 1}]
    tasks = [{"rework": 9 * HOUR, "rework_missed": 3 * HOUR}]
    found = value("friction_work", campaigns=[CAMPAIGN, OLDER], interfaces=interfaces, tasks=tasks)
    assert found == pytest.approx(4 + 1 + 3)


def test_friction_wait_is_in_days_per_campaign_and_is_never_added_to_work() -> None:
    interfaces = [{"wait": 4 * DAY, "work": 99 * HOUR}, {"wait": 2 * DAY}, {"wait": DAY, "campaign": 2}]
    found = value("friction_wait", campaigns=[CAMPAIGN, CAMPAIGN, OLDER], interfaces=interfaces)
    assert found == pytest.approx(3.0)


def test_without_a_cohort_nothing_is_defined() -> None:
    found = evaluate(facts(campaigns=[OLDER], needs=[need(usable=DAY)]), about())
    assert all(math.isnan(found[name]) for name, one in measures().items() if one.headline)


LABELS = st.integers(0, 7)
TICKS = st.integers(0, 40 * HOUR)


@given(st.lists(st.tuples(TICKS, TICKS, LABELS, LABELS), min_size=1, max_size=8))
def test_a_border_on_paper_moves_the_split_and_not_the_total(rows: list[tuple[int, int, int, int]]) -> None:
    before = [{"work": work, "wait": wait, "label": label} for work, wait, label, _ in rows]
    after = [{"work": work, "wait": wait, "label": label} for work, wait, _, label in rows]
    one, other = (evaluate(facts(campaigns=[CAMPAIGN], interfaces=side), about()) for side in (before, after))
    assert one["friction_work"] == other["friction_work"]
    assert one["friction_wait"] == other["friction_wait"]
    total = sum(work for work, _, _, _ in rows)
    across = sum(work for work, _, label, _ in rows if label & Label.CROSS_TEAM)
    assert one["cross_team_work"] == pytest.approx(100 * across / total if total else math.nan, nan_ok=True)


@given(st.lists(st.tuples(st.integers(0, 60 * DAY), st.integers(0, 60 * DAY), st.booleans()), min_size=1, max_size=8))
def test_leaving_a_need_open_is_never_better_than_answering_it(rows: list[tuple[int, int, bool]]) -> None:
    answered = [need(raised=raised, usable=raised + waited) for raised, waited, _ in rows]
    left = [
        {**row, "usable": -1 if is_open else row["usable"]} for row, (_, _, is_open) in zip(answered, rows, strict=True)
    ]
    campaigns = [{"standard": HOUR}]
    assert value("decision_delay", campaigns=campaigns, needs=left) >= value(
        "decision_delay", campaigns=campaigns, needs=answered
    )
