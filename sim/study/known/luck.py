"""Luck that is known: how a replication differs from what was to be expected, in numbers whose mean is exactly 0.

A year in which more arrived than usual is a slow year. Since it is known how much more, it can be taken out of the
estimate by regression, and far fewer runs tell as much (control variates; Lavenberg and Welch 1981).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.scenario.laws import mean
from sim.study.known.case import Control, Sight
from sim.vocabulary import TICK_PER_HOUR, TICK_PER_WEEK, Booking
from sim.world.frame import YEAR, line_factors, lines_of


def arrivals(world: int = 0) -> Control:
    """How many more campaigns arrived in the window than were expected, as a share."""

    def control(sights: Sequence[Sight]) -> float:
        scenario, facts = sights[world].scenario, sights[world].facts
        factors = line_factors(scenario)
        rate = sum(kind.rate * sum(factors[line] for line in lines_of(scenario, kind)) for kind in scenario.campaign)
        expected = rate * scenario.volume * (facts.window_to - facts.window_from) / YEAR
        return float(np.sum(facts.campaigns.cohort)) / expected - 1.0

    return control


def messages(world: int = 0) -> Control:
    """How many more messages were sent in the window than were expected, as a share."""

    def control(sights: Sequence[Sight]) -> float:
        sight, facts = sights[world], sights[world].facts
        assert sight.scenario.messages is not None
        weeks = (facts.window_to - facts.window_from) / TICK_PER_WEEK
        expected = sight.scenario.messages.per_week * weeks * len(sight.year.talent)
        return float(np.sum(facts.messages.cohort)) / expected - 1.0

    return control


def passing_on(expected: float) -> Control:
    """How much more of the window was spent on messages than expected.

    Parameters
    ----------
    expected : float
        Seats that write or pass on at any time in the long run, on average.
    """
    return _busy_with(Booking.EXCHANGE, expected)


def work(world: int = 0, power: int = 1) -> Control:
    """How much more work (or squared work) the cohort asked for than expected, as a share; one kind, exponential."""

    def control(sights: Sequence[Sight]) -> float:
        sight = sights[world]
        expected = mean(sight.scenario.campaign[0].task[0].hours.lower(TICK_PER_HOUR))
        rows = sight.facts.campaigns.cohort[sight.year.tasks.campaign] == 1
        drawn = (sight.year.tasks.ticks[rows] / expected) ** power
        return float(np.mean(drawn)) / power - 1.0  # the second moment of an exponential is twice its squared mean

    return control


def squared_work(world: int = 0) -> Control:
    """How much more squared work the cohort asked for than expected, as a share."""
    return work(world, 2)


def deciding(expected: float) -> Control:
    """How much more of the window was spent on deciding than expected.

    Parameters
    ----------
    expected : float
        Seats that decide at any time in the long run, on average.
    """
    return _busy_with(Booking.DECIDING, expected)


def _busy_with(booking: Booking, expected: float) -> Control:
    def control(sights: Sequence[Sight]) -> float:
        facts = sights[0].facts
        spent = float(np.sum(facts.seats.bookings[:, booking]))
        return spent / (facts.window_to - facts.window_from) / expected - 1.0

    return control
