"""Where one structure overtakes another along a factor: the sign of their difference flips between two points.

Inside the bracket the difference is taken to be a straight line, and where it meets zero is the estimate. Its interval
comes from drawing the years again: in each resample the line is laid anew through the same points. A resample in which
no flip remains puts the crossing beyond the range, on the side to which it must have moved, so an interval may be
open on a side, and then says no more than the study knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, nan
from typing import Any

import numpy as np
import pandas as pd

from sim.errors import InputProblems, Problem, nearest
from sim.study.analysis.landscape import Floats, Landscape, landscape
from sim.study.analysis.resampling import Resampling, limits, picks
from sim.study.pairs import COVERAGE

TIMES = 1000


@dataclass(frozen=True)
class Crossover:
    """One flip.

    Attributes
    ----------
    factor : str
        Path of the factor along which it happens.
    at : mapping of str to value
        The other factors that vary, held there.
    before, after : str
        Structure that is better below, and above.
    left, right : float
        Neighbouring values of the factor between which it happens.
    value : float
        Estimate; NaN where a structure is overloaded on a side, so that there is no line to lay.
    low, high : float
        Interval; infinite where it is open; the bracket itself where there is no estimate.
    n : int
        Replications on which it rests.
    """

    factor: str
    at: Mapping[str, Any]
    before: str
    after: str
    left: float
    right: float
    value: float
    low: float
    high: float
    n: int


def crossovers(
    frame: pd.DataFrame,
    one: str,
    other: str,
    factor: str,
    measure: str | None = None,
    times: int = TIMES,
    coverage: float = COVERAGE,
) -> list[Crossover]:
    """Every flip between two structures along a factor, for every setting of the other factors.

    Parameters
    ----------
    frame : DataFrame
        The table of a study.
    one, other : str
        Structures.
    factor : str
        Path of a factor with numbers for values.
    measure : str, optional
        The declared criterion where nothing is said.
    times : int
        Number of resamples.
    coverage : float
        Of each interval.

    Returns
    -------
    list of Crossover
        In the order of the settings, then of the factor. Settings with one point only cannot show any.

    Raises
    ------
    InputProblems
        A structure, the factor or the measure is unknown.
    """
    return flips(landscape(frame, measure), (one, other), factor, times, coverage)


def flips(
    land: Landscape, pair: tuple[str, str], factor: str, times: int = TIMES, coverage: float = COVERAGE
) -> list[Crossover]:
    """The same of a landscape."""
    known = [name for name in land.structures if land.runs[:, land.structures.index(name)].any()]
    wrong = [name for name in pair if name not in known]
    if wrong:
        raise InputProblems(
            Problem("study", 0, 0, "pair", f'there is no structure "{name}"{nearest(name, known)}') for name in wrong
        )
    if not land.experiment.factor(factor).numeric:
        return []
    return [
        found for at, places in lines(land, factor) for found in _along(land, pair, factor, at, places, times, coverage)
    ]


def lines(land: Landscape, factor: str) -> list[tuple[dict[str, Any], list[int]]]:
    """Points that differ in one factor only: setting of the other varied factors, and places in order of the factor."""
    others = [path for path in land.varied() if path != factor]
    found: dict[tuple[Any, ...], list[int]] = {}
    for place in range(len(land.points)):
        found.setdefault(tuple(land.at[path][place] for path in others), []).append(place)
    order = land.at[factor]
    return [
        (dict(zip(others, at, strict=True)), sorted(places, key=lambda place: order[place]))
        for at, places in found.items()
        if len(places) > 1
    ]


def _along(
    land: Landscape,
    pair: tuple[str, str],
    factor: str,
    at: Mapping[str, Any],
    places: list[int],
    times: int,
    coverage: float,
) -> list[Crossover]:
    """Flips on one line of points."""
    first, second = (land.structures.index(name) for name in pair)
    gaps = land.direction * (land.values[places, first] - land.values[places, second])
    standing = [_standing(land, place, first, second) for place in places]
    finite = [number for number, lead in enumerate(standing) if lead == 0.0]
    complete = np.isfinite(gaps[finite]).all(axis=0) if finite else np.zeros(0, dtype=np.bool_)
    n = int(complete.sum())
    x = np.array([float(land.at[factor][place]) for place in places])
    means = np.array(standing)
    if n:
        means[finite] = gaps[finite][:, complete].mean(axis=1)
    else:
        means[finite] = nan
    found = []
    for left in range(len(places) - 1):
        here, there = means[left], means[left + 1]
        if not here * there < 0.0:
            continue
        before, after = pair if here > 0.0 else pair[::-1]
        ends = float(x[left]), float(x[left + 1])
        if np.isinf(here) or np.isinf(there):
            runs = int(land.runs[places[left], [first, second]].min())
            found.append(Crossover(factor, at, before, after, *ends, nan, *ends, runs))
            continue
        value = _zero(ends[0], ends[1], float(here), float(there))
        subject = land.points[places[left]]
        chosen = picks(land.experiment.seed, Resampling.CROSSOVER, subject, times, n)
        again = np.stack([row[complete][chosen].mean(axis=1) for row in gaps[finite]])
        resampled = _nearest_flips(x[finite], again if here > 0.0 else -again, value)
        found.append(Crossover(factor, at, before, after, *ends, value, *limits(resampled, coverage), n))
    return found


def _standing(land: Landscape, place: int, first: int, second: int) -> float:
    """Infinite where exactly one of the two can carry its work there, 0 where both can, NaN where neither can."""
    able = [
        bool(land.runs[place, one] and 2 * land.lost[place, one].sum() <= land.runs[place, one])
        for one in (first, second)
    ]
    there = [bool(land.runs[place, one]) for one in (first, second)]
    return nan if not all(there) or not any(able) else 0.0 if all(able) else inf if able[0] else -inf


def _zero(left: float, right: float, here: float, there: float) -> float:
    return left + (right - left) * here / (here - there)


def _nearest_flips(x: Floats, means: Floats, value: float) -> Floats:
    """In each resample the flip from plus to minus nearest to a value; infinite where there is none.

    Parameters
    ----------
    x : ndarray of float64, points
    means : ndarray of float64, points x resamples
    value : float
    """
    left, right = means[:-1], means[1:]
    turns = (left > 0.0) & (right <= 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        where = x[:-1, None] + (x[1:] - x[:-1])[:, None] * left / (left - right)
    where = np.where(turns, where, np.inf)
    nearest = np.take_along_axis(where, np.abs(where - value).argmin(axis=0)[None, :], axis=0)[0]
    none = ~turns.any(axis=0)
    nearest[none] = np.where(means[0, none] > 0.0, np.inf, -np.inf)
    return np.asarray(nearest)
