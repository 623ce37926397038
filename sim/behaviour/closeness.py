"""People who work together come closer, and drift apart when they stop.

Closeness that an exchange earns is a share of what was missing; it fades by a share each week (tie strength grows with
interaction, Granovetter 1973; rates are assumptions).
"""

from __future__ import annotations

from sim.behaviour.registry import rule


@rule
def closer(earned: float, base: float, gain: float) -> float:
    """Earned closeness after one more finished exchange between two people whose groups give them `base`."""
    now = base + earned
    if now >= 1.0:
        return earned
    return earned + gain * (1.0 - now)


@rule
def faded(earned: float, decay: float) -> float:
    """Earned closeness after a week."""
    return earned * (1.0 - decay)


@rule
def close(base: float, earned: float) -> float:
    """Closeness of two people, at most 1."""
    total = base + earned
    return total if total < 1.0 else 1.0
