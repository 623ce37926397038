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
from sim.vocabulary import NONE
from sim.world.belonging import meetings_held, pullers_by_work, pulls_by_seat, teams_of, work_covered
from sim.world.closeness import closeness_of_seats, closeness_with_groups, groups_by_nearness
from sim.world.organisation import Organisation
from sim.world.reporting import (
    Superior,
    all_above,
    depths,
    direct_reports,
    neighbours_of,
    people_below,
    side_probabilities,
    stand_ins,
    superiors,
    weights_of_reports,
)


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
    neighbours : tuple of tuple of int
        Whom a seat shares a solid line, a dotted line or a liaison link with, in either direction.
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
    neighbours: tuple[tuple[int, ...], ...]
    _known: dict[tuple[object, ...], int] = field(default_factory=dict, repr=False, compare=False)

    def lowest_common(self, one: int, other: int) -> int:
        """The lowest seat that is above both, or one of them, along solid lines."""
        while one != other:
            if self.depth[one] < self.depth[other]:
                one, other = other, one
            one = self.superior[one]
        return one

    def steps_between(self, one: int, other: int) -> int:
        """Steps from one seat to another along solid lines."""
        return self.depth[one] + self.depth[other] - 2 * self.depth[self.lowest_common(one, other)]

    def next_hop(self, seat: int, receiver: int) -> int:
        """To whom a seat passes a message on: the neighbour nearest to another receiver, ties to the lower seat."""
        key = ("hop", seat, receiver)
        if key not in self._known:
            near = ((self.steps_between(one, receiver), one) for one in self.neighbours[seat])
            self._known[key] = min(near)[1]
        return self._known[key]

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
    superior, solid_weight, dotted = superiors(organisation)
    depth = depths(superior)
    top = superior.index(NONE)
    both = tuple(all_above(seat, superior, solid_weight, dotted, depth) for seat in seats)
    solid = tuple(all_above(seat, superior, solid_weight, ((),) * len(seats), depth) for seat in seats)
    closeness = closeness_of_seats(scenario.rules.closeness.ties, scenario.rules.closeness.floor, len(seats), weights)
    first_group = tuple(tuple(covering[0] for covering in row) for row in organisation.coverage)
    backlogs = tuple(sorted({group for row in first_group for group in row}))
    reports = direct_reports(superior)
    return Derived(
        organisation=organisation,
        top=top,
        superior=superior,
        dotted=dotted,
        depth=depth,
        above=(both, solid),
        side_probability=side_probabilities(superior, dotted),
        has_dual=tuple(any(dotted[seat] for seat, _, _ in above) for above in both),
        people=people_below(both),
        covers=work_covered(organisation, both, members_of),
        closeness=closeness,
        teams=teams_of(organisation),
        members_of=members_of,
        group_lead=group_lead,
        first_group=first_group,
        backlogs=backlogs,
        pullers=pullers_by_work(organisation, weights),
        pulls=pulls_by_seat(organisation, weights),
        meetings=meetings_held(organisation, superior, dotted, members_of),
        reports=reports,
        reports_weight=weights_of_reports(superior, solid_weight, dotted),
        transit_closeness=closeness_with_groups(closeness, members_of),
        nearest_groups=groups_by_nearness(backlogs, group_lead, closeness, len(groups)),
        stand_in=stand_ins(organisation, superior, reports, top),
        neighbours=neighbours_of(organisation),
    )
