"""The constant of Rinott: how often to run each contender when their samples are independent.

After a pilot of n years each, contender i is run max(n, (h s_i / indifference) squared) years in all, and the best mean
is the best contender with the promised probability. The constant h is where a double integral over two chi-squared
variables equals that probability; it is found here by quadrature and halving, to four decimals and more, instead of
being read off a table.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, lgamma, log
from statistics import NormalDist

import numpy as np

from sim.study.analysis.landscape import Floats
from sim.study.pairs import COVERAGE

POINTS = 160
"""Nodes of the quadrature on each axis."""


@lru_cache(maxsize=64)
def rinott_constant(contenders: int, pilot: int, coverage: float = COVERAGE) -> float:
    """Constant h of the two-stage procedure.

    Parameters
    ----------
    contenders : int
        At least 2.
    pilot : int
        Replications of the first stage, at least 2.
    coverage : float
        Probability of a right choice.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        Where either is outside its range.

    Notes
    -----
    Rinott, Y. (1978), "On two-stage selection procedures and related probability-inequalities".
    """
    if contenders < 2 or pilot < 2 or not 1.0 / contenders < coverage < 1.0:
        raise ValueError(f"expected two contenders or more, a pilot of 2 or more ({contenders}, {pilot}, {coverage})")
    freedom = pilot - 1
    nodes, weights = _chi_squared(freedom)
    scale = np.sqrt(freedom * (1.0 / nodes[:, None] + 1.0 / nodes[None, :]))
    low, high = 0.0, 1.0

    def right(h: float) -> float:
        inner = _normal(h / scale) @ weights
        return float((inner ** (contenders - 1)) @ weights)

    while right(high) < coverage:
        low, high = high, 2.0 * high
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if right(middle) < coverage else (low, middle)
    return 0.5 * (low + high)


def rinott_needed(
    deviation: float, indifference: float, contenders: int, pilot: int, coverage: float = COVERAGE
) -> int:
    """Replications in all of one contender, its pilot included.

    Parameters
    ----------
    deviation : float
        Standard deviation of the contender's pilot, in the unit of the measure.
    indifference : float
        Least difference worth telling apart, in the same unit.
    contenders, pilot, coverage
        As in `rinott_constant`.
    """
    return max(pilot, ceil((rinott_constant(contenders, pilot, coverage) * deviation / indifference) ** 2))


def _chi_squared(freedom: int) -> tuple[Floats, Floats]:
    """Nodes of a quadrature and the probabilities they carry: Gauss-Legendre between the far ends, in logarithms."""
    ends = log(freedom) - 40.0 / freedom**0.5 / (1.0 + 0.05 * freedom**0.5), log(freedom + 12.0 * freedom**0.5 + 40.0)
    x, w = np.polynomial.legendre.leggauss(POINTS)
    logs = 0.5 * (ends[1] - ends[0]) * x + 0.5 * (ends[1] + ends[0])
    density = 0.5 * freedom * logs - 0.5 * np.exp(logs) - 0.5 * freedom * log(2.0) - lgamma(0.5 * freedom)
    weights = 0.5 * (ends[1] - ends[0]) * w * np.exp(density)
    return np.exp(logs), weights


def _normal(z: Floats) -> Floats:
    """Distribution function of the standard normal."""
    cdf = np.frompyfunc(NormalDist().cdf, 1, 1)
    return np.asarray(cdf(z), dtype=np.float64)
