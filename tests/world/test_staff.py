"""Catches seats that are not those of the list, or made with the wrong grades or homes, and a wrong plan of the load.

The load decides how many seats a group gets and what its members have practised; it is worked out by hand, and then
compared with what forty drawn years bring. The staff is a story of twelve seats, then properties for any shares.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.schema import Scenario
from sim.world.load import expected_load
from sim.world.organisation import Member
from sim.world.staff import grade_counts, members, spread
from sim.world.workload import draw_year

HOUR = 3600
QUIET = {
    "chores": {"share": 0},
    "signals": {"turbulence": 0},
    "absences": {"spells": 0, "turnover": 0},
    "staffing": {"seats": 2, "grades": [{"name": "clerk"}]},
}


def scenario(**parts: Any) -> Scenario:
    """A scenario in which nothing happens but what is given."""
    return Scenario.model_validate({"title": "test", **QUIET, **parts})


def work(name: str, discipline: str, hours: Any, **parts: Any) -> dict[str, Any]:
    """A kind of campaign with one task."""
    return {"name": name, "task": [{"name": "a", "discipline": discipline, "hours": hours}], **parts}


# The expected load


def test_the_expected_load_by_hand() -> None:
    """A week is a fiftieth of a year; south has three quarters of the work of two lines."""
    world = scenario(
        disciplines=["brand", "data"],
        lines={"names": ["south", "north"], "weights": [3, 1]},
        seasons=[{"start": "2026-01-05", "end": "2026-06-26", "factor": 2}],
        chores={"share": 0.1, "disciplines": {"data": 1}},
        signals={"turbulence": 5, "crisis_share": 0.2},
        rules={"gates": {"versions": 3, "revise_share": 0.5}},
        campaign=[
            {
                "name": "often",
                "rate": 10,
                "task": [
                    {"name": "a", "discipline": "brand", "hours": {"law": "exponential", "mean": 2}},
                    {"name": "b", "discipline": "data", "hours": 1, "gate": {}},
                ],
            },
            {
                "name": "dated",
                "dates": ["2026-03-02", "2026-04-01", "2026-01-06", "2025-12-01"],  # the last two begin before the run
                "lead_days": 41.1,
                "participation": 0.5,
                "lines": ["north"],
                "task": [{"name": "a", "discipline": "brand", "hours": 10}],
            },
            {
                "name": "crisis",
                "answers": "crisis",
                "rate": 99,
                "task": [{"name": "a", "discipline": "brand", "hours": 5}],
            },
        ],
    )
    season = 1.5  # half of the window at 2
    south, north = (10 * weight * season / 50 for weight in (1.5, 0.5))  # campaigns of the first kind a week
    crises = [5 * weight * 0.2 / 50 for weight in (1.5, 0.5)]
    dated = 2 * 0.5 / 50
    chores = [0.1 * 2 * 2000 * season / 50 * share for share in (0.75, 0.25)]
    rounds = 1 + 0.5 * 3
    hours = [
        [south * 2 + crises[0] * 5, north * 2 + crises[1] * 5 + dated * 10],
        [south * rounds + chores[0], north * rounds + chores[1]],
    ]
    assert np.array(expected_load(world)) == pytest.approx(np.array(hours) * HOUR, rel=1e-12)


def test_a_gate_without_revision_or_with_a_chance_each_round() -> None:
    def load(gate: dict[str, Any]) -> float:
        task = {"name": "a", "discipline": "brand", "hours": 1, "gate": gate}
        world = scenario(
            disciplines=["brand"],
            rules={"gates": {"revise_share": 0.5}},
            campaign=[{"name": "k", "rate": 50, "task": [task]}],
        )
        return expected_load(world)[0][0] / HOUR

    assert load({"on_refusal": "drop"}) == pytest.approx(1.0)
    assert load({"good": 0.5, "rounds_max": 2}) == pytest.approx(1 + 0.5 * 0.75)


def test_the_expected_load_is_what_the_years_bring() -> None:
    """Mean over 40 years of the ticks that arrive in the window; the error is that of the sample itself."""
    hours = {"law": "lognormal", "mean": 9, "cv": 0.6}
    world = scenario(
        disciplines=["brand", "data"],
        lines={"names": ["south", "north"]},
        seasons=[{"start": "2026-03-02", "end": "2026-06-26", "factor": 1.5}],
        chores={"share": 0.1},
        signals={"turbulence": 6},
        campaign=[
            work("often", "brand", hours, rate=20),
            work("sale", "data", hours, dates=["2026-06-18", "2026-11-11"], lead_days=20, participation=0.8),
            work("reply", "data", hours, answers="competitor"),
        ],
    )
    found = []
    for replication in range(40):
        year = draw_year(world, 2, replication)
        total = np.zeros(2)
        inside_window = (year.campaigns.arrival >= year.window_from) & (year.campaigns.arrival < year.window_to)
        counted = inside_window[year.tasks.campaign]
        np.add.at(total, year.tasks.discipline[counted], year.tasks.ticks[counted])
        chores = (year.chores.arrival >= year.window_from) & (year.chores.arrival < year.window_to)
        np.add.at(total, year.chores.discipline[chores], year.chores.ticks[chores])
        found.append(total / 50)
    expected = np.array(expected_load(world)).sum(axis=1)
    error = np.std(found, axis=0, ddof=1) / math.sqrt(len(found))
    assert (error < 0.05 * expected).all()
    assert (np.abs(np.mean(found, axis=0) - expected) < 4.0 * error).all()


# The staff

THREE_GRADES = [
    {"name": "clerk", "share": 0.75, "cost": 200},
    {"name": "head", "share": 0.24, "cost": 400},
    {"name": "director", "share": 0.01, "cost": 900},
]


def test_twelve_seats_made_by_hand() -> None:
    """Load 6 : 3 : 2 : 1, so the homes are 6, 3, 2 and 1 seats; the director's one comes out of the nine clerks."""
    world = scenario(
        disciplines=["brand", "data"],
        lines={"names": ["south", "north"]},
        staffing={"seats": 12, "grades": THREE_GRADES},
        campaign=[
            work("a", "brand", 6, rate=10, lines=["south"]),
            work("b", "brand", 3, rate=10, lines=["north"]),
            work("c", "data", 2, rate=10, lines=["south"]),
            work("d", "data", 1, rate=10, lines=["north"]),
        ],
    )
    staff = members(world)
    assert [seat.title for seat in staff] == ["director", *["head"] * 3, *["clerk"] * 8]
    assert staff[0] == Member(grade=2, discipline=0, line=0, talent=None, cost=900.0, title="director")
    assert [(seat.discipline, seat.line) for seat in staff[1:4]] == [(0, 0), (0, 1), (1, 0)]
    assert Counter((seat.discipline, seat.line) for seat in staff) == {(0, 0): 6, (0, 1): 3, (1, 0): 2, (1, 1): 1}
    assert members(world, 1) == (staff[0],)


def test_listed_seats_are_taken_as_they_are() -> None:
    listed = [
        {"grade": "head", "discipline": "data", "line": "north", "talent": 1.25, "cost": 333},
        {"grade": "clerk", "discipline": "brand", "line": "south"},
    ]
    world = scenario(
        disciplines=["brand", "data"],
        lines={"names": ["south", "north"]},
        staffing={"seats": 2, "grades": THREE_GRADES, "seat": listed},
    )
    assert members(world) == (
        Member(grade=1, discipline=1, line=1, talent=1.25, cost=333.0, title="head"),
        Member(grade=0, discipline=0, line=0, talent=None, cost=200.0, title="clerk"),
    )
    assert [seat.talent for seat in members(world, 3)] == [None] * 3


def test_without_any_work_seats_are_at_home_everywhere() -> None:
    world = scenario(disciplines=["brand", "data"], lines={"names": ["a", "b", "c"]}, staffing={"seats": 6})
    assert len({(seat.discipline, seat.line) for seat in members(world)}) == 6


SHARES = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=5).filter(lambda shares: sum(shares) > 0)


@given(SHARES, st.integers(1, 200))
def test_grades_are_within_one_seat_of_their_share_and_the_highest_is_there(shares: list[float], seats: int) -> None:
    counts = grade_counts(shares, seats)
    assert sum(counts) == seats
    assert counts[-1] >= 1
    assert min(counts) >= 0
    exact = [seats * share / sum(shares) for share in shares]
    given_away = exact[-1] < 1  # then the highest grade may have taken one from the largest
    for count, share in zip(counts, exact, strict=True):
        assert share - 1 - given_away - 1e-6 < count < share + 1 + 1e-6


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 6), min_size=width, max_size=width), min_size=1, max_size=5)
    ),
    st.floats(0.0, 1.0),
)
def test_every_home_is_taken_and_each_grade_is_spread(homes: list[list[int]], share: float) -> None:
    total = sum(map(sum, homes))
    heads = round(share * total)
    found = spread(homes, [total - heads, heads])
    assert [grade for grade, _, _ in found] == [1] * heads + [0] * (total - heads)
    taken = Counter((discipline, line) for _, discipline, line in found)
    assert taken == {(d, n): seats for d, row in enumerate(homes) for n, seats in enumerate(row) if seats}


def test_heads_are_as_many_in_each_discipline_and_on_each_line_where_homes_are_even() -> None:
    """Twenty-four homes with two seats each, and a fourth of them heads: two a discipline, three a line."""
    found = spread([[2] * 4] * 6, [36, 12])
    heads = [(discipline, line) for grade, discipline, line in found if grade == 1]
    assert set(Counter(discipline for discipline, _ in heads).values()) == {2}
    assert set(Counter(line for _, line in heads).values()) == {3}
