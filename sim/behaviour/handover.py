"""Passing a task to another person costs briefing, reading in, delay and misunderstanding, the more the stranger the
two.

All four are linear in 1 - closeness; handing over to oneself costs nothing. (Hand-offs as a source of waste:
Poppendieck & Poppendieck 2006; team familiarity lowers defects: Huckman & Staats 2013. Simplified to straight
lines.)
"""

from __future__ import annotations

from sim.behaviour.registry import rule


@rule
def stranger_ticks(ticks: int, closeness: float) -> int:
    """What a full stranger costs, scaled by 1 - closeness."""
    return int(ticks * (1.0 - closeness) + 0.5)


@rule
def stranger_probability(probability: float, closeness: float) -> float:
    """A probability that a full stranger brings, scaled by 1 - closeness."""
    return probability * (1.0 - closeness)


@rule
def transit_ticks(inside: int, across: int, closeness: float) -> int:
    """Delay of a handover, nobody's work: `inside` at closeness 1, `across` at closeness 0."""
    return int(inside + (across - inside) * (1.0 - closeness) + 0.5)
