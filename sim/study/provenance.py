"""A result says what made it: which rules, which program, which machine, and by which name it can be asked for again.

Two fingerprints do two jobs. That of the *rules* is taken over the text of every file that can change a number, and of
nothing else, so a prettier chart leaves old results valid. That of a *comparison* joins it with the resolved scenario,
the structures, the replications and the seed; it names the folder of the result, and the same comparison finds it.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from sim.scenario.schema import Scenario
from sim.scenario.writing import digest

RULES = (
    *("behaviour", "engines", "world", "measures"),
    *("facts.py", "folding.py", "tallies.py", "log.py", "vocabulary.py", "run.py"),
    *("randomness.py", "arithmetic.py", "sums.py", "scenario/laws.py", "scenario/calendar.py", "study/pairs.py"),
)
"""Files and folders of sim/ on which numbers depend, beside the scenario itself."""
PACKAGES = (
    *("mesa", "simpy", "numpy", "numba", "llvmlite", "scipy", "SALib"),
    *("pandas", "pyarrow", "matplotlib", "pydantic"),
)
LENGTH = 10


@cache
def rules_fingerprint() -> str:
    """Fingerprint of everything that turns a scenario into numbers.

    Returns
    -------
    str
        SHA-256 over the contents of the files of `RULES`, sorted by path. The same on every platform: line ends of
        text files count as one, and neither versions nor paths of a machine enter.
    """
    package = Path(__file__).resolve().parents[1]
    files = [path for entry in RULES for path in _sources(package / entry)]
    total = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.relative_to(package).as_posix()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def _sources(entry: Path) -> list[Path]:
    return [entry] if entry.is_file() else list(entry.rglob("*.py"))


def fingerprint(scenario: Scenario, structures: Sequence[str], replications: int, seed: int, because: int = 0) -> str:
    """Fingerprint of a comparison.

    Parameters
    ----------
    scenario : Scenario
    structures : sequence of str
        In their order.
    replications, seed : int
    because : int
        Replications of the ablation; 0 where there is none.

    Returns
    -------
    str
        Ten hexadecimal digits.
    """
    parts: list[Any] = [digest(scenario), list(structures), replications, seed, rules_fingerprint()]
    parts += [because] if because else []
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:LENGTH]


def versions() -> dict[str, str]:
    """Versions of orgsim, Python and the packages that a number or a figure may depend on."""
    found = {"orgsim": version("orgsim"), "python": platform.python_version()}
    return found | {name: version(name) for name in PACKAGES}


def version(package: str) -> str:
    """Version of an installed package; ``unknown`` where it runs without being installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "unknown"


def machine() -> dict[str, Any]:
    """Operating system, processor family and number of cores; no name of the machine or its user."""
    return {"platform": f"{platform.system()} {platform.machine()}", "cores": cores()}


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
