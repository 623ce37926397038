"""Experiments that take a second or two, as files: a grid of four points over six people and five weeks."""

from __future__ import annotations

import hashlib
from pathlib import Path

TINY = Path(__file__).parents[1] / "tiny.toml"
FINALS = ("runs.parquet", "failures.parquet", "design.parquet", "columns.json")
GRID = f"""
title = "Small"
question = "Does a test need more?"
scenario = "{TINY.as_posix()}"
seed = 3
replications = 4
structures = ["functional", "lean"]

[criterion]
measure = "decision_delay"

[levers."rules.decisions.centralisation"]
label = "Centralisation"
values = [0.0, 0.5]

[uncertainties."signals.turbulence"]
unit = "signals a year"
values = [1, 4]
"""


def written(folder: Path, text: str = GRID, name: str = "small") -> Path:
    """The experiment as a file."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def finals(folder: Path) -> dict[str, str]:
    """Fingerprints of all that must not depend on how a study was run."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FINALS}
