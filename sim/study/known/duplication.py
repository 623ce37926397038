"""The same thing made twice: because nobody sees what the others make, or because two begin at the same moment.

Without sight the share of duplicates follows from counting (derived here). With sight it follows from timing: Bolton
and Farrell (1990) let two units start with a probability in each period and see each other's start one period later,
so that not to coordinate costs either a duplicate or a delay.
"""

from __future__ import annotations


def shared_asset_share(units: int, needing: float) -> float:
    """Share of what is made that was made already, if nobody sees what the others make.

    Parameters
    ----------
    units : int
        n units.
    needing : float
        s, probability that a unit needs the asset.

    Returns
    -------
    float
        1 - (1 - (1 - s)^n) / (n s): n s are made, and one is enough whenever any is needed.
    """
    return 1.0 - (1.0 - (1.0 - needing) ** units) / (units * needing)


def both_start(starting: float) -> float:
    """Probability that the first start is a start of both: p / (2 - p)."""
    return starting / (2.0 - starting)


def periods_waited(starting: float) -> float:
    """Mean number of periods before the first start: (1 - p)^2 / (1 - (1 - p)^2)."""
    neither = (1.0 - starting) ** 2
    return neither / (1.0 - neither)


def delay_loss(starting: float, discount: float, cost: float) -> float:
    """Value lost because the first start comes late.

    Parameters
    ----------
    starting : float
        p, probability to start in a period.
    discount : float
        d, what the next period counts for.
    cost : float
        S, cost of making; the thing made is worth 1.

    Returns
    -------
    float
        (1 - E d^T)(1 - S), T being the periods waited; E d^T = p (2 - p) / (1 - d (1 - p)^2).
    """
    return (1.0 - starting * (2.0 - starting) / (1.0 - discount * (1.0 - starting) ** 2)) * (1.0 - cost)


def duplication_loss(starting: float, discount: float, cost: float) -> float:
    """Value lost because both start in the same period: E d^T S if both, p^2 S / (1 - d (1 - p)^2)."""
    return starting * starting * cost / (1.0 - discount * (1.0 - starting) ** 2)
