"""What the schema refuses, in plain words: a chain of keys and a kind of error become a sentence.

Each sentence gives the value that was found, what was expected with its unit or range, and the nearest word that would
have been right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from sim.errors import nearest
from sim.scenario.declared import declaration, unit_of
from sim.scenario.laws import PARAMETERS, LawSpec
from sim.scenario.positions import KeyPath
from sim.scenario.words import inside, value_in_words

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
            path, data = (*path, part), inside(data, part)
    return path


def _sentence(path: KeyPath, report: Mapping[str, Any], data: Any, missing: Sequence[str]) -> str:
    """One report of the schema, without its place."""
    kind, value, context = report["type"], report["input"], report.get("ctx", {})
    model, field = declaration(path)
    unit = unit_of(field)
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
        data = inside(data, part)
    if model is LawSpec and data.get("law") in list(PARAMETERS):
        allowed = [" or ".join(group) for group in PARAMETERS[data["law"]]]
        near = nearest(word, [name for group in PARAMETERS[data["law"]] for name in group])
        law = f' in law "{data["law"]}", which takes {" and ".join(allowed)}'
    return f'unknown key "{word}"{law}{near}' if near or law else f'unknown key "{word}" (known: {", ".join(allowed)})'


def _range(field: FieldInfo | None, context: Mapping[str, Any]) -> str:
    """``from 0 to 1``, ``at least 0``, ``above 0``, ``above 0 and at most 1``."""
    limits: dict[str, Any] = {}
    for limit in field.metadata if field else ():
        limits |= {name: getattr(limit, name) for name in ("ge", "gt", "le") if hasattr(limit, name)}
    limits = {name: value_in_words(limit) for name, limit in (limits or dict(context)).items()}
    if {"ge", "le"} <= set(limits):
        return f"from {limits['ge']} to {limits['le']}"
    words = {"ge": "at least", "gt": "above", "le": "at most"}
    return " and ".join(f"{word} {limits[name]}" for name, word in words.items() if name in limits)
