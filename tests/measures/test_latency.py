"""Catches a decision whose time is lost, counted twice, or given to the wrong phase; and an approval that looks quick.

Every story is one campaign with a few needs in whole days; the answers stand in the comments.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from measures.by_hand import DAY, Row, about, facts

from sim.log import Phase
from sim.measures.registry import evaluate
from sim.vocabulary import Cause


def measured(needs: list[Row], **changes: Any) -> dict[str, float]:
    return evaluate(facts(campaigns=[{"standard": DAY, "ended": 90 * DAY}], needs=needs, **changes), about())


def waited(days: float, cause: Cause = Cause.EXCEPTION, **row: Any) -> Row:
    return {"cause": cause, "asked": 1, "level": 1, "usable": int(days * DAY), **row}


def test_latency_is_told_by_mean_median_and_nine_in_ten() -> None:
    found = measured([waited(days) for days in range(1, 11)])
    assert found["decision_latency_mean"] == pytest.approx(5.5)
    assert found["decision_latency_p50"] == 5
    assert found["decision_latency_p90"] == 9


def test_with_many_open_needs_there_is_a_median_but_no_mean() -> None:
    found = measured([waited(1), waited(2), waited(3), waited(4) | {"usable": -1}])
    assert math.isnan(found["decision_latency_mean"])
    assert found["decision_latency_p50"] == 2
    assert math.isnan(found["decision_latency_p90"])


def test_what_the_maker_decides_alone_is_no_latency_of_anybody() -> None:
    found = measured([waited(4), waited(9, alone=1, asked=0, level=0)])
    assert found["decision_latency_mean"] == pytest.approx(4.0)
    assert found["decisions_alone"] == pytest.approx(50.0)
    assert found["decision_level"] == pytest.approx(0.5)


def test_waiting_is_all_but_deciding_and_rework() -> None:
    phases = {Phase.QUEUE: 3 * DAY, Phase.CLIMBING: DAY, Phase.DECIDING: DAY, Phase.REWORKED: 15 * DAY}
    found = measured([waited(20, phases=phases)])
    assert found["decision_waiting"] == pytest.approx(80.0)  # 4 of 5 days: rework is work
    assert found["decision_delay"] == pytest.approx(5.0)


def test_only_impatient_needs_can_default() -> None:
    needs = [waited(1, defaulted=1, level=0), waited(1), waited(1, Cause.GATE), waited(1, Cause.BORROW)]
    assert measured(needs)["decisions_defaulted"] == pytest.approx(50.0)


def test_approval_time_includes_revisions_and_knows_what_nobody_worked_on() -> None:
    phases = {Phase.QUEUE: 4 * DAY, Phase.DECIDING: DAY, Phase.REVISING: 2 * DAY, Phase.REWORKED: DAY}
    found = measured([waited(8, Cause.GATE, phases=phases, rounds=3), waited(30)])
    assert found["approval_time"] == pytest.approx(8.0)
    assert found["approval_waiting"] == pytest.approx(75.0)  # 6 of 8 days
    assert found["review_rounds"] == pytest.approx(3.0)
    assert found["delay_gates"] == pytest.approx(7.0)


def test_a_sign_off_that_is_still_open_has_no_rounds_yet() -> None:
    found = measured([waited(8, Cause.GATE, rounds=2), waited(0, Cause.GATE, rounds=5) | {"usable": -1}])
    assert found["review_rounds"] == pytest.approx(2.0)
