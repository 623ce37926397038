"""Catches a stretch of time that is counted twice or lost where it crosses from one week into the next."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.facts import overlap, quarter

INTERVALS = st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 30)), max_size=12)
EDGES = st.lists(st.integers(0, 50), min_size=2, max_size=6, unique=True).map(sorted)


@given(INTERVALS, EDGES)
def test_overlap_is_what_counting_ticks_one_by_one_gives(intervals: list[tuple[int, int]], edges: list[int]) -> None:
    begins = np.array([begin for begin, _ in intervals], dtype=np.int64)
    ends = np.array([begin + length for begin, length in intervals], dtype=np.int64)
    counted = [
        sum(tick in range(begin, begin + length) for begin, length in intervals for tick in range(first, last))
        for first, last in pairwise(edges)
    ]
    assert overlap(begins, ends, np.array(edges, dtype=np.int64)).tolist() == counted


def test_what_lies_outside_the_window_belongs_to_the_nearest_quarter() -> None:
    ticks = np.array([-1, 99, 100, 124, 125, 199, 200, 999])
    assert quarter(ticks, 100, 200).tolist() == [0, 0, 0, 0, 1, 3, 3, 3]
    assert quarter(np.array([0, 1, 2, 3, 6]), 0, 6).tolist() == [0, 1, 2, 3, 3]  # the last is the longest
