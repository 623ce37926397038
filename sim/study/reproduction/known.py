"""A stored report on known answers is made again: the same trials, in the scenarios that are stored with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sim.errors import InputProblems, Problem
from sim.study.known.cases import cases, chosen
from sim.study.known.keeping import READINGS, WORLDS, write_readings
from sim.study.known.runner import Stored, verify
from sim.study.known.verdicts import TrialResult
from sim.study.manifest import MANIFEST
from sim.study.progress import Report
from sim.study.provenance import cores
from sim.study.reproduction.bits import compared, rows_about, stored_table
from sim.study.reproduction.spread import evenly
from sim.study.reproduction.verdict import Remake

NEEDED = ("cases", "seed", "quick")
READ = (MANIFEST, WORLDS)
KEYS = ("case", "trial", "reading")


def remake(
    folder: Path, told: Mapping[str, Any], engine: str, sample: int | None, workers: int | None, report: Report
) -> Remake:
    """Make a report again and hold it against the one that is stored; a sample is one of trials."""
    stored = _stored(folder)
    trials = list(stored)
    some = [trials[place] for place in evenly(len(trials), sample)]
    finished: list[TrialResult] = []

    def tell(result: TrialResult) -> None:
        finished.append(result)
        report(len(finished), len(some))

    found = verify(
        chosen(tuple(told["cases"])),
        seed=told["seed"],
        engine=engine,
        quick=told["quick"],
        workers=workers or cores(),
        tell=tell,
        stored={key: stored[key] for key in some},
    )
    readings = stored_table(folder / READINGS, KEYS)
    kept = rows_about(readings, ("case", "trial"), some)
    with TemporaryDirectory() as beside:
        write_readings(found, Path(beside))
        part = compared(READINGS, kept, stored_table(Path(beside) / READINGS), KEYS)
    return Remake(len(some), len(trials), (part,))


def _stored(folder: Path) -> Stored:
    """The trials of a report, with the scenarios of their worlds."""
    table = stored_table(folder / WORLDS, ("case", "trial", "scenario"))
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for row in table.select(["case", "trial", "scenario"]).to_pylist():
        key = row["case"], row["trial"]
        found[key] = (*found.get(key, ()), row["scenario"])
    for (case, trial), texts in found.items():
        known = cases()[case].trials if case in cases() else ()
        if trial >= len(known) or len(known[trial].worlds) != len(texts):
            message = f"trial {trial} of the case {case} is another one today; the report cannot be made again"
            raise InputProblems([Problem((folder / WORLDS).as_posix(), 0, 0, "", message)])
    return found
