"""The year of work: everything that will happen to a department from outside, drawn before anyone is organised.

This is the experiment's common ground. The year depends on the scenario, a seed and a replication, and knows no
group, no lead and no structure, so that whatever differs between two organisations is due to the organisations.
All that is drawn is addressed by names, so a scenario with something more in it has the same year and something more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.arithmetic import round_ticks
from sim.randomness import Stream, key, uniform_at
from sim.scenario.laws import draw, draw_ticks, mean
from sim.scenario.schema import Scenario
from sim.vocabulary import MILLION, NONE, TICK_PER_HOUR
from sim.world.arrivals import Pace, arrivals, even, seasonal
from sim.world.campaigns import Coming, Signal, draw_campaigns
from sim.world.frame import bounds, line_factors, named
from sim.world.load import chore_hours, seat_count
from sim.world.questions import draw_questions
from sim.world.spells import draw_spells
from sim.world.staff import members
from sim.world.tasks import draw_tasks
from sim.world.year import Campaigns, Chores, Column, Signals, Year


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
    pace = seasonal(scenario)
    signals = _signals(scenario, seed, replication, end)
    coming = draw_campaigns(scenario, seed, replication, pace, signals)
    tasks, predecessors, first = draw_tasks(scenario, seed, replication, coming)
    law, talent = scenario.staffing.talent.lower(), key(seed, replication, Stream.TALENT)
    talents = [draw(law, talent, seat, 0) if who.talent is None else who.talent for seat, who in enumerate(staff)]
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
        chores=_chores(scenario, seed, replication, seat_count(scenario) if seats is None else seats, pace),
        signals=_signal_table(signals, coming),
        spells=draw_spells(scenario, seed, replication, [who.grade for who in staff], end),
        talent=np.array(talents, dtype=np.float64),
    )


def _signals(scenario: Scenario, seed: int, replication: int, end: int) -> list[Signal]:
    """Signals by arrival, then line; they know no season."""
    when, which = (key(seed, replication, stream) for stream in (Stream.SIGNAL_ARRIVAL, Stream.SIGNAL_KIND))
    found = []
    for line, factor in enumerate(line_factors(scenario)):
        home = named("signal", scenario.lines.names[line])
        for number, tick in enumerate(arrivals(when, home, scenario.signals.turbulence * factor, even(end))):
            crisis = uniform_at(which, home, number) < scenario.signals.crisis_share
            found.append(Signal(tick, line, crisis, number))
    return sorted(found, key=lambda signal: signal[:2])


def _chores(scenario: Scenario, seed: int, replication: int, seats: int, pace: Pace) -> Chores:
    """Chores by arrival, then discipline, then line; each at least one tick."""
    when, size = (key(seed, replication, stream) for stream in (Stream.CHORE_ARRIVAL, Stream.CHORE_HOURS))
    law = scenario.chores.hours.lower(TICK_PER_HOUR)
    each = mean(law) / TICK_PER_HOUR
    rows: list[tuple[int, int, int, int]] = []
    for discipline, lines in enumerate(chore_hours(scenario, seats) if each > 0.0 else []):
        for line, hours in enumerate(lines):
            home = named("chore", scenario.disciplines[discipline], scenario.lines.names[line])
            for number, tick in enumerate(arrivals(when, home, hours / each, pace)):
                rows.append((tick, discipline, line, max(1, draw_ticks(law, size, home, number))))
    rows.sort(key=lambda row: row[:3])
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return Chores(*(table[:, column].copy() for column in range(4)))


def _signal_table(signals: Sequence[Signal], coming: Sequence[Coming]) -> Signals:
    """Signals with the first campaign that answers each, in the order of the scenario's kinds."""
    answers = [NONE] * len(signals)
    for row, campaign in reversed(list(enumerate(coming))):
        if campaign.signal != NONE:
            answers[campaign.signal] = row
    return Signals(
        arrival=_column([signal.arrival for signal in signals]),
        line=_column([signal.line for signal in signals]),
        crisis=_column([int(signal.crisis) for signal in signals]),
        campaign=_column(answers),
    )


def _campaign_table(scenario: Scenario, coming: Sequence[Coming], first: Column) -> Campaigns:
    """Campaigns with what their kinds say of all of them."""
    kinds = scenario.campaign
    kind = _column([campaign.kind for campaign in coming])
    return Campaigns(
        kind=kind,
        line=_column([campaign.line for campaign in coming]),
        arrival=_column([campaign.arrival for campaign in coming]),
        due=_column([campaign.due for campaign in coming]),
        hard=_column([each.hard for each in kinds])[kind],
        priority=_column([round_ticks(MILLION * each.priority) for each in kinds])[kind],
        amount=_column([campaign.amount for campaign in coming]),
        signal=_column([campaign.signal for campaign in coming]),
        strategic=_column([each.strategic for each in kinds])[kind],
        unsettled=_column([each.unsettled for each in kinds])[kind],
        budget=_column([round_ticks(1000.0 * each.budget) for each in kinds])[kind],
        first_task=first[:-1].copy(),
        tasks=np.diff(first),
    )


def _column(numbers: Sequence[int]) -> Column:
    return np.array(numbers, dtype=np.int64)
