"""The year of work besides campaigns: how long it runs, on which dates, with which seasons, requests and signals."""

from __future__ import annotations

import datetime

from pydantic import Field

from sim.scenario.laws import LawSpec
from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


class Horizon(Section):
    """Warm-up, window and drain of a run."""

    warm_up: float = parameter(
        40,
        unit="days",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Working days simulated before anything counts.",
    )
    window: float = parameter(
        250,
        unit="days",
        above=0,
        source="250 working days a year",
        confidence="strong",
        says="Working days in which the cohort arrives and hours are accounted.",
    )
    drain: float = parameter(
        60,
        unit="days",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Working days in which late work of the cohort may still finish.",
    )


class CalendarSpec(Section):
    """Which dates the working days are."""

    starts: datetime.date = parameter(
        datetime.date(2026, 1, 5),
        unit="date",
        source=NO_SOURCE,
        confidence="assumption",
        says="First day of the window.",
    )
    holidays: tuple[datetime.date, ...] = parameter(
        (),
        unit="dates",
        source="public holidays of the country",
        confidence="strong",
        says="Days without work besides Saturday and Sunday.",
    )
    dates: dict[str, datetime.date] = parameter(
        {},
        unit="dates",
        source="festival calendars",
        confidence="strong",
        says="Named dates that campaigns may refer to: 618, double_11, spring_festival.",
    )


class SeasonSpec(Section):
    """A stretch of the year with more or less work."""

    start: datetime.date = Field(description="First day.")
    end: datetime.date = Field(description="Last day.")
    factor: float = parameter(
        1.0,
        unit="factor on arrival rates",
        low=0,
        source="monthly online-retail index (statistics bureau)",
        confidence="strong",
        says="Multiplies arrival rates from start to end.",
    )


class Chores(Section):
    """Small routine requests."""

    share: float = parameter(
        0.05,
        unit="share of capacity",
        low=0,
        high=0.9,
        source="creatives' administration 5 of 40 h a week (In-House Creative 2018), part of it",
        confidence="survey",
        says="How much of the staff's time the requests ask for.",
    )
    hours: LawSpec = parameter(
        {"law": "constant", "value": 4.0},
        unit="hours",
        source="bundled half days",
        confidence="assumption",
        says="Law of one bundle.",
    )
    disciplines: dict[str, float] = parameter(
        {},
        unit="weights",
        source=NO_SOURCE,
        confidence="assumption",
        says="Where they arise; equal where nothing is said.",
    )


class Signals(Section):
    """Competitor moves and crises."""

    turbulence: float = parameter(
        2.0,
        unit="signals per line and year",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="How often the market moves.",
    )
    crisis_share: float = parameter(
        0.2, unit="share", low=0, high=1, source=NO_SOURCE, confidence="assumption", says="Signals that are crises."
    )
    volatility: float = parameter(
        0.3,
        unit="probability",
        low=0,
        high=1,
        source="37 % say unplanned work disturbs plans (State of Agile Marketing)",
        confidence="survey",
        says="Probability that a signal sends an open plan of its line back to its decider.",
    )
