"""Catches a seat that is away twice at once, too long, too seldom, or for the wrong reason.

First the merging of what was drawn: stories on a few ticks, then the property for any spells, tick by tick. Then rates,
lengths and shares of time against expectation, within four standard errors.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.schema import Scenario
from sim.vocabulary import Away
from sim.world import spans, spells
from sim.world.spans import Spans
from sim.world.spells import Drawn, draw_spells
from sim.world.workload import draw_year

HOUR, DAY = 3600, 28_800
END = 350 * DAY
Span = tuple[int, int]
ABSENT, OUTSIDE, VACANT = Away.ABSENT, Away.OUTSIDE, Away.VACANT


# Merging


def columns(one: list[Span]) -> Spans:
    return Spans(*np.array(one, dtype=np.int64).reshape(-1, 2).T)


def union(one: list[Span]) -> list[Span]:
    return list(zip(*(ticks.tolist() for ticks in spans.union(columns(one))), strict=True))


def without(one: list[Span], taken: list[Span]) -> list[Span]:
    return list(zip(*(ticks.tolist() for ticks in spans.without(columns(one), columns(taken))), strict=True))


def merged_of(drawn: list[dict[int, list[Span]]], end: int) -> dict[int, list[tuple[int, int, int]]]:
    """Spells by seat, from what was drawn for each cause and seat; they come by begin, then seat."""
    tables = []
    for cause in drawn:
        rows = [(seat, *span) for seat, found in cause.items() for span in found]
        tables.append(Drawn(*np.array(rows, dtype=np.int64).reshape(-1, 3).T))
    table = spells.merged(*tables, end)
    rows = list(zip(*(getattr(table, name).tolist() for name in ("begin", "seat", "end", "cause")), strict=True))
    assert rows == sorted(rows)
    found: dict[int, list[tuple[int, int, int]]] = {}
    for begin, seat, after, cause_ in rows:
        found.setdefault(seat, []).append((begin, after, cause_))
    return found


def merged(vacant: list[Span], absent: list[Span], outside: list[Span], end: int = 1000) -> list[tuple[int, int, int]]:
    return merged_of([{0: vacant}, {0: absent}, {0: outside}], end).get(0, [])


@pytest.mark.parametrize(
    ("vacant", "absent", "outside", "expected"),
    [
        ([], [(5, 9), (9, 12)], [], [(5, 12, ABSENT)]),
        ([], [(5, 9), (7, 8)], [], [(5, 9, ABSENT)]),
        ([], [(5, 9), (10, 12)], [], [(5, 9, ABSENT), (10, 12, ABSENT)]),
        ([(10, 20)], [(5, 15)], [], [(5, 10, ABSENT), (11, 20, VACANT)]),
        ([(10, 20)], [(15, 30)], [], [(10, 20, VACANT), (21, 30, ABSENT)]),
        ([(10, 20)], [(5, 30)], [], [(5, 10, ABSENT), (11, 20, VACANT), (21, 30, ABSENT)]),
        ([(10, 20)], [(12, 18)], [(11, 19)], [(10, 20, VACANT)]),
        ([(10, 20)], [(20, 21)], [(21, 30)], [(10, 20, VACANT), (21, 30, OUTSIDE)]),
        (
            [],
            [(10, 20)],
            [(0, 5), (8, 12), (15, 25)],
            [(0, 5, OUTSIDE), (8, 10, OUTSIDE), (11, 20, ABSENT), (21, 25, OUTSIDE)],
        ),
        ([(0, 4)], [(3, 8)], [(7, 9)], [(0, 4, VACANT), (5, 8, ABSENT)]),
    ],
    ids=[
        "touching spells of one cause are one",
        "one inside the other",
        "a tick at the desk keeps them apart",
        "the one who is ill leaves",
        "the successor falls ill at once",
        "both",
        "a vacant seat has nothing else",
        "what is cut to nothing is gone, and what comes next touches nothing",
        "duty gives way to absence",
        "the tick between may be all that was left",
    ],
)
def test_a_seat_is_away_for_one_reason_at_a_time(
    vacant: list[Span], absent: list[Span], outside: list[Span], expected: list[tuple[int, int, Away]]
) -> None:
    assert merged(vacant, absent, outside) == expected


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 15)).map(lambda pair: (pair[0], sum(pair))), max_size=6)


def ticks(spans: list[Span]) -> set[int]:
    return {tick for begin, end in spans for tick in range(begin, end)}


@given(SPANS, SPANS, SPANS)
def test_merged_spells_say_what_was_drawn_and_never_touch(
    vacant: list[Span], absent: list[Span], outside: list[Span]
) -> None:
    """Tick by tick: the strongest cause rules, and nothing is lost but the tick that keeps two causes apart."""
    found = merged(vacant, absent, outside)
    assert all(begin < end for begin, end, _ in found)
    assert all(end < begin for (_, end, _), (begin, _, _) in pairwise(found))
    ruling = dict.fromkeys(ticks(outside), OUTSIDE)
    ruling |= dict.fromkeys(ticks(absent), ABSENT)
    ruling |= dict.fromkeys(ticks(vacant), VACANT)
    told = {tick: cause for begin, end, cause in found for tick in range(begin, end)}
    assert set(told) <= set(ruling)
    for tick, cause in ruling.items():
        meets = told.get(tick - 1, cause) != cause
        assert told.get(tick) == (None if meets else cause)


SEATS = st.dictionaries(st.integers(0, 4), SPANS, max_size=4)


@given(SEATS, SEATS, SEATS)
def test_seats_that_are_merged_together_are_merged_as_alone(
    vacant: dict[int, list[Span]], absent: dict[int, list[Span]], outside: dict[int, list[Span]]
) -> None:
    """All at once, also where the spells of one last up to the end and those of the next begin at tick 0."""
    found = merged_of([vacant, absent, outside], 61)
    for seat in range(5):
        alone = merged(vacant.get(seat, []), absent.get(seat, []), outside.get(seat, []), 61)
        assert found.get(seat, []) == alone


@given(SPANS, SPANS, SPANS, st.integers(61, 80))
def test_the_end_cuts_off_what_begins_there_and_no_length(
    vacant: list[Span], absent: list[Span], outside: list[Span], end: int
) -> None:
    assert merged(vacant, absent, outside, end) == [one for one in merged(vacant, absent, outside) if one[0] < end]


def test_a_spell_may_last_for_ever_and_keeps_its_length() -> None:
    for_ever = 9 * 10**18
    assert merged([(10, for_ever), (20, 30)], [(5, 40)], [(12, 99)], 50) == [(5, 10, ABSENT), (11, for_ever, VACANT)]
    drawn = [{3: [(49, for_ever)]}, {0: [(49, for_ever)], 3: [(48, for_ever + 5)]}, {0: [(1, 2)]}]
    assert merged_of(drawn, 50) == {0: [(1, 2, OUTSIDE), (49, for_ever, ABSENT)], 3: [(48, 49, ABSENT)]}


@given(SPANS, SPANS)
def test_union_and_difference_are_those_of_the_ticks(one: list[Span], other: list[Span]) -> None:
    joined = union(one)
    assert ticks(joined) == ticks(one)
    assert all(end < begin for (_, end), (begin, _) in pairwise(joined))
    left = without(joined, union(other))
    assert ticks(left) == ticks(one) - ticks(other)
    assert left == sorted(left)
    assert sum(end - begin for begin, end in left) == len(ticks(left))


# Draws


def world(**parts: Any) -> Scenario:
    nothing = {"spells": 0, "turnover": 0}
    grades = parts.pop("grades", [{"name": "clerk"}])
    absences = {**nothing, **parts.pop("absences", {})}
    return Scenario.model_validate({"title": "test", "absences": absences, "staffing": {"grades": grades}, **parts})


def test_nobody_is_away_where_nothing_is_said() -> None:
    spells = draw_spells(world(), 1, 0, [0] * 50, END)
    assert spells.seat.shape == (0,)
    assert spells.seat.dtype == np.int64


@pytest.mark.parametrize(("rate", "length", "cause"), [("spells", "days", 0), ("turnover", "vacancy_days", 2)])
def test_spells_come_at_their_rate_and_last_as_their_law_says(rate: str, length: str, cause: int) -> None:
    """So short against the year that merging takes away less than a tenth of the standard error."""
    absences = {rate: 2.0, length: {"law": "uniform", "low": 0, "high": 0.5}}
    spells = draw_spells(world(absences=absences), 1, 0, [0] * 2000, END)
    expected = 2000 * 2.0 * 350 / 250
    assert set(spells.cause.tolist()) == {cause}
    assert abs(len(spells.seat) - expected) < 4.0 * math.sqrt(expected)
    days = (spells.end - spells.begin) / DAY
    assert days.min() == 1 / 8  # an hour at least
    mean = 0.125 * 0.25 + 0.3125 * 0.75
    assert abs(days.mean() - mean) < 4.0 * 0.15 / math.sqrt(expected)


def test_duties_take_their_share_of_time_by_grade() -> None:
    """Share away in the second half of the year; a renewal process varies by blocks x (1 - share)^2."""
    grades = [{"name": "clerk"}, {"name": "head", "outside_share": 0.3, "outside_block_hours": 6}]
    spells = draw_spells(world(grades=grades), 1, 0, [0, 1] * 400, END)
    assert set((spells.seat % 2).tolist()) == {1}
    assert set(spells.cause.tolist()) == {OUTSIDE}
    assert (spells.end - spells.begin).max() < 60 * HOUR  # blocks that touch are one spell, and a long one is rare
    begin, end = np.clip(spells.begin, END // 2, END), np.clip(spells.end, END // 2, END)
    span = 400 * (END - END // 2)
    share = (end - begin).sum() / span
    blocks = span * 0.3 / (6 * HOUR)
    assert abs(share - 0.3) < 4.0 * (6 * HOUR) * math.sqrt(blocks) * 0.7 / span
    assert set(np.unique((spells.end - spells.begin) % (6 * HOUR)).tolist()) == {0}


def test_a_seat_keeps_its_year_when_others_join_and_when_duties_are_added() -> None:
    absences = {"spells": 3, "turnover": 0.5}
    few = draw_spells(world(absences=absences), 1, 0, [0] * 5, END)
    more = draw_spells(world(absences=absences), 1, 0, [0] * 9, END)
    mine = more.seat < 5
    for name in ("seat", "begin", "end", "cause"):
        assert getattr(few, name).tolist() == getattr(more, name)[mine].tolist()
    grades = [{"name": "clerk", "outside_share": 0.2}]
    busy = draw_spells(world(absences=absences, grades=grades), 1, 0, [0] * 5, END)
    kept = busy.cause != OUTSIDE
    assert (few.end - busy.end[kept] == 0).all()
    assert (abs(few.begin - busy.begin[kept]) <= 1).all()  # a tick later where it meets a duty


def test_a_year_has_its_spells_in_order_and_apart() -> None:
    year = draw_year(Scenario.model_validate({"title": "test", "staffing": {"seats": 60}}), 1, 0)
    spells = year.spells
    order = list(zip(spells.begin.tolist(), spells.seat.tolist(), strict=True))
    assert order == sorted(order)
    assert len({*spells.cause.tolist()}) == 3
    assert ((spells.begin >= 0) & (spells.begin < year.end) & (spells.begin < spells.end)).all()
    for seat in range(60):
        mine = spells.seat == seat
        assert (spells.begin[mine][1:] > spells.end[mine][:-1]).all()


def test_switches_leave_the_year_alone() -> None:
    off = {"switches": {"absences": False, "outside": False}}
    years = [Scenario.model_validate({"title": "test", "rules": rules}) for rules in ({}, off)]
    assert draw_year(years[0], 1, 0).digest() == draw_year(years[1], 1, 0).digest()
