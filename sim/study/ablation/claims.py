"""Which order of two structures hangs on which rule: a claim that holds with its rule off was caused by something else.

A claim is a difference between two structures that can be told from zero with all rules on. With one rule off it still
stands, or it can no longer be told from zero (it falls), or the opposite can be told (it turns). Beside the verdict
stands the part of the lead that went with the rule, because a lead that just misses an interval is no great change.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from sim.study.ablation.asking import FACTOR
from sim.study.ablation.effects import overloaded
from sim.study.ablation.rules import ON
from sim.study.analysis.landscape import Landscape, landscape
from sim.study.analysis.verdicts import NOTHING, shared, verdict
from sim.study.pairs import COVERAGE, Estimate, difference, estimate

COLUMNS = (
    *("measure", "structure", "other", "rule", "n", "lead", "low", "high", "standing"),
    *("part", "part_low", "part_high"),
)


def claims(frame: pd.DataFrame, measures: Sequence[str], coverage: float = COVERAGE) -> pd.DataFrame:
    """Every claim about two structures, with all rules on and with each rule off.

    Parameters
    ----------
    frame : DataFrame
        The table of the study of an ablation.
    measures : sequence of str
    coverage : float
        Of the intervals of all pairs and rules of one measure together.

    Returns
    -------
    DataFrame
        ``measure, structure`` (the better one), ``other, rule`` (that is off; ``none`` with all on), ``n, lead, low,
        high`` (by how much the structure is better, unit of the measure, positive; simultaneous interval),
        ``standing`` (``stands, falls, turns, saturated``), ``part, part_low, part_high`` (what of the lead went with
        the rule). Largest lead first.
    """
    rows: list[dict[str, Any]] = []
    for measure in measures:
        rows += _claims(landscape(frame, measure), coverage)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _claims(land: Landscape, coverage: float) -> list[dict[str, Any]]:
    names = land.at[FACTOR]
    base = names.index(ON)
    ran = [one for one in range(len(land.structures)) if land.runs[base, one] and not overloaded(land, base, one)]
    pairs = list(combinations(ran, 2))
    each = shared(coverage, len(pairs) * len(names))
    found: list[tuple[float, list[dict[str, Any]]]] = []
    for one, other in pairs:
        first = difference(_better(land, base, one), _better(land, base, other), each)
        if not first.excludes_zero:
            continue
        better, worse = (one, other) if first.mean > 0.0 else (other, one)
        found.append((abs(first.mean), [_row(land, better, worse, place, each) for place in range(len(names))]))
    found.sort(key=lambda pair: -pair[0])
    return [row for _, rows in found for row in sorted(rows, key=lambda row: row["rule"] != ON)]


def _better(land: Landscape, place: int, column: int) -> list[float]:
    """Values of a structure by replication, turned so that higher is better."""
    return [float(value) for value in land.direction * land.values[place, column]]


def _row(land: Landscape, better: int, worse: int, place: int, each: float) -> dict[str, Any]:
    names = land.at[FACTOR]
    base = names.index(ON)
    lost = any(not land.runs[place, one] or overloaded(land, place, one) for one in (better, worse))
    lead, part = NOTHING, NOTHING
    if not lost:
        lead = difference(_better(land, place, better), _better(land, place, worse), each)
        whole = [one - two for one, two in zip(_better(land, base, better), _better(land, base, worse), strict=True)]
        rest = [one - two for one, two in zip(_better(land, place, better), _better(land, place, worse), strict=True)]
        part = estimate([one - two for one, two in zip(whole, rest, strict=True)], each)
    row: dict[str, Any] = {"measure": land.measure, "rule": names[place], "n": lead.n}
    row |= {"structure": land.structures[better], "other": land.structures[worse]}
    row |= {"lead": lead.mean, "low": lead.low, "high": lead.high, "standing": _standing(lead, lost)}
    return row | {"part": part.mean, "part_low": part.low, "part_high": part.high}


def _standing(lead: Estimate, lost: bool) -> str:
    if lost:
        return "saturated"
    return "stands" if lead.low > 0.0 else "turns" if lead.high < 0.0 else "falls"


def winners(frame: pd.DataFrame, measures: Sequence[str], coverage: float = COVERAGE) -> pd.DataFrame:
    """Who wins each measure, with all rules on and with each rule off.

    Parameters
    ----------
    frame, measures
        As for `claims`.
    coverage : float
        Of the intervals of all pairs at one point together, as everywhere where winners are spoken of.

    Returns
    -------
    DataFrame
        ``measure, rule, winner`` (empty where nobody wins), ``best`` (best mean), ``level`` (who cannot be told from
        it, joined by commas), ``order`` (structures by their mean, best first, joined by commas).
    """
    rows = []
    for measure in measures:
        land = landscape(frame, measure)
        for place, rule in enumerate(land.at[FACTOR]):
            found = verdict(land, [place], coverage)
            out = {*found.overloaded, *found.infeasible, *found.failed, *found.undefined}
            means = {
                name: land.direction * estimate(land.values[place, column].tolist()).mean
                for column, name in enumerate(land.structures)
                if name not in out and land.runs[place, column]
            }
            order = ",".join(sorted(means, key=lambda name: -means[name]))
            level = ",".join(found.level)
            rows.append((land.measure, rule, found.best if found.decided else "", found.best, level, order))
    return pd.DataFrame(rows, columns=["measure", "rule", "winner", "best", "level", "order"])
