"""Sums by a usual weight and what differs from it.

They exist to catch the errors that a shortcut invites: a pair counted twice or not at all, one's own row treated as
everybody's, and an order of additions that another machine, or the other engine, would not keep.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.sums import apart_from, usual_of, weighted_sums


def test_three_people_who_tell_each_other_what_they_know() -> None:
    # Ann and Bea share a team (weight 1/2), Cem knows both from afar (1/4); nobody learns from oneself (0).
    weights = np.array([[0.0, 0.5, 0.25], [0.5, 0.0, 0.25], [0.25, 0.25, 0.0]])
    hours = np.array([[8.0, 0.0], [4.0, 2.0], [16.0, 40.0]])
    assert weighted_sums(hours, apart_from(0.25, weights)).tolist() == [[6.0, 11.0], [8.0, 10.0], [3.0, 0.5]]


def test_the_order_is_the_usual_part_first_and_then_colleague_by_colleague() -> None:
    values = np.array([[0.1], [0.2], [0.3], [0.7]])
    weights = np.array([[0.0, 0.3, 0.1, 0.9]] * 4)
    total = ((0.1 + 0.2) + 0.3) + 0.7
    expected = ((0.1 * total + (0.0 - 0.1) * 0.1) + (0.3 - 0.1) * 0.2) + (0.9 - 0.1) * 0.7
    assert weighted_sums(values, apart_from(0.1, weights))[0, 0] == expected


@given(st.integers(1, 9), st.integers(1, 4), st.integers(0, 2**32 - 1), st.floats(0.0, 1.0))
def test_whatever_is_called_usual_the_sums_are_those_of_a_table(
    seats: int, columns: int, seed: int, usual: float
) -> None:
    chance = np.random.Generator(np.random.PCG64(seed))
    weights = np.where(chance.random((seats, seats)) < 0.5, usual, chance.random((seats, seats)))
    values = 1000.0 * chance.random((seats, columns))
    assert weighted_sums(values, apart_from(usual, weights)) == pytest.approx(weights @ values, rel=1e-9, abs=1e-9)


def test_the_usual_weight_is_the_least_of_two_different_rows() -> None:
    assert usual_of(np.array([[1.0, 0.3], [0.2, 1.0]])) == 0.2
    assert usual_of(np.array([[1.0]])) == 0.0
