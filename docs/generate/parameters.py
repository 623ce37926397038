"""Every parameter of a scenario file as its declaration gives it: unit, range, default, source, confidence.

The schema is walked section by section, in the order in which a scenario file holds them. What is declared without a
unit (a name, a list of tables) is listed too, so that the tables name every key a file may hold.
"""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from markdown import table
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from sim.scenario.laws import LawSpec
from sim.scenario.schema import Scenario

HEADS = ("Parameter", "Meaning", "Unit", "Range", "Default", "Source", "Confidence")
NO_NUMBER = "-"


@dataclass(frozen=True)
class Declared:
    """One key of a scenario file."""

    name: str
    says: str
    unit: str
    range: str
    default: str
    source: str
    confidence: str

    def row(self) -> tuple[str, ...]:
        """As cells; an assumption stands out."""
        sure = f"**{self.confidence}**" if self.confidence == "assumption" else self.confidence
        return (f"`{self.name}`", self.says, self.unit, self.range, self.default, self.source, sure)


def section_in(annotation: Any) -> type[BaseModel] | None:
    """The kind of table that a field holds, alone or in a list; None where it holds values."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) and annotation is not LawSpec else None
    return next((found for inner in get_args(annotation) if (found := section_in(inner))), None)


def is_list(annotation: Any) -> bool:
    """Whether a field holds a list of tables."""
    return get_origin(annotation) is tuple


def sections(
    model: type[BaseModel] = Scenario, path: str = "", head: str = "scenario"
) -> Iterator[tuple[str, type[BaseModel], list[Declared]]]:
    """Every table of a scenario file: how it is written, its declaration, its own keys; tables inside come after."""
    own: list[Declared] = []
    inside = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        inner = section_in(field.annotation)
        if inner is not None:
            several = is_list(field.annotation)
            there = f"{path}{key}"
            inside.append((inner, f"{there}.", f"[[{there}]]" if several else f"[{there}]"))
        if inner is None or field.json_schema_extra:
            own.append(declared(path + key, field))
    yield head, model, own
    for inner, there, title in inside:
        yield from sections(inner, there, title)


def declared(name: str, field: FieldInfo) -> Declared:
    """What the declaration of a field says."""
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return Declared(
        name=name,
        says=field.description or "",
        unit=str(extra.get("unit", NO_NUMBER)),
        range=range_of(field),
        default=default_of(field),
        source=str(extra.get("source", NO_NUMBER)),
        confidence=str(extra.get("confidence", NO_NUMBER)),
    )


def range_of(field: FieldInfo) -> str:
    """The range of a field in words; empty where any value of its type will do."""
    words = _words(field.annotation)
    if words:
        return " / ".join(words)
    if _holds(field.annotation, bool):
        return "true / false"
    bounds = {type(one).__name__: one for one in field.metadata}
    parts = []
    if "Gt" in bounds:
        parts.append(f"> {bounds['Gt'].gt:g}")
    if "Ge" in bounds:
        parts.append(f"≥ {bounds['Ge'].ge:g}")
    if "Le" in bounds:
        parts.append(f"≤ {bounds['Le'].le:g}")
    if _holds(field.annotation, LawSpec):
        parts.append("a law, ≥ 0")
    return ", ".join(parts)


def _words(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    return [word for inner in get_args(annotation) for word in _words(inner)]


def _holds(annotation: Any, kind: type) -> bool:
    if annotation is kind:
        return True
    return get_origin(annotation) in (Union, types.UnionType) and any(_holds(one, kind) for one in get_args(annotation))


def default_of(field: FieldInfo) -> str:
    """The default as a file would write it."""
    if field.is_required():
        return "must be given"
    default = field.get_default(call_default_factory=True)
    return "" if default is PydanticUndefined else shown(default)


def shown(value: Any) -> str:
    """A value as a reader would say it."""
    if isinstance(value, BaseModel):
        return shown({key: one for key, one in value.model_dump().items() if one not in (None, "", ())})
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {shown(one)}" for key, one in value.items()) or "none"
    if isinstance(value, (tuple, list)):
        apart = "; " if any(isinstance(one, (dict, BaseModel)) for one in value) else ", "
        return apart.join(shown(one) for one in value) or "none"
    return str(value) or "empty"


def parameter_tables() -> str:
    """All tables, one for each section of a scenario file."""
    parts = []
    for head, model, own in sections():
        if not own:
            continue
        says = " ".join((model.__doc__ or "").split("\n\n")[0].split())
        parts.append(f"#### `{head}`\n\n{says}\n\n{table(HEADS, (one.row() for one in own))}")
    return "\n\n".join(parts)


def parameter_counts() -> str:
    """How many parameters there are, and how far their defaults can be trusted."""
    everything = [one for _, _, own in sections() for one in own]
    numbers = [one for one in everything if one.confidence != NO_NUMBER]
    found = Counter(one.confidence for one in numbers)
    rows = [(f"**{word}**" if word == "assumption" else word, found[word]) for word in sorted(found, key=_rank)]
    rows.append(("declared parameters", len(numbers)))
    rows.append(("names, titles and lists, which carry no number", len(everything) - len(numbers)))
    return table(("Confidence", "Parameters"), rows)


def _rank(word: str) -> int:
    return ("strong", "survey", "anecdotal", "assumption").index(word)
