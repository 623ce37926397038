"""Catches a slow organisation that looks fast, because what it did not finish is left out, dropped or not yet due."""

from __future__ import annotations

import math
from typing import Any

import pytest
from measures.by_hand import DAY, HOUR, Row, about, facts

from sim.measures.registry import evaluate


def measured(campaigns: list[Row], **changes: Any) -> dict[str, float]:
    return evaluate(facts(campaigns=campaigns, **changes), about())


def campaign(arrival: float, ended: float = -1, **row: Any) -> Row:
    return {"arrival": int(arrival * DAY), "ended": int(ended * DAY) if ended >= 0 else -1, "standard": HOUR, **row}


def test_lead_time_runs_from_arrival_to_end() -> None:
    found = measured([campaign(0, 10), campaign(10, 40), campaign(5, 25), campaign(0, 99, cohort=0)])
    assert found["lead_time_median"] == 20
    assert found["lead_time_mean"] == pytest.approx(20.0)
    assert found["unfinished"] == 0.0


def test_what_is_open_or_dropped_lasts_at_least_so_long() -> None:
    quick = [campaign(0, 10), campaign(0, 20)]
    for late in (campaign(0), campaign(0, 15, dropped=1)):
        found = measured([*quick, late, late])
        assert math.isnan(found["lead_time_mean"])
        assert found["unfinished"] == pytest.approx(50.0)
    # one of four ends at 10; two are lost from sight at 15; the last ends at 20 with nobody left
    assert measured([*quick, campaign(0, 15, dropped=1), campaign(0, 15, dropped=1)])["lead_time_median"] == 20
    assert measured([*quick, campaign(0), campaign(0)])["lead_time_median"] == 20
    assert math.isnan(measured([*quick, campaign(0), campaign(0), campaign(0)])["lead_time_median"])


def test_open_and_dropped_campaigns_are_late_and_those_due_after_the_run_are_nobodys_fault() -> None:
    campaigns = [
        campaign(0, 30, due=30 * DAY),  # on time, to the tick
        campaign(0, 30, due=30 * DAY - 1),  # late by a second
        campaign(0, due=50 * DAY),  # open
        campaign(0, 10, due=50 * DAY, dropped=1),
        campaign(0, 10),  # never late, so not asked
        campaign(99, 101, due=121 * DAY),  # due after the end of the run (day 120)
    ]
    assert measured(campaigns)["on_time_share"] == pytest.approx(25.0)


def test_response_counts_from_the_signal_and_a_crisis_in_hours() -> None:
    campaigns = [
        campaign(1, 5, signal_tick=DAY),
        campaign(2, 4, signal_tick=2 * DAY),
        campaign(2, 90, signal_tick=2 * DAY),
        campaign(0, 1),  # answers no signal
    ]
    signals = [{"campaign": 0}, {"campaign": 1, "crisis": 1}, {"campaign": 2}, {"campaign": -1, "crisis": 1}]
    found = measured(campaigns, signals=signals)
    assert found["response_time"] == 4
    assert found["crisis_response"] == 16  # two days of eight hours


def test_without_signals_there_is_no_response() -> None:
    found = measured([campaign(0, 1)], signals=[{"campaign": -1, "crisis": 1}])
    assert math.isnan(found["response_time"])
    assert math.isnan(found["crisis_response"])


def test_throughput_counts_what_ends_in_the_window_whenever_it_began() -> None:
    campaigns = [campaign(0, 99), campaign(0, 100), campaign(0, 20, cohort=0), campaign(0, 20, dropped=1), campaign(0)]
    assert measured(campaigns)["campaigns_finished"] == 2


def test_strategic_campaigns_have_a_lead_time_of_their_own() -> None:
    campaigns = [campaign(0, 2), campaign(0, 30, strategic=1), campaign(0, 50, strategic=1, cohort=0)]
    assert measured(campaigns)["strategic_lead_time"] == 30
