"""Which interactions a grouping coordinates, and what that is worth: after Harris and Raviv (2002).

Two products by two activities make four tasks. Tasks of one product interact with probability p, tasks of one activity
with probability r; a coordinated interaction is worth 1. People in one group coordinate, people in different groups do
not. A middle manager costs c, the chief executive's time F, and a company-wide interaction (all four at once) is worth
s more, if the chief executive sees it. The payoffs are a reconstruction from these primitives, not the published ones:
the terms without a condition are simulated, those that hang on the chief executive being called only when it pays are
computed on the page.
"""

from __future__ import annotations

NOBODY, CHIEF, BY_PRODUCT, BY_ACTIVITY, CALLED_BY_PRODUCT, CALLED_BY_ACTIVITY, BOTH = (
    "nobody coordinates",
    "one group under the chief",
    "by product",
    "by activity",
    "by product, chief called",
    "by activity, chief called",
    "by product and by activity",
)


def coordinated(product: float, activity: float, inside_products: bool, inside_activities: bool) -> float:
    """Expected number of coordinated interactions of a campaign: 2 p for one side, 2 r for the other."""
    return 2.0 * product * inside_products + 2.0 * activity * inside_activities


def company_wide(product: float, activity: float) -> float:
    """Probability that all four interactions occur: p^2 r^2."""
    return product * product * activity * activity


def payoffs(product: float, activity: float, wide: float, manager: float, chief: float) -> dict[str, float]:
    """Expected payoff of each way to group.

    Parameters
    ----------
    product, activity : float
        p and r.
    wide : float
        s, worth of a company-wide interaction.
    manager, chief : float
        c, cost of a middle manager, and F, what the chief executive's time is worth elsewhere.

    Returns
    -------
    dict of str to float
        By the names of this module.
    """
    p, r, s, c, f = product, activity, wide, manager, chief
    all_four = company_wide(p, r)
    return {
        NOBODY: 0.0,
        CHIEF: 2 * p + 2 * r + s * all_four - f,
        BY_PRODUCT: 2 * p - 2 * c,
        BY_ACTIVITY: 2 * r - 2 * c,
        CALLED_BY_PRODUCT: 2 * p - 2 * c + p * p * (2 * r + s * r * r - f),
        CALLED_BY_ACTIVITY: 2 * r - 2 * c + r * r * (2 * p + s * p * p - f),
        BOTH: 2 * p + 2 * r - 4 * c + all_four * max(0.0, s - f),
    }


def best(product: float, activity: float, wide: float, manager: float, chief: float) -> str:
    """The grouping with the largest payoff."""
    found = payoffs(product, activity, wide, manager, chief)
    return max(found, key=lambda name: found[name])
