"""Catches an estimator that forgets what is still open, or that counts it as finished.

The hand example is the one every textbook uses: weeks of remission of 21 patients under 6-mercaptopurine (Freireich et
al. 1963), with the estimates of Kaplan and Meier worked out by hand.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.measures.survival import TOLERANCE, area, kaplan_meier, mean, quantile, quantiles

ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
OPEN = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
DURATIONS, OVER = ENDED + OPEN, [True] * len(ENDED) + [False] * len(OPEN)
HOURS = st.lists(st.integers(0, 50), min_size=1, max_size=30)


def test_the_textbook_example() -> None:
    curve = kaplan_meier(DURATIONS, OVER)
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    by_hand = np.cumprod([18 / 21, 16 / 17, 14 / 15, 11 / 12, 10 / 11, 6 / 7, 5 / 6])
    assert curve.lasting == pytest.approx(by_hand)
    assert curve.lasting.round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert quantile(curve, 0.5) == 23
    assert math.isnan(quantile(curve, 0.9))


def test_a_quantile_is_the_first_time_by_which_that_share_has_ended() -> None:
    curve = kaplan_meier([4, 1, 3, 2], [True] * 4)
    assert quantiles(curve, (0.25, 0.26, 0.5, 0.75, 1.0)) == [1, 2, 2, 3, 4]


def test_what_is_open_counts_as_at_least_so_long() -> None:
    # Of 1, 3 and an open one at 2: one of three ends at 1, then the one still in sight ends at 3.
    curve = kaplan_meier([1, 2, 3], [True, False, True])
    assert curve.lasting == pytest.approx([2 / 3, 0.0])
    assert area(curve) == pytest.approx(1 * 1 + 2 * (2 / 3))


def test_an_end_comes_before_a_loss_from_sight_at_the_same_time() -> None:
    assert kaplan_meier([5, 5], [True, False]).lasting == pytest.approx([0.5])


def test_nothing_has_no_quantile_and_no_mean() -> None:
    for durations, over in (([], []), ([3, 4], [False, False])):
        assert math.isnan(quantile(kaplan_meier(durations, over), 0.5))
        assert math.isnan(mean(kaplan_meier(durations, over)))


def test_a_mean_is_given_as_long_as_no_more_than_one_in_a_hundred_is_open() -> None:
    assert mean(kaplan_meier([10] * 99 + [30], [True] * 99 + [False])) == pytest.approx(0.99 * 10 + 0.01 * 30)
    assert math.isnan(mean(kaplan_meier([10] * 98 + [30] * 2, [True] * 98 + [False] * 2)))


@given(HOURS, st.floats(0.01, 1.0))
def test_with_nothing_open_it_is_the_plain_quantile_and_mean(durations: list[int], share: float) -> None:
    curve = kaplan_meier(durations, [True] * len(durations))
    place = max(1, math.ceil(share * len(durations) - 1e-9))
    assert quantile(curve, share) == sorted(durations)[place - 1]
    assert area(curve) == pytest.approx(np.mean(durations))


@given(HOURS, st.data())
def test_leaving_something_open_never_makes_it_look_shorter(durations: list[int], data: st.DataObject) -> None:
    over = data.draw(st.lists(st.booleans(), min_size=len(durations), max_size=len(durations)))
    closed = kaplan_meier(durations, [True] * len(durations))
    curve = kaplan_meier(durations, over)
    assert area(curve) >= area(closed) - 1e-9
    found = quantile(curve, 0.5)
    assert math.isnan(found) or found >= quantile(closed, 0.5)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=40))
def test_the_curve_and_its_quantiles_are_those_of_the_definition(drawn: list[tuple[int, int]]) -> None:
    rows = [(duration, number > 0) for duration, number in drawn]  # one in four is open
    lasting, by_definition = 1.0, {}
    for time in sorted({duration for duration, over in rows if over}):
        at_risk = sum(duration >= time for duration, _ in rows)
        lasting *= 1.0 - sum(over and duration == time for duration, over in rows) / at_risk
        by_definition[float(time)] = lasting
    curve = kaplan_meier(*zip(*rows, strict=True))
    assert dict(zip(curve.times.tolist(), curve.lasting.tolist(), strict=True)) == by_definition
    assert curve.longest == max(duration for duration, _ in rows)
    for share in (step / 20 for step in range(21)):
        reached = [time for time, left in by_definition.items() if left <= 1.0 - share + TOLERANCE]
        assert quantile(curve, share) == pytest.approx(reached[0] if reached else math.nan, abs=0, nan_ok=True)


def test_a_share_that_is_no_round_number_in_binary_is_not_rounded_up() -> None:
    # 0.55 of 100 is 55.00000000000001 to a computer.
    assert quantile(kaplan_meier(range(1, 101), [True] * 100), 0.55) == 55
