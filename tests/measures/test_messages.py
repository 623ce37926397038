"""Catches traffic that looks quick because what is still under way is left out, and a busiest relay that is not one."""

from __future__ import annotations

import math

import pytest
from measures.by_hand import DAY, HOUR, Row, about, facts

from sim.measures.registry import evaluate

NAMES = ("message_delivery", "messages_delivered", "busiest_relay")


def measured(messages: list[Row], relayed: tuple[int, int] = (0, 0)) -> list[float]:
    run = facts(messages=messages, seats=[{"relayed": number} for number in relayed])
    return list(evaluate(run, about(), NAMES).values())


def test_messages_of_the_window_are_measured_from_sending_to_delivery() -> None:
    sent = [{"sent": DAY, "delivered": DAY + hours * HOUR} for hours in (1, 2, 6)]
    before = {"sent": 0, "delivered": 90 * HOUR, "cohort": 0}
    never_written = {"sent": -1, "cohort": 0}
    assert measured([*sent, before, never_written], (1, 2)) == [3.0, 100.0, pytest.approx(200.0 / 3.0)]


def test_what_is_under_way_has_no_mean_and_is_not_delivered() -> None:
    delivery, delivered, busiest = measured([{"sent": 0, "delivered": HOUR}, {"sent": 0}], (0, 1))
    assert math.isnan(delivery)
    assert (delivered, busiest) == (50.0, 50.0)


def test_where_nobody_writes_nothing_is_measured() -> None:
    assert all(math.isnan(value) for value in measured([]))
