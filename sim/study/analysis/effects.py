"""What each factor does to the contest of two structures: their difference at its low end and at its high end.

The paired difference of the two is laid out over the points as a sum of one part for each factor (a least-squares fit
of main effects: a factor with few levels has a value for each, one with many has a straight line), so that every
factor is judged with the others held at their average, and a grid with a hole in it is judged fairly. Where the points
are chosen, the interval is Student's over the replications. Where they are drawn, another drawing would have given
others, so points and years are drawn again together (the pigeonhole bootstrap of Owen 2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.errors import InputProblems, Problem
from sim.study.analysis.contest import pair_of
from sim.study.analysis.landscape import Flags, Floats, Landscape, landscape
from sim.study.analysis.resampling import Resampling, limits, picks
from sim.study.pairs import COVERAGE, estimate

FEW = 6
"""A factor with more levels than these gets a straight line."""
TIMES = 400
DRAWN = ("latin_hypercube", "sobol", "morris")
"""Designs whose points are drawn."""


@dataclass(frozen=True)
class _Part:
    """Columns of one factor in the fit, and what they are at its low and its high end."""

    columns: Floats
    low: Floats
    high: Floats
    ends: tuple[Any, Any]


def effects(
    frame: pd.DataFrame,
    pair: Sequence[str] | None = None,
    measure: str | None = None,
    coverage: float = COVERAGE,
) -> pd.DataFrame:
    """Effect of every factor on the paired difference of two structures.

    Parameters
    ----------
    frame : DataFrame
        The table of a study in which both ran at the same points.
    pair : two str, optional
        The two that lead at the most points, where nothing is said.
    measure : str, optional
        The declared criterion where nothing is said.
    coverage : float
        Of each interval.

    Returns
    -------
    DataFrame
        ``factor, low, high`` (values at its ends), and in the unit of the measure, first structure minus second:
        ``at_low, at_low_from, at_low_to, at_high, at_high_from, at_high_to`` (difference at each end with its
        interval), ``effect, effect_from, effect_to`` (high end minus low end). Largest effect first.
        ``attrs``: ``pair``, ``measure``, ``n`` (replications), ``points`` (that count), ``left_out`` (points at
        which one of the two is overloaded, infeasible or undefined), and what a figure needs to know beside.

    Raises
    ------
    InputProblems
        No factor varies, or at fewer than two points both structures carried their work.
    """
    return effects_of(landscape(frame, measure), pair, coverage)


def effects_of(land: Landscape, pair: Sequence[str] | None = None, coverage: float = COVERAGE) -> pd.DataFrame:
    """The same of a landscape."""
    one, other = (land.structures.index(name) for name in pair_of(land, pair))
    able = (land.runs > 0) & (2 * land.lost.sum(axis=2) <= land.runs) & ~land.infeasible
    gaps = land.values[:, one] - land.values[:, other]
    counted = able[:, one] & able[:, other] & np.isfinite(gaps).any(axis=1)
    paths = [path for path in land.varied() if len({land.at[path][place] for place in np.flatnonzero(counted)}) > 1]
    gaps = gaps[counted]
    gaps = gaps[:, np.isfinite(gaps).all(axis=0)]
    if len(gaps) < 2 or not gaps.shape[1] or not paths:
        message = (
            f"{land.structures[one]} and {land.structures[other]} share {gaps.shape[1]} replications at {len(gaps)} "
            f"points, at which {len(paths)} factors vary; expected one replication, two points and one factor or more"
        )
        raise InputProblems([Problem("study", 0, 0, "effects", message)])
    parts = [_part(land, path, counted) for path in paths]
    ends = _ends(parts)
    drawn = land.experiment.design in DRAWN
    found = _by_drawing(land, parts, ends, gaps, coverage) if drawn else _by_year(parts, ends, gaps, coverage)
    rows = [
        {"factor": path, "low": part.ends[0], "high": part.ends[1], **row}
        for path, part, row in zip(paths, parts, found, strict=True)
    ]
    table = pd.DataFrame(rows)
    table = table.iloc[(-table["effect"].abs()).argsort(kind="stable")].reset_index(drop=True)
    table.attrs.update(pair=(land.structures[one], land.structures[other]), measure=land.measure, kind="effects")
    table.attrs.update(direction=land.direction, structures=list(land.structures))
    table.attrs.update(factors=land.experiment.described())
    table.attrs.update(n=gaps.shape[1], points=len(gaps), left_out=int((~counted).sum()))
    return table


def _part(land: Landscape, path: str, counted: Flags) -> _Part:
    values = [land.at[path][place] for place in np.flatnonzero(counted)]
    factor = land.experiment.factor(path)
    if factor.numeric and len(set(values)) > FEW:
        x = np.array(values, dtype=np.float64)
        scaled = (x - x.min()) / (x.max() - x.min())
        return _Part(scaled[:, None], np.zeros(1), np.ones(1), (min(values), max(values)))
    order = [level for level in factor.levels if level in values]
    levels = sorted(set(values)) if factor.numeric else order or list(dict.fromkeys(values))
    columns = np.array([[float(value == level) for level in levels[1:]] for value in values])
    low, high = np.zeros(len(levels) - 1), np.zeros(len(levels) - 1)
    high[-1] = 1.0
    return _Part(columns, low, high, (levels[0], levels[-1]))


def _ends(parts: Sequence[_Part]) -> Floats:
    """Rows of the fit at both ends of each factor, the others at their average: factors x 2 x columns."""
    average = np.concatenate([[1.0], *(part.columns.mean(axis=0) for part in parts)])
    ends, start = np.tile(average, (len(parts), 2, 1)), 1
    for place, part in enumerate(parts):
        stop = start + part.columns.shape[1]
        ends[place, 0, start:stop], ends[place, 1, start:stop] = part.low, part.high
        start = stop
    return ends


def _matrix(parts: Sequence[_Part]) -> Floats:
    return np.concatenate([np.ones((len(parts[0].columns), 1)), *(part.columns for part in parts)], axis=1)


def _by_year(parts: Sequence[_Part], ends: Floats, gaps: Floats, coverage: float) -> list[dict[str, float]]:
    """The fit of every replication, and Student's interval over them."""
    weights = ends @ np.linalg.pinv(_matrix(parts))  # factors x 2 x points
    rows = []
    for low, high in weights @ gaps:
        three = {"at_low": low, "at_high": high, "effect": high - low}
        row: dict[str, float] = {}
        for name, values in three.items():
            found = estimate(values.tolist(), coverage)
            row |= {name: found.mean, f"{name}_from": found.low, f"{name}_to": found.high}
        rows.append(row)
    return rows


def _by_drawing(
    land: Landscape, parts: Sequence[_Part], ends: Floats, gaps: Floats, coverage: float
) -> list[dict[str, float]]:
    """The fit of all, and a bootstrap over points and years together."""
    matrix, (points, years) = _matrix(parts), gaps.shape
    best = ends @ np.linalg.pinv(matrix) @ gaps.mean(axis=1)
    which = picks(land.experiment.seed, Resampling.POINTS, 0, TIMES, points)
    when = picks(land.experiment.seed, Resampling.YEARS, 0, TIMES, years)
    again = np.stack([_fitted(matrix, ends, gaps, some, then) for some, then in zip(which, when, strict=True)])
    rows = []
    for place, (low, high) in enumerate(best):
        row: dict[str, float] = {}
        three = {"at_low": (low, again[:, place, 0]), "at_high": (high, again[:, place, 1])}
        three["effect"] = (high - low, again[:, place, 1] - again[:, place, 0])
        for name, (value, resampled) in three.items():
            lowest, highest = limits(resampled, coverage)
            row |= {name: float(value), f"{name}_from": lowest, f"{name}_to": highest}
        rows.append(row)
    return rows


def _fitted(
    matrix: Floats, ends: Floats, gaps: Floats, points: npt.NDArray[np.int64], years: npt.NDArray[np.int64]
) -> Floats:
    """Differences at the ends of every factor, fitted to some points and years: factors x 2."""
    solved = np.linalg.lstsq(matrix[points], gaps[points][:, years].mean(axis=1), rcond=None)[0]
    return np.asarray(ends @ solved)
