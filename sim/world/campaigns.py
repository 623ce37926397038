"""Which campaigns come, when, and what is at stake: by chance at a rate, for a date, or in answer to a signal.

Every campaign has an address made of the names of its kind and its line and of the number of its arrival, the name of
its date or the number of the signal it answers. All that is ever drawn inside the campaign hangs on that address, so a
campaign keeps its hours and its luck when other campaigns, lines or rules come and go, and rows are numbered anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sim.arithmetic import round_ticks
from sim.randomness import Stream, entry, key, uniform_at
from sim.scenario.laws import Law, draw, draw_ticks
from sim.scenario.schema import CampaignKind, Scenario
from sim.vocabulary import MILLION, NONE, TICK_PER_DAY
from sim.world.arrivals import Pace, arrivals
from sim.world.frame import bounds, dates_of, line_factors, lines_of, named, tick_of


class Coming(NamedTuple):
    """A campaign on its way, before its tasks are drawn; campaigns are put in order of the first three.

    Attributes
    ----------
    arrival : int
        Tick.
    kind, line : int
    address : int
        64 bits; the subject of its draws.
    due : int
        Tick, -1 = never late.
    amount : int
        Millionths.
    date : int
        Tick of the date it is for, -1 = none.
    period : int
        Day number of that date, 0 = none; assets on one topic replace each other only within one period.
    signal : int
        Row of the signal it answers, -1 = none.
    """

    arrival: int
    kind: int
    line: int
    address: int
    due: int
    amount: int
    date: int
    period: int
    signal: int


class Signal(NamedTuple):
    """A competitor move or crisis; signals are put in order of the first two."""

    arrival: int
    line: int
    crisis: bool
    number: int  #: which of the line's signals it is


class Start(NamedTuple):
    """When and for what a campaign begins, before anything is drawn about it."""

    arrival: int
    line: int
    address: int
    date: int = NONE
    period: int = 0
    signal: int = NONE


def draw_campaigns(
    scenario: Scenario, seed: int, replication: int, pace: Pace, signals: Sequence[Signal]
) -> list[Coming]:
    """All campaigns of a year, in order of arrival, kind and line.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int
    pace : Pace
        Seasons, which change the rates only.
    signals : sequence of Signal
        In order; each calls for a campaign of every kind of its line that answers it.

    Returns
    -------
    list of Coming
    """
    due_key, amount_key = (key(seed, replication, stream) for stream in (Stream.DUE, Stream.AMOUNT))
    end = bounds(scenario)[2]
    found: list[Coming] = []
    for number, kind in enumerate(scenario.campaign):
        due_law = None if kind.due_days is None else kind.due_days.lower(TICK_PER_DAY)
        amount_law = kind.amount.lower(MILLION)
        for start in _starts(scenario, kind, seed, replication, pace, signals):
            if not 0 <= start.arrival < end:
                continue
            due = _due(start, due_law, due_key)
            amount = min(MILLION, round_ticks(draw(amount_law, amount_key, start.address, 0)))
            found.append(
                Coming(
                    start.arrival,
                    number,
                    start.line,
                    start.address,
                    due,
                    amount,
                    start.date,
                    start.period,
                    start.signal,
                )
            )
    found.sort(key=lambda coming: coming[:3])
    return found


def _due(start: Start, law: Law | None, due_key: int) -> int:
    """Counted from the date where there is one, else from the arrival; a date without a law is the due time."""
    if law is None:
        return start.date
    return (start.date if start.period else start.arrival) + draw_ticks(law, due_key, start.address, 0)


def _starts(
    scenario: Scenario, kind: CampaignKind, seed: int, replication: int, pace: Pace, signals: Sequence[Signal]
) -> Iterator[Start]:
    """Beginnings of the campaigns of one kind; some of those for a date may lie outside the run."""
    arrival, participation = key(seed, replication, Stream.ARRIVAL), key(seed, replication, Stream.PARTICIPATION)
    factors = line_factors(scenario)
    lead, spread = kind.lead_days * TICK_PER_DAY, kind.lead_spread_days * TICK_PER_DAY
    dates = [(named(name), date.toordinal(), tick_of(scenario, date)) for name, date in dates_of(scenario, kind)]
    for line in lines_of(scenario, kind):
        home = named("campaign", kind.name, scenario.lines.names[line])
        if kind.answers == "none":
            for number, tick in enumerate(arrivals(arrival, home, kind.rate * scenario.volume * factors[line], pace)):
                yield Start(tick, line, entry(home, number))
        for name, period, tick in dates:
            address = entry(home, name)
            if uniform_at(participation, address, 0) < kind.participation * scenario.volume:
                ahead = lead + spread * uniform_at(participation, address, 1)
                yield Start(tick - round_ticks(ahead), line, address, tick, period)
        for row, signal in enumerate(signals):
            if signal.line == line and kind.answers == ("crisis" if signal.crisis else "competitor"):
                yield Start(signal.arrival, line, entry(home, signal.number), signal=row)
