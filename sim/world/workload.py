"""The year of work: everything that will happen to a department from outside, drawn before anyone is organised.

This is the experiment's common ground. The year depends on the scenario, a seed and a replication, and knows no
group, no lead and no structure, so that whatever differs between two organisations is due to the organisations.
All that is drawn is addressed by names, so a scenario with something more in it has the same year and something more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.arithmetic import Numbers, round_ticks
from sim.randomness import Stream, keys
from sim.scenario.draws import Laws, draws, laws_table
from sim.scenario.schema import Scenario
from sim.vocabulary import MILLION
from sim.world.campaigns import Coming, draw_campaigns
from sim.world.chores import draw_chores
from sim.world.frame import bounds
from sim.world.messages import draw_messages
from sim.world.questions import draw_questions
from sim.world.remembering import once_a_scenario
from sim.world.signals import draw_signals, signal_table
from sim.world.spells import draw_spells
from sim.world.staff import members
from sim.world.tasks import draw_tasks
from sim.world.year import Campaigns, Column, Year


def draw_year(scenario: Scenario, seed: int, replication: int, seats: int | None = None) -> Year:
    """Draw the year that every organisation of a comparison faces.

    Parameters
    ----------
    scenario : Scenario
        Resolved and validated. Its switches are not read: they take rules out of a run, not work out of the year.
    seed, replication : int
        Address of all draws; the same three give the same bytes on every machine.
    seats : int, optional
        Number of seats, where it is not the scenario's.

    Returns
    -------
    Year
    """
    opens, closes, end = bounds(scenario)
    staff = members(scenario, seats)
    signals = draw_signals(scenario, seed, replication)
    coming = draw_campaigns(scenario, seed, replication, signals)
    tasks, predecessors, first = draw_tasks(scenario, seed, replication, coming)
    return Year(
        seed=seed,
        replication=replication,
        window_from=opens,
        window_to=closes,
        end=end,
        campaigns=_campaign_table(scenario, coming, first),
        tasks=tasks,
        predecessors=predecessors,
        questions=draw_questions(scenario, seed, replication, coming, first),
        chores=draw_chores(scenario, seed, replication, len(staff)),
        signals=signal_table(signals, coming.signal),
        spells=draw_spells(scenario, seed, replication, [who.grade for who in staff], end),
        talent=_talents(scenario, [who.talent for who in staff], keys(seed, replication)[Stream.TALENT]),
        messages=draw_messages(scenario, seed, replication, [(who.discipline, who.line) for who in staff]),
    )


@once_a_scenario
def _talent_law(scenario: Scenario) -> Laws:
    return laws_table([scenario.staffing.talent.lower()])


def _talents(scenario: Scenario, given: Sequence[float | None], talent_key: int) -> Numbers:
    """Talent of each seat: as given, or else drawn."""
    seats = np.arange(len(given), dtype=np.uint64)
    drawn = draws(_talent_law(scenario), np.zeros(len(given), dtype=np.int64), talent_key, seats)
    for seat, talent in enumerate(given):
        if talent is not None:
            drawn[seat] = talent
    return drawn


@dataclass(frozen=True)
class Common:
    """What all campaigns of a kind have in common; by kind, and in the units of the campaigns' columns."""

    hard: Column
    priority: Column
    strategic: Column
    unsettled: Column
    budget: Column


@once_a_scenario
def _common(scenario: Scenario) -> Common:
    kinds = scenario.campaign
    return Common(
        hard=_column([kind.hard for kind in kinds]),
        priority=_column([round_ticks(MILLION * kind.priority) for kind in kinds]),
        strategic=_column([kind.strategic for kind in kinds]),
        unsettled=_column([kind.unsettled for kind in kinds]),
        budget=_column([round_ticks(1000.0 * kind.budget) for kind in kinds]),
    )


def _campaign_table(scenario: Scenario, coming: Coming, first: Column) -> Campaigns:
    """Campaigns with what their kinds say of all of them."""
    kinds = _common(scenario)
    return Campaigns(
        kind=coming.kind,
        line=coming.line,
        arrival=coming.arrival,
        due=coming.due,
        hard=kinds.hard[coming.kind],
        priority=kinds.priority[coming.kind],
        amount=coming.amount,
        signal=coming.signal,
        strategic=kinds.strategic[coming.kind],
        unsettled=kinds.unsettled[coming.kind],
        budget=kinds.budget[coming.kind],
        first_task=first[:-1].copy(),
        tasks=np.diff(first),
    )


def _column(numbers: Sequence[int]) -> Column:
    return np.array(numbers, dtype=np.int64)
