"""Each row of an HR export becomes a person; what its cells get wrong is noted as a finding, with its repair if any."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sim.errors import nearest
from sim.world.hr_cost import cost_unit, yearly_cost
from sim.world.hr_findings import HINTS, Finding
from sim.world.hr_reading import Row, Table


@dataclass(frozen=True)
class Person:
    """One row of the export.

    Attributes
    ----------
    row : int
        Row in the file, header = 1.
    id, title, department : str
        As written; a whole number with a decimal point (``17.0``) loses it in the id.
    manager : str or None
        Id of the solid-line superior; None for the top.
    second_manager : str or None
        Id of the dotted-line superior.
    disciplines, lines : tuple of str
        What the person can do and for what; empty where it is not said.
    cost : float or None
        Yearly cost, thousand yuan, >= 0; None where it is not said.
    liaisons : tuple of str
        Ids of those with whom the person keeps a liaison link; it holds both ways, whoever says it.
    """

    row: int
    id: str
    title: str
    department: str
    manager: str | None
    second_manager: str | None
    disciplines: tuple[str, ...]
    lines: tuple[str, ...]
    cost: float | None
    liaisons: tuple[str, ...] = ()


def people_of(
    table: Table, disciplines: Sequence[str] | None, lines: Sequence[str] | None, gaps: list[Finding]
) -> list[Person]:
    """One person for each id, in the order of the rows; what is wrong with the cells is added to the gaps."""
    unit = cost_unit(table, gaps)
    rows = _one_row_each(table, gaps)
    return [
        Person(
            row=row.number,
            id=name,
            title=table.cell(row, "title"),
            department=table.cell(row, "department"),
            manager=_id(row, table, "manager") or None,
            second_manager=_second_manager(row, table, rows, gaps),
            disciplines=_words(row, table, "disciplines", disciplines, gaps),
            lines=_words(row, table, "lines", lines, gaps),
            cost=yearly_cost(row, table, unit, gaps),
            liaisons=_liaisons(row, table, rows, gaps),
        )
        for name, row in rows.items()
    ]


def _id(row: Row, table: Table, field: str) -> str:
    return _plain_id(table.cell(row, field))


def _plain_id(text: str) -> str:
    """An id as text; a workbook's 17.0 is 17."""
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def _one_row_each(table: Table, gaps: list[Finding]) -> dict[str, Row]:
    """Id -> its first row."""
    column = table.header("id")
    first: dict[str, Row] = {}
    for row in table.rows:
        name = _id(row, table, "id")
        if not name:
            gaps.append(Finding(row.number, column, "the id is empty; expected one for each person", ""))
        elif name in first:
            same = row.cells == first[name].cells
            found = f'"{name}" stands in row {first[name].number} already, with {"the same" if same else "other"} cells'
            repair = "the row is left out" if same else ""
            gaps.append(Finding(row.number, column, f"{found}; expected each id once", repair))
        else:
            first[name] = row
    return first


def _second_manager(row: Row, table: Table, ids: Collection[str], gaps: list[Finding]) -> str | None:
    second = _id(row, table, "second_manager")
    if not second:
        return None
    if second == _id(row, table, "id"):
        found, hint = "is the person", ""
    elif second == _id(row, table, "manager"):
        found, hint = "is the manager already", ""
    elif second not in ids:
        found, hint = "is not in the file", nearest(second, ids) if len(gaps) < HINTS else ""
    else:
        return second
    message = f'second manager "{second}" {found}; expected the id of somebody else, or nothing{hint}'
    gaps.append(Finding(row.number, table.header("second_manager"), message, "dropped"))
    return None


def _liaisons(row: Row, table: Table, ids: Collection[str], gaps: list[Finding]) -> tuple[str, ...]:
    """The people of a cell, each once; those who are not in the file, and the person, are gaps."""
    own = _id(row, table, "id")
    kept = []
    for word in _split(table.cell(row, "liaisons")):
        other = _plain_id(word)
        if other != own and other in ids:
            kept.append(other)
            continue
        found, hint = ("is the person", "") if other == own else ("is not in the file", "")
        if other != own and len(gaps) < HINTS:
            hint = nearest(other, ids)
        message = f'liaison "{other}" {found}; expected ids of others, or nothing{hint}'
        gaps.append(Finding(row.number, table.header("liaisons"), message, "dropped"))
    return tuple(dict.fromkeys(kept))


def _split(cell: str) -> list[str]:
    return [word for part in re.split("[;；、|,，]", cell) if (word := part.strip())]


def _words(row: Row, table: Table, field: str, allowed: Sequence[str] | None, gaps: list[Finding]) -> tuple[str, ...]:
    """The words of a cell, each once; where allowed words are given, only those, as they are written there."""
    words = _split(table.cell(row, field))
    if allowed is not None:
        spelling = {word.casefold(): word for word in allowed}
        for word in words:
            if word.casefold() not in spelling:
                message = f'"{word}" is unknown; expected {", ".join(allowed)}{nearest(word, allowed)}'
                gaps.append(Finding(row.number, table.header(field), message, "dropped"))
        words = [spelling[word.casefold()] for word in words if word.casefold() in spelling]
    return tuple(dict.fromkeys(words))
