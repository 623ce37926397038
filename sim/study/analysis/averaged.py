"""Analyses of sensitivity read a design row by row, so they ask for its points in their order, averaged over the years.

A study either gives every point one structure, as an ordinary factor of the design, or runs all structures at each
point. Both become the same thing here: rows of coded levels, and one array of means with an axis for the structures
that a row may have. The average over replications leaves their noise in; since all points met the same years, most of
it is common to them and drops out of every difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.errors import InputProblems, Problem
from sim.study.analysis.landscape import Floats, Landscape

STRUCTURE = "structure"
"""How the factor of that name is called where factors are listed."""


@dataclass(frozen=True)
class Rows:
    """The points of a design in their order.

    Attributes
    ----------
    names : tuple of str
        Paths of the factors that vary; the structure last, where it varies.
    codes : ndarray of int64, points x factors
        Level of each factor, numbered in its order; the structure is not among the columns where it is crossed.
    means : ndarray of float64, points x choices
        Means over replications; one choice where a point has one structure, else one for each structure.
    crossed : bool
        Whether every point ran under every structure.
    structures : tuple of str
        The choices, or the levels of the structure.
    """

    names: tuple[str, ...]
    codes: npt.NDArray[np.int64]
    means: Floats
    crossed: bool
    structures: tuple[str, ...]


def rows(land: Landscape) -> Rows:
    """Lay the points of a landscape out as rows of a design.

    Parameters
    ----------
    land : Landscape

    Returns
    -------
    Rows
        Means are NaN where a run is missing, failed or infeasible, or the measure is undefined in all replications.

    Raises
    ------
    InputProblems
        Some points have several structures, and others have one.
    """
    there = (land.runs > 0) | land.infeasible | land.failed
    used = np.flatnonzero(there.any(axis=0))
    counts = there.sum(axis=1)
    known = np.isfinite(land.values)
    totals = np.where(known, land.values, 0.0).sum(axis=2)
    with np.errstate(invalid="ignore"):
        means = np.where(known.any(axis=2), totals / known.sum(axis=2), np.nan)
    means[~(land.runs > 0)] = np.nan
    paths = [factor.path for factor in land.experiment.factors]
    columns = [_coded(land.at[path]) for path in paths]
    names = tuple(land.structures[one] for one in used)
    if (counts == 1).all() and len(used) > 1:
        only = there.argmax(axis=1)
        columns.append(np.searchsorted(used, only))
        each = np.take_along_axis(means, only[:, None], axis=1)
        return Rows((*paths, STRUCTURE), np.stack(columns, axis=1), each, False, names)
    if not (counts == len(used)).all():
        message = "some points ran under one structure and others under several; expected one, or all, at every point"
        raise InputProblems([Problem("study", 0, 0, STRUCTURE, message)])
    codes = np.stack(columns, axis=1) if columns else np.zeros((len(means), 0), dtype=np.int64)
    crossed = len(used) > 1
    return Rows((*paths, STRUCTURE) if crossed else tuple(paths), codes, means[:, used], crossed, names)


def _coded(values: Sequence[Any]) -> npt.NDArray[np.int64]:
    numeric = all(isinstance(value, int | float) for value in values)
    order = sorted(set(values)) if numeric else list(dict.fromkeys(values))
    place = {value: number for number, value in enumerate(order)}
    return np.array([place[value] for value in values], dtype=np.int64)


def wrong_design(expected: str) -> InputProblems:
    """The refusal of a table whose rows are not those of the design that an analysis needs."""
    message = f"the points are not in the order of {expected}; was the table filtered or sorted, or the design another?"
    return InputProblems([Problem("study", 0, 0, "design", message)])
