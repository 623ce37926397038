"""Seats into groups: these tests exist to catch a seat that is lost, doubled, or favoured by accident.

First come small cases that can be checked by eye, then properties, most of them against the definition tried by
brute force: no other way to merge, place or split is better by the rule.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.world.boxes import Box, nearest_lead
from sim.world.organisation import Member
from sim.world.staffing import apportion, bundle_name, head, merge, merged, place
from sim.world.sub_teams import split, sub_team_count, sub_team_layers

loads = st.lists(st.integers(0, 20).map(float), min_size=1, max_size=6)


def staff(*homes: tuple[int, int], grades: str = "") -> tuple[Member, ...]:
    """Seats by home (discipline, line); grades as digits, all 0 where nothing is said."""
    levels = grades or "0" * len(homes)
    return tuple(
        Member(int(level), discipline, line, None, 200.0)
        for (discipline, line), level in zip(homes, levels, strict=True)
    )


# How many seats a group gets.


@pytest.mark.parametrize(
    ("seats", "weights", "least", "shares"),
    [
        (10, [50, 30, 20], 0, (5, 3, 2)),
        (10, [46, 33, 21], 0, (5, 3, 2)),  # quotas 4.6, 3.3, 2.1: the largest remainder gets the last seat
        (3, [1, 1], 0, (2, 1)),  # equal remainders: the earlier group
        (10, [97, 2, 1], 2, (6, 2, 2)),
        (9, [60, 30, 10], 2, (5, 2, 2)),  # quotas of what is left beside the smallest: 4.67 and 2.33
        (6, [0, 0, 0], 0, (2, 2, 2)),
        (5, [0, 8], 2, (2, 3)),
        (0, [1, 2], 0, (0, 0)),
    ],
)
def test_seats_follow_load(seats: int, weights: list[float], least: int, shares: tuple[int, ...]) -> None:
    assert apportion(seats, weights, least) == shares


@given(loads, st.integers(0, 3), st.integers(0, 40))
def test_every_seat_is_given_once_and_nobody_starves(weights: list[float], least: int, more: int) -> None:
    seats = least * len(weights) + more
    shares = apportion(seats, weights, least)
    assert sum(shares) == seats
    assert min(shares) >= least
    if not least and sum(weights):
        quotas = [Fraction(seats) * Fraction(weight) / Fraction(sum(weights)) for weight in weights]
        assert all(abs(share - quota) < 1 for share, quota in zip(shares, quotas, strict=True))


@given(loads, st.integers(0, 2), st.integers(0, 40))
def test_who_has_more_load_never_gets_fewer_seats(weights: list[float], least: int, more: int) -> None:
    shares = apportion(least * len(weights) + more, weights, least)
    pairs = product(zip(weights, shares, strict=True), repeat=2)
    assert all(one <= other for (heavy, one), (heavier, other) in pairs if heavy < heavier)


# Who is merged.


def test_the_lightest_neighbours_are_merged_first() -> None:
    assert merge([5, 1, 2, 4], 3) == ((0,), (1, 2), (3,))
    assert merge([1, 2, 3, 4, 5, 6], 2) == ((0, 1, 2, 3), (4, 5))
    assert merge([1, 1, 1], 2) == ((0, 1), (2,))
    assert merge([1, 1, 1], 3) == merge([1, 1, 1], 9) == ((0,), (1,), (2,))


@given(loads, st.integers(1, 6))
def test_no_other_merger_of_neighbours_is_more_even(weights: list[float], most: int) -> None:
    def unevenness(bundles: tuple[tuple[int, ...], ...]) -> float:
        return sum(sum(weights[one] for one in bundle) ** 2 for bundle in bundles)

    count = min(most, len(weights))
    found = merge(weights, most)
    assert [one for bundle in found for one in bundle] == list(range(len(weights)))
    others = []
    for cuts in combinations(range(1, len(weights)), count - 1):
        ends = [0, *cuts, len(weights)]
        others.append(tuple(tuple(range(a, b)) for a, b in pairwise(ends)))
    assert len(found) == count
    assert unevenness(found) == min(map(unevenness, others))


def test_a_merger_is_told() -> None:
    names = ("insight", "brand", "digital", "crm")
    assert bundle_name((1,), names) == "brand"
    assert merged([(0,), (1, 2)], names) == ("brand and digital are one group",)
    assert merged([(0, 1, 2), (3,)], names) == ("insight, brand and digital are one group",)


# Who sits where, and who leads.


def test_who_is_at_home_in_both_comes_before_discipline_before_line_before_the_rest() -> None:
    members = staff((1, 1), (0, 1), (1, 0), (0, 0))
    cells = [((0,), (0,)), ((0,), (1,)), ((1,), (0,)), ((1,), (1,))]
    assert place(range(4), members, cells, (1, 1, 1, 1)) == ((3,), (1,), (2,), (0,))
    assert place(range(4), members, cells[:2], (2, 2)) == ((2, 3), (0, 1))  # by discipline, then by line
    strangers = staff((2, 0), (2, 2), (0, 2), (0, 0))
    assert place(range(4), strangers, cells[:2], (1, 3)) == ((3,), (0, 1, 2))


def test_of_several_groups_the_one_with_most_places_left_is_filled_first() -> None:
    members = staff((0, 2), (0, 2), (0, 2))
    assert place(range(3), members, [((0,), (0,)), ((0,), (1,))], (1, 2)) == ((1,), (0, 2))


def test_the_lower_seat_stays_at_home() -> None:
    members = staff((0, 0), (0, 0), (0, 0))
    assert place([2, 1, 0], members, [((0,), (0,)), ((1,), (0,))], (2, 1)) == ((0, 1), (2,))


@given(st.data())
def test_no_placing_has_more_people_at_home(data: st.DataObject) -> None:
    homes = data.draw(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=6))
    members = staff(*homes)
    cells = [((0,), (0,)), ((0,), (1,)), ((1,), (0,)), ((1,), (1,))]
    ends = sorted(data.draw(st.lists(st.integers(0, len(homes)), min_size=3, max_size=3)))
    shares = [b - a for a, b in zip([0, *ends], [*ends, len(homes)], strict=True)]

    def at_home(groups: tuple[tuple[int, ...], ...]) -> tuple[int, int]:
        seats = [(members[seat], cell) for group, cell in zip(groups, cells, strict=True) for seat in group]
        in_discipline = [(member.line in lines) for member, (ones, lines) in seats if member.discipline in ones]
        return sum(in_discipline), len(in_discipline)

    found = place(range(len(homes)), members, cells, shares)
    assert [len(group) for group in found] == shares
    assert sorted(seat for group in found for seat in group) == list(range(len(homes)))
    rivals = (
        tuple(tuple(seat for seat, cell in enumerate(rival) if cell == number) for number in range(4))
        for rival in product(range(4), repeat=len(homes))
        if [rival.count(number) for number in range(4)] == shares
    )
    assert at_home(found) == max(map(at_home, rivals))


def test_the_highest_grade_leads_then_the_lowest_seat() -> None:
    members = staff((0, 0), (0, 0), (0, 0), (0, 0), grades="0122")
    assert head([0, 1, 2, 3], members) == 2
    assert head([0, 1], members) == 1
    assert head([3, 0], members) == 3


# Who is split.


def test_nobody_is_split_within_the_span_and_one_more_makes_two() -> None:
    members = staff(*[(0, 0)] * 12)
    box = Box("digital", -1, 0, tuple(range(11)))
    assert split([box], 0, range(1, 11), members, 10, False) == (box,)
    assert split([Box("digital", -1, 0, tuple(range(12)))], 0, range(1, 12), members, 10, False) == (
        Box("digital", -1, 0, (0,)),
        Box("digital 1", 0, 1, (1, 2, 3, 4, 5)),
        Box("digital 2", 0, 6, (6, 7, 8, 9, 10, 11)),
    )


def test_sub_teams_are_cut_by_home_and_belonging_moves_with_its_weight() -> None:
    members = staff((0, 0), (1, 1), (1, 0), (0, 1), (0, 0), grades="10100")
    box = Box("face", -1, 0, (0, 1, 2, 3, 4), 0.5)
    by_line = split([box], 0, range(1, 5), members, 3, True)
    assert by_line[1:] == (Box("face 1", 0, 2, (2, 4), 0.5), Box("face 2", 0, 1, (1, 3), 0.5))
    by_discipline = split([box], 0, range(1, 5), members, 3, False)
    assert by_discipline[1:] == (Box("face 1", 0, 3, (3, 4), 0.5), Box("face 2", 0, 2, (1, 2), 0.5))


def test_who_does_not_report_to_the_lead_stays() -> None:
    boxes = split([Box("face", -1, 0, (0, 1, 2, 3, 4))], 0, [2, 3, 4], staff(*[(0, 0)] * 5), 2, False)
    assert [box.seats for box in boxes] == [(0, 1), (2,), (3, 4)]


@given(st.integers(1, 300), st.integers(2, 8))
def test_a_split_keeps_the_span_with_the_fewest_layers(seats: int, span: int) -> None:
    boxes = split([Box("all", -1, 0, tuple(range(seats)))], 0, range(1, seats), staff(*[(0, 0)] * seats), span, False)
    seat_of = {seat: number for number, box in enumerate(boxes) for seat in box.seats}
    assert sorted(seat_of) == list(range(seats))
    reports = [0] * seats
    layers = 0
    for seat in range(1, seats):
        reports[nearest_lead(boxes, seat_of[seat], seat)] += 1
        above, deep = seat, -1
        while above:
            above, deep = nearest_lead(boxes, seat_of[above], above), deep + 1
        layers = max(layers, deep)
    assert max(reports) <= span
    most = sum(span**layer for layer in range(1, layers + 1))  # so many could report with one layer less
    assert seats - 1 > most or layers == 0
    assert layers == sub_team_layers(seats - 1, span)


@given(st.integers(1, 500), st.integers(2, 10))
def test_no_fewer_sub_teams_would_do(reporting: int, span: int) -> None:
    count, layers = sub_team_count(reporting, span), sub_team_layers(reporting, span)
    assert (count == 0) == (reporting <= span) == (layers == 0)
    if count > 2:
        assert sub_team_layers(-(-reporting // count) - 1, span) < layers
        assert sub_team_layers(-(-reporting // (count - 1)) - 1, span) == layers


def test_a_lead_reports_above_all_that_it_leads() -> None:
    boxes = [Box("department", -1, 0), Box("digital", 0, 1), Box("digital, face", 1, 2, (0, 1, 2, 3))]
    assert [nearest_lead(boxes, 2, seat) for seat in range(4)] == [-1, 0, 1, 2]
