"""A client's HR export, once read, becomes part of the scenario: explicit seats, groups, coverage and reporting lines.

From then on the scenario needs no other file; every structure is built from the same people, and a stored result can
be run again on a machine that has never seen the export.
"""

from __future__ import annotations

from sim.scenario.schema import Custom, CustomCoverage, CustomGroup, CustomReport, Scenario, SeatSpec
from sim.vocabulary import NONE
from sim.world.architectures import organise
from sim.world.organisation import Group, Organisation


def inlined(scenario: Scenario) -> Scenario:
    """The scenario with the people of its HR export written into it.

    Parameters
    ----------
    scenario : Scenario
        Valid.

    Returns
    -------
    Scenario
        The same where it names no export.

    Raises
    ------
    InputProblems
        Where the export has gaps.
    """
    custom = scenario.custom
    if custom is None or custom.hr_export is None:
        return scenario
    made = organise(scenario, "custom")
    seats = tuple(
        SeatSpec(
            grade=scenario.staffing.grades[member.grade].name,
            discipline=scenario.disciplines[member.discipline],
            line=scenario.lines.names[member.line],
            talent=member.talent,
            cost=member.cost,
            title=member.title,
        )
        for member in made.members
    )
    return scenario.model_copy(
        update={
            "staffing": scenario.staffing.model_copy(update={"seats": len(seats), "seat": seats}),
            "custom": _tables(scenario, made),
        }
    )


def _tables(scenario: Scenario, made: Organisation) -> Custom:
    names = _unique(made.groups)
    members: list[list[tuple[int, float]]] = [[] for _ in made.groups]
    for row in made.relations:
        if row.relation == "belongs_to":
            members[row.to].append((row.member, row.weight))
    return Custom(
        group=tuple(
            CustomGroup(
                name=names[number],
                parent=None if group.parent == NONE else names[group.parent],
                lead=None if group.lead == NONE else group.lead,
                members=tuple(seat for seat, _ in members[number]),
                weights=tuple(weight for _, weight in members[number]),
            )
            for number, group in enumerate(made.groups)
        ),
        coverage=tuple(
            CustomCoverage(
                groups=tuple(names[group] for group in covering),
                disciplines=(scenario.disciplines[discipline],),
                lines=(scenario.lines.names[line],),
            )
            for discipline, row in enumerate(made.coverage)
            for line, covering in enumerate(row)
        ),
        report=tuple(
            CustomReport(member=row.member, to=row.to, relation=row.relation, weight=row.weight)
            for row in made.relations
            if row.relation in ("reports_to", "dotted_to", "liaison")
        ),
        notes=made.notes,
    )


def _unique(groups: tuple[Group, ...]) -> list[str]:
    names: list[str] = []
    for group in groups:
        name, again = group.name, 2
        while name in names:
            name, again = f"{group.name} ({again})", again + 1
        names.append(name)
    return names
