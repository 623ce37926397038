"""A finding is a gap in an HR export, and the repair that could be made or was made."""

from __future__ import annotations

from dataclasses import dataclass

HINTS = 20
"""Beyond this many gaps no nearest id is looked for: the column then holds no ids, and the search would be long."""


@dataclass(frozen=True)
class Finding:
    """A gap in the export.

    Attributes
    ----------
    row : int
        Row in the file, header = 1.
    column : str
        Name of the column in the file; empty where the whole row is meant.
    message : str
        What was found and what was expected.
    repair : str
        The repair, in words; empty where none is defensible.
    """

    row: int
    column: str
    message: str
    repair: str
