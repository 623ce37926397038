"""Signals: what competitors do and the crises that break out, line by line, and in no season.

A signal is drawn like the campaigns, before anyone is organised. It is addressed by its line and its number on that
line; what it sets off, answers and unsettled plans, hangs on it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.randomness import Stream, Words, entries, keys, uniforms
from sim.scenario.schema import Scenario
from sim.vocabulary import NONE
from sim.world.arrivals import Poisson, arrivals, even, poisson
from sim.world.frame import bounds, line_factors, named
from sim.world.remembering import once_a_scenario
from sim.world.rows import in_order
from sim.world.year import Column, Signals


class Heard(NamedTuple):
    """Signals by arrival, then line; ``number`` says which of its line's signals each is."""

    arrival: Column
    line: Column
    crisis: Column
    number: Words


@once_a_scenario
def _processes(scenario: Scenario) -> Poisson:
    homes = np.array([named("signal", name) for name in scenario.lines.names], dtype=np.uint64)
    rates = np.array([scenario.signals.turbulence * factor for factor in line_factors(scenario)], dtype=np.float64)
    return poisson(homes, rates, even(bounds(scenario)[2]))


def draw_signals(scenario: Scenario, seed: int, replication: int) -> Heard:
    """All signals of a year.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int

    Returns
    -------
    Heard
    """
    processes = _processes(scenario)
    line, number, arrival = arrivals(processes, keys(seed, replication)[Stream.SIGNAL_ARRIVAL])
    states = entries(keys(seed, replication)[Stream.SIGNAL_KIND], processes.subjects[line])
    crisis = (uniforms(states, number) < scenario.signals.crisis_share).astype(np.int64)
    order = in_order(arrival, line)
    return Heard(arrival[order], line[order], crisis[order], number[order])


def signal_table(signals: Heard, answered: Column) -> Signals:
    """Signals with the first campaign that answers each.

    Parameters
    ----------
    signals : Heard
    answered : ndarray of int64
        For each campaign, the row of the signal it answers, -1 = none.

    Returns
    -------
    Signals
    """
    campaign = np.full(len(signals.arrival), NONE)
    for row in reversed((answered != NONE).nonzero()[0].tolist()):
        campaign[answered[row]] = row
    return Signals(arrival=signals.arrival, line=signals.line, crisis=signals.crisis, campaign=campaign)
