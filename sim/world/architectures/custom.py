"""An organisation as somebody has it: given as tables in the scenario, or by a client's HR export.

*Tables.* Groups, coverage and extra reporting lines are taken as they are written. A member reports to the nearest
lead above its heaviest group, unless a row says to whom.

*Export.* Each manager leads a group of those who report to them and lead nobody. A manager to whom other managers
report leads a department, in which those managers' groups stand beside one for the manager and the rest of the staff. A
second manager is a dotted line, and the solid line has the rest of the weight; a liaison is a link. Groups answer for
the disciplines and lines that their people list (a column left empty means all; who lists nothing follows the
colleagues in the group, and a group in which nobody lists anything answers for everything). First comes the group in
which the largest share lists the work, of equals the smallest; managers of managers count only where nobody in their
group does, and then last.
Work that nobody lists is a gap; with repair it goes to who does the same on other lines.
Grades follow from how many layers stand below a person, the highest being the top's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sim.errors import InputProblems, Problem
from sim.scenario.schema import Custom, Scenario
from sim.vocabulary import NONE
from sim.world.architectures.registry import Design, architecture
from sim.world.boxes import Box, nearest_lead, solid_lines, tables
from sim.world.faults import Fault, faults
from sim.world.hr_export import HrExport, read_hr_export
from sim.world.hr_people import Person
from sim.world.load import seat_count
from sim.world.organisation import Member, Organisation, Relation


@architecture("custom", order=0)
def build(design: Design) -> Organisation:
    """The scenario's own organisation.

    Raises
    ------
    InputProblems
        With every gap: several tops, loops, seats used twice or not at all, work that nobody answers for.
    """
    scenario = design.scenario
    if scenario.custom is None:
        raise InputProblems([Problem(scenario.name, 0, 0, "custom", "there is no such table; expected one")])
    export = hr_export(scenario)
    made = _from_tables(design, scenario.custom) if export is None else _from_export(scenario, export)
    found = faults(made, scenario.disciplines, scenario.lines.names)
    if found:
        raise InputProblems(_told(fault, made, scenario, export) for fault in found)
    return made


def hr_export(scenario: Scenario) -> HrExport | None:
    """The people of the scenario's HR export; None where it names none."""
    custom = scenario.custom
    if custom is None or custom.hr_export is None:
        return None
    words = {"disciplines": scenario.disciplines, "lines": scenario.lines.names}
    return read_hr_export(Path(custom.hr_export), repair=custom.repair, **words)


def custom_seats(scenario: Scenario) -> int:
    """Number of seats of the scenario's own organisation: the people of its HR export, else its staffing."""
    export = hr_export(scenario)
    return seat_count(scenario) if export is None else len(export.people)


def custom_members(scenario: Scenario) -> tuple[Member, ...] | None:
    """The people of the scenario's HR export as seats, in the order of the rows; None where it names none."""
    export = hr_export(scenario)
    return None if export is None else _members(scenario, export.people)


def _told(fault: Fault, made: Organisation, scenario: Scenario, export: HrExport | None) -> Problem:
    """A fault of the tables, at the place where its reader wrote it."""
    seat = NONE
    if fault.table == "members":
        seat = fault.row
    elif fault.table == "relations":
        seat = made.relations[fault.row].member
    elif fault.table == "groups" and export is not None:
        seat = made.groups[fault.row].lead
    if export is not None:
        row = export.people[seat].row if 0 <= seat < len(export.people) else 0
        return Problem(export.file, row, 0, "", fault.message)
    path = {"groups": f"custom.group[{fault.row}]", "coverage": "custom.coverage"}.get(fault.table, "custom")
    return Problem(scenario.name, 0, 0, path, fault.message if seat == NONE else f"seat {seat}: {fault.message}")


# From tables.


def _from_tables(design: Design, custom: Custom) -> Organisation:
    scenario, members = design.scenario, design.members
    number = {group.name: place for place, group in enumerate(custom.group)}
    boxes = [
        Box(
            group.name,
            NONE if group.parent is None else number[group.parent],
            NONE if group.lead is None else group.lead,
        )
        for group in custom.group
    ]
    rows = [
        Relation(seat, "belongs_to", number[group.name], weight)
        for group in custom.group
        for seat, weight in zip(group.members, group.weights or (1.0,) * len(group.members), strict=True)
    ]
    heaviest: dict[int, Relation] = {}
    for row in rows:
        if row.member not in heaviest or row.weight > heaviest[row.member].weight:
            heaviest[row.member] = row
    rows += [Relation(report.member, report.relation, report.to, report.weight) for report in custom.report]
    told = {report.member for report in custom.report if report.relation == "reports_to"}
    for seat in sorted(set(heaviest) - told):
        superior = nearest_lead(boxes, heaviest[seat].to, seat)
        if superior != NONE:
            rows.append(Relation(seat, "reports_to", superior, 1.0))
    coverage = [
        [
            tuple(
                dict.fromkeys(
                    number[name]
                    for row in custom.coverage
                    if (not row.disciplines or discipline in row.disciplines) and (not row.lines or line in row.lines)
                    for name in row.groups
                )
            )
            for line in scenario.lines.names
        ]
        for discipline in scenario.disciplines
    ]
    return tables(scenario, "custom", members, boxes, rows, coverage, custom.notes)


# From an HR export.


def _from_export(scenario: Scenario, export: HrExport) -> Organisation:
    people = export.people
    seat_of = {person.id: seat for seat, person in enumerate(people)}
    boxes = _boxes(people, seat_of)
    weight = scenario.structure.second_manager_weight
    seconds, notes = _seconds(scenario, export, seat_of) if weight else ({}, ())
    solid = [
        Relation(row.member, row.relation, row.to, 1.0 - weight if row.member in seconds else 1.0)
        for row in solid_lines(boxes)
    ]
    dotted = [Relation(seat, "dotted_to", to, weight) for seat, to in seconds.items()]
    pairs = {tuple(sorted((seat, seat_of[other]))) for seat, one in enumerate(people) for other in one.liaisons}
    links = [Relation(one, "liaison", other) for one, other in sorted(pairs)]
    coverage, widened = _coverage(scenario, export, boxes)
    told = [f"row {finding.row}: {finding.message}; {finding.repair}" for finding in export.findings]
    notes = (*told, *notes, *widened)
    return tables(scenario, "custom", _members(scenario, people), boxes, [*solid, *dotted, *links], coverage, notes)


def _boxes(people: Sequence[Person], seat_of: dict[str, int]) -> list[Box]:
    """A group for each manager, the top's first, then by layers."""
    reports: dict[int, list[int]] = {}
    top = 0
    for seat, person in enumerate(people):
        if person.manager is None:
            top = seat
        else:
            reports.setdefault(seat_of[person.manager], []).append(seat)
    names = [people[seat].department for seat in sorted({*reports, top})]
    boxes: list[Box] = []
    waiting = [(top, NONE)]
    while waiting:
        lead, parent = waiting.pop(0)
        person = people[lead]
        own = person.department if names.count(person.department) == 1 else ""
        name = own or " ".join(filter(None, (person.department, person.title, person.id)))
        below = [seat for seat in reports.get(lead, ()) if seat in reports]
        staff = tuple(sorted({lead, *reports.get(lead, ())} - set(below)))
        boxes.append(Box(name, parent, lead, () if below else staff))
        if below:
            here = len(boxes) - 1
            boxes.append(Box(f"{name}, own staff", here, NONE, staff))
            waiting += [(seat, here) for seat in below]
    return boxes


def _seconds(scenario: Scenario, export: HrExport, seat_of: dict[str, int]) -> tuple[dict[int, int], tuple[str, ...]]:
    """Second managers by seat; one who would close a loop is a gap, or with repair is left out and told."""
    above = {seat: {seat_of[one.manager]} for seat, one in enumerate(export.people) if one.manager is not None}
    found: dict[int, int] = {}
    gaps = []
    for seat, person in enumerate(export.people):
        if person.second_manager is None:
            continue
        second = seat_of[person.second_manager]
        if seat in _reached(second, above):
            message = f'second manager "{person.second_manager}" stands below "{person.id}": a loop of reporting lines'
            gaps.append(Problem(export.file, person.row, 0, "second manager", message))
        else:
            above.setdefault(seat, set()).add(second)
            found[seat] = second
    if gaps and not (scenario.custom and scenario.custom.repair):
        raise InputProblems(gaps)
    return found, tuple(f"row {gap.line}: {gap.message}; dropped" for gap in gaps)


def _reached(seat: int, above: dict[int, set[int]]) -> set[int]:
    """A seat and everybody above it."""
    met = {seat}
    waiting = [seat]
    while waiting:
        new = above.get(waiting.pop(), set()) - met
        met |= new
        waiting += new
    return met


def _coverage(
    scenario: Scenario, export: HrExport, boxes: Sequence[Box]
) -> tuple[list[list[tuple[int, ...]]], tuple[str, ...]]:
    """Groups by discipline and line; with repair, work that nobody lists goes to who does the same on other lines."""
    disciplines, lines = scenario.disciplines, scenario.lines.names
    groups = []  # number, its people who lead no other group, and all its people
    for number, box in enumerate(boxes):
        head = boxes[box.parent].lead if box.lead == NONE else NONE
        if box.seats:
            everybody = [export.people[seat] for seat in box.seats]
            groups.append((number, [export.people[seat] for seat in box.seats if seat != head], everybody))

    def order(discipline: str, line: str) -> tuple[int, ...]:
        found = []
        for number, staff, everybody in groups:
            silent = not any(person.disciplines or person.lines for person in everybody)
            able = sum(_lists(person, discipline, line) for person in staff)
            if silent or able or any(_lists(person, discipline, line) for person in everybody):
                by_staff = bool(able or (silent and staff))
                found.append((-able / max(1, len(staff)), not by_staff, len(everybody), number))
        return tuple(number for _, _, _, number in sorted(found))

    coverage = [[order(discipline, line) for line in lines] for discipline in disciplines]
    gaps, notes = [], []
    for discipline, row in zip(disciplines, coverage, strict=True):
        alike = tuple(dict.fromkeys(group for groups_in_order in row for group in groups_in_order))
        names = ", ".join(boxes[group].name for group in alike)
        for place, line in enumerate(lines):
            if not row[place]:
                message = f"nobody lists {discipline} for {line}"
                row[place] = alike
                notes.append(f"{message}; it goes to {names}")
                repair = f" (repair: it goes to {names})" if alike else ""
                if not (alike and scenario.custom and scenario.custom.repair):
                    gaps.append(Problem(export.file, 0, 0, "", f"{message}; expected somebody for all work{repair}"))
    if gaps:
        raise InputProblems(gaps)
    return coverage, tuple(notes)


def _lists(person: Person, discipline: str, line: str) -> bool:
    """Whether a person lists some work; a column left empty means all, both left empty means nothing is said."""
    if not (person.disciplines or person.lines):
        return False
    return (not person.disciplines or discipline in person.disciplines) and (not person.lines or line in person.lines)


def _members(scenario: Scenario, people: Sequence[Person]) -> tuple[Member, ...]:
    """Seats with a grade by layers below, and a home from the lists: one's own, else the manager's, else dealt out."""
    seat_of = {person.id: seat for seat, person in enumerate(people)}
    manager = [None if person.manager is None else seat_of[person.manager] for person in people]
    layers = [0] * len(people)
    for seat in range(len(people)):
        height, superior = 1, manager[seat]
        while superior is not None and layers[superior] < height:
            layers[superior] = height
            height, superior = height + 1, manager[superior]
    grades = scenario.staffing.grades
    made = []
    for seat, person in enumerate(people):
        grade = len(grades) - 1 if manager[seat] is None else max(0, min(layers[seat], len(grades) - 2))
        chain = _chain(seat, manager)
        made.append(
            Member(
                grade=grade,
                discipline=_home(scenario.disciplines, (people[one].disciplines for one in chain), seat),
                line=_home(scenario.lines.names, (people[one].lines for one in chain), seat),
                talent=None,
                cost=grades[grade].cost if person.cost is None else person.cost,
                title=person.title,
            )
        )
    return tuple(made)


def _chain(seat: int, manager: Sequence[int | None]) -> list[int]:
    """A seat and its managers, upward."""
    chain = [seat]
    while (superior := manager[chain[-1]]) is not None:
        chain.append(superior)
    return chain


def _home(names: Sequence[str], lists: Iterable[Sequence[str]], seat: int) -> int:
    """The first word of the first list that has one; else dealt out by seat."""
    for words in lists:
        if words:
            return names.index(words[0])
    return seat % len(names)
