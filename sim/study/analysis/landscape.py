"""The landscape of a measure: its value at every point of a study, under every structure, in every replication.

The table of a study is tidy and long; questions about it are asked across structures (who is better here?) and across
points (where does that change?). So it is turned once into arrays with one axis a point, a structure and a
replication, in which what did not run, failed or is undefined is NaN, and a run that was saturated is marked as lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.errors import InputProblems, Problem, nearest
from sim.study.analysis.experiment import Experiment, experiment_of

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

KEYS = ("point", "status", "structure", "replication", "saturated")
"""Columns that every table of a study has, beside its factors and measures."""


@dataclass(frozen=True)
class Landscape:
    """One measure over the points of a study.

    Attributes
    ----------
    experiment : Experiment
        What was varied, and what counts as better.
    measure : str
    direction : {-1, 1}
        Lower is better, higher is better.
    points : tuple of int
        Numbers of the points, ascending; the first axis.
    structures : tuple of str
        The second axis.
    at : mapping of str to tuple
        Path of a factor -> its value at each point.
    values : ndarray of float64, points x structures x replications
        In the unit of the measure; NaN where a run is missing, failed or undefined.
    lost : ndarray of bool, same shape
        Runs that were saturated.
    runs : ndarray of int64, points x structures
        Runs that ended well, saturated or not.
    infeasible, failed : ndarray of bool, points x structures
        The staff could not form the structure there; every run of it broke off.
    """

    experiment: Experiment
    measure: str
    direction: int
    points: tuple[int, ...]
    structures: tuple[str, ...]
    at: Mapping[str, tuple[Any, ...]]
    values: Floats
    lost: Flags
    runs: npt.NDArray[np.int64]
    infeasible: Flags
    failed: Flags

    def varied(self) -> list[str]:
        """Paths of the factors that take more than one value, in the order of the experiment."""
        return [path for path, values in self.at.items() if len(set(values)) > 1]


def landscape(frame: pd.DataFrame, measure: str | None = None) -> Landscape:
    """Arrange the table of a study by point, structure and replication.

    Parameters
    ----------
    frame : DataFrame
        ``point, status`` (``ok``, ``infeasible``, ``failed``), a column a factor, ``structure, replication, saturated``
        and a column a measure; ``attrs["experiment"]`` tells what was varied. Where ``distinct`` is there and false, a
        structure is a copy of another and stands aside.
    measure : str, optional
        Which measure; the declared criterion where nothing is said.

    Returns
    -------
    Landscape

    Raises
    ------
    InputProblems
        A column is missing, the measure is unknown or has no better direction.
    """
    experiment = experiment_of(frame)
    wanted = measure or experiment.measure
    columns = [*KEYS, *(factor.path for factor in experiment.factors), wanted]
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        known = [str(name) for name in frame.columns]
        raise InputProblems(
            Problem("study", 0, 0, name, f"the table has no such column{nearest(name, known)}") for name in missing
        )
    direction = experiment.direction_of(wanted)
    points, place = np.unique(frame["point"].to_numpy(dtype=np.int64), return_inverse=True)
    shown = frame["structure"].astype(str)
    structures = tuple(dict.fromkeys([*experiment.structures, *map(str, shown.unique())]))
    column = pd.Index(structures).get_indexer(pd.Index(shown))
    status = frame["status"].astype(str).to_numpy()
    own = np.ones(len(frame), dtype=np.bool_)
    if "distinct" in frame.columns:  # a copy of another structure cannot win beside it
        own = frame["distinct"].fillna(True).to_numpy(dtype=np.bool_)
    good = (status == "ok") & own
    replications, row = np.unique(frame["replication"].to_numpy()[good], return_inverse=True)
    shape = (len(points), len(structures), len(replications))
    values, lost = np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_)
    where = (place[good], column[good], row)
    values[where] = frame[wanted].to_numpy(dtype=np.float64)[good]
    lost[where] = frame["saturated"].to_numpy()[good].astype(np.bool_)
    runs = np.zeros(shape[:2], dtype=np.int64)
    np.add.at(runs, where[:2], 1)
    values[~np.isfinite(values)] = np.nan
    first = np.full(len(points), -1)
    first[place[::-1]] = np.arange(len(frame))[::-1]
    at = {factor.path: tuple(frame[factor.path].iloc[first].tolist()) for factor in experiment.factors}
    return Landscape(
        experiment,
        wanted,
        direction,
        tuple(points.tolist()),
        structures,
        at,
        values,
        lost,
        runs,
        _met((status == "infeasible") | ~own, place, column, shape),
        _met(status == "failed", place, column, shape) & (runs == 0),
    )


def _met(rows: Flags, place: npt.NDArray[np.intp], column: npt.NDArray[np.intp], shape: tuple[int, int, int]) -> Flags:
    """At which points, under which structures, some row is marked."""
    found = np.zeros(shape[:2], dtype=np.bool_)
    found[place[rows], column[rows]] = True
    return found
