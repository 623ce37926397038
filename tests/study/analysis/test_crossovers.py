"""Where one structure overtakes another. Catches a crossing that is not where the line is zero, an interval that does
not hold it, a saturated end taken for a number, a search that stops too early or never.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isnan

import pytest
from study.analysis.landscapes import SIZE, TURBULENCE, luck, study

from sim.errors import InputProblems
from sim.study.analysis.bisection import bisect
from sim.study.analysis.crossovers import crossovers

SIZES = {"staffing.seats": {**SIZE, "values": [10, 20, 30, 40, 50]}}
BOTH = {**SIZES, "signals.turbulence": {**TURBULENCE, "values": [1, 2]}}


def line(at: float, noise: float = 0.0, slope: float = 0.1, again: int = 0):
    """Under a, what is lower below a size and higher above it; b is flat."""

    def value(structure: str, point: dict[str, float], replication: int) -> float:
        place = point["staffing.seats"]
        own = noise * luck(replication, 1000 * again + int(place) + (structure == "b"))
        shift = slope * (place - at * point.get("signals.turbulence", 1.0)) if structure == "a" else 0.0
        return 5.0 + shift + own + 2.0 * luck(replication)

    return value


def test_the_crossing_is_where_the_line_meets_zero() -> None:
    (found,) = crossovers(study(line(23.0), SIZES, structures="ab"), "a", "b", "staffing.seats")
    assert (found.before, found.after, found.left, found.right, found.n) == ("a", "b", 20.0, 30.0, 10)
    assert found.value == pytest.approx(23.0)
    assert (found.low, found.high) == pytest.approx((23.0, 23.0))


def test_its_interval_holds_the_truth_and_comes_from_the_years() -> None:
    held = 0
    for again in range(60):
        frame = study(line(23.0, noise=1.0, again=again), SIZES, structures="ab", replications=30)
        (found,) = crossovers(frame, "a", "b", "staffing.seats")
        held += found.low < 23.0 < found.high
    assert 51 <= held < 60  # 57 expected; an interval that always holds it would be too wide
    assert crossovers(frame, "a", "b", "staffing.seats") == [found]
    (turned,) = crossovers(frame, "b", "a", "staffing.seats")
    assert (turned.before, turned.after, turned.value) == ("a", "b", found.value)


def test_where_better_is_higher_the_order_turns_round() -> None:
    frame = study(line(23.0), SIZES, structures="ab", direction="higher")
    (found,) = crossovers(frame, "a", "b", "staffing.seats")
    assert (found.before, found.after) == ("b", "a")


def test_each_setting_of_the_other_factors_has_its_own_crossing() -> None:
    first, second = crossovers(study(line(18.0), BOTH, structures="ab"), "a", "b", "staffing.seats")
    assert (first.at, second.at) == ({"signals.turbulence": 1}, {"signals.turbulence": 2})
    assert (first.value, second.value) == pytest.approx((18.0, 36.0))


def test_no_flip_is_no_crossing_and_no_number_has_no_between() -> None:
    assert crossovers(study(line(90.0), SIZES, structures="ab"), "a", "b", "staffing.seats") == []
    names = {"rules.kind": {"label": "kind", "values": ["x", "y"]}}
    frame = study(lambda name, p, r: (p["rules.kind"] == "x") == (name == "a"), names, structures="ab")
    assert crossovers(frame, "a", "b", "rules.kind") == []


def test_an_interval_is_open_where_the_years_do_not_close_it() -> None:
    frame = study(line(49.0, noise=3.0), SIZES, structures="ab", replications=6)
    found = crossovers(frame, "a", "b", "staffing.seats")
    assert any(one.high == inf or one.low == -inf for one in found)


def test_where_one_is_overloaded_there_is_a_bracket_and_no_line() -> None:
    frame = study(line(90.0), SIZES, structures="ab", lost=lambda name, p, _: name == "a" and p["staffing.seats"] > 30)
    (found,) = crossovers(frame, "a", "b", "staffing.seats")
    assert (found.before, found.after, found.left, found.right) == ("a", "b", 30.0, 40.0)
    assert isnan(found.value)
    assert (found.low, found.high) == (30.0, 40.0)


def asked(at: float, noise: float):
    """Something to search in, and the questions that were asked of it."""
    log: list[tuple[float, int]] = []

    def evaluate(value: float, replications: int) -> tuple[Sequence[float], Sequence[float]]:
        log.append((value, replications))
        common = [3.0 * luck(r) for r in range(replications)]
        own = [noise * luck(r, 1 + int(1000 * value)) for r in range(replications)]
        return [value - at + c + o for c, o in zip(common, own, strict=True)], common

    return evaluate, log


def test_halving_closes_in_on_the_crossing() -> None:
    evaluate, log = asked(7.3, noise=0.2)
    found = bisect(evaluate, 0.0, 16.0, 1.0)
    assert found.narrow
    assert found.low < 7.3 < found.high
    assert found.high - found.low <= 1.0
    assert found.value == pytest.approx(7.3, abs=0.3)
    assert {n for _, n in log} == {10}  # nothing was in doubt
    assert [look.value for look in found.looks] == [0.0, 16.0, 8.0, 4.0, 6.0, 7.0]


def test_in_doubt_more_years_are_run_and_then_it_stops_with_what_it_knows() -> None:
    evaluate, log = asked(8.01, noise=2.0)
    found = bisect(evaluate, 0.0, 16.0, 0.01, most=80)
    assert (found.found, found.narrow) == (True, False)
    assert found.low < 8.01 < found.high
    assert [n for value, n in log if value == 8.0] == [10, 20, 40, 80]


def test_without_a_flip_nothing_is_found() -> None:
    evaluate, log = asked(99.0, noise=0.1)
    found = bisect(evaluate, 0.0, 16.0, 1.0)
    assert (found.found, found.low, found.high, len(log)) == (False, 0.0, 16.0, 2)


def test_an_empty_search_is_refused() -> None:
    with pytest.raises(InputProblems, match="low < high"):
        bisect(asked(1.0, 0.0)[0], 2.0, 1.0, 0.1)
