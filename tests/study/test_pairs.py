"""Means, intervals and paired differences. Catches statistics that look right and are not: a quantile that is off in
the tail, a pair of which only one side is left out, a sum that depends on the order of the replications.
"""

from __future__ import annotations

from math import isnan, nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.study.pairs import difference, estimate, t_quantile


def test_the_interval_of_four_years_is_that_of_the_textbook() -> None:
    found = estimate([1.0, 2.0, 3.0, 4.0])
    half = 3.182446305284263 * sqrt(5.0 / 3.0 / 4.0)  # t of 3 degrees of freedom, variance 5/3
    assert (found.n, found.mean) == (4, 2.5)
    assert (found.low, found.high) == pytest.approx((2.5 - half, 2.5 + half), abs=1e-12)


def test_a_pair_is_left_out_on_both_sides_and_n_says_so() -> None:
    found = difference([5.0, nan, 7.0, 9.0], [4.0, 1.0, nan, 6.0])
    assert (found.n, found.mean) == (2, 2.0)


def test_the_same_luck_cancels_in_pairs_and_not_in_means() -> None:
    years = [10.0, 20.0, 30.0, 40.0]
    better = [year - 1.0 for year in years]
    assert (difference(better, years).low, difference(better, years).high) == (-1.0, -1.0)
    assert estimate(better).high > estimate(years).low


@pytest.mark.parametrize(("values", "n", "mean"), [([], 0, nan), ([nan], 0, nan), ([3.0], 1, 3.0)])
def test_too_few_years_have_no_interval(values: list[float], n: int, mean: float) -> None:
    found = estimate(values)
    assert found.n == n
    assert found.mean == mean or isnan(mean)
    assert isnan(found.low)
    assert isnan(found.high)
    assert not found.excludes_zero


@pytest.mark.parametrize(
    ("values", "apart"),
    [([1.0, 1.0, 1.0], True), ([-2.0, -2.1, -1.9], True), ([-1.0, 1.0, 0.0], False), ([0.0, 0.0], False)],
)
def test_an_interval_tells_whether_it_leaves_zero_out(values: list[float], apart: bool) -> None:
    assert estimate(values).excludes_zero is apart


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 8, 29, 30, 99, 1000])
@pytest.mark.parametrize("probability", [0.001, 0.025, 0.3, 0.5, 0.75, 0.9, 0.975, 0.995, 0.9999])
def test_quantiles_are_those_of_scipy(probability: float, freedom: int) -> None:
    assert t_quantile(probability, freedom) == pytest.approx(stats.t.ppf(probability, freedom), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("probability", "freedom"), [(0.0, 3), (1.0, 3), (0.9, 0)])
def test_a_quantile_that_does_not_exist_is_refused(probability: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="expected a probability"):
        t_quantile(probability, freedom)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30), st.randoms())
def test_the_order_of_the_replications_does_not_matter(values: list[float], luck: object) -> None:
    mixed = list(values)
    luck.shuffle(mixed)  # type: ignore[attr-defined]
    assert estimate(mixed) == estimate(values)
