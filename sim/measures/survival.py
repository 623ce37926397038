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
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

OPEN_SHARE_MAX = 0.01
"""With more than this share still open, no mean is given: it would be the mean of a truncated run."""
TOLERANCE = 1e-12
"""Rounding that a share is allowed."""


@dataclass(frozen=True)
class Curve:
    """Share that lasts longer than a time, in steps that are worked out when they are asked for.

    Attributes
    ----------
    ended : ndarray of float
        Durations that came to their end, ascending.
    open : ndarray of float
        How long the others have lasted so far, ascending.
    """

    ended: NDArray[np.float64]
    open: NDArray[np.float64]

    @property
    def times(self) -> NDArray[np.float64]:
        """Distinct durations at which something ended, ascending."""
        return self.steps[0][1:-1]

    @property
    def lasting(self) -> NDArray[np.float64]:
        """Share lasting longer than each of them."""
        return self.steps[1][1:]

    @property
    def longest(self) -> float:
        """The longest duration seen, ended or not; NaN where there is none."""
        return float(self.steps[0][-1])

    @property
    def seen(self) -> int:
        """Number of durations, ended or not."""
        return len(self.ended) + len(self.open)

    @cached_property
    def steps(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Edges from 0 to the longest duration, and the share that lasts from each to the next."""
        ended, still, n = self.ended, self.open, len(self.ended)
        last = [float(side[-1]) for side in (ended, still) if len(side)]
        if not n:
            return np.array([0.0, max(last, default=math.nan)]), np.ones(1)
        is_new = ended[1:] != ended[:-1]
        before = 1 + is_new.nonzero()[0]  # how many ended before each distinct time but the first
        bounds = np.empty(len(before) + 2)
        bounds[0], bounds[1:-1], bounds[-1] = 0.0, before, n
        edges = np.empty(len(before) + 3)
        edges[0], edges[1], edges[2:-1], edges[-1] = 0.0, ended[0], ended[before], max(last)
        at_risk = self.seen - bounds[:-1]
        if len(still):
            at_risk -= still.searchsorted(edges[1:-1])
        lasting = np.ones(len(before) + 2)
        lasting[1:] -= (bounds[1:] - bounds[:-1]) / at_risk
        return edges, np.multiply.accumulate(lasting, out=lasting)


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
    closed, still = duration[over], duration[~over]
    closed.sort()
    still.sort()
    return Curve(closed, still)


def quantile(curve: Curve, share: float) -> float:
    """The first time by which at least a share has ended; NaN where so many never did within sight.

    Up to the first open duration the estimate is the plain share, so that its quantiles are found by counting.
    """
    ended, still = curve.ended, curve.open
    place = max(1, math.ceil((share - TOLERANCE) * (len(ended) + len(still))))
    if place <= len(ended) and not (len(still) and still[0] < ended[place - 1]):
        return float(ended[place - 1])
    reached = curve.lasting <= 1.0 - share + TOLERANCE
    return float(curve.times[reached.argmax()]) if reached.any() else math.nan


def quantiles(curve: Curve, shares: Sequence[float]) -> list[float]:
    """Several quantiles of one curve."""
    return [quantile(curve, share) for share in shares]


def area(curve: Curve) -> float:
    """The mean duration, where what is open is taken to end at the longest duration seen; NaN without any."""
    edges, lasting = curve.steps
    return float(((edges[1:] - edges[:-1]) * lasting).sum())


def mean(curve: Curve) -> float:
    """The mean duration; NaN where there is none, or where more than one in a hundred is still open."""
    return area(curve) if curve.seen and len(curve.open) <= OPEN_SHARE_MAX * curve.seen else math.nan
