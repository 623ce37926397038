"""What the tables of an organisation imply: who is above whom, how close two people are, who decides, signs and pulls.

Nothing here is typed by anybody. Rules and engines read these facts and never the tables' names, so that two
organisations which differ only in how their groups are numbered or called behave alike (`specification.md` section 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.scenario.schema import Scenario
from sim.vocabulary import MILLION, NONE
from sim.world.organisation import Organisation

Superior = tuple[int, int, int]
"""A superior, the number of steps to it, and to whom one goes first on the shortest way there."""
BOTH_SIDES, SOLID_ONLY = 0, 1
"""Modes: all dotted lines hold, or none does."""


@dataclass(frozen=True)
class Derived:
    """Facts of an organisation, by seat, group, discipline or line.

    Attributes
    ----------
    organisation : Organisation
    top : int
        The seat that reports to nobody.
    superior : tuple of int
        Solid superior of each seat; -1 for the top.
    dotted : tuple of tuple of (int, float)
        Dotted superiors of each seat and the weights of these lines, heaviest first.
    depth : tuple of int
        Steps from the top along solid lines.
    above : tuple of two tuples of tuple of Superior
        ``above[mode][seat]``: lowest first (greatest depth; ties by fewer steps, heavier first line, lower seat), the
        seat itself at 0 steps included. Mode 0 follows solid and all dotted lines, mode 1 solid lines only. First
        steps of equally short ways: solid before dotted, heavier before lighter.
    side_probability : tuple of float
        min(1, 2 weight) of a seat's heaviest dotted line; without one, that of the nearest solid superior who has
        one; 1 where nobody has.
    has_dual : tuple of bool
        Whether any line at or above the seat is dotted.
    people : tuple of frozenset of int
        A seat and all below it, on solid or dotted lines.
    covers : tuple of frozenset of int
        Work as ``discipline * number of lines + line``: what the first covering groups of a seat's people answer for,
        and what any covering group of the seat itself does.
    closeness : ndarray of float64, shape (seats, seats)
        From belonging alone, before anything is earned by exchange.
    teams : tuple of frozenset of int
        Groups to which a seat belongs directly, with a weight above 0.
    members_of : tuple of tuple of int
        Seats that belong to a group or to one below it.
    group_lead : tuple of int
        A group's own lead, or that of the nearest group above.
    first_group : tuple of tuple of int
        ``first_group[discipline][line]``: whose backlog the work waits in.
    backlogs : tuple of int
        Groups that come first in some coverage.
    pullers : tuple of tuple of tuple of tuple of int
        ``pullers[discipline][line]``: for each covering group in order, its members who produce.
    pulls : tuple of tuple of (int, int)
        Covering groups from which a seat may pull, with its belonging weight in millionths.
    meetings : tuple of (int, tuple of int)
        Groups with a lead and somebody who reports to the lead through them, and who attends, the lead included.
    reports : tuple of tuple of int
        Direct reports on solid lines.
    reports_weight : tuple of float
        Sum of the weights of all direct reports, solid and dotted.
    transit_closeness : tuple of tuple of float
        ``transit_closeness[seat][group]``: mean closeness with the group's members, 1 with oneself.
    nearest_groups : tuple of tuple of int
        Other groups with a backlog, nearest first by closeness of the leads, ties by number; empty for a group
        without a backlog.
    stand_in : tuple of tuple of int
        Who takes a seat's requests, in order: its solid superiors upward, then the top's direct reports by grade.
    """

    organisation: Organisation
    top: int
    superior: tuple[int, ...]
    dotted: tuple[tuple[tuple[int, float], ...], ...]
    depth: tuple[int, ...]
    above: tuple[tuple[tuple[Superior, ...], ...], tuple[tuple[Superior, ...], ...]]
    side_probability: tuple[float, ...]
    has_dual: tuple[bool, ...]
    people: tuple[frozenset[int], ...]
    covers: tuple[frozenset[int], ...]
    closeness: NDArray[np.float64]
    teams: tuple[frozenset[int], ...]
    members_of: tuple[tuple[int, ...], ...]
    group_lead: tuple[int, ...]
    first_group: tuple[tuple[int, ...], ...]
    backlogs: tuple[int, ...]
    pullers: tuple[tuple[tuple[tuple[int, ...], ...], ...], ...]
    pulls: tuple[tuple[tuple[int, int], ...], ...]
    meetings: tuple[tuple[int, tuple[int, ...]], ...]
    reports: tuple[tuple[int, ...], ...]
    reports_weight: tuple[float, ...]
    transit_closeness: tuple[tuple[float, ...], ...]
    nearest_groups: tuple[tuple[int, ...], ...]
    stand_in: tuple[tuple[int, ...], ...]
    _known: dict[tuple[object, ...], int] = field(default_factory=dict, repr=False, compare=False)

    def lowest_common(self, one: int, other: int) -> int:
        """The lowest seat that is above both, or one of them, along solid lines."""
        while one != other:
            if self.depth[one] < self.depth[other]:
                one, other = other, one
            one = self.superior[one]
        return one

    def common_superior(self, scope: Iterable[int], asker: int, mode: int) -> int:
        """The lowest superior of everybody in a scope, seen from the asker, who is in it too."""
        scope = frozenset(scope)
        key = ("common", scope, asker, mode)
        if key not in self._known:
            others = [{seat for seat, _, _ in self.above[mode][one]} for one in scope]
            common = (seat for seat, _, _ in self.above[mode][asker] if all(seat in above for above in others))
            self._known[key] = next(common)
        return self._known[key]

    def decider(self, scope: Iterable[int], asker: int, amount: int, mode: int) -> int:
        """The lowest common superior, then upward on solid lines until the amount (millionths) is within authority."""
        seat = self.common_superior(scope, asker, mode)
        authority = self.organisation.authority
        while seat != self.top and authority[min(self.depth[seat], len(authority) - 1)] < amount:
            seat = self.superior[seat]
        return seat

    def craft_signer(self, maker: int, discipline: int, line: int, mode: int) -> int:
        """Who signs the craft of a proposal.

        The maker's lowest superior who covers (discipline, line); of several equally low the one covering fewest
        disciplines on that line. At least one step above the maker, unless that is the top.
        """
        key = ("craft", maker, discipline, line, mode)
        if key not in self._known:
            lines = len(self.first_group[0])
            needed = frozenset({discipline * lines + line})
            width = [sum(work % lines == line for work in self.covers[seat]) for seat, _, _ in self.above[mode][maker]]
            self._known[key] = self._signer(maker, needed, width, mode)
        return self._known[key]

    def fit_signer(self, maker: int, line: int, needed: frozenset[int], mode: int) -> int:
        """Who signs that a proposal fits its line.

        The maker's lowest superior who covers all disciplines needed on that line; of several equally low the one
        covering fewest lines. At least one step above the maker, unless that is the top.
        """
        key = ("fit", maker, line, needed, mode)
        if key not in self._known:
            lines = len(self.first_group[0])
            work = frozenset(discipline * lines + line for discipline in needed)
            width = [len({one % lines for one in self.covers[seat]}) for seat, _, _ in self.above[mode][maker]]
            self._known[key] = self._signer(maker, work, width, mode)
        return self._known[key]

    def _signer(self, maker: int, needed: frozenset[int], width: Sequence[int], mode: int) -> int:
        if maker == self.top:
            return maker
        able = [
            (-self.depth[seat], narrow, place, seat)
            for place, ((seat, steps, _), narrow) in enumerate(zip(self.above[mode][maker], width, strict=True))
            if steps and needed <= self.covers[seat]
        ]
        return min(able)[-1] if able else self.top


def derive(scenario: Scenario, organisation: Organisation) -> Derived:
    """Work out all that the tables imply.

    Parameters
    ----------
    scenario : Scenario
        For ties and floor of closeness (``rules.closeness``).
    organisation : Organisation
        Verified.

    Returns
    -------
    Derived
    """
    seats, groups = range(len(organisation.members)), range(len(organisation.groups))
    weights = organisation.member_weights()
    members_of = tuple(tuple(sorted(inside)) for inside in weights)
    group_lead = tuple(organisation.lead_of(group) for group in groups)
    superior, solid_weight, dotted = _superiors(organisation)
    depth = _depths(superior)
    top = superior.index(NONE)
    both = tuple(_above(seat, superior, solid_weight, dotted, depth) for seat in seats)
    solid = tuple(_above(seat, superior, solid_weight, ((),) * len(seats), depth) for seat in seats)
    closeness = _closeness(scenario.rules.closeness.ties, scenario.rules.closeness.floor, len(seats), weights)
    first_group = tuple(tuple(covering[0] for covering in row) for row in organisation.coverage)
    backlogs = tuple(sorted({group for row in first_group for group in row}))
    covering = {group for row in organisation.coverage for groups_in_order in row for group in groups_in_order}
    producers = [frozenset(filter(organisation.produces, inside)) for inside in members_of]
    reports = _reports(superior)
    return Derived(
        organisation=organisation,
        top=top,
        superior=superior,
        dotted=dotted,
        depth=depth,
        above=(both, solid),
        side_probability=_side_probability(superior, dotted),
        has_dual=tuple(any(dotted[seat] for seat, _, _ in above) for above in both),
        people=_people(both),
        covers=_covers(organisation, both, members_of),
        closeness=closeness,
        teams=_teams(organisation),
        members_of=members_of,
        group_lead=group_lead,
        first_group=first_group,
        backlogs=backlogs,
        pullers=tuple(
            tuple(tuple(tuple(sorted(producers[g])) for g in order) for order in row) for row in organisation.coverage
        ),
        pulls=tuple(
            tuple((g, int(weights[g][seat] * MILLION + 0.5)) for g in sorted(covering) if seat in producers[g])
            for seat in seats
        ),
        meetings=_meetings(organisation, superior, dotted, members_of),
        reports=reports,
        reports_weight=_reports_weight(superior, solid_weight, dotted),
        transit_closeness=_transit_closeness(closeness, members_of),
        nearest_groups=_nearest_groups(backlogs, group_lead, closeness, len(groups)),
        stand_in=_stand_in(organisation, superior, reports, top),
    )


def _superiors(
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


def _depths(superior: Sequence[int]) -> tuple[int, ...]:
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


def _above(
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


def _people(above: Sequence[tuple[Superior, ...]]) -> tuple[frozenset[int], ...]:
    """Each seat and everybody who has it above."""
    people: list[list[int]] = [[] for _ in above]
    for seat, superiors in enumerate(above):
        for one, _, _ in superiors:
            people[one].append(seat)
    return tuple(map(frozenset, people))


def _side_probability(superior: Sequence[int], dotted: Sequence[tuple[tuple[int, float], ...]]) -> tuple[float, ...]:
    """Probability that dotted lines hold for a seat."""
    found = []
    for seat in range(len(superior)):
        one = seat
        while one != NONE and not dotted[one]:
            one = superior[one]
        found.append(1.0 if one == NONE else min(1.0, 2.0 * dotted[one][0][1]))
    return tuple(found)


def _covers(
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


def _closeness(ties: float, floor: float, seats: int, weights: Sequence[dict[int, float]]) -> NDArray[np.float64]:
    """The largest, over the groups two seats share, of min(1, ties x min(w_i, w_j) / (n - 1)); at least the floor."""
    closeness = np.full((seats, seats), floor)
    for inside in weights:
        some = sorted(seat for seat, weight in inside.items() if weight > 0.0)
        if len(some) > 1:
            weight = np.array([inside[seat] for seat in some])
            shared = np.minimum(1.0, ties * np.minimum.outer(weight, weight) / (len(some) - 1))
            block = np.ix_(some, some)
            closeness[block] = np.maximum(closeness[block], shared)
    np.fill_diagonal(closeness, 1.0)
    return closeness


def _teams(organisation: Organisation) -> tuple[frozenset[int], ...]:
    teams: list[set[int]] = [set() for _ in organisation.members]
    for row in organisation.relations:
        if row.relation == "belongs_to" and row.weight > 0.0:
            teams[row.member].add(row.to)
    return tuple(map(frozenset, teams))


def _meetings(
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


def _reports(superior: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    reports: list[list[int]] = [[] for _ in superior]
    for seat, one in enumerate(superior):
        if one != NONE:
            reports[one].append(seat)
    return tuple(map(tuple, reports))


def _reports_weight(
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


def _transit_closeness(
    closeness: NDArray[np.float64], members_of: Sequence[tuple[int, ...]]
) -> tuple[tuple[float, ...], ...]:
    """Mean closeness of each seat with each group, added member by member so that every machine adds alike."""
    table = np.zeros((len(closeness), len(members_of)))
    for group, inside in enumerate(members_of):
        for member in inside:
            table[:, group] += closeness[:, member]
        table[:, group] /= max(1, len(inside))
    return tuple(map(tuple, table.tolist()))


def _nearest_groups(
    backlogs: Sequence[int], group_lead: Sequence[int], closeness: NDArray[np.float64], groups: int
) -> tuple[tuple[int, ...], ...]:
    found: list[tuple[int, ...]] = [()] * groups
    for group in backlogs:
        near = closeness[group_lead[group]].tolist()
        others = (other for other in backlogs if other != group)
        found[group] = tuple(sorted(others, key=lambda other: (-near[group_lead[other]], other)))
    return tuple(found)


def _stand_in(
    organisation: Organisation, superior: Sequence[int], reports: Sequence[tuple[int, ...]], top: int
) -> tuple[tuple[int, ...], ...]:
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
