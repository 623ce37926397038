"""Catches a target that compares with nothing, names a lever that no scenario has, or is read the wrong way round."""

from __future__ import annotations

import math

import pytest
from pydantic import BaseModel

from sim.measures.registry import measures
from sim.measures.targets import TARGETS, Target, compare_with_targets, place
from sim.scenario.schema import Scenario


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.measure)
def test_a_target_speaks_of_a_measure_and_of_parameters_that_exist(target: Target) -> None:
    assert target.measure in measures()
    assert target.low < target.high
    for lever in target.levers:
        section: object = Scenario
        for word in lever.split("."):
            assert isinstance(section, type)
            assert issubclass(section, BaseModel)
            assert word in section.model_fields, f"{lever}: a scenario has no {word} there"
            section = section.model_fields[word].annotation


def test_the_ends_of_a_range_belong_to_it() -> None:
    target = Target("approval_time", 5.0, 10.0, "", "survey", "", ())
    found = [place(target, value) for value in (4.999, 5.0, 10.0, 10.001, math.nan)]
    assert found == ["below", "within", "within", "above", "not defined"]


def test_a_verdict_is_a_sentence() -> None:
    (verdict,) = compare_with_targets({"coordination_share": 31.0, "leads": 3.0})
    assert verdict.sentence() == (
        "Hidden work: found 31 %, the survey says 54-63 %: below; the parameters that set it are "
        "rules.meetings.base_hours, rules.meetings.supervision_hours, rules.handover, chores.share."
    )
    assert verdict.sentence("zh").startswith("隐性工作占比：结果 31 %，调查为 54–63 %：偏低。")


def test_what_has_no_value_is_said_to_have_none() -> None:
    (verdict,) = compare_with_targets({"approval_time": math.nan})
    assert verdict.place == "not defined"
    assert "found none, the survey says 5-10 days" in verdict.sentence()
    assert "无定义" in verdict.sentence("zh")
