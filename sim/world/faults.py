"""Which rows of the tables contradict each other, so that they make no organisation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from sim.errors import BrokenInvariant
from sim.vocabulary import NONE
from sim.world.organisation import RELATIONS, Organisation


@dataclass(frozen=True)
class Fault:
    """A row that contradicts the tables.

    Attributes
    ----------
    table : str
        ``members``, ``groups``, ``relations`` or ``coverage``.
    row : int
        Row of that table; of ``coverage``, discipline * number of lines + line.
    message : str
        What was found and what was expected.
    """

    table: str
    row: int
    message: str

    def __str__(self) -> str:
        return f"{self.table}[{self.row}]: {self.message}"


def verify(organisation: Organisation, disciplines: Sequence[str], lines: Sequence[str]) -> None:
    """Check that the tables make an organisation.

    Parameters
    ----------
    organisation : Organisation
    disciplines, lines : sequence of str
        Their names, in the order of the coverage table.

    Raises
    ------
    BrokenInvariant
        With every row that contradicts the tables (see `faults`).
    """
    found = faults(organisation, disciplines, lines)
    if found:
        raise BrokenInvariant(f"{organisation.name}: " + "; ".join(str(fault) for fault in found))


def faults(organisation: Organisation, disciplines: Sequence[str], lines: Sequence[str]) -> tuple[Fault, ...]:
    """Rows that contradict the tables.

    There is one top; everybody else has exactly one solid superior; neither groups nor reporting lines form a loop;
    each seat is used once; leads belong to what they lead; every (discipline, line) reaches a member who produces and
    a decider. Where rows point nowhere, or run in loops, only that is told: nothing else can be judged.

    Returns
    -------
    tuple of Fault
        Empty where all is well.
    """
    return tuple(
        _dangling(organisation, disciplines, lines)
        or _loops(organisation)
        or [*_superiors(organisation), *_belonging(organisation), *_unanswered(organisation, disciplines, lines)]
    )


def _dangling(organisation: Organisation, disciplines: Sequence[str], lines: Sequence[str]) -> list[Fault]:
    """Rows that point to a seat or group that does not exist, and tables of the wrong size."""
    seats, groups = range(len(organisation.members)), range(len(organisation.groups))
    found = []
    for number, group in enumerate(organisation.groups):
        if group.parent != NONE and group.parent not in groups:
            found.append(Fault("groups", number, f"there is no group {group.parent} above it"))
        if group.lead != NONE and group.lead not in seats:
            found.append(Fault("groups", number, f"there is no seat {group.lead} to lead it"))
    for number, row in enumerate(organisation.relations):
        targets = groups if row.relation in ("belongs_to", "leads") else seats
        if row.relation not in RELATIONS:
            found.append(Fault("relations", number, f'"{row.relation}" is unknown; expected {", ".join(RELATIONS)}'))
        elif row.member not in seats or row.to not in targets:
            found.append(Fault("relations", number, f"{row.member} {row.relation} {row.to} points nowhere"))
        elif not 0.0 <= row.weight <= 1.0:
            found.append(Fault("relations", number, f"the weight {row.weight} is outside 0..1"))
    shape = [len(row) for row in organisation.coverage]
    if shape != [len(lines)] * len(disciplines):
        found.append(Fault("coverage", 0, f"expected {len(disciplines)} disciplines with {len(lines)} lines each"))
    for place, covering in enumerate(covering for row in organisation.coverage for covering in row):
        for number in covering:
            if number not in groups:
                found.append(Fault("coverage", place, f"there is no group {number}"))
    if organisation.producers and len(organisation.producers) != len(seats):
        found.append(Fault("members", 0, f"{len(organisation.producers)} producer flags for {len(seats)} seats"))
    return found


def _loops(organisation: Organisation) -> list[Fault]:
    """Groups above themselves, and seats that report to themselves, on solid or dotted lines."""
    groups = {number: {group.parent} - {NONE} for number, group in enumerate(organisation.groups)}
    seats: dict[int, set[int]] = {}
    for row in organisation.relations:
        if row.relation in ("reports_to", "dotted_to"):
            seats.setdefault(row.member, set()).add(row.to)
    found = []
    if loop := _loop(groups):
        found.append(Fault("groups", loop[0], f"it stands above itself: {' -> '.join(map(str, loop))}"))
    if loop := _loop(seats):
        found.append(Fault("members", loop[0], f"its reporting lines run in a loop: {' -> '.join(map(str, loop))}"))
    return found


def _loop(above: Mapping[int, set[int]]) -> list[int]:
    """One loop, from what is below to what is above and back to the start; empty where there is none."""
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def _superiors(organisation: Organisation) -> list[Fault]:
    """Seats without exactly one solid superior, but for one top."""
    seats = len(organisation.members)
    count = [0] * seats
    for row in organisation.relations:
        count[row.member] += row.relation == "reports_to"
    found = [
        Fault("members", seat, f"it reports to {number} seats on solid lines; expected one")
        for seat, number in enumerate(count)
        if number > 1
    ]
    tops = [seat for seat, number in enumerate(count) if not number]
    if not seats:
        found.append(Fault("members", 0, "there is nobody"))
    return found + [
        Fault("members", seat, f"it reports to nobody, and neither does seat {tops[0]}; expected one top")
        for seat in tops[1:]
    ]


def _belonging(organisation: Organisation) -> list[Fault]:
    """Seats that are not used exactly once, and leads who do not belong to what they lead."""
    total = [0.0] * len(organisation.members)
    belong = [False] * len(organisation.members)
    for row in organisation.relations:
        if row.relation == "belongs_to":
            total[row.member] += row.weight
            belong[row.member] = True
    found = [
        Fault(
            "members", seat, f"its belonging weights sum to {weight:g}; expected 1" if belong[seat] else "in no group"
        )
        for seat, weight in enumerate(total)
        if not belong[seat] or not math.isclose(weight, 1.0, rel_tol=0.0, abs_tol=1e-9)
    ]
    weights = organisation.member_weights()
    leads = {(row.member, row.to) for row in organisation.relations if row.relation == "leads"}
    for number, group in enumerate(organisation.groups):
        if group.lead != NONE and group.lead not in weights[number]:
            found.append(Fault("groups", number, f"its lead, seat {group.lead}, does not belong to it"))
        if {member for member, to in leads if to == number} != {group.lead} - {NONE}:
            found.append(Fault("groups", number, "the relations name other leads than the group does"))
    return found


def _unanswered(organisation: Organisation, disciplines: Sequence[str], lines: Sequence[str]) -> list[Fault]:
    """Work that reaches nobody who does it, or nobody who decides."""
    weights = organisation.member_weights()
    found = []
    for discipline, row in enumerate(organisation.coverage):
        for line, covering in enumerate(row):
            work = f"({disciplines[discipline]}, {lines[line]})"
            place = discipline * len(lines) + line
            if not any(organisation.produces(seat) for group in covering for seat in weights[group]):
                found.append(Fault("coverage", place, f"{work} reaches nobody who produces"))
            found += [
                Fault("coverage", place, f"{work} reaches nobody who decides: nobody leads group {group}")
                for group in covering
                if organisation.lead_of(group) == NONE
            ]
    return found
