"""Which factor the result depends on: the shares of its variance that Sobol's indices give to each.

The *first* index of a factor is the share of variance that vanishes when it alone is fixed; the *total* index is the
share that remains when all others are. Where total is far above first, the factor works together with others, and for
the structure that means: which one is best depends on the world. Estimators are those of Saltelli et al. (2010) as
SALib has them; their interval is a bootstrap over the base rows of the design. The structure is a categorical factor
among the others.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.study.analysis.averaged import Rows, rows, wrong_design
from sim.study.analysis.landscape import Floats, landscape
from sim.study.analysis.resampling import Resampling, limits, picks
from sim.study.pairs import COVERAGE

TIMES = 500

Estimator = Callable[[Floats, Floats, Floats], Any]


def sobol(
    frame: pd.DataFrame, measure: str | None = None, times: int = TIMES, coverage: float = COVERAGE
) -> pd.DataFrame:
    """Sobol indices of every factor, structure included.

    Parameters
    ----------
    frame : DataFrame
        The table of a study whose points are a Saltelli design, in its order: for each base row A, the rows AB that
        take one factor from B (then, where second order was asked for, those that take all others), and B.
    measure : str, optional
        The declared criterion where nothing is said.
    times : int
        Number of resamples for the intervals.
    coverage : float
        Of each interval.

    Returns
    -------
    DataFrame
        ``factor, first, first_low, first_high, total, total_low, total_high`` (shares of variance, unbounded by
        sampling error), ``n`` (complete base rows), ``rows`` (base rows of the design). Largest total index first.

    Raises
    ------
    InputProblems
        The points do not form such a design.

    Notes
    -----
    Saltelli et al. (2010), "Variance based sensitivity analysis of model output". Where every point ran under every
    structure, the structure takes its turn as one more factor: each pair of structures serves as its values in A and
    in B, and all pairs are averaged.
    """
    land = landscape(frame, measure)
    design = rows(land)
    a, ab, b = _saltelli(design, land.experiment.settings.get("second_order"))
    complete = np.isfinite(np.concatenate([a, b, ab.reshape(len(a), -1)], axis=1)).all(axis=1)
    a, ab, b = a[complete], ab[complete], b[complete]
    if not len(a):
        raise wrong_design("a Saltelli sample of which at least one base row ran completely")
    middle = 0.5 * (a.mean() + b.mean())  # the estimators are biased where outputs are not centred
    a, ab, b = a - middle, ab - middle, b - middle
    chosen = picks(land.experiment.seed, Resampling.SENSITIVITY, 0, times, len(a))
    module = import_module("SALib.analyze.sobol")
    table = []
    for place, name in enumerate(design.names):
        row: dict[str, Any] = {"factor": name}
        for index, estimator in (("first", module.first_order), ("total", module.total_order)):
            row[index] = float(estimator(a.ravel(), ab[:, place].ravel(), b.ravel()))
            again = _resampled(estimator, a, ab[:, place], b, chosen)
            row[f"{index}_low"], row[f"{index}_high"] = limits(again, coverage)
        table.append({**row, "n": len(a), "rows": len(complete)})
    return pd.DataFrame(table).sort_values("total", ascending=False, kind="stable", ignore_index=True)


def _resampled(estimator: Estimator, a: Floats, ab: Floats, b: Floats, chosen: npt.NDArray[np.int64]) -> Floats:
    """The index in every resample of base rows; a base row keeps all pairs of structures it stands for."""
    found = [estimator(a[some].ravel(), ab[some].ravel(), b[some].ravel()) for some in chosen]
    return np.array(found, dtype=np.float64)


def _saltelli(design: Rows, second_order: bool | None) -> tuple[Floats, Floats, Floats]:
    """Outputs of A, of AB (one for each factor) and of B, by base row and pair of structures."""
    own = design.codes.shape[1]
    lengths = {True: (2 * own + 2,), False: (own + 2,), None: (2 * own + 2, own + 2)}[second_order]
    for length in lengths:
        order = _factors_in_order(design.codes, length)
        if order is not None:
            break
    else:
        raise wrong_design("a Saltelli sample")
    blocks = design.means.reshape(-1, length, design.means.shape[1])
    choices = range(blocks.shape[2])
    pairs = list(product(choices, choices)) if design.crossed else [(0, 0)]
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    a, b = blocks[:, 0, first], blocks[:, -1, second]
    ab = [blocks[:, 1 + order.index(place), first] for place in range(own)]
    if design.crossed:
        ab.append(blocks[:, 0, second])
    return a, np.stack(ab, axis=1), b


def _factors_in_order(codes: npt.NDArray[np.int64], length: int) -> list[int] | None:
    """Which factor each row AB of a block takes from B, if the blocks are those of a Saltelli design; else None."""
    own = codes.shape[1]
    if not own or len(codes) % length:
        return None
    blocks = codes.reshape(-1, length, own)
    a, b = blocks[:, 0], blocks[:, -1]
    found: list[int | None] = []
    for step in range(1, own + 1):
        changed = np.flatnonzero((blocks[:, step] != a).any(axis=0))
        if len(changed) > 1 or any((blocks[:, step, one] != b[:, one]).any() for one in changed):
            return None
        found.append(int(changed[0]) if len(changed) else None)
    known = [one for one in found if one is not None]
    still = iter([place for place in range(own) if place not in known])
    order = [next(still) if one is None else one for one in found]
    return order if sorted(order) == list(range(own)) else None
