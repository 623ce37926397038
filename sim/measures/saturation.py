"""Whether a run tells anything about the long run: where work piles up, every mean only says how long one has looked.

The test is that of the specification, section 8; that an organisation tips from flowing to congested at some load, and
must be told apart, is Fyall's (2002) organisational Reynolds number.
"""

from __future__ import annotations

from sim.facts import Facts
from sim.measures.about import About
from sim.measures.registry import measure

GROWTH_MAX = 0.05
"""Growth of the work waiting, as a share of the hours worked in the window, above which a run is saturated."""


def is_saturated(facts: Facts) -> bool:
    """Whether work waiting, without what was withdrawn, grew over the window by more than 5 % of the hours worked."""
    return facts.waiting_to - facts.waiting_from > GROWTH_MAX * facts.served


@measure(title="Saturated", title_zh="饱和", unit="0 or 1", unit_zh="0 或 1", direction=-1, source="after Fyall 2002")
def saturated(facts: Facts, about: About) -> float:
    """1 where work waiting grew over the window by more than 5 % of the hours worked, so that no mean is final."""
    return float(is_saturated(facts))
