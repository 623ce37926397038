"""How many years each point is lived through: a number, or as many as a difference needs to be known well enough."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from sim.errors import nearest
from sim.scenario.words import value_in_words
from sim.study.entrants import MOST_REPLICATIONS, REPLICATIONS
from sim.study.sweep.experiment import Precision, Replications
from sim.study.sweep.factors import RESERVED
from sim.study.sweep.reading import Page

BLOCK = 10
"""Years after which a point is looked at, where the file does not say."""


def read_replications(page: Page, structures: tuple[str, ...], baseline: str) -> Replications:
    """Read ``replications``: a number, or a table with ``most``, ``block`` and ``until``."""
    path, given = ("replications",), page.tables.get("replications", REPLICATIONS)
    if not isinstance(given, dict):
        most = page.whole(path, {"replications": given}, REPLICATIONS, 1, MOST_REPLICATIONS)
        return Replications(most, most)
    page.known(path, given, ("most", "block", "until"))
    most = page.whole((*path, "most"), given, None, 1, MOST_REPLICATIONS)
    entries = given.get("until", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        page.wrong((*path, "until"), 'must be a list of tables such as {measure = "...", half_width = 0.1}')
        entries = []
    if not entries and "block" in given:
        page.wrong((*path, "block"), "has a meaning only beside until = [{measure = ..., half_width = ...}]")
    block = page.whole((*path, "block"), given, min(BLOCK, most), 2, MOST_REPLICATIONS) if entries else most
    if block > most:
        page.wrong((*path, "block"), f"must be at most most, {most} (got {block})")
    until = [
        _precision(page, (*path, "until", place), entry, structures, baseline) for place, entry in enumerate(entries)
    ]
    return Replications(most, block, tuple(until))


def _precision(
    page: Page, path: tuple[str | int, ...], table: dict[str, Any], structures: tuple[str, ...], baseline: str
) -> Precision:
    from sim.measures.registry import measures

    page.known(path, table, ("measure", "half_width", "between"))
    name = page.text_at((*path, "measure"), table, None)
    if name and (name not in measures() or name in RESERVED):
        page.wrong((*path, "measure"), f'there is no measure "{name}"{nearest(name, measures())}')
    half = page.number((*path, "half_width"), table)
    if "half_width" not in table:
        page.wrong(path, 'missing key "half_width": half of the 95 % interval, in the unit of the measure')
    elif half is not None and half <= 0.0:
        page.wrong((*path, "half_width"), f"must be above 0 (got {value_in_words(half)})")
    between = page.words((*path, "between"), table)
    for place, structure in enumerate(between):
        if structure not in structures:
            message = f'"{structure}" is not compared here; expected {", ".join(structures)}'
            page.wrong((*path, "between", place), message + nearest(structure, structures))
    if len(between) == 1:
        page.wrong(
            (*path, "between"),
            "needs at least two structures; where it is left out, each is compared with the baseline",
        )
    with_baseline = tuple((structure, baseline) for structure in structures if structure != baseline)
    return Precision(name, half or 0.0, tuple(combinations(between, 2)) or with_baseline)
