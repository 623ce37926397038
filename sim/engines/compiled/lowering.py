"""A plan as two blocks of memory, made once and copied for every run: integers and floats of the organisation.

Lists of different lengths (superiors, teams, pullers ...) stand one after another in one table; whoever owns one
knows where it begins and how many entries it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.engines.compiled import layout as at
from sim.engines.compiled.making import Floats, Ints
from sim.engines.compiled.numbers import record_of
from sim.engines.compiled.sets import WORD
from sim.engines.plan import Plan
from sim.scenario.laws import Law
from sim.sums import usual_of
from sim.vocabulary import NONE
from sim.world.closeness import apart

REFUSALS = {"revise": at.REVISE, "drop": at.DROP, "pass_with_risk": at.PASS_WITH_RISK}


@dataclass
class Lists:
    """Lists of integers, one after another."""

    entries: list[int] = field(default_factory=list)

    def add(self, values: Iterable[int]) -> int:
        """Append a list; returns where it begins."""
        begin = len(self.entries)
        self.entries.extend(values)
        return begin


@dataclass(frozen=True)
class Lowered:
    """A plan in blocks.

    Attributes
    ----------
    b : numpy.record
        The numbers of behaviour.
    ints : dict of int to ndarray
        Integer tables, by the place in the header that says where they begin; relative addresses where they point.
    floats : dict of int to ndarray
        The same for floats.
    header : dict of int to int
        Sizes.
    room : dict of int to float
        How much more room than usual its runs have needed, by the place in the header that counts it.
    """

    b: Any
    ints: dict[int, Ints]
    floats: dict[int, Floats]
    header: dict[int, int]
    room: dict[int, float] = field(default_factory=dict)


def lowered(plan: Plan) -> Lowered:
    """The blocks of a plan, made when they are first wanted and kept with it."""
    known: Lowered | None = plan.__dict__.get("_lowered")
    if known is None:
        known = _lower(plan)
        plan.__dict__["_lowered"] = known
    return known


def _lower(plan: Plan) -> Lowered:
    derived, organisation = plan.derived, plan.organisation
    seats, groups = len(organisation.members), len(organisation.groups)
    lists = Lists()
    ints: dict[int, Ints] = {
        at.SEATS_AT: _seats(plan, lists),
        at.GROUPS_AT: _groups(plan, lists),
        at.DESKS_AT: _desks(seats, groups),
        at.FIRST_GROUP_AT: np.array(derived.first_group, dtype=np.int64).ravel(),
        at.LATER_AT: _later(plan, lists),
        at.AUTHORITY_AT: np.array(organisation.authority, dtype=np.int64),
        at.LATER_SEATS_AT: _set(plan.routes.later_seats, seats),
        at.COVERS_AT: _covers(plan),
        at.KIN_AT: _kin(plan, seats),
        at.UNUSUAL_AT: _unusual(plan, lists),
        at.WIDTH_AT: _widths(plan),
        at.PRACTICE_AT: np.array(plan.practice[0], dtype=np.int64).ravel(),
        at.PRACTICE_LINE_AT: np.array(plan.practice[1], dtype=np.int64).ravel(),
        at.FRESH_DISCIPLINE_AT: np.array(plan.fresh[0], dtype=np.int64).ravel(),
        at.FRESH_LINE_AT: np.array(plan.fresh[1], dtype=np.int64).ravel(),
    }
    floats: dict[int, Floats] = {
        at.CLOSE_AT: np.ascontiguousarray(derived.closeness, dtype=np.float64).ravel(),
        at.SIDE_AT: np.array(derived.side_probability, dtype=np.float64),
        at.REPORTS_AT: np.array(derived.reports_weight, dtype=np.float64),
        at.TRANSIT_AT: np.array(derived.transit_closeness, dtype=np.float64).ravel(),
        at.ALIKE_AT: np.array(plan.similarity, dtype=np.float64).ravel(),
        at.USUAL_AT: np.array([usual_of(np.array(plan.similarity))], dtype=np.float64),
        at.VOLATILITY_AT: np.array([plan.volatility], dtype=np.float64),
    }
    signers = _gates(plan, lists, ints, floats)
    mail = _laws(plan, ints, floats)
    ints[at.LISTS_AT] = np.array(lists.entries, dtype=np.int64)
    steps = max(step for mode in derived.above for above in mode for _, step, _ in above)
    path = 2 * steps + 2
    return Lowered(
        record_of(plan.b),
        ints,
        floats,
        {
            at.CHOOSES: int(plan.routes.chooses),
            at.LEARNS: int(plan.learns),
            at.TOP: derived.top,
            at.DISCIPLINES: plan.disciplines,
            at.LINES: plan.lines,
            at.SEATS: seats,
            at.GROUPS: groups,
            at.AUTHORITY: len(organisation.authority),
            at.SEAT_WORDS: seats // WORD + 1,
            at.GROUP_WORDS: groups // WORD + 1,
            at.COVER_WORDS: plan.disciplines * plan.lines // WORD + 1,
            at.SPECS: max((len(kind) for kind in plan.hours), default=0),
            at.SIGNERS_MAX: signers,
            at.PATH_MAX: path,
            at.REQUEST_SIZE: at.R_PATH + path,
            at.BY_LINE: int(plan.mail.by_line),
            at.MESSAGE_HOURS: mail,
            at.MESSAGE_READING: mail + 1,
        },
    )


def _set(numbers: Iterable[int], size: int) -> Ints:
    words = np.zeros(size // WORD + 1, dtype=np.int64)
    for number in numbers:
        words[number // WORD] |= 1 << (number % WORD)
    return words


def _seats(plan: Plan, lists: Lists) -> Ints:
    derived = plan.derived
    rows = np.zeros((len(derived.superior), at.SEAT), dtype=np.int64)
    lines = plan.lines
    produces: list[list[int]] = [[] for _ in rows]
    for group in derived.backlogs:
        for seat in plan.routes.pullers[group]:
            produces[seat].append(group)
    for seat, row in enumerate(rows):
        dotted = derived.dotted[seat]
        choices = plan.routes.backlogs[seat]
        row[at.S_NUMBER] = seat
        row[at.S_SUPERIOR] = derived.superior[seat]
        row[at.S_DEPTH] = derived.depth[seat]
        row[at.S_LINE] = plan.organisation.members[seat].line
        row[at.S_DOTTED] = dotted[0][0] if dotted else NONE
        for mode in (0, 1):
            above = derived.above[mode][seat]
            row[at.S_ABOVE + mode] = lists.add(number for one in above for number in one)
            row[at.S_ABOVE_COUNT + mode] = len(above)
        row[at.S_TEAMS] = lists.add(sorted(derived.teams[seat]))
        row[at.S_TEAM_COUNT] = len(derived.teams[seat])
        row[at.S_CHOICES] = lists.add(number for group, weight in choices.items() for number in (group, weight, 0))
        row[at.S_CHOICE_COUNT] = len(choices)
        row[at.S_ROOM] = plan.b.open_tasks_max
        row[at.S_PRODUCES], row[at.S_PRODUCE_COUNT] = lists.add(produces[seat]), len(produces[seat])
        row[at.S_STAND_INS] = lists.add(derived.stand_in[seat])
        row[at.S_STAND_IN_COUNT] = len(derived.stand_in[seat])
        beside = set(derived.neighbours[seat]) - {derived.superior[seat], *derived.reports[seat]}
        row[at.S_SHORTCUTS] = lists.add(sorted(beside))
        row[at.S_SHORTCUT_COUNT] = len(beside)
        row[at.S_LINES_COVERED] = len({work % lines for work in derived.covers[seat]})
    for place in (
        *(at.S_AWAY_FROM, at.S_AWAY_UNTIL, at.S_LAST_CAMPAIGN, at.S_WORK_ENDS_AT),
        *(at.S_ABSENCE_ENDS_AT, at.S_ABSENCE_BEGINS_AT, at.S_SLICE_AT),
    ):
        rows[:, place] = NONE
    return rows


def _groups(plan: Plan, lists: Lists) -> Ints:
    derived, routes = plan.derived, plan.routes
    rows = np.zeros((len(plan.organisation.groups), at.GROUP), dtype=np.int64)
    meetings = dict(derived.meetings)
    helpers: list[set[int]] = [set() for _ in rows]
    for first_of_line, later_of_line in zip(derived.first_group, routes.later, strict=True):
        for group, later in zip(first_of_line, later_of_line, strict=True):
            helpers[group].update(*later)
    for group, row in enumerate(rows):
        row[at.G_NUMBER] = group
        row[at.G_LEAD] = derived.group_lead[group]
        for begin, size, members in (
            (at.G_MEMBERS, at.G_MEMBER_COUNT, derived.members_of[group]),
            (at.G_ATTENDANTS, at.G_ATTENDANT_COUNT, meetings.get(group, ())),
            (at.G_NEAREST, at.G_NEAREST_COUNT, derived.nearest_groups[group]),
        ):
            row[begin], row[size] = lists.add(members), len(members)
        pullers = _set(routes.pullers[group], len(derived.superior))
        used = np.flatnonzero(pullers)
        row[at.G_PULLER_COUNT] = len(routes.pullers[group])
        row[at.G_PULLER_SET] = lists.add(pullers.tolist())
        row[at.G_FIRST_WORD], row[at.G_END_WORD] = (used[0], used[-1] + 1) if used.size else (0, 0)
        row[at.G_HELPER_SET] = lists.add(_set(helpers[group], len(derived.superior)).tolist())
        row[at.G_BEGINS_AT] = row[at.G_ENDS_AT] = NONE
    return rows


def _desks(seats: int, groups: int) -> Ints:
    rows = np.zeros((seats + groups, at.DESK), dtype=np.int64)
    rows[:, at.D_NUMBER] = np.arange(seats + groups)
    rows[:seats, at.D_SEAT] = np.arange(seats)
    rows[seats:, at.D_SEAT] = NONE
    rows[:seats, at.D_GROUP] = NONE
    rows[seats:, at.D_GROUP] = np.arange(groups)
    return rows


def _later(plan: Plan, lists: Lists) -> Ints:
    """By discipline and line: a set of all who come later in coverage, then for each group a set, a number, seats."""
    rows = []
    count = len(plan.derived.superior)
    for by_line in plan.routes.later:
        for order in by_line:
            begin = lists.add(_set(frozenset().union(*order), count).tolist())
            for seats in order:
                lists.add([*_set(seats, count).tolist(), len(seats), *sorted(seats)])
            rows.append((begin, len(order)))
    return np.array(rows, dtype=np.int64).ravel()


def _kin(plan: Plan, seats: int) -> Ints:
    """By seat: a set of those whose weight in its sums is not the floor, itself included."""
    words = np.zeros((seats, seats // WORD + 1), dtype=np.int64)
    one, other = np.nonzero(apart(plan.derived.closeness) != plan.b.floor)
    np.bitwise_or.at(words, (one, other // WORD), np.left_shift(1, other % WORD))
    return words.ravel()


def _unusual(plan: Plan, lists: Lists) -> Ints:
    """By line: where the list of lines begins that are not as alike as most, and how many they are."""
    alike = np.array(plan.similarity)
    usual = usual_of(alike)
    others = [np.flatnonzero(row != usual).tolist() for row in alike]
    return np.array([(lists.add(some), len(some)) for some in others], dtype=np.int64).ravel()


def _covers(plan: Plan) -> Ints:
    size = plan.disciplines * plan.lines
    return np.concatenate([_set(covered, size) for covered in plan.derived.covers])


def _widths(plan: Plan) -> Ints:
    widths = np.zeros((len(plan.derived.covers), plan.lines), dtype=np.int64)
    for seat, covered in enumerate(plan.derived.covers):
        for work in covered:
            widths[seat, work % plan.lines] += 1
    return widths.ravel()


def _gates(plan: Plan, lists: Lists, ints: dict[int, Ints], floats: dict[int, Floats]) -> int:
    """Tables of the gates; returns how many signers one may have."""
    specs = max((len(kind) for kind in plan.gates), default=0)
    gate_of = np.full((len(plan.gates), specs), NONE, dtype=np.int64)
    rows: list[list[int]] = []
    good = []
    signers = 2
    for number, kind in enumerate(plan.gates):
        for spec, gate in enumerate(kind):
            if gate is None:
                continue
            gate_of[number, spec] = len(rows)
            row = [0] * at.GATE
            row[at.A_FACES] = gate.faces
            row[at.A_NEEDED] = gate.needed
            row[at.A_SERIAL] = int(gate.serial)
            row[at.A_STOP_EARLY] = int(gate.stop_early)
            row[at.A_ON_SPLIT] = gate.on_split
            row[at.A_ON_REFUSAL] = REFUSALS[gate.on_refusal]
            row[at.A_ROUNDS_MAX] = gate.rounds_max
            row[at.A_SIGNERS] = lists.add(gate.signers)
            row[at.A_SIGNER_COUNT] = len(gate.signers)
            row[at.A_NUMBER] = len(rows)
            rows.append(row)
            good.append(gate.good)
            signers = max(signers, len(gate.signers))
    ints[at.GATES_AT] = np.array(rows, dtype=np.int64).ravel()
    ints[at.GATE_OF_AT] = gate_of.ravel()
    floats[at.GOOD_AT] = np.array(good, dtype=np.float64)
    return signers


def _laws(plan: Plan, ints: dict[int, Ints], floats: dict[int, Floats]) -> int:
    """Tables of the laws; returns the number of the first of the two of messages, which are the last."""
    b = plan.b
    laws: list[Law] = [b.deciding, b.reading, b.severity, b.question_transit]
    specs = max((len(kind) for kind in plan.hours), default=0)
    hours_of = np.zeros((len(plan.hours), specs), dtype=np.int64)
    for number, kind in enumerate(plan.hours):
        for spec, law in enumerate(kind):
            hours_of[number, spec] = len(laws)
            laws.append(law)
    laws += [plan.mail.hours, plan.mail.reading]
    rows: list[tuple[int, int, int]] = []
    numbers: list[float] = []
    for law in laws:
        rows.append((law.code, len(numbers), len(law.values)))
        numbers.extend([law.a, law.b, law.c, *law.values, *law.weights])
    ints[at.LAWS_AT] = np.array(rows, dtype=np.int64).ravel()
    ints[at.HOURS_OF_AT] = hours_of.ravel()
    floats[at.LAW_NUMBERS_AT] = np.array(numbers, dtype=np.float64)
    return len(laws) - 2
