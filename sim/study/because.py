"""Why the winner wins: each rule is switched off in turn, and what that takes from the lead is what the rule was worth.

For each headline measure the best structure is set against the next best, in the same years. The lead with all rules
on, minus the lead with one rule off, is the part of the lead that hangs on that rule: positive where the rule makes the
lead, negative where it holds it back. Parts need not add up, because rules act on one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from sim.measures.registry import Measure, measures
from sim.scenario.idle import idle_rules
from sim.scenario.rules import Switches
from sim.scenario.schema import Scenario
from sim.study.pairs import estimate
from sim.study.pool import Crew, Piece, Sample
from sim.study.progress import Report
from sim.study.ranking import contenders, ranking
from sim.study.tables import Values, saturated_runs

if TYPE_CHECKING:
    from sim.study.entrants import Entrants

CAUSES = 3
"""How many causes a headline measure is shown with."""
COLUMNS = (
    *("measure", "winner", "runner_up", "lead", "lead_low", "lead_high"),
    *("rank", "rule", "n", "mean", "low", "high"),
)


def says(switch: str) -> str:
    """What a rule does, and what its absence means, as the scenario declares it."""
    return Switches.model_fields[switch].description or switch


def duels(values: Values, entrants: Entrants) -> dict[str, tuple[Measure, str, str]]:
    """Winner and runner-up of each headline measure, where there are two that may win."""
    years = len(next(iter(values.values())))
    names = contenders(entrants, saturated_runs(values), years)
    found = {}
    for measure in measures().values():
        order = ranking(measure, values, names) if measure.headline and measure.direction else []
        if len(order) > 1:
            found[measure.name] = (measure, order[0], order[1])
    return found


def because_table(
    scenario: Scenario, entrants: Entrants, values: Values, replications: int, crew: Crew, report: Report
) -> pd.DataFrame:
    """The ablation of every rule that is on, for winner and runner-up of every headline measure.

    Parameters
    ----------
    scenario : Scenario
    entrants : Entrants
    values : mapping
        Values of the comparison itself; its first replications are those with all rules on.
    replications : int
        How many of its years are lived through again for each rule, at most as many as it has.
    crew : Crew
    report : function
        Called with the runs done and the runs to do.

    Returns
    -------
    DataFrame
        ``measure, winner, runner_up, lead, lead_low, lead_high`` (lead with all rules on in the same years, in the unit
        of the measure), ``rank``, ``rule, n, mean, low, high`` (the part of the lead that hangs on the rule). Rank 1 is
        the largest part; parts whose interval includes zero come after those whose interval does not.
    """
    fights = duels(values, entrants)
    fighters = [name for name in entrants.structures if any(name in fight[1:] for fight in fights.values())]
    rules = [name for name, on in scenario.rules.switches if on and name not in idle_rules(scenario)]
    years = range(min(replications, len(next(iter(values.values())))))
    pieces = [Piece(year, tuple(fighters), rule, tables=False) for rule in rules for year in years if fighters]
    done = crew.live(pieces, report)
    without = _sorted_out(pieces, done)
    rows = []
    for measure, winner, runner_up in fights.values():
        whole = _lead(measure, values[winner, measure.name], values[runner_up, measure.name])[: len(years)]
        parts = []
        for rule in rules:
            rest = _lead(measure, without[rule, winner, measure.name], without[rule, runner_up, measure.name])
            parts.append((rule, estimate([one - other for one, other in zip(whole, rest, strict=True)])))
        parts.sort(key=lambda part: (not part[1].excludes_zero, -abs(part[1].mean) if part[1].n else 1.0))
        lead = estimate(whole)
        who = {"measure": measure.name, "winner": winner, "runner_up": runner_up}
        leads = {"lead": lead.mean, "lead_low": lead.low, "lead_high": lead.high}
        for rank, (rule, part) in enumerate(parts, start=1):
            rows.append({**who, **leads, "rank": rank, "rule": rule, **vars(part)})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _lead(measure: Measure, winner: Sequence[float], runner_up: Sequence[float]) -> list[float]:
    """By how much the winner is better, year by year."""
    return [measure.direction * (one - other) for one, other in zip(winner, runner_up, strict=True)]


def _sorted_out(
    pieces: Sequence[Piece], done: Sequence[Sequence[Sample]]
) -> Mapping[tuple[str, str, str], list[float]]:
    """(rule, structure, measure) -> values in the order of the years."""
    found: dict[tuple[str, str, str], list[float]] = {}
    for piece, samples in zip(pieces, done, strict=True):
        for sample in samples:
            for name, value in sample.measures.items():
                found.setdefault((piece.off, sample.structure, name), []).append(value)
    return found


def causes(table: pd.DataFrame, measure: str, most: int = CAUSES) -> pd.DataFrame:
    """The largest causes of one measure."""
    return table[(table["measure"] == measure) & (table["rank"] <= most)]
