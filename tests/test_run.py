"""One run, through the front door. Catches a run that depends on what was run before, a year that differs between
structures, a measure that is not taken, and an import that makes the door heavy.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.errors import InputProblems
from sim.log import EventLog
from sim.measures.registry import measures
from sim.run import dates, declarations
from sim.vocabulary import TICK_PER_DAY

SMALL = Path(__file__).parent / "study" / "small.toml"


@pytest.fixture(scope="module")
def scenario() -> sim.Scenario:
    return sim.load(SMALL)


@pytest.fixture(scope="module")
def one(scenario: sim.Scenario) -> sim.Run:
    return sim.run(scenario, scenario.structures[0], seed=1)


def test_the_same_run_is_the_same_to_the_byte(scenario: sim.Scenario, one: sim.Run) -> None:
    sim.run(scenario, scenario.structures[1], seed=5)
    again = sim.run(scenario, scenario.structures[0], seed=1)
    assert again.events == one.events
    assert again.measures == pytest.approx(one.measures, rel=0, abs=0, nan_ok=True)


def test_every_structure_lives_through_the_same_year(scenario: sim.Scenario, one: sim.Run) -> None:
    years = [sim.run(scenario, name, seed=1).year.digest() for name in scenario.structures]
    assert set(years) == {one.year.digest()}
    assert sim.run(scenario, scenario.structures[0], seed=1, replication=1).year.digest() not in years
    assert sim.run(scenario, scenario.structures[0], seed=2).year.digest() not in years


def test_a_run_holds_log_measures_tables_and_organisation(one: sim.Run, scenario: sim.Scenario) -> None:
    assert isinstance(one.events, EventLog)
    one.events.verify()
    assert len(one.events) == len(one.rows)
    assert list(one.measures) == list(measures())
    assert bool(one.measures["saturated"]) is one.saturated
    assert len(one.organisation.members) == scenario.staffing.seats
    assert sum(row["share"] for row in one.tables["hours"]) == pytest.approx(1.0)  # type: ignore[misc]


def test_the_accounts_can_be_checked_at_every_moment(scenario: sim.Scenario, one: sim.Run) -> None:
    assert sim.run(scenario, scenario.structures[0], seed=1, check=True).events == one.events


def test_dates_begin_with_the_window(scenario: sim.Scenario, one: sim.Run) -> None:
    date_of = dates(scenario)
    assert date_of(one.year.window_from) == scenario.calendar.starts
    assert date_of(one.year.window_from - 1) < scenario.calendar.starts
    assert one.tables["timeline"][0]["start"] == scenario.calendar.starts.isoformat()
    assert one.year.window_from == 10 * TICK_PER_DAY


def test_the_collector_is_as_it_was(scenario: sim.Scenario) -> None:
    assert gc.isenabled()
    with pytest.raises(InputProblems):
        sim.run(scenario, "nobody", seed=1)
    sim.run(scenario, scenario.structures[0], seed=1)
    assert gc.isenabled()
    gc.disable()
    try:
        sim.run(scenario, scenario.structures[0], seed=1)
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("structure", "engine", "told"),
    [("nobody", "reference", '"nobody" is unknown'), (None, "refrence", "did you mean")],
)
def test_an_unknown_structure_or_engine_is_refused(
    scenario: sim.Scenario, structure: str | None, engine: str, told: str
) -> None:
    with pytest.raises(InputProblems, match=told):
        sim.run(scenario, structure or scenario.structures[0], seed=1, engine=engine)


def test_a_parameter_can_be_changed_while_loading() -> None:
    assert sim.load(SMALL, {"staffing.seats": 9}).staffing.seats == 9
    assert sim.load(SMALL, ["turbulence=4"]).signals.turbulence == 4.0
    assert declarations().architectures == sim.architectures()


def test_the_front_door_is_light_and_names_all_it_offers() -> None:
    code = "import json, sys, sim; print(json.dumps([sorted(sys.modules), dir(sim), sim.__all__]))"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=SMALL.parents[2], capture_output=True, text=True, check=True
    )
    modules, names, offered = json.loads(answer.stdout)
    assert {"numpy", "pydantic", "mesa", "pandas", "matplotlib", "pyarrow", "typer"} & set(modules) == set()
    assert set(offered) <= set(names)
    assert all(getattr(sim, name) is not None for name in offered)
    assert len(offered) <= 14
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = sim.nothing


def test_the_function_keeps_its_name_when_the_module_of_that_name_is_imported() -> None:
    import sim.run
    import sim.study.pool

    assert callable(sim.run)
    assert sim.run.__name__ == "run"


def test_facts_are_integers(one: sim.Run) -> None:
    assert one.facts.campaigns.ended.dtype == np.int64
