"""Approvals as filters of error: how many fallible reviewers must agree, and how many have to look.

Sah and Stiglitz (1986): in a hierarchy all must agree, in a polyarchy any one suffices; the committee that accepts at k
of n stands between them. Reviewers err independently and are asked one after the other until the result is certain.
"""

from __future__ import annotations

from math import comb


def acceptance(reviewers: int, needed: int, accepting: float) -> float:
    """Probability that a proposal passes.

    Parameters
    ----------
    reviewers : int
        n.
    needed : int
        k: n is the hierarchy, 1 the polyarchy.
    accepting : float
        p, probability that one reviewer accepts a proposal of this quality.

    Returns
    -------
    float
        Sum of the binomial probabilities of k and more.
    """
    p = accepting
    return sum(comb(reviewers, yes) * p**yes * (1.0 - p) ** (reviewers - yes) for yes in range(needed, reviewers + 1))


def reviews(reviewers: int, needed: int, accepting: float) -> float:
    """Expected number of reviews, if one stops as soon as the result is certain.

    Notes
    -----
    For the hierarchy (1 - p^n) / (1 - p), for the polyarchy (1 - (1 - p)^n) / p. In general the last review is the k-th
    yes or the (n - k + 1)-th no, whichever comes first (negative binomial; derived here).
    """
    p, refusing = accepting, reviewers - needed + 1
    total = 0.0
    for asked in range(1, reviewers + 1):
        ends_yes = comb(asked - 1, needed - 1) * p**needed * (1.0 - p) ** (asked - needed) if asked >= needed else 0.0
        ends_no = (
            comb(asked - 1, refusing - 1) * (1.0 - p) ** refusing * p ** (asked - refusing)
            if asked >= refusing
            else 0.0
        )
        total += asked * (ends_yes + ends_no)
    return total
