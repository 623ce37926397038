"""Tiny departments whose event log was worked out by hand from the specification, compared with the engine row by row.

They exist to catch the error that no invariant sees: an engine that keeps all its accounts in order and does something
else than the specification says. Each folder beside this file is one department: ``scenario.toml``, the expected
``log.csv`` with a sentence for every row, ``story.md``, and ``facts.toml`` with what the year is told to bring and a
few figures of the story.
"""

from __future__ import annotations

import csv
import dataclasses
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import vocabulary
from sim.engines.plan import make_plan
from sim.engines.reference.engine import Trace, simulate
from sim.log import COLUMNS, Phase, Verb
from sim.scenario.load import load
from sim.world.architectures.registry import organise
from sim.world.workload import draw_year

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/scenario.toml"))
NUMBERED = {"path": vocabulary.State, "states": vocabulary.State, "bookings": vocabulary.Booking, "phases": Phase}
"""What numbers the columns of the tables of facts that have two dimensions."""
Row = tuple[int, ...]

each_example = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def ticks(text: str) -> int:
    """17:30, in ticks."""
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def clock(tick: int) -> str:
    """17:30, from ticks; whole minutes only, so that a log can be followed by hand."""
    assert tick % 60 == 0, f"tick {tick} is no whole minute"
    return f"{tick // 3600}:{tick % 3600 // 60:02d}"


def number(value: int | str) -> int:
    return ticks(value) if isinstance(value, str) else value


def table(folder: Path, name: str) -> dict[str, Any]:
    with (folder / "facts.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file).get(name, {})
    return found


@cache
def run(folder: Path) -> Trace:
    """Let the department live through its year, after putting in what the year is told to bring."""
    scenario = load(folder / "scenario.toml")
    year = draw_year(scenario, seed=1, replication=0)
    for name, columns in table(folder, "year").items():
        told = {column: np.array([number(v) for v in values], dtype=np.int64) for column, values in columns.items()}
        year = dataclasses.replace(year, **{name: dataclasses.replace(getattr(year, name), **told)})
    return simulate(make_plan(scenario, organise(scenario, "custom")), year, check=True)


def expected(folder: Path) -> list[tuple[Row, str]]:
    """Rows of the log by hand, each with its sentence."""
    with (folder / "log.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert tuple(lines[0]) == ("tick", "hours", *COLUMNS[1:], "what")
    for line in lines:
        assert line["hours"] == clock(int(line["tick"])), f"tick and hours differ: {line}"
    return [
        (tuple(Verb[line[name]].value if name == "verb" else int(line[name]) for name in COLUMNS), line["what"])
        for line in lines
    ]


def told(row: Row | None) -> str:
    """A row as a person reads it."""
    if row is None:
        return "nothing more"
    details = ", ".join(f"{name} {value}" for name, value in zip(COLUMNS[2:], row[2:], strict=True))
    return f"{row[0] // 3600}:{row[0] % 3600 / 60:05.2f} {Verb(row[1]).name} {details}"


def difference(by_hand: list[tuple[Row, str]], rows: list[Row]) -> str:
    """The first row in which an engine's log is not the one worked out by hand; empty if there is none."""
    for place in range(max(len(by_hand), len(rows))):
        row = tuple(int(value) for value in rows[place]) if place < len(rows) else None
        hand, sentence = by_hand[place] if place < len(by_hand) else (None, "the log is over")
        if row != hand:
            before = f", after: {by_hand[place - 1][1]}" if 0 < place <= len(by_hand) else ""
            return f"row {place + 1}{before}\n  by hand: {sentence}\n    {told(hand)}\n  engine:  {told(row)}"
    return ""


@each_example
def test_log_is_the_one_worked_out_by_hand(folder: Path) -> None:
    found = difference(expected(folder), run(folder).rows)
    assert not found, found


@each_example
def test_figures_of_the_story(folder: Path) -> None:
    figures = table(folder, "facts")
    assert figures
    wrong = []
    for path, value in figures.items():
        names, row = re.fullmatch(r"([\w.]+)\[(\d+)\]", path).groups()  # type: ignore[union-attr]
        of, column, *place = names.split(".")
        cell = getattr(getattr(run(folder).facts, of), column)[int(row)]
        found = int(cell[NUMBERED[column][place[0]]] if place else cell)
        if found != number(value):
            wrong.append(f"{path}: {value} by hand, {clock(found) if isinstance(value, str) else found} folded")
    assert not wrong, "\n".join(wrong)


@each_example
def test_story_is_told(folder: Path) -> None:
    """Every row has a sentence, and the story names the clock times at which tasks and campaigns end."""
    story = (folder / "story.md").read_text(encoding="utf-8")
    by_hand = expected(folder)
    assert all(sentence for _, sentence in by_hand)
    ends = {clock(row[0]) for row, _ in by_hand if row[1] == Verb.CAMPAIGN_ENDS}
    assert ends
    assert [time for time in sorted(ends) if time not in story] == []


def test_examples_show_every_verb() -> None:
    shown = {row[1] for folder in FOLDERS for row, _ in expected(folder)}
    assert [verb.name for verb in Verb if verb not in shown] == []


def test_a_changed_row_is_told_in_words() -> None:
    by_hand = expected(FOLDERS[0])
    rows = [row for row, _ in by_hand]
    late = [*rows[:20], (rows[20][0] + 60, *rows[20][1:]), *rows[21:]]
    assert difference(by_hand, rows) == ""
    assert f"row 21, after: {by_hand[19][1]}\n  by hand: {by_hand[20][1]}" in difference(by_hand, late)
    assert "the log is over" in difference(by_hand, [*rows, rows[-1]])
    assert "nothing more" in difference(by_hand, rows[:-1])
