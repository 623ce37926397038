"""Two structures are compared year by year: both faced the same campaigns, absences and luck; what differs is theirs.

The difference is taken inside each replication and averaged afterwards; its interval is that of Student (1908) for the
mean of n replications. A replication in which a measure is undefined on either side is left out of that pair on both,
and the n that is reported says so. Sums are exact before they are rounded, so no order of replications matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan, fsum, isfinite, nan, pi, sqrt

COVERAGE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A mean over replications with its interval.

    Attributes
    ----------
    n : int
        Replications in which it is defined.
    mean : float
        In the unit of the measure; NaN where n is 0.
    low, high : float
        Limits of the interval; NaN where n is below 2.
    """

    n: int
    mean: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether the whole interval lies on one side of zero; also where all replications agree on one number."""
        return self.low > 0.0 or self.high < 0.0


def estimate(values: Iterable[float], coverage: float = COVERAGE) -> Estimate:
    """Mean of some replications with its t-interval.

    Parameters
    ----------
    values : iterable of float
        One a replication; what is not finite is left out.
    coverage : float
        Of the interval, between 0 and 1.

    Returns
    -------
    Estimate
    """
    known = [float(value) for value in values if isfinite(value)]
    n = len(known)
    if n == 0:
        return Estimate(0, nan, nan, nan)
    mean = fsum(known) / n
    if n == 1:
        return Estimate(1, mean, nan, nan)
    variance = fsum((value - mean) * (value - mean) for value in known) / (n - 1)
    half = t_quantile(0.5 + coverage / 2.0, n - 1) * sqrt(variance / n)
    return Estimate(n, mean, mean - half, mean + half)


def difference(values: Sequence[float], others: Sequence[float], coverage: float = COVERAGE) -> Estimate:
    """Mean paired difference with its t-interval.

    Parameters
    ----------
    values, others : sequence of float
        One a replication, in the same order of replications.
    coverage : float
        Of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        Of ``values - others``; its n counts the replications in which both are defined.
    """
    return estimate([one - other for one, other in zip(values, others, strict=True)], coverage)


@lru_cache(maxsize=256)
def t_quantile(probability: float, freedom: int) -> float:
    """Quantile of Student's t.

    Parameters
    ----------
    probability : float
        Above 0 and below 1.
    freedom : int
        Degrees of freedom, at least 1.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        Where either is outside its range.

    Notes
    -----
    The distribution function is a finite sum for whole degrees of freedom (Zelen & Severo 1964, in Abramowitz & Stegun,
    26.7.3 and 26.7.4); it is turned round by halving an interval, which cannot fail, until no number lies between.
    """
    if not 0.0 < probability < 1.0 or freedom < 1:
        raise ValueError(f"expected a probability between 0 and 1 and freedom of 1 or more ({probability}, {freedom})")
    if probability < 0.5:
        return -t_quantile(1.0 - probability, freedom)
    wanted = 2.0 * probability - 1.0
    low, high = 0.0, 1.0
    while _within(high, freedom) < wanted:
        low, high = high, 2.0 * high
    while low < (middle := 0.5 * (low + high)) < high:
        low, high = (middle, high) if _within(middle, freedom) < wanted else (low, middle)
    return high if wanted > 0.0 else 0.0


def _within(t: float, freedom: int) -> float:
    """Probability that Student's t lies between -t and t."""
    stretched = t / sqrt(freedom)
    square = 1.0 / (1.0 + stretched * stretched)  # squared cosine of the angle whose tangent is t over root freedom
    sine = stretched * sqrt(square)
    term, terms = (1.0, [1.0]) if freedom > 1 else (0.0, [])
    for k in range(3 if freedom % 2 else 2, freedom - 1, 2):
        term = term * square * (k - 1) / k
        terms.append(term)
    if freedom % 2:
        return 2.0 / pi * (atan(stretched) + sine * sqrt(square) * fsum(terms))
    return sine * fsum(terms)
