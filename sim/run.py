"""One organisation lives through one year: seats are arranged, the year is drawn, the engine runs, measures are taken.

This is the smallest complete experiment, and all larger ones are made of it. The order matters in one respect: the
year is drawn from scenario, seed and replication alone, before anyone is organised, so that every structure faces the
same one. Nothing heavy is imported before a run is asked for.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputProblems, Problem, nearest

if TYPE_CHECKING:
    from sim.engines.plan import Plan
    from sim.engines.trace import Trace
    from sim.facts import Facts
    from sim.log import EventLog, Row
    from sim.measures.about import About
    from sim.measures.tables import Rows
    from sim.scenario.load import Declarations
    from sim.scenario.schema import Scenario
    from sim.world.organisation import Organisation
    from sim.world.year import Year

ENGINES = ("reference", "compiled")
"""Engines that say the same to the byte: one to be read, and one that is some hundred times faster."""


@dataclass(frozen=True)
class Run:
    """What is known of a department after its year.

    Attributes
    ----------
    scenario : Scenario
        What was simulated.
    architecture : str
        Structure in which the seats were arranged.
    seed, replication : int
        Address of the year.
    organisation : Organisation
        The tables of that structure.
    year : Year
        What came from outside; the same for every structure.
    facts : Facts
        The log, folded into integer tables.
    measures : dict of str to float
        NaN where a measure is not defined; `sim.measures.registry.measures` gives title, unit and direction.
    saturated : bool
        Whether work waiting grew by more than 5 % of the hours served, so that no mean is finite.
    moments, digest : int
        Moments processed, and the running 64-bit digest of all of them: runs that agree in it went the same way.
    """

    scenario: Scenario
    architecture: str
    seed: int
    replication: int
    organisation: Organisation
    year: Year = field(repr=False)
    facts: Facts = field(repr=False)
    measures: dict[str, float] = field(repr=False)
    saturated: bool
    plan: Plan = field(repr=False)
    engine: str
    moments: int
    digest: int
    rows: Sequence[Row] = field(repr=False, default=())

    @cached_property
    def events(self) -> EventLog:
        """The event log of the run; the compiled engine, which needs none for its facts, runs again for it."""
        from sim.log import EventLog

        if self.engine == "compiled":
            from sim.engines.compiled.engine import simulate

            table = simulate(self.plan, self.year, log=True).table
            assert table is not None
            return EventLog(table)
        return EventLog.from_rows(self.rows)

    @cached_property
    def tables(self) -> dict[str, Rows]:
        """Breakdowns of the run, as rows by the name of the table: see `sim.measures.tables`."""
        from sim.measures import tables
        from sim.measures.about import about

        known = about(self.scenario, self.organisation, self.plan.derived)
        return {
            "hours": tables.hours(self.facts),
            "lead_time": tables.lead_time(self.facts),
            "latency": tables.latency(self.facts),
            "delay": tables.delay(self.facts),
            "interfaces": tables.interfaces(self.facts),
            "desks": tables.desks(self.facts, known),
            "timeline": tables.timeline(self.facts, dates(self.scenario)),
        }


@dataclass(frozen=True)
class Outcome:
    """What a sweep keeps of a run.

    Attributes
    ----------
    measures : dict of str to float
        NaN where a measure is not defined.
    saturated : bool
        See `Run`.
    moments : int
        Moments processed.
    digest : int
        Running 64-bit digest of every moment, in order: two runs that agree in it went the same way.
    """

    measures: dict[str, float]
    saturated: bool
    moments: int
    digest: int


def outcome(
    plan: Plan, year: Year, known: About, engine: str = "reference", names: Iterable[str] | None = None
) -> Outcome:
    """Let an organisation live through a year, and keep numbers only.

    Parameters
    ----------
    plan : Plan
        From `build`.
    year : Year
        From `sim.world.workload.draw_year`.
    known : About
        From `sim.measures.about.about`; made once for a plan.
    engine : str
        One of `ENGINES`.
    names : iterable of str, optional
        Which measures; all where nothing is said.

    Returns
    -------
    Outcome
        The same on every engine.
    """
    from sim.measures.registry import evaluate
    from sim.measures.saturation import is_saturated

    trace = simulate(plan, year, engine)
    return Outcome(evaluate(trace.facts, known, names), is_saturated(trace.facts), trace.moments, trace.digest)


def simulate(plan: Plan, year: Year, engine: str = "reference", *, check: bool = False) -> Trace:
    """Let an organisation live through a year, and keep its facts.

    Parameters
    ----------
    plan : Plan
        From `build`.
    year : Year
        From `sim.world.workload.draw_year`.
    engine : str
        One of `ENGINES`.
    check : bool
        Verify the accounting identities after every moment: slow, and for the reference engine alone.

    Returns
    -------
    Trace
        With ``facts``, ``moments`` and ``digest``; that of the reference engine with the ``rows`` of its log as well.

    Raises
    ------
    InputProblems
        There is no such engine.
    """
    check_engine(engine)
    if engine == "compiled":
        from sim.engines.compiled.engine import simulate as fast

        return fast(plan, year)
    from sim.engines.reference.engine import simulate as plain

    with _undisturbed():
        return plain(plan, year, check=check)


def check_engine(engine: str) -> None:
    """Refuse an engine that is not there.

    Raises
    ------
    InputProblems
        With the nearest name.
    """
    if engine not in ENGINES:
        message = f'"{engine}" is unknown; expected {", ".join(ENGINES)}{nearest(engine, ENGINES)}'
        raise InputProblems([Problem("engine", 0, 0, "", message)])


def dates(scenario: Scenario) -> Callable[[int], date]:
    """The working day that contains a tick, as a function of the tick."""
    from sim.scenario.calendar import Calendar
    from sim.world.frame import bounds

    opens = bounds(scenario)[0]
    calendar = Calendar(scenario.calendar.starts, 0, frozenset(scenario.calendar.holidays))
    return lambda tick: calendar.date_of(tick - opens)


def declarations() -> Declarations:
    """Names that a scenario may use and that other layers know: the structures that can be built."""
    from sim.scenario.load import Declarations
    from sim.world.architectures import architectures

    return Declarations(architectures=architectures())


def load(source: str | Path, changes: Mapping[str, Any] | Sequence[str] = ()) -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    source : str or pathlib.Path
        A TOML file, or the name of a built-in scenario: ``beauty_group``.
    changes : mapping of str to value, or sequence of ``"key=value"``
        Parameters to change: ``{"rules.decisions.centralisation": 0.3}``.

    Returns
    -------
    Scenario
        Resolved, valid and frozen.

    Raises
    ------
    InputProblems
        Every mistake found, each in one sentence with its place.
    """
    from sim.scenario.load import load as load_scenario
    from sim.world.inlining import inlined

    return inlined(load_scenario(source, changes=changes, declarations=declarations()))


def build(scenario: Scenario, architecture: str) -> Plan:
    """Arrange the seats of a scenario in a structure, ready for any of its years.

    Raises
    ------
    InputProblems
        The structure is unknown.
    InfeasibleStructure
        The seats cannot be arranged in it.
    """
    from sim.engines.plan import make_plan
    from sim.world.architectures import organise

    return make_plan(scenario, organise(scenario, architecture))


def live(
    scenario: Scenario, architecture: str, plan: Plan, year: Year, *, engine: str = "reference", check: bool = False
) -> Run:
    """Let an organisation that is already built live through a year that is already drawn.

    Parameters
    ----------
    scenario : Scenario
        Of both.
    architecture : str
        Name of the structure.
    plan : Plan
        From `build`.
    year : Year
        From `sim.world.workload.draw_year`.
    engine : str
        One of `ENGINES`.
    check : bool
        See `simulate`.
    """
    from sim.measures.about import about
    from sim.measures.registry import evaluate
    from sim.measures.saturation import is_saturated

    trace = simulate(plan, year, engine, check=check)
    return Run(
        scenario=scenario,
        architecture=architecture,
        seed=year.seed,
        replication=year.replication,
        organisation=plan.organisation,
        year=year,
        facts=trace.facts,
        measures=evaluate(trace.facts, about(scenario, plan.organisation, plan.derived)),
        saturated=is_saturated(trace.facts),
        plan=plan,
        engine=engine,
        moments=trace.moments,
        digest=trace.digest,
        rows=trace.rows,
    )


def run(
    scenario: Scenario,
    architecture: str,
    *,
    seed: int,
    replication: int = 0,
    engine: str = "reference",
    check: bool = False,
) -> Run:
    """Simulate one year of a department under one structure.

    Parameters
    ----------
    scenario : Scenario
        From `load`.
    architecture : str
        Structure in which to arrange the seats: one of ``scenario.structures`` or any other that is registered.
    seed : int
        Chooses the luck of the study.
    replication : int
        Chooses one of its years, from 0.
    engine : {"reference", "compiled"}
        Which engine simulates; they say the same.
    check : bool
        Verify the accounting identities after every moment (slow).

    Returns
    -------
    Run

    Raises
    ------
    InputProblems
        The structure or the engine is unknown.
    InfeasibleStructure
        The seats cannot be arranged in the structure.
    """
    from sim.world.workload import draw_year

    check_engine(engine)
    plan, year = build(scenario, architecture), draw_year(scenario, seed, replication)
    return live(scenario, architecture, plan, year, engine=engine, check=check)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put the search for circular garbage off until the run is over.

    A run makes a hundred thousand small tuples that live to its end; looking through all of them again and again for
    garbage took half of the time. The engine lets go of what a run leaves behind.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
