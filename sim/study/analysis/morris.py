"""Which factors matter at all: the elementary effects of Morris, a cheap look at many factors.

Along each trajectory of the design one factor moves at a time; the change in the result, per whole range of the factor,
is an elementary effect. Their mean absolute size (*mu star*, Campolongo et al. 2007) ranks the factors, their spread
(*sigma*) says whether a factor works alone and straight. The structure is a factor like any other; since its levels
have no order, its mean with sign says nothing and is left out.
"""

from __future__ import annotations

from importlib import import_module
from itertools import permutations
from math import nan
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.study.analysis.averaged import STRUCTURE, Rows, rows, wrong_design
from sim.study.analysis.landscape import Floats, landscape
from sim.study.analysis.resampling import Resampling, limits, picks
from sim.study.pairs import COVERAGE

LEVELS = 4
TIMES = 2000


def morris(
    frame: pd.DataFrame, measure: str | None = None, times: int = TIMES, coverage: float = COVERAGE
) -> pd.DataFrame:
    """Elementary effects of every factor, structure included.

    Parameters
    ----------
    frame : DataFrame
        The table of a study whose points are trajectories of Morris, in their order: as many points as factors and one
        more, of which each differs from the one before in one factor.
    measure : str, optional
        The declared criterion where nothing is said.
    times : int
        Number of resamples for the interval.
    coverage : float
        Of the interval.

    Returns
    -------
    DataFrame
        ``factor, mu_star, low, high`` (interval of mu star, a bootstrap over trajectories), ``mu, sigma`` (all in the
        unit of the measure, over the whole range of the factor), ``n`` (complete trajectories), ``rows`` (trajectories
        of the design). Largest mu star first.

    Raises
    ------
    InputProblems
        The points do not form such a design.

    Notes
    -----
    Morris (1991), "Factorial sampling plans for preliminary computational experiments"; the number of levels is the
    ``levels`` of the design's settings, else 4. Where every point ran under every structure, each trajectory ends with
    one more step, from one structure to another, and all such pairs are averaged.
    """
    land = landscape(frame, measure)
    levels = int(land.experiment.settings.get("levels", land.experiment.settings.get("num_levels", LEVELS)))
    design = rows(land)
    steps, outputs, total = _trajectories(design)
    trajectories, pairs = outputs.shape[:2]
    signs = np.repeat(steps, pairs, axis=0)
    problem = {"num_vars": len(design.names), "names": list(design.names), "bounds": [[0.0, 1.0]] * len(design.names)}
    module = import_module("SALib.analyze.morris")
    inputs, flat = signs.reshape(-1, signs.shape[2]), outputs.reshape(-1)
    with np.errstate(all="ignore"):
        found = module.analyze(problem, inputs, flat, num_resamples=2, num_levels=levels, seed=0)
    effects = _sizes(steps, outputs, levels / (2.0 * (levels - 1)))
    chosen = picks(land.experiment.seed, Resampling.SENSITIVITY, 1, times, trajectories)
    table: list[dict[str, Any]] = []
    for place, name in enumerate(design.names):
        low, high = limits(effects[:, place][chosen].mean(axis=1), coverage)
        mu = nan if name == STRUCTURE else float(found["mu"][place])
        row = {"factor": name, "mu_star": float(found["mu_star"][place]), "low": low, "high": high, "mu": mu}
        table.append({**row, "sigma": float(found["sigma"][place]), "n": trajectories, "rows": total})
    return pd.DataFrame(table).sort_values("mu_star", ascending=False, kind="stable", ignore_index=True)


def _trajectories(design: Rows) -> tuple[Floats, Floats, int]:
    """Coded inputs (trajectories x points x factors), outputs (trajectories x pairs x points), trajectories planned.

    In the coded inputs only the sign of a step counts.
    """
    own = design.codes.shape[1]
    if not own or len(design.codes) % (own + 1):
        raise wrong_design("trajectories of Morris")
    blocks = design.codes.reshape(-1, own + 1, own)
    steps = np.stack([_moves(block) for block in blocks])
    means = design.means.reshape(len(blocks), own + 1, -1)
    if design.crossed:
        pairs = list(permutations(range(means.shape[2]), 2))
        ends = [np.concatenate([means[:, :, one], means[:, -1:, other]], axis=1) for one, other in pairs]
        outputs = np.stack(ends, axis=1)
        last = np.concatenate([steps[:, -1:], np.ones((len(steps), 1, 1))], axis=2)
        steps = np.concatenate([np.concatenate([steps, np.zeros((*steps.shape[:2], 1))], axis=2), last], axis=1)
    else:
        outputs = means.transpose(0, 2, 1)
    complete = np.isfinite(outputs).all(axis=(1, 2))
    if complete.sum() < 2:
        raise wrong_design("trajectories of Morris of which at least two ran completely")
    return steps[complete], outputs[complete], len(blocks)


def _moves(block: npt.NDArray[np.int64]) -> Floats:
    """The path of one trajectory in units of one step; a factor whose step kept its level moves up for the form."""
    jumps = np.sign(np.diff(block, axis=0))
    moved = (jumps != 0).sum(axis=1)
    if (moved > 1).any() or ((jumps != 0).sum(axis=0) > 1).any():
        raise wrong_design("trajectories of Morris")
    idle = iter(np.flatnonzero((jumps == 0).all(axis=0)).tolist())
    for step in np.flatnonzero(moved == 0).tolist():
        jumps[step, next(idle)] = 1
    return np.concatenate([np.zeros((1, block.shape[1])), jumps.cumsum(axis=0)])


def _sizes(steps: Floats, outputs: Floats, delta: float) -> Floats:
    """Mean absolute elementary effect of each factor on each trajectory: trajectories x factors."""
    sizes = np.abs(np.diff(outputs, axis=2)).mean(axis=1) / delta
    which = np.abs(np.diff(steps, axis=1)).argmax(axis=2)
    found = np.zeros_like(sizes)
    np.put_along_axis(found, which, sizes, axis=1)
    return np.asarray(found)
