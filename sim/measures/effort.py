"""Where people's time goes: how busy they are, and how much of what they do is the work itself.

Hours worked are those booked in the window to anything but idleness, outside duties and absence; present time is hours
worked and idleness. Hidden work is what an organisation does to be able to work: handing over, exchanging, deciding,
meeting, supervising, searching, switching, running mechanisms, and routine chores. Direct work, duplicated work and
rework are not hidden.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from sim.facts import Column, Facts
from sim.measures.about import About
from sim.measures.cohort import percent, person_ticks, ratio, size, strategic, total
from sim.measures.once import once
from sim.measures.registry import measure
from sim.measures.scalars import HOUR, NONE, ONE, ZERO
from sim.measures.survival import kaplan_meier, quantile
from sim.vocabulary import TICK_PER_HOUR, Booking

HIDDEN = (
    Booking.HANDOVER,
    Booking.EXCHANGE,
    Booking.DECIDING,
    Booking.MEETING,
    Booking.SUPERVISION,
    Booking.SEARCH,
    Booking.SWITCHING,
    Booking.MECHANISM,
    Booking.CHORE,
)
_HIDDEN = tuple(map(int, HIDDEN))
_percent = partial(measure, unit="%", unit_zh="%")


@once
def booked(facts: Facts) -> list[int]:
    """Ticks of the window by `Booking`, all seats together."""
    ticks: list[int] = facts.seats.bookings.sum(axis=0).tolist()
    return ticks


@once
def present(facts: Facts) -> Column:
    """Ticks of the window that each seat was there."""
    bookings = facts.seats.bookings
    there: Column = bookings.sum(axis=1) - bookings[:, Booking.OUTSIDE] - bookings[:, Booking.ABSENT]
    return there


@once
def worked(facts: Facts) -> Column:
    """Ticks of the window that each seat worked."""
    ticks: Column = present(facts) - facts.seats.bookings[:, Booking.IDLE]
    return ticks


def busy(facts: Facts) -> NDArray[np.float64]:
    """Share of each seat's present time that it worked; NaN where it was never there."""
    there = present(facts)
    share: NDArray[np.float64] = np.full(len(there), np.nan)
    np.divide(worked(facts), there, out=share, where=there > 0)
    return share


@measure(title="Person-hours", title_zh="人时", unit="hours per campaign", unit_zh="小时/活动", direction=-1)
def person_hours(facts: Facts, about: About) -> float:
    """Hours that anybody spent on campaigns of the cohort, per campaign; unfinished ones with what they took so far.

    All bookings but chores, meetings and supervision, which belong to no campaign.
    """
    return ratio(person_ticks(facts), size(facts) * TICK_PER_HOUR)


@_percent(title="Utilisation", title_zh="利用率", direction=0)
def utilisation(facts: Facts, about: About) -> float:
    """Hours worked in percent of present time, all seats together."""
    ticks = booked(facts)
    return percent(facts.served, sum(ticks) - ticks[Booking.OUTSIDE] - ticks[Booking.ABSENT])


@_percent(title="Busiest desk", title_zh="最忙岗位", direction=-1, source="congestion: Guimera et al. 2002")
def busiest_desk(facts: Facts, about: About) -> float:
    """Share of present time worked by the seat that has the least to spare."""
    there = present(facts) > ZERO
    return 100.0 * float((worked(facts)[there] / present(facts)[there]).max()) if there.any() else float("nan")


@_percent(
    title="Hidden work",
    title_zh="隐性工作占比",
    direction=-1,
    source="work about work: Asana 2021-22; hidden work: Jin & Levitt 1996",
)
def coordination_share(facts: Facts, about: About) -> float:
    """Handing over, exchanging, deciding, meeting, supervising, searching, switching and chores, % of hours worked."""
    return percent(sum([booked(facts)[one] for one in _HIDDEN]), facts.served)


@_percent(title="Strategic share", title_zh="战略工作占比", direction=1, source="chores trap: items 32-33")
def strategic_share(facts: Facts, about: About) -> float:
    """Hours on the cohort's strategic campaigns in percent of those on all its campaigns and on the window's chores."""
    ticks = total(facts.campaigns.person, strategic(facts))
    return percent(ticks, person_ticks(facts) + booked(facts)[Booking.CHORE])


@measure(title="Chore delay, nine in ten", title_zh="杂务时长九成分位", unit="hours", unit_zh="小时", direction=-1)
def chore_delay(facts: Facts, about: About) -> float:
    """Working hours by which nine in ten of the window's chores are done, from their arrival (Kaplan-Meier)."""
    rows = facts.chores.cohort == ONE
    ended = facts.chores.ended[rows]
    done = ended != NONE
    over = np.where(done, ended, facts.end)
    return quantile(kaplan_meier((over - facts.chores.arrival[rows]) / HOUR, done), 0.9)
