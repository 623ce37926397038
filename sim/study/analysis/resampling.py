"""Replications are resampled by address, like everything else that is random here: the same table, the same interval.

The bootstrap of Efron (1979) asks how a figure would move had the study met other years of the same kind, by drawing
its replications again with replacement. Pairs stay together: one drawing of years serves all structures and all points
that shared them. The addresses are those of `sim.randomness`, on streams of their own.
"""

from __future__ import annotations

import enum

import numpy as np
import numpy.typing as npt

from sim.randomness import key, uniforms_at

TIMES = 2000
"""How often the years are drawn again."""


class Resampling(enum.IntEnum):
    """Streams of the analysis; they begin beyond those of the model, and are never reused or changed."""

    CHANCE_OF_BEST = 1001
    CROSSOVER = 1002
    SENSITIVITY = 1003
    POINTS = 1004
    YEARS = 1005


def picks(seed: int, stream: Resampling, subject: int, times: int, n: int) -> npt.NDArray[np.int64]:
    """Draw n things out of n with replacement, several times.

    Parameters
    ----------
    seed : int
        Of the study.
    stream : Resampling
        What it is for.
    subject : int
        What it is about, such as the number of a point; 0 where it is about the whole study.
    times : int
        Number of resamples.
    n : int
        Number of things; at least 1.

    Returns
    -------
    ndarray of int64, times x n
        Each from 0 to n - 1.
    """
    rows, columns = np.arange(times, dtype=np.int64)[:, None], np.arange(n, dtype=np.int64)[None, :]
    found = uniforms_at(key(seed, subject, int(stream)), rows, columns)
    return np.minimum((found * n).astype(np.int64), n - 1)


def limits(resampled: npt.NDArray[np.float64], coverage: float) -> tuple[float, float]:
    """Percentile interval of a resampled figure; no value is made up between two that occurred.

    Parameters
    ----------
    resampled : ndarray of float64
        One value a resample; infinities are allowed, NaN is left out.
    coverage : float
        Between 0 and 1.

    Returns
    -------
    tuple of float
        NaN where nothing is left.
    """
    known = np.sort(resampled[~np.isnan(resampled)])
    if not len(known):
        return float("nan"), float("nan")
    tail = (1.0 - coverage) / 2.0
    low = int(np.floor(tail * (len(known) - 1)))
    return float(known[low]), float(known[len(known) - 1 - low])
