"""Chores: the small routine requests of a year, discipline by discipline and line by line, in the year's seasons.

They are asked of a department in proportion to its size, so their number follows the seats and not the campaigns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.randomness import Stream, keys
from sim.scenario.draws import Laws, draws_ticks, laws_table
from sim.scenario.laws import mean
from sim.scenario.schema import Scenario
from sim.vocabulary import TICK_PER_HOUR
from sim.world.arrivals import Poisson, arrivals, poisson, seasonal
from sim.world.frame import named
from sim.world.load import chore_hours
from sim.world.remembering import once_a_scenario
from sim.world.rows import in_order
from sim.world.year import Chores, Column


@dataclass(frozen=True)
class Routine:
    """Where chores arise, one row a discipline and line, and how long they are."""

    discipline: Column
    line: Column
    processes: Poisson
    hours: Laws


@once_a_scenario
def _routine(scenario: Scenario, seats: int) -> Routine:
    law = scenario.chores.hours.lower(TICK_PER_HOUR)
    each = mean(law) / TICK_PER_HOUR
    lines = scenario.lines.names
    homes = [named("chore", discipline, line) for discipline in scenario.disciplines for line in lines]
    hours = np.array(chore_hours(scenario, seats), dtype=np.float64).ravel()
    rates = hours / each if each > 0.0 else np.zeros_like(hours)
    return Routine(
        discipline=np.repeat(np.arange(len(scenario.disciplines)), len(lines)),
        line=np.tile(np.arange(len(lines)), len(scenario.disciplines)),
        processes=poisson(np.array(homes, dtype=np.uint64), rates, seasonal(scenario)),
        hours=laws_table([law]),
    )


def draw_chores(scenario: Scenario, seed: int, replication: int, seats: int) -> Chores:
    """Chores by arrival, then discipline, then line; each at least one tick.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int
    seats : int
        How many there are.

    Returns
    -------
    Chores
    """
    routine = _routine(scenario, seats)
    home, number, arrival = arrivals(routine.processes, keys(seed, replication)[Stream.CHORE_ARRIVAL])
    discipline, line = routine.discipline[home], routine.line[home]
    order = in_order(arrival, discipline, line)
    home, number = home[order], number[order]
    subjects, one_law = routine.processes.subjects[home], np.zeros_like(home)
    ticks = draws_ticks(routine.hours, one_law, keys(seed, replication)[Stream.CHORE_HOURS], subjects, number)
    return Chores(arrival=arrival[order], discipline=discipline[order], line=line[order], ticks=np.maximum(1, ticks))
