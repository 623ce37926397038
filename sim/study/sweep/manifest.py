"""The manifest says who made a study, on what and in what time; it is written last, and is the only file with times."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.study.provenance import machine, versions
from sim.study.sweep.parts import keep
from sim.study.sweep.plan import MANIFEST, Plan
from sim.study.sweep.shards import WHOLE


def write_manifest(folder: Path, plan: Plan, counts: dict[str, int], work: dict[str, Any]) -> None:
    """Say what made a study, ready for JSON; the only file with times and facts of a machine."""
    content = {
        "format": 1,
        "kind": "study",
        "title": plan.declared["title"],
        "fingerprint": plan.fingerprint,
        "fingerprint_of_rules": plan.rules,
        "shard": None if plan.shard == WHOLE else asdict(plan.shard),
        "points": plan.points,
        "runs": sum(counts.values()),
        "runs_by_status": counts,
        **work,
        "versions": versions(),
        **machine(),
    }
    keep(folder / MANIFEST, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())
