"""Which campaigns come, when, and what is at stake: by chance at a rate, for a date, or in answer to a signal.

Every campaign has an address made of the names of its kind and its line and of the number of its arrival, the name of
its date or the number of the signal it answers. All that is ever drawn inside the campaign hangs on that address, so a
campaign keeps its hours and its luck when other campaigns, lines or rules come and go, and rows are numbered anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.arithmetic import rounds
from sim.randomness import Stream, Words, keys
from sim.scenario.draws import Laws, draws, draws_ticks, laws_table
from sim.scenario.laws import CONSTANT, Law
from sim.scenario.schema import Scenario
from sim.vocabulary import MILLION, TICK_PER_DAY
from sim.world.frame import bounds
from sim.world.remembering import once_a_scenario
from sim.world.rows import in_order
from sim.world.signals import Heard
from sim.world.starts import Starts, draw_starts
from sim.world.year import Column


class Coming(NamedTuple):
    """Campaigns on their way, before their tasks are drawn; in order of arrival, kind and line.

    Attributes
    ----------
    arrival : ndarray of int64
        Tick.
    kind, line : ndarray of int64
    address : ndarray of uint64
        The subject of its draws.
    due : ndarray of int64
        Tick, -1 = never late.
    amount : ndarray of int64
        Millionths.
    date : ndarray of int64
        Tick of the date it is for, -1 = none.
    period : ndarray of int64
        Day number of that date, 0 = none; assets on one topic replace each other only within one period.
    signal : ndarray of int64
        Row of the signal it answers, -1 = none.
    """

    arrival: Column
    kind: Column
    line: Column
    address: Words
    due: Column
    amount: Column
    date: Column
    period: Column
    signal: Column


@dataclass(frozen=True)
class Stakes:
    """What the kinds say about due times and amounts; ``dueless`` kinds give no law for the due time."""

    due: Laws
    dueless: Column
    amount: Laws


@once_a_scenario
def _stakes(scenario: Scenario) -> Stakes:
    due = [None if kind.due_days is None else kind.due_days.lower(TICK_PER_DAY) for kind in scenario.campaign]
    return Stakes(
        due=laws_table([Law(CONSTANT) if law is None else law for law in due]),
        dueless=np.array([law is None for law in due], dtype=np.int64),
        amount=laws_table([kind.amount.lower(MILLION) for kind in scenario.campaign]),
    )


def draw_campaigns(scenario: Scenario, seed: int, replication: int, signals: Heard) -> Coming:
    """All campaigns of a year.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int
    signals : Heard
        In order; each calls for a campaign of every kind of its line that answers it.

    Returns
    -------
    Coming
    """
    starts = draw_starts(scenario, seed, replication, signals)
    inside = ((starts.arrival >= 0) & (starts.arrival < bounds(scenario)[2])).nonzero()[0]
    order = in_order(starts.arrival[inside], starts.kind[inside], starts.line[inside])
    starts = Starts._make(column[inside[order]] for column in starts)
    stakes = _stakes(scenario)
    share = draws(stakes.amount, starts.kind, keys(seed, replication)[Stream.AMOUNT], starts.address)
    return Coming(
        arrival=starts.arrival,
        kind=starts.kind,
        line=starts.line,
        address=starts.address,
        due=_due(starts, stakes, keys(seed, replication)[Stream.DUE]),
        amount=rounds(np.minimum(MILLION, share)),
        date=starts.date,
        period=starts.period,
        signal=starts.signal,
    )


def _due(starts: Starts, stakes: Stakes, due_key: int) -> Column:
    """Counted from the date where there is one, else from the arrival; a date without a law is the due time."""
    begin = np.where(starts.period > 0, starts.date, starts.arrival)
    due = begin + draws_ticks(stakes.due, starts.kind, due_key, starts.address)
    return np.where(stakes.dueless[starts.kind] > 0, starts.date, due)
