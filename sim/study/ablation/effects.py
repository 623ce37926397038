"""What each rule does to each structure: the same years with the rule off, minus the same years with it on.

The years do not know the rules, so both sides face the same campaigns, absences and luck, and the difference is taken
year by year. So many differences are looked at that some would seem to be real by luck; their intervals are made to
hold together, all of one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from sim.study.ablation.asking import FACTOR
from sim.study.ablation.rules import ON
from sim.study.analysis.comparisons import adjusted
from sim.study.analysis.landscape import Landscape, landscape
from sim.study.pairs import COVERAGE

COLUMNS = (
    *("measure", "rule", "structure", "n", "on", "off", "mean", "low", "high"),
    *("p", "p_holm", "family", "saturated_on", "saturated_off"),
    *("overloaded_on", "overloaded_off"),
)


def effects(frame: pd.DataFrame, measures: Sequence[str], coverage: float = COVERAGE) -> pd.DataFrame:
    """Paired difference, rule off minus rule on, for every rule, structure and measure.

    Parameters
    ----------
    frame : DataFrame
        The table of the study of an ablation.
    measures : sequence of str
    coverage : float
        Of all intervals together.

    Returns
    -------
    DataFrame
        ``measure, rule, structure, n`` (replications in which both are defined), ``on, off`` (means), ``mean, low,
        high`` (off minus on, unit of the measure, simultaneous interval), ``p, p_holm, family`` (see
        `sim.study.analysis.comparisons.comparisons`), ``saturated_on, saturated_off`` (runs), ``overloaded_on,
        overloaded_off`` (whether that is most of them, so that there is no mean: NaN, as where a measure is defined in
        no year). Structures that cannot be formed, or are copies, have no rows.
    """
    rows: list[dict[str, Any]] = []
    for measure in measures:
        rows += _rows(landscape(frame, measure))
    return pd.DataFrame(adjusted(rows, coverage), columns=list(COLUMNS))


def _rows(land: Landscape) -> list[dict[str, Any]]:
    names = land.at[FACTOR]
    base = names.index(ON)
    rows = []
    for place, rule in enumerate(names):
        for column, structure in enumerate(land.structures):
            if place == base or not (land.runs[place, column] and land.runs[base, column]):
                continue
            on, off = land.values[base, column], land.values[place, column]
            over_on, over_off = (overloaded(land, at, column) for at in (base, place))
            rows.append(
                {
                    "measure": land.measure,
                    "rule": rule,
                    "structure": structure,
                    "on": nan if over_on else _mean(on),
                    "off": nan if over_off else _mean(off),
                    "saturated_on": int(land.lost[base, column].sum()),
                    "saturated_off": int(land.lost[place, column].sum()),
                    "overloaded_on": over_on,
                    "overloaded_off": over_off,
                    "_differences": [] if over_on or over_off else (off - on).tolist(),
                }
            )
    return rows


def overloaded(land: Landscape, place: int, column: int) -> bool:
    """Whether a structure was saturated in most of its years at a point, so that it has no mean."""
    return bool(2 * land.lost[place, column].sum() > land.runs[place, column])


def _mean(values: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else nan
