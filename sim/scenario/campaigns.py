"""A kind of campaign: when it arrives, what is at stake, when it is due, and its network of tasks."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.scenario.laws import LawSpec
from sim.scenario.section import NO_SOURCE, Section
from sim.scenario.tasks import TaskSpec
from sim.vocabulary import parameter


class CampaignKind(Section):
    """A kind of campaign: when it arrives, what it needs, when it is due."""

    name: str = Field(description="Name of the kind.")
    use: str | None = Field(None, description="Take over this kind of the library and change only what is said here.")
    rate: float = parameter(
        0.0,
        unit="arrivals per line and year",
        low=0,
        source="campaign plans and calendars of Chinese consumer brands, as published",
        confidence="anecdotal",
        says="Poisson arrivals.",
    )
    dates: tuple[str, ...] = parameter(
        (),
        unit="named or ISO dates",
        source="festival calendars",
        confidence="strong",
        says="Dates the campaign is for.",
    )
    lead_days: float = parameter(
        0.0,
        unit="days",
        low=0,
        source="mega-promotions: preparation 15-30 days and more",
        confidence="anecdotal",
        says="Arrives so many working days before its date.",
    )
    lead_spread_days: float = parameter(
        0.0,
        unit="days",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Lines' arrivals for one date are spread uniformly over so many days before that.",
    )
    participation: float = parameter(
        1.0,
        unit="probability per line",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="Probability that a line takes part in a date.",
    )
    lines: tuple[str, ...] = parameter(
        (),
        unit="names",
        source=NO_SOURCE,
        confidence="assumption",
        says="Lines that have this kind; all where nothing is said.",
    )
    due_days: LawSpec | None = parameter(
        None,
        unit="days after arrival",
        source="standard lead times (marketing-ops template)",
        confidence="anecdotal",
        says="Due time of a campaign without a date; none means never late.",
    )
    hard: bool = parameter(
        False, unit="switch", source=NO_SOURCE, confidence="assumption", says="The due time is a hard date."
    )
    priority: float = parameter(
        0.5,
        unit="0..1",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="Campaign priority; higher goes first.",
    )
    amount: LawSpec = parameter(
        {"law": "uniform", "low": 0.1, "high": 0.6},
        unit="share of the largest commitment, 0..1",
        source=NO_SOURCE,
        confidence="assumption",
        says="How much is at stake.",
    )
    budget: float = parameter(
        0.0,
        unit="thousand yuan",
        low=0,
        source="KOL fees, practice",
        confidence="anecdotal",
        says="Money spent outside, for charts.",
    )
    answers: Literal["none", "competitor", "crisis"] = parameter(
        "none", unit="word", source="items 6, 11", confidence="strong", says="The kind of signal it responds to."
    )
    unsettled: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="A volatile signal sends its open plan back to the decider.",
    )
    strategic: bool = parameter(
        False,
        unit="switch",
        source="items 8, 33",
        confidence="assumption",
        says="Counts for the strategic share; undated unless it is due.",
    )
    task: tuple[TaskSpec, ...] = Field((), description="The task network.")
