"""Catches an hour that nobody worked, idle time that passes for work, and cost that forgets a premium or a year."""

from __future__ import annotations

import math
from typing import Any

import pytest
from measures.by_hand import DAY, HOUR, Row, about, facts

from sim.measures.registry import evaluate, measures
from sim.measures.saturation import is_saturated
from sim.vocabulary import TICK_PER_DAY, Booking

WINDOW = 100 * DAY
CAMPAIGN: Row = {"standard": HOUR, "person": 40 * HOUR, "ended": DAY}


def seat(**bookings: float) -> Row:
    """A seat by shares of the window; the rest is idle."""
    ticks = {Booking[name.upper()]: int(share * WINDOW) for name, share in bookings.items()}
    return {"bookings": {**ticks, Booking.IDLE: WINDOW - sum(ticks.values())}}


def measured(seats: list[Row], **changes: Any) -> dict[str, float]:
    return evaluate(facts(seats=seats, **{"campaigns": [CAMPAIGN], **changes}), about())


def test_utilisation_is_of_present_time_and_the_busiest_desk_stands_out() -> None:
    found = measured([seat(direct=0.4, outside=0.3, absent=0.2), seat(direct=0.5)])
    assert found["utilisation"] == pytest.approx(100 * 0.9 / 1.5)
    assert found["busiest_desk"] == pytest.approx(80.0)  # 0.4 of 0.5, though the other worked more


def test_a_seat_that_is_never_there_is_not_the_busiest() -> None:
    assert measured([seat(absent=1.0), seat(direct=0.25)])["busiest_desk"] == pytest.approx(25.0)
    assert math.isnan(measured([seat(absent=1.0)] * 2)["busiest_desk"])


def test_hidden_work_is_every_hour_worked_but_direct_duplicated_and_rework() -> None:
    visible = {"DIRECT", "DUPLICATED", "REWORK"}
    unworked = {"IDLE", "OUTSIDE", "ABSENT"}
    for booking in Booking:
        found = measured([seat(**{booking.name.lower(): 0.1}), seat(direct=0.3)])["coordination_share"]
        hidden = booking.name not in visible | unworked
        assert found == pytest.approx(25.0 if hidden else 0.0), booking.name


def test_duplicated_time_is_a_share_of_hours_worked_and_its_cost_follows_pay() -> None:
    found = measured([seat(direct=0.4, duplicated=0.1), seat(direct=0.5)])
    assert found["duplicated_time"] == pytest.approx(10.0)
    # The director costs 600 and the specialist 200: 600 x 0.1 of 600 x 0.5 + 200 x 0.5.
    assert found["overlap_cost"] == pytest.approx(100 * 60 / 400)


def test_person_hours_are_those_of_the_cohort() -> None:
    older = {**CAMPAIGN, "person": 900 * HOUR, "cohort": 0}
    found = measured([seat(), seat()], campaigns=[CAMPAIGN, {**CAMPAIGN, "person": 20 * HOUR}, older])
    assert found["person_hours"] == pytest.approx(30.0)


def test_chores_crowd_strategy_out() -> None:
    strategic = {**CAMPAIGN, "strategic": 1, "person": 10 * HOUR}
    quiet = measured([seat(), seat()], campaigns=[CAMPAIGN, strategic])["strategic_share"]
    busy = measured([seat(chore=0.0625), seat()], campaigns=[CAMPAIGN, strategic])["strategic_share"]  # 50 h of chores
    assert (quiet, busy) == (pytest.approx(20.0), pytest.approx(10.0))


def test_chores_never_done_are_not_forgotten() -> None:
    done = [{"arrival": 0, "ended": hour * HOUR} for hour in range(1, 10)]
    found = measured([seat(), seat()], chores=[*done, {"arrival": 0, "ended": -1}])
    assert found["chore_delay"] == 9
    found = measured([seat(), seat()], chores=[*done[:8], *[{"arrival": 0, "ended": -1}] * 2])
    assert math.isnan(found["chore_delay"])
    assert math.isnan(measured([seat(), seat()], chores=[{"arrival": 0, "ended": HOUR, "cohort": 0}])["chore_delay"])


def test_saturated_means_that_more_than_a_twentieth_of_what_was_served_is_left_over() -> None:
    seats = [seat(direct=1.0), seat()]
    for grown, expected in ((WINDOW // 20, False), (WINDOW // 20 + 1, True)):
        table = facts(seats=seats, waiting=(7 * HOUR, 7 * HOUR + grown))
        assert is_saturated(table) is expected
        assert evaluate(table, about(), ["saturated"]) == {"saturated": float(expected)}


def test_cost_is_for_the_length_of_the_window_and_counts_idle_hours() -> None:
    found = measured([seat(), seat()], campaigns=[CAMPAIGN] * 4)
    assert found["yearly_cost"] == pytest.approx(800.0)
    assert found["cost_per_campaign"] == pytest.approx(800 * (100 / 250) / 4)
    assert found["work_cost"] == pytest.approx(40 * 800 / (2 * 2000))


def test_without_a_finished_campaign_there_is_no_cost_of_one() -> None:
    assert math.isnan(measured([seat(), seat()], campaigns=[{"standard": HOUR}])["cost_per_campaign"])


def test_hours_are_of_eight_a_day() -> None:
    assert TICK_PER_DAY == 8 * HOUR
    assert measures()["person_hours"].unit == "hours per campaign"
