"""The frame of a year: its bounds in ticks, its dates, its lines, and the names by which its draws are addressed.

What belongs to the world is addressed by what it is called and never by its place in a file, so that a kind of campaign
or a line can be added and all others keep their luck.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from sim.arithmetic import round_ticks
from sim.randomness import entry
from sim.scenario.calendar import Calendar
from sim.scenario.schema import CampaignKind, Scenario
from sim.vocabulary import TICK_PER_DAY
from sim.world.remembering import once_a_scenario

YEAR = 250 * TICK_PER_DAY
"""Ticks of a working year, to which rates refer."""


@lru_cache(maxsize=8192)
def named(*names: str) -> int:
    """Address of something that is known by its names, the same on every machine.

    Parameters
    ----------
    *names : str
        What it is, then how it is called: ``"signal", "Skin care"``.

    Returns
    -------
    int
        40 bits.
    """
    state = 0
    for name in names:
        for byte in (*name.encode(), 256):
            state = entry(state, byte)
    return state >> 24


def bounds(scenario: Scenario) -> tuple[int, int, int]:
    """First tick of the window, first tick after it, and first tick after the drain."""
    opens = round_ticks(scenario.horizon.warm_up * TICK_PER_DAY)
    closes = opens + round_ticks(scenario.horizon.window * TICK_PER_DAY)
    return opens, closes, closes + round_ticks(scenario.horizon.drain * TICK_PER_DAY)


@once_a_scenario
def _calendar(scenario: Scenario) -> Calendar:
    return Calendar(scenario.calendar.starts, 0, frozenset(scenario.calendar.holidays))


def tick_of(scenario: Scenario, date: datetime.date) -> int:
    """Tick at which a date begins, negative before the warm-up; the calendar's first day opens the window."""
    return bounds(scenario)[0] + _calendar(scenario).tick_of(date)


def dates_of(scenario: Scenario, kind: CampaignKind) -> list[tuple[str, datetime.date]]:
    """The dates of a campaign kind, each as it is written and as the day it means."""
    known = scenario.calendar.dates
    return [(name, known[name] if name in known else datetime.date.fromisoformat(name)) for name in kind.dates]


def lines_of(scenario: Scenario, kind: CampaignKind) -> list[int]:
    """Numbers of the lines that have a campaign kind."""
    return [line for line, name in enumerate(scenario.lines.names) if not kind.lines or name in kind.lines]


def line_factors(scenario: Scenario) -> list[float]:
    """How far the rate of each line is above that of an average line: 1 for all where no weights are given."""
    weights = scenario.lines.weights or (1.0,) * len(scenario.lines.names)
    total = 0.0
    for weight in weights:
        total = total + weight
    return [weight * len(weights) / total for weight in weights]
