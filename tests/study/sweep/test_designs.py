"""Designs as lists of points. Catches a combination that is missing or doubled, a range that is not covered, a sample
that sensitivity analysis could not read, and a bundle that sets half of what it should.
"""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import pytest
from study.sweep.small_experiments import GRID, written

from sim.study.sweep.changing import changes_of
from sim.study.sweep.designs import spots
from sim.study.sweep.factors import Level
from sim.study.sweep.loading import load_experiment
from sim.study.sweep.points import make_points
from sim.study.sweep.settings import scenario_of

RANGES = GRID.replace("values = [0.0, 0.5]", "low = 0.0\nhigh = 0.5").replace(
    "values = [1, 4]", "low = 1\nhigh = 4\ninteger = true"
)


def test_a_grid_has_every_combination_once_the_last_factor_fastest(tmp_path: Path) -> None:
    points = make_points(load_experiment(written(tmp_path)))
    assert [point.values for point in points] == list(product([0.0, 0.5], [1, 4]))
    assert [point.number for point in points] == [0, 1, 2, 3]
    assert {point.structures for point in points} == {("functional", "lean")}, "every structure meets every point"


def test_a_point_is_the_scenario_with_its_values(tmp_path: Path) -> None:
    scenario = scenario_of(make_points(load_experiment(written(tmp_path)))[3].setting)
    assert (scenario.rules.decisions.centralisation, scenario.signals.turbulence) == (0.5, 4.0)


def test_points_are_visited_in_the_order_of_the_list(tmp_path: Path) -> None:
    listed = [(0.5, 4), (0.0, 1)]
    entries = ", ".join(
        f'{{"signals.turbulence" = {calm}, "rules.decisions.centralisation" = {central}}}' for central, calm in listed
    )
    text = f'{GRID}\n[design]\nkind = "points"\npoints = [{entries}]'
    assert [point.values for point in make_points(load_experiment(written(tmp_path, text)))] == listed


def test_a_latin_hypercube_meets_every_slice_of_every_range_once(tmp_path: Path) -> None:
    text = RANGES + '\n[design]\nkind = "latin_hypercube"\nn = 20'
    visited = spots(load_experiment(written(tmp_path, text)))
    for place in (0, 1):
        assert sorted(int(spot.sample[place] * 20) for spot in visited) == list(range(20))
    turbulence = [spot.levels[1].value for spot in visited]
    assert {value: turbulence.count(value) for value in (1, 2, 3, 4)} == {1: 5, 2: 5, 3: 5, 4: 5}
    assert all(0.0 <= float(spot.levels[0].value) <= 0.5 for spot in visited)


def test_a_sobol_design_draws_the_structure_as_a_factor_like_others(tmp_path: Path) -> None:
    text = RANGES + '\n[design]\nkind = "sobol"\nn = 16'
    visited = spots(load_experiment(written(tmp_path, text)))
    assert len(visited) == 16 * (3 + 2), "a base sample, another, and one for each of three factors"
    names = [spot.structures for spot in visited]
    assert set(names) == {("functional",), ("lean",)}
    firsts = [spot.structures for spot in visited[::5]]
    assert firsts.count(("lean",)) == 8, "the sequence is balanced, also in a factor of two"
    changed = visited[3]
    assert changed.sample[:2] == visited[0].sample[:2], "in one row of each five only the structure is exchanged"


def test_a_morris_trajectory_changes_one_factor_at_a_time(tmp_path: Path) -> None:
    text = RANGES + '\n[design]\nkind = "morris"\nn = 3'
    visited = spots(load_experiment(written(tmp_path, text)))
    assert len(visited) == 3 * 4
    for first in range(0, len(visited), 4):
        steps = pairwise(visited[first : first + 4])
        changed = [[one != other for one, other in zip(a.sample, b.sample, strict=True)] for a, b in steps]
        assert [sum(row) for row in changed] == [1, 1, 1]


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol", "morris"])
def test_the_same_seed_gives_the_same_sample_and_another_seed_another(tmp_path: Path, kind: str) -> None:
    text = RANGES + f'\n[design]\nkind = "{kind}"\nn = 8'
    samples = [
        [spot.sample for spot in spots(load_experiment(written(tmp_path, text.replace("seed = 3", f"seed = {seed}"))))]
        for seed in (3, 3, 4)
    ]
    assert samples[0] == samples[1]
    assert samples[0] != samples[2]


BUNDLES = """
[uncertainties.size]
levels = [
    {value = 6, set = {}},
    {value = 12, set = {"staffing.seats" = 12}, scale = {"volume" = 2.0}},
]
[uncertainties.load]
levels = [{value = "less", scale = {volume = 0.5}}, {value = "more", scale = {volume = 1.5}}]
"""


def test_a_bundle_sets_several_parameters_and_scales_multiply(tmp_path: Path) -> None:
    points = make_points(load_experiment(written(tmp_path, GRID.split("[levers")[0] + BUNDLES)))
    found = []
    for point in points:
        scenario = scenario_of(point.setting)
        found.append((point.values, scenario.staffing.seats, scenario.volume))
    assert found == [
        ((6, "less"), 6, 0.5),
        ((6, "more"), 6, 1.5),
        ((12, "less"), 12, 1.0),
        ((12, "more"), 12, 3.0),
    ]


def test_what_is_no_single_number_cannot_be_scaled(tmp_path: Path) -> None:
    from sim.errors import InputProblems
    from sim.study.sweep.designs import Spot

    with pytest.raises(InputProblems, match=r"lines\.names: is not a single number"):
        changes_of(Spot((Level(1, (), (("lines.names", 2.0),)),), ()), {})


def test_a_scaled_whole_number_stays_one_and_a_short_key_will_do(tmp_path: Path) -> None:
    half = "\n[levers.half]\nlevels = [{value = 1, scale = {seats = 2.0}}]\n"
    points = make_points(load_experiment(written(tmp_path, GRID.split("[levers")[0] + half)))
    assert scenario_of(points[0].setting).staffing.seats == 12
    assert points[0].setting.changes == (("staffing.seats", 12),)
