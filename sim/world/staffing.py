"""Seats become groups by one rule for every structure: shares by load, places by home, leads by grade.

The same seats are arranged again and again, and nobody may gain from how it is done. So there is one way to say how
many seats a group gets (largest remainder of the expected load), who sits there (as many at home as possible, ties by
seat), who leads (highest grade, then lowest seat), what is merged where seats are too few (neighbours, as even as
can be), and what is split where too many would report to one lead (the fewest layers, then the fewest sub-teams). An
architecture draws its groups as *boxes*; `tables` turns them into the tables of an organisation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

from sim.errors import InfeasibleStructure
from sim.scenario.schema import Scenario
from sim.vocabulary import MILLION, NONE
from sim.world.organisation import RELATIONS, Group, Member, Organisation, Relation

Bundle = tuple[int, ...]
"""Neighbouring disciplines, or lines, that are one group."""


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


def apportion(seats: int, loads: Sequence[float], least: int) -> tuple[int, ...]:
    """Seats of each group, by largest remainder of its load.

    Parameters
    ----------
    seats : int
        How many there are; at least ``least`` for each group.
    loads : sequence of float
        Load of each group, in any unit; equal shares where all are 0.
    least : int
        Groups that would get fewer get so many, and the others share what is left in the same way.

    Returns
    -------
    tuple of int
        Sums to ``seats``. Equal remainders go to the earlier group.
    """
    given = [0] * len(loads)
    free = list(range(len(loads)))
    while free:
        weights = [Fraction(loads[group]) for group in free]
        if not any(weights):
            weights = [Fraction(1)] * len(free)
        total = sum(weights)
        quotas = [seats * weight / total for weight in weights]
        shares = [int(quota) for quota in quotas]
        behind = sorted(range(len(free)), key=lambda place: shares[place] - quotas[place])
        for place in behind[: seats - sum(shares)]:
            shares[place] += 1
        short = [group for group, share in zip(free, shares, strict=True) if share < least]
        for group, share in zip(free, shares, strict=True):
            given[group] = least if short else share
        seats -= least * len(short)
        free = [group for group in free if group not in short] if short else []
    return tuple(given)


def merge(loads: Sequence[float], most: int) -> tuple[Bundle, ...]:
    """Neighbours made one until no more than ``most`` are left, their loads as even as can be.

    Parameters
    ----------
    loads : sequence of float
        In the order in which they are neighbours, any unit.
    most : int
        At least 1.

    Returns
    -------
    tuple of Bundle
        With the least sum of squared loads; of equals the one that merges the earlier neighbours.
    """
    before = [Fraction(0), *accumulate(map(Fraction, loads))]
    best: dict[int, tuple[Fraction, tuple[int, ...]]] = {0: (Fraction(0), ())}  # where a cut is -> cost, minus sizes
    for _ in range(min(most, len(loads))):
        best = {
            end: min(
                (cost + (before[end] - before[start]) ** 2, (*sizes, start - end))
                for start, (cost, sizes) in best.items()
                if start < end
            )
            for end in range(min(best) + 1, len(loads) + 1)
        }
    sizes = [-size for size in best[len(loads)][1]]
    ends = list(accumulate(sizes))
    return tuple(tuple(range(end - size, end)) for end, size in zip(ends, sizes, strict=True))


def joint_load(load: Sequence[Sequence[float]], disciplines: Iterable[int], lines: Iterable[int]) -> float:
    """Expected load of some disciplines on some lines, in the unit of ``load``."""
    columns = tuple(lines)
    return sum(load[discipline][line] for discipline in disciplines for line in columns)


def bundle_name(bundle: Bundle, names: Sequence[str]) -> str:
    """``insight``, ``brand and digital``, ``brand, digital and crm``."""
    told = [names[number] for number in bundle]
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]


def merged(bundles: Iterable[Bundle], names: Sequence[str]) -> tuple[str, ...]:
    """What a chart must say about merged disciplines or lines."""
    return tuple(f"{bundle_name(bundle, names)} are one group" for bundle in bundles if len(bundle) > 1)


def place(
    seats: Iterable[int], members: Sequence[Member], groups: Sequence[tuple[Bundle, Bundle]], shares: Sequence[int]
) -> tuple[tuple[int, ...], ...]:
    """Seats of each group, with as many at home as possible.

    Parameters
    ----------
    seats : iterable of int
        As many as the shares add up to.
    members : sequence of Member
        By seat.
    groups : sequence of (disciplines, lines)
        What each group covers.
    shares : sequence of int
        Places in each.

    Returns
    -------
    tuple of tuple of int
        Ascending. First come those at home in discipline and line, then in the discipline, then on the line, then the
        rest; each time in the order of the seats, to the group with most places left, ties to the earlier one.
    """
    left = list(shares)
    inside: list[list[int]] = [[] for _ in groups]
    waiting = sorted(seats)
    covers = [(frozenset(disciplines), frozenset(lines)) for disciplines, lines in groups]
    for by_discipline, by_line in ((True, True), (True, False), (False, True), (False, False)):
        later = []
        for seat in waiting:
            home = members[seat]
            fitting = [
                number
                for number, (disciplines, lines) in enumerate(covers)
                if left[number]
                and (not by_discipline or home.discipline in disciplines)
                and (not by_line or home.line in lines)
            ]
            if fitting:
                chosen = max(fitting, key=lambda number: (left[number], -number))
                inside[chosen].append(seat)
                left[chosen] -= 1
            else:
                later.append(seat)
        waiting = later
    return tuple(tuple(sorted(group)) for group in inside)


def head(seats: Iterable[int], members: Sequence[Member]) -> int:
    """Who leads: the highest grade, then the lowest seat."""
    return min(seats, key=lambda seat: (-members[seat].grade, seat))


def sub_team_layers(reporting: int, span: int) -> int:
    """Layers of sub-leads that so many people under one lead need, if nobody leads more than the span."""
    layers, reach = 0, span
    while reach < reporting:
        layers, reach = layers + 1, span * (reach + 1)
    return layers


def sub_team_count(reporting: int, span: int) -> int:
    """How many sub-teams: the fewest, and at least two, that need no more layers; 0 where the span is kept."""
    largest = 1  # a sub-lead and all below
    for _ in range(sub_team_layers(reporting, span)):
        largest = span * largest + 1
    return max(2, -(-reporting // largest)) if largest > 1 else 0


def by_home(members: Sequence[Member], lines: bool) -> Callable[[int], tuple[int, ...]]:
    """Order in which a group is cut into sub-teams: by home line (if it covers several), home discipline, seat."""
    return lambda seat: (members[seat].line if lines else 0, members[seat].discipline, seat)


def split(
    boxes: Sequence[Box], number: int, reporting: Iterable[int], members: Sequence[Member], span: int, lines: bool
) -> tuple[Box, ...]:
    """Sub-teams under sub-leads, wherever more than ``span`` would report to one lead.

    Parameters
    ----------
    boxes : sequence of Box
    number : int
        Box that may be too wide.
    reporting : iterable of int
        Its seats that report to its lead; only they move into sub-teams.
    members : sequence of Member
    span : int
        Largest number of direct reports.
    lines : bool
        Whether the box covers several lines.

    Returns
    -------
    tuple of Box
        The same boxes, with sub-teams added at the end; belonging moves into them.
    """
    queue = sorted(reporting, key=by_home(members, lines))
    drawn = list(boxes)
    box = drawn[number]
    count = sub_team_count(len(queue), span)
    for place_of_team in range(count):
        team = queue[place_of_team * len(queue) // count : (place_of_team + 1) * len(queue) // count]
        lead = head(team, members)
        drawn[number] = replace(drawn[number], seats=tuple(s for s in drawn[number].seats if s not in set(team)))
        drawn.append(Box(f"{box.name} {place_of_team + 1}", number, lead, tuple(sorted(team)), box.weight))
        drawn = list(split(drawn, len(drawn) - 1, set(team) - {lead}, members, span, lines))
    return tuple(drawn)


def split_note(before: Sequence[Box], after: Sequence[Box], number: int, span: int) -> tuple[str, ...]:
    """What a chart must say about a group that was split."""
    teams = sum(box.lead != NONE for box in after) - sum(box.lead != NONE for box in before)
    if not teams:
        return ()
    return (f"{after[number].name} is split into {teams} sub-teams, so that at most {span} report to one lead",)


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
