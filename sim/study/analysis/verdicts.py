"""Who wins at one place of a landscape, and who may be said to: the best mean is a fact, a victory is a claim.

A structure has won where its paired difference from every other contender excludes zero. All pairs of contenders are
looked at, so their intervals are made to hold together (Bonferroni: the coverage of one is 1 - 0.05 / pairs), and
nothing is gained by having picked the best one first. Otherwise the place is undecided between the best and all that
cannot be told apart from it. A run that was saturated is a year lost; a structure that lost more than half of its
years is overloaded and does not contend, nor does one that could not be formed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.study.analysis.landscape import Landscape
from sim.study.pairs import COVERAGE, Estimate, difference

NOTHING = Estimate(0, float("nan"), float("nan"), float("nan"))


@dataclass(frozen=True)
class Verdict:
    """What was found at one place.

    Attributes
    ----------
    best : str
        Contender with the best mean; empty where nobody contends.
    rival : str
        The next best where the best has won, else the nearest of those level with it; empty where it stands alone.
    lead : Estimate
        By how much the best is better than the rival, in the unit of the measure, positive; simultaneous interval.
    level : tuple of str
        Contenders that cannot be told apart from the best, best mean first.
    overloaded, infeasible, failed, undefined : tuple of str
        Structures that do not contend, and why.
    n : int
        Replications in which best and rival are both defined; those of the best where it stands alone.
    """

    best: str
    rival: str
    lead: Estimate
    level: tuple[str, ...]
    overloaded: tuple[str, ...]
    infeasible: tuple[str, ...]
    failed: tuple[str, ...]
    undefined: tuple[str, ...]
    n: int

    @property
    def decided(self) -> bool:
        """Whether the best has won."""
        return bool(self.best) and not self.level


def verdict(land: Landscape, places: Sequence[int], coverage: float = COVERAGE) -> Verdict:
    """Judge one place.

    Parameters
    ----------
    land : Landscape
    places : sequence of int
        Indices of the points that make up the place; the mean over them is taken within each replication.
    coverage : float
        Of all intervals of the place together.

    Returns
    -------
    Verdict
    """
    chosen = list(places)
    ran = land.runs[chosen] > 0
    infeasible = land.infeasible[chosen].any(axis=0)
    failed = land.failed[chosen].any(axis=0) & ~infeasible
    runs, lost = land.runs[chosen].sum(axis=0), land.lost[chosen].sum(axis=(0, 2))
    overloaded = (2 * lost > runs) & ~infeasible & ~failed
    means = land.values[chosen].mean(axis=0)  # NaN in any point leaves the replication out
    known = np.isfinite(means).any(axis=1) & ran.all(axis=0)
    contends = known & ~overloaded & ~infeasible & ~failed
    undefined = ran.any(axis=0) & ~known & ~overloaded & ~infeasible & ~failed
    order = sorted(np.flatnonzero(contends).tolist(), key=lambda one: -land.direction * float(np.nanmean(means[one])))

    def names(marked: Sequence[int]) -> tuple[str, ...]:
        return tuple(land.structures[one] for one in marked)

    over, never, broken, void = (
        names(np.flatnonzero(mask).tolist()) for mask in (overloaded, infeasible, failed, undefined)
    )
    found = Verdict("", "", NOTHING, (), over, never, broken, void, 0)
    if not order:
        return found
    best, others = order[0], order[1:]
    if not others:
        return replace(found, best=land.structures[best], n=int(np.isfinite(means[best]).sum()))
    each = shared(coverage, len(order) * (len(order) - 1) // 2)
    leads = {one: difference(land.direction * means[best], land.direction * means[one], each) for one in others}
    level = [one for one in others if not leads[one].low > 0.0]
    rival = min(level or others, key=lambda one: (leads[one].mean, others.index(one)))
    first, second = land.structures[best], land.structures[rival]
    return replace(found, best=first, rival=second, lead=leads[rival], level=names(level), n=leads[rival].n)


def shared(coverage: float, claims: int) -> float:
    """Coverage of one interval such that several hold together (Bonferroni's inequality)."""
    return 1.0 - (1.0 - coverage) / max(claims, 1)
