"""How alike the assets of one quarter look, where they ought to: a cross-section, so that a brand may change in time.

Differences count by how far two lines share a brand; lines that ought to differ are not punished for differing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.facts import QUARTERS, Facts
from sim.measures.about import About
from sim.vocabulary import MILLION

Numbers = NDArray[np.float64]


def spread(facts: Facts, about: About) -> Numbers:
    """D of each quarter: mean over pairs of assets of brand_shared x (difference of style)^2 over mean brand_shared.

    Returns
    -------
    ndarray of float64, shape (4,)
        NaN for a quarter with fewer than two assets. Computed from counts n, sums S and sums of squares Q of each line:
        pairs of two lines sum to n' Q + n Q' - 2 S S', pairs within one to n Q - S^2.
    """
    found: Numbers = np.full(QUARTERS, np.nan)
    shared = np.asarray(about.brand_shared, dtype=np.float64)
    for number in range(QUARTERS):
        rows = facts.shows.quarter == number
        weight = shared[np.ix_(facts.shows.line[rows], facts.shows.line[rows])]
        n = facts.shows.assets[rows].astype(np.float64)
        total = facts.shows.style[rows] / MILLION
        squares = facts.shows.style_squared[rows] / MILLION
        pairs = np.outer(n, n) - np.diag(n)
        apart = np.outer(n, squares) + np.outer(squares, n) - 2.0 * np.outer(total, total)
        if (weight * pairs).sum() > 0.0:
            found[number] = max(0.0, float((weight * apart).sum())) / float((weight * pairs).sum())
    return found


def consistency_by_quarter(facts: Facts, about: About) -> Numbers:
    """1 / (1 + D / tolerance^2) of each quarter; NaN for a quarter with fewer than two assets."""
    tolerance = about.brand_tolerance
    seen: Numbers = 1.0 / (1.0 + spread(facts, about) / (tolerance * tolerance))
    return seen
