"""Whole studies of small departments. Catches a result that shows who did the work or how it was cut, a run that is
made twice or never, one failure that costs the others, and a point that is left too early or too late.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pandas.testing import assert_frame_equal
from study.sweep.small_experiments import GRID, finals, written

import sim
from sim.errors import BrokenInvariant, InputProblems, OrgsimError
from sim.run import Outcome, build, outcome
from sim.study.pairs import difference
from sim.study.sweep import conduct as conducting
from sim.study.sweep import living
from sim.study.sweep import study as studying
from sim.study.sweep.cutting import Cutting, cut
from sim.study.sweep.experiment import Replications
from sim.study.sweep.pilot import Pilot
from sim.study.sweep.results import StudyResults
from sim.world.workload import draw_year

PRECISE = """{most = 12, block = 3, until = [{measure = "person_hours", half_width = 9.0}]}"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    folder = tmp_path_factory.mktemp("alone")
    return sim.study(written(folder)).run(engine="reference", out=folder / "results", executor="serial")


def test_a_row_is_the_run_that_it_says_it_is(alone: StudyResults) -> None:
    table = alone.table
    assert len(table) == 4 * 2 * 4
    assert not table.duplicated(["point", "structure", "replication"]).any()
    assert list(table["status"].unique()) == ["ok"]
    row = table.iloc[-3]
    changes = {name: row[name] for name in ("rules.decisions.centralisation", "signals.turbulence")}
    scenario = sim.load(Path(__file__).parents[1] / "tiny.toml", changes)
    one = sim.run(scenario, row["structure"], seed=3, replication=int(row["replication"]))
    for name, value in one.measures.items():
        if name != "saturated":
            assert row[name] == pytest.approx(value, rel=0, abs=0, nan_ok=True), name
    assert row["saturated"] == one.saturated


def test_the_table_is_in_the_order_of_the_design_and_says_what_was_declared(alone: StudyResults) -> None:
    table = alone.table
    assert table["point"].is_monotonic_increasing
    assert list(table["structure"][:4]) == ["functional", "lean"] * 2
    assert list(table["replication"][:8]) == [0, 0, 1, 1, 2, 2, 3, 3]
    declared = table.attrs["experiment"]
    assert declared["criterion"] == {"measure": "decision_delay", "direction": "lower"}
    assert set(declared["factors"]) == {"rules.decisions.centralisation", "signals.turbulence"}
    meanings = alone.columns.set_index("name")
    assert list(meanings.index) == list(table.columns)
    assert meanings.loc["signals.turbulence", "unit"] == "signals a year"
    assert meanings["meaning"].str.len().min() > 5


def test_a_digest_is_what_the_engine_says(alone: StudyResults) -> None:
    scenario = sim.load(
        Path(__file__).parents[1] / "tiny.toml", {"rules.decisions.centralisation": 0.0, "turbulence": 1}
    )
    plan = build(scenario, "functional")
    from sim.measures.about import about

    ended = outcome(plan, draw_year(scenario, 3, 0), about(scenario, plan.organisation, plan.derived))
    assert alone.table["digest"][0] == f"{ended.digest & (2**64 - 1):016x}"
    assert alone.table["moments"][0] == ended.moments


def _cut_small(monkeypatch: pytest.MonkeyPatch, points: int, years: int) -> None:
    monkeypatch.setattr(
        studying, "cut", lambda runs, *_: Cutting(points, min(years, runs.block), runs.block, runs.most)
    )


@pytest.mark.parametrize(("points", "years"), [(1, 1), (1, 3), (3, 4), (4, 4)])
def test_how_the_work_is_cut_does_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: StudyResults, points: int, years: int
) -> None:
    _cut_small(monkeypatch, points, years)
    results = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    assert len(list((results.folder / "parts").iterdir())) == -(-4 // points) * -(-4 // years)
    assert finals(results.folder) == finals(alone.folder)


@pytest.mark.parametrize("executor", ["serial", "threads"])
def test_which_engine_does_the_work_does_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: StudyResults, executor: str
) -> None:
    _cut_small(monkeypatch, 1, 1)
    results = sim.study(written(tmp_path)).run(engine="compiled", out=tmp_path, executor=executor, workers=2)
    assert results.manifest["engine"] == "compiled"
    assert finals(results.folder) == finals(alone.folder)


@pytest.mark.parametrize(("executor", "workers"), [("threads", 3), ("processes", 2)])
def test_who_does_the_work_does_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: StudyResults, executor: str, workers: int
) -> None:
    _cut_small(monkeypatch, 1, 1)
    results = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor=executor, workers=workers)
    assert finals(results.folder) == finals(alone.folder)


def test_no_time_and_no_machine_stands_in_what_is_compared(alone: StudyResults) -> None:
    words = [str(alone.folder), "seconds", "cores", "site-packages"]
    for path in [*alone.folder.glob("parts/*"), *(alone.folder / name for name in finals(alone.folder))]:
        content = path.read_bytes()
        assert [word for word in words if word.encode() in content] == [], path.name
    assert {"seconds", "cores", "engine", "executor"} <= set(alone.manifest)


class Counted:
    """The engine, with a count of its runs, and a corner in which it breaks."""

    def __init__(self, breaks: Any = lambda plan, year: False) -> None:
        self.runs = 0
        self.breaks = breaks

    def __call__(self, plan: Any, year: Any, known: Any, engine: str = "reference", names: Any = None) -> Outcome:
        self.runs += 1
        if self.breaks(plan, year):
            raise ZeroDivisionError("nothing to share")
        return outcome(plan, year, known, engine, names)


def test_what_is_there_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: StudyResults) -> None:
    _cut_small(monkeypatch, 2, 4)
    results = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    parts = sorted((results.folder / "parts").iterdir())
    monkeypatch.setattr(living, "outcome", engine := Counted())
    again = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    assert (again.folder, engine.runs) == (results.folder, 0)
    parts[1].unlink()
    (results.folder / "manifest.json").unlink()
    assert (
        sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial").manifest["runs_made"]
        == 16
    )
    assert engine.runs == 16, "one part of two, without a pilot"
    assert finals(results.folder) == finals(alone.folder)


def test_a_part_that_is_damaged_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: StudyResults
) -> None:
    _cut_small(monkeypatch, 1, 4)
    results = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    parts = sorted((results.folder / "parts").iterdir())
    parts[0].write_bytes(parts[0].read_bytes()[:-50])
    parts[1].write_bytes(parts[2].read_bytes())  # a part under the name of another
    (parts[3].parent / ".part-000003-000000.parquet.1.unfinished").write_bytes(b"PAR1")
    (results.folder / "manifest.json").unlink()
    again = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    assert again.manifest["runs_made"] == 16
    assert finals(again.folder) == finals(alone.folder)
    assert sorted(path.name for path in parts[0].parent.iterdir()) == [path.name for path in parts]


def test_a_failing_run_is_recorded_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: StudyResults
) -> None:
    monkeypatch.setattr(living, "outcome", Counted(lambda plan, year: year.replication == 2))
    results = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    table, failed = results.table, results.failures
    hit = table["replication"] == 2
    assert list(table["status"][hit].unique()) == ["failed"]
    assert table["decision_delay"][hit].isna().all()
    assert results.failed == len(failed) == 8
    assert_frame_equal(table[~hit], alone.table[~hit])
    first = failed.iloc[0]
    assert (first["error"], first["message"]) == ("ZeroDivisionError", "nothing to share")
    assert "sim/study/sweep/living.py:" in first["traceback"]
    assert first["traceback"].endswith("ZeroDivisionError: nothing to share")
    assert json.loads(first["parameters"]) == {"rules.decisions.centralisation": 0.0, "signals.turbulence": 1}

    monkeypatch.setattr(living, "outcome", engine := Counted())
    assert sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial").failed == 8, (
        "only when it is asked for"
    )
    mended = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial", retry_failed=True)
    assert (mended.failed, engine.runs) == (0, 8)
    assert finals(mended.folder) == finals(alone.folder)


def test_a_structure_that_cannot_be_formed_is_an_outcome(tmp_path: Path) -> None:
    text = GRID.replace('"rules.decisions.centralisation"', '"staffing.seats"').replace("[0.0, 0.5]", "[2, 6]")
    results = sim.study(written(tmp_path, text)).run(engine="reference", out=tmp_path, executor="serial")
    table = results.table
    few = (table["staffing.seats"] == 2) & (table["structure"] == "functional")
    assert list(table["status"][few].unique()) == ["infeasible"]
    assert set(table["status"][~few & (table["staffing.seats"] == 6)]) == {"ok"}
    assert results.failed == 0
    reasons = results.failures
    assert (reasons["status"] == "infeasible").all()
    assert len(reasons[reasons["structure"] == "functional"]) == 2, "one reason a point"
    assert reasons["message"].str.len().min() > 10


def test_a_point_is_left_when_its_difference_is_known_well_enough(tmp_path: Path) -> None:
    text = GRID.replace("replications = 4", f"replications = {PRECISE}")
    results = sim.study(written(tmp_path, text)).run(engine="reference", out=tmp_path, executor="serial")
    counts = {}
    for point, rows in results.table.groupby("point"):
        values = {name: part.set_index("replication")["person_hours"] for name, part in rows.groupby("structure")}
        n = len(values["lean"])
        counts[point] = n
        halves = []
        for years in range(3, n + 1, 3):
            found = difference(values["functional"][:years].tolist(), values["lean"][:years].tolist())
            halves.append((found.high - found.low) / 2.0)
        assert all(half > 9.0 for half in halves[:-1]), "it was left no later than could be"
        assert halves[-1] <= 9.0 or n == 12, "nor earlier"
    assert len(set(counts.values())) > 1, f"points differ, or this tests nothing ({counts})"


def test_a_stopping_rule_does_not_see_who_was_faster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = GRID.replace("replications = 4", f"replications = {PRECISE}")
    found = []
    for place, (points, years, executor) in enumerate([(4, 3, "serial"), (1, 1, "threads"), (2, 3, "processes")]):
        _cut_small(monkeypatch, points, years)
        path = written(tmp_path, text)
        found.append(
            finals(
                sim.study(path).run(engine="reference", out=tmp_path / str(place), executor=executor, workers=2).folder
            )
        )
    assert found[0] == found[1] == found[2]


def test_progress_ends_where_it_should_although_points_are_left_early(tmp_path: Path) -> None:
    text = GRID.replace("replications = 4", f"replications = {PRECISE}")
    told: list[tuple[int, int]] = []
    results = sim.study(written(tmp_path, text)).run(
        engine="reference", out=tmp_path, executor="serial", report=lambda done, total: told.append((done, total))
    )
    assert told[-1] == (len(results.table), len(results.table))
    assert told[0][1] == 4 * 2 * 12
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_other_words_are_put_into_a_finished_study_without_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    monkeypatch.setattr(living, "outcome", engine := Counted())
    words = GRID.replace('"Centralisation"', '"Power at the top"')
    second = sim.study(written(tmp_path, words)).run(engine="reference", out=tmp_path, executor="serial")
    assert (second.folder, engine.runs) == (first.folder, 0)
    factors = second.table.attrs["experiment"]["factors"]
    assert factors["rules.decisions.centralisation"]["label"] == "Power at the top"


def test_another_number_makes_another_study(tmp_path: Path) -> None:
    base = sim.study(written(tmp_path)).fingerprint
    others = {
        "seed": sim.study(written(tmp_path, GRID.replace("seed = 3", "seed = 4"))).fingerprint,
        "value": sim.study(written(tmp_path, GRID.replace("[1, 4]", "[1, 5]"))).fingerprint,
        "changes": sim.study(written(tmp_path), ["volume=1.1"]).fingerprint,
        "years": sim.study(written(tmp_path), replications=5).fingerprint,
        "structures": sim.study(written(tmp_path, GRID.replace(', "lean"', ""))).fingerprint,
    }
    assert len({base, *others.values()}) == 6, others


def test_a_worker_with_other_rules_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = sim.study(written(tmp_path))
    monkeypatch.setattr(living, "rules_fingerprint", lambda: "older")
    with pytest.raises(OrgsimError, match="a worker has other rules"):
        study.run(engine="reference", out=tmp_path, executor="serial")


def test_a_worker_that_is_lost_again_and_again_ends_the_study_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def lost(piece: living.Piece) -> None:
        tries.append(piece)
        raise MemoryError

    monkeypatch.setattr(conducting, "live_through", lost)
    with pytest.raises(OrgsimError, match=r"a worker was lost 3 times at points? 0.* \(MemoryError"):
        sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    assert len(tries) == 3


@pytest.mark.parametrize("executor", ["thread", "dask", "nowhere.at.all:make"])
def test_an_unknown_executor_is_refused(tmp_path: Path, executor: str) -> None:
    with pytest.raises(InputProblems, match="--executor"):
        sim.study(written(tmp_path)).run(engine="reference", out=tmp_path / "results", executor=executor)


@pytest.mark.parametrize("year", [1e-4, 1e-2, 0.3, 30.0])
@pytest.mark.parametrize("runs", [Replications(20, 20), Replications(1000, 1000), Replications(60, 7, ())])
@pytest.mark.parametrize("points", [1, 7, 500])
def test_every_run_stands_in_one_part(year: float, runs: Replications, points: int) -> None:
    cutting = cut(runs, year, 0.05, points, 2)
    years = [number for block in cutting.blocks() for span in cutting.spans(block) for number in span]
    assert years == list(range(runs.most))
    assert cutting.points == 1 or cutting.years == cutting.block, "more than one point a part only with whole blocks"
    groups = cutting.groups(list(range(points)))  # type: ignore[arg-type]
    assert [point for group in groups for point in group] == list(range(points))


def test_a_year_that_cannot_be_drawn_fails_every_structure_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(scenario: Any, seed: int, replication: int) -> Any:
        if replication == 1:
            raise BrokenInvariant("a year of no days")
        return draw_year(scenario, seed, replication)

    monkeypatch.setattr("sim.world.workload.draw_year", breaks)
    results = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    assert results.manifest["runs_by_status"] == {"ok": 24, "failed": 8}
    assert len(set(results.failures["traceback"])) == 1, "the same story, however often it is told"


def test_two_points_of_a_sample_that_are_one_scenario_have_a_row_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        GRID
        + '\n[design]\nkind = "points"\npoints = ['
        + 3 * ('{"rules.decisions.centralisation" = 0.5, "signals.turbulence" = 1}, ')
        + "]"
    )
    _cut_small(monkeypatch, 3, 4)
    study = sim.study(written(tmp_path, text))
    monkeypatch.setattr(studying, "pilot", lambda *_: Pilot(0.0, 0.0, 0.0, 1, 0))
    monkeypatch.setattr(living, "outcome", engine := Counted())
    table = study.run(engine="reference", out=tmp_path, executor="serial").table
    assert table["point"].value_counts().to_dict() == {0: 8, 1: 8, 2: 8}
    assert (table["run"].nunique(), engine.runs) == (8, 8), "they are the same runs, and made once"
