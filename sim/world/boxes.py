"""An architecture draws its groups as boxes; these become reporting lines and the tables of an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.errors import InfeasibleStructure
from sim.scenario.schema import Scenario
from sim.vocabulary import MILLION, NONE
from sim.world.organisation import RELATIONS, Group, Member, Organisation, Relation


@dataclass(frozen=True)
class Box:
    """A group on the drawing board.

    Attributes
    ----------
    name : str
    parent : int
        Number of the box above; -1 at the top.
    lead : int
        Seat; -1 where the box above leads.
    seats : tuple of int
        Who belongs to it directly, the lead included.
    weight : float
        Their belonging weight.
    """

    name: str
    parent: int
    lead: int = NONE
    seats: tuple[int, ...] = ()
    weight: float = 1.0


def chain(boxes: Sequence[Box], number: int) -> tuple[int, ...]:
    """A box and all boxes above it, from the lowest to the top."""
    found: list[int] = []
    while number != NONE and len(found) < len(boxes):
        found.append(number)
        number = boxes[number].parent
    return tuple(found)


def nearest_lead(boxes: Sequence[Box], number: int, seat: int) -> int:
    """Whom a seat of a box reports to: the nearest lead above all that it leads there itself; -1 at the top."""
    leads = [boxes[one].lead for one in chain(boxes, number)]
    own = max((place for place, lead in enumerate(leads, start=1) if lead == seat), default=0)
    return next((lead for lead in leads[own:] if lead != NONE), NONE)


def solid_lines(boxes: Sequence[Box]) -> tuple[Relation, ...]:
    """Everybody reports to the nearest lead above: where each seat sits in one box."""
    found = []
    for number, box in enumerate(boxes):
        for seat in box.seats:
            superior = nearest_lead(boxes, number, seat)
            if superior != NONE:
                found.append(Relation(seat, "reports_to", superior, 1.0))
    return tuple(found)


def producing(scenario: Scenario, members: Sequence[Member], boxes: Iterable[Box]) -> tuple[bool, ...]:
    """Which seats produce: all, or all but the leads; empty means all."""
    if scenario.structure.lead_production:
        return ()
    leads = {box.lead for box in boxes}
    return tuple(seat not in leads for seat in range(len(members)))


def tables(
    scenario: Scenario,
    name: str,
    members: tuple[Member, ...],
    boxes: Sequence[Box],
    reports: Iterable[Relation],
    coverage: Sequence[Sequence[tuple[int, ...]]],
    notes: Iterable[str] = (),
    distinct: bool = True,
) -> Organisation:
    """The tables of an organisation, from its boxes.

    Parameters
    ----------
    scenario : Scenario
        For the authority of each level, and for whether leads produce.
    name : str
    members : tuple of Member
    boxes : sequence of Box
        The groups, in order.
    reports : iterable of Relation
        Solid and dotted lines.
    coverage : sequence of sequence of tuple of int
        Boxes by discipline and line.
    notes : iterable of str
    distinct : bool

    Returns
    -------
    Organisation
        Not yet verified; relations ordered by member, kind and target.

    Raises
    ------
    InfeasibleStructure
        Where leads do not produce and nobody else is left for some work.
    """
    produces = producing(scenario, members, boxes)
    rows = [Relation(seat, "belongs_to", number, box.weight) for number, box in enumerate(boxes) for seat in box.seats]
    rows += [Relation(box.lead, "leads", number) for number, box in enumerate(boxes) if box.lead != NONE]
    rows += reports
    made = Organisation(
        name=name,
        members=members,
        groups=tuple(Group(box.name, box.parent, box.lead) for box in boxes),
        relations=tuple(sorted(rows, key=lambda row: (row.member, RELATIONS.index(row.relation), row.to))),
        coverage=tuple(tuple(tuple(groups) for groups in row) for row in coverage),
        authority=tuple(int(share * MILLION + 0.5) for share in scenario.rules.decisions.authority),
        notes=tuple(notes),
        distinct=distinct,
        producers=produces,
    )
    if produces:
        weights = made.member_weights()
        if not all(any(produces[s] for g in groups for s in weights[g]) for row in made.coverage for groups in row):
            raise InfeasibleStructure(f"{name}: leads do not produce, and nobody else is left for some of the work")
    return made
