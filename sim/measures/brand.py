"""How alike the assets of one quarter look, where they ought to: a cross-section, so that a brand may change in time.

Differences count by how far two lines share a brand; lines that ought to differ are not punished for differing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.facts import QUARTERS, Column, Facts, ShowFacts
from sim.measures.about import About
from sim.measures.once import once
from sim.measures.scalars import MILLION

Numbers = NDArray[np.float64]
_NUMBERS = np.arange(QUARTERS)[:, None]


def spread(facts: Facts, about: About) -> Numbers:
    """D of each quarter: mean over pairs of assets of brand_shared x (difference of style)^2 over mean brand_shared.

    Returns
    -------
    ndarray of float64, shape (4,)
        NaN for a quarter with fewer than two assets. Computed from counts n, sums S and sums of squares Q of each line:
        pairs of two lines sum to n' Q + n Q' - 2 S S', pairs within one to n Q - S^2.
    """
    shows = facts.shows
    if len(shows.quarter) % QUARTERS == 0 and bool((shows.quarter.reshape(QUARTERS, -1) == _NUMBERS).all()):
        # Every quarter shows assets of as many lines, so that all four are taken at a time.
        return _spreads(shows, about.shared, np.arange(len(shows.quarter)).reshape(QUARTERS, -1))
    each = [np.flatnonzero(shows.quarter == number)[None, :] for number in range(QUARTERS)]
    return np.concatenate([_spreads(shows, about.shared, rows) for rows in each])


def _spreads(shows: ShowFacts, shared: Numbers, rows: Column) -> Numbers:
    """D of some quarters, from the rows of each of them in the table of shows: as many for one as for another."""
    quarters, lines = rows.shape
    line, n = shows.line[rows], shows.assets[rows].astype(np.float64)
    total, squares = shows.style[rows] / MILLION, shows.style_squared[rows] / MILLION
    weight = shared[line[:, :, None], line[:, None, :]]
    pairs = n[:, :, None] * n[:, None, :]
    pairs.reshape(quarters, -1)[:, :: lines + 1] -= n
    across = n[:, :, None] * squares[:, None, :]
    apart = across + across.transpose(0, 2, 1) - 2.0 * (total[:, :, None] * total[:, None, :])
    whole = (weight * pairs).reshape(quarters, -1).sum(axis=1)
    found: Numbers = np.maximum(0.0, (weight * apart).reshape(quarters, -1).sum(axis=1))
    nobody = ~(whole > 0.0)
    found[nobody], whole[nobody] = np.nan, 1.0
    found /= whole
    return found


@once
def consistency_by_quarter(facts: Facts, about: About) -> Numbers:
    """1 / (1 + D / tolerance^2) of each quarter; NaN for a quarter with fewer than two assets."""
    tolerance = about.brand_tolerance
    seen: Numbers = 1.0 / (1.0 + spread(facts, about) / (tolerance * tolerance))
    return seen
