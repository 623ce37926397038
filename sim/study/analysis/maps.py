"""The map of winners as a table: two factors span it, and each place says who leads there and whether that is sure.

Where more factors vary, a place holds several points, and the mean over them is taken within each replication, so that
pairs stay pairs. A design without a grid (drawn points) has no cells; its points stand in the map where they lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sim.errors import InputProblems, Problem
from sim.study.analysis.landscape import Landscape, landscape
from sim.study.analysis.verdicts import Verdict, verdict
from sim.study.pairs import COVERAGE

MOST_LEVELS = 24
"""A factor with more values than these has no cells."""


def winners(
    frame: pd.DataFrame,
    factors: Sequence[str] = (),
    measure: str | None = None,
    coverage: float = COVERAGE,
) -> pd.DataFrame:
    """Who wins where.

    Parameters
    ----------
    frame : DataFrame
        The table of a study in which several structures ran at a point.
    factors : sequence of up to two str, optional
        Across, and upwards; the first two that vary where nothing is said.
    measure : str, optional
        The declared criterion where nothing is said.
    coverage : float
        Of all intervals of a place together.

    Returns
    -------
    DataFrame
        One row a place: ``x, y`` (values; ``y`` is empty where one factor varies), ``points`` (number in it), ``best,
        rival`` (see `sim.study.analysis.verdicts.Verdict`), ``lead, low, high`` (of the best over the rival, in the
        unit of the measure, positive is better), ``decided``, ``level, overloaded, infeasible, failed, undefined``
        (names, joined by commas), ``n`` (replications). ``attrs``: ``measure``, ``direction``, ``x``, ``y`` (paths),
        ``cells`` (whether the places form a grid), ``averaged`` (paths of factors averaged over), ``structures``,
        ``factors`` (see `sim.study.analysis.experiment.Experiment.described`).

    Raises
    ------
    InputProblems
        No factor varies, one asked for is unknown, or no two structures ever met.
    """
    land = landscape(frame, measure)
    across, up = _axes(land, factors)
    if ((land.runs > 0) | land.infeasible | land.failed).sum(axis=1).max() < 2:
        message = "every point ran under one structure only, so nobody can win there; ask for indices instead"
        raise InputProblems([Problem("study", 0, 0, "structure", message)])
    averaged = [path for path in land.varied() if path not in (across, up)]
    chosen = [path for path in (across, up) if path]
    cells = all(
        len(set(land.at[path])) <= (MOST_LEVELS if land.experiment.factor(path).numeric else 10**6) for path in chosen
    )
    places: dict[tuple[Any, ...], list[int]] = {}
    for place in range(len(land.points)):
        key = tuple(land.at[path][place] for path in chosen) if cells else (place,)
        places.setdefault(key, []).append(place)
    rows = [
        {
            "x": land.at[across][some[0]],
            "y": land.at[up][some[0]] if up else "",
            "points": len(some),
            **_told(verdict(land, some, coverage)),
        }
        for some in places.values()
    ]
    table = pd.DataFrame(rows)
    table.attrs.update(measure=land.measure, direction=land.direction, x=across, y=up, cells=cells)
    table.attrs.update(averaged=averaged if cells else [], structures=list(land.structures))
    table.attrs.update(factors=land.experiment.described())
    return table


def _axes(land: Landscape, asked: Sequence[str]) -> tuple[str, str]:
    for path in asked:
        land.experiment.factor(path)
    chosen = list(asked) or land.varied()
    chosen += [path for path in land.varied() if path not in chosen] if len(chosen) == 1 and asked else []
    if not chosen:
        raise InputProblems([Problem("study", 0, 0, "factors", "no factor varies; a map needs one or two")])
    return chosen[0], chosen[1] if len(chosen) > 1 else ""


def _told(found: Verdict) -> dict[str, Any]:
    row: dict[str, Any] = {"best": found.best, "rival": found.rival, "lead": found.lead.mean}
    row |= {"low": found.lead.low, "high": found.lead.high, "decided": found.decided}
    for name in ("level", "overloaded", "infeasible", "failed", "undefined"):
        row[name] = ",".join(getattr(found, name))
    return row | {"n": found.n}
