"""Catches a verb that reports agreement where there is none, ends with the wrong exit code, or tells no story."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import typer

from sim.cli_twin import STORY_ZH, WORDS, twin
from sim.cli_words import called
from sim.engines import twin as comparing
from sim.engines.story import HEADINGS
from sim.errors import InputProblems

TINY = str(Path(__file__).resolve().parents[1] / "study" / "tiny.toml")


def test_engines_that_agree_are_told_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    twin(TINY)
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if line.endswith("equal")]) >= 2
    assert lines[-1] == WORDS["en"]["equal"]


def test_one_structure_may_be_asked_for_and_an_unknown_one_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    twin(TINY, structure=["lean", "lean"], language="zh")
    out = capsys.readouterr().out
    assert out.count(called("zh")("lean")) == 1
    with pytest.raises(InputProblems, match="learn"):
        twin(TINY, structure=["learn"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_difference_ends_with_one_and_its_story(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    honest = comparing.twin

    def lying(plan: object, year: object) -> comparing.Comparison:
        found = honest(plan, year)  # type: ignore[arg-type]
        return dataclasses.replace(found, difference=comparing.FactDiffers("tasks.owner", (0,), 1, 2))

    monkeypatch.setattr(comparing, "twin", lying)
    with pytest.raises(typer.Exit) as ended:
        twin(TINY, structure=["lean"], language=language)  # type: ignore[arg-type]
    assert ended.value.exit_code == 1
    out = capsys.readouterr().out
    assert str(WORDS[language]["different"]) in out
    assert "tasks.owner of task 0" in out
    assert str(WORDS[language]["equal"]) not in out


def test_both_languages_have_all_words_of_the_story() -> None:
    assert set(STORY_ZH) == set(HEADINGS)
    assert set(WORDS["en"]) == set(WORDS["zh"])
