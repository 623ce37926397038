"""A trial lives: its worlds are built once, and each replication is reduced to a few sums where it was simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sim.run import build, load
from sim.scenario.load import parse
from sim.study.known.case import Part, Sight, Trial, World
from sim.study.known.cases import cases
from sim.study.known.sights import open_share

if TYPE_CHECKING:
    from sim.engines.plan import Plan
    from sim.facts import Facts
    from sim.scenario.schema import Scenario
    from sim.world.year import Year

FOLDER = "theory"
QUICK_WINDOW = 0.25
"""Part of the window that the short suite keeps: with tolerances twice as wide a quarter of the runs will do."""
SHORT_DAYS = 40.0
"""Length of the window in which two engines are compared step by step."""


@dataclass(frozen=True)
class Lived:
    """What is kept of one replication of a trial.

    Attributes
    ----------
    parts : tuple of Part
        One a reading.
    controls : tuple of float
    open_share : float
        Largest share of a world's cohort that was still open at the end.
    moments : int
        Moments of all worlds together.
    """

    parts: tuple[Part, ...]
    controls: tuple[float, ...]
    open_share: float
    moments: int


@dataclass(frozen=True)
class Stretch:
    """Replications of one trial, to be lived through by one worker.

    Attributes
    ----------
    case, trial : str, int
        Name of the case, place of the trial in it.
    seed : int
    first, last : int
        Replications from `first` to before `last`.
    engine : str
    quick : bool
        Whether windows are a quarter as long as the case says.
    stored : tuple of str
        Resolved scenarios of the worlds, as text, where they are those of a stored report; else they are loaded.
    """

    case: str
    trial: int
    seed: int
    first: int
    last: int
    engine: str
    quick: bool = False
    stored: tuple[str, ...] = ()


WINDOW = "horizon.window"


def scenario_of(world: World) -> Scenario:
    """The scenario of a world."""
    return load(f"{FOLDER}/{world.file}", changes=dict(world.changes))


def shortened(world: World) -> World:
    """The same world with a quarter of the window that it asks for; a window that is the file's stays."""
    if WINDOW not in world.changes:
        return world
    return replace(world, changes={**world.changes, WINDOW: QUICK_WINDOW * world.changes[WINDOW]})


@lru_cache(maxsize=4)
def built(
    case: str, trial: int, quick: bool = False, stored: tuple[str, ...] = ()
) -> tuple[tuple[World, Scenario, tuple[Plan, ...]], ...]:
    """The worlds of a trial, each with its scenario and one plan for every structure it names."""
    worlds = cases()[case].trials[trial].worlds
    scenarios = (
        [parse(text, world.file, world.file) for text, world in zip(stored, worlds, strict=True)]
        if stored
        else scenarios_of(worlds, quick)
    )
    return tuple(
        (world, scenario, tuple(build(scenario, name) for name in scenario.structures))
        for world, scenario in zip(worlds, scenarios, strict=True)
    )


def scenarios_of(worlds: Sequence[World], quick: bool) -> list[Scenario]:
    """The scenarios in which worlds are lived through, with short windows in the short suite."""
    return [scenario_of(shortened(world) if quick else world) for world in worlds]


def live_through(stretch: Stretch) -> list[Lived]:
    """Live through the replications of a stretch, in their order."""
    trial = cases()[stretch.case].trials[stretch.trial]
    return [_one(stretch, trial, replication) for replication in range(stretch.first, stretch.last)]


def _one(stretch: Stretch, trial: Trial, replication: int) -> Lived:
    from sim.world.workload import draw_year

    sights: list[Sight] = []
    year: Year | None = None
    for world, scenario, plans in built(stretch.case, stretch.trial, stretch.quick, stretch.stored):
        if year is None or not world.same_year:
            year = draw_year(scenario, stretch.seed, replication)
        sights += [Sight(scenario, year, facts_of(plan, year, stretch.engine)) for plan in plans]
    return Lived(
        parts=tuple(reading.observe(sights) for reading in trial.readings),
        controls=tuple(control(sights) for control in trial.controls),
        open_share=max(map(open_share, sights)),
        moments=sum(sight.facts.moments for sight in sights),
    )


def facts_of(plan: Plan, year: Year, engine: str) -> Facts:
    """The fact tables of a run on an engine."""
    from sim.run import simulate

    return simulate(plan, year, engine).facts


def same_on(engines: Sequence[str], seed: int, case: str, trial: int) -> bool:
    """Whether all worlds of a trial run alike on several engines, moment by moment, over a short window."""
    from sim.measures.about import about
    from sim.run import outcome
    from sim.world.workload import draw_year

    for world in cases()[case].trials[trial].worlds:
        scenario = scenario_of(world)
        if not any(kind.dates for kind in scenario.campaign):  # dates must lie inside the run
            short = {"horizon.warm_up": 0, WINDOW: SHORT_DAYS, "horizon.drain": 5}
            scenario = scenario_of(replace(world, changes={**world.changes, **short}))
        year = draw_year(scenario, seed, 0)
        for name in scenario.structures:
            plan = build(scenario, name)
            known = about(scenario, plan.organisation, plan.derived)
            digests = {outcome(plan, year, known, engine=engine).digest for engine in engines}
            if len(digests) > 1:
                return False
    return True
