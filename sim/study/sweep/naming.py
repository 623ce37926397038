"""A run is named by all that its numbers depend on and by nothing else; what is there need not be run again."""

from __future__ import annotations

import hashlib

Unit = tuple[int, int, str]
"""Address of a run in its study: point, replication, structure."""


def run_id(digest: str, structure: str, seed: int, replication: int, rules: str) -> str:
    """Name of a run: everything that its numbers depend on, and nothing else.

    Returns
    -------
    str
        16 hexadecimal digits.
    """
    text = "\n".join([digest, structure, str(seed), str(replication), rules])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
