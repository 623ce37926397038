"""Whether the run fits into a calendar, and the dates of campaigns into the run."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from sim.errors import nearest
from sim.scenario.calendar import DAY, Calendar
from sim.scenario.positions import KeyPath
from sim.scenario.schema import CampaignKind, Scenario
from sim.scenario.small_checks import Mistake
from sim.scenario.words import value_in_words

DAYS_MAX = 1_000_000
"""Longest run in working days, 4,000 years; the calendar and the clock hold it."""
YEARS = (1900, 2200)
"""Years in which a run may start."""


def check_horizon(scenario: Scenario) -> Iterator[Mistake]:
    """The run is of a length, and begins in a year, that calendar and clock can hold."""
    days = scenario.horizon.warm_up + scenario.horizon.window + scenario.horizon.drain
    if days > DAYS_MAX:
        limit = f"must be at most {DAYS_MAX} days together"
        yield ("horizon",), f"warm_up, window and drain {limit} (got {value_in_words(days)}, working days)"
    first, last = YEARS
    if not first <= scenario.calendar.starts.year <= last:
        yield ("calendar", "starts"), f"must be in a year from {first} to {last} (got {scenario.calendar.starts})"


def check_seasons(scenario: Scenario) -> Iterator[Mistake]:
    """A season does not end before it starts."""
    for number, season in enumerate(scenario.seasons):
        if season.end < season.start:
            yield ("seasons", number, "end"), f"must not be before the start {season.start} (got {season.end})"


def check_dates(path: KeyPath, kind: CampaignKind, scenario: Scenario) -> Iterator[Mistake]:
    """A campaign is for dates that exist and lie inside the run; nothing is said where the run itself is wrong."""
    named = scenario.calendar.dates
    calendar = Calendar(scenario.calendar.starts, 0, frozenset(scenario.calendar.holidays))
    horizon = scenario.horizon
    first, end = -horizon.warm_up, horizon.window + horizon.drain
    if any(True for _ in check_horizon(scenario)):
        return
    for number, word in enumerate(kind.dates):
        place = (*path, "dates", number)
        date = named.get(word) or _iso_date(word)
        if date is None:
            names = f"a name from calendar.dates ({', '.join(named)})" if named else "a name from calendar.dates"
            expected = f'expected {names} or a date such as "2026-06-18"'
            yield place, f'unknown date "{word}", {expected}{nearest(word, named)}'
        elif not first * DAY <= calendar.tick_of(date) < end * DAY:
            days = (calendar.date_of(round(first * DAY)), calendar.date_of(round(end * DAY) - 1))
            told = word if word == str(date) else f"{word}, {date}"
            yield place, f"must be inside the run from {days[0]} to {days[1]} (got {told})"


def _iso_date(word: str) -> datetime.date | None:
    """The date that a word such as 2026-06-18 means; None where it means none."""
    try:
        return datetime.date.fromisoformat(word) if re.fullmatch(r"\d{4}-\d\d-\d\d", word) else None
    except ValueError:
        return None
