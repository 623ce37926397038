"""A client's HR export becomes people under one top, or a list of everything that is wrong with it: never half of each.

Real exports have gaps. A gap is never passed over: without ``repair`` any gap refuses the file, and all of them are
told together; with it, a gap that has one defensible repair is repaired and told as a finding, and the others still
refuse the file. The repairs, in their order:

1. Of identical rows the first is kept. A word that is no known discipline or line is dropped, and so is a second
   manager who is not in the file, is the manager, or is the person, and a liaison who is not in the file or is the
   person.
2. A loop of reporting lines is cut at the one of its people with the most direct reports, then the first row.
3. Candidates for the top are the people without a manager, with a manager who is not in the file, and at whom a loop
   was cut. Who has no manager goes before the others, then who has the most people below, then the first row. The
   other candidates report to the top; if it was their second manager, it no longer is.

What is not said is no gap: an empty title, department, second manager, discipline, line, cost or liaison.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputProblems, Problem
from sim.world.hr_findings import Finding
from sim.world.hr_people import Person, people_of
from sim.world.hr_reading import read_table
from sim.world.hr_repairs import under_one_top


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
    people = under_one_top(people_of(table, disciplines, lines, gaps), table, gaps)

    unread = {fault.line for fault in table.faults}  # nothing else about such a row can be judged
    gaps = sorted((gap for gap in gaps if gap.row not in unread), key=lambda gap: gap.row)
    refused = [_problem(table.file, gap) for gap in gaps if not (repair and gap.repair)]
    if refused or table.faults:
        raise InputProblems(sorted([*table.faults, *refused], key=lambda problem: problem.line))
    return HrExport(table.file, tuple(people), tuple(gaps))


def _problem(file: str, gap: Finding) -> Problem:
    return Problem(file, gap.row, 0, gap.column, gap.message + (f" (repair: {gap.repair})" if gap.repair else ""))
