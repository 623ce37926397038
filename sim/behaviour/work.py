"""Work takes its standard hours divided by the speed of whoever does it; speed is skill times familiarity.

Specialisation therefore pays because of repetition, not because a rule says so (after Smith 1776; learning law in
`world/practice.py`). Simplified: speed is fixed when a task is first worked on.
"""

from __future__ import annotations

from sim.behaviour.registry import rule


@rule
def work_ticks(standard: int, speed: float) -> int:
    """Ticks that `standard` ticks at skill 1 take at the given speed (> 0)."""
    return int(standard / speed + 0.5)


@rule
def share_ticks(ticks: int, share: float) -> int:
    """A share of some ticks, rounded to whole ticks."""
    return int(ticks * share + 0.5)


@rule
def adapted_ticks(ticks: int, usable: float, adaptation: float) -> int:
    """Ticks left when a share `usable` of the work exists and is adapted at `adaptation` of its cost.

    (1 - u) + u a of the whole (relative cost of reuse, Poulin 1997).
    """
    return int(ticks * ((1.0 - usable) + usable * adaptation) + 0.5)


@rule
def practised_after(ticks: int, fade: float) -> int:
    """Practice left after a week's fading."""
    return ticks - int(ticks * fade + 0.5)
