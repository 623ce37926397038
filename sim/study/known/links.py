"""Links beside the chart: where they must lie so that no desk is crossed by too many ways.

An organisation is a tree of solid lines and some links more, and a message goes each time to the neighbour nearest to
its receiver on the tree. Dodds, Watts and Sabel (2003, Information exchange and the robustness of organizational
networks, PNAS 100, 12516) draw the links with probability proportional to exp(-D / lambda) exp(-x / zeta): D is the
depth of the lowest common superior of the two, x grows with their distance below that superior. Small lambda keeps
links near the top, small zeta keeps them inside teams. Between the extremes lies what they call multiscale: links on
all levels, more of them the higher and the nearer. What counts is the share of all messages that pass the busiest seat.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import logs
from sim.randomness import key, uniforms_at

Whole = NDArray[np.int64]
Link = tuple[int, int]

LINKS = 2001
"""Stream of the links; beyond those of the model and of the analysis, and never changed."""
HARDLY = 1e-9
"""What stands for a lambda or zeta of 0: the least D, or the least x, goes first."""

RULES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "local team": (math.inf, 0.0),
        "random": (math.inf, math.inf),
        "interdivisional": (0.0, math.inf),
        "core-periphery": (0.1, 0.15),
        "multiscale": (0.5, 0.5),
    }
)
"""Rules by which links are placed: lambda and zeta, as published."""


def steps_of(superior: Sequence[int]) -> Whole:
    """Steps between any two members along solid lines; superiors must stand before their reports."""
    count = len(superior)
    steps = np.zeros((count, count), dtype=np.int64)
    for member in range(1, count):
        steps[member, :member] = steps[superior[member], :member] + 1
        steps[:member, member] = steps[member, :member]
    return steps


def draw_links(
    superior: Sequence[int], number: int, rule: tuple[float, float], seed: int, network: int = 0
) -> list[Link]:
    """Links beside the chart, drawn without replacement from all pairs that share no solid line.

    Parameters
    ----------
    superior : sequence of int
        Whom each member reports to, -1 at the top, which is member 0.
    number : int
        How many links; no more than there are pairs.
    rule : (float, float)
        lambda and zeta.
    seed, network : int
        Address of the draws.

    Returns
    -------
    list of (int, int)
        Lower member first, in order.
    """
    steps = steps_of(superior)
    one, other = np.triu_indices(len(superior), 1)
    apart = steps[one, other] > 1
    one, other = one[apart], other[apart]
    meet = (steps[0, one] + steps[0, other] - steps[one, other]) // 2
    distance = np.sqrt((steps[0, one] - meet) ** 2.0 + (steps[0, other] - meet) ** 2.0 - 2.0)
    weight = -meet / max(rule[0], HARDLY) - distance / max(rule[1], HARDLY)
    chance = uniforms_at(key(seed, network, LINKS), np.arange(len(one)), 0)
    first = np.argsort(logs(-logs(chance)) - weight, kind="stable")[:number]
    return sorted(zip(one[first].tolist(), other[first].tolist(), strict=True))


def relayed(superior: Sequence[int], links: Sequence[Link] = ()) -> Whole:
    """Of how many ordered pairs (sender, receiver) each member passes the message on, without being either."""
    steps = steps_of(superior)
    count = len(superior)
    solid = [(member, boss) for member, boss in enumerate(superior) if boss >= 0]
    beside: list[set[int]] = [set() for _ in range(count)]
    for one, other in (*solid, *links):
        beside[one].add(other)
        beside[other].add(one)
    near = np.full((count, max(map(len, beside))), count)
    for member, others in enumerate(beside):
        near[member, : len(others)] = sorted(others)
    total = np.zeros(count, dtype=np.int64)
    far = 2 * count
    for receiver in range(count):
        away = np.append(steps[receiver], far)
        hop = near[np.arange(count), away[near].argmin(axis=1)]  # of equally near ones the lower seat, which is first
        passing = np.ones(count, dtype=np.int64)
        for distance in range(int(steps[receiver].max()), 0, -1):
            here = np.flatnonzero(steps[receiver] == distance)
            np.add.at(passing, hop[here], passing[here])
        passing[receiver] = 1
        total += passing - 1
    return total


def busiest(superior: Sequence[int], links: Sequence[Link] = ()) -> float:
    """Share of all messages that pass the busiest member, where everybody writes equally to everybody."""
    count = len(superior)
    return float(relayed(superior, links).max()) / (count * (count - 1))


def stalls_at(superior: Sequence[int], links: Sequence[Link] = ()) -> float:
    """Messages a member may write in the time of one relay before somebody's queue grows without end.

    The sender works on a message as a relay does.
    """
    count = len(superior)
    return 1.0 / (1.0 + float(relayed(superior, links).max()) / (count - 1))
