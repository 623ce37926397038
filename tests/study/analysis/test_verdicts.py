"""Who wins at a place. Catches a winner where the interval holds zero, a saturated year counted as won, an infeasible
structure that contends, a mean over points that tears pairs apart.
"""

from __future__ import annotations

from math import nan

import pytest
from study.analysis.landscapes import SIZE, TURBULENCE, luck, study

from sim.errors import InputProblems
from sim.study.analysis.contest import leaders, pair_of
from sim.study.analysis.landscape import landscape
from sim.study.analysis.maps import winners
from sim.study.analysis.verdicts import shared, verdict

ONE = {"staffing.seats": {**SIZE, "values": [12]}}
TWO = {"staffing.seats": {**SIZE, "values": [12, 48]}, "signals.turbulence": {**TURBULENCE, "values": [1, 4]}}


def steady(means: dict[str, float], own: float = 0.2):
    def value(structure: str, point: dict[str, float], replication: int) -> float:
        place = sorted(means).index(structure)
        return means[structure] + 5.0 * luck(replication) + own * luck(replication, 1 + place)

    return value


def test_the_best_has_won_where_it_is_ahead_of_every_rival() -> None:
    land = landscape(study(steady({"a": 4.0, "b": 5.0, "c": 7.0}), ONE, structures="abc"))
    found = verdict(land, [0])
    assert (found.best, found.rival, found.decided, found.level, found.n) == ("a", "b", True, (), 10)
    assert found.lead.mean == pytest.approx(1.0, abs=0.3)


def test_higher_is_better_where_it_was_declared() -> None:
    frame = study(steady({"a": 4.0, "b": 5.0}), ONE, structures="ab", direction="higher")
    found = verdict(landscape(frame), [0])
    assert (found.best, found.decided) == ("b", True)
    assert found.lead.low > 0.0


def test_who_cannot_be_told_apart_from_the_best_is_level_with_it() -> None:
    land = landscape(study(steady({"a": 4.0, "b": 4.01, "c": 7.0}, own=1.0), ONE, structures="abc"))
    found = verdict(land, [0])
    assert not found.decided
    assert {found.best, *found.level} == {"a", "b"}


def test_the_same_numbers_and_a_single_year_decide_nothing() -> None:
    assert not verdict(landscape(study(steady({"a": 4.0, "b": 4.0}, own=0.0), ONE, structures="ab")), [0]).decided
    frame = study(steady({"a": 4.0, "b": 5.0}), ONE, structures="ab", replications=1)
    assert not verdict(landscape(frame), [0]).decided


def test_a_structure_that_is_saturated_in_most_years_has_lost_whatever_its_mean() -> None:
    def lost(structure: str, point: dict[str, float], replication: int) -> bool:
        return structure == "a" and replication < 6

    frame = study(steady({"a": 1.0, "b": 5.0, "c": 7.0}), ONE, structures="abc", lost=lost)
    found = verdict(landscape(frame), [0])
    assert (found.best, found.overloaded, found.decided) == ("b", ("a",), True)
    half = study(steady({"a": 1.0, "b": 5.0}), ONE, structures="ab", lost=lambda name, _, r: name == "a" and r < 5)
    assert verdict(landscape(half), [0]).best == "a"


def test_the_infeasible_the_failed_and_the_undefined_do_not_contend() -> None:
    def status(structure: str, point: dict[str, float], replication: int) -> str:
        return {"a": "infeasible", "b": "failed"}.get(structure, "ok")

    frame = study(lambda name, p, r: nan if name == "c" else 5.0 + luck(r), ONE, structures="abcd", status=status)
    found = verdict(landscape(frame), [0])
    assert (found.infeasible, found.failed, found.undefined) == (("a",), ("b",), ("c",))
    assert (found.best, found.rival, found.decided) == ("d", "", True)


def test_one_row_without_a_replication_is_enough_to_say_that_a_structure_is_infeasible() -> None:
    frame = study(steady({"a": 4.0, "b": 5.0}), ONE, structures="ab")
    experiment = frame.attrs["experiment"]
    short = frame[(frame["structure"] == "b") | (frame["replication"] == 0)].copy()
    short.loc[short["structure"] == "a", ["status", "replication", "decision_delay"]] = ["infeasible", -1, nan]
    short.attrs["experiment"] = experiment
    found = verdict(landscape(short), [0])
    assert (found.best, found.infeasible, found.n) == ("b", ("a",), 10)


def test_where_everybody_is_overloaded_nobody_wins() -> None:
    frame = study(steady({"a": 1.0, "b": 5.0}), ONE, structures="ab", lost=lambda *_: True)
    found = verdict(landscape(frame), [0])
    assert (found.best, found.decided, found.overloaded) == ("", False, ("a", "b"))


def test_a_place_of_several_points_is_judged_by_means_within_replications() -> None:
    def value(structure: str, point: dict[str, float], replication: int) -> float:
        common = (point["signals.turbulence"] - 2.5) * 10.0 * luck(replication)
        return (4.0 if structure == "a" else 4.5) + common

    frame = study(value, TWO, structures="ab")
    table = winners(frame, ["staffing.seats"])
    assert list(table["points"]) == [1, 1, 1, 1]  # the second factor goes up the map where one only was asked for
    land = landscape(frame)
    found = verdict(land, [0, 1])
    assert (found.best, found.decided) == ("a", True)
    assert found.lead.high - found.lead.low == pytest.approx(0.0, abs=1e-9)


def test_factors_beyond_two_are_averaged_and_named() -> None:
    third = {**TWO, "volume": {"label": "work", "values": [0.5, 1.0]}}
    table = winners(study(steady({"a": 4.0, "b": 5.0}), third, structures="ab"))
    assert (table.attrs["x"], table.attrs["y"], table.attrs["averaged"]) == (
        "staffing.seats",
        "signals.turbulence",
        ["volume"],
    )
    assert list(table["points"]) == [2, 2, 2, 2]


def test_a_map_needs_a_factor_that_is_known_and_varies_and_structures_that_met() -> None:
    value = steady({"a": 4.0, "b": 5.0})
    with pytest.raises(InputProblems, match="no factor varies"):
        winners(study(value, ONE, structures="ab"))
    with pytest.raises(InputProblems, match=r'no factor of the study; did you mean "staffing.seats"'):
        winners(study(value, TWO, structures="ab"), ["staffing.seat"])
    with pytest.raises(InputProblems, match="under one structure only"):
        winners(study(value, TWO, structures="ab", only=lambda number: "ab"[number % 2]))


def test_leaders_are_those_that_are_best_at_most_points() -> None:
    def value(structure: str, point: dict[str, float], replication: int) -> float:
        best = {12: "c", 48: "a"}[int(point["staffing.seats"])]
        return (1.0 if structure == best else {"a": 3.0, "b": 2.0, "c": 4.0}[structure]) + luck(replication)

    land = landscape(study(value, TWO, structures="abc"))
    assert leaders(land)[:2] == ["a", "c"]
    assert pair_of(land) == ("a", "c")
    with pytest.raises(InputProblems, match='no structure "d"'):
        pair_of(land, ["a", "d"])
    with pytest.raises(InputProblems, match="two different"):
        pair_of(land, ["a", "a"])


def test_the_coverage_of_one_claim_pays_for_the_others() -> None:
    assert shared(0.95, 6) == pytest.approx(1 - 0.05 / 6)
    assert shared(0.95, 0) == pytest.approx(0.95)
