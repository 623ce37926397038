"""Messages: who has something to tell whom, and when, drawn with the world and carried by whatever lines there are.

Each seat writes at the same rate to receivers drawn evenly (the traffic of Guimerà et al. 2002). Whom it may write to
follows from the homes of the seats, which are the same in every structure, and never from a group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.randomness import Stream, Words, entries, keys, uniforms
from sim.scenario.schema import Messages as Told
from sim.scenario.schema import Scenario
from sim.vocabulary import TICK_PER_WEEK
from sim.world.arrivals import Poisson, arrivals, even, poisson
from sim.world.frame import YEAR, bounds
from sim.world.remembering import once_a_scenario
from sim.world.rows import in_order
from sim.world.year import Column, Messages, no_messages


@dataclass(frozen=True)
class Writers:
    """Who writes, and to whom: those who may write to each other make a circle.

    Attributes
    ----------
    subjects : ndarray of uint64
        The seats as addresses.
    processes : Poisson
        By seat.
    seats : ndarray of int64
        Circle after circle, each in order of seat.
    first, size, place : ndarray of int64
        By seat: where its circle begins in ``seats``, how many are in it, and which of them the seat is.
    """

    subjects: Words
    processes: Poisson
    seats: Column
    first: Column
    size: Column
    place: Column


@once_a_scenario
def _writers(scenario: Scenario, homes: tuple[tuple[int, int], ...]) -> Writers:
    told = scenario.messages or Told(per_week=0.0)
    discipline, line = np.array(homes, dtype=np.int64).reshape(-1, 2).T
    circle = {"any": np.zeros_like(line), "same_discipline": discipline, "same_line": line}[told.between]
    seats = in_order(circle)
    sizes = np.bincount(circle)
    first = (np.cumsum(sizes) - sizes)[circle]
    place = np.empty_like(first)
    place[seats] = np.arange(len(seats))
    subjects = np.arange(len(homes), dtype=np.uint64)
    rates = np.where(sizes[circle] > 1, told.per_week * YEAR / TICK_PER_WEEK, 0.0)
    processes = poisson(subjects, rates, even(bounds(scenario)[2]))
    return Writers(subjects, processes, seats, first, sizes[circle], place - first)


def draw_messages(scenario: Scenario, seed: int, replication: int, homes: Sequence[tuple[int, int]]) -> Messages:
    """Messages by time, then sender.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int
    homes : sequence of (int, int)
        Home discipline and home line of each seat.

    Returns
    -------
    Messages
    """
    if scenario.messages is None:
        return no_messages()
    circle = _writers(scenario, tuple(homes))
    sender, number, arrival = arrivals(circle.processes, keys(seed, replication)[Stream.MESSAGE_ARRIVAL])
    states = entries(keys(seed, replication)[Stream.MESSAGE_RECEIVER], circle.subjects[sender])
    other = (uniforms(states, number) * (circle.size[sender] - 1)).astype(np.int64)
    receiver = circle.seats[circle.first[sender] + other + (other >= circle.place[sender])]
    order = in_order(arrival, sender)
    return Messages(arrival=arrival[order], sender=sender[order], receiver=receiver[order])
