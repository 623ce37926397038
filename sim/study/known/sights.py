"""What is read from a run: two sums over the campaigns or decisions of the cohort, whose quotient theory knows.

Only the fact tables are read, the same that measures read. Times are in hours. Campaigns and decisions that are still
open at the end of the run are left out here and counted by the runner, which does not accept a trial that has any.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.log import Phase
from sim.study.known.case import Observe, Part, Sight
from sim.vocabulary import TICK_PER_HOUR, Booking, Cause, Interface, Outcome, State

Mask = NDArray[np.bool_]
Times = Callable[[Sight], NDArray[np.float64]]


def finished(sight: Sight) -> Mask:
    """Campaigns of the cohort that are over, completed or dropped."""
    over: Mask = (sight.facts.campaigns.cohort == 1) & (sight.facts.campaigns.ended >= 0)
    return over


def delivered(sight: Sight) -> Mask:
    """Messages of the cohort that have arrived."""
    over: Mask = (sight.facts.messages.cohort == 1) & (sight.facts.messages.delivered >= 0)
    return over


def open_share(sight: Sight) -> float:
    """Share of the cohort, campaigns and messages, that is still open at the end of the run."""
    cohort = int(np.sum(sight.facts.campaigns.cohort == 1)) + int(np.sum(sight.facts.messages.cohort == 1))
    over = int(np.sum(finished(sight))) + int(np.sum(delivered(sight)))
    return 1.0 - over / cohort if cohort else 0.0


def _hours(ticks: NDArray[np.int64]) -> float:
    return float(np.sum(ticks)) / TICK_PER_HOUR


def times(sight: Sight) -> NDArray[np.float64]:
    """Hours from arrival to end of each campaign of the cohort."""
    campaigns, rows = sight.facts.campaigns, finished(sight)
    return np.asarray((campaigns.ended[rows] - campaigns.arrival[rows]) / TICK_PER_HOUR)


def delivery_times(sight: Sight) -> NDArray[np.float64]:
    """Hours from sending to delivery of each message of the cohort."""
    messages, rows = sight.facts.messages, delivered(sight)
    return np.asarray((messages.delivered[rows] - messages.sent[rows]) / TICK_PER_HOUR)


def time_of(world: int = 0, taken: Times = times) -> Observe:
    """Mean time from arrival to end, of one of the worlds."""

    def observe(sights: Sequence[Sight]) -> Part:
        found = taken(sights[world])
        return float(np.sum(found)), float(found.size)

    return observe


def wait(sights: Sequence[Sight], power: int = 1) -> Part:
    """Mean wait for a person, or the mean of its square."""
    rows = finished(sights[0])
    waited = sights[0].facts.campaigns.path[rows, State.WAITING] / TICK_PER_HOUR
    return float(np.sum(waited**power)), float(waited.size)


def wait_squared(sights: Sequence[Sight]) -> Part:
    """Mean of the squared wait for a person."""
    return wait(sights, 2)


def quotient_of_times(sights: Sequence[Sight]) -> Part:
    """Mean time in the first world in units of that in the second; both have the same campaigns."""
    return float(np.mean(times(sights[0]))), float(np.mean(times(sights[1])))


def multiplier(sights: Sequence[Sight]) -> Part:
    """Hours worked for each hour asked for."""
    rows = finished(sights[0])
    return _hours(sights[0].facts.campaigns.person[rows]), _hours(sights[0].facts.campaigns.standard[rows])


def crossing(
    low: float, high: float, places: tuple[int, int, int, int] = (0, 1, 2, 3), taken: Times = times
) -> Observe:
    """Where two worlds are equally fast, by a straight line between two settings.

    Parameters
    ----------
    low, high : float
        The settings.
    places : tuple of int
        Which sight is: one at `low`, the other at `low`, one at `high`, the other at `high`.
    taken : function of a sight
        The times that are compared: of campaigns, or of messages.
    """

    def observe(sights: Sequence[Sight]) -> Part:
        one_low, other_low, one_high, other_high = (float(np.mean(taken(sights[place]))) for place in places)
        below, above = one_low - other_low, one_high - other_high
        return low * above - high * below, above - below

    return observe


# -- decisions ----------------------------------------------------------------------------------------------------


def _decided(sight: Sight, cause: Cause) -> Mask:
    needs, facts = sight.facts.needs, sight.facts
    inside = (needs.raised >= facts.window_from) & (needs.raised < facts.window_to)
    decided: Mask = inside & (needs.usable >= 0) & (needs.cause == cause)
    return decided


def decision_time(cause: Cause, place: int = 0) -> Observe:
    """Mean time from raising a need to its answer, of one of the sights."""

    def observe(sights: Sequence[Sight]) -> Part:
        rows, needs = _decided(sights[place], cause), sights[place].facts.needs
        return _hours(needs.usable[rows] - needs.raised[rows]), float(np.sum(rows))

    return observe


def decisions_faster(cause: Cause) -> Observe:
    """By how much needs are answered faster in the second sight than in the first, on average."""
    first, second = decision_time(cause, 0), decision_time(cause, 1)

    def observe(sights: Sequence[Sight]) -> Part:
        (slow, slow_count), (fast, fast_count) = first(sights), second(sights)
        return slow / slow_count - fast / fast_count, 1.0

    return observe


def defaulted(sights: Sequence[Sight]) -> Part:
    """Share of exceptions that their maker decided after waiting in vain."""
    rows = _decided(sights[0], Cause.EXCEPTION)
    return float(np.sum(sights[0].facts.needs.defaulted[rows])), float(np.sum(rows))


def accepted(sights: Sequence[Sight]) -> Part:
    """Share of proposals that passed."""
    rows = _decided(sights[0], Cause.GATE)
    return float(np.sum(sights[0].facts.needs.outcome[rows] == Outcome.ACCEPTED)), float(np.sum(rows))


def reviewed(sights: Sequence[Sight]) -> Part:
    """Reviews a proposal, where each takes an hour."""
    rows = _decided(sights[0], Cause.GATE)
    return _hours(sights[0].facts.needs.phases[rows, Phase.DECIDING]), float(np.sum(rows))


# -- seats --------------------------------------------------------------------------------------------------------


def busy_seat(seat: int, rate: float) -> Observe:
    """The rate at which a seat would be busy all the time, judged from the present rate and its load."""

    def observe(sights: Sequence[Sight]) -> Part:
        facts = sights[0].facts
        window = facts.window_to - facts.window_from
        return rate * window, float(window - facts.seats.bookings[seat, Booking.IDLE])

    return observe


def duplicated(sights: Sequence[Sight]) -> Part:
    """Share of the making hours that made again what was there."""
    booked = sights[0].facts.seats.bookings.sum(axis=0)
    return float(booked[Booking.DUPLICATED]), float(booked[Booking.DUPLICATED] + booked[Booking.DIRECT])


# -- pairs --------------------------------------------------------------------------------------------------------


def _answers(sight: Sight) -> NDArray[np.int64]:
    """Answered questions by campaign of the cohort."""
    met = sight.facts.interfaces
    rows = (met.kind == Interface.QUESTION) & (met.missed == 0) & (met.end >= 0)
    count = np.bincount(met.campaign[rows], minlength=sight.facts.campaigns.arrival.size)
    return count[finished(sight)]


def coordinated(sights: Sequence[Sight]) -> Part:
    """Coordinated interactions a campaign: pairs of tasks that have answered each other, one question each way."""
    found = _answers(sights[0])
    return float(np.sum(found)) / 2.0, float(found.size)


def all_coordinated(pairs: int) -> Observe:
    """Share of campaigns in which so many pairs of tasks are coordinated."""

    def observe(sights: Sequence[Sight]) -> Part:
        found = _answers(sights[0])
        return float(np.sum(found == 2 * pairs)), float(found.size)

    return observe


# -- two units that watch each other --------------------------------------------------------------------------------


def _starts(sight: Sight, period: float) -> tuple[NDArray[np.float64], Mask]:
    """For each pair of campaigns of one kind that arrived together: periods to the first start; whether both made."""
    facts, tasks = sight.facts, sight.year.tasks
    rows = np.flatnonzero(finished(sight))
    first = sight.year.campaigns.first_task[rows]  # each campaign has two tasks: holding back, and making
    assert not tasks.spec[first].any()
    held = (facts.tasks.ended[first] - facts.campaigns.arrival[rows]) / (period * TICK_PER_HOUR)
    made_again = facts.tasks.missed[first + 1] == 1
    order = np.lexsort((facts.campaigns.kind[rows], facts.campaigns.arrival[rows]))
    one, other = order[0::2], order[1::2]
    return np.minimum(held[one], held[other]), made_again[one] | made_again[other]


def both_started(period: float) -> Observe:
    """Share of pairs in which both made the thing."""

    def observe(sights: Sequence[Sight]) -> Part:
        _, both = _starts(sights[0], period)
        return float(np.sum(both)), float(both.size)

    return observe


def periods_waited(period: float) -> Observe:
    """Periods before the first start."""

    def observe(sights: Sequence[Sight]) -> Part:
        waited, _ = _starts(sights[0], period)
        return float(np.sum(waited)), float(waited.size)

    return observe


def losses(period: float, discount: float, cost: float, late: bool) -> Observe:
    """Value lost to delay (`late`) or to duplication, discounted by the periods waited."""

    def observe(sights: Sequence[Sight]) -> Part:
        waited, both = _starts(sights[0], period)
        worth = discount**waited
        lost = (1.0 - worth) * (1.0 - cost) if late else worth * cost * both
        return float(np.sum(lost)), float(waited.size)

    return observe


# -- the network plan ---------------------------------------------------------------------------------------------


def off_plan(hours: float) -> Observe:
    """Hours by which campaigns miss a planned length, early or late, under all structures together."""

    def observe(sights: Sequence[Sight]) -> Part:
        found = np.concatenate([times(sight) for sight in sights])
        return float(np.sum(np.abs(found - hours))), float(found.size)

    return observe
