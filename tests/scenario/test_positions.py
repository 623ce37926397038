"""Where the keys of a TOML text stand.

These tests exist to catch a message that points at the wrong line: a scanner that loses its place in a quoted key, a
long string, a comment, an inline table or the second of several tables. The standard parser is the judge of which paths
there are; the text itself is the judge of where they stand.
"""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.positions import KeyPath, given_twice, positions

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [*(ROOT / "scenarios").rglob("*.toml"), *(ROOT / "tests" / "scenarios" / "valid").glob("*.toml")]


def paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every path that the parser finds in a text."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*path, number))


def test_tables_stand_at_their_header_and_keys_at_themselves() -> None:
    text = 'title = "x"\n\n[staffing]\n  seats = 12 # people\n\n[[campaign]]\nrate = 1\n[[campaign]]\nrate = 2\n'
    assert positions(text) == {
        (): (1, 1),
        ("title",): (1, 1),
        ("staffing",): (3, 1),
        ("staffing", "seats"): (4, 3),
        ("campaign",): (6, 1),
        ("campaign", 0): (6, 1),
        ("campaign", 0, "rate"): (7, 1),
        ("campaign", 1): (8, 1),
        ("campaign", 1, "rate"): (9, 1),
    }


def test_a_table_inside_an_array_of_tables_belongs_to_the_last_one() -> None:
    text = "[[a]]\n[[a.b]]\n[[a.b]]\n[a.b.c]\nx = 1\n[[a]]\n[a.b]\n"
    found = positions(text)
    assert found["a", 0, "b", 1, "c", "x"] == (5, 1)
    assert found["a", 1, "b"] == (7, 1)


def test_every_part_of_a_dotted_key_and_an_inline_table_has_its_column() -> None:
    found = positions('a . "b c".d = {e = [1, {f = 2}], g = """\n\\""" ] """ }\nh = 3\n')
    assert found == {
        (): (1, 1),
        ("a",): (1, 1),
        ("a", "b c"): (1, 5),
        ("a", "b c", "d"): (1, 11),
        ("a", "b c", "d", "e"): (1, 16),
        ("a", "b c", "d", "e", 0): (1, 21),
        ("a", "b c", "d", "e", 1): (1, 24),
        ("a", "b c", "d", "e", 1, "f"): (1, 25),
        ("a", "b c", "d", "g"): (1, 34),
        ("h",): (3, 1),
    }


def test_an_array_over_several_lines_has_a_line_for_each_element() -> None:
    found = positions(
        "a = [ # one ] two\n  1,\n\n  [2,\n   3], # four\n]\nb = 2026-01-05 08:00:00 # moment\nc = '''\n'''''\n"
    )
    assert [found[path] for path in (("a", 0), ("a", 1), ("a", 1, 1), ("b",), ("c",))] == [
        (2, 3),
        (4, 3),
        (5, 4),
        (7, 1),
        (8, 1),
    ]


def test_columns_count_characters_and_windows_lines_count_once() -> None:
    assert positions('"线" = 1\r\n\t"é".b = 2\r\n')["é", "b"] == (2, 6)


def test_what_is_given_twice_is_told_with_both_places() -> None:
    assert given_twice("[a]\nx = 1\n[b]\n[a]\ny = 2\n") == [(("a",), (4, 1), (1, 1))]
    assert given_twice("x = 1\ny = {z = 1, z = 2}\nx = 3\n") == [
        (("y", "z"), (2, 13), (2, 6)),
        (("x",), (3, 1), (1, 1)),
    ]


@pytest.mark.parametrize(
    "text", ["a = ", "a", "[a", "a = [1", "a = {b", "=", "a = 'b", "[[a]", '"a', "a.", "a = [1,,2]"]
)
def test_a_broken_text_is_looked_at_as_far_as_it_goes(text: str) -> None:
    assert given_twice(f"x = 1\nx = 2\n{text}") == [(("x",), (2, 1), (1, 1))]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_scenario_of_ours_has_a_place_for_every_path(path: Path) -> None:
    text = path.read_text("utf-8")
    assert set(positions(text)) == set(paths(tomllib.loads(text)))


# Random documents, written in random ways.

KEYS = st.sampled_from(["a", "rate", "b-c", "1", "x y", "线", 'q"t', "#", "=", "]"])
SCALARS = st.one_of(
    st.integers(-99, 99),
    st.floats(allow_nan=False),
    st.booleans(),
    st.text(alphabet="ab\"'\\#[]{}=,\n 线", max_size=6),
    st.dates(datetime.date(2000, 1, 1)),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def written_key(key: str, draw: st.DataObject) -> str:
    bare = key.isascii() and key.replace("-", "").isalnum()
    literal = [f"'{key}'"] if "'" not in key else []
    return draw.draw(st.sampled_from([*([key] if bare else []), *literal, json.dumps(key, ensure_ascii=False)]))


def written_text(text: str, draw: st.DataObject) -> str:
    ways = [json.dumps(text, ensure_ascii=False)]
    if "'" not in text:
        ways += [f"'{text}'"] * ("\n" not in text) + [f"'''\n{text}'''"]
    if '"' not in text:
        escaped = text.replace("\\", "\\\\")
        ways.append(f'"""{escaped}"""' if not escaped.startswith("\n") else f'"""\n{escaped}"""')
    return draw.draw(st.sampled_from(ways))


def written(value: Any, draw: st.DataObject) -> str:
    """A value as TOML on one line, or over several where TOML allows it."""
    if isinstance(value, dict):
        inner = ", ".join(f"{written_key(key, draw)} = {written(item, draw)}" for key, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        gap = draw.draw(st.sampled_from(["", " ", "\n  ", " # ] , [\n\t"]))
        return "[" + "".join(f"{gap}{written(item, draw)}{gap}," for item in value) + gap + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return written_text(value, draw)
    return str(value)


def document(table: dict[str, Any], draw: st.DataObject, head: tuple[str, ...] = ()) -> str:
    """A table as TOML: some of its tables with headers, some inline, some as dotted keys."""
    lines, later = [], []
    for key, value in table.items():
        name = written_key(key, draw)
        way = draw.draw(st.sampled_from(["plain", "header"]))
        if isinstance(value, dict) and value and way == "header":
            later.append(f"[{'.'.join([*head, name])}]\n{document(value, draw, (*head, name))}")
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value) and way == "header":
            path = (*head, name)
            later += [f"[[{' . '.join(path)}]]  # table\n{document(item, draw, path)}" for item in value]
        elif isinstance(value, dict) and len(value) == 1:
            (inner,) = value
            lines.append(f"{name} . {written_key(inner, draw)}={written(value[inner], draw)}\n")
        else:
            lines.append(f"{draw.draw(st.sampled_from(['', '  ', '# x = 1']))}\n{name} = {written(value, draw)}\n")
    return "".join([*lines, *later])


@settings(max_examples=300, deadline=None)
@given(table=st.dictionaries(KEYS, VALUES, max_size=4), draw=st.data())
def test_every_path_that_the_parser_finds_has_a_position_and_no_other(
    table: dict[str, Any], draw: st.DataObject
) -> None:
    text = document(table, draw)
    parsed = tomllib.loads(text)
    assert parsed == table
    found = positions(text)
    assert set(found) == set(paths(parsed))
    assert given_twice(text) == []
    lines = text.split("\n")
    for path, (line, column) in found.items():
        rest = lines[line - 1][column - 1 :]
        if path and isinstance(path[-1], str) and not rest.startswith("["):
            assert rest[0] in "\"'" or rest.startswith(path[-1])
