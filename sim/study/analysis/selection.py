"""Choosing the best of several structures with a stated chance of being right, and knowing when one may stop.

Kim and Nelson (2001) compare all contenders after every replication and drop the one that has fallen behind another
by more than luck explains; the band of luck narrows as replications come in, and its width is set by a pilot. Whoever
is left is the best with the promised probability, whenever the best is ahead by at least the *indifference*: the least
difference worth paying for. Their procedure allows common random numbers, and gains by them, which is why it stands
here beside the older constant of Rinott (1978), which assumes independent samples. Both assume normal means.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np
import pandas as pd

from sim.errors import InputProblems, Problem
from sim.study.analysis.landscape import Floats, landscape
from sim.study.pairs import COVERAGE


@dataclass(frozen=True)
class Selection:
    """Where the choice stands.

    Attributes
    ----------
    kept : tuple of int
        Places of the contenders still in; one where the choice is made.
    best : int
        The one of them with the best mean so far.
    used : int
        Replications looked at until the choice was made, or all there are.
    at_most : int
        Replications in all after which the choice is made, however the years turn out.
    """

    kept: tuple[int, ...]
    best: int
    used: int
    at_most: int

    @property
    def made(self) -> bool:
        """Whether one contender is left, or so many replications were run that the best mean decides."""
        return len(self.kept) == 1 or self.used >= self.at_most


def select(values: Floats, indifference: float, pilot: int = 10, coverage: float = COVERAGE) -> Selection:
    """Run the procedure of Kim and Nelson over replications that exist.

    Parameters
    ----------
    values : ndarray of float64, contenders x replications
        Higher is better; complete, in the order in which they were run.
    indifference : float
        Least difference worth telling apart, in the unit of the measure; above 0.
    pilot : int
        Replications from which the variances of the differences are taken, at least 2; the paper advises 10 or more.
    coverage : float
        Probability of a right choice, where the best is ahead by the indifference or more.

    Returns
    -------
    Selection

    Raises
    ------
    InputProblems
        The indifference is not above 0, or there are fewer replications than the pilot needs.

    Notes
    -----
    Kim, S.-H. and Nelson, B. L. (2001), "A fully sequential procedure for indifference-zone selection in simulation",
    with c = 1: eta = ((2 alpha / (k - 1)) ** (-2 / (n0 - 1)) - 1) / 2 and h squared = 2 eta (n0 - 1).
    """
    k, n = values.shape
    if not indifference > 0.0:
        raise InputProblems([Problem("indifference", 0, 0, "", f"{indifference} is not above 0")])
    if n < pilot or pilot < 2:
        message = f"there are {n} replications; expected a pilot of 2 or more ({pilot}) and at least as many"
        raise InputProblems([Problem("pilot", 0, 0, "", message)])
    if k == 1:
        return Selection((0,), 0, pilot, pilot)
    eta = 0.5 * ((2.0 * (1.0 - coverage) / (k - 1)) ** (-2.0 / (pilot - 1)) - 1.0)
    band = 2.0 * eta * (pilot - 1) * (values[:, None, :pilot] - values[None, :, :pilot]).var(axis=2, ddof=1)
    at_most = max(pilot, floor(float(band.max()) / indifference**2) + 1)
    sums = values.cumsum(axis=1)
    kept = list(range(k))
    used = pilot
    while True:
        slack = np.maximum(0.0, (band / indifference - indifference * used) / 2.0)
        total = sums[:, used - 1]
        kept = [one for one in kept if all(total[one] >= total[other] - slack[one, other] for other in kept)]
        if len(kept) == 1 or used >= at_most or used >= n:
            break
        used += 1
    best = max(kept, key=lambda one: total[one])
    return Selection((best,) if used >= at_most else tuple(kept), best, used, at_most)


def selections(
    frame: pd.DataFrame, indifference: float, measure: str | None = None, pilot: int = 10, coverage: float = COVERAGE
) -> pd.DataFrame:
    """Where the choice of the best structure stands, at every point.

    Parameters
    ----------
    frame, measure
        As in `sim.study.analysis.landscape.landscape`.
    indifference, pilot, coverage
        As in `select`.

    Returns
    -------
    DataFrame
        ``point, best, made, kept`` (structures still in, separated by commas), ``used`` (replications looked at),
        ``n`` (complete replications), ``at_most`` (in all, after which the choice is made), ``missing`` (still to run
        at most). Overloaded and infeasible structures do not contend; points without contenders are left out.
    """
    from sim.study.analysis.verdicts import verdict

    land = landscape(frame, measure)
    rows = []
    for place, point in enumerate(land.points):
        found = verdict(land, [place])
        out = {*found.overloaded, *found.infeasible, *found.failed, *found.undefined}
        names = [one for row, one in enumerate(land.structures) if one not in out and land.runs[place, row]]
        if not names:
            continue
        values = land.direction * land.values[place, [land.structures.index(one) for one in names]]
        complete = values[:, np.isfinite(values).all(axis=0)]
        chosen = select(complete, indifference, pilot, coverage)
        kept = ", ".join(names[one] for one in chosen.kept)
        missing = 0 if chosen.made else chosen.at_most - complete.shape[1]
        rows.append(
            (point, names[chosen.best], chosen.made, kept, chosen.used, complete.shape[1], chosen.at_most, missing)
        )
    return pd.DataFrame(rows, columns=["point", "best", "made", "kept", "used", "n", "at_most", "missing"])
