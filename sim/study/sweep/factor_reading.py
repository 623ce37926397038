"""Levers and uncertainties as a file tells them: values, levels that set several parameters, or a range.

Only the form is checked here. Whether a parameter exists and takes a value is asked of the scenario, where points are
made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.errors import nearest
from sim.scenario.positions import KeyPath
from sim.scenario.words import value_in_words
from sim.study.sweep.factors import RESERVED, Factor, Kind, Level, Value, shown
from sim.study.sweep.reading import Page

_KEYS = ("label", "label_zh", "unit", "unit_zh", "values", "levels", "low", "high", "integer")


def read_factors(page: Page, columns: Mapping[str, Any]) -> tuple[Factor, ...]:
    """Read the tables ``levers`` and ``uncertainties`` of an experiment.

    Parameters
    ----------
    page : Page
    columns : mapping
        Names that are taken: those of measures.
    """
    factors: list[Factor] = []
    kinds: tuple[tuple[str, Kind], ...] = (("levers", "lever"), ("uncertainties", "uncertainty"))
    for section, kind in kinds:
        table = page.table((section,), page.tables)
        for name in table:
            path = (section, name)
            if not isinstance(table[name], dict):
                page.wrong(path, f"must be a table such as {{values = [1, 2]}} (got {value_in_words(table[name])})")
            elif name in RESERVED or name in columns:
                page.wrong(path, "is the name of a column of every table; a factor needs another")
            elif name in {factor.name for factor in factors}:
                page.wrong(path, "is a lever already; it cannot be an uncertainty too")
            elif _unquoted(table[name]):
                dotted = _dotted(name, table[name])
                page.wrong(path, f'holds no values; a path with dots stands in quotes: [{section}."{dotted}"]')
            else:
                factors.append(_factor(page, path, table[name], kind))
    return tuple(factors)


def _unquoted(table: Mapping[str, Any]) -> bool:
    """Whether a table looks like a part of a path whose dots were not quoted."""
    return bool(table) and not set(table) & set(_KEYS) and all(isinstance(inner, dict) for inner in table.values())


def _dotted(name: str, table: Mapping[str, Any]) -> str:
    while _unquoted(table):
        key = next(iter(table))
        name, table = f"{name}.{key}", table[key]
    return name


def _factor(page: Page, path: KeyPath, table: dict[str, Any], kind: Kind) -> Factor:
    page.known(path, table, _KEYS)
    name = str(path[-1])
    words = {word: page.text_at((*path, word), table) for word in ("label", "label_zh", "unit", "unit_zh")}
    ways = [way for way in ("values", "levels", "low") if way in table] or (["low"] if "high" in table else [])
    if len(ways) != 1:
        got = f"(got {' and '.join(ways)})" if ways else nearest(next(iter(set(table) - {*words}), ""), _KEYS)
        page.wrong(path, f"needs one of values = [...], levels = [...], or low = and high = {got}".rstrip())
        return Factor(name, kind, **words, levels=(Level(0),), low=None, high=None, integer=False, where=path)
    low, high, integer = None, None, False
    levels: tuple[Level, ...] = ()
    if ways == ["values"]:
        levels = _values(page, (*path, "values"), table, name)
    elif ways == ["levels"]:
        levels = _levels(page, (*path, "levels"), table)
    else:
        low, high, integer = _range(page, path, table)
    for key in ("low", "high", "integer"):
        if levels and key in table:
            page.wrong((*path, key), "goes with a range, not with a list")
    return Factor(name, kind, **words, levels=levels, low=low, high=high, integer=integer, where=path)


def _values(page: Page, path: KeyPath, table: Mapping[str, Any], name: str) -> tuple[Level, ...]:
    values = table["values"]
    if not isinstance(values, list) or not values:
        page.wrong(path, f"must be a list of at least one value (got {value_in_words(values)})")
        return (Level(0),)
    return _unlike(page, path, [Level(shown(value), ((name, value),)) for value in values])


def _levels(page: Page, path: KeyPath, table: Mapping[str, Any]) -> tuple[Level, ...]:
    entries = table["levels"]
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        page.wrong(path, 'must be a list of tables such as {value = 24, set = {"staffing.seats" = 24}}')
        return (Level(0),)
    levels = []
    for place, entry in enumerate(entries):
        here = (*path, place)
        page.known(here, entry, ("value", "set", "scale"))
        sets, scales = page.table((*here, "set"), entry), page.table((*here, "scale"), entry)
        value = entry.get("value")
        if not isinstance(value, (bool, int, float, str)):
            page.wrong(here, f"needs a value for the table: a number or a text (got {value_in_words(value)})")
            value = place
        if not sets and not scales and not {"set", "scale"} & set(entry):
            page.wrong(here, 'needs set = {"path" = value} or scale = {"path" = factor}; an empty one says: as it is')
        wrong = [key for key in scales if page.number((*here, "scale", key), scales) is None]
        kept = tuple((key, float(scales[key])) for key in scales if key not in wrong)
        levels.append(Level(value, tuple(sets.items()), kept))
    return _unlike(page, path, levels)


def _unlike(page: Page, path: KeyPath, levels: list[Level]) -> tuple[Level, ...]:
    """The same levels, if no two are called alike and all are numbers or none is."""
    met: dict[tuple[bool, Value], int] = {}
    for place, level in enumerate(levels):
        key = (isinstance(level.value, bool), level.value)
        if key in met:
            page.wrong((*path, place), f"{value_in_words(level.value)} is given twice")
        met[key] = place
    kinds = {_sort(level.value) for level in levels}
    if len(kinds) > 1:
        page.wrong(path, f"must be all of one kind (got {' and '.join(sorted(kinds))})")
        return (levels[0],)
    if kinds == {"numbers"} and any(isinstance(level.value, float) for level in levels):
        levels = [Level(float(level.value), level.sets, level.scales) for level in levels]
    return tuple(levels)


def _sort(value: Value) -> str:
    return "true or false" if isinstance(value, bool) else "texts" if isinstance(value, str) else "numbers"


def _range(page: Page, path: KeyPath, table: Mapping[str, Any]) -> tuple[float, float, bool]:
    low, high = (page.number((*path, end), table) for end in ("low", "high"))
    integer = page.flag((*path, "integer"), table, False)
    for end, value in (("low", low), ("high", high)):
        if value is None and end not in table:
            page.wrong(path, f'missing key "{end}": a range has two ends')
        elif value is not None and integer and not float(value).is_integer():
            page.wrong((*path, end), f"must be a whole number (got {value_in_words(value)})")
    if low is None or high is None:
        return 0.0, 1.0, False
    if low >= high:
        page.wrong((*path, "high"), f"must be above low, {value_in_words(low)} (got {value_in_words(high)})")
    return low, high, integer
