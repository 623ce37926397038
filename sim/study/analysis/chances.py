"""How likely the structure that looks best is the best: the share of resampled studies in which it would come first.

This is the bootstrap (Efron 1979) over paired replications, not the Bayesian posterior, which for many replications
comes to nearly the same. It answers for the luck of the years only, takes the years seen for all the years there are,
and with few of them is too sure of itself: below ten replications read it as a hint.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.study.analysis.landscape import Flags, Floats, landscape
from sim.study.analysis.resampling import TIMES, Resampling, picks


def chances_of_best(frame: pd.DataFrame, measure: str | None = None, times: int = TIMES) -> pd.DataFrame:
    """Probability of being best, for every structure at every point.

    Parameters
    ----------
    frame : DataFrame
        The table of a study.
    measure : str, optional
        The declared criterion where nothing is said.
    times : int
        Number of resamples.

    Returns
    -------
    DataFrame
        ``point, structure, chance`` (0 to 1; sums to 1 over the structures of a point, and to less where in some
        resamples all were overloaded), ``n`` (replications in which all that ran are defined).
    """
    land = landscape(frame, measure)
    rows = []
    for place, point in enumerate(land.points):
        ran = np.flatnonzero((land.runs[place] > 0) & ~land.infeasible[place])
        values, lost = land.values[place, ran], land.lost[place, ran]
        found, n = chances(values, lost, land.direction, land.experiment.seed, point, times)
        rows += [(point, land.structures[one], share, n) for one, share in zip(ran, found, strict=True)]
    return pd.DataFrame(rows, columns=["point", "structure", "chance", "n"])


def chances(
    values: Floats, lost: Flags, direction: int, seed: int, subject: int, times: int = TIMES
) -> tuple[list[float], int]:
    """Probability of being best, for structures that met the same years.

    Parameters
    ----------
    values : ndarray of float64, structures x replications
        NaN in any of them leaves the replication out.
    lost : ndarray of bool, same shape
        Saturated runs; who has more than half of them in a resample cannot be best in it.
    direction : {-1, 1}
        Lower is better, higher is better.
    seed, subject : int
        Address of the resamples.
    times : int
        Number of resamples.

    Returns
    -------
    tuple of list of float and int
        One a structure, ties shared; and the replications that counted.
    """
    counted = np.isfinite(values).all(axis=0) if len(values) else np.zeros(0, dtype=np.bool_)
    n = int(counted.sum())
    if not n:
        return [float("nan")] * len(values), 0
    chosen = picks(seed, Resampling.CHANCE_OF_BEST, subject, times, n)
    score = np.stack([direction * row[chosen].mean(axis=1) for row in values[:, counted]])
    overloaded = np.stack([2 * row[chosen].sum(axis=1) > n for row in lost[:, counted]])
    score[overloaded] = -np.inf
    first = (score == score.max(axis=0)) & np.isfinite(score)
    shares = first / np.maximum(first.sum(axis=0), 1)
    return [float(share) for share in shares.mean(axis=1)], n
