"""From many runs to a typical year. Catches a mean over the wrong number of runs, a quantile averaged with a run that
does not have it, and a table that says in another order what was observed.
"""

from __future__ import annotations

from math import isnan, nan
from pathlib import Path

import pytest

import sim
from sim.measures.tables import LEVELS
from sim.run import run
from sim.study.pool import Sample
from sim.study.tables import (
    BREAKDOWNS,
    breakdown_table,
    differences_table,
    peaks,
    runs_table,
    saturated_runs,
    summary_table,
    values_of,
)


def sample(structure: str, replication: int, delay: float = 1.0, saturated: bool = False, **tables: object) -> Sample:
    return Sample(structure, replication, saturated, {"decision_delay": delay}, tables)  # type: ignore[arg-type]


def test_values_stand_in_the_order_of_the_replications() -> None:
    runs = runs_table([sample("a", 1, 20.0, True), sample("b", 0, 1.0), sample("a", 0, 10.0), sample("b", 1, nan)])
    values = values_of(runs)
    assert values["a", "decision_delay"] == [10.0, 20.0]
    assert values["b", "decision_delay"][0] == 1.0
    assert isnan(values["b", "decision_delay"][1])
    assert saturated_runs(values) == {"a": 1, "b": 0}


def test_a_summary_and_differences_name_every_structure_once() -> None:
    samples = [sample(name, year, level + year) for name, level in (("a", 1.0), ("b", 3.0)) for year in (0, 1)]
    values = values_of(runs_table(samples))
    summary = summary_table(values, ["a", "b"]).query("measure == 'decision_delay'")
    assert summary[["structure", "n", "mean", "saturated", "headline"]].values.tolist() == [
        ["a", 2, 1.5, 0, True],
        ["b", 2, 3.5, 0, True],
    ]
    pair = differences_table(values, ["a", "b"], "b").query("measure == 'decision_delay'")
    assert pair.values.tolist() == [["a", "b", "decision_delay", 2, -2.0, -2.0, -2.0, True]]


def test_one_structure_alone_has_an_empty_table_of_differences_with_all_its_columns() -> None:
    values = values_of(runs_table([sample("a", 0)]))
    assert list(differences_table(values, ["a"], "a")) == [
        *("structure", "baseline", "measure", "n", "mean", "low", "high", "headline")
    ]


def test_lead_times_are_weighted_by_the_campaigns_that_had_them() -> None:
    few, many = {"state": "worked", "days": 10.0, "n": 1}, {"state": "worked", "days": 4.0, "n": 5}
    table = breakdown_table("lead_time", [sample("a", 0, lead_time=[few]), sample("a", 1, lead_time=[many])], ["a"])
    assert table.values.tolist() == [["a", "worked", 5.0, 3.0]]


def test_a_quantile_is_the_mean_of_the_runs_that_have_it() -> None:
    here = {"level": "2", "quantile": 0.5, "days": 4.0, "needs": 10, "at_least": True}
    also = {"level": "2", "quantile": 0.5, "days": 6.0, "needs": 20, "at_least": False}
    samples = [sample("a", 0, latency=[here]), sample("a", 1, latency=[]), sample("a", 2, latency=[also])]
    assert breakdown_table("latency", samples, ["a"]).values.tolist() == [["a", "2", 0.5, 5.0, 15.0, 0.5]]


def test_an_interface_that_a_run_does_not_have_counts_as_none_there() -> None:
    kind = {
        "kind": "handover",
        "cross_team": 1,
        "other_discipline": 0,
        "other_line": 0,
        "n": 3,
        "work": 6.0,
        "wait": 9.0,
    }
    samples = [sample("a", 0, interfaces=[kind]), sample("a", 1, interfaces=[]), sample("a", 2, interfaces=[])]
    assert breakdown_table("interfaces", samples, ["a"]).values.tolist() == [["a", "handover", 1, 0, 0, 1.0, 2.0, 3.0]]


def test_a_seat_that_was_never_there_has_no_share_of_that_year() -> None:
    away = {"seat": 0, "title": "head", "lead": True, "busy": nan, "waiting": 0.0}
    there = {**away, "busy": 0.5, "waiting": 4.0}
    table = breakdown_table("desks", [sample("a", 0, desks=[away]), sample("a", 1, desks=[there])], ["a"])
    assert table.values.tolist() == [["a", 0, "head", True, 0.5, 2.0]]


@pytest.fixture(scope="module")
def year() -> sim.Run:
    scenario = sim.load(Path(__file__).parent / "small.toml")
    return run(scenario, scenario.structures[0], seed=1)


@pytest.mark.parametrize("name", BREAKDOWNS)
def test_a_breakdown_declares_every_column_of_a_run_and_no_other(year: sim.Run, name: str) -> None:
    kind = BREAKDOWNS[name]
    assert year.tables[name], "the run is too short to have rows"
    assert {column for row in year.tables[name] for column in row} == {*kind.keys, *kind.means}


def test_every_breakdown_of_a_run_is_kept(year: sim.Run) -> None:
    assert set(year.tables) == set(BREAKDOWNS)
    assert {row["level"] for row in year.tables["latency"]} <= set(LEVELS)


def test_peaks_are_the_dates_that_campaigns_are_for_inside_the_window() -> None:
    found = peaks(sim.load("beauty_group"))
    assert peaks(sim.load(Path(__file__).parent / "small.toml")) == [(5, "peak day")]
    assert found == sorted(found)
    assert {"618", "double 11"} <= {name for _, name in found}
    assert all(0 <= week < 50 for week, _ in found)
