"""Reporting lines of an HR export are made to end at one top: loops are cut, and loose ends are tied to the top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sim.errors import nearest
from sim.world.hr_findings import HINTS, Finding
from sim.world.hr_people import Person
from sim.world.hr_reading import Table


def under_one_top(people: list[Person], table: Table, gaps: list[Finding]) -> list[Person]:
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
