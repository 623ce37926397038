"""What each factor does to a contest. Catches an effect that mixes factors up, a hole in the grid that tilts the
others, an interval that is not over paired replications, a drawn design treated as if its points were chosen.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from study.analysis.landscapes import SIZE, TURBULENCE, luck, study

from sim.errors import InputProblems
from sim.study.analysis.effects import effects

GRID = {
    "staffing.seats": {**SIZE, "values": [10, 20, 40]},
    "signals.turbulence": {**TURBULENCE, "values": [1, 5]},
    "rules.kind": {"label": "kind", "kind": "lever", "values": ["soft", "hard"]},
}


def value(structure: str, point: dict[str, float], replication: int) -> float:
    """Difference of a and b: size moves it by 3, turbulence by -1, the kind by 0; luck is common to all points."""
    if structure == "b":
        return 10.0 + 4.0 * luck(replication)
    seats = (point["staffing.seats"] - 10) / 10
    own = 0.5 * luck(replication, 1) * seats
    return 10.0 + 4.0 * luck(replication) + seats + own - (point["signals.turbulence"] - 1) / 4


def test_effects_of_a_grid_are_differences_of_means() -> None:
    table = effects(study(value, GRID, structures="ab", replications=12))
    assert list(table["factor"]) == ["staffing.seats", "signals.turbulence", "rules.kind"]
    rows = table.set_index("factor")
    gains = [3.0 + 1.5 * luck(r, 1) for r in range(12)]
    sign = 1.0 if table.attrs["pair"] == ("a", "b") else -1.0
    row = rows.loc["staffing.seats"]
    assert sign * row["effect"] == pytest.approx(np.mean(gains))
    assert row["effect_to"] - row["effect_from"] == pytest.approx(2 * stats.t.ppf(0.975, 11) * stats.sem(gains))
    assert (row["low"], row["high"]) == (10, 40)
    assert row["at_high"] - row["at_low"] == pytest.approx(row["effect"])
    assert sign * rows.loc["signals.turbulence", "effect"] == pytest.approx(-1.0)
    assert rows.loc["rules.kind", "effect"] == pytest.approx(0.0, abs=1e-9)
    assert (rows.loc["rules.kind", "low"], rows.loc["rules.kind", "high"]) == ("soft", "hard")
    assert (table.attrs["n"], table.attrs["points"], table.attrs["left_out"]) == (12, 12, 0)


def test_a_hole_in_the_grid_does_not_tilt_the_other_factors() -> None:
    def lost(structure: str, point: dict[str, float], replication: int) -> bool:
        return structure == "a" and point["staffing.seats"] == 40 and point["signals.turbulence"] == 5

    table = effects(study(value, GRID, structures="ab", lost=lost), ("a", "b")).set_index("factor")
    assert table.attrs["left_out"] == 2
    assert table.loc["signals.turbulence", "effect"] == pytest.approx(-1.0)  # not -1 mixed with the missing size


def test_points_that_were_drawn_are_drawn_again() -> None:
    rng = [(luck(place, 50), luck(place, 51)) for place in range(40)]
    points = [{"x": 5.0 + 5.0 * x, "y": 5.0 + 5.0 * y} for x, y in rng]
    factors = {name: {"label": name, "low": 0.0, "high": 10.0} for name in ("x", "y")}

    def bent(structure: str, point: dict[str, float], replication: int) -> float:
        return 0.0 if structure == "b" else 0.3 * point["x"] + 0.1 * (point["y"] - 5.0) ** 2 + luck(replication)

    drawn = effects(study(bent, factors, points, structures="ab", design="latin_hypercube"), ("a", "b"))
    chosen = effects(study(bent, factors, points, structures="ab", design="points"), ("a", "b"))
    wide, narrow = (table.set_index("factor").loc["x"] for table in (drawn, chosen))
    assert wide["effect"] == pytest.approx(narrow["effect"])
    assert wide["effect_from"] < 0.3 * (wide["high"] - wide["low"]) < wide["effect_to"]
    assert narrow["effect_to"] - narrow["effect_from"] < 0.01 < wide["effect_to"] - wide["effect_from"]


def test_two_structures_that_never_met_have_no_contest() -> None:
    frame = study(value, GRID, structures="ab", lost=lambda name, *_: name == "a")
    with pytest.raises(InputProblems, match="expected one replication, two points and one factor"):
        effects(frame)
