"""Catches a quantity that is shared too far: by two runs, by two organisations, by two threads, or by a measure that
changes what the next one reads.

Measures of a run share what several of them need. Nobody may notice: alone or with all others, in whatever order, each
measure must give the same number to the bit, and the facts must be what they were.
"""

from __future__ import annotations

import copy
import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measures.by_hand import DAY, HOUR, Row, about, facts

from sim.facts import Facts
from sim.measures.about import About
from sim.measures.once import Noted, once
from sim.measures.registry import evaluate, measures
from sim.vocabulary import Booking, Cause, Interface, State

EVERY = tuple(measures())
TICKS, FLAG = st.integers(0, 80 * DAY), st.integers(0, 1)
OPEN_OR_TICK = st.one_of(st.just(-1), TICKS)


def rows(columns: dict[str, Any], least: int = 0) -> st.SearchStrategy[list[Row]]:
    return st.lists(st.fixed_dictionaries(columns), min_size=least, max_size=8)


RUNS = st.builds(
    facts,
    campaigns=rows(
        {
            "cohort": FLAG,
            "arrival": TICKS,
            "ended": OPEN_OR_TICK,
            "due": OPEN_OR_TICK,
            "signal_tick": OPEN_OR_TICK,
            "dropped": FLAG,
            "strategic": FLAG,
            "oversold": FLAG,
            "standard": TICKS,
            "person": TICKS,
            "complexity": st.integers(0, 1_000_000),
            "idea": st.integers(0, 3_000_000),
            "assets": st.integers(0, 3),
            "craft": st.integers(0, 2_000_000),
            "tasks_ended": st.integers(0, 3),
            "risk": st.integers(0, 2_000_000),
        },
        least=1,
    ),
    tasks=rows({"campaign": st.just(0), "avoidable": TICKS, "checks": st.just(3), "failures": st.just(1)}),
    needs=rows(
        {
            "campaign": st.integers(-1, 0),
            "cause": st.sampled_from(list(Cause)),
            "raised": TICKS,
            "usable": OPEN_OR_TICK,
            "alone": FLAG,
            "decider": st.integers(-1, 1),
        }
    ),
    seats=st.lists(
        st.dictionaries(st.sampled_from(list(Booking)), TICKS).map(lambda ticks: {"bookings": ticks}),
        min_size=2,
        max_size=2,
    ),
    shows=rows({"quarter": st.integers(0, 3), "line": FLAG, "assets": st.integers(1, 4), "style": st.integers(-9, 9)}),
)


def busy_year() -> Facts:
    """A run in which every measure has something to measure, open and closed, of the cohort and not."""
    campaign: Row = {
        "standard": 90 * HOUR,
        "person": 80 * HOUR,
        "idea": 900_000,
        "assets": 2,
        "craft": 1_500_000,
        "tasks_ended": 3,
        "risk": 100_000,
        "live": 1,
        "strategic": 1,
    }
    return facts(
        campaigns=[
            {
                **campaign,
                "arrival": day * DAY,
                "ended": (day + 7 + day % 5) * DAY,
                "due": (day + 9) * DAY,
                "signal_tick": day * DAY if day % 2 else -1,
                "cohort": int(day > 3),
                "complexity": day * 30_000,
                "oversold": int(day % 7 == 0),
            }
            for day in range(20)
        ],
        tasks=[
            {
                "campaign": number % 20,
                "avoidable": number * HOUR,
                "saved": HOUR,
                "asset": 1,
                "found": number % 2,
                "missed": 1 - number % 2,
                "checks": 2,
                "failures": number % 3,
                "rework_missed": HOUR,
                "states": {State.ASSET: number * HOUR},
            }
            for number in range(40)
        ],
        needs=[
            {
                "campaign": number % 21 - 1,
                "cause": Cause(number % 5),
                "raised": number * DAY,
                "usable": (number + number % 6) * DAY,
                "alone": int(number % 4 == 0),
                "level": number % 3,
                "decider": number % 2,
                "defaulted": number % 2,
                "rounds": 2,
                "bad_accepted": 1,
                "phases": {phase: (phase + 1) * HOUR for phase in range(7)},
            }
            for number in range(60)
        ],
        interfaces=[
            {
                "campaign": number % 20,
                "kind": Interface(number % 5),
                "label": number % 8,
                "work": number * HOUR,
                "wait": DAY,
                "missed": number % 2,
            }
            for number in range(50)
        ],
        seats=[
            {
                "bookings": {booking: (seat + booking + 1) * DAY for booking in Booking},
                "skill_from": 5,
                "skill_to": 6,
                "relayed": seat,
            }
            for seat in range(2)
        ],
        chores=[{"arrival": day * DAY, "ended": (day + 1) * DAY} for day in range(9)],
        signals=[{"campaign": 5, "crisis": 1}],
        messages=[
            {"sent": day * DAY, "delivered": (day + day % 3) * DAY, "passed": 2, "cohort": int(day > 3)}
            for day in range(20)
        ],
        shows=[
            {"quarter": quarter, "line": line, "assets": 3, "style": 100_000 * quarter, "style_squared": 900_000}
            for quarter in range(4)
            for line in range(2)
        ],
    )


def bits(values: dict[str, float]) -> dict[str, bytes]:
    """Values to the bit, so that nothing passes for equal that is only close; all NaN are alike."""
    return {name: struct.pack(">d", value) if value == value else b"" for name, value in values.items()}


def test_the_busy_year_leaves_nothing_undefined() -> None:
    found = evaluate(busy_year(), about())
    assert [name for name, value in found.items() if np.isnan(value)] == []


@pytest.mark.parametrize("name", EVERY)
def test_a_measure_taken_alone_gives_what_it_gives_among_all(name: str) -> None:
    run, known = busy_year(), about()
    assert bits(evaluate(run, known, [name])) == bits({name: evaluate(run, known)[name]})


@pytest.mark.parametrize("name", EVERY)
def test_a_measure_needs_no_notebook(name: str) -> None:
    run, known = busy_year(), about()
    assert bits({name: measures()[name].function(run, known)}) == bits(evaluate(run, known, [name]))


@settings(max_examples=50, deadline=None)
@given(st.permutations(EVERY))
def test_the_order_of_measures_does_not_matter(order: list[str]) -> None:
    run, known = busy_year(), about()
    assert bits(evaluate(run, known, order)) == bits({name: evaluate(run, known)[name] for name in order})


@settings(max_examples=50, deadline=None)
@given(RUNS, st.permutations(EVERY))
def test_nor_does_it_in_runs_where_much_is_missing(run: Facts, order: list[str]) -> None:
    alone = {name: measures()[name].function(run, about()) for name in EVERY}
    assert bits(evaluate(run, about(), order)) == bits({name: float(alone[name]) for name in order})


def test_taking_measures_changes_no_fact_and_leaves_nothing_behind() -> None:
    run = busy_year()
    before = copy.deepcopy(run)
    evaluate(run, about())
    assert vars(run).keys() == vars(before).keys()
    for table in (one.name for one in fields(Facts)):
        was, now = getattr(before, table), getattr(run, table)
        if isinstance(now, int):
            assert was == now
            continue
        for column in (one.name for one in fields(now)):
            np.testing.assert_array_equal(getattr(was, column), getattr(now, column), err_msg=f"{table}.{column}")


def test_two_runs_never_share_a_notebook() -> None:
    @once
    def campaigns(facts: Facts) -> int:
        return len(facts.campaigns.arrival)

    one, other = Noted(facts(campaigns=[{}]), about()), Noted(facts(campaigns=[{}, {}]), about())
    assert (campaigns(one), campaigns(other), campaigns(one)) == (1, 2, 1)
    again = Noted(one, about())
    assert again.notes == {}, "facts with notes were noted again and kept the notes of the first time"
    assert (one.notes is not other.notes, len(one.notes), len(other.notes)) == (True, 1, 1)


def test_what_is_noted_is_worked_out_once_and_for_one_organisation_only() -> None:
    asked: list[int] = []

    @once
    def seats(facts: Facts, about: About) -> int:
        asked.append(about.seats)
        return about.seats

    small, large = about(), about(seats=9)
    run = Noted(facts(), small)
    assert [seats(run, small), seats(run, small), seats(run, large), seats(run, small)] == [2, 2, 9, 2]
    assert asked == [2, 9]
    assert [seats(facts(), small), seats(facts(), small)] == [2, 2]
    assert asked == [2, 9, 2, 2], "plain facts have no notebook"


def test_a_quantity_that_cannot_be_worked_out_is_not_noted() -> None:
    answers = iter([None, 7])

    @once
    def fickle(facts: Facts) -> int:
        found = next(answers)
        if found is None:
            raise ZeroDivisionError
        return found

    run = Noted(facts(), about())
    with pytest.raises(ZeroDivisionError):
        fickle(run)
    assert fickle(run) == 7


def test_threads_measure_side_by_side() -> None:
    runs = [busy_year(), facts(), facts(campaigns=[{"standard": HOUR}], needs=[{"usable": DAY}])]
    expected = [bits(evaluate(run, about())) for run in runs]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: bits(evaluate(runs[number % 3], about())), range(120)))
    assert found == [expected[number % 3] for number in range(120)]
