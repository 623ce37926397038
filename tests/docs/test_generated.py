"""Catches a table of the documentation that says something else than the program: generated parts are made again.

And what a generator itself might lose: a parameter that the published schema has and the tables have not, a stream that
is read and not described, an address that is described otherwise than it is read.
"""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import sim
import sim.engines.reference.department
import sim.scenario.laws
from sim.randomness import Stream, key
from sim.scenario.schema import Scenario

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def generate() -> Any:
    """The modules of docs/generate, found as the script finds them."""
    sys.path.insert(0, str(DOCS / "generate"))
    names = ("pages", "parameters", "draws", "measures", "codes", "examples", "kinds", "markdown")
    try:
        yield {name: importlib.import_module(name) for name in names}
    finally:
        sys.path.remove(str(DOCS / "generate"))
        for name in names:
            sys.modules.pop(name, None)


def test_every_page_is_as_a_fresh_generation_would_make_it(generate: dict[str, ModuleType]) -> None:
    for page in DOCS.rglob("*.md"):
        text = page.read_text("utf-8")
        assert generate["pages"].written_anew(text, page.name) == text, f"{page}: out of date; run python docs/generate"


def test_a_table_that_was_edited_by_hand_is_noticed(generate: dict[str, ModuleType]) -> None:
    text = (DOCS / "odd.md").read_text("utf-8")
    row = re.search(r"\| `rules\.closeness\.ties` \|.*", text)
    assert row
    tampered = text.replace(row[0], row[0].replace("| 7 |", "| 8 |"))
    assert tampered != text
    assert generate["pages"].written_anew(tampered, "odd.md") == text


def test_a_part_without_an_end_or_without_a_generator_is_refused(generate: dict[str, ModuleType]) -> None:
    with pytest.raises(ValueError, match="has no end"):
        generate["pages"].written_anew("<!-- generated: parameters -->\n", "x.md")
    with pytest.raises(ValueError, match="nothing to generate 'nonsense' from"):
        generate["pages"].written_anew("<!-- generated: nonsense -->\n<!-- end of nonsense -->", "x.md")


def test_the_script_says_when_a_page_is_out_of_date() -> None:
    done = subprocess.run([sys.executable, DOCS / "generate", "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_parameter_of_the_published_schema_stands_in_the_tables(generate: dict[str, ModuleType]) -> None:
    schema = Scenario.model_json_schema()
    published = sorted(
        (name, field["unit"], field["source"], field["confidence"])
        for section in (schema, *schema["$defs"].values())
        for name, field in section.get("properties", {}).items()
        if "unit" in field
    )
    told = sorted(
        (one.name.rsplit(".", 1)[-1], one.unit, one.source, one.confidence)
        for _, _, own in generate["parameters"].sections()
        for one in own
        if one.confidence != generate["parameters"].NO_NUMBER
    )
    assert told == published
    assert len(told) > 150


def test_every_stream_that_is_read_is_described_and_no_other(generate: dict[str, ModuleType]) -> None:
    read = set()
    for file in (ROOT / "sim").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Stream":
                read.add(node.attr)
    assert {stream.name for stream in generate["draws"].DRAWS} == read


def test_the_engine_reads_each_stream_at_addresses_as_described(
    generate: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A busy year is lived through while every look-up is written down; the year itself is made anew elsewhere."""
    stream_of = {key(1, 0, stream): stream for stream in Stream}
    plain: dict[Stream, set[tuple[int, int]]] = defaultdict(set)
    by_law: dict[Stream, set[tuple[int, int]]] = defaultdict(set)

    def watched(module: Any, found: dict[Stream, set[tuple[int, int]]]) -> None:
        look_up = module.uniform_at

        def watching(one: int, subject: int, occasion: int) -> float:
            found[stream_of[one]].add((subject, occasion))
            return float(look_up(one, subject, occasion))

        monkeypatch.setattr(module, "uniform_at", watching)

    watched(sim.engines.reference.department, plain)
    watched(sim.scenario.laws, by_law)
    changes = {
        "staffing.seats": 16,
        "structure.matrix_strength": 0.3,
        "signals.turbulence": 12,
        "rules.decisions.centralisation": 0.4,
        "rules.decisions.reading": {"law": "exponential", "mean": 0.2},
        "rules.reuse.start_probability": 0.5,
        "rules.exceptions.rework": "redraw",
        "rules.attention.law": "mix",
        "messages.hours": {"law": "exponential", "mean": 0.2},
        "messages.channel": "line",
    }
    scenario = sim.load("multi_category_618", changes=changes)
    sim.run(scenario, architecture="matrix", seed=1, engine="reference")

    for stream, rows in generate["draws"].DRAWS.items():
        if stream < Stream.ATTENTION and stream != Stream.VOLATILITY:
            continue
        lawful = "law" in rows[0].occasion
        read, other = (by_law, plain) if lawful else (plain, by_law)
        assert read[stream], f"{stream.name} is said to be read {'by a law' if lawful else 'as one number'}"
        assert not other[stream], f"{stream.name} is said to be read {'by a law' if lawful else 'as one number'}"
    assert min(pick for _, pick in plain[Stream.ATTENTION]) == 1
    assert {occasion for _, occasion in plain[Stream.CLARIFICATION]} == {0}
    assert all(address % 16 in (1, 2) for _, address in plain[Stream.JUDGEMENT])
    assert all(row % 2 == 0 for row, place in plain[Stream.AUTHORITY_SIDE] if place >= 1 << 20)
    assert {subject % 2 for subject, _ in plain[Stream.VOLATILITY]} == {0, 1}
    slots = {occasion // 64 for _, occasion in by_law[Stream.MESSAGE_HOURS]}
    assert slots >= {0, 1, 2}, "written, and passed on twice"
    assert min(occasion for _, occasion in by_law[Stream.REWORK_HOURS]) >= 64, "the first rework follows check 1"
