"""Beside the pages of a report stand its numbers: every reading as a row, and every scenario that was lived through.

    worlds.parquet      a row a world: case, trial, file of scenarios/theory, what was changed, the resolved scenario
    readings.parquet    a row a reading: expected, simulated, standard error, allowed error, verdict
    manifest.json       what was asked, what made it

With them a report can be made again where the scenario files have changed meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from sim.scenario.writing import digest, dump
from sim.study.known.case import Case, Trial
from sim.study.known.living import scenarios_of
from sim.study.known.verdicts import Verification
from sim.study.manifest import MANIFEST, as_text, manifest
from sim.study.provenance import LENGTH, rules_fingerprint

KIND = "known answers"
WORLDS, READINGS = "worlds.parquet", "readings.parquet"
ADDRESS = {"case": "name of the case", "trial": "place of the trial in its case, from 0"}
WORLD = {
    **ADDRESS,
    "world": "place of the world in its trial, from 0",
    "file": "of scenarios/theory",
    "changes": "parameters that differ from the file, JSON",
    "fingerprint": "SHA-256 of the resolved scenario",
    "scenario": "the resolved scenario, TOML",
}
READING = {
    **ADDRESS,
    "setting": "the trial in words",
    "reading": "what was read",
    "unit": "of expected, simulated, error and allowed; a plain number has none",
    "expected": "by theory",
    "simulated": "estimate from the replications",
    "error": "standard error of the estimate",
    "allowed": "largest error that counts as agreement",
    "replications": "replications lived through",
    "moments": "moments that the engine went through in all of them",
    "verdict": "holds, misses, not sharp enough, cut off",
}
"""Columns -> meaning."""


def keep_report(
    found: Verification, cases: Sequence[Case], folder: Path, *, command: str = "", seconds: float = 0.0
) -> None:
    """Put numbers, scenarios and a manifest beside the pages of a report.

    Parameters
    ----------
    found : Verification
    cases : sequence of Case
        Those that were asked for.
    folder : Path
        Of the report; files of an earlier report of the same name are replaced.
    command : str
        What was typed, for the manifest.
    seconds : float
        How long it took.
    """
    rows = list(_worlds(found))
    known = hashlib.sha256("\n".join(row["fingerprint"] for row in rows).encode()).hexdigest()
    names = [case.name for case in cases]
    parts = [known, names, found.seed, found.quick, rules_fingerprint()]
    total = sum(trial.replications for result in found.results for trial in result.trials)
    told = manifest(
        KIND,
        command=command,
        title="Known answers",
        scenario="theory",
        fingerprint_of_scenario=known,
        changes=(),
        structures=(),
        seed=found.seed,
        replications=max((trial.replications for one in found.results for trial in one.trials), default=0),
        fingerprint=hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:LENGTH],
        engine=found.engine,
        runs=total,
        seconds=seconds,
        more={"cases": names, "quick": found.quick, "holds": found.holds},
    )
    _write(folder / WORLDS, rows, WORLD)
    write_readings(found, folder)
    (folder / MANIFEST).write_text(as_text(told), encoding="utf-8", newline="\n")


def write_readings(found: Verification, folder: Path) -> None:
    """Write every reading as a row; the same bytes whoever made them."""
    _write(folder / READINGS, list(_readings(found)), READING)


def _worlds(found: Verification) -> Iterator[dict[str, Any]]:
    for result in found.results:
        for trial in result.trials:
            worlds = trial.trial.worlds
            for number, (world, scenario) in enumerate(zip(worlds, scenarios_of(worlds, found.quick), strict=True)):
                yield {
                    **{"case": result.case.name, "trial": _place(result.case, trial.trial)},
                    **{"world": number, "file": world.file},
                    "changes": json.dumps(dict(world.changes), ensure_ascii=False, default=str),
                    **{"fingerprint": digest(scenario), "scenario": dump(scenario)},
                }


def _readings(found: Verification) -> Iterator[dict[str, Any]]:
    for result in found.results:
        for trial in result.trials:
            for one in trial.judged:
                yield {
                    **{"case": result.case.name, "trial": _place(result.case, trial.trial)},
                    "setting": trial.trial.name,
                    **{"reading": one.reading.name, "unit": one.reading.unit, "expected": float(one.reading.expected)},
                    **{"simulated": float(one.found.mean), "error": float(one.found.error)},
                    "allowed": float(one.reading.allowed(found.factor)),
                    **{"replications": trial.replications, "moments": trial.moments, "verdict": one.verdict},
                }


def _place(case: Case, trial: Trial) -> int:
    return next(place for place, one in enumerate(case.trials) if one is trial)


def _write(path: Path, rows: Sequence[dict[str, Any]], meanings: dict[str, str]) -> None:
    table = pa.table({name: [row[name] for row in rows] for name in meanings})
    fields = [field.with_metadata({"meaning": meanings[field.name]}) for field in table.schema]
    parquet.write_table(table.cast(pa.schema(fields)), path, compression="zstd")
