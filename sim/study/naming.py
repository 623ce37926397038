"""A result is found again by its name: the scenario and the fingerprint, and a number where there are several.

A run is known again by the digest of its moments, which is written in hexadecimal digits.
"""

from __future__ import annotations

import re
from pathlib import Path


def folder_name(scenario_name: str, fingerprint: str) -> str:
    """Name of the folder of a comparison; what a file system may not like becomes an underscore."""
    plain = re.sub(r"[^\w-]+", "_", scenario_name).strip("_")
    return f"{plain or 'scenario'}-{fingerprint}"


def existing(root: str | Path, name: str) -> Path | None:
    """The newest result of a name, numbered ones included; None where there is none."""
    taken = numbers(Path(root), name)
    return Path(root) / numbered(name, max(taken)) if taken else None


def numbered(name: str, number: int) -> str:
    """Name of the result with this number."""
    return name if number == 1 else f"{name}-{number}"


def numbers(root: Path, name: str) -> list[int]:
    """Numbers of the results that are there; the first has none in its name and counts as 1."""
    found = (
        [re.fullmatch(rf"{re.escape(name)}(?:-(\d+))?", path.name) for path in root.iterdir()] if root.is_dir() else []
    )
    return [int(match[1] or 1) for match in found if match]


def hexadecimal(digest: int) -> str:
    """A digest of 64 bits as 16 hexadecimal digits."""
    return f"{digest & (2**64 - 1):016x}"
