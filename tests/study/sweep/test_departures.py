"""What a point keeps of its scenario. Catches a point that cannot be put together again from the design and the
scenario of the whole study, or only with the help of files that may have changed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from study.sweep.small_experiments import GRID, written

import sim
from sim.scenario.writing import digest, dump
from sim.study.sweep.departures import as_text, content, departed, departures, from_text
from sim.study.sweep.loading import load_experiment
from sim.study.sweep.points import make_points
from sim.study.sweep.settings import scenario_at, scenario_of


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"signals.turbulence": 7},
        {"staffing.seats": 9, "lines.names": ["one", "two"], "lines.similarity": 0.25},
        {"calendar.dates": {name: date(2026, 6, 10) for name in ("peak day", "618", "double_11")}},
        {"rules.switches.reuse": False, "baseline": "lean"},
        {"campaign[0].rate": 3},
    ],
)
def test_a_scenario_is_put_together_again_from_its_departures(changes: dict[str, object]) -> None:
    start = sim.load("startup_brand")
    point = sim.load("startup_brand", changes)
    text = as_text(departures(content(start), content(point)))
    again = departed(dump(start), "scenario.toml", "startup_brand", from_text(text))
    assert again == point
    assert digest(again) == digest(point)
    assert (text == "[]") == (changes == {})


def test_what_is_gone_departs_too() -> None:
    start, point = {"a": {"b": 1, "c": [1, {"d": 2}]}}, {"a": {"c": [1, {"d": 3}]}, "e": 1}
    assert from_text(as_text(departures(start, point))) == (
        (("a", "b"), None),
        (("a", "c", 1, "d"), 3),
        (("e",), 1),
    )


def test_a_point_departs_in_what_its_levels_set_and_in_what_follows(tmp_path: Path) -> None:
    experiment = load_experiment(
        written(
            tmp_path, GRID.replace("rules.decisions.centralisation", "staffing.seats").replace("[0.0, 0.5]", "[6, 9]")
        )
    )
    whole = scenario_at(experiment.base)
    for point in make_points(experiment):
        found = from_text(point.departures)
        again = departed(dump(whole), "scenario.toml", experiment.base.name, found)
        assert again == scenario_of(point.setting)
    assert {place for place, _ in found} >= {("staffing", "seats"), ("signals", "turbulence")}
