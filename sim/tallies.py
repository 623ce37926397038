"""What a ledger keeps while it reads: plain lists, one place a task, campaign, seat, need, request and interface.

They become the integer columns of `facts` when the run is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np

from sim.facts import (
    CampaignFacts,
    ChoreFacts,
    Column,
    Facts,
    InterfaceFacts,
    MessageFacts,
    NeedFacts,
    SeatFacts,
    ShowFacts,
    SignalFacts,
    TaskFacts,
    WeekFacts,
    overlap,
)
from sim.log import Phase
from sim.vocabulary import NONE, TICK_PER_WEEK, Booking, State
from sim.world.year import Year

STATES, BOOKINGS, PHASES = len(State), len(Booking), len(Phase)


@dataclass(slots=True)
class NeedTally:
    """A need so far."""

    cause: int
    campaign: int
    task: int
    requester: int
    amount: int
    raised: int
    decider: int = NONE
    level: int = 0
    asked: int = 0
    usable: int = NONE
    defaulted: int = 0
    rounds: int = 0
    outcome: int = NONE
    bad_accepted: int = 0
    good_refused: int = 0
    phase: int = NONE
    since: int = 0
    phases: list[int] = field(default_factory=lambda: [0] * PHASES)


@dataclass(slots=True)
class RequestTally:
    """A request so far; its phases begin with those of its need."""

    need: int
    phases: list[int]
    since: int
    arbitration: bool
    phase: int = NONE
    answered: bool = False
    at_clock: list[int] = field(default_factory=list)


@dataclass(slots=True)
class InterfaceTally:
    """An interface so far."""

    kind: int
    label: int
    campaign: int
    task: int
    giver: int
    taker: int
    begin: int
    end: int = NONE
    missed: int = 0
    work: int = 0
    wait: int = 0
    kept: int = 0


class Tallies:
    """All tallies of one run."""

    def __init__(self, year: Year, seats: int) -> None:
        self.year = year
        self.campaign_of: list[int] = year.tasks.campaign.tolist()
        self.arrival_of: list[int] = year.campaigns.arrival.tolist()
        self.line_of: list[int] = year.campaigns.line.tolist()
        tasks, campaigns = len(self.campaign_of), len(self.arrival_of)
        zeros, none = [0] * tasks, [NONE] * tasks
        self.state, self.since = list(zeros), list(zeros)
        self.released, self.ended, self.owner = list(none), list(none), list(none)
        self.own = [[0] * STATES for _ in range(tasks)]
        self.path: list[list[int]] = [[] for _ in range(tasks)]
        self.checks, self.failures, self.found, self.missed = list(zeros), list(zeros), list(zeros), list(zeros)
        self.saved, self.avoidable, self.rework, self.rework_missed = list(zeros), list(zeros), list(zeros), list(zeros)
        nothing = [0] * campaigns
        self.campaign_ended, self.campaign_dropped = [NONE] * campaigns, list(nothing)
        self.campaign_path = [[0] * STATES for _ in range(campaigns)]
        self.person, self.idea, self.assets, self.craft = list(nothing), list(nothing), list(nothing), list(nothing)
        self.tasks_ended, self.risk, self.live, self.oversold = (
            list(nothing),
            list(nothing),
            list(nothing),
            list(nothing),
        )
        self.needs: list[NeedTally] = []
        self.requests: list[RequestTally] = []
        self.interfaces: list[InterfaceTally] = []
        self.last_interface: dict[int, int] = {}
        self.newest_interface: dict[int, int] = {}
        self.last_handover: dict[int, int] = {}
        self.interface_of_question: dict[int, int] = {}
        self.interface_of_request: dict[int, int] = {}
        self.bookings = [[0] * BOOKINGS for _ in range(seats)]
        self.busy_until = [0] * seats
        self.number, self.number_since, self.integral = [0] * seats, [0] * seats, [0] * seats
        self.stays, self.taken = [0] * seats, [0] * seats
        self.skill_from: list[list[int]] = [[] for _ in range(seats)]
        self.skill_to: list[list[int]] = [[] for _ in range(seats)]
        self.waiting: dict[tuple[int, int, int, int], tuple[int, int]] = {}
        self.waiting_from = self.waiting_to = 0
        self.chore_ended = [NONE] * len(year.chores.arrival)
        self.sent_back = [0] * len(year.signals.arrival)
        written = len(year.messages.arrival)
        self.sent, self.delivered, self.passed = [NONE] * written, [NONE] * written, [0] * written
        self.relayed = [0] * seats
        self.shows: dict[tuple[int, int], list[int]] = {}
        self.served: list[tuple[int, int]] = []
        self.away: list[tuple[int, int]] = []
        self.waited: list[tuple[int, int]] = []


def _column(values: Any) -> Column:
    return np.array(values, dtype=np.int64)


def _square(values: Sequence[Sequence[int]], width: int) -> Column:
    return np.fromiter(chain.from_iterable(values), np.int64, len(values) * width).reshape(len(values), width)


def _in_window(ticks: Column, window_from: int, window_to: int) -> Column:
    return ((ticks >= window_from) & (ticks < window_to)).astype(np.int64)


def _means(records: list[list[int]]) -> list[int]:
    return [sum(record) // len(record) if record else 0 for record in records]


def _sums_by_campaign(values: Column, campaign: Column, campaigns: int) -> Column:
    total = np.zeros(campaigns, dtype=np.int64)
    np.add.at(total, campaign, values)
    return total


def tables(t: Tallies, window_from: int, window_to: int, end: int, moments: int) -> Facts:
    """Turn closed tallies into fact tables."""
    year = t.year
    table = year.campaigns
    count = len(table.arrival)
    answered = np.where(table.signal >= 0, table.signal, 0)
    signal_tick = np.where(
        table.signal >= 0, year.signals.arrival[answered] if len(year.signals.arrival) else NONE, NONE
    )
    sizes = np.maximum(table.tasks, 1)
    campaigns = CampaignFacts(
        kind=table.kind,
        line=table.line,
        arrival=table.arrival,
        due=table.due,
        cohort=_in_window(table.arrival, window_from, window_to),
        signal_tick=signal_tick.astype(np.int64),
        strategic=table.strategic,
        complexity=_sums_by_campaign(year.tasks.complexity, year.tasks.campaign, count) // sizes,
        ended=_column(t.campaign_ended),
        dropped=_column(t.campaign_dropped),
        standard=_sums_by_campaign(year.tasks.ticks, year.tasks.campaign, count),
        person=_column(t.person),
        path=_square(t.campaign_path, STATES),
        idea=_column(t.idea),
        assets=_column(t.assets),
        craft=_column(t.craft),
        tasks_ended=_column(t.tasks_ended),
        risk=_column(t.risk),
        live=_column(t.live),
        oversold=_column(t.oversold),
    )
    tasks = TaskFacts(
        campaign=year.tasks.campaign,
        discipline=year.tasks.discipline,
        owner=_column(t.owner),
        released=_column(t.released),
        ended=_column(t.ended),
        states=_square(t.own, STATES),
        checks=_column(t.checks),
        failures=_column(t.failures),
        asset=(year.tasks.topic >= 0).astype(np.int64),
        found=_column(t.found),
        missed=_column(t.missed),
        saved=_column(t.saved),
        avoidable=_column(t.avoidable),
        rework=_column(t.rework),
        rework_missed=_column(t.rework_missed),
    )
    needs = NeedFacts(
        **{name: _column([getattr(need, name) for need in t.needs]) for name in _NEED_COLUMNS},
        alone=_column([int(need.asked == 0) for need in t.needs]),
        phases=_square([need.phases for need in t.needs], PHASES),
    )
    interfaces = InterfaceFacts(
        **{name: _column([getattr(one, name) for one in t.interfaces]) for name in InterfaceFacts.__dataclass_fields__}
    )
    bookings = _square(t.bookings, BOOKINGS)
    away = bookings[:, [Booking.IDLE, Booking.OUTSIDE, Booking.ABSENT]].sum()
    seats = SeatFacts(
        bookings=bookings,
        number_integral=_column(t.integral),
        stays=_column(t.stays),
        taken=_column(t.taken),
        skill_from=_column(_means(t.skill_from)),
        skill_to=_column(_means(t.skill_to)),
        relayed=_column(t.relayed),
    )
    shown = sorted(t.shows.items())
    shows = ShowFacts(
        quarter=_column([key[0] for key, _ in shown]),
        line=_column([key[1] for key, _ in shown]),
        assets=_column([tally[0] for _, tally in shown]),
        style=_column([tally[1] for _, tally in shown]),
        style_squared=_column([tally[2] for _, tally in shown]),
    )
    return Facts(
        window_from=window_from,
        window_to=window_to,
        end=end,
        campaigns=campaigns,
        tasks=tasks,
        needs=needs,
        interfaces=interfaces,
        seats=seats,
        chores=ChoreFacts(
            arrival=year.chores.arrival,
            cohort=_in_window(year.chores.arrival, window_from, window_to),
            ended=_column(t.chore_ended),
        ),
        signals=SignalFacts(
            arrival=year.signals.arrival,
            cohort=_in_window(year.signals.arrival, window_from, window_to),
            line=year.signals.line,
            crisis=year.signals.crisis,
            campaign=year.signals.campaign,
            sent_back=_column(t.sent_back),
        ),
        shows=shows,
        weeks=_weeks(t, window_from, window_to),
        waiting_from=t.waiting_from,
        waiting_to=t.waiting_to,
        served=int(bookings.sum() - away),
        moments=moments,
        messages=MessageFacts(
            sender=year.messages.sender,
            receiver=year.messages.receiver,
            sent=_column(t.sent),
            cohort=_in_window(_column(t.sent), window_from, window_to),
            delivered=_column(t.delivered),
            passed=_column(t.passed),
        ),
    )


def _weeks(t: Tallies, window_from: int, window_to: int) -> WeekFacts:
    edges = _column([*range(window_from, window_to, TICK_PER_WEEK), window_to])
    served, away, waited = (_square(intervals, 2) for intervals in (t.served, t.away, t.waited))
    return WeekFacts(
        begin=edges[:-1],
        end=edges[1:],
        busy=overlap(served[:, 0], served[:, 1], edges),
        away=overlap(away[:, 0], away[:, 1], edges),
        waiting=overlap(waited[:, 0], waited[:, 1], edges),
    )


_NEED_COLUMNS = tuple(name for name in NeedFacts.__dataclass_fields__ if name not in ("alone", "phases"))
