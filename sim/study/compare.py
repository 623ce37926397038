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

from sim.run import check_engine
from sim.scenario.schema import Scenario
from sim.study.entrants import REPLICATIONS, Entrants, check_replications, enter
from sim.study.pool import DEFAULT_ENGINE, Crew, Piece, Sample
from sim.study.progress import Report, silent
from sim.study.provenance import fingerprint
from sim.study.tables import (
    BREAKDOWNS,
    breakdown_table,
    differences_table,
    digests_table,
    peaks,
    runs_table,
    saturated_runs,
    summary_table,
    values_of,
)


@dataclass(frozen=True)
class Comparison:
    """What a comparison found.

    Attributes
    ----------
    scenario : Scenario
    entrants : Entrants
        Who was compared.
    replications, seed : int
    fingerprint : str
        Ten hexadecimal digits, from everything that the numbers depend on.
    tables : mapping of str to pd.DataFrame
        ``runs``, ``digests``, ``summary``, ``differences``, the breakdowns, and ``because`` where it was asked for.
    seconds : float
        How long it took; 0 where it was read.
    folder : Path or None
        Where it is stored.
    engine : str
        Which one lived through the years; no number depends on it.
    """

    scenario: Scenario
    entrants: Entrants
    replications: int
    seed: int
    fingerprint: str
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    seconds: float = 0.0
    folder: Path | None = None
    engine: str = DEFAULT_ENGINE

    @property
    def structures(self) -> tuple[str, ...]:
        """Structures that were run, in the order of the scenario."""
        return self.entrants.structures

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
    engine: str = DEFAULT_ENGINE,
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
    engine : {"compiled", "reference"}
        Lives through the years; the numbers do not depend on it.
    workers : int, optional
        Threads or processes; one a core where nothing is said. The result does not depend on it.
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
    check_engine(engine)
    check_replications(replications)
    entrants = enter(scenario)
    if crew is None:
        with Crew(scenario, seed, workers, engine) as own:
            return _compare(scenario, entrants, replications, seed, because, report, own, began)
    return _compare(scenario, entrants, replications, seed, because, report, crew, began)


def _compare(
    scenario: Scenario,
    entrants: Entrants,
    replications: int,
    seed: int,
    because: int,
    report: Report,
    crew: Crew,
    began: float,
) -> Comparison:
    pieces = [Piece(replication, entrants.structures) for replication in range(replications)]
    years = crew.live(pieces, report)
    tables = tabulate(scenario, entrants, [sample for year in years for sample in year])
    if because:
        from sim.study.because import because_table

        tables["because"] = because_table(scenario, entrants, values_of(tables["runs"]), because, crew, report)
    mark = fingerprint(scenario, entrants.structures, replications, seed, because)
    seconds, engine = time.monotonic() - began, crew.bench.engine
    return Comparison(scenario, entrants, replications, seed, mark, tables, seconds, engine=engine)


def tabulate(scenario: Scenario, entrants: Entrants, samples: Sequence[Sample]) -> dict[str, pd.DataFrame]:
    """All tables of a comparison, from what is kept of its runs."""
    runs = runs_table(samples)
    values = values_of(runs)
    tables = {
        "runs": runs,
        "digests": digests_table(samples),
        "summary": summary_table(values, entrants.structures),
        "differences": differences_table(values, entrants.structures, entrants.baseline),
        **{name: breakdown_table(name, samples, entrants.structures) for name in BREAKDOWNS},
    }
    tables["timeline"].attrs["peaks"] = peaks(scenario)
    return tables
