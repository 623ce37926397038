"""The contrast that a relation is about, taken inside each replication, and what may be said of its sign.

All means of one year come from the same years, so whatever is common to them drops out before anything is averaged.
The intervals of all claims of one experiment hold together. Where a structure that a claim needs was saturated in most
years, there is no mean, and the claim says so; only who leads can still be told, if the one was saturated at every
place and the other one carried its work at all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, isfinite, nan, sqrt
from typing import Any

import numpy as np
import pandas as pd

from sim.study.analysis.crossovers import flips
from sim.study.analysis.landscape import Landscape, landscape
from sim.study.analysis.verdicts import shared, verdict
from sim.study.pairs import COVERAGE, estimate
from sim.study.relations.relation import Relation

COLUMNS = (
    *("relation", "kind", "structure", "against", "measure", "expected", "n", "base", "effect", "low", "high"),
    *("standardised", "family", "verdict", "note"),
)
AS_EXPECTED, OPPOSITE, UNDECIDED, SATURATED = "as expected", "opposite", "undecided", "saturated"
Weights = dict[tuple[int, int], float]
"""(place, structure) -> weight of its mean in a contrast."""


def judge(frame: pd.DataFrame, relations: Sequence[Relation], coverage: float = COVERAGE) -> pd.DataFrame:
    """Every claim of an experiment: its contrast, its interval and its verdict.

    Parameters
    ----------
    frame : DataFrame
        The table of the study.
    relations : sequence of Relation
    coverage : float
        Of the intervals of all claims together.

    Returns
    -------
    DataFrame
        ``relation, kind, structure, against, measure, expected, n`` (replications), ``base`` (what is contrasted, at
        the low end; of ``lead`` the mean of the structure subtracted), ``effect, low, high`` (contrast in the unit of
        the measure, of ``convex`` per unit of the factor; simultaneous interval), ``standardised`` (mean over standard
        deviation of the yearly contrasts, Cohen's d for pairs), ``family`` (claims that hold together), ``verdict``,
        ``note``.
    """
    family = sum(len(one.structures) for one in relations if one.kind != "winners")
    each = shared(coverage, family)
    rows: list[dict[str, Any]] = []
    for one in relations:
        land = landscape(frame, one.measure)
        if one.kind == "winners":
            rows.append(_winners(land, one))
        else:
            rows += [{**_claim(land, one, name, each), "family": family} for name in one.structures]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _claim(land: Landscape, one: Relation, structure: str, each: float) -> dict[str, Any]:
    weights, base = contrast(land, one, structure)
    row: dict[str, Any] = {"relation": one.name, "kind": one.kind, "structure": structure, "against": one.against}
    row |= {"measure": one.measure, "expected": one.expected, "n": 0, "note": ""}
    row |= dict.fromkeys(("base", "effect", "low", "high", "standardised"), nan)
    absent = [cell for cell in weights if not land.runs[cell]]
    lost = [cell for cell in weights if 2 * land.lost[cell].sum() > land.runs[cell]]
    if absent:
        names = sorted({land.structures[column] for _, column in absent})
        return row | {"verdict": UNDECIDED, "note": f"{', '.join(names)} cannot be formed there"}
    if lost:
        names = sorted({land.structures[column] for _, column in lost})
        held, gone = ({place for place, _ in cells} for cells in (weights, lost))
        where = "there" if one.kind != "lead" or gone == held else f"at {len(gone)} of {len(held)} places"
        return row | {
            "verdict": _by_saturation(land, one, lost, len(held)),
            "note": f"{', '.join(names)} saturated {where}",
        }
    yearly = np.sum([weight * land.values[cell] for cell, weight in weights.items()], axis=0)
    found = estimate(yearly.tolist(), each)
    row |= {"n": found.n, "effect": found.mean, "low": found.low, "high": found.high}
    years = min(int(land.runs[cell]) for cell in weights)
    notes = [_crossing(land, one, structure), f"defined in {found.n} of {years} years" if found.n < years else ""]
    row |= {"base": _mean(land, base), "standardised": standardised(yearly.tolist())}
    row["note"] = "; ".join(filter(None, notes))
    return row | {"verdict": sign_of(one.sign, found.low, found.high)}


def _crossing(land: Landscape, one: Relation, structure: str) -> str:
    """Where the better of two changes along the factor that is moved."""
    if one.kind != "change" or not one.against:
        return ""
    found = [flip for flip in flips(land, (structure, one.against), one.along) if isfinite(flip.value)]
    told = [
        f"{flip.after} overtakes at {flip.value:.3g} ({flip.low:.3g} to {flip.high:.3g})"
        for flip in found
        if isfinite(flip.low) and isfinite(flip.high)
    ]
    return "; ".join(told) if told else "" if found else "no crossing"


def sign_of(expected: int, low: float, high: float) -> str:
    """What an interval says of an expected sign."""
    if low > 0.0 or high < 0.0:
        return AS_EXPECTED if (low > 0.0) == (expected > 0) else OPPOSITE
    return UNDECIDED


def _by_saturation(land: Landscape, one: Relation, lost: Sequence[tuple[int, int]], places: int) -> str:
    """Who leads where one of two is saturated at every place, and the other at none: the other."""
    columns = {column for _, column in lost}
    if one.kind != "lead" or len(columns) != 1 or len(lost) < places:
        return SATURATED
    subtracted_lost = columns == {land.structures.index(one.against)}
    structure_better = one.sign == land.direction
    return AS_EXPECTED if subtracted_lost == structure_better else OPPOSITE


def standardised(yearly: Sequence[float]) -> float:
    """Mean over standard deviation of the yearly contrasts; infinite where they are all one number but zero."""
    known = [value for value in yearly if isfinite(value)]
    if len(known) < 2:
        return nan
    mean = fsum(known) / len(known)
    spread = sqrt(fsum((value - mean) ** 2 for value in known) / (len(known) - 1))
    return mean / spread if spread else (0.0 if not mean else float("inf") * mean)


def contrast(land: Landscape, one: Relation, structure: str) -> tuple[Weights, Weights]:
    """Weights of a contrast, and of the mean that it starts from."""
    held = [
        place
        for place in range(len(land.points))
        if all(land.at[key][place] in values for key, values in one.at.items())
    ]
    own, other = land.structures.index(structure), land.structures.index(one.against) if one.against else -1
    if one.kind == "lead":
        sides = {own: 1.0, other: -1.0}
        return _spread({place: 1.0 / len(held) for place in held}, sides), _spread(_even(held), {other: 1.0})
    places = _change(land, one, held)
    starts = _ends(land, one.along, held)[0]
    sides = {own: 1.0} | ({other: -1.0} if one.against else {})
    return _spread(places, sides), _spread(_even(starts), sides)


def _change(land: Landscape, one: Relation, held: Sequence[int]) -> dict[int, float]:
    """Weights of places: of a change, a bend or an interaction."""
    if one.kind == "interaction":
        low, high = _ends(land, one.with_, held)
        return _minus(_step(land, one.along, high), _step(land, one.along, low))
    if one.kind == "convex":
        values = sorted({land.at[one.along][place] for place in held})
        first, middle, last = values[0], values[len(values) // 2], values[-1]
        groups = {value: [place for place in held if land.at[one.along][place] == value] for value in values}
        upper = _minus(_even(groups[last]), _even(groups[middle]))
        lower = _minus(_even(groups[middle]), _even(groups[first]))
        scaled = {place: weight / (last - middle) for place, weight in upper.items()}
        return _minus(scaled, {place: weight / (middle - first) for place, weight in lower.items()})
    return _step(land, one.along, held)


def _step(land: Landscape, path: str, places: Sequence[int]) -> dict[int, float]:
    low, high = _ends(land, path, places)
    return _minus(_even(high), _even(low))


def _ends(land: Landscape, path: str, places: Sequence[int]) -> tuple[list[int], list[int]]:
    """Places at the low end and at the high end of a factor."""
    values = [land.at[path][place] for place in places]
    low, high = min(values), max(values)
    return (
        [place for place, value in zip(places, values, strict=True) if value == low],
        [place for place, value in zip(places, values, strict=True) if value == high],
    )


def _even(places: Sequence[int]) -> dict[int, float]:
    return {place: 1.0 / len(places) for place in places}


def _minus(one: dict[int, float], other: dict[int, float]) -> dict[int, float]:
    return {place: one.get(place, 0.0) - other.get(place, 0.0) for place in {**one, **other}}


def _spread(places: dict[int, float], sides: dict[int, float]) -> Weights:
    """Weights by place and structure; what does not count is left out."""
    found = {
        (place, column): weight * side for place, weight in sorted(places.items()) for column, side in sides.items()
    }
    return {cell: weight for cell, weight in found.items() if weight}


def _mean(land: Landscape, weights: Weights) -> float:
    return fsum(weight * estimate(land.values[cell].tolist()).mean for cell, weight in weights.items())


def _winners(land: Landscape, one: Relation) -> dict[str, Any]:
    """Whether two or more structures win somewhere."""
    found = [verdict(land, [place]) for place in range(len(land.points))]
    won = [each.best for each in found if each.decided]
    counts = {name: won.count(name) for name in land.structures if name in won}
    everywhere = len(counts) == 1 and len(won) == len(found)
    places = f"{len(found)} place{'s' if len(found) > 1 else ''}"
    note = f"nobody wins at any of {places}"
    if won:
        wins = ", ".join(f"{name} wins at {count}" for name, count in counts.items())
        note = f"{wins} of {places}, {len(found) - len(won)} undecided"
    row: dict[str, Any] = dict.fromkeys(("base", "effect", "low", "high", "standardised"), nan)
    row |= {"relation": one.name, "kind": one.kind, "structure": "", "against": "", "measure": one.measure}
    row |= {"expected": "two or more win somewhere", "n": int(land.runs.max()), "family": 0}
    outcome = AS_EXPECTED if len(counts) > 1 else OPPOSITE if everywhere else UNDECIDED
    return row | {"verdict": outcome, "note": note}
