"""Catches details that do not belong to the headline beside which they stand: another cohort, another denominator."""

from __future__ import annotations

import math
from typing import Any

import pytest
from measures.by_hand import HOUR, Row, about, facts

from sim.measures.registry import evaluate
from sim.vocabulary import Interface, State

COHORT, OLDER = {"standard": 200 * HOUR}, {"standard": 10 * HOUR, "cohort": 0}


def measured(**tables: Any) -> dict[str, float]:
    return evaluate(facts(campaigns=[COHORT, COHORT, OLDER], **tables), about())


def test_reuse_misses_and_savings() -> None:
    tasks: list[Row] = [
        {"asset": 1, "found": 1, "saved": 30 * HOUR},
        {"asset": 1, "missed": 1, "avoidable": 10 * HOUR},
        {"asset": 1, "missed": 1, "avoidable": 10 * HOUR, "campaign": 1},
        {"asset": 1},  # the first of its topic: nothing was there
        {"states": {State.ASSET: 6 * HOUR, State.WAITING: 90 * HOUR}},
        {"asset": 1, "found": 1, "saved": 99 * HOUR, "campaign": 2},
    ]
    found = measured(tasks=tasks)
    assert found["reuse_share"] == pytest.approx(25.0)
    assert found["miss_rate"] == pytest.approx(100 * 2 / 3)
    assert found["reuse_saved"] == pytest.approx(7.5)
    assert found["duplicated_effort"] == pytest.approx(5.0)
    assert found["asset_wait"] == pytest.approx(3.0)


def test_handovers_and_missed_questions() -> None:
    interfaces: list[Row] = [
        {"kind": Interface.HANDOVER},
        {"kind": Interface.HANDOVER, "missed": 1},
        {"kind": Interface.HANDOVER, "campaign": 2},
        {"kind": Interface.QUESTION, "missed": 1},
        *[{"kind": Interface.QUESTION}] * 2,
        {"kind": Interface.QUESTION, "kept": 1},
        {"kind": Interface.QUESTION, "campaign": 2},
        {"kind": Interface.TRANSIT},
    ]
    found = measured(interfaces=interfaces)
    assert found["handovers"] == pytest.approx(1.0)
    assert found["missed_exchanges"] == pytest.approx(25.0)
    assert found["informal_questions"] == pytest.approx(1.5), "three of the four questions, of two campaigns"


def test_without_a_search_or_a_question_there_is_no_rate() -> None:
    found = measured(tasks=[{"asset": 0}])
    assert all(math.isnan(found[name]) for name in ("miss_rate", "reuse_share", "missed_exchanges", "cross_team_work"))
    assert found["duplicated_effort"] == 0.0
