"""From sums of replications to an estimate with a standard error, and to a verdict.

The estimate is a quotient of totals, and its standard error comes from the spread between independent replications
(delta method). Luck that is known beforehand, such as more arrivals than expected, is taken out by regression on
control variates (Lavenberg and Welch 1981), which costs a degree of freedom each and moves no expected value.

An interval alone proves little: a wide one holds anything. A reading therefore agrees only if its standard error is at
most a quarter of what may be missed, and the error itself at most that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, sqrt
from typing import Literal

import numpy as np

from sim.study.known.case import Part, Reading
from sim.study.pairs import t_quantile

Verdict = Literal["holds", "misses", "not sharp enough", "cut off"]
SHARPNESS = 4.0
"""The standard error must be at most the allowed error divided by this."""
LARGEST_OPEN_SHARE = 1e-4
"""Of the cohort, at the end of a run; where more is open, the slow ones are missing from the mean."""


@dataclass(frozen=True)
class Estimate:
    """A quotient of totals.

    Attributes
    ----------
    mean : float
    error : float
        Standard error.
    replications : int
    """

    mean: float
    error: float
    replications: int

    def interval(self) -> tuple[float, float]:
        """Interval of 95 % by Student's distribution."""
        half = t_quantile(0.975, max(1, self.replications - 1)) * self.error
        return self.mean - half, self.mean + half


def estimate(parts: Sequence[Part], controls: Sequence[Sequence[float]] = ()) -> Estimate:
    """Estimate a quotient of totals.

    Parameters
    ----------
    parts : sequence of Part
        One a replication.
    controls : sequence of sequence of float
        Of each replication: numbers with the expected value 0.

    Returns
    -------
    Estimate
        With an infinite standard error where there are too few replications to tell.
    """
    total, count = np.array(parts, dtype=np.float64).T
    replications, known = len(parts), np.array(controls, dtype=np.float64).reshape(len(parts), -1)
    mean = float(total.sum() / count.sum())
    left = (total - mean * count) / float(count.mean())
    free = replications - 1 - known.shape[1]
    if free < 1:
        return Estimate(mean, inf if replications > 1 or known.shape[1] else 0.0, replications)
    centred = known - known.mean(axis=0)
    slopes = np.linalg.lstsq(centred, left, rcond=None)[0]
    rest = left - centred @ slopes
    corrected = mean - float(known.mean(axis=0) @ slopes)
    return Estimate(corrected, sqrt(float(rest @ rest) / free / replications), replications)


def allowed_error(reading: Reading, factor: float) -> float:
    """Largest standard error at which a reading can be judged."""
    return reading.allowed(factor) / SHARPNESS


def wanted(reading: Reading, found: Estimate, factor: float) -> int:
    """How many replications it takes, judged from those at hand, with a tenth in reserve."""
    if found.error <= allowed_error(reading, factor):
        return found.replications
    more = (found.error / allowed_error(reading, factor)) ** 2
    return ceil(1.1 * found.replications * more) if more < 1e6 else 2 * found.replications


def judge(reading: Reading, found: Estimate, open_share: float, factor: float) -> Verdict:
    """Whether the simulation returns what theory says.

    Parameters
    ----------
    reading : Reading
    found : Estimate
    open_share : float
        Largest share of a cohort that was still open at the end.
    factor : float
        By which tolerances are widened; 1 in the full suite.
    """
    if open_share > LARGEST_OPEN_SHARE:
        return "cut off"
    if found.error > allowed_error(reading, factor):
        return "not sharp enough"
    # an exact reading may be off by rounding of the last bit only
    slack = 1e-12 * max(1.0, abs(reading.expected))
    return "holds" if abs(found.mean - reading.expected) <= reading.allowed(factor) + slack else "misses"
