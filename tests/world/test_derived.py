"""What tables imply: these tests exist to catch a rule that reads the tables otherwise than the specification says.

Nine people with two superiors each are derived by hand: who is above whom and how far, how close they are, who decides,
signs, meets and stands in. Then random tangles of groups and lines are compared with naive readings of the same
sentences, and shuffling the group numbers must change nothing. Practice comes last: the law at known points, and the
balance that a settled run must begin with.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.rules import Closeness, Learning, Rules, Switches
from sim.scenario.schema import Lines, Scenario, Structure
from sim.vocabulary import NONE
from sim.world.architectures import Design, architectures, arrange
from sim.world.derived import Derived, derive
from sim.world.faults import verify
from sim.world.organisation import Group, Member, Organisation, Relation
from sim.world.practice import fresh_practice, learnt, settled_practice, similarity

LOAD = ((40.0, 40.0), (40.0, 40.0))


def scenario(ties: float = 4.0, learning: Learning | None = None, **options: Any) -> Scenario:
    """Two disciplines on two lines."""
    return Scenario(
        title="A small department",
        question="What follows from who sits where?",
        disciplines=("brand", "digital"),
        lines=Lines(names=("face", "hair"), similarity=0.5),
        structure=Structure(**options),
        rules=Rules(closeness=Closeness(ties=ties, floor=0.125), learning=learning or Learning()),
    )


def staff(count: int) -> tuple[Member, ...]:
    """A director, then managers and specialists at home in turn in each discipline on each line."""
    homes = [(d, k) for d in (0, 1) for k in (0, 1)]
    director = Member(2, 0, 0, None, 900.0)
    return (director, *(Member(int(seat < 4), *homes[seat % 4], None, 200.0) for seat in range(count - 1)))


def organised(name: str, count: int = 9, **options: Any) -> tuple[Scenario, Organisation]:
    asked = scenario(**options)
    return asked, arrange(Design(asked, staff(count), LOAD), name)


@pytest.fixture
def nine() -> Derived:
    """Top 0; functions brand (1; 2, 5, 6) and digital (3; 4, 7, 8); lines face (5; 1, 3, 7), hair (2; 4, 6, 8)."""
    asked, made = organised("matrix", matrix_strength=0.25)
    assert [(group.name, group.lead) for group in made.groups[:6]] == [
        *[("department", 0), ("direction", 0)],
        *[("brand", 1), ("digital", 3), ("face", 5), ("hair", 2)],
    ]
    return derive(asked, made)


# Nine people, by hand.


def test_superiors_are_followed_on_both_kinds_of_line(nine: Derived) -> None:
    assert nine.top == 0
    assert nine.superior == (NONE, 0, 0, 0, 3, 0, 1, 3, 3)
    assert nine.dotted == ((), (), (), (), ((2, 0.25),), (), ((2, 0.25),), ((5, 0.25),), ((2, 0.25),))
    assert nine.depth == (0, 1, 1, 1, 2, 1, 2, 2, 2)
    both, solid = nine.above
    assert both[8] == ((8, 0, 8), (3, 1, 3), (2, 1, 2), (0, 2, 3))  # the heavier line first; to the top over the solid
    assert solid[8] == ((8, 0, 8), (3, 1, 3), (0, 2, 3))
    assert both[1] == solid[1] == ((1, 0, 1), (0, 1, 0))
    assert nine.people[2] == {2, 4, 6, 8}
    assert nine.people[0] == set(range(9))
    assert nine.reports == ((1, 2, 3, 5), (6,), (), (4, 7, 8), (), (), (), (), ())
    assert nine.reports_weight == (4.0, 0.75, 0.75, 2.25, 0.0, 0.25, 0.0, 0.0, 0.0)


def test_dotted_lines_hold_with_twice_their_weight(nine: Derived) -> None:
    assert nine.side_probability == (1.0, 1.0, 1.0, 1.0, 0.5, 1.0, 0.5, 0.5, 0.5)
    assert nine.has_dual == (False, False, False, False, True, False, True, True, True)


def test_below_a_dual_seat_the_probability_is_that_of_the_seat_above() -> None:
    rows = [Relation(seat, "belongs_to", 0) for seat in range(4)]
    rows += [Relation(0, "leads", 0), Relation(1, "reports_to", 0), Relation(2, "reports_to", 1)]
    rows += [Relation(2, "dotted_to", 0, 0.2), Relation(3, "reports_to", 2)]
    made = Organisation("chain", staff(4), (Group("all", -1, 0),), tuple(rows), (((0,), (0,)),) * 2, (1_000_000,))
    derived = derive(scenario(), made)
    assert derived.side_probability == (1.0, 1.0, 0.4, 0.4)
    assert derived.above[0][3] == ((3, 0, 3), (2, 1, 2), (1, 2, 2), (0, 2, 2))
    assert derived.stand_in == ((1,), (0,), (1, 0), (2, 1, 0))


def test_closeness_is_the_best_of_the_groups_two_people_share(nine: Derived) -> None:
    whole = 4 * 1.0 / 8  # nine in the department, whole people
    assert nine.closeness[0, 1] == whole
    assert nine.closeness[1, 3] == max(whole, 4 * 0.25 / 3)  # four on face, a quarter of each
    assert nine.closeness[2, 1] == max(whole, 4 * 0.75 / 3)  # four in brand, three quarters of each: 1
    assert nine.closeness[2, 6] == 1.0  # two in the cell
    assert all(nine.closeness[seat, seat] == 1.0 for seat in range(9))
    asked, made = organised("functional", 9, ties=0.8)
    apart = derive(asked, made)
    assert apart.closeness[1, 3] == 0.125  # 0.8 / 8 is less than the floor
    assert apart.closeness[1, 2] == 0.8 * 1.0 / 3


def test_groups_know_their_members_leads_and_work(nine: Derived) -> None:
    assert nine.members_of[2:] == (
        *[(1, 2, 5, 6), (3, 4, 7, 8), (1, 3, 5, 7), (2, 4, 6, 8)],
        *[(1, 5), (2, 6), (3, 7), (4, 8)],
    )
    assert nine.group_lead == (0, 0, 1, 3, 5, 2, 1, 1, 3, 3)
    assert nine.teams[6] == {5, 7}
    assert nine.first_group == ((6, 7), (8, 9))
    assert nine.backlogs == (6, 7, 8, 9)
    assert nine.pullers == ((((1, 5), (0,)), ((2, 6), (0,))), (((3, 7), (0,)), ((4, 8), (0,))))
    assert nine.pulls[0] == ((1, 1_000_000),)
    assert nine.pulls[6] == ((7, 750_000),)
    assert nine.nearest_groups[6] == (7, 8, 9)  # the same lead, then the other function's
    assert nine.nearest_groups[9] == (8, 6, 7)
    assert nine.nearest_groups[2] == ()


def test_a_seat_covers_what_its_people_answer_for(nine: Derived) -> None:
    brand_face, brand_hair, digital_face, digital_hair = range(4)
    assert nine.covers[0] == {0, 1, 2, 3}
    assert nine.covers[1] == {brand_face, brand_hair}
    assert nine.covers[2] == {brand_hair, digital_hair}
    assert nine.covers[5] == {brand_face, digital_face}
    assert nine.covers[8] == {digital_hair}


def test_the_lowest_common_superior_decides_within_authority(nine: Derived) -> None:
    assert nine.common_superior({4, 8}, 8, 0) == 3
    assert nine.common_superior({6, 8}, 8, 0) == 2  # they share a line
    assert nine.common_superior({6, 8}, 8, 1) == 0  # whose lead has no authority this time
    assert nine.common_superior({8}, 8, 0) == 8
    assert nine.lowest_common(6, 8) == 0
    assert nine.lowest_common(4, 3) == nine.lowest_common(3, 8) == 3
    assert [nine.decider({8}, 8, amount, 0) for amount in (200_000, 200_001, 600_000, 600_001)] == [8, 3, 3, 0]
    assert nine.decider({6, 8}, 8, 1_000_000, 0) == 0


def test_craft_is_signed_in_the_function_and_fit_on_the_line(nine: Derived) -> None:
    everything = frozenset({0, 1})
    assert nine.craft_signer(8, 1, 1, 0) == 3  # as low as the line's lead, and covers fewer disciplines on hair
    assert nine.fit_signer(8, 1, everything, 0) == 2
    assert nine.fit_signer(8, 1, frozenset({1}), 0) == 2  # both could; the line's lead covers one line, not two
    assert nine.fit_signer(8, 1, everything, 1) == 0
    assert nine.craft_signer(8, 0, 1, 0) == 2  # digital people whose craft is brand: only the line covers it
    assert nine.craft_signer(8, 0, 0, 0) == 0
    assert nine.craft_signer(3, 1, 1, 0) == 0  # never oneself
    assert nine.craft_signer(0, 1, 1, 0) == 0  # but the top
    assert nine.fit_signer(0, 1, everything, 0) == 0


def test_of_two_equally_low_the_narrower_signs(nine: Derived) -> None:
    """Seats 2 and 3 stand above 8, both one step below the top; brand is 0 and 1 (hair), digital 2 and 3 (hair)."""
    covers = list(nine.covers)
    covers[2], covers[3] = frozenset({1, 3}), frozenset({0, 2, 3})
    told = replace(nine, covers=tuple(covers), _known={})
    assert told.craft_signer(8, 1, 1, 0) == 3  # one discipline on hair, though three pieces of work in all
    assert told.fit_signer(8, 1, frozenset({1}), 0) == 2  # one line, not two


def test_a_lead_meets_those_who_report_through_the_group(nine: Derived) -> None:
    assert nine.meetings == ((0, (0, 1, 2, 3, 5)), (2, (1, 6)), (3, (3, 4, 7, 8)), (4, (5, 7)), (5, (2, 4, 6, 8)))
    asked, made = organised("divisional", 9, headquarters_share=0.4)
    assert derive(asked, made).meetings[:2] == ((0, (0, 4, 5)), (1, (0, 1, 2, 3)))


def test_who_stands_in(nine: Derived) -> None:
    assert nine.stand_in[8] == (3, 0, 1, 2, 5)
    assert nine.stand_in[3] == (0, 1, 2, 5)
    assert nine.stand_in[0] == (1, 2, 3, 5)  # managers before the specialist who leads a line


def test_a_message_goes_to_the_neighbour_nearest_on_solid_lines(nine: Derived) -> None:
    assert nine.neighbours[8] == (2, 3)  # dotted to 2, solid to 3
    assert nine.neighbours[2] == (0, 4, 6, 8)
    assert nine.steps_between(8, 6) == 4  # up by 3 and 0, down by 1
    assert nine.next_hop(8, 6) == 2  # both neighbours are one step below the top: the lower seat
    assert nine.next_hop(2, 6) == 6  # over the dotted line, though on solid lines it is three steps
    assert nine.next_hop(0, 7) == 3


def test_a_handover_to_a_group_is_as_close_as_its_members_are(nine: Derived) -> None:
    cell, close = 9, nine.closeness
    assert nine.transit_closeness[4][cell] == (1.0 + close[4, 8]) / 2
    assert nine.transit_closeness[0][cell] == (close[0, 4] + close[0, 8]) / 2


def test_leads_who_do_not_produce_pull_nothing() -> None:
    derived = derive(*organised("functional", 9, lead_production=False))
    assert derived.pullers[0][0] == ((2, 5, 6), ())
    assert derived.pulls[1] == derived.pulls[0] == ()
    assert derived.members_of[2] == (1, 2, 5, 6)


def test_a_side_without_weight_is_no_team_and_brings_nobody_closer() -> None:
    derived = derive(*organised("matrix", 9, matrix_strength=1.0, ties=0.8))
    cell = derived.first_group[0][0]
    assert derived.members_of[cell] == (1, 5)
    assert derived.pullers[0][0][0] == (1, 5)
    assert derived.teams[1] == {4}
    assert derived.closeness[1, 5] == 0.8 * 1.0 / 3  # four on the line; the cell of two counts for nothing


# Any tables, against naive readings.


@st.composite
def tangles(draw: st.DrawFn) -> Organisation:
    """Groups below earlier groups, belonging split over two, solid lines upward and dotted lines upward."""
    seats, groups = draw(st.integers(1, 9)), draw(st.integers(1, 6))
    parents = [NONE, *(draw(st.integers(0, number - 1)) for number in range(1, groups))]
    rows = [Relation(0, "leads", 0)]
    for seat in range(seats):
        one, other = draw(st.integers(0, groups - 1)), draw(st.integers(0, groups - 1))
        weight = draw(st.sampled_from([0.0, 0.25, 0.5, 1.0]))
        rows.append(Relation(seat, "belongs_to", one, 1.0 if one == other else weight))
        if one != other:
            rows.append(Relation(seat, "belongs_to", other, 1.0 - weight))
        if seat:
            solid = draw(st.integers(0, seat - 1))
            rows.append(Relation(seat, "reports_to", solid, draw(st.sampled_from([0.5, 1.0]))))
            for dotted in draw(st.sets(st.integers(0, seat - 1), max_size=2)) - {solid}:
                rows.append(Relation(seat, "dotted_to", dotted, draw(st.sampled_from([0.25, 0.5]))))
    inside = {0} | {group for row in rows if row.relation == "belongs_to" for group in _chain(parents, row.to)}
    order = st.lists(st.sampled_from(sorted(inside)), min_size=1, max_size=3, unique=True)
    tables = tuple(Group(f"group {number}", parent, 0 if not number else NONE) for number, parent in enumerate(parents))
    made = Organisation(
        name="tangle",
        members=staff(seats),
        groups=tables,
        relations=tuple(rows),
        coverage=tuple(tuple(tuple(draw(order)) for _ in range(2)) for _ in range(2)),
        authority=(1_000_000, 600_000, 200_000),
    )
    verify(made, ("brand", "digital"), ("face", "hair"))
    return made


def _chain(parents: list[int], group: int) -> list[int]:
    found = []
    while group != NONE:
        found.append(group)
        group = parents[group]
    return found


def naive_above(made: Organisation, seat: int, relations: tuple[str, ...]) -> dict[int, int]:
    """Steps to everybody above a seat."""
    steps, queue = {seat: 0}, deque([seat])
    while queue:
        one = queue.popleft()
        for row in made.relations:
            if row.member == one and row.relation in relations and row.to not in steps:
                steps[row.to] = steps[one] + 1
                queue.append(row.to)
    return steps


def naive_weight(made: Organisation, seat: int, group: int) -> float:
    parents = [group.parent for group in made.groups]
    own = [row for row in made.relations if row.member == seat and row.relation == "belongs_to"]
    return sum(row.weight for row in own if group in _chain(parents, row.to))


def belongs(made: Organisation, seat: int, group: int) -> bool:
    parents = [one.parent for one in made.groups]
    own = [row.to for row in made.relations if row.member == seat and row.relation == "belongs_to"]
    return any(group in _chain(parents, one) for one in own)


@settings(max_examples=100, deadline=None)
@given(tangles())
def test_superiors_are_as_a_naive_reading_has_them(made: Organisation) -> None:
    derived = derive(scenario(), made)
    seats = range(len(made.members))
    for mode, relations in enumerate((("reports_to", "dotted_to"), ("reports_to",))):
        naive = [naive_above(made, seat, relations) for seat in seats]
        for seat in seats:
            above = derived.above[mode][seat]
            assert {one: steps for one, steps, _ in above} == naive[seat]
            order = [(-derived.depth[one], steps) for one, steps, _ in above]
            assert order == sorted(order)
            for one, steps, hop in above:
                assert hop == one if steps <= 1 else naive[hop][one] == steps - 1
                lines = {
                    row.to: row.weight for row in made.relations if row.member == seat and row.relation in relations
                }
                shortest = [to for to in lines if steps and naive[to].get(one, 99) == steps - 1]
                solid = derived.superior[seat]
                best = sorted(shortest, key=lambda to: (to != solid, -lines[to], to))
                assert not steps or hop == best[0]
            for other in seats:
                common = [one for one, _, _ in above if one in naive[other]]
                assert derived.common_superior({seat, other}, seat, mode) == common[0]
    for seat, other in product(seats, repeat=2):
        assert derived.depth[seat] == naive_above(made, seat, ("reports_to",))[derived.top]
        shared = set(naive_above(made, seat, ("reports_to",))) & set(naive_above(made, other, ("reports_to",)))
        assert derived.lowest_common(seat, other) == max(shared, key=lambda one: derived.depth[one])
        assert (other in derived.people[seat]) == (seat in naive_above(made, other, ("reports_to", "dotted_to")))


@settings(max_examples=100, deadline=None)
@given(tangles(), st.data())
def test_every_message_arrives_on_a_way_that_gets_nearer(made: Organisation, data: st.DataObject) -> None:
    seat = st.integers(0, len(made.members) - 1)
    links = [(one, other) for one, other in data.draw(st.lists(st.tuples(seat, seat), max_size=4)) if one != other]
    rows = (*made.relations, *(Relation(one, "liaison", other) for one, other in links))
    found = derive(scenario(), replace(made, relations=rows))
    solid = naive_steps(made, ("reports_to",))
    for one, other in links:
        assert other in found.neighbours[one]
        assert one in found.neighbours[other]
    for here, receiver in product(range(len(made.members)), repeat=2):
        assert found.steps_between(here, receiver) == solid[here][receiver]
        if here != receiver:
            hop = found.next_hop(here, receiver)
            near = [solid[one][receiver] for one in found.neighbours[here]]
            assert solid[hop][receiver] == min(near) < solid[here][receiver]
            assert hop == min(one for one in found.neighbours[here] if solid[one][receiver] == min(near))


def naive_steps(made: Organisation, relations: tuple[str, ...]) -> list[dict[int, int]]:
    """Steps from each seat to every other over some relations, in either direction."""
    pairs = [(row.member, row.to) for row in made.relations if row.relation in relations]
    found = []
    for seat in range(len(made.members)):
        steps, waiting = {seat: 0}, deque([seat])
        while waiting:
            here = waiting.popleft()
            for one, other in (*pairs, *((b, a) for a, b in pairs)):
                if one == here and other not in steps:
                    steps[other] = steps[here] + 1
                    waiting.append(other)
        found.append(steps)
    return found


@settings(max_examples=100, deadline=None)
@given(tangles())
def test_belonging_is_as_a_naive_reading_has_it(made: Organisation) -> None:
    asked = scenario(ties=1.7)
    derived = derive(asked, made)
    seats, groups = range(len(made.members)), range(len(made.groups))
    weight = {(seat, group): naive_weight(made, seat, group) for seat in seats for group in groups}
    for seat, other in product(seats, repeat=2):
        found = [0.125]
        for group in groups:
            size = sum(weight[one, group] > 0 for one in seats)
            if size > 1:
                found.append(min(1.0, 1.7 * min(weight[seat, group], weight[other, group]) / (size - 1)))
        assert derived.closeness[seat, other] == (1.0 if seat == other else max(found))
    for group in groups:
        inside = [seat for seat in seats if belongs(made, seat, group)]
        assert list(derived.members_of[group]) == inside
        for seat in seats if inside else ():
            mean = sum(derived.closeness[seat, one] for one in inside) / len(inside)
            assert derived.transit_closeness[seat][group] == pytest.approx(mean, rel=1e-12)
    for discipline, line in product((0, 1), repeat=2):
        covering = made.coverage[discipline][line]
        for seat in seats:
            by_people = any(belongs(made, one, covering[0]) for one in derived.people[seat])
            itself = any(belongs(made, seat, group) for group in covering)
            assert (discipline * 2 + line in derived.covers[seat]) == (by_people or itself)


@settings(max_examples=100, deadline=None)
@given(tangles(), st.randoms(use_true_random=False))
def test_numbering_the_groups_otherwise_changes_nothing(made: Organisation, random: Any) -> None:
    number = list(range(len(made.groups)))
    random.shuffle(number)
    groups: list[Any] = [None] * len(number)
    for old, group in enumerate(made.groups):
        groups[number[old]] = replace(group, parent=NONE if group.parent == NONE else number[group.parent], name="x")
    to_group = ("belongs_to", "leads")
    rows = [replace(row, to=number[row.to]) if row.relation in to_group else row for row in made.relations]
    coverage = tuple(tuple(tuple(number[group] for group in one) for one in row) for row in made.coverage)
    other = replace(made, groups=tuple(groups), relations=tuple(rows), coverage=coverage)
    one, two = derive(scenario(), made), derive(scenario(), other)
    assert np.array_equal(one.closeness, two.closeness)
    for name in ("above", "side_probability", "people", "covers", "pullers", "reports_weight", "stand_in"):
        assert getattr(one, name) == getattr(two, name)
    seats = range(len(made.members))
    for seat, other_seat, mode in product(seats, seats, (0, 1)):
        scope = {seat, other_seat}
        assert one.decider(scope, seat, 500_000, mode) == two.decider(scope, seat, 500_000, mode)
    for seat, discipline, line, mode in product(seats, (0, 1), (0, 1), (0, 1)):
        assert one.craft_signer(seat, discipline, line, mode) == two.craft_signer(seat, discipline, line, mode)
        both = frozenset({0, 1})
        assert one.fit_signer(seat, line, both, mode) == two.fit_signer(seat, line, both, mode)


@settings(max_examples=100, deadline=None)
@given(tangles())
def test_signers_are_the_lowest_who_cover(made: Organisation) -> None:
    derived = derive(scenario(), made)
    for maker, discipline, line, mode in product(range(len(made.members)), (0, 1), (0, 1), (0, 1)):
        signer = derived.craft_signer(maker, discipline, line, mode)
        able = [
            (-derived.depth[one], sum(work % 2 == line for work in derived.covers[one]))
            for one, steps, _ in derived.above[mode][maker]
            if steps and discipline * 2 + line in derived.covers[one]
        ]
        if maker == derived.top or not able:
            assert signer == derived.top
        else:
            assert (-derived.depth[signer], sum(work % 2 == line for work in derived.covers[signer])) == min(able)


# Practice.


def test_the_learning_law_at_known_points() -> None:
    assert learnt(2000.0, 0.4, 200.0) == 1.0
    assert learnt(0.0, 0.4, 200.0) == pytest.approx(0.4 / (0.4 + 0.6 * 2000 / 2200))
    assert learnt(200.0, 0.4, 200.0) == pytest.approx(0.7 / (0.4 + 0.6 * 2000 / 2200))
    assert learnt(0.0, 1.0, 200.0) == 1.0
    hours = np.array([0.0, 7.5, 2000.0])
    assert learnt(hours, 0.3, 90.0).tolist() == [learnt(one, 0.3, 90.0) for one in hours.tolist()]


def test_lines_are_alike_by_a_number_or_by_a_table() -> None:
    asked = scenario()
    assert similarity(asked) == ((1.0, 0.5), (0.5, 1.0))
    table = ((1.0, 0.2), (0.2, 1.0))
    assert similarity(asked.model_copy(update={"lines": Lines(names=("face", "hair"), similarity=table)})) == table


def test_a_fresh_organisation_knows_its_homes_only() -> None:
    derived = derive(*organised("lean", 3))
    hours = 3600 * 800
    assert fresh_practice(scenario(), derived) == (
        ((hours, 0), (hours, 0), (hours, 0)),
        ((hours, 0), (hours, 0), (0, hours)),
    )


def test_one_person_settles_at_what_a_week_adds_over_what_it_takes_away() -> None:
    derived = derive(*organised("lean", 1))
    asked = scenario(learning=Learning(fade=0.02))
    assert settled_practice(asked, derived, [[200.0, 100.0], [0.0, 50.0]]) == (((15_000, 2_500),), ((10_000, 7_500),))


@pytest.mark.parametrize("name", architectures())
def test_settled_practice_keeps_the_load(name: str) -> None:
    asked, made = organised(name, 24)
    load = [[90_000.0, 30_000.0], [60_000.0, 120_000.0]]
    by_discipline, by_line = settled_practice(asked, derive(asked, made), load)
    assert [sum(column) for column in zip(*by_discipline, strict=True)] == pytest.approx([12e6, 18e6], abs=24)
    assert [sum(column) for column in zip(*by_line, strict=True)] == pytest.approx([15e6, 15e6], abs=24)


@pytest.mark.parametrize("spill_over", [0.0, 0.3])
def test_settled_practice_is_a_fixed_point(spill_over: float) -> None:
    """Whoever is faster gets more, and the shares and the speeds that follow from them agree with each other."""
    learning = Learning(spill_over=spill_over)
    asked, made = organised("lean", 5, learning=learning, span_max=2, ties=0.8)
    talent = (1.0, 1.5, 0.7, 1.0, 1.2)
    able = tuple(replace(member, talent=one) for member, one in zip(made.members, talent, strict=True))
    derived = derive(asked, replace(made, members=able))
    load = [[300_000.0, 0.0], [0.0, 500_000.0]]
    by_discipline, by_line = settled_practice(asked, derived, load)

    def speed(seat: int, discipline: int, line: int) -> float:
        others = [one for one in range(5) if one != seat]
        spilt = sum(derived.closeness[seat, one] * by_discipline[one][discipline] for one in others)
        known = (by_discipline[seat][discipline] + spill_over * spilt) / 3600
        alike = (by_line[seat][line] + 0.5 * by_line[seat][1 - line]) / 3600
        familiarity = min(1.0, learnt(alike, learning.line_start, learning.line_half_hours))
        return talent[seat] * learnt(known, learning.start, learning.half_hours) * familiarity

    for discipline, line in ((0, 0), (1, 1)):
        speeds = [speed(seat, discipline, line) for seat in range(5)]
        shares = [load[discipline][line] * one / sum(speeds) / learning.fade for one in speeds]
        assert [one[discipline] for one in by_discipline] == pytest.approx(shares, rel=1e-6)


def test_who_sits_in_one_discipline_practises_that_one() -> None:
    asked, made = organised("functional", 9)
    by_discipline, _ = settled_practice(asked, derive(asked, made), LOAD)
    assert by_discipline[0] == (0, 0)  # the director takes what others leave: nothing is expected of it
    assert all(by_discipline[seat][1] == 0 < by_discipline[seat][0] for seat in (1, 2, 5, 6))


def test_alike_seats_settle_alike_and_leads_who_do_not_produce_settle_at_nothing() -> None:
    asked, made = organised("functional", 9, lead_production=False)
    by_discipline, by_line = settled_practice(asked, derive(asked, made), LOAD)
    assert by_discipline[1] == by_line[1] == (0, 0)
    assert by_discipline[2] == by_discipline[6]
    assert by_line[2] == by_line[6]


def test_given_talent_and_closeness_of_colleagues_move_the_shares() -> None:
    asked, made = organised("lean", 3)
    able = replace(made, members=(replace(made.members[0], talent=2.0), *made.members[1:]))
    by_discipline, _ = settled_practice(asked, derive(asked, able), LOAD)
    assert sum(by_discipline[0]) > 1.5 * sum(by_discipline[1])
    without = asked.model_copy(update={"rules": asked.rules.model_copy(update={"switches": Switches(learning=False)})})
    shares, _ = settled_practice(without, derive(without, able), LOAD)
    assert shares == ((4000, 4000), (2000, 2000), (2000, 2000))
