"""The manifest of a study is written last; with it the study is finished. It has the shape that all manifests have."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.scenario.writing import digest
from sim.study.manifest import as_text, manifest, stored_scenario
from sim.study.sweep.parts import keep
from sim.study.sweep.plan import MANIFEST, Plan
from sim.study.sweep.shards import WHOLE


def write_manifest(
    folder: Path,
    plan: Plan,
    counts: dict[str, int],
    *,
    engine: str,
    seconds: float,
    command: str = "",
    work: dict[str, Any],
) -> None:
    """Say what made a study.

    Parameters
    ----------
    folder : Path
        Of the study, with its scenario.
    plan : Plan
    counts : dict of str to int
        Runs by status.
    engine : str
        Lived through the years.
    seconds : float
        How long it took; of a merged study, all shards together.
    command : str
        What was typed.
    work : dict
        How the work was done, for whoever wants to know.
    """
    declared = plan.declared
    told = manifest(
        "study",
        command=command,
        title=declared["title"],
        scenario=declared["scenario"],
        fingerprint_of_scenario=digest(stored_scenario(folder, declared["scenario"])),
        changes=declared["changes"],
        structures=declared["structures"],
        seed=declared["seed"],
        replications=declared["replications"]["most"],
        fingerprint=plan.fingerprint,
        engine=engine,
        runs=sum(counts.values()),
        seconds=seconds,
        rules=plan.rules,
        more={
            "name": declared["name"],
            "shard": None if plan.shard == WHOLE else asdict(plan.shard),
            "points": plan.points,
            "runs_by_status": counts,
            **work,
        },
    )
    keep(folder / MANIFEST, as_text(told).encode())
