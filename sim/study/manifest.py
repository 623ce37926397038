"""The manifest of a result says what was asked, what made it and in what time, in one shape for every kind of result.

What was asked comes first: the kind, the command, the scenario with its fingerprint and changes, structures, seed and
replications. Then who answered: the engine, the fingerprint of the rules, the versions, the platform, the times. With
the files beside it this is enough to run a result again on another machine (`sim.study.reproduction`). A manifest is
the only file of a result that holds a time or a fact of a machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sim.errors import InputProblems, Problem
from sim.scenario.finding import read_text
from sim.scenario.load import parse
from sim.scenario.schema import Scenario
from sim.study.provenance import machine, rules_fingerprint, versions

FORMAT = 1
MANIFEST, SCENARIO = "manifest.json", "scenario.toml"
SHARED = (
    *("format", "kind", "command", "title", "scenario", "changes", "fingerprint_of_scenario"),
    *("structures", "seed", "replications", "fingerprint", "fingerprint_of_rules", "engine"),
    *("runs", "seconds", "finished", "versions", "platform", "cores"),
)
"""What every manifest says, whatever the kind of its result."""


def manifest(
    kind: str,
    *,
    command: str,
    title: str,
    scenario: str,
    fingerprint_of_scenario: str,
    changes: Sequence[str] | Mapping[str, Any],
    structures: Sequence[str],
    seed: int,
    replications: int,
    fingerprint: str,
    engine: str,
    runs: int,
    seconds: float,
    rules: str = "",
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What made a result, ready for JSON.

    Parameters
    ----------
    kind : str
        ``comparison``, ``study``, ``run``, ``known answers``.
    command : str
        What was typed; empty where the result was asked for from Python.
    title, scenario : str
        For people; the name of the scenario.
    fingerprint_of_scenario : str
        SHA-256 of the resolved scenario.
    changes : sequence of ``"key=value"``, or mapping
        Parameters that were changed in the file of the scenario.
    structures : sequence of str
    seed, replications : int
    fingerprint : str
        Of everything that the numbers depend on.
    engine : str
        Lived through the years.
    runs : int
        Years lived through, all structures together.
    seconds : float
        How long it took.
    rules : str
        Fingerprint of the rules; those of today where nothing is said.
    more : mapping, optional
        What only this kind of result has to say.
    """
    return {
        **{"format": FORMAT, "kind": kind, "command": command, "title": title, "scenario": scenario},
        "changes": dict(changes) if isinstance(changes, Mapping) else list(changes),
        "fingerprint_of_scenario": fingerprint_of_scenario,
        **{"structures": list(structures), "seed": seed, "replications": replications},
        **(more or {}),
        "fingerprint": fingerprint,
        "fingerprint_of_rules": rules or rules_fingerprint(),
        "engine": engine,
        "runs": runs,
        "seconds": round(seconds, 1),
        "finished": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "versions": versions(),
        **machine(),
    }


def as_text(told: Mapping[str, Any]) -> str:
    """A manifest as JSON."""
    return json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n"


def read_manifest(folder: Path) -> dict[str, Any]:
    """What the manifest in a folder says.

    Raises
    ------
    InputProblems
        There is none, or it cannot be read.
    """
    path = folder / MANIFEST
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(told, dict):
            raise ValueError
    except (OSError, ValueError):
        if (folder / "plan.json").is_file() and not path.exists():
            message = "is a study that is not finished; the command that began it goes on with it"
        elif path.is_file():
            message = "is no result that can be read; is its manifest.json damaged?"
        else:
            message = "is no result; expected a folder such as results/<name>-<fingerprint> with a manifest.json"
        raise InputProblems([Problem(folder.as_posix(), 0, 0, "", message)]) from None
    return told


def stored_scenario(folder: Path, name: str) -> Scenario:
    """The resolved scenario of a result; nothing but its file is read for it.

    Raises
    ------
    InputProblems
        The file is not there, or holds no scenario.
    """
    path = folder / SCENARIO
    return parse(read_text(path.as_posix(), path), path.as_posix(), name)
