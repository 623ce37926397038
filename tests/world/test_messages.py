"""Catches traffic that is not what a scenario asks for: too little of it, to the writers themselves, or moved by a box.

Counts and shares are compared with expectation within four standard errors.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.scenario.schema import Scenario
from sim.world.workload import draw_year
from sim.world.year import Year

SEATS = [("brand", "a"), ("brand", "b"), ("data", "a"), ("data", "b"), ("data", "c"), ("brand", "a")]
"""Home discipline and home line; c is home to one seat alone."""


def year(seed: int = 1, **messages: Any) -> Year:
    seat = [{"grade": "clerk", "discipline": discipline, "line": line} for discipline, line in SEATS]
    scenario = Scenario.model_validate(
        {
            "title": "six who write",
            "disciplines": ["brand", "data"],
            "lines": {"names": ["a", "b", "c"]},
            "staffing": {"grades": [{"name": "clerk"}], "seat": seat},
            "messages": messages,
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


def test_a_message_keeps_its_luck_when_others_write_more_or_elsewhere() -> None:
    few, many = year(per_week=1.0).messages, year(per_week=1.0, hours=9.0, channel="line").messages
    assert few.receiver.tolist() == many.receiver.tolist()
    assert few.arrival.tolist() == many.arrival.tolist()
    assert year(2, per_week=1.0).messages.arrival.tolist() != few.arrival.tolist()


def test_a_year_without_messages_has_the_fingerprint_it_had_before_there_were_any() -> None:
    silent = year(per_week=0.0)
    assert len(silent.messages.arrival) == 0
    assert year(per_week=1.0).digest() != silent.digest()
    none = Scenario.model_validate({"title": "no table at all"})
    assert len(draw_year(none, 1, 0).messages.arrival) == 0
