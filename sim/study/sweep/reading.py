"""A page is a TOML file under examination: what it says, where each word of it stands, and what is wrong with it.

Mistakes are collected while the file is read and told together, each in one sentence with its place, what was found
there and what was expected. Whoever reads a wrong value goes on with a harmless one; nothing is made of the page in
the end if any mistake was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from sim.errors import InputProblems, Problem, nearest
from sim.scenario.finding import read_tables
from sim.scenario.positions import KeyPath, Position, positions
from sim.scenario.words import path_in_words, value_in_words

T = TypeVar("T")


@dataclass
class Page:
    """A file under examination.

    Attributes
    ----------
    file : str
        What to call it in messages.
    text : str
        TOML.
    tables : dict
        What the text says.
    problems : list of Problem
        Found so far.
    """

    file: str
    text: str
    tables: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tables = read_tables(self.file, self.text)

    @cached_property
    def _positions(self) -> dict[KeyPath, Position]:
        return positions(self.text)

    def wrong(self, path: KeyPath, message: str) -> None:
        """Note a mistake, once; it stands at its own key, or else at the nearest table around it."""
        problem = self.problem(path, message)
        if problem not in self.problems:
            self.problems.append(problem)

    def problem(self, path: KeyPath, message: str) -> Problem:
        """A mistake with its place."""
        at = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in self._positions)
        return Problem(self.file, *self._positions[at], path_in_words(path, self.tables), message)

    def settle(self) -> None:
        """Raise InputProblems if any mistake was found."""
        if self.problems:
            raise InputProblems(sorted(self.problems, key=lambda problem: (problem.line, problem.column)))

    def known(self, path: KeyPath, table: Mapping[str, Any], allowed: Iterable[str]) -> None:
        """Note every key of a table that nobody reads."""
        words = list(allowed)
        for key in table:
            if key not in words:
                near = nearest(key, words) or f" (known: {', '.join(words)})"
                self.wrong((*path, key), f'unknown key "{key}"{near}')

    def table(self, path: KeyPath, parent: Mapping[str, Any]) -> dict[str, Any]:
        """The table under the last key of a path; empty where there is none."""
        found: dict[str, Any] = self._value(path, parent, dict, "a table", {})
        return found

    def text_at(self, path: KeyPath, parent: Mapping[str, Any], default: str | None = "") -> str:
        """A text; where None is the default, one is needed."""
        return self._value(path, parent, str, 'text in quotes, "like this"', default) or ""

    def flag(self, path: KeyPath, parent: Mapping[str, Any], default: bool) -> bool:
        """True or false."""
        found: bool = self._value(path, parent, bool, "true or false", default)
        return found

    def word(self, path: KeyPath, parent: Mapping[str, Any], allowed: Iterable[str], default: str | None) -> str:
        """One of a few words; where None is the default, one is needed."""
        words = list(allowed)
        found = self.text_at(path, parent, default)
        if found not in words and (path[-1] in parent) and isinstance(parent[str(path[-1])], str):
            self.wrong(path, f'must be one of {", ".join(words)} (got "{found}"){nearest(found, words)}')
            return words[0]
        return found

    def words(self, path: KeyPath, parent: Mapping[str, Any], default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts."""
        found = self._value(path, parent, list, 'a list of names, ["like", "this"]', list(default))
        for place, entry in enumerate(found):
            if not isinstance(entry, str):
                self.wrong((*path, place), f'must be text in quotes, "like this" (got {value_in_words(entry)})')
        return tuple(entry for entry in found if isinstance(entry, str))

    def whole(self, path: KeyPath, parent: Mapping[str, Any], default: int | None, low: int, high: int) -> int:
        """A whole number in a range; where None is the default, one is needed."""
        found: int | None = self._value(path, parent, int, f"a whole number from {low:,} to {high:,}", default)
        if found is None:
            return low
        if not low <= found <= high:
            self.wrong(path, f"must be from {low:,} to {high:,} (got {found})")
            return low
        return found

    def number(self, path: KeyPath, parent: Mapping[str, Any]) -> float | None:
        """A number; None where there is none."""
        kinds: Any = (int, float)
        found: float | None = self._value(path, parent, kinds, "a number", None, needed=False)
        if found is not None and not abs(found) < float("inf"):
            self.wrong(path, f"must be a finite number (got {value_in_words(found)})")
            return None
        return found

    def _value(
        self,
        path: KeyPath,
        parent: Mapping[str, Any],
        kind: type[T],
        expected: str,
        default: T | None,
        *,
        needed: bool = True,
    ) -> Any:
        key = str(path[-1])
        if key not in parent:
            if default is None and needed:
                near = nearest(key, parent)
                self.wrong(path[:-1], f'missing key "{key}": {expected}{near}')
            return default
        value = parent[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.wrong(path, f"must be {expected} (got {value_in_words(value)})")
            return default
        return value
