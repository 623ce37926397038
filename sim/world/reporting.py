"""Who is above whom: solid and dotted lines followed upward, and what follows for authority and for standing in."""

from __future__ import annotations

from collections.abc import Sequence

from sim.vocabulary import NONE
from sim.world.organisation import Organisation

Superior = tuple[int, int, int]
"""A superior, the number of steps to it, and to whom one goes first on the shortest way there."""


def superiors(
    organisation: Organisation,
) -> tuple[tuple[int, ...], tuple[float, ...], tuple[tuple[tuple[int, float], ...], ...]]:
    """Solid superior and its weight, and dotted superiors with theirs, by seat."""
    superior = [NONE] * len(organisation.members)
    weight = [1.0] * len(organisation.members)
    dotted: list[dict[int, float]] = [{} for _ in organisation.members]
    for row in organisation.relations:
        if row.relation == "reports_to":
            superior[row.member], weight[row.member] = row.to, row.weight
        elif row.relation == "dotted_to":
            dotted[row.member][row.to] = max(row.weight, dotted[row.member].get(row.to, 0.0))
    ordered = (tuple(sorted(lines.items(), key=lambda line: (-line[1], line[0]))) for lines in dotted)
    return tuple(superior), tuple(weight), tuple(ordered)


def depths(superior: Sequence[int]) -> tuple[int, ...]:
    """Steps from the top along solid lines."""
    depth = [NONE] * len(superior)
    for seat in range(len(superior)):
        climb = []
        one = seat
        while one != NONE and depth[one] == NONE:
            climb.append(one)
            one = superior[one]
        for below in reversed(climb):
            depth[below] = 0 if superior[below] == NONE else depth[superior[below]] + 1
    return tuple(depth)


def all_above(
    seat: int,
    superior: Sequence[int],
    solid_weight: Sequence[float],
    dotted: Sequence[tuple[tuple[int, float], ...]],
    depth: Sequence[int],
) -> tuple[Superior, ...]:
    """Everybody above a seat, lowest first: layer by layer, so that the first way found is the shortest."""
    steps, first, weight = {seat: 0}, {seat: seat}, {seat: 0.0}
    layer = [seat]
    while layer:
        higher = []
        for one in layer:
            solid = ((superior[one], solid_weight[one]),) if superior[one] != NONE else ()
            for other, line in (*solid, *dotted[one]):
                if other not in steps:
                    steps[other] = steps[one] + 1
                    first[other], weight[other] = (other, line) if one == seat else (first[one], weight[one])
                    higher.append(other)
        layer = higher
    order = sorted(steps, key=lambda one: (-depth[one], steps[one], -weight[one], one))
    return tuple((one, steps[one], first[one]) for one in order)


def people_below(above: Sequence[tuple[Superior, ...]]) -> tuple[frozenset[int], ...]:
    """Each seat and everybody who has it above."""
    people: list[list[int]] = [[] for _ in above]
    for seat, superiors in enumerate(above):
        for one, _, _ in superiors:
            people[one].append(seat)
    return tuple(map(frozenset, people))


def side_probabilities(superior: Sequence[int], dotted: Sequence[tuple[tuple[int, float], ...]]) -> tuple[float, ...]:
    """Probability that dotted lines hold for a seat."""
    found = []
    for seat in range(len(superior)):
        one = seat
        while one != NONE and not dotted[one]:
            one = superior[one]
        found.append(1.0 if one == NONE else min(1.0, 2.0 * dotted[one][0][1]))
    return tuple(found)


def direct_reports(superior: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """By seat: who reports to it on solid lines."""
    reports: list[list[int]] = [[] for _ in superior]
    for seat, one in enumerate(superior):
        if one != NONE:
            reports[one].append(seat)
    return tuple(map(tuple, reports))


def weights_of_reports(
    superior: Sequence[int], solid_weight: Sequence[float], dotted: Sequence[tuple[tuple[int, float], ...]]
) -> tuple[float, ...]:
    """Weights of direct reports, added in the order of the seats, solid before dotted."""
    total = [0.0] * len(superior)
    for seat, one in enumerate(superior):
        if one != NONE:
            total[one] += solid_weight[seat]
        for other, weight in dotted[seat]:
            total[other] += weight
    return tuple(total)


def stand_ins(
    organisation: Organisation, superior: Sequence[int], reports: Sequence[tuple[int, ...]], top: int
) -> tuple[tuple[int, ...], ...]:
    """By seat: who takes its requests, its solid superiors upward, then the direct reports of the top by grade."""
    deputies = sorted(reports[top], key=lambda seat: (-organisation.members[seat].grade, seat))
    found = []
    for seat in range(len(superior)):
        chain = []
        one = superior[seat]
        while one != NONE:
            chain.append(one)
            one = superior[one]
        found.append((*chain, *(one for one in deputies if one != seat and one not in chain)))
    return tuple(found)


def neighbours_of(organisation: Organisation) -> tuple[tuple[int, ...], ...]:
    """By seat, in order: whom it shares a solid line, a dotted line or a liaison link with, in either direction."""
    found: list[set[int]] = [set() for _ in organisation.members]
    for row in organisation.relations:
        if row.relation in ("reports_to", "dotted_to", "liaison"):
            found[row.member].add(row.to)
            found[row.to].add(row.member)
    return tuple(tuple(sorted(seats)) for seats in found)
