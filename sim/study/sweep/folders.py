"""The folder of a study has a name that says what is in it, and appears whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from sim.study.naming import folder_name, numbered, numbers
from sim.study.sweep.shards import WHOLE, Shard


def study_name(experiment: str, fingerprint: str, shard: Shard = WHOLE) -> str:
    """Name of the folder of a study, or of a shard of it."""
    name = folder_name(experiment, fingerprint)
    return name if shard == WHOLE else f"{name}-{shard}"


def make_folder(root: Path, name: str, fill: Callable[[Path], None], *, fresh: bool) -> Path:
    """Fill a folder under another name and move it to its place; an existing one stays unless a fresh one is wanted."""
    partial = root / f".{name}.partial-{os.getpid()}"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        fill(partial)
        while True:
            taken = numbers(root, name)
            if taken and not fresh:
                return root / numbered(name, max(taken))
            folder = root / numbered(name, max(taken, default=0) + 1)
            try:
                os.rename(partial, folder)
            except OSError:
                if not folder.exists():
                    raise
            else:
                return folder
    finally:
        shutil.rmtree(partial, ignore_errors=True)
