"""Catches traffic that is not what a scenario asks for: too little of it, to the writers themselves, or moved by a box.

Counts and shares are compared with expectation within four standard errors.
"""

from __future__ import annotations

import math
from hashlib import sha256
from typing import Any

import numpy as np
import pytest

from sim.scenario.schema import Scenario
from sim.world.workload import draw_year
from sim.world.year import Year

SEATS = [("brand", "a"), ("brand", "b"), ("data", "a"), ("data", "b"), ("data", "c"), ("brand", "a")]
"""Home discipline and home line; c is home to one seat alone."""


def year(seed: int = 1, **messages: Any) -> Year:
    """A year of six who write; without a table of messages where nothing is said of them."""
    seat = [{"grade": "clerk", "discipline": discipline, "line": line} for discipline, line in SEATS]
    scenario = Scenario.model_validate(
        {
            "title": "six who write",
            "disciplines": ["brand", "data"],
            "lines": {"names": ["a", "b", "c"]},
            "staffing": {"grades": [{"name": "clerk"}], "seat": seat},
            **({"messages": messages} if messages else {}),
        }
    )
    return draw_year(scenario, seed, 0)


def test_each_seat_writes_at_the_rate_all_year_to_everybody_else_alike() -> None:
    drawn = year(per_week=20.0).messages
    expected = 20.0 * 350 / 5  # of each seat in 350 days
    assert (np.abs(np.bincount(drawn.sender, minlength=6) - expected) < 4.0 * math.sqrt(expected)).all()
    assert (drawn.sender != drawn.receiver).all()
    pairs = np.zeros((6, 6))
    np.add.at(pairs, (drawn.sender, drawn.receiver), 1.0)
    apart = ~np.eye(6, dtype=bool)
    assert (np.abs(pairs[apart] - expected / 5) < 4.0 * math.sqrt(expected / 5)).all()
    order = list(zip(drawn.arrival.tolist(), drawn.sender.tolist(), strict=True))
    assert order == sorted(order)


@pytest.mark.parametrize(("between", "home"), [("same_discipline", 0), ("same_line", 1)])
def test_who_shares_a_home_writes_to_whom(between: str, home: int) -> None:
    drawn = year(per_week=20.0, between=between).messages
    met = set(zip(drawn.sender.tolist(), drawn.receiver.tolist(), strict=True))
    seats = range(len(SEATS))
    assert met == {
        (one, other) for one in seats for other in seats if one != other and SEATS[one][home] == SEATS[other][home]
    }


def test_a_message_keeps_its_time_and_receiver_when_it_takes_longer_or_goes_elsewhere() -> None:
    short, long = year(per_week=1.0).messages, year(per_week=1.0, hours=9.0, channel="line").messages
    assert short.receiver.tolist() == long.receiver.tolist()
    assert short.arrival.tolist() == long.arrival.tolist()
    assert year(2, per_week=1.0).messages.arrival.tolist() != short.arrival.tolist()


def test_a_message_keeps_its_luck_when_more_is_written_or_another_writes_nothing() -> None:
    few, many = year(per_week=1.0).messages, year(per_week=3.0).messages
    assert len(many.arrival) > 2 * len(few.arrival)
    for seat in range(len(SEATS)):
        first = few.receiver[few.sender == seat].tolist()
        assert many.receiver[many.sender == seat].tolist()[: len(first)] == first
    fewer = year(per_week=1.0, between="same_line").messages  # c is home to one seat, who has nobody to write to
    assert 4 in few.sender
    assert 4 not in fewer.sender
    for seat in (0, 1, 2, 3, 5):
        assert fewer.arrival[fewer.sender == seat].tolist() == few.arrival[few.sender == seat].tolist()


def _fingerprint_of_all_else(drawn: Year) -> str:
    """SHA-256 of the bytes of a year as if no table of messages had ever been thought of."""
    total = sha256(f"{drawn.seed} {drawn.replication} {drawn.window_from} {drawn.window_to} {drawn.end}".encode())
    for table in (drawn.campaigns, drawn.tasks, drawn.questions, drawn.chores, drawn.signals, drawn.spells):
        for name, column in vars(table).items():
            total.update(name.encode() + column.tobytes())
    total.update(drawn.predecessors.tobytes() + drawn.talent.tobytes())
    return total.hexdigest()


def test_a_year_without_messages_has_the_fingerprint_it_had_before_there_were_any() -> None:
    silent = year(per_week=0.0)
    assert silent.digest() == _fingerprint_of_all_else(silent)
    assert len(silent.messages.arrival) == 0
    without = year()
    assert len(without.messages.arrival) == 0
    assert silent.digest() == without.digest()
    assert year(per_week=1.0).digest() != without.digest()
