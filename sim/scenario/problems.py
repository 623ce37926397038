"""A mistake in a scenario is told in one sentence: where it stands, what was found there, and what was expected.

The schema reports in its own terms: a chain of keys and numbers, a kind of error. Here each report becomes a
:class:`sim.errors.Problem` in the terms of the person who wrote the file: line and column of the text, a path that
names campaigns and tasks instead of counting them, the value, its unit, and the nearest word that would have been
right.
"""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

from annotated_types import Ge, Gt, Le
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from sim.errors import Problem, nearest
from sim.scenario.laws import PARAMETERS, LawSpec
from sim.scenario.positions import KeyPath, Position, given_twice, positions
from sim.scenario.schema import Scenario

COMMAND_LINE = "--set"
_PURE_NUMBERS = ("cv", "sigma", "weights")
_NUMBERS = ("float_type", "int_type", "finite_number", "greater_than_equal", "greater_than", "less_than_equal")
_KINDS_OF_VALUE = {
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "string_type": 'text in quotes, "like this"',
    "date_type": "a date without quotes and time, such as 2026-06-18",
    "tuple_type": "a list in square brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "finite_number": "a finite number",
}


@dataclass(frozen=True)
class Source:
    """A text that parameters were read from.

    Attributes
    ----------
    file : str
        What to call it in a message.
    text : str
        Accepted TOML.
    """

    file: str
    text: str

    @cached_property
    def positions(self) -> dict[KeyPath, Position]:
        """Places of its keys; looked for only once something is wrong."""
        return positions(self.text)


@dataclass(frozen=True)
class Origin:
    """Where a part of a resolved scenario was written: the same keys follow both paths.

    Attributes
    ----------
    resolved : KeyPath
        In the resolved scenario.
    source : Source
        The text.
    written : KeyPath
        In that text.
    """

    resolved: KeyPath
    source: Source
    written: KeyPath


def value_in_words(value: Any) -> str:
    """Show a value as a person would write it in the file; long ones are cut, tables and lists only counted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        number = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        text = str(int(value)) if number else json.dumps(value, ensure_ascii=False)
        text = {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}.get(text, text)
        return text if len(text) <= 60 else f"{text[:50]}..., {len(text)} characters"
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    return "a table" if isinstance(value, dict) else "nothing" if value is None else str(value)


def path_in_words(path: KeyPath, data: Any) -> str:
    """Write a path with the names of list entries where they have one of their own.

    Parameters
    ----------
    path : KeyPath
        ``("campaign", 0, "task", 2, "after", 1)``.
    data : Any
        What the path leads through.

    Returns
    -------
    str
        ``campaign.launch.task.brief.after[1]``.
    """
    words = ""
    for part in path:
        name = own_name(data, part) if isinstance(part, int) else part
        if name is None:
            words += f"[{part}]"
        else:
            quoted = name if re.fullmatch(r"[\w-]+", name) else json.dumps(name, ensure_ascii=False)
            words += f".{quoted}" if words else quoted
        data = _inside(data, part)
    return words


def own_name(entries: Any, number: int) -> str | None:
    """Name of an entry in a list of tables; None where it has none, or shares it with another entry."""
    if not isinstance(entries, (list, tuple)):
        return None
    names = [entry.get("name") if isinstance(entry, dict) else None for entry in entries]
    name = names[number] if number < len(names) else None
    return name if isinstance(name, str) and name and names.count(name) == 1 else None


def problem_at(
    path: KeyPath, message: str, data: Any, origins: Sequence[Origin], changed: Iterable[KeyPath] = ()
) -> Problem:
    """Turn a path and a message into a problem with its place.

    Parameters
    ----------
    path : KeyPath
        In the resolved scenario.
    message : str
        The rest of the sentence.
    data : Any
        The resolved scenario.
    origins : sequence of Origin
        In order of precedence.
    changed : iterable of KeyPath
        Parameters that the command line has set.

    Returns
    -------
    Problem
    """
    words = path_in_words(path, data)
    for change in changed:
        about_it = change[:-1] == path and re.search(rf"\b{re.escape(str(change[-1]))}\b", message)
        if path[: len(change)] == change or about_it:
            return Problem(COMMAND_LINE, 0, 0, words, message)
    source, (line, column) = _place(path, origins)
    return Problem(source.file, line, column, words, message)


def _place(path: KeyPath, origins: Sequence[Origin]) -> tuple[Source, Position]:
    """The text and position that a path comes from: its own key, or else the nearest table around it."""
    around = [origin for origin in origins if path[: len(origin.resolved)] == origin.resolved]
    depth = max(len(origin.resolved) for origin in around)
    for end in range(len(path), depth - 1, -1):
        for origin in around:
            written = (*origin.written, *path[len(origin.resolved) : end])
            if len(origin.resolved) == depth and written in origin.source.positions:
                return origin.source, origin.source.positions[written]
    return around[0].source, (1, 1)


def syntax_problem(file: str, text: str, error: ValueError) -> Problem:
    """Say what keeps a text from being TOML.

    Parameters
    ----------
    file, text : str
        The file and what is in it.
    error : ValueError
        Raised by ``tomllib.loads``.

    Returns
    -------
    Problem
    """
    twice = given_twice(text)
    if twice and isinstance(error, tomllib.TOMLDecodeError):
        path, (line, column), (first, _) = min(twice, key=lambda found: found[1])
        return Problem(
            file, line, column, path_in_words(path, None), f"is given twice, here and in line {first}; keep one"
        )
    message = str(error)
    match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    lines = text.replace("\r\n", "\n").split("\n")
    line, column = (int(match[1]), int(match[2])) if match else (len(lines), len(lines[-1]) + 1)
    rest = lines[line - 1][column - 1 :].split("#")[0].strip()
    message = re.sub(r" \(at [^()]*\)$", "", message)
    message = {
        "Invalid value": f"{rest or 'nothing'} is no value; text stands in quotes, a number has no unit",
        "Invalid date or datetime": f"{rest} is no date",
        "Illegal character '\\n'": "text that is not closed by the end of its line",
        "Expected newline or end of document after a statement": f"nothing may follow the value (got {rest})",
    }.get(message, message[:1].lower() + message[1:])
    return Problem(file, line, column, "", f"not valid TOML: {message}")


def schema_problems(error: ValidationError, data: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Say in plain words what the schema found.

    Parameters
    ----------
    error : ValidationError
        From ``Scenario.model_validate``.
    data : mapping
        What was validated.

    Yields
    ------
    tuple of KeyPath and str
        Where, and the message.
    """
    reports = [
        (path, report)
        for report in error.errors(include_url=False)
        if (path := _real_path(report["loc"], data)) is not None
    ]
    unknown = {(path[:-1], str(path[-1])) for path, report in reports if report["type"] == "extra_forbidden"}
    gaps = [path for path, report in reports if report["type"] == "missing"]
    told = set()
    for path, report in reports:
        if report["type"] == "missing" and isinstance(path[-1], int):
            path = path[:-1]
        misspelt = any(table == path[:-1] and nearest(word, [str(path[-1])]) for table, word in unknown if path)
        if path not in told and not (report["type"] == "missing" and misspelt):
            told.add(path)
            missing = [str(other[-1]) for other in gaps if other[:-1] == path[:-1]]
            yield path, _sentence(path, report, data, missing)


def _real_path(loc: Iterable[str | int], data: Any) -> KeyPath | None:
    """The keys and numbers of a report without names of alternatives; None if the value is of another one."""
    path: KeyPath = ()
    for part in loc:
        if isinstance(part, str) and not isinstance(data, dict):
            if part.startswith("tuple") != isinstance(data, (list, tuple)):
                return None
        else:
            path, data = (*path, part), _inside(data, part)
    return path


def _inside(data: Any, part: str | int) -> Any:
    """What a key or a number leads to; None where it leads nowhere."""
    if isinstance(part, str):
        return data.get(part) if isinstance(data, dict) else None
    return data[part] if isinstance(data, (list, tuple)) and part < len(data) else None


def _sentence(path: KeyPath, report: Mapping[str, Any], data: Any, missing: Sequence[str]) -> str:
    """One report of the schema, without its place."""
    kind, value, context = report["type"], report["input"], report.get("ctx", {})
    model, field = _declaration(path)
    unit = _unit(field)
    told = kind in _NUMBERS and unit and unit != "0..1"
    got = f"(got {value_in_words(value)}{', ' + unit if told else ''})"
    if kind == "value_error":
        return str(context["error"])
    if kind == "extra_forbidden":
        return _unknown_key(path, model, data, missing)
    if kind == "missing" and model is LawSpec:
        return f'missing key "law", one of {", ".join(PARAMETERS)}'
    if kind == "missing" and isinstance(value, dict):
        says = field.description if field and field.description else ""
        return f'missing key "{path[-1]}"' + (f" ({says[:1].lower()}{says[1:].rstrip('.')})" if says else "")
    if kind in ("missing", "too_long") and field:
        return f"must have {len(get_args(field.annotation))} values (got {len(value)}; {unit})"
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", context["expected"])
        return f"must be one of {', '.join(words)} {got}{nearest(value, words)}"
    if kind in ("greater_than_equal", "greater_than", "less_than_equal"):
        return f"must be {_range(field, context)} {got}"
    expected = _KINDS_OF_VALUE.get(kind)
    if kind == "tuple_type" and isinstance(value, dict):
        return f"must be a list of tables: write [[{path[-1]}]] instead of [{path[-1]}]"
    if kind == "model_type" and isinstance(value, (list, tuple)):
        return f"must be one table: write [{path[-1]}] instead of [[{path[-1]}]]"
    if expected and kind == "float_type" and path[-1:] in (("similarity",), ("brand_shared",)):
        expected += " or a table of numbers with a row for each line"
    return f"must be {expected} {got}" if expected else f"{report['msg'][:1].lower()}{report['msg'][1:]} {got}"


def _unknown_key(path: KeyPath, model: type[BaseModel], data: Any, missing: Sequence[str]) -> str:
    word = str(path[-1])
    allowed = [field.alias or name for name, field in model.model_fields.items()]
    near = nearest(word, missing) or nearest(word, allowed)
    law = ""
    for part in path[:-1]:
        data = _inside(data, part)
    if model is LawSpec and data.get("law") in list(PARAMETERS):
        allowed = [" or ".join(group) for group in PARAMETERS[data["law"]]]
        near = nearest(word, [name for group in PARAMETERS[data["law"]] for name in group])
        law = f' in law "{data["law"]}", which takes {" and ".join(allowed)}'
    return f'unknown key "{word}"{law}{near}' if near or law else f'unknown key "{word}" (known: {", ".join(allowed)})'


def _range(field: FieldInfo | None, context: Mapping[str, Any]) -> str:
    """``from 0 to 1``, ``at least 0``, ``above 0``, ``above 0 and at most 1``."""
    limits: dict[str, Any] = {}
    for limit in field.metadata if field else ():
        limits |= {"ge": limit.ge} if isinstance(limit, Ge) else {}
        limits |= {"gt": limit.gt} if isinstance(limit, Gt) else {}
        limits |= {"le": limit.le} if isinstance(limit, Le) else {}
    limits = {name: value_in_words(limit) for name, limit in (limits or dict(context)).items()}
    if {"ge", "le"} <= set(limits):
        return f"from {limits['ge']} to {limits['le']}"
    words = {"ge": "at least", "gt": "above", "le": "at most"}
    return " and ".join(f"{word} {limits[name]}" for name, word in words.items() if name in limits)


def _declaration(path: KeyPath) -> tuple[type[BaseModel], FieldInfo | None]:
    """The section of the schema that a path ends in, and the field that declares what stands there."""
    model: type[BaseModel] = Scenario
    found: FieldInfo | None = None
    inner: type[BaseModel] | None = Scenario
    for part in path:
        if isinstance(part, int) or inner is None:
            continue
        law, model = found, inner
        found = field_called(model, part)
        if model is LawSpec and found and part not in _PURE_NUMBERS:
            found = FieldInfo(annotation=found.annotation, json_schema_extra={"unit": _unit(law)})
        inner = section_of(found)
    return model, found


def _unit(field: FieldInfo | None) -> str:
    extra = field.json_schema_extra if field else None
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def field_called(model: type[BaseModel], key: str) -> FieldInfo | None:
    """The field of a section that a key of the file stands for."""
    return next((field for name, field in model.model_fields.items() if key == (field.alias or name)), None)


def section_of(field: FieldInfo | None) -> type[BaseModel] | None:
    """The kind of table that a field holds, alone or in a list; None where it holds values."""
    inside = [field.annotation] if field else []
    while inside:
        annotation = inside.pop()
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
        inside.extend(get_args(annotation))
    return None
