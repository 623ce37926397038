"""What it costs: pay follows the seat, and leading a group adds a premium.

At equal head count the cost of labour differs by premiums only; what differs between organisations is how much gets
done for it. Money spent outside on campaigns is the same for all and is left out.
"""

from __future__ import annotations

from functools import partial

from sim.facts import Facts
from sim.measures.about import About
from sim.measures.cohort import ratio
from sim.measures.effort import person_hours
from sim.measures.registry import measure
from sim.measures.time import campaigns_finished
from sim.vocabulary import TICK_PER_DAY

DAYS_A_YEAR = 250
HOURS_A_YEAR = 8 * DAYS_A_YEAR

_cost = partial(measure, direction=-1, source="China pay bands; lead premium an assumption")


@_cost(title="Yearly cost of staff", title_zh="年人力成本", unit="thousand yuan a year", unit_zh="千元/年")
def yearly_cost(facts: Facts, about: About) -> float:
    """Pay of all seats, lead premiums included."""
    return about.yearly_cost


@_cost(title="Staff cost per campaign", title_zh="每活动人力成本", unit="thousand yuan", unit_zh="千元")
def cost_per_campaign(facts: Facts, about: About) -> float:
    """Pay of all seats over the window, per campaign finished in it: idle hours are paid too."""
    years = (facts.window_to - facts.window_from) / (DAYS_A_YEAR * TICK_PER_DAY)
    return ratio(about.yearly_cost * years, campaigns_finished(facts, about))


@_cost(title="Cost of work per campaign", title_zh="每活动工时成本", unit="thousand yuan", unit_zh="千元")
def work_cost(facts: Facts, about: About) -> float:
    """Person-hours per campaign of the cohort at the mean hourly pay of all seats."""
    return person_hours(facts, about) * ratio(about.yearly_cost, about.seats * HOURS_A_YEAR)
