"""How many replications a claim needs, told from a pilot before they are paid for.

Stein (1945) showed that a pilot of n years is enough to promise an interval of a given half-width, exactly: run
max(n, (t s / w) squared) years in all, with Student's t and the standard deviation s of the pilot alone. A formula
that takes the pilot's s for the true one promises too much.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import ceil, isfinite, sqrt

import numpy as np
import pandas as pd

from sim.errors import InputProblems, Problem
from sim.study.analysis.landscape import landscape
from sim.study.pairs import COVERAGE, t_quantile


def replications_needed(differences: Sequence[float], half_width: float, coverage: float = COVERAGE) -> int:
    """Replications in all, pilot included, for the interval of a mean paired difference.

    Parameters
    ----------
    differences : sequence of float
        Paired differences of the pilot, at least two; what is not finite is left out.
    half_width : float
        Wished, in the unit of the measure; above 0.
    coverage : float
        Of the interval.

    Returns
    -------
    int
        At least the size of the pilot.

    Raises
    ------
    InputProblems
        The wish is not above 0, or the pilot too small.

    Notes
    -----
    Stein, C. (1945), "A two-sample test for a linear hypothesis whose power is independent of the variance".
    """
    known = np.array([value for value in differences if isfinite(value)])
    if not half_width > 0.0:
        raise InputProblems([Problem("half_width", 0, 0, "", f"{half_width} is not above 0")])
    if len(known) < 2:
        message = f"the pilot has {len(known)} replications in which both are defined; expected 2 or more"
        raise InputProblems([Problem("pilot", 0, 0, "", message)])
    wide = t_quantile(0.5 + coverage / 2.0, len(known) - 1) * float(known.std(ddof=1))
    return max(len(known), ceil((wide / half_width) ** 2))


def precision(
    frame: pd.DataFrame, half_width: float, measure: str | None = None, coverage: float = COVERAGE
) -> pd.DataFrame:
    """Replications that every paired difference of a study needs, taking the study as a pilot.

    Parameters
    ----------
    frame : DataFrame
        The table of a study.
    half_width : float
        Wished, in the unit of the measure.
    measure : str, optional
        The declared criterion where nothing is said.
    coverage : float
        Of each interval.

    Returns
    -------
    DataFrame
        ``point, structure, other, n`` (replications there are), ``half_width`` (of the interval they give),
        ``needed`` (in all), ``missing`` (still to run). Pairs with fewer than two replications are left out.
    """
    land = landscape(frame, measure)
    rows = []
    for place, point in enumerate(land.points):
        for one, other in combinations(range(len(land.structures)), 2):
            gaps = land.values[place, one] - land.values[place, other]
            known = gaps[np.isfinite(gaps)]
            if len(known) > 1:
                needed = replications_needed(known.tolist(), half_width, coverage)
                now = t_quantile(0.5 + coverage / 2.0, len(known) - 1) * float(known.std(ddof=1)) / sqrt(len(known))
                pair = (land.structures[one], land.structures[other])
                rows.append((point, *pair, len(known), now, needed, needed - len(known)))
    return pd.DataFrame(rows, columns=["point", "structure", "other", "n", "half_width", "needed", "missing"])
