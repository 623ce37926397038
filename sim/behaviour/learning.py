"""Practice counts where it was had, where colleagues close by had it, and on lines alike; each effect in one fixed
order of sums.

The learning law itself stands in `world/practice.py`, where a run's first practice is found. That a colleague's
practice spills over by closeness is an assumption (sign: transactive memory, Wegner 1987).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]


def with_colleagues(hours: Table, closeness: Table, spill_over: float) -> Table:
    """Practice in a discipline, one's own and what spills over.

    Parameters
    ----------
    hours : array, shape (seats, disciplines)
        Own practice in hours.
    closeness : array, shape (seats, seats)
        Symmetric.
    spill_over : float
        Share of a fully close colleague's practice that counts.

    Returns
    -------
    array, shape (seats, disciplines)
    """
    others = closeness.copy()
    np.fill_diagonal(others, 0.0)
    from_others = np.zeros_like(hours)
    for colleague in range(hours.shape[0]):
        from_others += others[colleague][:, None] * hours[colleague]
    return hours + spill_over * from_others


def on_lines_alike(hours: Table, similarity: Table) -> Table:
    """Practice that counts on a line: what was had on each line, by similarity.

    Parameters
    ----------
    hours : array, shape (seats, lines)
    similarity : array, shape (lines, lines)

    Returns
    -------
    array, shape (seats, lines)
    """
    known = np.zeros_like(hours)
    for line in range(hours.shape[1]):
        known += hours[:, line : line + 1] * similarity[line]
    return known


def mean_style_of_others(style: Table, closeness: Table) -> Table:
    """Closeness-weighted mean style of everybody else, by seat; one's own style where there is nobody."""
    others = closeness.copy()
    np.fill_diagonal(others, 0.0)
    total = np.zeros_like(style)
    weight = np.zeros_like(style)
    for colleague in range(style.shape[0]):
        total += others[colleague] * style[colleague]
        weight += others[colleague]
    return np.where(weight > 0.0, total / np.where(weight > 0.0, weight, 1.0), style)
