"""Every structure against every other, at every point, and how much of it may be believed when so much is compared.

Differences are paired by replication. With six pairs at a point, one in twenty of which excludes zero by luck alone, a
single interval proves little. Two remedies are reported side by side, both for a stated family of comparisons:
intervals that hold together (Bonferroni, Student's t), and p-values adjusted step by step (Holm 1979, "A simple
sequentially rejective multiple test procedure"), which reject at least as much and keep the same promise: the chance
of even one false claim in the family is at most one minus the coverage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import inf, isfinite, nan, sqrt
from typing import Any, Literal

import numpy as np
import pandas as pd

from sim.errors import InputProblems, Problem, nearest
from sim.study.analysis.landscape import Landscape, landscape
from sim.study.analysis.verdicts import shared
from sim.study.pairs import COVERAGE, _within, estimate

Family = Literal["point", "study"]


def comparisons(
    frame: pd.DataFrame,
    measures: Iterable[str] | None = None,
    *,
    baseline: str = "",
    family: Family = "point",
    coverage: float = COVERAGE,
) -> pd.DataFrame:
    """Paired differences between structures at every point, with control of multiplicity.

    Parameters
    ----------
    frame : DataFrame
        The table of a study.
    measures : iterable of str, optional
        The declared criterion where nothing is said. Each measure is a family, or a set of families, of its own.
    baseline : str
        Compare each structure with this one only; every pair where nothing is said.
    family : {"point", "study"}
        Which comparisons hold together: those at one point, or those of one measure at all points.
    coverage : float
        Of all intervals of a family together.

    Returns
    -------
    DataFrame
        ``point, measure, structure, other, n`` (replications in which both are defined), ``mean, low, high``
        (structure minus other, unit of the measure, simultaneous interval), ``p`` (two-sided, Student's t),
        ``p_holm`` (adjusted), ``family`` (number of comparisons that hold together).

    Raises
    ------
    InputProblems
        A measure, or the baseline, is unknown.
    """
    rows: list[dict[str, Any]] = []
    for name in (None,) if measures is None else measures:
        land = landscape(frame, name)
        if baseline and baseline not in land.structures:
            message = f'there is no structure "{baseline}"{nearest(baseline, land.structures)}'
            raise InputProblems([Problem("study", 0, 0, "baseline", message)])
        at_points = [_at(land, place, baseline) for place in range(len(land.points))]
        for together in at_points if family == "point" else [[row for rows in at_points for row in rows]]:
            rows += adjusted(together, coverage)
    columns = ["point", "measure", "structure", "other", "n", "mean", "low", "high", "p", "p_holm", "family"]
    return pd.DataFrame(rows, columns=columns)


def _at(land: Landscape, place: int, baseline: str) -> list[dict[str, Any]]:
    """Differences at one point, without their intervals."""
    ran = [one for one in range(len(land.structures)) if land.runs[place, one]]
    pairs: Iterable[tuple[int, int]] = combinations(ran, 2)
    if baseline:
        base = land.structures.index(baseline)
        pairs = [(one, base) for one in ran if one != base and base in ran]
    return [
        {
            "point": land.points[place],
            "measure": land.measure,
            "structure": land.structures[one],
            "other": land.structures[other],
            "_differences": (land.values[place, one] - land.values[place, other]).tolist(),
        }
        for one, other in pairs
    ]


def adjusted(rows: list[dict[str, Any]], coverage: float = COVERAGE) -> list[dict[str, Any]]:
    """Give a family of differences intervals and p-values that hold together.

    Parameters
    ----------
    rows : list of dict
        One a comparison, each with its paired differences under ``_differences``, which are taken out.
    coverage : float
        Of all intervals together.

    Returns
    -------
    list of dict
        The same rows with ``n, mean, low, high, p, p_holm`` and ``family`` (their number).
    """
    each = shared(coverage, len(rows))
    for row in rows:
        differences = row.pop("_differences")
        found = estimate(differences, each)
        row.update(n=found.n, mean=found.mean, low=found.low, high=found.high, p=p_value(differences))
        row["family"] = len(rows)
    for row, adjusted in zip(rows, holm([row["p"] for row in rows]), strict=True):
        row["p_holm"] = adjusted
    return rows


def p_value(differences: Sequence[float]) -> float:
    """Two-sided p-value of the hypothesis that a mean paired difference is zero.

    Parameters
    ----------
    differences : sequence of float
        One a replication; what is not finite is left out.

    Returns
    -------
    float
        From Student's t; NaN where fewer than two are known; 1 where all are zero, 0 where all are one other number.
    """
    known = np.array([value for value in differences if isfinite(value)])
    if len(known) < 2:
        return nan
    error, mean = float(known.std(ddof=1)) / sqrt(len(known)), abs(float(known.mean()))
    t = mean / error if error > 0.0 else (inf if mean > 0.0 else 0.0)
    return max(0.0, 1.0 - _within(t, len(known) - 1)) if isfinite(t) else 0.0


def holm(values: Sequence[float]) -> list[float]:
    """Adjust the p-values of a family (Holm 1979).

    Parameters
    ----------
    values : sequence of float
        NaN stays NaN, and still counts as a member of the family.

    Returns
    -------
    list of float
        In the same order, each at least the p-value itself and at most 1.
    """
    order = sorted((place for place in range(len(values)) if isfinite(values[place])), key=lambda place: values[place])
    adjusted, largest = [nan] * len(values), 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = largest
    return adjusted
