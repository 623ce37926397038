"""Catches a deadline that lands on the wrong working day: an hour, a weekend or a festival off.

The stories are the year 2026 in China, with the public holidays announced by the State Council on 4 November 2025,
which are given here as a scenario would give them. The properties hold for any set of holidays.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.calendar import DAY, HOUR, WEEK, Calendar

NEW_YEAR = [date(2026, 1, day) for day in (1, 2, 3)]
SPRING_FESTIVAL = [date(2026, 2, day) for day in range(15, 24)]
QINGMING = [date(2026, 4, day) for day in (4, 5, 6)]
LABOUR_DAY = [date(2026, 5, day) for day in range(1, 6)]
DRAGON_BOAT = [date(2026, 6, day) for day in (19, 20, 21)]
MID_AUTUMN = [date(2026, 9, day) for day in (25, 26, 27)]
NATIONAL_DAY = [date(2026, 10, day) for day in range(1, 8)]
CHINA_2026 = frozenset(NEW_YEAR + SPRING_FESTIVAL + QINGMING + LABOUR_DAY + DRAGON_BOAT + MID_AUTUMN + NATIONAL_DAY)

YEAR = Calendar(starts=date(2026, 1, 1), warm_up_days=40, holidays=CHINA_2026)
PLAIN = Calendar(starts=date(2026, 6, 1), warm_up_days=0)


def test_a_day_is_eight_hours_and_a_week_five_days():
    assert (HOUR, DAY, WEEK) == (3600, 28800, 144000)


def test_without_holidays_a_week_is_five_days_long():
    monday = date(2026, 6, 1)
    ticks = [PLAIN.tick_of(monday + timedelta(days=n)) // DAY for n in range(9)]
    assert ticks == [0, 1, 2, 3, 4, 5, 5, 5, 6]


def test_the_window_opens_after_the_warm_up():
    assert YEAR.tick_of(date(2026, 1, 1)) == 40 * DAY
    assert YEAR.date_of(40 * DAY) == date(2026, 1, 5)  # Thursday and Friday are holidays


def test_tick_0_is_forty_working_days_earlier():
    assert YEAR.date_of(0) == date(2025, 11, 6)  # 40 weekdays before Thursday 1 January
    assert YEAR.tick_of(date(2025, 11, 6)) == 0
    assert YEAR.tick_of(date(2025, 11, 5)) == -DAY


def test_a_calendar_may_start_on_a_weekend():
    calendar = Calendar(starts=date(2026, 5, 31), warm_up_days=1)
    assert calendar.date_of(DAY) == date(2026, 6, 1)
    assert calendar.date_of(0) == date(2026, 5, 29)


def test_618_is_a_thursday_before_the_dragon_boat_festival():
    noon = YEAR.tick_of(date(2026, 6, 18), hours=4.0)
    assert YEAR.date_of(noon) == date(2026, 6, 18)
    assert YEAR.date_of(noon + DAY) == date(2026, 6, 22)
    # Weekdays from 5 January to 17 June are 118; six fall in the Spring Festival, one on Qingming, three on Labour Day.
    assert noon == (40 + 118 - 6 - 1 - 3) * DAY + 4 * HOUR


def test_the_spring_festival_is_six_working_days_that_do_not_exist():
    before = YEAR.tick_of(date(2026, 2, 13))
    assert [YEAR.tick_of(day) for day in SPRING_FESTIVAL] == [before + DAY] * 9
    assert YEAR.date_of(before + DAY) == date(2026, 2, 24)


def test_double_11_comes_24_working_days_after_the_national_day():
    assert YEAR.tick_of(date(2026, 11, 11)) - YEAR.tick_of(date(2026, 10, 1)) == 24 * DAY
    assert YEAR.date_of(YEAR.tick_of(date(2026, 10, 1))) == date(2026, 10, 8)


def test_the_year_has_242_working_days():
    """261 weekdays less 19 on holidays; the six weekend days worked in exchange are left out, an assumption."""
    assert YEAR.tick_of(date(2027, 1, 1)) - YEAR.tick_of(date(2026, 1, 1)) == 242 * DAY
    assert sum(YEAR.works_on(date(2026, 1, 1) + timedelta(days=n)) for n in range(365)) == 242


def test_hours_count_only_on_a_working_day():
    assert PLAIN.tick_of(date(2026, 6, 1), hours=2.5) == 9000
    assert PLAIN.tick_of(date(2026, 6, 6), hours=2.5) == PLAIN.tick_of(date(2026, 6, 8))


def test_the_end_of_a_day_is_the_start_of_the_next():
    end = PLAIN.tick_of(date(2026, 6, 5), hours=8.0)
    assert end == PLAIN.tick_of(date(2026, 6, 8))
    assert PLAIN.date_of(end - 1) == date(2026, 6, 5)
    assert PLAIN.date_of(end) == date(2026, 6, 8)


@pytest.mark.parametrize("hours", [-0.1, 8.1, float("nan")])
def test_a_day_has_no_other_hours(hours):
    with pytest.raises(ValueError, match=r"0 to 8 working hours since the start of 2026-06-01 \(got"):
        PLAIN.tick_of(date(2026, 6, 1), hours=hours)


def test_weeks_are_counted_from_tick_0():
    assert [PLAIN.week_of(tick) for tick in (-1, 0, WEEK - 1, WEEK)] == [-1, 0, 0, 1]


def test_labels():
    tick = YEAR.tick_of(date(2026, 6, 18))
    assert YEAR.label(tick) == "Thu 18 Jun 2026"
    assert YEAR.label(tick + 9000) == "Thu 18 Jun 2026, 2 h 30 min"
    assert YEAR.label(tick + 300, "en") == "Thu 18 Jun 2026, 0 h 05 min"
    assert YEAR.label(tick, "zh") == "2026年6月18日 周四"
    assert YEAR.label(tick + 9000, "zh") == "2026年6月18日 周四 2小时30分"
    with pytest.raises(ValueError, match="en or zh"):
        YEAR.label(tick, "fr")


def test_a_weekend_holiday_changes_nothing():
    saturday = Calendar(starts=date(2026, 6, 1), warm_up_days=0, holidays=frozenset([date(2026, 6, 6)]))
    assert [saturday.date_of(n * DAY) for n in range(20)] == [PLAIN.date_of(n * DAY) for n in range(20)]


DATES = st.dates(date(2024, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(
    Calendar,
    starts=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    warm_up_days=st.integers(0, 100),
    holidays=st.frozensets(st.dates(date(2025, 6, 1), date(2026, 3, 31)), max_size=60),
)


def next_working_day(calendar, day):
    while not calendar.works_on(day):
        day += timedelta(days=1)
    return day


@given(CALENDARS, DATES, st.integers(0, DAY - 1))
def test_a_date_survives_the_way_there_and_back(calendar, day, second):
    working = next_working_day(calendar, day)
    assert calendar.date_of(calendar.tick_of(day)) == working
    assert calendar.date_of(calendar.tick_of(working) + second) == working
    assert calendar.tick_of(working, hours=second / HOUR) == calendar.tick_of(working) + second


@given(CALENDARS, st.integers(-100 * DAY, 800 * DAY))
def test_a_tick_lies_on_the_day_that_holds_it(calendar, tick):
    day = calendar.date_of(tick)
    assert calendar.works_on(day)
    assert calendar.tick_of(day) <= tick < calendar.tick_of(day) + DAY


@given(CALENDARS, DATES, DATES)
def test_later_dates_have_later_ticks(calendar, one, other):
    early, late = sorted((one, other))
    assert calendar.tick_of(early) <= calendar.tick_of(late)
    if calendar.works_on(early) and early < late:
        assert calendar.tick_of(early) < calendar.tick_of(late)


@given(CALENDARS, DATES)
def test_counting_day_by_day_gives_the_same(calendar, day):
    """The slow way: walk from the first working day of the window to the date, and count."""
    first = next_working_day(calendar, calendar.starts)
    early, late = sorted((first, day))
    between = sum(calendar.works_on(early + timedelta(days=n)) for n in range((late - early).days))
    assert calendar.tick_of(day) == (calendar.warm_up_days + (between if day >= first else -between)) * DAY
