"""orgsim study and orgsim merge as a person meets them. Catches a failure that ends with exit code 0, a plan that runs
the study, and a study that does not say where its results are or how to go on.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from study.sweep.small_experiments import GRID, written

from sim.cli_study import merge, study
from sim.errors import InputProblems
from sim.run import Outcome
from sim.study.sweep import living
from sim.study.sweep.results import read_study

APP = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
APP.command("study")(study)
APP.command("merge")(merge)


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    written(tmp_path)


def orgsim(line: str) -> int:
    with pytest.raises(SystemExit) as ended:
        APP(line.split())
    return int(ended.value.code or 0)


def test_a_plan_says_what_it_will_take_and_runs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert orgsim("study small.toml --plan --workers 2 --engine reference") == 0
    said = capsys.readouterr().out
    assert "4 of 4 points (grid)" in said
    assert "32 runs: 4 replications a point, 2 structures" in said
    assert "with 2 workers" in said
    assert "MB on disk" in said
    assert [path.name for path in tmp_path.iterdir()] == ["small.toml"]
    assert orgsim("study small.toml --plan --shard 2/4 -n 10 --engine reference") == 0
    said = capsys.readouterr().out
    assert "shard 2 of 4" in said
    assert "1 of 4 points" in said
    assert "20 runs" in said


def test_a_study_says_what_was_found_and_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert orgsim("study small.toml --executor serial --engine reference") == 0
    first = capsys.readouterr()
    assert "Question: Does a test need more?" in first.out
    assert "Findings" in first.out
    assert "Stored in results/small-" in first.out
    assert "32 of 32 runs" in first.err
    assert orgsim("study small.toml") == 0
    assert "nothing was run" in " ".join(capsys.readouterr().out.split())
    assert orgsim("study small.toml --fresh --executor serial --engine reference") == 0
    assert sorted(path.name[-2:] for path in Path("results").iterdir())[0] == "-2"


def test_a_failed_run_ends_with_exit_code_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(plan: object, year: object, known: object, engine: str, names: object) -> Outcome:
        raise ZeroDivisionError("nothing to share")

    with monkeypatch.context() as broken:
        broken.setattr(living, "outcome", breaks)
        assert orgsim("study small.toml --executor serial --engine reference") == 1
    said = capsys.readouterr().out
    assert "32 runs failed; the first at point 0 under functional" in said
    assert "ZeroDivisionError: nothing to share" in said
    assert "--retry-failed" in said
    assert orgsim("study small.toml") == 1, "they are still there"
    assert orgsim("study small.toml --retry-failed --executor serial --engine reference") == 0


def test_shards_are_merged(capsys: pytest.CaptureFixture[str]) -> None:
    assert orgsim("study small.toml --shard 1/2 --executor serial --engine reference") == 0
    assert "Findings" not in capsys.readouterr().out, "half of a study is no finding"
    assert orgsim("study small.toml --shard 2/2 --executor serial --engine reference") == 0
    folders = " ".join(str(path) for path in Path("results").glob("small-*-shard-*"))
    assert orgsim(f"merge {folders}") == 0
    (whole,) = (path for path in Path("results").iterdir() if "shard" not in path.name)
    assert len(read_study(whole).table) == 32


@pytest.mark.parametrize(
    "option", ["--executor thread", "--shard 3/2", "--engine copmiled", "--plan --engine copmiled", "--set volume=-1"]
)
def test_a_wrong_option_is_refused_and_nothing_is_written(tmp_path: Path, option: str) -> None:
    with pytest.raises(InputProblems):
        APP(["study", "small.toml", *option.split()])
    assert [path.name for path in tmp_path.iterdir()] == ["small.toml"]


@pytest.mark.filterwarnings("ignore:no font with Chinese")
def test_chinese_is_spoken(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    written(tmp_path, GRID.replace('question = "Does a test need more?"', 'title_zh = "一个小实验"'))
    assert orgsim("study small.toml --language zh --executor serial --engine reference") == 0
    said = capsys.readouterr().out
    assert said.startswith("一个小实验")
    assert "结论" in said
    assert "已存入" in said
