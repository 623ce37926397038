"""Every measure and every survey figure as the registries give them."""

from __future__ import annotations

from itertools import groupby

from markdown import table

from sim.measures.registry import FAMILIES, measures
from sim.measures.targets import TARGETS

BETTER = {-1: "lower", 0: "neither", 1: "higher"}


def measure_tables() -> str:
    """A table for each family, in the order in which charts show them; those that every comparison shows stand out."""
    order = {family: place for place, family in enumerate(FAMILIES)}
    known = sorted(measures().values(), key=lambda one: (order.get(one.family, len(order)), one.family))
    parts = []
    for family, members in groupby(known, key=lambda one: one.family):
        rows = [
            (
                f"`{one.name}`",
                f"**{one.title}** (headline)" if one.headline else one.title,
                one.says,
                one.unit,
                BETTER[one.direction],
                one.source,
            )
            for one in members
        ]
        heads = ("Measure", "Title", "Definition", "Unit", "Better", "Source")
        parts.append(f"### {family.capitalize()}\n\n{table(heads, rows)}")
    return "\n\n".join(parts)


def target_table() -> str:
    """Survey figures that results are compared with and that no parameter is fitted to."""
    known = measures()
    rows = [
        (
            f"`{one.measure}`",
            f"{one.low:g} to {one.high:g} {known[one.measure].unit}",
            one.source,
            one.confidence,
            one.says,
            ", ".join(f"`{lever}`" for lever in one.levers),
        )
        for one in TARGETS
    ]
    return table(("Measure", "Published range", "Source", "Confidence", "What was asked", "Set most directly by"), rows)
