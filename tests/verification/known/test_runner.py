"""Catches a suite that passes whatever happens, or whose result depends on who was faster.

A false theorem must be found out, an engine that disagrees must be told, and workers must not show in the numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer
from typer.testing import CliRunner

import sim.cli_verify
from sim.study.known import living, report, runner
from sim.study.known.case import Case
from sim.study.known.cases import cases
from sim.study.known.runner import verify
from sim.study.known.verdicts import Verification


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few replications, so that the machinery can be looked at; what is judged here is not sharp."""
    monkeypatch.setattr(runner, "PILOT", 8)
    monkeypatch.setattr(runner, "STRETCH", 2)
    monkeypatch.setattr(runner, "ROUNDS", 1)


@pytest.fixture
def blunt(small: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Windows so short that nothing can be told; seen by this process only."""
    monkeypatch.setattr(living, "QUICK_WINDOW", 0.01)
    living.built.cache_clear()
    yield
    living.built.cache_clear()


def false(case: Case, expected: float) -> Case:
    """The same case with another expectation."""
    trials = tuple(
        replace(trial, readings=tuple(replace(reading, expected=expected) for reading in trial.readings))
        for trial in case.trials
    )
    return replace(case, trials=trials)


def run(*names: str, seed: int = 1, workers: int = 1) -> Verification:
    return verify([cases()[name] for name in names], seed=seed, engine="reference", quick=True, workers=workers)


def test_the_network_plan_holds_to_the_second() -> None:
    found = run("critical_path")
    assert found.holds
    assert found.results[0].trials[0].judged[0].found.mean == 0.0


def test_a_false_theorem_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = false(cases()["critical_path"], 1.0 / 3600.0)
    found = verify([plan], seed=1, engine="reference")
    assert not found.holds
    assert found.results[0].trials[0].judged[0].verdict == "misses"


@pytest.mark.usefixtures("small")
def test_a_share_that_is_off_by_a_tenth_is_found_out() -> None:
    true = cases()["shared_asset"]
    trial = replace(true.trials[3], readings=(replace(true.trials[3].readings[0], expected=0.75 * 1.1),))
    found = verify([replace(true, trials=(*true.trials[:3], trial))], seed=1, engine="reference", quick=True)
    assert [one.judged[0].verdict for one in found.results[0].trials][-1] == "misses"


@pytest.mark.usefixtures("blunt")
def test_what_is_not_sharp_enough_does_not_pass() -> None:
    found = run("default")
    assert {one.judged[0].verdict for one in found.results[0].trials} == {"not sharp enough"}
    assert not found.holds


@pytest.mark.usefixtures("small")
def test_workers_do_not_show() -> None:
    assert run("shared_asset", workers=1) == run("shared_asset", workers=2)


@pytest.mark.usefixtures("blunt")
def test_another_seed_is_other_luck() -> None:
    one, other = run("default"), run("default", seed=2)
    assert one.results[0].trials[0].judged[0].found != other.results[0].trials[0].judged[0].found


def test_engines_that_differ_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "same_on", lambda *_: False)
    found = verify([cases()["critical_path"]], seed=1, engine="reference", twins=("one", "other"))
    assert not found.holds
    assert any("do not run alike" in line for line in report.lines(found))
    assert "engines differ" in report.page(found.results[0], found)


def test_runs_that_end_too_early_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(living, "open_share", lambda sight: 0.01)
    found = run("critical_path")
    assert found.results[0].trials[0].judged[0].verdict == "cut off"


@pytest.mark.usefixtures("blunt")
def test_the_report_is_complete_and_the_same_each_time(tmp_path: Path) -> None:
    found = run("critical_path", "default", "shared_asset")
    written = report.write(found, tmp_path / "one")
    report.write(found, tmp_path / "other")
    names = sorted(path.name for path in written)
    assert "index.md" in names
    assert {"default.html", "default.md", "default.svg", "default-errors.svg"} <= set(names)
    for path in written:
        text = path.read_text("utf-8")
        assert text == (tmp_path / "other" / path.name).read_text("utf-8")
        assert str(tmp_path) not in text
        if path.suffix == ".svg":
            ElementTree.fromstring(text)
        if path.suffix == ".html":
            body = text.replace("<!doctype html>", "").replace('<meta charset="utf-8">', "")
            assert ElementTree.fromstring(body).tag == "html"
    page = (tmp_path / "one" / "default.md").read_text("utf-8")
    for part in ("Barrer (1957)", "**Formula.**", "delegation_by_default.toml", "0.2752", "not sharp enough"):
        assert part in page


@pytest.mark.usefixtures("blunt")
def test_the_command_says_what_does_not_hold_and_ends_with_one(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(sim.cli_verify.verify)
    common = ["--engine", "reference", "--quick", "--workers", "1", "--out", str(tmp_path)]
    bad = CliRunner().invoke(app, ["default", *common])
    assert bad.exit_code == 1
    assert "not sharp enough" in bad.output
    good = CliRunner().invoke(app, ["critical_path", *common])
    assert good.exit_code == 0, good.output
    assert "1 of 1 readings hold" in good.output


@pytest.mark.slow
@pytest.mark.parametrize("name", ["one_desk", "team", "panel", "default", "shared_asset"])
def test_the_short_suite_on_the_engine_that_shows_what_happens(name: str) -> None:
    found = run(name, seed=7, workers=2)
    assert found.holds, report.lines(found)
