"""A client's HR export becomes people under one top, or a list of everything that is wrong with it: never half of each.

Real exports have gaps. A gap is never passed over: without ``repair`` any gap refuses the file, and all of them are
told together; with it, a gap that has one defensible repair is repaired and told as a finding, and the others still
refuse the file. The repairs, in their order:

1. Of identical rows the first is kept. A word that is no known discipline or line is dropped, and so is a second
   manager who is not in the file, is the manager, or is the person.
2. A loop of reporting lines is cut at the one of its people with the most direct reports, then the first row.
3. Candidates for the top are the people without a manager, with a manager who is not in the file, and at whom a loop
   was cut. Who has no manager goes before the others, then who has the most people below, then the first row. The
   other candidates report to the top; if it was their second manager, it no longer is.

What is not said is no gap: an empty title, department, second manager, discipline, line or cost.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from sim.errors import InputProblems, Problem, nearest
from sim.world.hr_reading import Row, Table, read_table

COST_UNITS = {
    **dict.fromkeys(
        ("", "k cny", "k rmb", "k yuan", "thousand yuan", "thousand cny", "thousand rmb", "千元"), Fraction(1)
    ),
    **dict.fromkeys(("cny", "rmb", "yuan", "元", "人民币元"), Fraction(1, 1000)),
    **dict.fromkeys(("万元", "万"), Fraction(10)),
}
"""What stands in brackets behind the name of the cost column -> thousand yuan."""
HINTS = 20
"""Beyond this many gaps no nearest id is looked for: the column then holds no ids, and the search would be long."""


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


@dataclass(frozen=True)
class HrExport:
    """People under one top.

    Attributes
    ----------
    file : str
        Name of the file, without its folder.
    people : tuple of Person
        In the order of the rows; exactly one has no manager, and every reporting line ends there.
    findings : tuple of Finding
        The repairs that were made, by row; empty where none was asked for.
    """

    file: str
    people: tuple[Person, ...]
    findings: tuple[Finding, ...]


def read_hr_export(
    path: str | Path,
    *,
    repair: bool = False,
    disciplines: Sequence[str] | None = None,
    lines: Sequence[str] | None = None,
) -> HrExport:
    """Read the people of a department from a CSV file or a workbook.

    Parameters
    ----------
    path : str or Path
        A ``.csv``, ``.tsv`` or ``.xlsx`` file; columns are found by name (see ``hr_reading``).
    repair : bool
        Whether to repair what can be repaired, and to tell it.
    disciplines, lines : sequence of str, optional
        The words allowed there, compared without regard to case; without them any word is.

    Returns
    -------
    HrExport

    Raises
    ------
    InputProblems
        Every gap that was not repaired, with row, column, value and what was expected.
    """
    table = read_table(Path(path))
    gaps: list[Finding] = []
    unit = _cost_unit(table, gaps)
    rows = _one_row_each(table, gaps)
    people = [
        Person(
            row=row.number,
            id=name,
            title=table.cell(row, "title"),
            department=table.cell(row, "department"),
            manager=_id(row, table, "manager") or None,
            second_manager=_second_manager(row, table, rows, gaps),
            disciplines=_words(row, table, "disciplines", disciplines, gaps),
            lines=_words(row, table, "lines", lines, gaps),
            cost=_cost(row, table, unit, gaps),
        )
        for name, row in rows.items()
    ]
    people = _under_one_top(people, table, gaps)

    unread = {fault.line for fault in table.faults}  # nothing else about such a row can be judged
    gaps = sorted((gap for gap in gaps if gap.row not in unread), key=lambda gap: gap.row)
    refused = [_problem(table.file, gap) for gap in gaps if not (repair and gap.repair)]
    if refused or table.faults:
        raise InputProblems(sorted([*table.faults, *refused], key=lambda problem: problem.line))
    return HrExport(table.file, tuple(people), tuple(gaps))


def _problem(file: str, gap: Finding) -> Problem:
    return Problem(file, gap.row, 0, gap.column, gap.message + (f" (repair: {gap.repair})" if gap.repair else ""))


def _id(row: Row, table: Table, field: str) -> str:
    """An id as text; a workbook's 17.0 is 17."""
    return re.sub(r"^(\d+)\.0+$", r"\1", table.cell(row, field))


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


def _words(row: Row, table: Table, field: str, allowed: Sequence[str] | None, gaps: list[Finding]) -> tuple[str, ...]:
    """The words of a cell, each once; where allowed words are given, only those, as they are written there."""
    words = [word for part in re.split("[;；、|,，]", table.cell(row, field)) if (word := part.strip())]
    if allowed is not None:
        spelling = {word.casefold(): word for word in allowed}
        for word in words:
            if word.casefold() not in spelling:
                message = f'"{word}" is unknown; expected {", ".join(allowed)}{nearest(word, allowed)}'
                gaps.append(Finding(row.number, table.header(field), message, "dropped"))
        words = [spelling[word.casefold()] for word in words if word.casefold() in spelling]
    return tuple(dict.fromkeys(words))


def _cost_unit(table: Table, gaps: list[Finding]) -> Fraction:
    """Thousand yuan for one unit of the cost column, by what stands in brackets behind its name."""
    header = table.header("cost")
    inside = re.search(r"[(\[](.*?)[)\]]", unicodedata.normalize("NFKC", header))
    unit = re.sub(r"\s*(/|per|a|每)\s*(year|年)$", "", inside.group(1).strip().casefold()) if inside else ""
    if unit not in COST_UNITS:
        words = [word for word in COST_UNITS if word]
        message = f'the unit "{unit}" is unknown; expected {", ".join(words)}{nearest(unit, words)}'
        gaps.append(Finding(1, header, message, ""))
    return COST_UNITS.get(unit, Fraction(1))


def _cost(row: Row, table: Table, unit: Fraction, gaps: list[Finding]) -> float | None:
    """Yearly cost, thousand yuan."""
    cell = table.cell(row, "cost")
    if not cell:
        return None
    number = re.fullmatch(r"[+-]?\d{1,15}(\.\d{0,20})?(e[+-]?\d\d?)?", cell, re.IGNORECASE)
    if number and (value := Fraction(cell)) >= 0:
        return float(value * unit)
    found = "is negative" if number else "is not a number"
    message = f'"{cell}" {found}; expected a yearly cost of at least 0, written like 350 or 412.5'
    gaps.append(Finding(row.number, table.header("cost"), message, ""))
    return None


def _under_one_top(people: list[Person], table: Table, gaps: list[Finding]) -> list[Person]:
    """The same people, with every reporting line ending at one top."""
    if not people:
        return people
    column = table.header("manager")
    known = {person.id: person for person in people}
    reports = Counter(person.manager for person in people)
    loops = {max(loop, key=lambda one: (reports[one], -known[one].row)): loop for loop in _loops(people)}
    above = {one.id: one.manager for one in people if one.manager in known and one.id not in loops}
    free = [person for person in people if person.id not in above]
    below = Counter(_end(person.id, above) for person in people)  # each candidate counted once too
    top = max(free, key=lambda one: (one.manager is None, below[one.id], -one.row))

    if all(person.manager is not None for person in people):
        message = "nobody is without a manager; expected exactly one person, the top"
        gaps.append(Finding(top.row, column, message, f'"{top.id}" becomes the top'))
    for person in free:
        repaired = replace(person, manager=None if person is top else top.id)
        repair = "becomes the top" if person is top else f'reports to the top, "{top.id}"'
        if person.second_manager == top.id:
            repaired = replace(repaired, second_manager=None)
            repair += ", who is no longer the second manager"
        if person.id in loops:
            shape = " -> ".join([*loops[person.id], loops[person.id][0]])
            found = f"{shape} is a loop" if person.id != person.manager else f'"{person.id}" is their own manager'
            message = f"{found}; expected every reporting line to end at the top"
            gaps.append(Finding(person.row, column, message, f'cut at "{person.id}", who {repair}'))
        elif person.manager is not None:
            message = (
                f'manager "{person.manager}" is not in the file; expected an id of the file, or nothing for the top'
            )
            hint = nearest(person.manager, known) if len(gaps) < HINTS else ""
            gaps.append(Finding(person.row, column, message + hint, repair))
        elif person is not top:
            found = f'"{person.id}" has no manager, and "{top.id}" (row {top.row}) stands at the top already'
            gaps.append(Finding(person.row, column, f"{found}; expected one person without a manager", repair))
        known[person.id] = repaired
    return list(known.values())


def _end(one: str, above: Mapping[str, str | None]) -> str:
    """Where a reporting line ends."""
    while (manager := above.get(one)) is not None:
        one = manager
    return one


def _loops(people: Sequence[Person]) -> list[list[str]]:
    """The loops of the reporting lines, each from its first person in the file, upward."""
    manager = {person.id: person.manager for person in people}
    order = {one: place for place, one in enumerate(manager)}
    met: set[str] = set()
    loops = []
    for start in manager:
        climb: list[str] = []
        one: str | None = start
        while one is not None and one in manager and one not in met:
            met.add(one)
            climb.append(one)
            one = manager[one]
        if one is not None and one in climb:
            loop = climb[climb.index(one) :]
            first = min(range(len(loop)), key=lambda place: order[loop[place]])
            loops.append(loop[first:] + loop[:first])
    return loops
