"""What the schema declares at a path: the section, the field, and the unit of its values."""

from __future__ import annotations

from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.laws import LawSpec
from sim.scenario.positions import KeyPath
from sim.scenario.schema import Scenario

_PURE_NUMBERS = ("cv", "sigma", "weights")


def declaration(path: KeyPath) -> tuple[type[BaseModel], FieldInfo | None]:
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
            found = FieldInfo(annotation=found.annotation, json_schema_extra={"unit": unit_of(law)})
        inner = section_of(found)
    return model, found


def unit_of(field: FieldInfo | None) -> str:
    """The unit that a field declares; empty where it has none."""
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
