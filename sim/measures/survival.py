"""Durations of which some are only known to be at least so long: the product-limit estimator.

What is still open when the run ends has lasted at least until then. To leave it out would make a slow organisation look
fast, because it finishes only its easy work; to count it as finished would, too.

E. L. Kaplan and P. Meier (1958), Nonparametric estimation from incomplete observations, Journal of the American
Statistical Association 53(282), 457-481.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

OPEN_SHARE_MAX = 0.01
"""With more than this share still open, no mean is given: it would be the mean of a truncated run."""


@dataclass(frozen=True)
class Curve:
    """Share that lasts longer than a time.

    Attributes
    ----------
    times : ndarray of float
        Distinct durations at which something ended, ascending.
    lasting : ndarray of float
        Share lasting longer than each of them.
    longest : float
        The longest duration seen, ended or not; NaN where there is none.
    """

    times: NDArray[np.float64]
    lasting: NDArray[np.float64]
    longest: float


def kaplan_meier(durations: ArrayLike, ended: ArrayLike) -> Curve:
    """The product-limit estimate; what ends and what is lost from sight at one time are taken in this order.

    Parameters
    ----------
    durations : array of numbers
        In any unit.
    ended : array of bool
        Whether each ended; the others lasted at least so long.
    """
    duration = np.asarray(durations, dtype=np.float64)
    over = np.asarray(ended, dtype=np.bool_)
    times, ends = np.unique(duration[over], return_counts=True)
    at_risk = len(duration) - np.searchsorted(np.sort(duration), times)
    longest = float(duration.max()) if len(duration) else math.nan
    lasting: NDArray[np.float64] = np.cumprod(1.0 - ends / at_risk, dtype=np.float64)
    return Curve(times, lasting, longest)


def quantile(curve: Curve, share: float) -> float:
    """The first time by which at least a share has ended; NaN where so many never did within sight."""
    place = int(np.argmax(curve.lasting <= 1.0 - share + 1e-12)) if len(curve.times) else 0
    reached = place < len(curve.times) and curve.lasting[place] <= 1.0 - share + 1e-12
    return float(curve.times[place]) if reached else math.nan


def quantiles(curve: Curve, shares: Sequence[float]) -> list[float]:
    """Several quantiles of one curve."""
    return [quantile(curve, share) for share in shares]


def area(curve: Curve) -> float:
    """The mean duration, where what is open is taken to end at the longest duration seen; NaN without any."""
    if math.isnan(curve.longest):
        return math.nan
    edges = np.concatenate([[0.0], curve.times, [curve.longest]])
    heights = np.concatenate([[1.0], curve.lasting])
    return float(np.sum(np.diff(edges) * heights))


def mean_time(durations: ArrayLike, ended: ArrayLike) -> float:
    """The mean duration; NaN where there is none, or where more than one in a hundred is still open."""
    over = np.asarray(ended, dtype=np.bool_)
    if len(over) == 0 or np.count_nonzero(~over) > OPEN_SHARE_MAX * len(over):
        return math.nan
    return area(kaplan_meier(durations, over))
