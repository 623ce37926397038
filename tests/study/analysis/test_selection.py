"""Choosing the best and planning for it. Catches a constant that is not the published one, a procedure that is right
less often than it promises, a plan that stops too early, a chance of being best that no resample supports.
"""

from __future__ import annotations

from math import ceil, nan, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from scipy import integrate, stats
from study.analysis.landscapes import SIZE, luck, study

from sim.errors import InputProblems
from sim.randomness import key, uniforms_at
from sim.study.analysis.chances import chances, chances_of_best
from sim.study.analysis.precision import precision, replications_needed
from sim.study.analysis.resampling import Resampling, limits, picks
from sim.study.analysis.rinott import rinott_constant, rinott_needed
from sim.study.analysis.selection import select, selections

ONE = {"staffing.seats": {**SIZE, "values": [12]}}


def normals(experiment: int, contenders: int, n: int) -> np.ndarray:
    """Standard normal numbers, contenders x n, by address."""
    rows, columns = np.arange(contenders)[:, None], np.arange(n)[None, :]
    return stats.norm.ppf(uniforms_at(key(11, experiment, 901), rows, columns))


@pytest.mark.parametrize(("pilot", "constant"), [(10, 3.476), (20, 3.203), (30, 3.129)])
def test_the_constant_of_rinott_for_four_contenders(pilot: int, constant: float) -> None:
    assert rinott_constant(4, pilot, 0.95) == pytest.approx(constant, abs=0.0006)


def test_the_constant_of_rinott_against_adaptive_quadrature() -> None:
    freedom, h = 9, rinott_constant(3, 10, 0.9)

    def inner(y: float) -> float:
        def weighted(x: float) -> float:
            return NormalDist().cdf(h / sqrt(freedom * (1 / x + 1 / y))) * stats.chi2.pdf(x, freedom)

        return integrate.quad(weighted, 0, 60, epsabs=1e-8)[0]

    right = integrate.quad(lambda y: inner(y) ** 2 * stats.chi2.pdf(y, freedom), 0, 60, epsabs=1e-7)[0]
    assert right == pytest.approx(0.9, abs=1e-5)


def test_with_many_years_rinott_knows_the_variance() -> None:
    assert rinott_constant(2, 2000, 0.95) == pytest.approx(sqrt(2.0) * NormalDist().inv_cdf(0.95), abs=0.003)
    assert rinott_needed(2.0, 1.0, 4, 20) == ceil((rinott_constant(4, 20) * 2.0) ** 2)
    assert rinott_needed(0.01, 1.0, 4, 20) == 20
    with pytest.raises(ValueError, match="two contenders"):
        rinott_constant(1, 10)


def test_kim_and_nelson_stop_at_the_latest_where_their_formula_says() -> None:
    values = np.stack([np.zeros(12), np.tile([-1.0, 1.0], 6)])
    eta = 0.5 * ((2 * 0.05 / 1) ** (-2 / 9) - 1)
    variance = values[1, :10].var(ddof=1)
    assert select(values, 0.5).at_most == int(2 * eta * 9 * variance / 0.25) + 1


def test_kim_and_nelson_keep_their_promise_with_common_luck() -> None:
    right = used = 0
    for experiment in range(200):
        luck_of_all = 3.0 * normals(experiment, 1, 400)
        means = np.array([[0.0], [0.0], [0.5]])  # the least favourable case: ahead by the indifference exactly
        found = select(means + luck_of_all + normals(1000 + experiment, 3, 400), 0.5)
        assert found.made
        right += found.best == 2
        used += found.used
    assert right >= 186  # of 200; at 95 % one in a thousand experiments would show fewer
    assert used / 200 < 150  # and the common luck, nine times the own variance, costs no years


def test_a_clear_winner_is_found_in_the_pilot_and_a_tie_runs_to_the_end() -> None:
    noise = normals(5, 2, 40)
    assert select(noise + np.array([[9.0], [0.0]]), 0.5) == select((noise + np.array([[9.0], [0.0]]))[:, :10], 0.5)
    tie = select(np.stack([noise[0], noise[0]]), 0.5)
    assert (tie.made, tie.used) == (True, 10)
    short = select(noise, 0.05)
    assert (short.made, short.kept, short.used) == (False, (0, 1), 40)
    assert short.at_most > 40
    with pytest.raises(InputProblems, match="not above 0"):
        select(noise, 0.0)
    with pytest.raises(InputProblems, match="expected a pilot"):
        select(noise[:, :5], 1.0)


def test_selection_over_a_study_leaves_out_who_cannot_contend() -> None:
    def value(structure: str, point: dict[str, int], replication: int) -> float:
        return {"a": 1.0, "b": 3.0, "c": 3.5}[structure] + luck(replication) + 0.3 * luck(replication, ord(structure))

    frame = study(value, ONE, structures="abc", replications=20, lost=lambda name, *_: name == "a")
    row = selections(frame, 0.1).iloc[0]
    assert (row["best"], row["made"], row["kept"], row["missing"]) == ("b", True, "b", 0)


def test_stein_asks_for_the_years_that_the_pilot_implies() -> None:
    pilot = [1.0, 2.0, 3.0, 4.0, 5.0]
    wide = stats.t.ppf(0.975, 4) * sqrt(2.5)
    assert replications_needed(pilot, 0.5) == ceil((wide / 0.5) ** 2)
    assert replications_needed(pilot, 100.0) == 5
    with pytest.raises(InputProblems, match="not above 0"):
        replications_needed(pilot, 0.0)
    with pytest.raises(InputProblems, match="expected 2 or more"):
        replications_needed([1.0, nan], 1.0)


def test_steins_promise_is_kept_where_the_naive_plan_breaks_it() -> None:
    held = naive = 0
    for experiment in range(400):
        years = normals(2000 + experiment, 1, 600)[0]
        n = replications_needed(years[:5].tolist(), 0.5)
        plain = max(5, ceil((1.96 * float(years[:5].std(ddof=1)) / 0.5) ** 2))
        held += abs(years[: min(n, 600)].mean()) <= 0.5
        naive += abs(years[:plain].mean()) <= 0.5
    assert held >= 366  # of 400; 380 expected
    assert naive < held


def test_precision_tells_every_pair_of_a_study_what_it_lacks() -> None:
    frame = study(lambda name, _, r: luck(r) + {"a": 0.0, "b": luck(r, 1)}[name], ONE, structures="ab")
    row = precision(frame, 0.1).iloc[0]
    assert (row["structure"], row["other"], row["n"]) == ("a", "b", 10)
    assert row["missing"] == row["needed"] - 10 > 0
    assert precision(frame, float(row["half_width"])).iloc[0]["missing"] in (0, 1)


def test_chances_of_being_best_are_shares_of_resampled_studies() -> None:
    values = np.array([[1.0, 1.0, 1.0, 9.0], [2.0, 2.0, 2.0, 2.0]])
    shares, n = chances(values, np.zeros((2, 4), dtype=bool), -1, 7, 0, times=4000)
    never = 0.75**4  # the bad year is drawn not at all
    assert shares[0] == pytest.approx(never, abs=0.03)
    assert sum(shares) == pytest.approx(1.0)
    assert n == 4
    assert chances(values, np.zeros((2, 4), dtype=bool), -1, 7, 0, 4000) == (shares, 4)
    other, _ = chances(values, np.zeros((2, 4), dtype=bool), -1, 8, 0, times=4000)
    assert other != shares


def test_ties_are_shared_and_the_overloaded_are_never_best() -> None:
    same = np.ones((2, 3))
    assert chances(same, np.zeros((2, 3), dtype=bool), -1, 7, 0)[0] == [0.5, 0.5]
    lost = np.array([[True] * 3, [False] * 3])
    assert chances(np.array([[1.0] * 3, [5.0] * 3]), lost, -1, 7, 0)[0] == [0.0, 1.0]
    assert chances(same, np.ones((2, 3), dtype=bool), -1, 7, 0)[0] == [0.0, 0.0]
    assert chances(np.full((2, 3), nan), np.zeros((2, 3), dtype=bool), -1, 7, 0)[1] == 0


def test_chances_over_a_study() -> None:
    frame = study(lambda name, _, r: {"a": 0.0, "b": 9.0}[name] + luck(r), ONE, structures="ab")
    assert chances_of_best(frame)["chance"].tolist() == [1.0, 0.0]


def test_resamples_are_addressed() -> None:
    drawn = picks(7, Resampling.CROSSOVER, 3, 50, 6)
    assert drawn.shape == (50, 6)
    assert (drawn.min(), drawn.max()) == (0, 5)
    assert (drawn[:20] == picks(7, Resampling.CROSSOVER, 3, 20, 6)).all()
    assert (drawn != picks(7, Resampling.CROSSOVER, 4, 50, 6)).any()
    assert limits(np.array([nan, 1.0, 2.0, 3.0, np.inf]), 0.0) == (2.0, 3.0)
