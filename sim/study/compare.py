"""The same people face the same years of work under different structures; what differs is what the structure does.

A comparison runs every structure of a scenario through the same replications and keeps three things: what was
measured in each run, the means with their intervals, and the differences from a baseline, taken year by year. A
structure that the staff cannot form is left out and said so. One that comes out the same as another is run and marked.
One that is saturated stays in every table with the number of its saturated replications; none is left out.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from sim.errors import InfeasibleStructure, InputProblems, Problem, nearest
from sim.scenario.schema import Scenario
from sim.study.pool import Crew, Piece, Sample, work
from sim.study.progress import Report, silent
from sim.study.provenance import fingerprint
from sim.study.tables import (
    BREAKDOWNS,
    breakdown_table,
    differences_table,
    peaks,
    runs_table,
    saturated_runs,
    summary_table,
    values_of,
)
from sim.world.architectures import organise

REPLICATIONS = 30
MOST_REPLICATIONS = 100_000


@dataclass(frozen=True)
class Field:
    """Who can be compared: found before anything is run.

    Attributes
    ----------
    structures : tuple of str
        Those that the staff can form, in the order of the scenario.
    baseline : str
        The structure with which the others are compared.
    left_out : mapping of str to str
        Those that it cannot form -> why.
    not_distinct : tuple of str
        Those that come out the same as another one.
    notes : mapping of str to tuple of str
        What must be said of a structure: merged disciplines, split groups.
    """

    structures: tuple[str, ...]
    baseline: str
    left_out: Mapping[str, str] = field(default_factory=dict)
    not_distinct: tuple[str, ...] = ()
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparison:
    """What a comparison found.

    Attributes
    ----------
    scenario : Scenario
    field : Field
        Who was compared.
    replications, seed : int
    fingerprint : str
        Ten hexadecimal digits, from everything that the numbers depend on.
    tables : mapping of str to pd.DataFrame
        ``runs``, ``summary``, ``differences``, the breakdowns, and ``because`` where it was asked for.
    seconds : float
        How long it took; 0 where it was read.
    folder : Path or None
        Where it is stored.
    """

    scenario: Scenario
    field: Field
    replications: int
    seed: int
    fingerprint: str
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    seconds: float = 0.0
    folder: Path | None = None

    @property
    def structures(self) -> tuple[str, ...]:
        """Structures that were run, in the order of the scenario."""
        return self.field.structures

    @property
    def saturated(self) -> dict[str, int]:
        """Structure -> number of saturated replications, where there are any."""
        hit = saturated_runs(values_of(self.tables["runs"]))
        return {name: hit[name] for name in self.structures if hit[name]}

    def summary(self, *, everything: bool = False) -> pd.DataFrame:
        """Means by structure, a row a measure; the headline measures, or all of them.

        Parameters
        ----------
        everything : bool
            All measures.

        Returns
        -------
        pd.DataFrame
            Index ``measure, unit``; columns the structures. Intervals are in ``tables["summary"]``.
        """
        from sim.measures.registry import measures

        table, known = self.tables["summary"], measures()
        shown = table if everything else table[table["headline"]]
        names = list(dict.fromkeys(shown["measure"]))
        wide = shown.pivot(index="measure", columns="structure", values="mean").loc[names, list(self.structures)]
        index = [(known[name].title, known[name].unit) for name in names]
        return wide.set_axis(pd.MultiIndex.from_tuples(index, names=["measure", "unit"])).rename_axis(columns=None)

    def findings(self, language: str = "en") -> list[str]:
        """What can be said of the headline measures, one sentence each."""
        from sim.study.findings import findings

        return findings(self, language)

    def chart(self, name: str = "headline", language: str = "en") -> Any:
        """A figure of the comparison.

        Parameters
        ----------
        name : str
            Name of a chart: ``headline, differences, hours, lead_time, latency, desks, timeline``.
        language : {"en", "zh"}

        Returns
        -------
        matplotlib.figure.Figure
        """
        from sim.study.figures import draw

        return draw(self, name, language)


def compare(
    scenario: Scenario,
    replications: int = REPLICATIONS,
    seed: int = 1,
    *,
    because: int = 0,
    workers: int | None = None,
    report: Report = silent,
    crew: Crew | None = None,
) -> Comparison:
    """Run every structure of a scenario through the same years.

    Parameters
    ----------
    scenario : Scenario
    replications : int
        Years.
    seed : int
        Chooses the years.
    because : int
        Replications of the ablation of winner against runner-up; 0 leaves it out.
    workers : int, optional
        Processes; one a core where nothing is said. The result does not depend on it.
    report : function
        Called with the runs done and the runs to do.
    crew : Crew, optional
        Workers that already exist, for the same scenario and seed.

    Returns
    -------
    Comparison

    Raises
    ------
    InputProblems
        A structure or the number of replications is wrong.
    InfeasibleStructure
        The staff can form none of the structures.
    """
    began = time.monotonic()
    check_replications(replications)
    entered = enter(scenario)
    if crew is None:
        with Crew(scenario, seed, workers) as own:
            return _compare(scenario, entered, replications, seed, because, report, own, began)
    return _compare(scenario, entered, replications, seed, because, report, crew, began)


def check_replications(replications: int) -> None:
    """Raise InputProblems where nothing, or too much, would be run."""
    if not 1 <= replications <= MOST_REPLICATIONS:
        message = f"must be 1 to {MOST_REPLICATIONS:,} (got {replications})"
        raise InputProblems([Problem("replications", 0, 0, "", message)])


def enter(scenario: Scenario) -> Field:
    """Find out which structures the staff of a scenario can form.

    Raises
    ------
    InputProblems
        A structure is unknown.
    InfeasibleStructure
        None can be formed.
    """
    built, left_out = {}, {}
    for name in scenario.structures:
        try:
            built[name] = organise(scenario, name)
        except InfeasibleStructure as reason:
            left_out[name] = str(reason)
    if not built:
        raise InfeasibleStructure("; ".join(left_out.values()) or f"{scenario.name} names no structure")
    return Field(
        structures=tuple(built),
        baseline=scenario.baseline if scenario.baseline in built else next(iter(built)),
        left_out=left_out,
        not_distinct=tuple(name for name, organisation in built.items() if not organisation.distinct),
        notes={name: organisation.notes for name, organisation in built.items() if organisation.notes},
    )


def _compare(
    scenario: Scenario,
    entered: Field,
    replications: int,
    seed: int,
    because: int,
    report: Report,
    crew: Crew,
    began: float,
) -> Comparison:
    pieces = [Piece(replication, entered.structures) for replication in range(replications)]
    years = crew.each(work, pieces, lambda piece: len(piece.structures), report)
    tables = tabulate(scenario, entered, [sample for year in years for sample in year])
    if because:
        from sim.study.because import because_table

        tables["because"] = because_table(scenario, entered, values_of(tables["runs"]), because, crew, report)
    mark = fingerprint(scenario, entered.structures, replications, seed, because)
    return Comparison(scenario, entered, replications, seed, mark, tables, time.monotonic() - began)


def tabulate(scenario: Scenario, entered: Field, samples: Sequence[Sample]) -> dict[str, pd.DataFrame]:
    """All tables of a comparison, from what is kept of its runs."""
    runs = runs_table(samples)
    values = values_of(runs)
    tables = {
        "runs": runs,
        "summary": summary_table(values, entered.structures),
        "differences": differences_table(values, entered.structures, entered.baseline),
        **{name: breakdown_table(name, samples, entered.structures) for name in BREAKDOWNS},
    }
    tables["timeline"].attrs["peaks"] = peaks(scenario)
    return tables
