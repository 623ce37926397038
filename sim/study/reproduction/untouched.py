"""A verdict also says what it does not speak of: each file of a result that was neither read nor compared.

The list is made of what lies in the folder, so that no file can be forgotten that a later version writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def untouched(folder: Path, read: Iterable[str], compared: Iterable[str]) -> tuple[str, ...]:
    """Files and folders of a result that the comparison says nothing of.

    Parameters
    ----------
    folder : Path
        Of the result.
    read : iterable of str
        Names of the files that hold the question.
    compared : iterable of str
        Names of the files that were compared.

    Returns
    -------
    tuple of str
        Names, in their order; hidden files belong to the machine and do not count.
    """
    known = {*read, *compared}
    return tuple(
        sorted(path.name for path in folder.iterdir() if path.name not in known and not path.name.startswith("."))
    )
