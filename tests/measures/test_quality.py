"""Catches an outcome that rewards what it should punish: unfinished work, lateness, risk, or lines that look apart.

Consistency is computed from counts, sums and sums of squares; here every pair of assets is compared in turn.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measures.by_hand import DAY, HOUR, Row, about, facts

from sim.measures.brand import consistency_by_quarter
from sim.measures.registry import evaluate
from sim.vocabulary import MILLION, Cause

GOOD: Row = {
    "standard": HOUR,
    "person": 500 * HOUR,
    "ended": 50 * DAY,
    "due": 50 * DAY,
    "idea": 1_600_000,
    "assets": 2,
    "craft": 1_500_000,
    "tasks_ended": 3,
}
"""Idea 0.8, craft 0.5."""


def measured(campaigns: list[Row], **changes: Any) -> dict[str, float]:
    return evaluate(facts(campaigns=campaigns, **changes), about())


def worth(**row: Any) -> float:
    return measured([{**GOOD, **row}])["effectiveness"]


def test_effectiveness_is_a_product_of_what_each_part_leaves() -> None:
    assert worth() == pytest.approx(0.8 * 0.5)
    assert worth(ended=53 * DAY) == pytest.approx(0.4 * 0.7)  # a tenth for each of three days
    assert worth(ended=53 * DAY, due=-1) == pytest.approx(0.4)
    assert worth(ended=90 * DAY) == pytest.approx(0.4 * 0.3)  # the floor
    assert worth(risk=MILLION // 2) == pytest.approx(0.4 * 0.75)
    assert worth(risk=9 * MILLION) == 0.0
    assert worth(oversold=1, live=2) == pytest.approx(0.4 * 0.8)
    assert worth(assets=0, idea=0) == pytest.approx(0.5)  # nothing to have an idea of


def test_what_is_not_finished_has_brought_nothing() -> None:
    assert worth(ended=-1) == 0.0
    assert worth(dropped=1) == 0.0
    found = measured([GOOD, {**GOOD, "ended": -1}, {**GOOD, "cohort": 0}])
    assert found["effectiveness"] == pytest.approx(0.2)
    assert found["mean_timeliness"] == pytest.approx(0.5)
    assert found["value_per_hours"] == pytest.approx(0.4)  # 0.4 for 2 x 500 h


def test_a_campaign_is_seen_among_the_assets_of_its_quarter() -> None:
    # Two assets of one line half a style unit apart: half of the consistency is lost, in the third quarter only.
    show = {"line": 0, "assets": 2, "style": 500_000, "style_squared": 250_000}
    inside = measured([GOOD], shows=[{"quarter": 2, **show}])
    outside = measured([GOOD], shows=[{"quarter": 1, **show}])
    assert inside["effectiveness"] == pytest.approx(0.4 * inside["consistency"])
    assert inside["consistency"] == pytest.approx(0.5)
    assert outside["effectiveness"] == pytest.approx(0.4)


def test_means_of_idea_and_craft_are_over_assets_and_tasks() -> None:
    found = measured([GOOD, {**GOOD, "idea": 200_000, "assets": 2, "craft": 0, "tasks_ended": 1}])
    assert found["idea"] == pytest.approx(1.8 / 4)
    assert found["craft"] == pytest.approx(1.5 / 4)


def test_promotions_that_went_live_may_oversell() -> None:
    found = measured([{**GOOD, "live": 1}, {**GOOD, "live": 2, "oversold": 1}, GOOD])
    assert found["oversold_share"] == pytest.approx(50.0)
    assert math.isnan(measured([GOOD])["oversold_share"])


def test_errors_of_both_kinds_are_per_sign_off() -> None:
    gate: Row = {"cause": Cause.GATE, "asked": 1, "usable": DAY}
    needs = [{**gate, "bad_accepted": 1}, {**gate, "good_refused": 2}, gate, gate, {**gate, "cause": Cause.EXCEPTION}]
    found = measured([GOOD], needs=needs)
    assert (found["bad_accepted"], found["good_refused"]) == (0.25, 0.5)


def test_success_with_complexity_is_asked_of_the_top_third_only() -> None:
    easy = {**GOOD, "complexity": 100_000, "ended": -1}
    hard = {**GOOD, "complexity": 900_000}
    campaigns = [easy, easy, easy, easy, hard, {**hard, "risk": MILLION // 2 + 1}]
    assert measured(campaigns)["high_complexity_success"] == pytest.approx(50.0)
    for fault in ({"ended": 51 * DAY}, {"ended": -1}, {"dropped": 1}, {"oversold": 1}):
        assert measured([easy, easy, easy, easy, hard, {**hard, **fault}])["high_complexity_success"] == 50.0
    assert measured([easy] * 4 + [{**hard, "risk": MILLION // 2}] * 2)["high_complexity_success"] == 100.0


def test_skill_grows_against_its_beginning() -> None:
    found = measured(
        [GOOD], seats=[{"skill_from": 500_000, "skill_to": 600_000}, {"skill_from": 500_000, "skill_to": 500_000}]
    )
    assert found["skill_growth"] == pytest.approx(10.0)


def test_risk_and_failed_checks_are_of_the_cohort() -> None:
    campaigns = [{**GOOD, "risk": MILLION}, GOOD, {**GOOD, "risk": 9 * MILLION, "cohort": 0}]
    found = measured(
        campaigns, tasks=[{"checks": 3, "failures": 1}, {"checks": 1}, {"checks": 5, "failures": 5, "campaign": 2}]
    )
    assert found["risk"] == pytest.approx(0.5)
    assert found["failed_checks"] == pytest.approx(25.0)


ASSETS = st.lists(st.tuples(st.integers(0, 1), st.integers(-900, 900)), max_size=9)


@given(ASSETS, st.floats(0.0, 1.0))
def test_consistency_compares_every_pair_of_assets(assets: list[tuple[int, int]], shared: float) -> None:
    shows = []
    for line in (0, 1):
        styles = [style for where, style in assets if where == line]  # thousandths, so that squares are exact
        if styles:
            squares = sum(style * style for style in styles)
            shows.append(
                {
                    "quarter": 3,
                    "line": line,
                    "assets": len(styles),
                    "style": 1000 * sum(styles),
                    "style_squared": squares,
                }
            )
    known = about(brand_shared=((1.0, shared), (shared, 1.0)))
    found = consistency_by_quarter(facts(shows=shows), known)
    weights = [(1.0 if a[0] == b[0] else shared, (a[1] - b[1]) / 1000) for a, b in combinations(assets, 2)]
    total = sum(weight for weight, _ in weights)
    assert all(math.isnan(one) for one in found[:3])
    if total > 1e-9:
        apart = sum(weight * difference * difference for weight, difference in weights) / total
        assert found[3] == pytest.approx(1 / (1 + apart / 0.25), abs=1e-9)
    elif total == 0.0:
        assert math.isnan(found[3])
