"""Indices of sensitivity as a table of effects, for the figure that shows what the result depends on.

Studies whose points have one structure each cannot contrast two structures at a point; what they can tell is how much
of the criterion depends on each factor, the structure among them.
"""

from __future__ import annotations

from math import nan

import numpy as np
import pandas as pd

from sim.errors import InputProblems, Problem
from sim.study.analysis.landscape import landscape
from sim.study.analysis.morris import morris
from sim.study.analysis.sobol import sobol


def indices(frame: pd.DataFrame, measure: str | None = None) -> pd.DataFrame:
    """Sobol or Morris indices, in the columns of `sim.study.analysis.effects.effects`.

    Parameters
    ----------
    frame : DataFrame
        The table of a study with a Sobol or Morris design.
    measure : str, optional
        The declared criterion where nothing is said.

    Returns
    -------
    DataFrame
        ``at_high`` and ``effect`` hold the total index, or mu star in the unit of the measure, with its interval;
        ``at_low`` the first-order index, or NaN. ``attrs["kind"]`` is ``sobol`` or ``morris``.

    Raises
    ------
    InputProblems
        The design is another.
    """
    land = landscape(frame, measure)
    design = land.experiment.design
    if design == "sobol":
        found = sobol(frame, measure)
        main, first = ("total", "total_low", "total_high"), ("first", "first_low", "first_high")
    elif design == "morris":
        found, main, first = morris(frame, measure), ("mu_star", "low", "high"), None
    else:
        message = f'every point ran under one structure, and a design of kind "{design}" has no indices; expected sobol'
        raise InputProblems([Problem("study", 0, 0, "design", message + " or morris, or all structures at each point")])
    table = pd.DataFrame({"factor": found["factor"], "low": "", "high": ""})
    for place, limit in enumerate(("", "_from", "_to")):
        table[f"at_high{limit}"] = table[f"effect{limit}"] = found[main[place]]
        table[f"at_low{limit}"] = found[first[place]] if first else nan
    runs = np.isfinite(land.values).sum(axis=2)
    replications = int(runs[runs > 0].min()) if (runs > 0).any() else 0
    told = {"kind": design, "measure": land.measure, "direction": land.direction, "n": replications, "left_out": 0}
    table.attrs.update(told, points=int(found["n"].iloc[0]), structures=list(land.structures))
    table.attrs.update(factors=land.experiment.described())
    return table
