"""Indices of sensitivity. Catches an index that is not the known one, a design read in another order than it was drawn,
a structure that is no factor, an interval that does not hold the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami
from study.analysis.landscapes import study

from sim.errors import InputProblems
from sim.study.analysis.indices import indices
from sim.study.analysis.morris import morris
from sim.study.analysis.sobol import sobol

THREE = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
TWO = {"num_vars": 2, "names": ["x", "structure"], "bounds": [[0.0, 1.0]] * 2}
TRUTH = {"x1": (0.3139, 0.5576), "x2": (0.4424, 0.4424), "x3": (0.0, 0.2437)}
"""First and total indices of the Ishigami function (a = 7, b = 0.1)."""


def ranged(*names: str) -> dict[str, dict[str, Any]]:
    return {name: {"label": name, "kind": "uncertainty", "low": -4.0, "high": 4.0} for name in names}


def design(rows: np.ndarray, outputs: Sequence[float], kind: str, names: Sequence[str] = ("x1", "x2", "x3")):
    """A study with one structure, whose points are the rows and whose criterion is the output."""
    points = [dict(zip(names, map(float, row), strict=True)) for row in rows]
    known = {tuple(point.values()): float(out) for point, out in zip(points, outputs, strict=True)}
    return study(
        lambda _, point, __: known[tuple(point.values())],
        ranged(*names),
        points,
        structures=["a"],
        replications=1,
        design=kind,
    )


def contest(structure: str, x: float) -> float:
    """First index of the structure 3/4, total 1; of x 0 and 1/4."""
    return x if structure == "b" else -x


def sampled(rows: np.ndarray, kind: str) -> pd.DataFrame:
    """A study whose points have one structure each, drawn like every other factor."""
    names = ["a" if row[1] < 0.5 else "b" for row in rows]
    return study(
        lambda name, point, _: contest(name, point["x"]),
        ranged("x"),
        [{"x": float(row[0])} for row in rows],
        structures="ab",
        replications=2,
        only=lambda number: names[number],
        design=kind,
    )


def crossed(rows: np.ndarray, kind: str, names: str = "ab") -> pd.DataFrame:
    """The same with all structures at every point."""
    points = [{"x": float(x)} for x in rows]
    return study(
        lambda name, point, _: contest(name, point["x"]),
        ranged("x"),
        points,
        structures=names,
        replications=2,
        design=kind,
    )


@pytest.mark.parametrize("second_order", [False, True])
def test_sobol_indices_of_a_known_function(second_order: bool) -> None:
    rows = sobol_sample.sample(THREE, 1024, calc_second_order=second_order, seed=3)
    outputs = Ishigami.evaluate(rows)
    found = sobol(design(rows, outputs, "sobol"), times=200).set_index("factor")
    same = salib_sobol.analyze(THREE, outputs, calc_second_order=second_order, seed=3)
    for place, name in enumerate(THREE["names"]):
        first, total = TRUTH[name]
        row = found.loc[name]
        assert row["first"] == pytest.approx(same["S1"][place], abs=1e-6)
        assert row["total"] == pytest.approx(same["ST"][place], abs=1e-6)
        assert row["first_low"] < first < row["first_high"]
        assert row["total_low"] < total < row["total_high"]
        assert row["total_high"] - row["total_low"] == pytest.approx(2 * same["ST_conf"][place], rel=0.35)
    assert list(found.index) == ["x1", "x2", "x3"]
    assert set(found["n"]) == {1024}


def test_the_order_of_factors_is_read_from_the_design_itself() -> None:
    rows = sobol_sample.sample(THREE, 256, calc_second_order=False, seed=3)
    outputs = Ishigami.evaluate(rows)
    straight = sobol(design(rows, outputs, "sobol"), times=5).set_index("factor")
    turned = sobol(design(rows[:, ::-1], outputs, "sobol", ("x3", "x2", "x1")), times=5).set_index("factor")
    pd.testing.assert_series_equal(straight["total"], turned["total"].reindex(straight.index))


def test_the_structure_is_a_factor_whether_it_was_drawn_or_crossed() -> None:
    drawn = sobol(sampled(sobol_sample.sample(TWO, 1024, calc_second_order=False, seed=5), "sobol"), times=100)
    one = {"num_vars": 1, "names": ["x"], "bounds": [[0.0, 1.0]]}
    every = sobol(crossed(sobol_sample.sample(one, 1024, calc_second_order=False, seed=5)[:, 0], "sobol"), times=100)
    for found in (drawn, every):
        table = found.set_index("factor")
        assert table.loc["structure", "first"] == pytest.approx(0.75, abs=0.06)
        assert table.loc["structure", "total"] == pytest.approx(1.0, abs=0.06)
        assert table.loc["x", "first"] == pytest.approx(0.0, abs=0.06)
        assert table.loc["x", "total"] == pytest.approx(0.25, abs=0.03)
        assert list(found["factor"]) == ["structure", "x"]


def test_a_base_row_that_failed_is_left_out_whole() -> None:
    rows = sobol_sample.sample(THREE, 64, calc_second_order=False, seed=3)
    frame = design(rows, Ishigami.evaluate(rows), "sobol")
    frame.loc[frame["point"] == 7, ["status", "decision_delay"]] = ["failed", np.nan]
    found = sobol(frame, times=5)
    assert (set(found["n"]), set(found["rows"])) == ({63}, {64})


def test_points_that_are_no_design_are_refused() -> None:
    rows = sobol_sample.sample(THREE, 16, calc_second_order=False, seed=3)
    frame = design(rows, Ishigami.evaluate(rows), "sobol")
    experiment = frame.attrs["experiment"]
    short = frame[frame["point"] != 3].copy()
    short.attrs["experiment"] = experiment
    with pytest.raises(InputProblems, match="Saltelli"):
        sobol(short)
    with pytest.raises(InputProblems, match="Morris"):
        morris(frame)
    mixed = sampled(sobol_sample.sample(TWO, 4, calc_second_order=False, seed=5), "sobol")
    told = mixed.attrs["experiment"]
    extra = mixed.iloc[:1].assign(structure="b" if mixed["structure"].iloc[0] == "a" else "a")
    mixed = pd.concat([mixed, extra], ignore_index=True)
    mixed.attrs["experiment"] = told
    with pytest.raises(InputProblems, match="one structure and others under several"):
        sobol(mixed)
    with pytest.raises(InputProblems, match='kind "grid" has no indices'):
        indices(sampled(sobol_sample.sample(TWO, 4, calc_second_order=False, seed=5), "grid"))


def test_elementary_effects_of_a_known_function() -> None:
    rows = morris_sample.sample(THREE, 200, seed=1)
    outputs = Ishigami.evaluate(rows)
    found = morris(design(rows, outputs, "morris")).set_index("factor")
    same = salib_morris.analyze(THREE, rows, outputs, seed=2)
    for place, name in enumerate(THREE["names"]):
        assert found.loc[name, "mu_star"] == pytest.approx(same["mu_star"][place])
        assert found.loc[name, "mu"] == pytest.approx(same["mu"][place])
        assert found.loc[name, "sigma"] == pytest.approx(same["sigma"][place])
        half = same["mu_star_conf"][place]
        assert found.loc[name, "high"] - found.loc[name, "low"] == pytest.approx(2 * half, rel=0.35, abs=1e-9)
    assert list(found.index) == ["x2", "x1", "x3"]


def test_the_structure_takes_part_in_elementary_effects() -> None:
    drawn = morris(sampled(morris_sample.sample(TWO, 300, seed=1), "morris")).set_index("factor")
    one = {"num_vars": 1, "names": ["x"], "bounds": [[0.0, 1.0]]}
    every = morris(crossed(morris_sample.sample(one, 100, seed=1)[:, 0], "morris")).set_index("factor")
    for found in (drawn, every):
        assert found.loc["x", "mu_star"] == pytest.approx(1.0)
        assert found.loc["x", "mu"] == pytest.approx(0.0, abs=0.25)
        assert np.isnan(found.loc["structure", "mu"])
    change = [abs(2 * x) / (2 / 3) for x in morris_sample.sample(one, 100, seed=1)[1::2, 0]]
    assert every.loc["structure", "mu_star"] == pytest.approx(np.mean(change))


def test_a_step_that_leaves_a_rounded_level_as_it_is_counts_as_no_effect() -> None:
    rows = np.array([[0, 0], [1, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=float)
    known = {(0.0, 0.0): 0.0, (1.0, 0.0): 2.0, (1.0, 1.0): 5.0, (0.0, 1.0): 4.0}
    outputs = [known[tuple(row)] for row in rows.tolist()]
    found = morris(design(rows, outputs, "morris", ("x1", "x2")), times=50).set_index("factor")
    assert found.loc["x1", "mu_star"] == pytest.approx((2.0 + 1.0) / 2 / (2 / 3))
    assert found.loc["x2", "mu_star"] == pytest.approx((0.0 + 4.0) / 2 / (2 / 3))


def test_indices_come_as_a_table_for_the_figure() -> None:
    table = indices(sampled(sobol_sample.sample(TWO, 64, calc_second_order=False, seed=5), "sobol"))
    assert table.attrs["kind"] == "sobol"
    assert list(table["factor"]) == ["structure", "x"]
    assert (table["effect"] == table["at_high"]).all()
