"""What a person costs, in thousand yuan a year, whatever unit the column is in."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from sim.errors import nearest
from sim.world.hr_findings import Finding
from sim.world.hr_reading import Row, Table

COST_UNITS = {
    **dict.fromkeys(
        ("", "k cny", "k rmb", "k yuan", "thousand yuan", "thousand cny", "thousand rmb", "千元"), Fraction(1)
    ),
    **dict.fromkeys(("cny", "rmb", "yuan", "元", "人民币元"), Fraction(1, 1000)),
    **dict.fromkeys(("万元", "万"), Fraction(10)),
}
"""What stands in brackets behind the name of the cost column -> thousand yuan."""


def cost_unit(table: Table, gaps: list[Finding]) -> Fraction:
    """Thousand yuan for one unit of the cost column, by what stands in brackets behind its name."""
    header = table.header("cost")
    inside = re.search(r"[(\[](.*?)[)\]]", unicodedata.normalize("NFKC", header))
    unit = re.sub(r"\s*(/|per|a|每)\s*(year|年)$", "", inside.group(1).strip().casefold()) if inside else ""
    if unit not in COST_UNITS:
        words = [word for word in COST_UNITS if word]
        message = f'the unit "{unit}" is unknown; expected {", ".join(words)}{nearest(unit, words)}'
        gaps.append(Finding(1, header, message, ""))
    return COST_UNITS.get(unit, Fraction(1))


def yearly_cost(row: Row, table: Table, unit: Fraction, gaps: list[Finding]) -> float | None:
    """Yearly cost, thousand yuan."""
    cell = table.cell(row, "cost")
    if not cell:
        return None
    number = re.fullmatch(r"[+-]?\d{1,15}(\.\d{0,20})?(e[+-]?\d\d?)?", cell, re.IGNORECASE)
    if number and (value := Fraction(cell)) >= 0:
        return float(value * unit)
    found = "is negative" if number else "is not a number"
    message = f'"{cell}" {found}; expected a yearly cost of at least 0, written like 350 or 412.5'
    gaps.append(Finding(row.number, table.header("cost"), message, ""))
    return None
