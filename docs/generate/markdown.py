"""A table in Markdown; a bar inside a cell would end it, so it is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table.

    Parameters
    ----------
    heads : sequence of str
        Heads of the columns.
    rows : iterable of sequence of object
        Cells, each shown as text.

    Returns
    -------
    str
    """
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(cell(one) for one in row)} |" for row in rows]
    return "\n".join(lines)


def cell(content: object) -> str:
    """One cell: on one line, with its bars escaped."""
    return " ".join(str(content).split()).replace("|", "\\|")
