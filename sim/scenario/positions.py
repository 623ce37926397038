"""Where each key of a TOML file stands: line and column of every path that its tables, keys and arrays spell out.

The parser of the standard library says what a file means and forgets where it said so. This scanner walks the same text
a second time and keeps only the places: of a table its header, of a key the key itself, of an element of an array the
element. It reads text that the parser has accepted, and it is also asked where a key was given twice.
"""

from __future__ import annotations

import contextlib
import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
"""A place in a scenario: ``("campaign", 0, "rate")``."""
Position = tuple[int, int]
"""Line and column, both counted from 1; a column is a character, not a byte."""

_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LINE_STRING = re.compile(r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'")
_LONG_STRING = re.compile(r'"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})|' r"'''[\s\S]*?'''(?:'{0,2})")
_PLAIN = re.compile(r"[^\n,\]}#]+")


@dataclass
class _Found:
    """Offsets found so far."""

    at: dict[KeyPath, int] = field(default_factory=lambda: {(): 0})
    given: dict[KeyPath, int] = field(default_factory=dict)
    twice: list[tuple[KeyPath, int, int]] = field(default_factory=list)
    tables: dict[KeyPath, int] = field(default_factory=dict)

    def give(self, path: KeyPath, offset: int) -> None:
        """Note that a value or a table is given at a path, and whether it was given before."""
        if path in self.given:
            self.twice.append((path, offset, self.given[path]))
        else:
            self.given[path] = self.at[path] = offset


def positions(text: str) -> dict[KeyPath, Position]:
    """Line and column of every path of a TOML text.

    Parameters
    ----------
    text : str
        Accepted by ``tomllib.loads``.

    Returns
    -------
    dict of KeyPath to Position
        The empty path stands at line 1, column 1.
    """
    text = _normal(text)
    found = _Found()
    _document(text, found)
    place = _places(text)
    return {path: place(offset) for path, offset in found.at.items()}


def given_twice(text: str) -> list[tuple[KeyPath, Position, Position]]:
    """The keys and tables that a TOML text gives more than once.

    Parameters
    ----------
    text : str
        Any text; what stands behind the first place that is not TOML is not looked at.

    Returns
    -------
    list of (KeyPath, Position, Position)
        KeyPath, where it is given again, and where it was given first.
    """
    text = _normal(text)
    found = _Found()
    with contextlib.suppress(ValueError, IndexError, RecursionError):
        _document(text, found)
    place = _places(text)
    return [(path, place(again), place(first)) for path, again, first in found.twice]


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n")


def _places(text: str) -> Callable[[int], Position]:
    """The function that turns an offset into line and column."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(offset: int) -> Position:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return place


def _document(text: str, found: _Found) -> None:
    table: KeyPath = ()
    at = _skip(_GAP, text, 0)
    while at < len(text):
        if text.startswith("[[", at):
            table, at = _header(text, at, found, 2)
        elif text[at] == "[":
            table, at = _header(text, at, found, 1)
        else:
            at = _pair(text, at, table, found)
        at = _skip(_GAP, text, at)


def _header(text: str, start: int, found: _Found, brackets: int) -> tuple[KeyPath, int]:
    """Read ``[a.b]`` or ``[[a.b]]``; a name that is an array of tables means its last table."""
    parts, at = _key(text, _skip(_BLANK, text, start + brackets))
    path: KeyPath = ()
    for part, _ in parts[:-1]:
        path = (*path, part)
        found.at.setdefault(path, start)
        if path in found.tables:
            path = (*path, found.tables[path] - 1)
    path = (*path, parts[-1][0])
    if brackets == 2:
        number = found.tables.get(path, 0)
        if not number:
            found.give(path, start)
        found.tables[path] = number + 1
        path = (*path, number)
    found.give(path, start)
    return path, _expect("]" * brackets, text, _skip(_BLANK, text, at))


def _pair(text: str, at: int, table: KeyPath, found: _Found) -> int:
    """Read ``a.b = value`` in a table."""
    parts, at = _key(text, at)
    path = table
    for part, offset in parts[:-1]:
        path = (*path, part)
        found.at.setdefault(path, offset)
    path = (*path, parts[-1][0])
    found.give(path, parts[-1][1])
    at = _expect("=", text, _skip(_BLANK, text, at))
    return _value(text, _skip(_BLANK, text, at), path, found)


def _key(text: str, at: int) -> tuple[list[tuple[str, int]], int]:
    """Read a dotted key: its parts, each with its offset, and where it ends."""
    parts: list[tuple[str, int]] = []
    while True:
        match = (_LINE_STRING if text[at] in "\"'" else _BARE_KEY).match(text, at)
        if not match:
            raise ValueError("not a key")
        word = match.group()
        parts.append((tomllib.loads(f"key = {word}")["key"] if word[0] in "\"'" else word, at))
        at = _skip(_BLANK, text, match.end())
        if text[at : at + 1] != ".":
            return parts, at
        at = _skip(_BLANK, text, at + 1)


def _value(text: str, at: int, path: KeyPath, found: _Found) -> int:
    """Pass over a value, noting what stands inside; where it ends."""
    if text[at] == "[":
        return _array(text, at + 1, path, found)
    if text[at] == "{":
        return _inline_table(text, at + 1, path, found)
    string = _LONG_STRING if text.startswith(('"""', "'''"), at) else _LINE_STRING if text[at] in "\"'" else _PLAIN
    match = string.match(text, at)
    if not match:
        raise ValueError("not a value")
    return match.end()


def _array(text: str, at: int, path: KeyPath, found: _Found) -> int:
    number = 0
    while text[at := _skip(_GAP, text, at)] != "]":
        found.give((*path, number), at)
        at = _skip(_GAP, text, _value(text, at, (*path, number), found))
        number += 1
        if text[at] == ",":
            at += 1
    return at + 1


def _inline_table(text: str, at: int, path: KeyPath, found: _Found) -> int:
    while text[at := _skip(_GAP, text, at)] != "}":
        at = _skip(_GAP, text, _pair(text, at, path, found))
        if text[at] == ",":
            at += 1
    return at + 1


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _expect(word: str, text: str, at: int) -> int:
    if not text.startswith(word, at):
        raise ValueError(f"not {word}")
    return at + len(word)
