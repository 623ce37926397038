"""A signer may misread a proposal, the more easily the less is known of the matter; structure decides how errors
combine.

Craft is read with skill in the discipline, fit with familiarity with the line: two bosses know different things
(Sah & Stiglitz 1986 for how fallible signatures combine; the link from knowledge to error is an assumption).
"""

from __future__ import annotations

from sim.behaviour.registry import rule

OPEN, ACCEPTED, REFUSED, SPLIT = 0, 1, 2, 3
COUNT, REFUSAL_WINS, PRIORITY_SIDE, SUPERIOR = 0, 1, 2, 3


@rule
def misreading(base: float, ignorance: float, knowledge: float) -> float:
    """Probability to misread a face: e0 + e1 (1 - k), within 0..1."""
    gap = 1.0 - knowledge
    if gap < 0.0:
        gap = 0.0
    p = base + ignorance * gap
    return p if p < 1.0 else 1.0


@rule
def panel(accepted: int, refused: int, pending: int, needed: int, on_split: int) -> int:
    """Where a sign-off stands: open, accepted, refused, or split and to be settled.

    `needed` signatures accept under the rule *count*; under the others all must agree.
    """
    if on_split == COUNT:
        if accepted >= needed:
            return ACCEPTED
        if accepted + pending < needed:
            return REFUSED
        return OPEN
    if on_split == REFUSAL_WINS and refused > 0:
        return REFUSED
    if pending > 0:
        return OPEN
    if refused == 0:
        return ACCEPTED
    if accepted == 0:
        return REFUSED
    return SPLIT


@rule
def may_decide(amount: int, authority: int) -> bool:
    """The amount is within the authority of the level."""
    return amount <= authority


@rule
def loser_is_late(now: int, first: int, second: int, due: int) -> bool:
    """Doing the other first would make this one miss its due time, and doing this one first would not."""
    return now + first + second > due and now + second <= due
