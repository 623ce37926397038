"""Comparisons of all structures at all points. Catches a difference that is not paired, a claim that ignores how many
claims were made, a p-value that is not Student's, a family that is not the one that was asked for.
"""

from __future__ import annotations

from math import isnan, nan

import pytest
from scipy import stats
from study.analysis.landscapes import SIZE, luck, study

from sim.errors import InputProblems
from sim.study.analysis.comparisons import comparisons, holm, p_value
from sim.study.analysis.experiment import experiment_of
from sim.study.analysis.landscape import landscape

FACTORS = {"staffing.seats": {**SIZE, "values": [12, 24, 48]}}
MEANS = {"north": 4.0, "south": 5.0, "east": 5.1, "west": 9.0}


def delay(structure: str, point: dict[str, int], replication: int) -> float:
    own = 0.3 * luck(replication, point["staffing.seats"] + len(structure))
    return MEANS[structure] + 3.0 * luck(replication) + own


def test_differences_are_taken_within_each_replication() -> None:
    table = comparisons(study(delay, FACTORS, replications=8))
    row = table[(table["point"] == 0) & (table["structure"] == "north") & (table["other"] == "west")].iloc[0]
    gaps = [delay("north", {"staffing.seats": 12}, r) - delay("west", {"staffing.seats": 12}, r) for r in range(8)]
    assert row["mean"] == pytest.approx(sum(gaps) / 8)
    assert row["p"] == pytest.approx(stats.ttest_1samp(gaps, 0.0).pvalue, rel=1e-6)
    assert row["high"] - row["low"] < 1.0  # the common luck of three days either way has dropped out


def test_intervals_of_a_family_hold_together_and_widen_with_it() -> None:
    frame = study(delay, FACTORS, replications=8)
    at_point, at_all, to_one = (
        comparisons(frame, family=family, baseline=baseline)
        for family, baseline in (("point", ""), ("study", ""), ("point", "north"))
    )
    assert (set(at_point["family"]), set(at_all["family"]), set(to_one["family"])) == ({6}, {18}, {3})
    gaps = [delay("north", {"staffing.seats": 24}, r) - delay("south", {"staffing.seats": 24}, r) for r in range(8)]
    for table, claims in ((at_point, 6), (at_all, 18)):
        row = table[(table["point"] == 1) & (table["structure"] == "north") & (table["other"] == "south")].iloc[0]
        half = stats.t.ppf(1.0 - 0.025 / claims, 7) * stats.sem(gaps)
        assert row["high"] - row["mean"] == pytest.approx(half)
    assert set(to_one["other"]) == {"north"}


def test_p_values_are_adjusted_step_by_step() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    adjusted = holm([0.02, nan])
    assert adjusted[0] == pytest.approx(0.04)
    assert isnan(adjusted[1])


def test_a_p_value_of_no_spread_is_certain_and_of_one_year_unknown() -> None:
    assert p_value([0.0, 0.0, 0.0]) == 1.0
    assert p_value([0.5, 0.5, 0.5]) == 0.0
    assert isnan(p_value([1.0, nan]))


def test_a_year_that_is_undefined_on_one_side_is_left_out_of_that_pair_only() -> None:
    def sometimes(structure: str, point: dict[str, int], replication: int) -> float:
        return nan if structure == "west" and replication == 0 else delay(structure, point, replication)

    table = comparisons(study(sometimes, FACTORS, replications=8))
    assert set(table[table["other"] == "west"]["n"]) == {7}
    assert set(table[(table["structure"] == "north") & (table["other"] == "south")]["n"]) == {8}


def test_other_measures_go_by_their_own_direction_and_unknown_ones_are_refused() -> None:
    frame = study(delay, FACTORS)
    frame["on_time_share"] = frame["decision_delay"]
    assert landscape(frame, "on_time_share").direction == 1
    assert set(comparisons(frame, ["decision_delay", "on_time_share"])["measure"]) == {
        "decision_delay",
        "on_time_share",
    }
    with pytest.raises(InputProblems, match='no such column; did you mean "decision_delay"'):
        comparisons(frame, ["decision_delays"])
    with pytest.raises(InputProblems, match='no structure "nord"; did you mean "north"'):
        comparisons(frame, baseline="nord")


def test_a_table_that_does_not_say_what_was_studied_is_refused() -> None:
    frame = study(delay, FACTORS)
    broken = frame.copy()
    broken.attrs = {}
    with pytest.raises(InputProblems, match="does not say what was studied"):
        experiment_of(broken)
    broken.attrs = {"experiment": {**frame.attrs["experiment"], "criterion": {"measure": "x", "direction": "lowest"}}}
    with pytest.raises(InputProblems, match='expected "lower" or "higher"; did you mean "lower"'):
        experiment_of(broken)


def test_the_order_of_the_rows_does_not_matter() -> None:
    frame = study(delay, FACTORS)
    mixed = frame.sample(frac=1.0, random_state=3)
    assert comparisons(mixed).equals(comparisons(frame))
