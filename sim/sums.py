"""Weighted sums in one fixed order, with most of the work done once for all.

In a large department most pairs of people, and most pairs of lines, stand in one usual relation; only a few are closer.
What somebody gets from everybody is therefore the usual weight times the sum over all, and on top, one by one, what
the weights of the few differ from the usual. That costs as much as there are unusual pairs, and adds alike on every
machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """A square table of weights, as what is usual and what is not.

    Attributes
    ----------
    usual : float
        The weight that most pairs have; any number gives the same sums but for the last bits.
    one, other : ndarray of int64
        The pairs whose weight is another, row by row.
    more : ndarray of float64
        By how much it is more.
    """

    usual: float
    one: NDArray[np.int64]
    other: NDArray[np.int64]
    more: NDArray[np.float64]


def apart_from(usual: float, weights: Table) -> Weights:
    """Find the pairs whose weight is not the usual one.

    Parameters
    ----------
    usual : float
    weights : array, shape (n, n)
        ``weights[i, j]`` is that of row j of the values in sum i.

    Returns
    -------
    Weights
    """
    one, other = np.nonzero(weights != usual)
    return Weights(usual, one, other, weights[one, other] - usual)


def weighted_sums(values: Table, weights: Weights) -> Table:
    """Sum of weights x values, by row of the weights.

    Parameters
    ----------
    values : array, shape (n, columns)
    weights : Weights
        Of n rows.

    Returns
    -------
    array, shape (n, columns)
        Usual x the running sum of all rows, then for each j in order whose weight differs, its difference x row j.
    """
    total = np.cumsum(values, axis=0)[-1]  # a running sum adds in one order, np.sum does not
    found = np.repeat((weights.usual * total)[None, :], len(values), axis=0)
    np.add.at(found, weights.one, weights.more[:, None] * values[weights.other])
    return found


def usual_of(weights: Table) -> float:
    """The least weight of two different rows; 0 where there is one row."""
    apart = weights[~np.eye(len(weights), dtype=bool)]
    return float(apart.min()) if apart.size else 0.0
