"""Results that are made again. Catches a number that nobody could repeat, a changed bit that is not found or not named,
a remake that reads more than the folder, and one that changes it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet
from study.sweep.small_experiments import GRID, TINY, written

import sim
from sim.errors import InputProblems
from sim.study import figures
from sim.study.known import living, runner
from sim.study.known.cases import cases
from sim.study.known.keeping import keep_report
from sim.study.manifest import SHARED
from sim.study.single import keep_run
from sim.study.sweep.merge import merge
from sim.study.sweep.shards import Shard

PRECISE = """{most = 8, block = 4, until = [{measure = "person_hours", half_width = 9.0}]}"""
TEXT = GRID.replace("replications = 4", f"replications = {PRECISE}").replace(
    '[levers."rules.decisions.centralisation"]', '[levers."staffing.seats"]'
)
TEXT = TEXT.replace("values = [0.0, 0.5]", "values = [3, 6]")  # with three people a structure cannot be formed


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result of every kind, made on the reference engine from files that are gone afterwards."""
    root, files = tmp_path_factory.mktemp("results"), tmp_path_factory.mktemp("files")
    scenario = files / "tiny.toml"
    shutil.copy(TINY, scenario)
    question = written(files, TEXT.replace(TINY.as_posix(), scenario.as_posix()))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(figures, "draw_all", lambda *_: [])
        changes = {"rules.decisions.centralisation": 0.3}
        chosen = sim.load(scenario, changes)
        found = sim.compare(chosen, 3, seed=2, because=2, engine="reference", workers=1)
        kept = sim.save(found, root, language="zh", called=str.upper, changes=["centralisation=0.3"])
        assert kept.folder is not None
        kept.folder.rename(root / "comparison")
    keep_run(sim.run(chosen, chosen.baseline, seed=4, replication=1), root)[0].rename(root / "run")
    study = sim.study(question)
    ran: dict[str, Any] = {"engine": "reference", "executor": "serial"}
    study.run(out=root, **ran).folder.rename(root / "study")
    shards = [study.run(out=root, shard=Shard(i, 2), **ran).folder for i in (1, 2)]
    merge(shards, root).folder.rename(root / "merged")
    small = sim.load(TINY.with_name("small.toml"))
    asked: dict[str, Any] = {"structures": ["matrix", "divisional"], "measures": ["coordination_share"]}
    asked |= {"rules": ["climb", "handover"], "replications": 4, "seed": 3, "engine": "reference", "workers": 1}
    sim.ablate(small, **asked, out=root).folder.rename(root / "ablation")
    shards[1].rename(root / "shard")
    question.unlink()
    scenario.unlink()
    return root


KINDS = ("comparison", "run", "study", "merged", "shard", "ablation")


@pytest.fixture
def copied(results: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A result to do mischief to."""
    return lambda name: Path(shutil.copytree(results / name, tmp_path / name))


def flip(path: Path, column: str, row: int) -> tuple[dict[str, Any], float, float]:
    """Flip the last bit of one number of a table: its row, and the number before and after."""
    table = parquet.read_table(path)
    values = table.column(column).to_numpy().copy()
    before = float(values[row])
    values.view(np.uint64)[row] ^= np.uint64(1)
    place = table.column_names.index(column)
    again = table.set_column(place, table.schema.field(column), pa.array(values, mask=np.isnan(values)))
    parquet.write_table(again, path, compression="zstd")
    return table.slice(row, 1).to_pylist()[0], before, float(values[row])


def defined(path: Path, column: str) -> int:
    """The last row in which a column is defined and not 0."""
    values = parquet.read_table(path).column(column).to_pylist()
    return next(row for row in reversed(range(len(values))) if values[row])


@pytest.mark.parametrize("kind", KINDS)
def test_a_result_is_made_again_to_the_last_bit_and_left_alone(results: Path, kind: str) -> None:
    folder = results / kind
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
    found = sim.reproduce(folder, workers=1)
    assert found.equal, found.differences
    assert (found.engine, found.makers) == ("reference" if kind != "run" else found.engine, ())
    assert found.runs == found.of == json.loads((folder / "manifest.json").read_text("utf-8"))["runs"]
    tables = {path.name for path in folder.glob("*.parquet")}
    assert tables <= set(found.table["name"]), "every table is compared"
    files = {path.name for path in folder.iterdir()}
    question = {"manifest.json", "scenario.toml", "plan.json", "experiment.toml"}
    assert files - set(found.table["name"]) - question == set(found.left_out), "what is not compared is said"
    assert found.table["different"].sum() == 0
    assert found.table.set_index("name").loc["runs.parquet", "rows"] > 0
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_other_engine_makes_the_same(results: Path, kind: str) -> None:
    found = sim.reproduce(results / kind, engine="compiled", workers=1)
    assert (found.equal, found.engine) == (True, "compiled"), found.differences


@pytest.mark.parametrize("kind", ["comparison", "study", "merged", "ablation"])
@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_a_sample_is_of_the_size_that_was_asked_for(results: Path, kind: str, engine: str) -> None:
    found = sim.reproduce(results / kind, engine=engine, sample=5, workers=1)
    assert found.equal, found.differences
    assert found.runs == 5 < found.of
    assert found.left_out
    runs = found.table.set_index("name").loc["runs.parquet", "rows"]
    assert runs == 5 if kind != "comparison" else runs % 5 == 0


@pytest.mark.parametrize("kind", ["comparison", "run"])
def test_a_flipped_bit_of_a_measure_is_found_and_named(copied: Callable[[str], Path], kind: str) -> None:
    folder = copied(kind)
    path = folder / "runs.parquet"
    row, before, after = flip(path, "value", defined(path, "value"))
    found = sim.reproduce(folder, workers=1)
    (wrong,) = [one for one in found.differences if one.table == "runs.parquet"]
    assert not found.equal
    assert wrong.row == {name: row[name] for name in ("structure", "replication", "measure")}
    assert (wrong.column, wrong.stored, wrong.made) == ("value", after, before)


@pytest.mark.parametrize("kind", ["study", "merged"])
def test_a_flipped_bit_of_a_study_is_found_and_named(copied: Callable[[str], Path], kind: str) -> None:
    folder = copied(kind)
    path = folder / "runs.parquet"
    row, before, after = flip(path, "person_hours", defined(path, "person_hours"))
    found = sim.reproduce(folder, workers=1)
    (wrong,) = found.differences
    assert wrong.row == {name: row[name] for name in ("point", "structure", "replication")}
    assert (wrong.table, wrong.column, wrong.stored, wrong.made) == ("runs.parquet", "person_hours", after, before)


@pytest.mark.parametrize(("table", "column"), [("summary", "mean"), ("differences", "high"), ("hours", "hours")])
def test_a_flipped_bit_of_what_follows_from_the_runs_is_found(
    copied: Callable[[str], Path], table: str, column: str
) -> None:
    folder = copied("comparison")
    path = folder / f"{table}.parquet"
    flip(path, column, defined(path, column))
    assert [one.table for one in sim.reproduce(folder, workers=1).differences] == [path.name]


def test_a_sample_finds_a_table_that_does_not_belong_to_its_runs(copied: Callable[[str], Path]) -> None:
    folder = copied("comparison")
    path = folder / "summary.parquet"
    flip(path, "mean", defined(path, "mean"))
    assert [one.table for one in sim.reproduce(folder, sample=1, workers=1).differences] == [path.name]


@pytest.mark.parametrize(
    ("table", "column"), [("effects", "mean"), ("effects", "p_holm"), ("claims", "lead"), ("claims", "part_low")]
)
@pytest.mark.parametrize("sample", [None, 2])
def test_a_flipped_bit_of_an_ablation_is_found_in_the_whole_and_in_a_sample(
    copied: Callable[[str], Path], table: str, column: str, sample: int | None
) -> None:
    folder = copied("ablation")
    path = folder / f"{table}.parquet"
    row, before, after = flip(path, column, defined(path, column))
    (wrong,) = sim.reproduce(folder, sample=sample, workers=1).differences
    assert (wrong.table, wrong.column, wrong.stored, wrong.made) == (path.name, column, after, before)
    assert wrong.row.items() <= row.items()
    assert {"measure", "rule", "structure"} <= set(wrong.row)


def test_another_winner_of_an_ablation_is_found(copied: Callable[[str], Path]) -> None:
    path = copied("ablation") / "winners.parquet"
    table = parquet.read_table(path)
    names = ["nobody", *table.column("best").to_pylist()[1:]]
    place = table.column_names.index("best")
    parquet.write_table(table.set_column(place, table.schema.field("best"), pa.array(names, table[place].type)), path)
    (wrong,) = sim.reproduce(path.parent, workers=1).differences
    assert (wrong.table, wrong.column, wrong.stored) == ("winners.parquet", "best", "nobody")


def test_an_ablation_without_any_claim_is_made_again_whatever_type_its_empty_columns_have(tmp_path: Path) -> None:
    found = sim.ablate(
        sim.load(TINY), measures=["decision_delay"], rules=["climb"], replications=2, workers=1, out=tmp_path
    )
    path = found.folder / "claims.parquet"
    assert found.claims.empty, "the test is too tame"
    assert sim.reproduce(found.folder, workers=1).equal
    empty = parquet.read_table(path)
    typed = pa.schema([(name, pa.string() if name == "rule" else pa.float64()) for name in empty.column_names])
    parquet.write_table(empty.cast(typed), path)
    assert sim.reproduce(found.folder, workers=1).equal


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sample", [None, 1])
def test_a_file_that_nobody_knows_is_said_not_to_be_compared(
    copied: Callable[[str], Path], kind: str, sample: int | None
) -> None:
    folder = copied(kind)
    (folder / "letter.md").write_text("Dear reader", "utf-8")
    assert "letter.md" in sim.reproduce(folder, sample=sample, workers=1).left_out


def test_another_digest_another_event_and_another_sentence_are_found(copied: Callable[[str], Path]) -> None:
    folder = copied("comparison")
    digests = parquet.read_table(folder / "digests.parquet")
    names = digests.column("digest").to_pylist()
    changed = digests.set_column(3, digests.schema.field("digest"), pa.array([*names[:-1], "0" * 16], digests[3].type))
    parquet.write_table(changed, folder / "digests.parquet")
    (folder / "findings.md").write_text((folder / "findings.md").read_text("utf-8").replace("。", "！", 1), "utf-8")
    found = sim.reproduce(folder, workers=1)
    assert {(one.table, one.column) for one in found.differences} == {
        ("digests.parquet", "digest"),
        ("findings.md", "text"),
    }
    folder = copied("run")
    events = parquet.read_table(folder / "events.parquet")
    ticks = events.column("tick").to_pylist()
    ticks[17] += 1
    parquet.write_table(events.set_column(0, events.schema.field("tick"), pa.array(ticks)), folder / "events.parquet")
    (wrong,) = sim.reproduce(folder).differences
    assert (wrong.table, wrong.row, wrong.column, wrong.stored - wrong.made) == (
        "events.parquet",
        {"row": 17},
        "tick",
        1,
    )


def test_a_point_that_was_left_too_early_is_found(copied: Callable[[str], Path]) -> None:
    folder = copied("study")
    table = parquet.read_table(folder / "runs.parquet")
    last = table.column("replication").to_pylist()
    parquet.write_table(table.take([row for row, year in enumerate(last) if year < 4]), folder / "runs.parquet")
    found = sim.reproduce(folder, workers=1)
    assert max(last) == 7, "the test is too tame"
    assert {one.column for one in found.differences} == {"row"}
    assert min(one.row["replication"] for one in found.differences) == 4


def test_what_made_a_result_under_other_rules_is_said(copied: Callable[[str], Path]) -> None:
    for kind in ("comparison", "study"):
        folder = copied(kind)
        for file in ("manifest.json", "plan.json"):
            path = folder / file
            if path.is_file():
                told = json.loads(path.read_text("utf-8"))
                told |= {"rules" if file == "plan.json" else "fingerprint_of_rules": "1a2b"}
                if "versions" in told:
                    told["versions"]["numpy"] = "0.1"
                path.write_text(json.dumps(told), "utf-8")
        found = sim.reproduce(folder, workers=1)
        assert [(one.what, one.then, one.decides) for one in found.makers] == [
            ("rules", "1a2b", True),
            ("numpy", "0.1", False),
        ]
        assert found.equal, "the rules are called otherwise, and are the same"


def test_a_scenario_that_reads_otherwise_is_said_and_shows(copied: Callable[[str], Path]) -> None:
    folder = copied("comparison")
    path = folder / "scenario.toml"
    assert "centralisation = 0.3" in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace("centralisation = 0.3", "centralisation = 0.9"), "utf-8")
    found = sim.reproduce(folder, workers=1)
    assert [one.what for one in found.makers] == ["scenario"]
    assert not found.equal


def broken_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{", "utf-8")


def short_manifest(folder: Path) -> None:
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**told, "seed": 1, "fingerprint_of_rules": "x"}), "utf-8")
    del told["versions"]
    (folder / "manifest.json").write_text(json.dumps(told), "utf-8")


def other_kind(folder: Path) -> None:
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**told, "kind": "studdy"}), "utf-8")


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def cut_short(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:-40])


def old_design(folder: Path) -> None:
    table = parquet.read_table(folder / "design.parquet")
    parquet.write_table(table.drop_columns(["departures"]), folder / "design.parquet")


@pytest.mark.parametrize(
    ("kind", "harm", "told"),
    [
        ("comparison", broken_manifest, "is its manifest.json damaged"),
        ("comparison", short_manifest, "versions: is missing"),
        ("comparison", other_kind, 'did you mean "study"'),
        ("comparison", without("scenario.toml"), "scenario.toml: cannot be read"),
        ("comparison", without("manifest.json"), "is no result"),
        ("comparison", cut_short("hours.parquet"), "hours.parquet: cannot be read"),
        ("run", cut_short("events.parquet"), "events.parquet: cannot be read"),
        ("study", without("manifest.json"), "is a study that is not finished"),
        ("study", without("runs.parquet"), "runs.parquet: is missing"),
        ("study", without("plan.json"), "with a plan.json"),
        ("study", without("experiment.toml"), "experiment.toml: cannot be read"),
        ("study", cut_short("design.parquet"), "design.parquet: cannot be read"),
        ("ablation", without("claims.parquet"), "claims.parquet: is missing"),
        ("ablation", cut_short("effects.parquet"), "effects.parquet: cannot be read"),
        ("study", old_design, "has no column departures; it was stored by an earlier version"),
    ],
)
def test_a_damaged_folder_is_told_in_a_sentence(
    copied: Callable[[str], Path], kind: str, harm: Callable[[Path], None], told: str
) -> None:
    folder = copied(kind)
    harm(folder)
    with pytest.raises(InputProblems) as problems:
        sim.reproduce(folder, workers=1)
    assert told in str(problems.value)


@pytest.mark.parametrize(
    ("kind", "entry", "value"),
    [
        *(("comparison", "versions", value) for value in (None, [], {"numpy": 1})),
        *(("comparison", "structures", value) for value in (None, [], "lean", [1])),
        *(("comparison", "seed", value) for value in ("x", None, -1, 1.5, True)),
        *(("comparison", "replications", value) for value in ("x", None, 0)),
        *(("comparison", entry, None) for entry in ("left_out", "not_distinct", "notes", "called", "language")),
        *(("comparison", entry, 3) for entry in ("scenario", "baseline", "fingerprint", "fingerprint_of_scenario")),
        *(("comparison", entry, []) for entry in ("fingerprint_of_rules", "because_replications", "kind", "format")),
        *(("run", "structures", value) for value in ([], None)),
        *(("run", "seed", value) for value in ("x", [])),
        *(("run", "replication", value) for value in ("x", None, -1)),
        *(("study", entry, None) for entry in ("versions", "scenario", "runs")),
        ("study", "shard", "1/2"),
        ("ablation", "versions", None),
    ],
)
@pytest.mark.parametrize("sample", [None, 1])
def test_a_damaged_entry_of_a_manifest_is_told_in_a_sentence(
    copied: Callable[[str], Path], kind: str, entry: str, value: object, sample: int | None
) -> None:
    path = copied(kind) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), entry: value}), "utf-8")
    with pytest.raises(InputProblems) as problems:
        sim.reproduce(path.parent, sample=sample, workers=1)
    told = str(problems.value)
    assert "manifest.json" in told
    assert entry in told or "of a format that cannot be reproduced" in told


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        *(("declared", value) for value in (None, {"name": "x"}, {"name": "x", "scenario": "y", "replications": 3})),
        *(("points", value) for value in ("x", None, 0)),
        ("cutting", {"points": "a", "years": 1, "block": 1, "most": 2}),
    ],
)
def test_a_damaged_entry_of_a_plan_is_told_in_a_sentence(
    copied: Callable[[str], Path], entry: str, value: object
) -> None:
    path = copied("study") / "plan.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), entry: value}), "utf-8")
    with pytest.raises(InputProblems, match=rf"plan\.json: {entry}: is .*; is the file damaged\?"):
        sim.reproduce(path.parent, sample=1, workers=1)


@pytest.mark.parametrize(
    ("entry", "value"),
    [("structures", ["leam"]), ("baseline", "leam")],
)
def test_a_structure_that_was_never_run_is_a_difference_and_no_accident(
    copied: Callable[[str], Path], entry: str, value: object
) -> None:
    path = copied("comparison") / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), entry: value}), "utf-8")
    wrong = sim.reproduce(path.parent, workers=1).differences
    assert [one.row for one in wrong if one.table == "manifest.json"] == [{"entry": entry}]
    with pytest.raises(InputProblems, match=f'{entry}: has "leam", of which no run is stored; is the file damaged'):
        sim.reproduce(path.parent, sample=1, workers=1)
    folder = copied("run")
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**told, "structures": ["leam"]}), "utf-8")
    with pytest.raises(InputProblems, match='"leam" is unknown'):
        sim.reproduce(folder, workers=1)


def test_nothing_is_asked_that_makes_no_sense(results: Path) -> None:
    with pytest.raises(InputProblems, match="must be at least 1"):
        sim.reproduce(results / "run", sample=0)
    with pytest.raises(InputProblems, match='did you mean "compiled"'):
        sim.reproduce(results / "run", engine="compild")


def test_people_of_an_hr_export_are_kept_and_the_export_is_not(tmp_path: Path) -> None:
    files = Path(shutil.copytree(TINY.parents[2] / "scenarios" / "examples", tmp_path / "files"))
    text = GRID[: GRID.index("[levers")].replace(TINY.as_posix(), "acme.toml")
    text = text.replace('structures = ["functional", "lean"]\n', "")
    text += '[levers."signals.turbulence"]\nvalues = [1, 4]\n'
    made = sim.study(written(files, text)).run(engine="compiled", executor="serial", out=tmp_path)
    shutil.rmtree(files)
    assert sim.reproduce(made.folder, sample=3, workers=1).equal
    assert "acme_hr" not in (made.folder / "scenario.toml").read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_manifest_says_the_same_things_in_the_same_words(results: Path, kind: str) -> None:
    told = json.loads((results / kind / "manifest.json").read_text("utf-8"))
    assert set(SHARED) <= set(told)
    assert {"orgsim", "python", "numpy", "numba", "SALib"} <= set(told["versions"])
    scenario = "small" if kind == "ablation" else "tiny"
    assert (told["scenario"], told["seed"]) == (scenario, {"comparison": 2, "run": 4}.get(kind, 3))
    assert told["engine"] == "reference"
    assert told["finished"].endswith("Z")


def test_a_report_on_known_answers_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, few in (("PILOT", 8), ("STRETCH", 2), ("ROUNDS", 1)):  # what is judged here is not sharp
        monkeypatch.setattr(runner, name, few)
    chosen = [cases()["critical_path"], cases()["shared_asset"]]
    found = runner.verify(chosen, seed=1, engine="compiled", quick=True)
    keep_report(found, chosen, tmp_path)
    told = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert set(SHARED) <= set(told)
    assert told["cases"] == ["critical_path", "shared_asset"]
    monkeypatch.setattr(living, "load", None)  # scenario files of today are not read
    again = sim.reproduce(tmp_path, workers=1)
    assert again.equal, again.differences
    assert again.of == again.runs == len([trial for one in found.results for trial in one.trials])
    some = sim.reproduce(tmp_path, sample=1, workers=1, engine="reference")
    assert (some.equal, some.runs) == (True, 1)
    flip(tmp_path / "readings.parquet", "simulated", defined(tmp_path / "readings.parquet", "simulated"))
    wrong = sim.reproduce(tmp_path, workers=1).differences
    assert [(one.row["case"], one.column) for one in wrong] == [("shared_asset", "simulated")]
    worlds = parquet.read_table(tmp_path / "worlds.parquet")
    parquet.write_table(pa.concat_tables([worlds, worlds]), tmp_path / "worlds.parquet")
    with pytest.raises(InputProblems, match="is another one today"):
        sim.reproduce(tmp_path, workers=1)


def test_a_report_on_relations_says_that_its_studies_are_reproduced(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"kind": "relations", "format": 1}', encoding="utf-8")
    with pytest.raises(InputProblems, match="each of which is reproduced by itself"):
        sim.reproduce(tmp_path)
