"""Catches a case that shows something else than its page says: wrong files, other years, routes of another tree.

Nothing here simulates; what a scenario file implies is worked out from the file and held against the theory's tables.
"""

from __future__ import annotations

from dataclasses import fields
from itertools import permutations
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputProblems
from sim.run import build, simulate
from sim.scenario.load import load
from sim.study.known import luck, routes
from sim.study.known.case import Control, Sight, World
from sim.study.known.cases import cases, chosen
from sim.study.known.cases_decisions import bosses
from sim.study.known.living import built, scenario_of, shortened
from sim.world.workload import draw_year

THEORY = Path(__file__).parents[3] / "scenarios" / "theory"
TRIALS = [(case.name, place) for case in cases().values() for place in range(len(case.trials))]


def test_every_theory_file_belongs_to_a_case() -> None:
    used = {world.file for case in cases().values() for trial in case.trials for world in trial.worlds}
    assert used == {path.stem for path in THEORY.glob("*.toml")}


@pytest.mark.parametrize(("case", "place"), TRIALS)
def test_every_world_can_be_built_and_says_what_differs(case: str, place: int) -> None:
    for world, scenario, plans in built(case, place):
        assert plans
        assert scenario_of(shortened(world)).horizon.window <= scenario.horizon.window


@pytest.mark.parametrize(("case", "place"), TRIALS)
def test_worlds_that_share_a_year_have_the_same_year(case: str, place: int) -> None:
    trial = cases()[case].trials[place]
    if not any(world.same_year for world in trial.worlds):
        return
    short = {"horizon.window": 10, "horizon.warm_up": 0, "horizon.drain": 0}
    years = [
        draw_year(scenario_of(World(world.file, {**world.changes, **short})), 3, 1)
        for world in trial.worlds
        if world.same_year or world is trial.worlds[0]
    ]
    for year in years[1:]:
        for table in ("campaigns", "tasks"):
            ours, theirs = getattr(years[0], table), getattr(year, table)
            assert all(np.array_equal(getattr(ours, f.name), getattr(theirs, f.name)) for f in fields(ours))
        assert np.array_equal(years[0].talent, year.talent)


@pytest.mark.parametrize("case", list(cases()))
def test_every_case_says_all_that_its_page_needs(case: str) -> None:
    told = cases()[case]
    assert all((told.title, told.source, told.statement, told.formula, told.setting, told.trials))
    assert len({trial.name for trial in told.trials}) == len(told.trials)
    named = {reading.name for trial in told.trials for reading in trial.readings}
    assert all(curve.reading in named for curve in told.curves)
    for trial in told.trials:
        for curve in told.curves:  # what is expected of a dot lies on its curve
            for reading in trial.readings:
                on_axis = trial.x is not None and trial.name.startswith("load 0.5") | (case != "general_work")
                if curve.reading == reading.name and on_axis:
                    assert curve.theory(trial.x) == pytest.approx(reading.expected)


def test_there_is_a_short_suite() -> None:
    assert sum(trial.quick for case in cases().values() for trial in case.trials) >= 15


def test_an_unknown_case_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputProblems, match='did you mean "panel"'):
        chosen(("pannel",))


@pytest.mark.parametrize(("file", "superior"), [("star", routes.star(30)), ("tree", routes.tree(5, 3))])
def test_the_ways_of_messages_are_those_of_the_reporting_lines(file: str, superior: tuple[int, ...]) -> None:
    scenario = load(THEORY / f"{file}.toml")
    assert scenario.messages is not None
    assert scenario.messages.per_week == 40 * 0.01
    derived = build(scenario, "custom").derived
    assert derived.superior == superior
    for sender, receiver in permutations(range(31), 2):
        way = [sender]
        while way[-1] != receiver:
            way.append(derived.next_hop(way[-1], receiver))
        assert tuple(way[:-1]) == routes.path(superior, sender, receiver)


@pytest.mark.parametrize("control", [luck.arrivals(), luck.work(), luck.squared_work()])
def test_known_luck_is_nothing_on_average(control: Control) -> None:
    scenario = scenario_of(World("mm1", {"horizon.warm_up": 0, "horizon.window": 250, "horizon.drain": 0}))
    found = []
    for replication in range(60):
        year = draw_year(scenario, 11, replication)
        cohort = (year.campaigns.arrival >= year.window_from) & (year.campaigns.arrival < year.window_to)
        facts = FactsOf(year.window_from, year.window_to, Cohort(cohort.astype(np.int64)))
        found.append(control([Sight(scenario, year, facts)]))  # type: ignore[arg-type]
    assert abs(np.mean(found)) < 4.0 * np.std(found) / sqrt(len(found))
    assert np.std(found) > 0.0


def test_neither_is_that_of_messages() -> None:
    changes = {"horizon.warm_up": 2, "horizon.window": 60, "horizon.drain": 2}
    scenario = scenario_of(World("tree", changes))
    plan = build(scenario, "custom")
    controls = (luck.messages(), luck.passing_on(0.01 * sum(routes.burdens(routes.tree(5, 3))) / 30))
    found = []
    for replication in range(60):
        year = draw_year(scenario, 11, replication)
        sight = Sight(scenario, year, simulate(plan, year, "compiled").facts)
        found.append([control([sight]) for control in controls])
    assert (np.abs(np.mean(found, axis=0)) < 4.0 * np.std(found, axis=0) / sqrt(len(found))).all()
    assert (np.std(found, axis=0) > 0.0).all()


class Cohort:
    def __init__(self, cohort: np.ndarray) -> None:
        self.cohort = cohort


class FactsOf:
    """As much of the facts as the controls of a year read."""

    def __init__(self, window_from: int, window_to: int, campaigns: Cohort) -> None:
        self.window_from, self.window_to, self.campaigns = window_from, window_to, campaigns


def test_only_dual_reporting_brings_a_second_boss() -> None:
    scenario = load(THEORY / "two_bosses.toml")
    signing = {name: bosses(build(scenario, name)) for name in scenario.structures}
    assert signing == {"lean": 1, "functional": 1, "matrix": 2, "divisional": 1}
