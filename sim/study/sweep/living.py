"""One piece of a study's work: some points, some years, every structure that meets there, and a row for each run.

The year of a point is drawn once and lived through by all its structures, so they face the same luck and share the
cost of drawing it. A structure that the staff cannot form is an outcome and gets its rows. A run that breaks gets a row
too, with the whole story of its error, and the next one is begun: one bad corner must not cost a night's work. What
comes back is a small table; it depends on the piece alone, not on who does it, when, or beside what.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import OrgsimError
from sim.run import outcome
from sim.study.naming import hexadecimal
from sim.study.provenance import rules_fingerprint
from sim.study.sweep.naming import Unit, run_id
from sim.study.sweep.place import Place, place_of
from sim.study.sweep.settings import Setting

if TYPE_CHECKING:
    import pyarrow as pa

    from sim.world.year import Year

_SHORT = 300
"""Letters of a message that are kept."""


@dataclass(frozen=True)
class Piece:
    """What one worker does at a time.

    Attributes
    ----------
    settings : tuple of (int, Setting)
        Points by number.
    units : tuple of (int, int, str)
        Runs in order: by point, replication, structure.
    seed : int
    engine : str
    measures : tuple of str
        Kept of every run.
    rules : str
        Fingerprint of the rules by which the study was planned.
    """

    settings: tuple[tuple[int, Setting], ...]
    units: tuple[Unit, ...]
    seed: int
    engine: str
    measures: tuple[str, ...]
    rules: str


def live_through(piece: Piece) -> pa.Table:
    """Do a piece of work; two points of a sample that are one scenario are lived through once.

    Returns
    -------
    pyarrow.Table
        A row a run, in the order of its units; columns as in `sim.study.sweep.rows`.

    Raises
    ------
    OrgsimError
        This worker has other rules, or reads the scenario otherwise: no number of it would be right.
    """
    from sim.study.sweep.rows import table_of

    if rules_fingerprint() != piece.rules:
        raise OrgsimError(
            "a worker has other rules than the process that planned the study; install one version on all"
        )
    found: list[dict[str, Any]] = []
    settings = dict(piece.settings)
    lived: dict[str, dict[str, Any]] = {}
    for point, of_point in groupby(piece.units, key=lambda unit: unit[0]):
        place = place_of(settings[point])
        for replication, of_year in groupby(of_point, key=lambda unit: unit[1]):
            names = {
                structure: run_id(place.setting.digest, structure, piece.seed, replication, piece.rules)
                for _, _, structure in of_year
            }
            new = [structure for structure, name in names.items() if name not in lived]
            for structure, row in zip(new, _year(piece, place, replication, new), strict=True):
                lived[names[structure]] = row
            for structure, name in names.items():
                about = {"point": point, "replication": replication, "structure": structure, "run": name}
                found.append({**about, **lived[name]})
    return table_of(found, piece.seed, piece.measures)


def _year(piece: Piece, place: Place, replication: int, structures: list[str]) -> Iterator[dict[str, Any]]:
    """One year of one point, structure by structure; a fault is an outcome of the study, whatever it is."""
    from sim.world.workload import draw_year

    if not structures:
        return
    try:
        year = draw_year(place.scenario, piece.seed, replication)
    except Exception as error:
        yield from (_failed(error) for _ in structures)
        return
    for structure in structures:
        try:
            yield _run(piece, place, structure, year)
        except Exception as error:
            yield _failed(error)


def _run(piece: Piece, place: Place, structure: str, year: Year) -> dict[str, Any]:
    formed = place.formed(structure)
    if isinstance(formed, str):
        return {"status": "infeasible", "message": formed}
    plan, known = formed
    ended = outcome(plan, year, known, engine=piece.engine, names=piece.measures)
    kept = [ended.measures.get(name, nan) for name in piece.measures]
    sums = {"saturated": ended.saturated, "moments": ended.moments, "digest": hexadecimal(ended.digest)}
    return {"status": "ok", "measures": kept, "distinct": plan.organisation.distinct, **sums}


def _failed(error: Exception) -> dict[str, Any]:
    told = {"error": type(error).__name__, "message": str(error)[:_SHORT], "traceback": story(error)}
    return {"status": "failed", **told}


def story(error: BaseException) -> str:
    """Where an error came from, line by line, without a path of this machine: the same wherever it happens."""
    lines = [
        f"{_place(frame.filename)}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return "\n".join([*lines, f"{type(error).__name__}: {error}"[:_SHORT]])


def _place(file: str) -> str:
    parts = Path(file).parts
    for root in ("site-packages", "sim"):
        if root in parts:
            start = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[start + (root == "site-packages") :])
    return parts[-1] if parts else file
