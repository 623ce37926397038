"""Work fails its check the more often the harder it is, the less its maker knows, and the more answers were missed.

The answer to a failure depends on who gives it: low levels let it pass, high levels ask for rework (after Jin &
Levitt 1996; probabilities as recalled in teaching material, therefore parameters).
"""

from __future__ import annotations

from sim.behaviour.registry import rule

IGNORE, QUICK_FIX, REWORK = 0, 1, 2


@rule
def failure_probability(
    base: float, complexity: float, skill: float, gap_factor: float, missed: int, missed_factor: float, cap: float
) -> float:
    """p0 (0.5 + complexity) (1 + a complexity gap + b missed), capped; the gap is what skill lacks to 1."""
    gap = 1.0 - skill
    if gap < 0.0:
        gap = 0.0
    p = base * (0.5 + complexity) * (1.0 + gap_factor * complexity * gap + missed_factor * missed)
    return p if p < cap else cap


@rule
def missed_part(complexity: float, skill: float, gap_factor: float, missed: int, missed_factor: float) -> float:
    """Share of the failure probability that is due to missed exchanges."""
    gap = 1.0 - skill
    if gap < 0.0:
        gap = 0.0
    extra = missed_factor * missed
    return extra / (1.0 + gap_factor * complexity * gap + extra)


@rule
def outcome(u: float, ignore: float, rework: float) -> int:
    """What the decider says: ignore below `ignore`, rework below `ignore + rework`, else a quick fix."""
    if u < ignore:
        return IGNORE
    if u < ignore + rework:
        return REWORK
    return QUICK_FIX
