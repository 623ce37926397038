"""The verdict on a result that was made again: what was compared, what differs, and what made it then and now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Difference:
    """A value that is not what it was.

    Attributes
    ----------
    table : str
        Name of the file.
    row : mapping of str to value
        What the row is about: point, structure, replication, measure; empty where the whole table is meant.
    column : str
        ``row`` where a row is in one of the two only.
    stored, made : value
        What the result says, and what was found now; None where there is nothing.
    """

    table: str
    row: Mapping[str, Any]
    column: str
    stored: Any
    made: Any


@dataclass(frozen=True)
class Compared:
    """One file of a result against its remake.

    Attributes
    ----------
    name : str
        Of the file.
    rows : int
        Rows, or lines of a text, that were compared.
    different : int
        How many of them differ.
    differences : tuple of Difference
        The first ones, in the order of the rows.
    """

    name: str
    rows: int
    different: int = 0
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Maker:
    """Something that made the result and is not the same now.

    Attributes
    ----------
    what : str
        ``rules``, ``scenario``, or the name of a package.
    then, now : str
        Fingerprint or version.
    """

    what: str
    then: str
    now: str

    @property
    def decides(self) -> bool:
        """Whether differences must be expected: the rules or the scenario are not those of the result."""
        return self.what in ("rules", "scenario")


@dataclass(frozen=True)
class Remake:
    """What one kind of result hands over: how much was run again, and what came of the comparison.

    Attributes
    ----------
    runs, of : int
        Runs made again, and runs of the result.
    parts : tuple of Compared
    """

    runs: int
    of: int
    parts: tuple[Compared, ...]


@dataclass(frozen=True)
class Reproduction:
    """A result and its remake.

    Attributes
    ----------
    folder : Path
        Of the result.
    kind : str
        ``comparison``, ``study``, ``run`` or ``known answers``.
    made_by : str
        Version of orgsim that made it.
    engine : str
        Which engine made it again.
    runs, of : int
        Runs made again, and runs of the result.
    makers : tuple of Maker
        What is not the same now; empty where rules, scenario and versions are those of the result.
    parts : tuple of Compared
    left_out : tuple of str
        Files and folders of the result that were neither read to run it again nor compared.
    """

    folder: Path
    kind: str
    made_by: str
    engine: str
    runs: int
    of: int
    makers: tuple[Maker, ...]
    parts: tuple[Compared, ...]
    left_out: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether everything that was compared is equal to the last bit."""
        return not any(part.different for part in self.parts)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The first differences of every file."""
        return tuple(one for part in self.parts for one in part.differences)

    @property
    def table(self) -> pd.DataFrame:
        """A row a file: ``name``, ``rows`` that were compared, ``different`` ones."""
        import pandas as pd

        rows = [(part.name, part.rows, part.different) for part in self.parts]
        return pd.DataFrame(rows, columns=["name", "rows", "different"])
