"""What follows from who belongs where: whose work it is, who may take it, and who meets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.vocabulary import MILLION, NONE
from sim.world.organisation import Organisation
from sim.world.reporting import Superior


def work_covered(
    organisation: Organisation, above: Sequence[tuple[Superior, ...]], members_of: Sequence[tuple[int, ...]]
) -> tuple[frozenset[int], ...]:
    """Work that a seat's people answer for first, and that its own groups answer for at all; as bits, then sets."""
    lines = len(organisation.coverage[0])
    first, any_place = [0] * len(organisation.groups), [0] * len(organisation.groups)
    for discipline, row in enumerate(organisation.coverage):
        for line, covering in enumerate(row):
            bit = 1 << (discipline * lines + line)
            first[covering[0]] |= bit
            for group in covering:
                any_place[group] |= bit
    own_first, covered = [0] * len(above), [0] * len(above)
    for group, inside in enumerate(members_of):
        for seat in inside:
            own_first[seat] |= first[group]
            covered[seat] |= any_place[group]
    for seat, superiors in enumerate(above):
        for one, _, _ in superiors:
            covered[one] |= own_first[seat]
    size = len(organisation.coverage) * lines
    sets = {bits: frozenset(work for work in range(size) if bits >> work & 1) for bits in {*covered}}
    return tuple(sets[bits] for bits in covered)


def teams_of(organisation: Organisation) -> tuple[frozenset[int], ...]:
    """By seat: the groups it belongs to directly, with a weight above 0."""
    teams: list[set[int]] = [set() for _ in organisation.members]
    for row in organisation.relations:
        if row.relation == "belongs_to" and row.weight > 0.0:
            teams[row.member].add(row.to)
    return tuple(map(frozenset, teams))


def pullers_by_work(
    organisation: Organisation, weights: Sequence[Mapping[int, float]]
) -> tuple[tuple[tuple[tuple[int, ...], ...], ...], ...]:
    """By discipline and line: for each covering group in order, its members who produce."""
    producers = [tuple(sorted(filter(organisation.produces, inside))) for inside in weights]
    return tuple(tuple(tuple(producers[group] for group in order) for order in row) for row in organisation.coverage)


def pulls_by_seat(
    organisation: Organisation, weights: Sequence[Mapping[int, float]]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """By seat: the covering groups from which it may pull, with its belonging weight in millionths."""
    covering = sorted({group for row in organisation.coverage for order in row for group in order})
    return tuple(
        tuple((group, int(weights[group][seat] * MILLION + 0.5)) for group in covering if seat in weights[group])
        if organisation.produces(seat)
        else ()
        for seat in range(len(organisation.members))
    )


def meetings_held(
    organisation: Organisation,
    superior: Sequence[int],
    dotted: Sequence[tuple[tuple[int, float], ...]],
    members_of: Sequence[tuple[int, ...]],
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Each report meets a lead in one group: the lowest one led that the report belongs to, else the lowest one led."""
    inside = [frozenset(seats) for seats in members_of]
    led: dict[int, list[int]] = {}
    for number, group in enumerate(organisation.groups):
        if group.lead != NONE:
            led.setdefault(group.lead, []).append(number)
    attending: dict[int, set[int]] = {}
    for seat, solid in enumerate(superior):
        for lead in {solid, *(one for one, _ in dotted[seat])} & set(led):
            _, _, _, number = min(
                (seat not in inside[one], -len(organisation.chain(one)), len(inside[one]), one) for one in led[lead]
            )
            attending.setdefault(number, {lead}).add(seat)
    return tuple((number, tuple(sorted(attending[number]))) for number in sorted(attending))
