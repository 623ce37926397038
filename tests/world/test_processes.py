"""Catches an event that is lost, doubled, or moved by a bit because processes are drawn side by side.

A loop that adds one step after another is the witness. Rooms are made too small on purpose: what is then drawn again in
a larger one must be what would have been drawn there at first.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.randomness import entries, uniform_at, uniforms
from sim.world.processes import Rooms, furnished, rooms, run_until
from sim.world.rows import in_order, in_turn
from sim.world.year import Column

Told = dict[int, list[tuple[int, float]]]


def side_by_side(limit: float, room: Rooms, sizes: list[float]) -> Told:
    """Number and place of each event, by process; a process has steps of up to its size."""
    states = entries(5, np.arange(len(sizes), dtype=np.uint64))

    def steps(process: Column, occasion: np.ndarray) -> np.ndarray:
        return np.array(sizes)[process] * uniforms(states[process], occasion)

    events = run_until(limit, room, steps)
    told: Told = {}
    for process, number, reached in zip(*(column.tolist() for column in events), strict=True):
        told.setdefault(process, []).append((number, reached))
    return told


def one_by_one(limit: float, sizes: list[float]) -> Told:
    told: Told = {}
    for process, size in enumerate(sizes):
        reached, number = size * uniform_at(5, process, 0), 0
        while reached < limit:
            told.setdefault(process, []).append((number, reached))
            number += 1
            reached = reached + size * uniform_at(5, process, number)
    return told


SIZES = st.lists(st.floats(0.3, 30.0), max_size=12)


@given(SIZES, st.floats(0.5, 30.0))
def test_events_are_those_of_a_loop(sizes: list[float], limit: float) -> None:
    expected = np.array([2.0 * limit / size for size in sizes])
    assert side_by_side(limit, rooms(expected), sizes) == one_by_one(limit, sizes)


@given(SIZES, st.floats(0.5, 30.0), st.lists(st.integers(1, 9), min_size=12, max_size=12))
def test_a_room_that_is_too_small_changes_nothing(sizes: list[float], limit: float, cells: list[int]) -> None:
    room = furnished(np.arange(len(sizes)), np.array(cells[: len(sizes)], dtype=np.int64))
    assert side_by_side(limit, room, sizes) == one_by_one(limit, sizes)


def test_an_event_at_the_limit_is_left_out_and_a_process_without_room_has_none() -> None:
    def steps(process: Column, occasion: np.ndarray) -> np.ndarray:
        return np.full(len(process), 2, dtype=np.int64)

    events = run_until(6, furnished(np.arange(3), np.array([4, 0, 1])), steps)
    assert [column.tolist() for column in events] == [[0, 0, 2, 2], [0, 1, 0, 1], [2, 4, 2, 4]]
    assert events.reached.dtype == np.int64


@pytest.mark.parametrize("expected", [0.01, 0.5, 7.0, 60.0, 5000.0])
def test_rooms_are_not_much_larger_than_what_is_expected(expected: float) -> None:
    (block,) = rooms(np.array([expected])).blocks
    assert expected + 4.0 * expected**0.5 <= block[1] <= 1.25 * (expected + 4.0 * expected**0.5 + 4.0)
    assert rooms(np.array([0.0, expected])).process.tolist() == [1] * block[1]


# Rows


@given(st.lists(st.integers(0, 6)))
def test_rows_of_owners_are_numbered_in_turn(counts: list[int]) -> None:
    owner, place = in_turn(np.array(counts, dtype=np.int64))
    pairs = [(one, number) for one, count in enumerate(counts) for number in range(count)]
    assert list(zip(owner.tolist(), place.tolist(), strict=True)) == pairs


ROWS = st.lists(st.tuples(*[st.integers(0, 3) | st.sampled_from([2**40, 2**62])] * 3))


@given(ROWS | st.lists(st.tuples(*[st.integers(0, 3)] * 3)))
def test_rows_are_put_in_order_and_equal_ones_stay_in_turn(rows: list[tuple[int, int, int]]) -> None:
    """With columns so large that they fit into one number no more, and with small ones, in which many are equal."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    assert in_order(*columns).tolist() == sorted(range(len(rows)), key=lambda row: rows[row])
