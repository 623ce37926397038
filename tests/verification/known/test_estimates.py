"""Catches a judge who can be bribed: an estimate that is off, an interval too narrow, a verdict that a wide one passes.

Controls must take luck out and nothing else; where they are wrong, an error of the engine could hide in them.
"""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest

from sim.study.known.case import Reading
from sim.study.known.estimates import Estimate, estimate, judge, wanted

READING = Reading("time", "h", 10.0, 0.02, lambda sights: (0.0, 1.0))


def sample(rng: np.random.Generator, replications: int) -> tuple[list[tuple[float, float]], list[tuple[float, ...]]]:
    """Totals over counts whose quotient is 3, most of their luck known."""
    known = rng.normal(0.0, 1.0, (replications, 2))
    count = 100.0 + rng.integers(-5, 6, replications)
    total = count * (3.0 + known @ np.array([0.5, -0.2]) + rng.normal(0.0, 0.1, replications))
    return list(zip(total.tolist(), count.tolist(), strict=True)), [tuple(row) for row in known.tolist()]


def test_a_quotient_of_totals_is_no_mean_of_quotients() -> None:
    assert estimate([(10.0, 1.0), (10.0, 4.0)]).mean == pytest.approx(20.0 / 5.0)


def test_the_standard_error_is_that_of_the_mean_where_counts_are_equal() -> None:
    found = estimate([(1.0, 1.0), (2.0, 1.0), (3.0, 1.0), (6.0, 1.0)])
    assert found.mean == 3.0
    assert found.error == pytest.approx(np.std([1, 2, 3, 6], ddof=1) / 2.0)


def test_controls_sharpen_and_do_not_move() -> None:
    rng = np.random.default_rng(5)
    off, sharp, plain = [], [], []
    for _ in range(400):
        parts, controls = sample(rng, 24)
        with_controls = estimate(parts, controls)
        off.append((with_controls.mean - 3.0) / with_controls.error)
        sharp.append(with_controls.error)
        plain.append(estimate(parts).error)
    assert np.mean(sharp) < 0.3 * np.mean(plain)
    assert abs(np.mean(off)) < 4.0 / sqrt(len(off)) * np.std(off)
    assert 0.9 < np.std(off) < 1.25  # the errors claimed are the errors made (Student's t has a little more)


def test_too_few_replications_say_nothing() -> None:
    parts, controls = sample(np.random.default_rng(1), 3)
    assert estimate(parts, controls).error == inf
    assert judge(READING, estimate(parts, controls), 0.0, 1.0) == "not sharp enough"


@pytest.mark.parametrize(
    ("mean", "error", "open_share", "verdict"),
    [
        (10.0, 0.05, 0.0, "holds"),
        (10.19, 0.05, 0.0, "holds"),
        (10.21, 0.05, 0.0, "misses"),
        (9.79, 0.01, 0.0, "misses"),
        (10.0, 0.051, 0.0, "not sharp enough"),  # a wide interval around the truth proves nothing
        (12.0, 3.0, 0.0, "not sharp enough"),
        (10.0, 0.01, 0.01, "cut off"),
    ],
)
def test_verdicts(mean: float, error: float, open_share: float, verdict: str) -> None:
    assert judge(READING, Estimate(mean, error, 40), open_share, 1.0) == verdict


def test_a_tolerance_may_be_absolute_or_nothing_at_all() -> None:
    share = Reading("share", "", 0.02, 0.01, READING.observe, absolute=True)
    assert judge(share, Estimate(0.0299, 0.0025, 40), 0.0, 1.0) == "holds"
    assert judge(share, Estimate(0.0301, 0.0025, 40), 0.0, 1.0) == "misses"
    exact = Reading("hours off", "h", 0.0, 0.0, READING.observe, absolute=True)
    assert judge(exact, Estimate(0.0, 0.0, 1), 0.0, 1.0) == "holds"
    assert judge(exact, Estimate(1.0 / 3600.0, 0.0, 1), 0.0, 1.0) == "misses"


def test_twice_as_wide_is_twice_as_wide_for_both() -> None:
    assert judge(READING, Estimate(10.39, 0.1, 40), 0.0, 2.0) == "holds"
    assert judge(READING, Estimate(10.41, 0.1, 40), 0.0, 2.0) == "misses"


def test_how_many_more_are_wanted() -> None:
    assert wanted(READING, Estimate(10.0, 0.05, 40), 1.0) == 40
    assert wanted(READING, Estimate(10.0, 0.1, 40), 1.0) == 176  # four times as many, and a tenth in reserve
    assert wanted(READING, Estimate(10.0, inf, 3), 1.0) == 6
