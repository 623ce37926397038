"""Whole comparisons of small departments. Catches a result that depends on the number of workers, a structure that
disappears without a word, a pair that is broken, and a script that cannot start workers.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import sim
from sim.errors import InfeasibleStructure, InputProblems, OrgsimError
from sim.run import run
from sim.study.because import because_table, causes, says
from sim.study.compare import Comparison, compare
from sim.study.entrants import enter
from sim.study.pool import Bench, Crew, Piece, without, work
from sim.study.quick import quick
from sim.study.tables import values_of
from sim.world.load import expected_load

ROOT = Path(__file__).resolve().parents[2]
SMALL, TINY = (Path(__file__).parent / name for name in ("small.toml", "tiny.toml"))


@pytest.fixture(scope="module")
def small() -> sim.Scenario:
    return sim.load(SMALL)


@pytest.fixture(scope="module")
def alone(small: sim.Scenario) -> Comparison:
    return compare(small, 3, workers=1)


def test_the_number_of_workers_does_not_show_in_the_result(small: sim.Scenario, alone: Comparison) -> None:
    shared = compare(small, 3, workers=2)
    assert set(shared.tables) == set(alone.tables)
    for name, table in alone.tables.items():
        assert_frame_equal(table, shared.tables[name], check_exact=True)
    assert shared.fingerprint == alone.fingerprint


def test_a_comparison_holds_what_single_runs_hold(small: sim.Scenario, alone: Comparison) -> None:
    values = values_of(alone.tables["runs"])
    for structure in small.structures:
        one = run(small, structure, seed=1, replication=2)
        assert values[structure, "decision_delay"][2] == one.measures["decision_delay"]


def test_more_replications_leave_the_first_ones_as_they_are(small: sim.Scenario, alone: Comparison) -> None:
    fewer = compare(small, 2, workers=1).tables["runs"]
    kept = alone.tables["runs"].query("replication < 2").reset_index(drop=True)
    assert_frame_equal(fewer, kept, check_exact=True)


def test_runs_are_counted_while_they_are_done(small: sim.Scenario) -> None:
    said: list[tuple[int, int]] = []
    compare(small, 2, workers=1, report=lambda done, total: said.append((done, total)))
    assert said == [(4, 8), (8, 8)]


def test_the_summary_has_the_headline_measures_and_all_on_request(alone: Comparison) -> None:
    four = alone.summary()
    assert list(four.columns) == list(alone.structures)
    assert [title for title, _ in four.index] == [
        *("Decision delay", "Duplicated effort", "Friction work", "Friction wait")
    ]
    assert len(alone.summary(everything=True)) > 40


def test_a_structure_that_cannot_be_formed_is_left_out_and_said_so() -> None:
    few = sim.load(TINY, {"staffing.seats": 3, "baseline": sim.load(TINY).structures[1]})
    entrants = enter(few)
    assert list(entrants.left_out) == [few.structures[1]]
    assert entrants.structures == (few.structures[0], few.structures[2])
    assert "3 seats" in entrants.left_out[few.structures[1]]
    assert entrants.baseline == few.structures[0]
    with pytest.raises(InfeasibleStructure, match="3 seats"):
        enter(few.model_copy(update={"structures": tuple(entrants.left_out)}))


def test_a_structure_that_comes_out_like_another_is_run_and_marked() -> None:
    found = compare(sim.load(TINY), 2, workers=1)
    assert found.entrants.not_distinct == found.structures[2:]
    assert [sentence for sentence in found.findings() if sentence.startswith(f"Not distinct: {found.structures[2]}.")]


@pytest.mark.parametrize("replications", [0, -1, 10**6])
def test_a_number_of_replications_that_makes_no_sense_is_refused(small: sim.Scenario, replications: int) -> None:
    with pytest.raises(InputProblems, match="replications: must be 1 to 100,000"):
        compare(small, replications)


def test_a_script_needs_no_guard_and_an_error_in_a_worker_comes_home(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sim\n"
        f"scenario = sim.load({str(SMALL)!r})\n"
        "print(sim.compare(scenario, 2, workers=2).replications)\n"
        "from sim.study.pool import Crew, Piece, work\n"
        "with Crew(scenario, 1, 2) as crew:\n"
        "    crew.each(work, [Piece(0, ('nobody',)), Piece(1, ('nobody',))], lambda piece: 9)\n"
    )
    answer = subprocess.run(
        [sys.executable, script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout == "2\n", answer.stderr
    assert answer.stderr.splitlines()[-1].startswith('sim.errors.InputProblems: small: structures: "nobody"')


def end(bench: Bench, place: int) -> int:
    """End the worker as the operating system would."""
    os.kill(os.getpid(), signal.SIGTERM)
    return place


def test_a_worker_that_is_ended_from_outside_is_told_as_such(small: sim.Scenario) -> None:
    with pytest.raises(OrgsimError, match="ended from outside"), Crew(small, 1, 2) as crew:
        crew.each(end, [1, 2], lambda place: 9)


def test_a_rule_is_switched_off_in_the_run_and_not_in_the_year(small: sim.Scenario) -> None:
    bench, structures = Bench(small, 1), small.structures[:1]
    (on,) = work(bench, Piece(0, structures))
    (off,) = work(bench, Piece(0, structures, "gates", tables=False))
    assert on.measures["review_rounds"] > 0
    assert not off.measures["review_rounds"] > 0
    assert off.tables == {}
    assert without(small, "gates").rules.switches.gates is False
    assert small.rules.switches.gates is True


def test_what_a_rule_is_worth_is_what_the_lead_loses_without_it() -> None:
    wide = sim.load(SMALL)
    found = compare(wide, 3, workers=1, because=2)
    table = found.tables["because"]
    first = causes(table, "decision_delay").iloc[0]
    bench, pair = Bench(wide, 1), (first["winner"], first["runner_up"])
    parts = []
    for year in range(2):
        lead = []
        for off in ("", first["rule"]):
            winner, runner_up = work(bench, Piece(year, pair, off))
            lead.append(runner_up.measures["decision_delay"] - winner.measures["decision_delay"])
        parts.append(lead[0] - lead[1])
    assert first["n"] == 2
    assert first["mean"] == pytest.approx(sum(parts) / 2, abs=1e-12)
    rules = {name for name, on in wide.rules.switches if on}
    assert set(table.query("measure == 'decision_delay'")["rule"]) == rules - {"messages"}  # nobody writes here
    assert all(says(rule).count("; off: ") == 1 for rule in rules)


def test_there_is_nothing_to_explain_where_only_one_may_win(small: sim.Scenario) -> None:
    one = small.model_copy(update={"structures": small.structures[:1]})
    found = compare(one, 2, workers=1)
    with Crew(one, 1, 1) as crew:
        table = because_table(one, found.entrants, values_of(found.tables["runs"]), 2, crew, lambda done, total: None)
    assert table.empty
    assert "lead" in table


def test_a_quick_look_keeps_the_work_for_each_person() -> None:
    whole = sim.load("beauty_group")
    less = quick(whole)
    assert (less.staffing.seats, less.title.endswith("(quick look: 24 of 48 people)")) == (24, True)
    hours = [sum(map(sum, expected_load(scenario))) / scenario.staffing.seats for scenario in (whole, less)]
    assert hours[1] == pytest.approx(hours[0], rel=0.02)
    assert quick(sim.load("startup_brand")) == sim.load("startup_brand")
