"""Catches code that means one thing to the compiler and another to Python: a number that wraps, a division that floors.

With the compiler off the compiled engine is ordinary Python over the same arrays, and must still say the same. It runs
in a process of its own, because the compiler is switched off before anything is imported.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from twin.running import FOLDERS

ROOT = Path(__file__).resolve().parents[2]


def agreed(departments: int) -> list[str]:
    """Names of the departments that agree with the compiler off."""
    environment = {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    command = [sys.executable, "-m", "twin.without_compiler", str(departments)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return [line.removeprefix("agree: ") for line in done.stdout.splitlines() if line.startswith("agree: ")]


def test_worked_examples_and_ten_random_departments() -> None:
    names = agreed(10)
    assert names[: len(FOLDERS)] == [folder.name for folder in FOLDERS]
    assert names.count("random") >= 10


@pytest.mark.slow
def test_a_hundred_random_departments() -> None:
    assert agreed(100).count("random") >= 100
