"""``--set rules.decisions.centralisation=0.3`` changes one parameter, by a key as short as it can be understood."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from sim.errors import Problem, nearest
from sim.scenario.declared import section_of
from sim.scenario.finding import Table
from sim.scenario.laws import LawSpec
from sim.scenario.library import frozen
from sim.scenario.positions import KeyPath
from sim.scenario.problems import COMMAND_LINE
from sim.scenario.schema import Scenario
from sim.scenario.words import own_names, path_in_words, value_in_words

Changes = Mapping[str, Any] | Sequence[str]


def changed_by(data: Table, changes: Changes) -> tuple[Table, list[KeyPath], list[Problem]]:
    """Put changes in: the changed scenario, the parameters that were set, and what could not be understood."""
    paths: list[KeyPath] = []
    problems: list[Problem] = []
    known: list[tuple[KeyPath, KeyPath]] = []
    for key, given in _assignments(changes):
        try:
            parts, value = _key_parts(key), _value(given)
            known = known or list(_parameters(data, Scenario))
            path = _real(data, _full(parts, known))
            data = _replaced(data, path, frozen(value))
            paths.append(path)
        except ValueError as error:
            problems.append(Problem(COMMAND_LINE, 0, 0, key, str(error)))
    return data, paths, problems


def _assignments(changes: Changes) -> Iterator[tuple[str, Any]]:
    if isinstance(changes, Mapping):
        yield from changes.items()
    else:
        for change in [changes] if isinstance(changes, str) else changes:
            key, equals, value = change.partition("=")
            yield key.strip(), value.strip() if equals else None


def _key_parts(key: str) -> KeyPath:
    """Take ``campaign[0].task.brief`` or ``campaign."my launch"`` apart."""
    if not re.fullmatch(r'(?:[\w-]+|"[^"]*")(?:\.(?:[\w-]+|"[^"]*")|\[\d+\])*', key):
        raise ValueError("is no key; expected key=value with a key such as staffing.seats or campaign.launch.rate")
    found = re.findall(r'([\w-]+)|"([^"]*)"|\[(\d+)\]', key)
    return tuple(int(number) if number else word or quoted for word, quoted, number in found)


def _value(given: Any) -> Any:
    """What a text on the command line means: a TOML value, or a bare word as it is."""
    if given is None:
        raise ValueError("has no value; expected key=value")
    if not isinstance(given, str):
        return given
    try:
        table = tomllib.loads(f"value = {given}")
    except (ValueError, RecursionError):
        table = {}
    if list(table) == ["value"]:
        return table["value"]
    if re.fullmatch(r"[^\[\]{}\"'=#,\s]+", given):
        return given
    raise ValueError(f'is no TOML value; expected 0.3, true, "text" or [1, 2] (got {value_in_words(given)})')


def _parameters(
    data: Any, model: type[BaseModel], path: KeyPath = (), words: KeyPath = ()
) -> Iterator[tuple[KeyPath, KeyPath]]:
    """Every parameter that a key could mean: its path, and the same with names for numbers."""
    for name, field in model.model_fields.items():
        key, section = field.alias or name, section_of(field)
        inner = data.get(key) if isinstance(data, dict) else None
        here, told = (*path, key), (*words, key)
        if section is None or section is LawSpec or isinstance(inner, tuple) or not path:
            yield here, told
        if section is LawSpec or (section is None and isinstance(inner, dict)):
            yield from (((*here, word), (*told, word)) for word in (inner if isinstance(inner, dict) else ()))
        elif section is not None and isinstance(inner, dict):
            yield from _parameters(inner, section, here, told)
        elif section is not None and isinstance(inner, tuple):
            for number, own in enumerate(own_names(inner)):
                entry_told = (*told, number if own is None else own)
                yield from _parameters(inner[number], section, (*here, number), entry_told)


def _full(parts: KeyPath, known: Sequence[tuple[KeyPath, KeyPath]]) -> KeyPath:
    """The whole key that a shortened one means."""
    end = next((number for number, part in enumerate(parts) if isinstance(part, int)), len(parts))
    head = parts if any(isinstance(part, str) for part in parts[end:]) else parts[:end]
    means = [path for path, words in known if head in (path[-len(head) :], words[-len(head) :])]
    whole = [path for path, words in known if head in (path, words)]
    if len(whole or means) == 1:
        return (*(whole or means)[0], *parts[len(head) :])
    if means and not whole:
        told = [path_in_words(words, None) for path, words in known if path in means]
        listed = ", ".join(told[:8]) + (f" and {len(told) - 8} more" if len(told) > 8 else "")
        raise ValueError(f"means more than one parameter; say which: {listed}")
    if parts[0] in Scenario.model_fields and len(parts) > 1:
        return parts
    last = {str(words[-1]): path_in_words(words, None) for _, words in reversed(known)}
    near = nearest(str(parts[-1]), last)
    word = re.search(r'"(.*)"\?$', near)
    raise ValueError(f'unknown parameter; did you mean "{last[word[1]]}"?' if word else "unknown parameter")


def _real(data: Any, path: KeyPath) -> KeyPath:
    """The path with numbers for the names of list entries."""
    real: KeyPath = ()
    for part in path:
        if isinstance(data, tuple):
            names = own_names(data)
            if isinstance(part, int) and part >= len(data):
                raise ValueError(f"has no entry {part}; expected 0 to {len(data) - 1}")
            if isinstance(part, str) and part not in names:
                known = [name for name in names if name]
                listed = f"expected one of {', '.join(known)}" if known else "its entries are numbered: [0]"
                raise ValueError(f'unknown entry "{part}", {listed}{nearest(part, known)}')
            part = names.index(part) if isinstance(part, str) else part
            data = data[part]
        elif isinstance(data, dict) and isinstance(part, str):
            data = data.get(part, {})
        else:
            inside = path_in_words(path[: len(real)], None)
            raise ValueError(f"{inside} is {value_in_words(data)}, with nothing inside; set it as a whole")
        real = (*real, part)
    return real


def _replaced(data: Any, path: KeyPath, value: Any) -> Any:
    """A copy with another value at a path."""
    if not path:
        return value
    part, rest = path[0], path[1:]
    if isinstance(data, tuple):
        return tuple(_replaced(inner, rest, value) if number == part else inner for number, inner in enumerate(data))
    return {**data, part: _replaced(data.get(part, {}), rest, value)}
