"""Catches a description from which the small example cannot be rebuilt: a second simulation, written from the page.

It shares no text with an engine, and must write the log that stands on the page, row by row.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from docs.rebuilt_desks import DAY
from docs.rebuilt_life import Rebuilt

from sim.scenario.schema import Scenario

ODD = Path(__file__).resolve().parents[2] / "docs" / "odd.md"


def part(name: str) -> str:
    text = ODD.read_text("utf-8")
    return text[text.index(f"<!-- generated: {name} -->") : text.index(f"<!-- end of {name} -->")]


def test_the_small_example_can_be_rebuilt_from_the_page() -> None:
    file = re.search(r"```toml\n(.*?)```", part("small scenario"), re.DOTALL)
    assert file
    scenario = Scenario.model_validate(_tuples(tomllib.loads(file[1])), strict=False)
    found = re.findall(r"^\| \d.*$", part("small year"), re.MULTILINE)
    year = [[int(cell) for cell in row.split("|")[1:-1]] for row in found]
    end = int((scenario.horizon.warm_up + scenario.horizon.window + scenario.horizon.drain) * DAY)
    campaigns, tasks = [row for row in year if len(row) == 6], [row for row in year if len(row) == 8]
    rows = Rebuilt(scenario, campaigns, tasks, end).live()
    log = re.search(r"```text\n[^\n]*\n(.*?)```", part("small log"), re.DOTALL)
    assert log
    told = log[1].splitlines()
    made = [",".join(map(str, row)) for row in rows]
    for number, (mine, theirs) in enumerate(zip(made, told, strict=False)):
        assert mine == theirs, f"row {number}: rebuilt {mine}, the page says {theirs}"
    assert len(made) == len(told)
    verbs = {row.split(",")[1] for row in told}
    assert {"CHECKED", "REWORK_CAUSE", "INTERFACE", "DEFAULTED"} - verbs == {"DEFAULTED"}, "the example lost its point"


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuples(inner) for key, inner in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
