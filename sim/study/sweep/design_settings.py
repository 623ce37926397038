"""Which points an experiment visits: all combinations, a list of its own, or a sample of the whole space.

A *grid* visits every combination of values; *points* are listed one by one. The others draw: a *Latin hypercube*
covers each range evenly (McKay, Beckman & Conover 1979); *Sobol* and *Morris* designs are arranged so that the share
of each factor in the outcome can be told afterwards (Saltelli 2010; Morris 1991). In those two, the structure is drawn
like every other factor, as a categorical one, unless the file says that all structures meet every point.
"""

from __future__ import annotations

from typing import Any, cast

from sim.errors import nearest
from sim.scenario.words import value_in_words
from sim.study.sweep.experiment import SAMPLED, Design
from sim.study.sweep.factors import Factor, shown
from sim.study.sweep.reading import Page

MOST_POINTS = 1_000_000
_OWN = {
    "grid": (),
    "points": ("points",),
    "latin_hypercube": ("n", "structure"),
    "sobol": ("n", "second_order", "structure"),
    "morris": ("n", "levels", "structure"),
}


def read_design(page: Page, factors: tuple[Factor, ...]) -> tuple[Design, dict[str, Any]]:
    """Read the table ``design``.

    Returns
    -------
    tuple of str and dict
        The kind of design, and its settings: ``n`` (points of a Latin hypercube, base samples of a Sobol design,
        trajectories of a Morris design), ``second_order``, ``levels``, ``structure`` (``crossed`` or ``sampled``),
        ``points``.
    """
    path, table = ("design",), page.table(("design",), page.tables)
    kind = cast(Design, page.word((*path, "kind"), table, tuple(_OWN), "grid"))
    page.known(path, table, ("kind", *_OWN[kind]))
    if kind not in SAMPLED:
        for factor in factors:
            if kind == "grid" and not factor.levels:
                page.wrong(factor.where, "has a range; a grid needs values = [...]")
        return kind, {"points": _points(page, table, factors)} if kind == "points" else {}
    if not factors:
        page.wrong(path, f"there is nothing to draw in a {kind} design; declare levers or uncertainties")
    n = page.whole((*path, "n"), table, None, 1, MOST_POINTS)
    settings: dict[str, Any] = {"n": n}
    if kind == "sobol":
        settings["second_order"] = page.flag((*path, "second_order"), table, False)
        if n & (n - 1):
            power = 2 ** n.bit_length()
            page.wrong(
                (*path, "n"), f"must be a power of two, or the sequence loses its balance (got {n}; try {power})"
            )
    if kind == "morris":
        settings["levels"] = page.whole((*path, "levels"), table, 4, 2, 64)
        if settings["levels"] % 2:
            page.wrong((*path, "levels"), f"must be even, so that each level is as likely (got {settings['levels']})")
    default = "crossed" if kind == "latin_hypercube" else "sampled"
    settings["structure"] = page.word((*path, "structure"), table, ("crossed", "sampled"), default)
    return kind, settings


def _points(page: Page, table: dict[str, Any], factors: tuple[Factor, ...]) -> list[dict[str, Any]]:
    """Points given one by one: a value for every factor."""
    path, entries = ("design", "points"), table.get("points")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        page.wrong(path, 'must be a list of tables such as {"staffing.seats" = 24, "signals.turbulence" = 6}')
        return []
    names = {factor.name: factor for factor in factors}
    for place, entry in enumerate(entries):
        here = (*path, place)
        for name in names:
            if name not in entry:
                page.wrong(here, f'gives no value of "{name}"')
        for name, value in entry.items():
            factor = names.get(name)
            if factor is None:
                page.wrong((*here, name), f'"{name}" is no lever and no uncertainty{nearest(name, names)}')
            elif factor.levels and shown(value) not in [level.value for level in factor.levels]:
                known = ", ".join(value_in_words(level.value) for level in factor.levels)
                page.wrong((*here, name), f"must be one of {known} (got {value_in_words(value)})")
            elif factor.low is not None and factor.high is not None and not _within(value, factor):
                least, most = value_in_words(factor.low), value_in_words(factor.high)
                what = "a whole number" if factor.integer else "a number"
                page.wrong((*here, name), f"must be {what} from {least} to {most} (got {value_in_words(value)})")
    return entries


def _within(value: Any, factor: Factor) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    whole = not factor.integer or float(value).is_integer()
    return bool(whole and factor.low is not None and factor.high is not None and factor.low <= value <= factor.high)
