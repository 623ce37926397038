"""Many runs become a few tidy tables: one row a thing that was observed, every column with its unit, no index.

Measures are kept run by run, because pairs are formed by replication. Breakdowns (hours, lead time, latency, desks,
weeks) are kept as the mean of the replications: a typical year, quantile by quantile and week by week. Each kind of
table is declared once, with what it is about; a column that is neither a key nor a mean does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite, nan
from typing import Any

import pandas as pd

from sim.measures.registry import Measure, measures
from sim.scenario.schema import Scenario
from sim.study.naming import hexadecimal
from sim.study.pairs import Estimate, difference, estimate
from sim.study.pool import Sample
from sim.vocabulary import TICK_PER_WEEK
from sim.world.frame import bounds, dates_of, tick_of


@dataclass(frozen=True)
class Breakdown:
    """How a breakdown of single runs becomes that of a typical year.

    Attributes
    ----------
    title : str
        What the table shows, in a sentence.
    keys : mapping of str to str
        Columns that say what a row is about -> their meaning.
    means : mapping of str to str
        Columns that are averaged over replications -> their unit and meaning.
    weight : str
        Column by which another mean is weighted: what is counted once more there counts once more here.
    sparse : bool
        A row that a run does not have counts as 0 there; otherwise that run is left out.
    """

    title: str
    keys: Mapping[str, str]
    means: Mapping[str, str]
    weight: str = ""
    sparse: bool = False


BREAKDOWNS = {
    "hours": Breakdown(
        "Hours of all seats in the window by what they were spent on, mean of the replications.",
        {"booking": "what the hour was spent on"},
        {"hours": "hours", "share": "share of capacity, 0 to 1"},
    ),
    "lead_time": Breakdown(
        "Lead time of the cohort's finished campaigns by state along the realised critical path.",
        {"state": "what the campaign waited for or lived through"},
        {"days": "working days per finished campaign", "n": "finished campaigns, mean of the replications"},
        weight="n",
    ),
    "latency": Breakdown(
        "Quantiles of decision latency by the level that answered, mean of the replications that have such decisions.",
        {"level": "steps above the maker", "quantile": "share of the needs answered by then, 0 to 1"},
        {
            "days": "working days",
            "needs": "needs, mean of the replications",
            "at_least": "share of replications in which the quantile was not reached within the run, 0 to 1",
        },
    ),
    "delay": Breakdown(
        "Decision delay by cause and by where the time goes, mean of the replications.",
        {"cause": "why a decision was needed", "phase": "what the need waited for"},
        {"days": "working days per campaign", "needs": "needs, mean of the replications"},
        sparse=True,
    ),
    "interfaces": Breakdown(
        "Friction where work passes between two people, mean of the replications.",
        {
            "kind": "how work passes",
            "cross_team": "1 = they share no team",
            "other_discipline": "1 = of different disciplines",
            "other_line": "1 = of different lines",
        },
        {"n": "interfaces a run", "work": "hours per campaign", "wait": "working days per campaign"},
        sparse=True,
    ),
    "desks": Breakdown(
        "How full each desk was, mean of the replications.",
        {"seat": "number of the seat", "title": "title of the seat", "lead": "whether it leads a group"},
        {"busy": "share of present time, 0 to 1", "waiting": "items on the desk, mean over the run"},
    ),
    "timeline": Breakdown(
        "The window week by week, mean of the replications.",
        {"week": "number of the week, from 0", "start": "first day of the week"},
        {
            "busy": "share of present time of all seats, 0 to 1",
            "open_campaigns": "campaigns, mean over the week",
            "waiting_items": "items on desks and in backlogs, mean over the week",
        },
    ),
}
"""Breakdowns of a run that are kept with a comparison, by the name of the table."""


def runs_table(samples: Sequence[Sample]) -> pd.DataFrame:
    """Every measure of every run: structure, replication, measure, value; and whether the run was saturated."""
    return pd.DataFrame(
        [
            (sample.structure, sample.replication, name, value)
            for sample in samples
            for name, value in {**sample.measures, "saturated": float(sample.saturated)}.items()
        ],
        columns=["structure", "replication", "measure", "value"],
    )


def digests_table(samples: Sequence[Sample]) -> pd.DataFrame:
    """How each run went: its moments, and the digest by which it can be held against another without a log."""
    return pd.DataFrame(
        [(one.structure, one.replication, one.moments, hexadecimal(one.digest)) for one in samples],
        columns=["structure", "replication", "moments", "digest"],
    )


Values = dict[tuple[str, str], list[float]]
"""(structure, measure) -> values, one a replication, in their order."""


def values_of(runs: pd.DataFrame) -> Values:
    """The values of a table of runs, ready to be paired."""
    groups = runs.sort_values("replication", kind="stable").groupby(["structure", "measure"], sort=False)["value"]
    return {(str(structure), str(name)): group.tolist() for (structure, name), group in groups}


def saturated_runs(values: Values) -> dict[str, int]:
    """How many replications were saturated, by structure."""
    return {structure: round(fsum(given)) for (structure, name), given in values.items() if name == "saturated"}


def summary_table(values: Values, structures: Sequence[str]) -> pd.DataFrame:
    """Mean and interval of every measure under every structure."""
    hit = saturated_runs(values)
    return _table(
        [
            {"structure": structure, "measure": one.name, **_columns(estimate(values[structure, one.name]))}
            | {"saturated": hit[structure], "headline": one.headline}
            for one in _known(values)
            for structure in structures
        ],
        structures,
    )


def differences_table(values: Values, structures: Sequence[str], baseline: str) -> pd.DataFrame:
    """Mean and interval of the paired difference of every structure from the baseline, for every measure."""
    rows = []
    for one in _known(values):
        for structure in structures:
            if structure != baseline:
                found = difference(values[structure, one.name], values[baseline, one.name])
                who = {"structure": structure, "baseline": baseline, "measure": one.name}
                rows.append({**who, **_columns(found), "headline": one.headline})
    columns = ["structure", "baseline", "measure", "n", "mean", "low", "high", "headline"]
    return _table(rows, structures, columns)


def breakdown_table(name: str, samples: Sequence[Sample], structures: Sequence[str]) -> pd.DataFrame:
    """One kind of breakdown of all runs, averaged over replications."""
    kind = BREAKDOWNS[name]
    rows = []
    for structure in structures:
        runs = [sample.tables[name] for sample in samples if sample.structure == structure]
        found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        for run in runs:
            for row in run:
                found.setdefault(tuple(row[key] for key in kind.keys), []).append(row)
        for about, same in sorted(found.items()) if kind.sparse else found.items():
            means = {column: _mean(same, column, kind, len(runs)) for column in kind.means}
            rows.append({"structure": structure, **dict(zip(kind.keys, about, strict=True)), **means})
    return _table(rows, structures, ["structure", *kind.keys, *kind.means])


def _mean(rows: Sequence[Mapping[str, Any]], column: str, kind: Breakdown, runs: int) -> float:
    weigh = bool(kind.weight) and column != kind.weight
    pairs = [(float(row[column]), float(row[kind.weight]) if weigh else 1.0) for row in rows]
    known = [(value, weight) for value, weight in pairs if isfinite(value)]
    whole = float(runs) if kind.sparse else fsum(weight for _, weight in known)
    return fsum(value * weight for value, weight in known) / whole if whole else nan


def peaks(scenario: Scenario) -> list[tuple[int, str]]:
    """Weeks of the window in which a date lies that some campaign is for, with the name of the date."""
    opens, closes, _ = bounds(scenario)
    found = {(tick_of(scenario, day), name) for kind in scenario.campaign for name, day in dates_of(scenario, kind)}
    return [((tick - opens) // TICK_PER_WEEK, _said(name)) for tick, name in sorted(found) if opens <= tick < closes]


def _said(name: str) -> str:
    return name.replace("_", " ")


def _known(values: Values) -> list[Measure]:
    there = {name for _, name in values}
    return [one for name, one in measures().items() if name in there]


def _columns(found: Estimate) -> dict[str, float]:
    return {"n": found.n, "mean": found.mean, "low": found.low, "high": found.high}


def _table(
    rows: Sequence[Mapping[str, Any]], structures: Sequence[str], columns: list[str] | None = None
) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=columns)
    table.attrs["structures"] = list(structures)
    return table
