"""Catches a wrong formula: closed forms against golden numbers, against each other, and against brute force.

A case that compares the simulator with a wrong formula is worse than none. So every closed form is met in two ways: by
numbers worked out apart from this code, and by a limit, an identity or an enumeration that knows nothing of it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import pytest

from sim.study.known import approvals, coordination, duplication, grouping, queues, routes

# -- queues -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("servers", "load", "time"),
    [(2, 0.8, 2.77778), (3, 0.8, 2.07865), (4, 0.5, 1.08696), (4, 0.8, 1.74554), (4, 0.9, 2.96938), (8, 0.9, 1.87692)],
)
def test_a_team_takes_as_long_as_the_tables_say(servers: int, load: float, time: float) -> None:
    assert queues.team_time(servers, load) == pytest.approx(time, abs=6e-6)


@pytest.mark.parametrize(("servers", "offered"), [(1, 0.5), (3, 2.1), (7, 6.5)])
def test_erlang_c_is_the_share_of_states_in_which_all_are_busy(servers: int, offered: float) -> None:
    states = [1.0]
    for jobs in range(1, 2000):
        states.append(states[-1] * offered / min(jobs, servers))
    assert queues.erlang_c(servers, offered) == pytest.approx(sum(states[servers:]) / sum(states), rel=1e-9)


def test_the_wait_grows_with_the_square_of_the_variation() -> None:
    assert queues.general_wait(0.8, 1.0) == pytest.approx(queues.team_wait(1, 0.8)) == pytest.approx(4.0)
    assert queues.general_wait(0.8, 0.0) == pytest.approx(2.0)
    assert queues.general_wait(0.5, 2.0) == pytest.approx(2.5)


@pytest.mark.parametrize(("load", "threshold"), [(0.5, 1.2174), (0.7, 2.6348), (0.8, 4.3393), (0.9, 9.3742)])
def test_the_handover_threshold(load: float, threshold: float) -> None:
    assert queues.handover_threshold(4, 4, load) == pytest.approx(threshold, abs=6e-5)


@pytest.mark.parametrize(("load", "both"), [(0.3, 2.0893), (0.5, 2.875), (0.7, 4.7083), (0.8, 7.0)])
def test_two_signatures_cost_less_side_by_side_than_in_turn(load: float, both: float) -> None:
    assert queues.both_sign_time(load) == pytest.approx(both, abs=6e-5)
    assert queues.team_time(1, load) < queues.both_sign_time(load) < queues.signs_in_turn_time(2, load)


def test_two_idle_bosses_take_as_long_as_the_slower_of_two_works() -> None:
    assert queues.both_sign_time(0.0) == pytest.approx(1.5)  # mean of the larger of two exponentials


def test_rework() -> None:
    assert queues.rework_multiplier(0.4, 0.5) == pytest.approx(1.25)
    assert queues.feedback_time(0.6, 0.4, 0.5) == pytest.approx(5.0)
    assert queues.feedback_time(0.6, 0.0, 0.5) == pytest.approx(queues.team_time(1, 0.6)) == pytest.approx(2.5)
    rounds = sum((0.3 * 0.9) ** n * 0.3 * (0.5 * 0.6 + 0.4 * 0.25) for n in range(200))
    assert queues.correction_multiplier(0.3, 0.5, 0.4, 0.6, 0.25) == pytest.approx(1.0 + rounds)


@pytest.mark.parametrize(("law", "squared"), [("fifo", 40.0), ("random", 66.6667), ("lifo", 200.0)])
def test_the_law_of_attention_moves_the_second_moment(law: str, squared: float) -> None:
    assert queues.wait_squared(0.8, law) == pytest.approx(squared, abs=1e-4)


@pytest.mark.parametrize(
    ("load", "patience", "share"),
    [(0.8, 1, 0.2752), (0.8, 2, 0.1878), (0.9, 4, 0.1320), (1.0, 2, 0.25), (1.2, 2, 0.3118)],
)
def test_delegation_by_default(load: float, patience: float, share: float) -> None:
    assert queues.default_share(load, patience) == pytest.approx(share, abs=6e-5)


def test_delegation_by_default_in_its_limits() -> None:
    assert queues.default_share(1.0 + 1e-7, 2.0) == pytest.approx(queues.default_share(1.0, 2.0), rel=1e-5)
    assert queues.default_share(0.7, 0.0) == pytest.approx(0.7 / 1.7)  # nobody waits: the loss formula of one server
    assert queues.default_share(2.0, 500.0) == pytest.approx(0.5)  # half of a double load is left over


def test_a_queue_without_a_long_run_is_refused() -> None:
    with pytest.raises(ValueError, match="below 1"):
        queues.team_time(4, 1.0)


# -- approvals ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p", "n", "needed", "passing"),
    [
        *((0.8, 2, k, q) for k, q in ((2, 0.64), (1, 0.96))),
        *((0.3, 2, k, q) for k, q in ((2, 0.09), (1, 0.51))),
        *((0.9, 2, k, q) for k, q in ((2, 0.81), (1, 0.99))),
        *((0.2, 2, k, q) for k, q in ((2, 0.04), (1, 0.36))),
        *((0.8, 3, k, q) for k, q in ((1, 0.992), (2, 0.896), (3, 0.512))),
        *((0.3, 3, k, q) for k, q in ((1, 0.657), (2, 0.216), (3, 0.027))),
        *((0.9, 3, k, q) for k, q in ((1, 0.999), (2, 0.972), (3, 0.729))),
        *((0.2, 3, k, q) for k, q in ((1, 0.488), (2, 0.104), (3, 0.008))),
    ],
)
def test_acceptance(p: float, n: int, needed: int, passing: float) -> None:
    assert approvals.acceptance(n, needed, p) == pytest.approx(passing, abs=1e-9)


@pytest.mark.parametrize(("n", "needed"), [(1, 1), (2, 1), (2, 2), (3, 2), (5, 3), (5, 5), (6, 1)])
def test_acceptance_and_reviews_by_going_through_all_answers(n: int, needed: int) -> None:
    p = Fraction(3, 10)
    passing = asked = Fraction(0)
    for answers in product((True, False), repeat=n):
        weight = Fraction(1)
        for yes in answers:
            weight *= p if yes else 1 - p
        looks = next(m for m in range(n + 1) if sum(answers[:m]) >= needed or m - sum(answers[:m]) > n - needed)
        passing += weight * (sum(answers) >= needed)
        asked += weight * looks
    assert approvals.acceptance(n, needed, 0.3) == pytest.approx(float(passing))
    assert approvals.reviews(n, needed, 0.3) == pytest.approx(float(asked))


def test_reviews_of_hierarchy_and_polyarchy() -> None:
    assert approvals.reviews(3, 3, 0.8) == pytest.approx((1 - 0.8**3) / 0.2)
    assert approvals.reviews(3, 1, 0.8) == pytest.approx((1 - 0.2**3) / 0.8)


# -- decisions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("central", "delay"), [(0.0, 1.25), (0.25, 1.1949), (0.5, 1.3889), (0.75, 2.1382), (1.0, 5.0)])
def test_centralisation(central: float, delay: float) -> None:
    assert coordination.central_delay(4, 0.2, central) == pytest.approx(delay, abs=6e-5)


@pytest.mark.parametrize(("teams", "rate"), [(4, 0.2), (2, 0.4), (9, 0.05)])
def test_the_best_centralisation_is_least_among_its_neighbours(teams: int, rate: float) -> None:
    best = coordination.best_centralisation(teams, rate)
    least = coordination.central_delay(teams, rate, best)
    assert least == pytest.approx(1.0 / (1.0 - teams * rate / (teams + 1)))
    assert all(coordination.central_delay(teams, rate, best + step) > least for step in (-0.02, -1e-3, 1e-3, 0.02))


def test_levels_and_bosses() -> None:
    assert coordination.level_delay((0.5, 0.4), (1.0, 0.25)) == pytest.approx(2.0 + 0.25 / 0.6)
    assert coordination.boss_delay(6, 2.0, 0.25, 0.25) == pytest.approx(1.0)
    assert coordination.boss_delay(7, 2.0, 0.25, 0.25) == pytest.approx(2.0)
    with pytest.raises(ValueError, match="below 1"):
        coordination.boss_delay(8, 2.0, 0.25, 0.25)


# -- routes -------------------------------------------------------------------------------------------------------

STAR, TREE = routes.star(30), routes.tree(5, 3)


def test_who_works_on_how_many_messages() -> None:
    assert (len(STAR), len(TREE)) == (31, 31)
    assert sorted(set(routes.burdens(STAR))) == [30, 900]
    assert sorted(set(routes.burdens(TREE))) == [30, 300, 750]
    assert sum(routes.burdens(STAR)) / 930 == pytest.approx(1.9355, abs=6e-5)
    assert sum(routes.burdens(TREE)) / 930 == pytest.approx(3.2258, abs=6e-5)
    assert routes.path(TREE, 6, 12) == (6, 1, 0, 2)
    assert routes.path(TREE, 1, 6) == (1,)
    assert routes.path(TREE, 6, 0) == (6, 1)


def test_collapse_and_delivery() -> None:
    assert routes.collapse_rate(STAR) == pytest.approx(0.03333, abs=6e-6)
    assert routes.collapse_rate(TREE) == pytest.approx(0.04)
    golden = {0.01: (2.3600, 3.6820), 0.02: (3.4068, 4.4519), 0.025: (4.8635, 5.1282), 0.03: (10.675, 6.3613)}
    for rate, (star, tree) in golden.items():
        assert routes.delivery_time(STAR, rate) == pytest.approx(star, rel=2e-5)
        assert routes.delivery_time(TREE, rate) == pytest.approx(tree, rel=2e-5)
    assert routes.crossing_rate(STAR, TREE) == pytest.approx(0.025794, abs=6e-7)


def test_without_load_a_message_takes_as_long_as_it_has_hops() -> None:
    assert routes.delivery_time(TREE, 1e-9) == pytest.approx(sum(routes.burdens(TREE)) / 930)


# -- duplication --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "s", "share"), [(4, 0.5, 0.53125), (4, 0.25, 0.31641), (3, 0.3, 0.27), (4, 1.0, 0.75)])
def test_share_of_duplicates_without_sight(n: int, s: float, share: float) -> None:
    assert duplication.shared_asset_share(n, s) == pytest.approx(share, abs=6e-6)
    made = sum(k * comb(n, k) * s**k * (1 - s) ** (n - k) for k in range(n + 1))
    twice = sum((k - 1) * comb(n, k) * s**k * (1 - s) ** (n - k) for k in range(1, n + 1))
    assert duplication.shared_asset_share(n, s) == pytest.approx(twice / made)


@pytest.mark.parametrize(
    ("p", "delay", "twice", "both", "waited"),
    [
        (0.3, 0.05259, 0.06440, 0.17647, 0.96078),
        (0.5, 0.01935, 0.12903, 0.33333, 0.33333),
        (0.7, 0.00588, 0.21328, 0.53846, 0.09890),
    ],
)
def test_duplication_against_delay(p: float, delay: float, twice: float, both: float, waited: float) -> None:
    assert duplication.delay_loss(p, 0.9, 0.4) == pytest.approx(delay, abs=6e-6)
    assert duplication.duplication_loss(p, 0.9, 0.4) == pytest.approx(twice, abs=6e-6)
    assert duplication.both_start(p) == pytest.approx(both, abs=6e-6)
    assert duplication.periods_waited(p) == pytest.approx(waited, abs=6e-6)


def test_both_losses_by_adding_up_the_periods() -> None:
    p, d, cost = 0.3, 0.9, 0.4
    first = [((1 - p) ** 2) ** t for t in range(2000)]
    began = sum(q * (1 - (1 - p) ** 2) * d**t for t, q in enumerate(first))
    assert duplication.delay_loss(p, d, cost) == pytest.approx((1 - began) * (1 - cost))
    assert duplication.duplication_loss(p, d, cost) == pytest.approx(
        sum(q * p * p * d**t * cost for t, q in enumerate(first))
    )


# -- grouping -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p", "r", "s", "c", "chief", "below", "above"),
    [
        (0.8, 0.3, 5, 0.20, 0.8489, grouping.CHIEF, grouping.BOTH),
        (0.8, 0.3, 5, 0.35, 1.4856, grouping.CHIEF, grouping.BOTH),
        (0.8, 0.3, 5, 0.35, 3.2639, grouping.BOTH, grouping.BY_PRODUCT),
        (0.8, 0.3, 5, 0.50, 1.8880, grouping.CHIEF, grouping.BY_PRODUCT),
        (0.8, 0.3, 5, 0.90, 2.4880, grouping.CHIEF, grouping.NOBODY),
        (0.5, 0.4, 20, 0.60, 2.4000, grouping.CHIEF, grouping.CALLED_BY_PRODUCT),
        (0.5, 0.4, 20, 0.60, 2.6667, grouping.CALLED_BY_PRODUCT, grouping.CALLED_BY_ACTIVITY),
        (0.5, 0.4, 20, 0.60, 3.0000, grouping.CALLED_BY_ACTIVITY, grouping.BOTH),
        (0.5, 0.4, 20, 0.60, 5.0000, grouping.BOTH, grouping.NOBODY),
    ],
)
def test_which_grouping_is_best_on_either_side_of_a_boundary(
    p: float, r: float, s: float, c: float, chief: float, below: str, above: str
) -> None:
    assert grouping.best(p, r, s, c, chief - 2e-4) == below
    assert grouping.best(p, r, s, c, chief + 2e-4) == above
