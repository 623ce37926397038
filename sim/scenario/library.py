"""A campaign takes its kind over from the library, and says only what is different.

Fields of the scenario lie over those of the library; tasks are paired by name, and what a task leaves, signs and waits
for is laid over likewise. It is remembered which text each part comes from, so that a mistake is told where it stands.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.errors import InputProblems
from sim.scenario.finding import Table, read_tables, read_text, shown
from sim.scenario.positions import KeyPath
from sim.scenario.problems import Origin, Source, problem_at
from sim.scenario.words import value_in_words

_TABLES_OF_A_TASK = ("asset", "gate", "counterpart")


def read_library(folder: Path) -> tuple[dict[str, Table], Source]:
    """The campaign kinds of a library by name, in the order of the file, and the text they come from."""
    path = folder / "kinds.toml"
    file = shown(path)
    if not path.is_file():
        return {}, Source(file, "")
    source = Source(file, read_text(file, path))
    kinds: dict[str, Table] = {}
    for number, kind in entries(read_tables(file, source.text), "kind"):
        name = kind.get("name")
        if isinstance(name, str) and name not in kinds and "use" not in kind:
            kinds[name] = kind
            continue
        message = f"must have a name of its own (got {value_in_words(name)})"
        if "use" in kind:
            message = "a kind of the library cannot use another"
        raise InputProblems([problem_at(("kind", number), message, None, [Origin((), source, ())])])
    return kinds, source


def library_origins(raw: Table, kinds: Mapping[str, Table], scenario: Source, library: Source) -> Iterator[Origin]:
    """Where the parts of campaigns taken from the library were written; the scenario's word comes before."""
    for number, entry in entries(raw, "campaign"):
        if not isinstance(entry.get("use"), str) or entry["use"] not in kinds:
            continue
        path: KeyPath = ("campaign", number)
        place: KeyPath = ("kind", list(kinds).index(entry["use"]))
        yield Origin(path, scenario, path)
        yield Origin(path, library, place)
        own, tasks = entry.get("task", ()), kinds[entry["use"]].get("task", ())
        if not isinstance(own, list) or not isinstance(tasks, (list, tuple)):
            own = ()
        for task, (old, new) in enumerate(_matched(tasks, own)):
            if new is not None:
                yield Origin((*path, "task", task), scenario, (*path, "task", new))
            if old is not None:
                yield Origin((*path, "task", task), library, (*place, "task", old))


def taken_over(entry: Any, kinds: Mapping[str, Table]) -> Any:
    """A campaign with what the library says of its kind wherever the scenario says nothing."""
    if not isinstance(entry, dict):
        return entry
    if isinstance(entry.get("use"), str):
        entry = {"name": entry["use"], **entry}
    if isinstance(entry.get("use"), str) and entry["use"] in kinds:
        kind = {key: frozen(value) for key, value in kinds[entry["use"]].items() if key != "use"}
        own = {key: value for key, value in entry.items() if key != "use"}
        tasks = own.get("task", ())
        if isinstance(tasks, tuple) and isinstance(kind.get("task", ()), tuple):
            own["task"] = tuple(
                _merged({} if old is None else kind["task"][old], {} if new is None else tasks[new])
                for old, new in _matched(kind.get("task", ()), tasks)
            )
        entry = {**kind, **own}
    if isinstance(entry.get("dates"), tuple):  # 2026-06-18 and "2026-06-18" mean the same
        plain = (date.isoformat() if type(date) is datetime.date else date for date in entry["dates"])
        entry = {**entry, "dates": tuple(plain)}
    return entry


def _matched(kind: Sequence[Any], own: Sequence[Any]) -> list[tuple[int | None, int | None]]:
    """Pair the library's tasks with the scenario's by name, each once; what is left of the scenario's comes after."""
    pairs: list[tuple[int | None, int | None]] = []
    left = list(range(len(own)))
    for number, task in enumerate(kind):
        name = task.get("name") if isinstance(task, dict) else None
        same = (place for place in left if isinstance(own[place], dict) and own[place].get("name") == name)
        match = next(same, None) if name is not None else None
        if match is not None:
            left.remove(match)
        pairs.append((number, match))
    return [*pairs, *((None, place) for place in left)]


def _merged(old: Any, new: Any) -> Any:
    """A task with the fields of another laid over it; the tables it leaves, signs and waits for are merged likewise."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new or old
    both = {**old, **new}
    for key in _TABLES_OF_A_TASK:
        if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
            both[key] = {**old[key], **new[key]}
    return both


def entries(table: Mapping[str, Any], key: str) -> Iterator[tuple[int, Table]]:
    """The tables of an array of tables, numbered; nothing where it is none."""
    rows = table.get(key)
    for number, entry in enumerate(rows if isinstance(rows, (list, tuple)) else ()):
        if isinstance(entry, dict):
            yield number, entry


def frozen(value: Any) -> Any:
    """A copy with tuples for lists, as the schema has them."""
    if isinstance(value, Mapping):
        return {key: frozen(inner) for key, inner in value.items()}
    return tuple(frozen(inner) for inner in value) if isinstance(value, (list, tuple)) else value
