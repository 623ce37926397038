"""Working time is counted in ticks of one second; a calendar turns dates into ticks and back.

A working day has 8 hours, a working week 5 days, from Monday to Friday. The holidays are the scenario's: which days are
public holidays differs by country and year, and is never built in. Weekends worked to make up for a holiday are left
out, an assumption that costs a Chinese year about six days. Tick 0 is the first working tick of the warm-up, and the
window opens ``warm_up_days`` working days later.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from sim.arithmetic import round_ticks

HOUR = 3600
DAY = 8 * HOUR
WEEK = 5 * DAY

WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Calendar:
    """The working days of a scenario.

    Attributes
    ----------
    starts : datetime.date
        First day of the window; if nobody works then, the next working day is.
    warm_up_days : int
        Working days from tick 0 to the window.
    holidays : frozenset of datetime.date
        Days without work; those on a weekend change nothing.
    """

    starts: datetime.date
    warm_up_days: int
    holidays: frozenset[datetime.date] = frozenset()

    def works_on(self, date: datetime.date) -> bool:
        """Say whether a date is a working day.

        Parameters
        ----------
        date : datetime.date

        Returns
        -------
        bool
        """
        return date.weekday() < 5 and date not in self.holidays

    def tick_of(self, date: datetime.date, hours: float = 0.0) -> int:
        """Turn a date into a tick.

        Parameters
        ----------
        date : datetime.date
            May lie before tick 0, which gives a negative tick.
        hours : float
            Working hours since the start of that day, 0 to 8; ignored where the date is not a working day.

        Returns
        -------
        int
            The start of the next working day where the date is not one.

        Raises
        ------
        ValueError
            Where the hours are outside 0 to 8.
        """
        if not 0.0 <= hours <= 8.0:
            raise ValueError(f"expected 0 to 8 working hours since the start of {date} (got {hours:g} h)")
        into = round_ticks(hours * HOUR) if self.works_on(date) else 0
        return (self._working_days_before(date) - self._first) * DAY + into

    def date_of(self, tick: int) -> datetime.date:
        """Turn a tick into the working day that contains it.

        Parameters
        ----------
        tick : int
            Seconds of working time since tick 0; the end of a day is the start of the next.

        Returns
        -------
        datetime.date
        """
        number = tick // DAY + self._first
        week, weekday = divmod(number + bisect_right(self._skips, number), 5)
        return datetime.date.fromordinal(7 * week + weekday + 1)

    def week_of(self, tick: int) -> int:
        """Number of the simulated week, 5 working days long and counted from 0 at tick 0.

        Parameters
        ----------
        tick : int

        Returns
        -------
        int
        """
        return tick // WEEK

    def label(self, tick: int, language: str = "en") -> str:
        """Write a tick for a reader, to the minute.

        Parameters
        ----------
        tick : int
        language : {"en", "zh"}

        Returns
        -------
        str
            ``Thu 18 Jun 2026, 2 h 30 min`` or ``2026年6月18日 周四 2小时30分``: the date, and the working time since
            the start of that day where there is any.

        Raises
        ------
        ValueError
            Where the language is another.
        """
        if language not in WEEKDAYS:
            raise ValueError(f"expected language {' or '.join(WEEKDAYS)} (got {language!r})")
        date = self.date_of(tick)
        weekday = WEEKDAYS[language][date.weekday()]
        hours, minutes = divmod(tick % DAY // 60, 60)
        if language == "zh":
            text = f"{date.year}年{date.month}月{date.day}日 {weekday}"
            return f"{text} {hours}小时{minutes:02d}分" if hours or minutes else text
        text = f"{weekday} {date.day} {MONTHS[date.month - 1]} {date.year}"
        return f"{text}, {hours} h {minutes:02d} min" if hours or minutes else text

    @cached_property
    def _closed(self) -> tuple[int, ...]:
        """The holidays from Monday to Friday, each as a number of weekdays since Monday 1 January of year 1."""
        return tuple(sorted(_weekdays_before(date) for date in self.holidays if date.weekday() < 5))

    @cached_property
    def _skips(self) -> tuple[int, ...]:
        """For each of those holidays, the number of the working day that follows it."""
        return tuple(number - place for place, number in enumerate(self._closed))

    @cached_property
    def _first(self) -> int:
        """Number of the working day on which tick 0 lies."""
        return self._working_days_before(self.starts) - self.warm_up_days

    def _working_days_before(self, date: datetime.date) -> int:
        weekdays = _weekdays_before(date)
        return weekdays - bisect_left(self._closed, weekdays)


def _weekdays_before(date: datetime.date) -> int:
    """Days from Monday to Friday before a date, since Monday 1 January of year 1."""
    weeks, weekday = divmod(date.toordinal() - 1, 7)
    return 5 * weeks + min(weekday, 5)
