"""Let a random or a worked department live on both engines, and say in words where they differ."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, assume
from twin.worlds import World
from worked_examples.test_worked_examples import FOLDERS, number, table

from sim.engines.plan import Plan, make_plan
from sim.engines.sentences import cast
from sim.engines.story import told
from sim.engines.twin import twin
from sim.scenario.load import load
from sim.scenario.schema import Scenario
from sim.world.architectures import organise
from sim.world.workload import draw_year
from sim.world.year import Year

CALM = tuple(HealthCheck)
"""Departments are large examples, slow to draw; that is no fault."""
MOMENTS_MAX = 40_000
"""Departments in which more happens are left to others: the reference engine needs seconds for them."""

__all__ = ["CALM", "FOLDERS", "MOMENTS_MAX", "agree", "arranged", "differs", "worked"]


def worked(folder: Path) -> tuple[Scenario, Plan, Year]:
    """A worked example, with what its year is told to bring."""
    scenario = load(folder / "scenario.toml")
    year = draw_year(scenario, seed=1, replication=0)
    for name, columns in table(folder, "year").items():
        said = {column: np.array([number(v) for v in values], dtype=np.int64) for column, values in columns.items()}
        year = dataclasses.replace(year, **{name: dataclasses.replace(getattr(year, name), **said)})
    return scenario, make_plan(scenario, organise(scenario, "custom")), year


def arranged(world: World | None) -> tuple[Scenario, Plan, Year]:
    """A random department and its year; what cannot be organised is no example."""
    assume(world is not None)
    assert world is not None
    scenario, organisation, seed = world
    return scenario, make_plan(scenario, organisation), draw_year(scenario, seed, 0)


def differs(scenario: Scenario, plan: Plan, year: Year) -> str:
    """The story of the first difference; empty where the engines agree."""
    found = twin(plan, year).difference
    return "" if found is None else "\n".join(told(found, cast(scenario, plan, year)))


def agree(world: World | None) -> None:
    """Both engines must say the same."""
    from sim.engines.compiled.engine import simulate

    scenario, plan, year = arranged(world)
    assume(simulate(plan, year).moments <= MOMENTS_MAX)
    story = differs(scenario, plan, year)
    assert not story, story
