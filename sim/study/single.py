"""A single run can be kept as a comparison is: its measures and tables, the whole log, the scenario and a manifest.

    results/<scenario>-<structure>-<fingerprint>/
        manifest.json      what was asked, what made it
        scenario.toml      the resolved scenario
        runs.parquet       every measure; digests.parquet and a table for each breakdown beside it, as in a comparison
        events.parquet     everything that happened, row by row

The folder appears whole or not at all, and an existing one is never touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.run import Run
from sim.scenario.writing import digest, dump
from sim.study.manifest import MANIFEST, SCENARIO, as_text, manifest
from sim.study.naming import existing, folder_name
from sim.study.parquet import write_table
from sim.study.pool import Sample
from sim.study.provenance import LENGTH, rules_fingerprint
from sim.study.sweep.folders import make_folder
from sim.study.sweep.naming import run_id
from sim.study.tables import BREAKDOWNS, breakdown_table, digests_table, peaks, runs_table

EVENTS = "events.parquet"


def keep_run(
    one: Run, root: str | Path = "results", *, command: str = "", changes: Sequence[str] = (), seconds: float = 0.0
) -> tuple[Path, bool]:
    """Keep a run.

    Parameters
    ----------
    one : Run
    root : str or Path
        Folder of results; made where it does not exist.
    command : str
        What was typed, for the manifest.
    changes : sequence of ``"key=value"``
        Parameters that were changed in the scenario's file, for the manifest; the scenario has them already.
    seconds : float
        How long it took.

    Returns
    -------
    Path
        Where it is.
    bool
        Whether it was not there already.
    """
    known = digest(one.scenario)
    mark = run_id(known, one.architecture, one.seed, one.replication, rules_fingerprint())[:LENGTH]
    name = folder_name(f"{one.scenario.name}-{one.architecture}", mark)
    there = existing(root, name)
    if there is not None:
        return there, False
    told = manifest(
        "run",
        command=command,
        title=one.scenario.title,
        scenario=one.scenario.name,
        fingerprint_of_scenario=known,
        changes=changes,
        structures=[one.architecture],
        seed=one.seed,
        replications=1,
        fingerprint=mark,
        engine=one.engine,
        runs=1,
        seconds=seconds,
        more={"replication": one.replication, "saturated": one.saturated},
    )

    def fill(folder: Path) -> None:
        (folder / MANIFEST).write_text(as_text(told), encoding="utf-8", newline="\n")
        (folder / SCENARIO).write_text(dump(one.scenario), encoding="utf-8", newline="\n")
        write_run(one, folder)

    return make_folder(Path(root), name, fill, fresh=False), True


def write_run(one: Run, folder: Path) -> None:
    """Write what a run left behind, tables and log, into a folder: the same bytes whichever engine ran, and when."""
    kept = one.measures, one.tables, one.moments, one.digest
    samples = [Sample(one.architecture, one.replication, one.saturated, *kept)]
    tables = {"runs": runs_table(samples), "digests": digests_table(samples)}
    tables |= {name: breakdown_table(name, samples, [one.architecture]) for name in BREAKDOWNS}
    tables["timeline"].attrs["peaks"] = peaks(one.scenario)
    for name, table in tables.items():
        write_table(folder / f"{name}.parquet", name, table)
    one.events.write_parquet(folder / EVENTS)
