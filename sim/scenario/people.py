"""The people: how many seats there are, of which grade and at what cost, and how often one of them is away."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.laws import LawSpec
from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


class Grade(Section):
    """A grade of staff: how many seats, what they cost, how much they are called away."""

    name: str = Field(description="Name of the grade.")
    share: float = parameter(
        1.0,
        unit="share of the seats",
        low=0,
        high=1,
        source="pay-grade pyramids, practice",
        confidence="anecdotal",
        says="Share of the seats; the highest grade has at least one.",
    )
    cost: float = parameter(
        250.0,
        unit="thousand yuan a year",
        low=0,
        source="China pay bands, tier-1 cities",
        confidence="anecdotal",
        says="Yearly cost of a seat.",
    )
    outside_share: float = parameter(
        0.0,
        unit="share of time",
        low=0,
        high=0.9,
        source="McKinsey 2019: 37 % of managers' time goes into decisions, much of it elsewhere",
        confidence="assumption",
        says="Share of working time spent on duties outside the department.",
    )
    outside_block_hours: float = parameter(
        4.0,
        unit="hours",
        above=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Length of one block of such duties.",
    )


class SeatSpec(Section):
    """A seat given explicitly, as a client's list has it."""

    grade: str = Field(description="Name of a grade.")
    discipline: str = Field(description="Home discipline.")
    line: str = Field(description="Home line.")
    talent: float | None = parameter(
        None,
        unit="factor, 1 = typical",
        above=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Talent; drawn where nothing is said.",
    )
    cost: float | None = parameter(
        None,
        unit="thousand yuan a year",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Yearly cost; the grade's where nothing is said.",
    )
    title: str = Field("", description="For charts; the grade's name where nothing is said.")


class Staffing(Section):
    """The seats, the same in every structure."""

    seats: int = parameter(
        12,
        unit="people",
        low=1,
        high=100000,
        source="marketing staff by firm size (survey quoted by Wonder)",
        confidence="survey",
        says="How many people work in the department.",
    )
    grades: tuple[Grade, ...] = parameter(
        (
            Grade(name="specialist", share=0.78, cost=200.0, outside_share=0.05, outside_block_hours=8.0),
            Grade(name="manager", share=0.2, cost=400.0, outside_share=0.15, outside_block_hours=4.0),
            Grade(name="director", share=0.02, cost=900.0, outside_share=0.3, outside_block_hours=4.0),
        ),
        unit="grades from low to high",
        source="China pay bands; practice",
        confidence="anecdotal",
        says="The grades.",
    )
    talent: LawSpec = parameter(
        {"law": "lognormal", "mean": 1.0, "cv": 0.15},
        unit="factor, 1 = typical",
        source="pay P10-P90 x0.65-1.75 as a loose bound",
        confidence="assumption",
        says="Law of talent, drawn once per seat and replication.",
    )
    lead_premium: float = parameter(
        0.15,
        unit="share of cost",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="What leading a group adds to the pay of a seat.",
    )
    seat: tuple[SeatSpec, ...] = parameter(
        (),
        unit="rows",
        source=NO_SOURCE,
        confidence="assumption",
        says="The seats one by one; made from shares and the load where nothing is said.",
    )


class Absences(Section):
    """Absence and departure, by seat."""

    spells: float = parameter(
        3.0,
        unit="per seat and year",
        low=0,
        source="holidays and illness, practice",
        confidence="anecdotal",
        says="Poisson spells of absence.",
    )
    days: LawSpec = parameter(
        {"law": "lognormal", "mean": 4.0, "cv": 0.8},
        unit="days",
        source=NO_SOURCE,
        confidence="assumption",
        says="Law of their length.",
    )
    turnover: float = parameter(
        0.19,
        unit="departures per seat and year",
        low=0,
        source="19-21 % a year (SHRM 2016; Aon Hewitt China 2016)",
        confidence="survey",
        says="Poisson departures.",
    )
    vacancy_days: LawSpec = parameter(
        {"law": "gamma", "mean": 42.0, "cv": 0.5},
        unit="days",
        source="42-54 days to fill (SHRM 2016)",
        confidence="survey",
        says="Law of the vacancy.",
    )
