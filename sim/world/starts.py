"""When and where campaigns begin: by chance at a rate, for a date in which a line takes part, or in answer to a signal.

A campaign is at home in one kind on one line, and the home is addressed by their names. The number of its arrival
there, the name of its date, or the number of the signal it answers makes the address of the campaign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.arithmetic import Numbers, rounds
from sim.randomness import Stream, Words, entries, keys, uniforms
from sim.scenario.schema import Scenario
from sim.vocabulary import NONE, TICK_PER_DAY
from sim.world.arrivals import Poisson, arrivals, poisson, seasonal
from sim.world.frame import dates_of, line_factors, lines_of, named, tick_of
from sim.world.remembering import once_a_scenario
from sim.world.signals import Heard
from sim.world.year import Column


class Starts(NamedTuple):
    """When and for what campaigns begin; :class:`sim.world.campaigns.Coming` says what the columns are."""

    arrival: Column
    kind: Column
    line: Column
    address: Words
    date: Column
    period: Column
    signal: Column


@dataclass(frozen=True)
class Homes:
    """Every kind on every line that has it, and the processes by which campaigns arrive there."""

    kind: Column
    line: Column
    address: Words
    processes: Poisson


@dataclass(frozen=True)
class Occasions:
    """Every date of every kind on every line that has it; times in ticks, ``chance`` is that of taking part."""

    kind: Column
    line: Column
    address: Words
    date: Column
    period: Column
    lead: Numbers
    spread: Numbers
    chance: Numbers


def draw_starts(scenario: Scenario, seed: int, replication: int, signals: Heard) -> Starts:
    """Beginnings of all campaigns; some of those for a date may lie outside the run.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int
    signals : Heard
        In order; each calls for a campaign of every kind of its line that answers it.

    Returns
    -------
    Starts
        Those of one kind and line by chance first, then for dates, then in answer, each sort in order.
    """
    rates = _at_rates(_homes(scenario), keys(seed, replication)[Stream.ARRIVAL])
    dates = _for_dates(_occasions(scenario), keys(seed, replication)[Stream.PARTICIPATION])
    answers = _in_answer(scenario, signals)
    return Starts._make(np.concatenate(columns) for columns in zip(rates, dates, answers, strict=True))


def _at_rates(homes: Homes, arrival_key: int) -> Starts:
    """Beginnings of campaigns that come by chance."""
    home, number, tick = arrivals(homes.processes, arrival_key)
    none = np.full(len(home), NONE)
    address = entries(homes.address[home], number)
    return Starts(tick, homes.kind[home], homes.line[home], address, none, np.zeros_like(none), none)


def _for_dates(occasions: Occasions, participation_key: int) -> Starts:
    """Beginnings of campaigns for a date; some may lie outside the run."""
    states = entries(participation_key, occasions.address)
    joined = (uniforms(states, 0) < occasions.chance).nonzero()[0]
    ahead = rounds(occasions.lead[joined] + occasions.spread[joined] * uniforms(states[joined], 1))
    kind, line, address = occasions.kind[joined], occasions.line[joined], occasions.address[joined]
    date = occasions.date[joined]
    return Starts(date - ahead, kind, line, address, date, occasions.period[joined], np.full(len(joined), NONE))


def _in_answer(scenario: Scenario, signals: Heard) -> Starts:
    """Beginnings of campaigns that answer a signal, in the order of the signals."""
    homes = _homes(scenario)
    found: list[tuple[int, int]] = []
    for crisis, answering in enumerate(_answers(scenario)):
        called = (homes.line[answering][:, np.newaxis] == signals.line) & (signals.crisis == crisis)
        home, row = np.nonzero(called)
        found.extend(zip(answering[home].tolist(), row.tolist(), strict=True))
    home, row = _columns(found, 2)
    address = entries(homes.address[home], signals.number[row])
    none = np.full(len(row), NONE)
    return Starts(signals.arrival[row], homes.kind[home], homes.line[home], address, none, np.zeros_like(none), row)


@once_a_scenario
def _homes(scenario: Scenario) -> Homes:
    factors = line_factors(scenario)
    rows, rates = [], []
    for number, kind in enumerate(scenario.campaign):
        for line in lines_of(scenario, kind):
            rows.append((number, line, named("campaign", kind.name, scenario.lines.names[line])))
            rates.append(kind.rate * scenario.volume * factors[line] if kind.answers == "none" else 0.0)
    kinds, lines, names = _columns(rows, 3)
    address = names.astype(np.uint64)
    processes = poisson(address, np.array(rates, dtype=np.float64), seasonal(scenario))
    return Homes(kinds, lines, address, processes)


@once_a_scenario
def _occasions(scenario: Scenario) -> Occasions:
    rows, homes, names, numbers = [], [], [], []
    for number, kind in enumerate(scenario.campaign):
        lead, spread = kind.lead_days * TICK_PER_DAY, kind.lead_spread_days * TICK_PER_DAY
        for line in lines_of(scenario, kind):
            for name, date in dates_of(scenario, kind):
                rows.append((number, line, tick_of(scenario, date), date.toordinal()))
                homes.append(named("campaign", kind.name, scenario.lines.names[line]))
                names.append(named(name))
                numbers.append((lead, spread, kind.participation * scenario.volume))
    kinds, lines, dates, periods = _columns(rows, 4)
    leads, spreads, chances = np.array(numbers, dtype=np.float64).reshape(-1, 3).T.copy()
    address = entries(np.array(homes, dtype=np.uint64), np.array(names, dtype=np.uint64))
    return Occasions(kinds, lines, address, dates, periods, leads, spreads, chances)


@once_a_scenario
def _answers(scenario: Scenario) -> tuple[Column, Column]:
    """Homes whose kind answers a competitor, and homes whose kind answers a crisis."""
    homes = _homes(scenario)
    answers = np.array([kind.answers for kind in scenario.campaign], dtype=object)[homes.kind]
    return (answers == "competitor").nonzero()[0], (answers == "crisis").nonzero()[0]


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> tuple[Column, ...]:
    return tuple(np.array(rows, dtype=np.int64).reshape(-1, width).T.copy())
