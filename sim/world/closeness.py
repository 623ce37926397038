"""How close people work before anything is earned: by the groups they share, and how small these are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def closeness_of_seats(
    ties: float, floor: float, seats: int, weights: Sequence[dict[int, float]]
) -> NDArray[np.float64]:
    """The largest, over the groups two seats share, of min(1, ties x min(w_i, w_j) / (n - 1)); at least the floor."""
    closeness = np.full((seats, seats), floor)
    for inside in weights:
        some = sorted(seat for seat, weight in inside.items() if weight > 0.0)
        if len(some) > 1:
            weight = np.array([inside[seat] for seat in some])
            shared = np.minimum(1.0, ties * np.minimum.outer(weight, weight) / (len(some) - 1))
            block = np.ix_(some, some)
            closeness[block] = np.maximum(closeness[block], shared)
    np.fill_diagonal(closeness, 1.0)
    return closeness


def apart(closeness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Closeness with everybody else: nobody is close to oneself."""
    others = closeness.copy()
    np.fill_diagonal(others, 0.0)
    return others


def closeness_with_groups(
    closeness: NDArray[np.float64], members_of: Sequence[tuple[int, ...]]
) -> tuple[tuple[float, ...], ...]:
    """Mean closeness of each seat with each group, added member by member so that every machine adds alike."""
    table = np.zeros((len(closeness), len(members_of)))
    for group, inside in enumerate(members_of):
        for member in inside:
            table[:, group] += closeness[:, member]
        table[:, group] /= max(1, len(inside))
    return tuple(map(tuple, table.tolist()))


def groups_by_nearness(
    backlogs: Sequence[int], group_lead: Sequence[int], closeness: NDArray[np.float64], groups: int
) -> tuple[tuple[int, ...], ...]:
    """By group with a backlog: the others with one, by closeness of the leads, ties by number; empty for the rest."""
    found: list[tuple[int, ...]] = [()] * groups
    for group in backlogs:
        near = closeness[group_lead[group]].tolist()
        others = (other for other in backlogs if other != group)
        found[group] = tuple(sorted(others, key=lambda other: (-near[group_lead[other]], other)))
    return tuple(found)
