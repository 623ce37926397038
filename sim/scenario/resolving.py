"""Resolving a scenario says explicitly all that its file leaves unsaid; doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from sim.scenario.declared import section_of
from sim.scenario.finding import Table
from sim.scenario.laws import LawSpec
from sim.scenario.library import frozen, taken_over
from sim.scenario.schema import Scenario

UNNAMED = "unnamed"
"""Name of a scenario that neither its text nor its file names."""


@dataclass(frozen=True)
class Declarations:
    """Names that other layers know; the caller brings them, so that this layer imports nobody.

    Attributes
    ----------
    architectures : tuple of str
        Structures that can be built, in the order in which they are shown.
    """

    architectures: tuple[str, ...]


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
    data = explicit(raw, kinds or {}, name)
    lines = data["lines"]
    if isinstance(lines, dict):
        names = lines["names"]
        equal = (1.0 / len(names),) * len(names) if isinstance(names, tuple) and names else ()
        shared = lines.get("brand_shared", lines["similarity"])
        weights = equal if lines["weights"] == () else lines["weights"]
        data["lines"] = {**lines, "weights": weights, "brand_shared": shared}
    if declarations and data["structures"] == ():
        known = tuple(word for word in declarations.architectures if word != "custom")
        data["structures"] = (*known, "custom") if "custom" in data else known
    if data["baseline"] == "" and isinstance(data["structures"], tuple) and data["structures"]:
        data["baseline"] = data["structures"][0]
    return data


def explicit(raw: Mapping[str, Any], kinds: Mapping[str, Table], name: str) -> Table:
    """Take kinds over from the library and write every default out."""
    data: Table = frozen(raw)
    if data.get("name", UNNAMED) == UNNAMED:
        data["name"] = name
    if isinstance(data.get("campaign"), tuple):
        data["campaign"] = tuple(taken_over(entry, kinds) for entry in data["campaign"])
    staffing = data.get("staffing")
    if isinstance(staffing, dict) and "seats" not in staffing and isinstance(staffing.get("seat"), tuple):
        data["staffing"] = {**staffing, "seats": len(staffing["seat"])} if staffing["seat"] else staffing
    return _filled(data, Scenario)


def _filled(table: Table, model: type[BaseModel]) -> Table:
    """A table with the schema's defaults for all that it does not say, tables inside included."""
    full = dict(table)
    for name, field in model.model_fields.items():
        key, section = field.alias or name, section_of(field)
        if key not in full:
            default = None if field.is_required() else field.get_default(call_default_factory=True)
            if default is not None:
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
