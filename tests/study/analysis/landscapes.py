"""Builds tables of studies as a study leaves them, from a function that says what a structure does at a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from sim.randomness import uniform

Value = Callable[[str, Mapping[str, Any], int], float]
"""Structure, point and replication -> value of the criterion; NaN where undefined."""

SIZE = {"label": "staff", "label_zh": "人数", "unit": "seats", "unit_zh": "岗位", "kind": "lever"}
TURBULENCE = {"label": "turbulence", "label_zh": "动荡程度", "unit": "", "kind": "uncertainty"}
NAMES = ("north", "south", "east", "west")


def luck(replication: int, subject: int = 0, seed: int = 7) -> float:
    """A number between -1 and 1 that all structures of a replication may share."""
    return 2.0 * uniform(seed, replication, 900, subject, 0) - 1.0


def study(
    value: Value,
    factors: Mapping[str, Mapping[str, Any]],
    points: Sequence[Mapping[str, Any]] | None = None,
    *,
    structures: Sequence[str] = NAMES,
    replications: int = 10,
    measure: str = "decision_delay",
    direction: str = "lower",
    lost: Callable[[str, Mapping[str, Any], int], bool] = lambda *_: False,
    status: Callable[[str, Mapping[str, Any], int], str] = lambda *_: "ok",
    only: Callable[[int], Sequence[str]] | None = None,
    **more: Any,
) -> pd.DataFrame:
    """The table of a study; a grid of the factors' values unless points are given."""
    if points is None:
        listed = product(*(factor["values"] for factor in factors.values()))
        points = [dict(zip(factors, one, strict=True)) for one in listed]
    rows = []
    for number, point in enumerate(points):
        for name in structures if only is None else only(number):
            for replication in range(replications):
                state = status(name, point, replication)
                found = value(name, point, replication) if state == "ok" else float("nan")
                gone = state == "ok" and lost(name, point, replication)
                rows.append((number, state, *point.values(), name, replication, gone, found))
    columns = ["point", "status", *factors, "structure", "replication", "saturated", measure]
    frame = pd.DataFrame(rows, columns=columns)
    frame[measure] = frame[measure].astype(np.float64)
    frame.attrs["experiment"] = {
        "title": "How big is too big?",
        "title_zh": "多大算太大？",
        "fingerprint": "3f9a12bc77",
        "seed": 7,
        "criterion": {"measure": measure, "direction": direction},
        "factors": {path: dict(factor) for path, factor in factors.items()},
        "structures": list(structures),
        "design": "grid",
        "design_settings": {},
        **more,
    }
    return frame
