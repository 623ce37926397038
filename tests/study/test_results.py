"""What is on disk. Catches a result that is half written, written over, different from what was computed, or different
the second time; and a folder that cannot be read by anyone who was not there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pandas.testing import assert_frame_equal
from pyarrow import parquet

import sim
from sim.errors import InputProblems, MissingFeature, ResultExists
from sim.measures.registry import measures
from sim.scenario.load import load
from sim.study import figures
from sim.study.compare import Comparison, compare
from sim.study.parquet import TITLES, meaning
from sim.study.results import read_results, save


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(sim.load(Path(__file__).parent / "small.toml"), 2, workers=1, because=2)


@pytest.fixture
def sketches(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A gallery with two charts that draws nothing and notes what it was given."""
    drawn: list[Any] = []

    def draw(table: Any, known: Any, foot: Any, language: str) -> str:
        drawn.append((table, known, foot, language))
        return f"{foot.fingerprint} {language}"

    def put(figure: str, folder: Path, name: str) -> tuple[Path, ...]:
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.svg").write_text(figure)
        return (folder / f"{name}.svg",)

    charts = {name: SimpleNamespace(table=name, draw=draw) for name in ("summary", "hours")}
    monkeypatch.setattr(
        figures, "_entrance", lambda: figures.Gallery(charts, lambda **kind: SimpleNamespace(**kind), put)
    )
    return drawn


def test_a_result_is_read_as_it_was_found(found: Comparison, sketches: list[Any], tmp_path: Path) -> None:
    kept = save(found, tmp_path)
    assert kept.folder == tmp_path / f"small-{found.fingerprint}"
    again = read_results(kept.folder)
    assert set(again.tables) == set(found.tables) == set(TITLES)
    for name, table in found.tables.items():
        assert_frame_equal(again.tables[name], table, check_exact=True)
        assert again.tables[name].attrs == table.attrs
    assert (again.scenario, again.entrants, again.replications) == (found.scenario, found.entrants, 2)
    assert (again.findings(), again.saturated) == (found.findings(), found.saturated)


def test_the_folder_explains_itself(found: Comparison, sketches: list[Any], tmp_path: Path) -> None:
    folder = save(found, tmp_path, command="orgsim compare small", language="zh").folder
    assert folder is not None
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    tables = [f"{name}.parquet" for name in found.tables]
    assert names == sorted(
        ["findings.md", "manifest.json", "scenario.toml", "figures/hours.svg", "figures/summary.svg", *tables]
    )
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert (told["command"], told["seed"], told["replications"], told["because_replications"]) == (
        *("orgsim compare small", 1, 2, 2),
    )
    assert told["structures"] == list(found.structures)
    assert {"orgsim", "python", "numpy", "mesa", "simpy"} <= set(told["versions"])
    assert load(folder / "scenario.toml") == found.scenario
    assert (folder / "findings.md").read_text("utf-8").startswith("# 一个小部门\n\n- ")
    assert (folder / "figures" / "hours.svg").read_text() == f"{found.fingerprint} zh"


def test_every_column_says_what_it_is_and_every_measure_its_unit(
    found: Comparison, sketches: list[Any], tmp_path: Path
) -> None:
    folder = save(found, tmp_path).folder
    assert folder is not None
    for name in found.tables:
        schema = parquet.read_schema(folder / f"{name}.parquet")
        assert schema.metadata[b"orgsim.about"].decode() == TITLES[name]
        for field in schema:
            assert field.metadata[b"meaning"].decode() == meaning(name, field.name)
    declared = json.loads(parquet.read_schema(folder / "summary.parquet").metadata[b"orgsim.measures"])
    assert {name: one["unit"] for name, one in declared.items()} == {n: one.unit for n, one in measures().items()}


def test_the_same_comparison_gives_the_same_bytes(found: Comparison, sketches: list[Any], tmp_path: Path) -> None:
    again = compare(found.scenario, 2, workers=1, because=2)
    folders = [save(one, tmp_path / name).folder for one, name in ((found, "one"), (again, "two"))]
    for path in folders[0].rglob("*"):  # type: ignore[union-attr]
        if path.is_file() and path.name != "manifest.json":
            assert path.read_bytes() == (folders[1] / path.relative_to(folders[0])).read_bytes(), path.name  # type: ignore[operator, arg-type]


def test_an_existing_result_is_never_touched(found: Comparison, sketches: list[Any], tmp_path: Path) -> None:
    first = save(found, tmp_path).folder
    assert first is not None
    (first / "note.txt").write_text("mine")
    with pytest.raises(ResultExists, match=f"small-{found.fingerprint}"):
        save(found, tmp_path)
    numbers = [save(found, tmp_path, fresh=True).folder for _ in range(2)]
    assert [folder.name for folder in numbers if folder] == [f"{first.name}-2", f"{first.name}-3"]
    assert (first / "note.txt").read_text() == "mine"


def test_a_crash_leaves_nothing_with_the_name_of_a_result(
    found: Comparison, sketches: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(figures, "draw_all", fail)
    with pytest.raises(KeyboardInterrupt):
        save(found, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_dead_process_left_is_ignored(found: Comparison, sketches: list[Any], tmp_path: Path) -> None:
    name = f"small-{found.fingerprint}"
    for pid in (os.getpid(), 1):
        left = tmp_path / f".{name}.partial-{pid}"
        left.mkdir()
        (left / "manifest.json").write_text("{}")
    folder = save(found, tmp_path).folder
    assert folder == tmp_path / name
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["fingerprint"] == found.fingerprint
    assert (tmp_path / f".{name}.partial-1").is_dir()


def test_who_comes_second_does_not_write_over_who_was_faster(
    found: Comparison, sketches: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtake(comparison: Comparison, *_: Any) -> None:
        (tmp_path / f"small-{comparison.fingerprint}").mkdir()

    monkeypatch.setattr(figures, "draw_all", overtake)
    with pytest.raises(ResultExists, match="meanwhile"):
        save(found, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"small-{found.fingerprint}"]


@pytest.mark.parametrize(
    "content", [None, "{", '{"format": 99, "kind": "comparison"}', '{"format": 1, "kind": "study"}']
)
def test_a_folder_that_is_no_result_is_refused_in_a_sentence(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
        (tmp_path / "scenario.toml").write_text("")
    with pytest.raises(InputProblems, match=r"is no result|was written in another format"):
        read_results(tmp_path)


def test_a_damaged_table_is_named(found: Comparison, sketches: list[Any], tmp_path: Path) -> None:
    folder = save(found, tmp_path).folder
    assert folder is not None
    (folder / "hours.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(InputProblems, match=r"hours\.parquet: cannot be read"):
        read_results(folder)


def test_a_chart_gets_its_table_and_says_where_it_comes_from(found: Comparison, sketches: list[Any]) -> None:
    found.chart("hours", "zh")
    table, known, foot, language = sketches[-1]
    assert table is found.tables["hours"]
    assert known == measures()
    assert language == "zh"
    assert (foot.n, foot.seed, foot.fingerprint, foot.scenario_zh) == (2, 1, found.fingerprint, "一个小部门")


@pytest.mark.parametrize(("name", "language", "near"), [("hour", "en", "hours"), ("hours", "fr", "expected en, zh")])
def test_an_unknown_chart_or_language_is_refused(
    found: Comparison, sketches: list[Any], name: str, language: str, near: str
) -> None:
    with pytest.raises(InputProblems, match=near):
        found.chart(name, language)


def test_charts_that_nobody_handed_in_are_missed_in_a_sentence(
    found: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "_entrance", None)
    with pytest.raises(MissingFeature, match="import sim"):
        found.chart()


def test_every_chart_can_be_drawn_from_a_comparison(found: Comparison) -> None:
    from matplotlib.figure import Figure

    for chart in figures.gallery().charts:
        assert isinstance(found.chart(chart), Figure)
