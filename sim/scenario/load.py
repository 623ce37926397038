"""From a file to a scenario: read, resolve, validate, freeze; and nothing is left half-done when the file is wrong.

1. *Read*: a path, or the name of a built-in scenario; TOML in UTF-8.
2. *Resolve*: campaigns take over their kinds from the library, every default is written out, and what follows from
   something else (weights, baseline, the number of seats) is put in. Resolving twice changes nothing.
3. *Change*: ``--set rules.decisions.centralisation=0.3`` changes one parameter of what has been resolved so far.
4. *Validate*: each value by the schema, then the parts against each other. All mistakes are reported together.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticUndefined

from sim.errors import InputProblems, Problem, nearest
from sim.scenario.checks import Surroundings, mistakes
from sim.scenario.laws import LawSpec
from sim.scenario.positions import KeyPath
from sim.scenario.problems import (
    COMMAND_LINE,
    Origin,
    Source,
    own_name,
    path_in_words,
    problem_at,
    schema_problems,
    section_of,
    syntax_problem,
    value_in_words,
)
from sim.scenario.schema import Scenario

Table = dict[str, Any]
Changes = Mapping[str, Any] | Sequence[str]

UNNAMED = "unnamed"
_MERGED = ("asset", "gate", "counterpart")
_COPIED = ("lines", "brand_shared")
"""Is the similarity where nothing is said; a mistake in that is told once."""


@dataclass(frozen=True)
class Declarations:
    """Names that other layers know; the caller brings them, so that this layer imports nobody.

    Attributes
    ----------
    architectures : tuple of str
        Structures that can be built, in the order in which they are shown.
    """

    architectures: tuple[str, ...]


def load(
    source: str | Path,
    *,
    changes: Changes = (),
    declarations: Declarations | None = None,
    library: Path | None = None,
) -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    source : str or pathlib.Path
        A TOML file, or the name of a built-in scenario: ``beauty_group``. A file that exists wins.
    changes : mapping of str to value, or sequence of ``"key=value"``
        Parameters to change. A key may be shortened as long as it means one parameter; a text is read as a TOML value,
        or as it is where it is a bare word.
    declarations : Declarations, optional
        Names to check structures against, and to compare where the file names none.
    library : pathlib.Path, optional
        Folder of ``kinds.toml``; by default the library next to the built-in scenarios.

    Returns
    -------
    Scenario
        Resolved, valid and frozen.

    Raises
    ------
    InputProblems
        Every mistake found, each in one sentence with its place.
    """
    path = _found(source)
    file = str(source) if Path(source).is_file() else _shown(path)
    folder = library or _built_in_folder() / "library"
    text = _text(file, path)
    return parse(text, file, path.stem, changes=changes, declarations=declarations, library=folder, folder=path.parent)


def parse(
    text: str,
    file: str = "scenario",
    name: str = UNNAMED,
    *,
    changes: Changes = (),
    declarations: Declarations | None = None,
    library: Path | None = None,
    folder: Path | None = None,
) -> Scenario:
    """Make a scenario of a text; see :func:`load`.

    Parameters
    ----------
    text : str
        TOML.
    file, name : str
        What to call the text in messages, and the scenario where the text gives no name.
    changes, declarations, library
        As for :func:`load`.
    folder : pathlib.Path, optional
        Where an HR export named in the text must be; it is not looked for by default.

    Returns
    -------
    Scenario

    Raises
    ------
    InputProblems
    """
    raw = _tables(file, text)
    uses = any("use" in entry for _, entry in _entries(raw, "campaign"))
    kinds, source = _library(library or _built_in_folder() / "library") if uses else ({}, Source("library", ""))
    origins = [Origin((), Source(file, text), ()), *_origins(raw, kinds, Source(file, text), source)]
    data, changed, problems = _changed(_explicit(raw, kinds, name), changes)
    data = resolve(data, kinds=kinds, declarations=declarations, name=name)
    around = Surroundings(declarations.architectures if declarations else (), tuple(kinds), folder)
    lines = raw.get("lines")
    found: Iterable[tuple[KeyPath, str]]
    scenario = None
    try:
        scenario = Scenario.model_validate(data, strict=True)
        found = mistakes(scenario, around)
    except ValidationError as error:
        found = schema_problems(error, data)
    problems += sorted(
        (
            problem_at(path, message, data, origins, changed)
            for path, message in found
            if path[:2] != _COPIED or _COPIED in changed or (isinstance(lines, dict) and _COPIED[1] in lines)
        ),
        key=lambda problem: (problem.file != file, problem.file, problem.line, problem.column),
    )
    if problems or scenario is None:
        raise InputProblems(problems)
    return scenario


# Finding and reading.


def builtin_names() -> list[str]:
    """Names of the scenarios that come with orgsim, those in subfolders as ``theory/pooling``."""
    folder = _built_in_folder()
    paths = [path.relative_to(folder).with_suffix("") for path in folder.rglob("*.toml")]
    names = [path.as_posix() for path in paths if path.parts[0] != "library"]
    return sorted(names, key=lambda name: (name.count("/"), name))


def builtin_path(name: str) -> Path:
    """Path of a built-in scenario.

    Parameters
    ----------
    name : str
        One of :func:`builtin_names`.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    InputProblems
        Where there is none of that name; names the nearest.
    """
    names = builtin_names()
    if name in names:
        return _built_in_folder() / f"{name}.toml"
    near = nearest(name, names) or nearest(Path(name).stem, names)
    message = f"no such file, and no built-in scenario of that name (built in: {', '.join(names) or 'none'}){near}"
    raise InputProblems([Problem(name, 0, 0, "", message)])


def _built_in_folder() -> Path:
    """The folder ``sim/_scenarios`` of an installed package, or ``scenarios`` beside ``sim`` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def _found(source: str | Path) -> Path:
    path = Path(source)
    if path.is_file():
        return path
    if path.is_dir() and str(source) not in builtin_names():
        raise InputProblems([Problem(str(source), 0, 0, "", "is a folder; expected a scenario file")])
    return builtin_path(str(source))


def _shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)


def _text(file: str, path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputProblems([Problem(file, 0, 0, "", f"cannot be read: {error.strerror}")]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        message = f"must be UTF-8 text (got the byte 0x{content[error.start]:02X}); save the file as UTF-8"
        raise InputProblems([Problem(file, line, column, "", message)]) from None


def _tables(file: str, text: str) -> Table:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputProblems([Problem(file, 0, 0, "", "not valid TOML: brackets are nested too deeply")]) from None
    except ValueError as error:
        raise InputProblems([syntax_problem(file, text, error)]) from None


def _library(folder: Path) -> tuple[dict[str, Table], Source]:
    """The campaign kinds of a library by name, in the order of the file, and the text they come from."""
    path = folder / "kinds.toml"
    file = _shown(path)
    if not path.is_file():
        return {}, Source(file, "")
    source = Source(file, _text(file, path))
    kinds: dict[str, Table] = {}
    for number, kind in _entries(_tables(file, source.text), "kind"):
        name = kind.get("name")
        message = "" if "use" not in kind else "a kind of the library cannot use another"
        if not isinstance(name, str) or name in kinds:
            message = f"must have a name of its own (got {value_in_words(name)})"
        if message:
            raise InputProblems([problem_at(("kind", number), message, None, [Origin((), source, ())])])
        kinds[name] = kind
    return kinds, source


# Resolving.


def resolve(
    raw: Mapping[str, Any],
    *,
    kinds: Mapping[str, Table] | None = None,
    declarations: Declarations | None = None,
    name: str = UNNAMED,
) -> Table:
    """Say explicitly all that a scenario leaves unsaid; doing it twice changes nothing.

    Parameters
    ----------
    raw : mapping
        What the file says; it is not changed, and need not be valid.
    kinds : mapping of str to dict, optional
        The library, for campaigns with ``use``.
    declarations : Declarations, optional
        What to compare where nothing is said.
    name : str
        Name where nothing is said.

    Returns
    -------
    dict
        With every default of the schema; lists have become tuples. What is wrong stays as it is, for validation.
    """
    data = _explicit(raw, kinds or {}, name)
    lines = data["lines"]
    if isinstance(lines, dict):
        names = lines["names"]
        equal = (1.0 / len(names),) * len(names) if isinstance(names, tuple) and names else ()
        shared = lines.get("brand_shared", lines["similarity"])
        data["lines"] = {**lines, "weights": lines["weights"] or equal, "brand_shared": shared}
    if declarations and not data["structures"]:
        known = tuple(word for word in declarations.architectures if word != "custom")
        data["structures"] = (*known, "custom") if "custom" in data else known
    if data["baseline"] == "" and isinstance(data["structures"], tuple) and data["structures"]:
        data["baseline"] = data["structures"][0]
    return data


def _explicit(raw: Mapping[str, Any], kinds: Mapping[str, Table], name: str) -> Table:
    """Take kinds over from the library and write every default out."""
    data: Table = _frozen(raw)
    if data.get("name", UNNAMED) == UNNAMED:
        data["name"] = name
    if isinstance(data.get("campaign"), tuple):
        data["campaign"] = tuple(_kind(entry, kinds) for entry in data["campaign"])
    staffing = data.get("staffing")
    if isinstance(staffing, dict) and "seats" not in staffing and isinstance(staffing.get("seat"), tuple):
        data["staffing"] = {**staffing, "seats": len(staffing["seat"])} if staffing["seat"] else staffing
    return _filled(data, Scenario)


def _frozen(value: Any) -> Any:
    """A copy with tuples for lists, as the schema has them."""
    if isinstance(value, Mapping):
        return {key: _frozen(inner) for key, inner in value.items()}
    return tuple(_frozen(inner) for inner in value) if isinstance(value, (list, tuple)) else value


def _entries(table: Mapping[str, Any], key: str) -> Iterator[tuple[int, Table]]:
    """The tables of an array of tables, numbered; nothing where it is none."""
    entries = table.get(key)
    for number, entry in enumerate(entries if isinstance(entries, (list, tuple)) else ()):
        if isinstance(entry, dict):
            yield number, entry


def _kind(entry: Any, kinds: Mapping[str, Table]) -> Any:
    """A campaign with what the library says of its kind wherever the scenario says nothing."""
    if not isinstance(entry, dict):
        return entry
    if isinstance(entry.get("use"), str):
        entry = {"name": entry["use"], **entry}
    if isinstance(entry.get("use"), str) and entry["use"] in kinds:
        kind = {key: _frozen(value) for key, value in kinds[entry["use"]].items() if key != "use"}
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
    for key in _MERGED:
        if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
            both[key] = {**old[key], **new[key]}
    return both


def _origins(raw: Table, kinds: Mapping[str, Table], scenario: Source, library: Source) -> Iterator[Origin]:
    """Where the parts of campaigns taken from the library were written; the scenario's word comes before."""
    for number, entry in _entries(raw, "campaign"):
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


def _filled(table: Table, model: type[BaseModel]) -> Table:
    """A table with the schema's defaults for all that it does not say, tables inside included."""
    full = dict(table)
    for name, field in model.model_fields.items():
        key, section = field.alias or name, section_of(field)
        if key not in full:
            default = field.get_default(call_default_factory=True)
            if default is not None and default is not PydanticUndefined:
                full[key] = _plain(default)
        elif section is not None and section is not LawSpec:
            inner = full[key]
            if isinstance(inner, dict):
                full[key] = _filled(inner, section)
            elif isinstance(inner, tuple):
                full[key] = tuple(_filled(entry, section) if isinstance(entry, dict) else entry for entry in inner)
    return full


def _plain(default: Any) -> Any:
    if isinstance(default, BaseModel):
        return default.model_dump(by_alias=True, exclude_none=True)
    if isinstance(default, tuple):
        return tuple(_plain(inner) for inner in default)
    return dict(default) if isinstance(default, dict) else default


# Changing single parameters.


def _changed(data: Table, changes: Changes) -> tuple[Table, list[KeyPath], list[Problem]]:
    """Put changes in: the changed scenario, the parameters that were set, and what could not be understood."""
    paths: list[KeyPath] = []
    problems: list[Problem] = []
    known: list[tuple[KeyPath, KeyPath]] = []
    for key, given in _assignments(changes):
        try:
            parts, value = _key_parts(key), _value(given)
            known = known or list(_parameters(data, Scenario))
            path = _real(data, _full(parts, known))
            data = _replaced(data, path, _frozen(value))
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
            for number, entry in enumerate(inner):
                entry_name = own_name(inner, number)
                entry_told = (*told, number if entry_name is None else entry_name)
                yield from _parameters(entry, section, (*here, number), entry_told)


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
            names = [own_name(data, number) for number in range(len(data))]
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
