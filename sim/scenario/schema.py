"""A scenario: the people, the lines, the year of work and the rules, as one frozen object.

The file a person writes is short; *resolving* it fills in every default and every campaign taken from the
library, so that the resolved scenario says all that the simulation uses. Resolving twice changes nothing.
"""

from __future__ import annotations

from pydantic import Field

from sim.scenario.campaigns import CampaignKind
from sim.scenario.gates import GateSpec
from sim.scenario.messages import Messages
from sim.scenario.organisations import Custom, CustomCoverage, CustomGroup, CustomReport, Structure
from sim.scenario.people import Absences, Grade, SeatSpec, Staffing
from sim.scenario.rules import Rules
from sim.scenario.section import NO_SOURCE, Section
from sim.scenario.tasks import AssetSpec, CounterpartSpec, QuestionSpec, TaskSpec
from sim.scenario.year import CalendarSpec, Chores, Horizon, SeasonSpec, Signals
from sim.vocabulary import parameter

__all__ = [
    "DISCIPLINES",
    "Absences",
    "AssetSpec",
    "CalendarSpec",
    "CampaignKind",
    "Chores",
    "CounterpartSpec",
    "Custom",
    "CustomCoverage",
    "CustomGroup",
    "CustomReport",
    "GateSpec",
    "Grade",
    "Horizon",
    "Lines",
    "Messages",
    "QuestionSpec",
    "Scenario",
    "SeasonSpec",
    "SeatSpec",
    "Signals",
    "Staffing",
    "Structure",
    "TaskSpec",
]

DISCIPLINES = ("insight", "brand", "digital", "crm", "events", "data")


class Lines(Section):
    """Product lines, regions or customer segments, and how alike they are: the one meaning of business complexity."""

    names: tuple[str, ...] = parameter(
        ("main",), unit="names", source=NO_SOURCE, confidence="assumption", says="The lines."
    )
    similarity: float | tuple[tuple[float, ...], ...] = parameter(
        0.5,
        unit="0..1",
        source=NO_SOURCE,
        confidence="assumption",
        says="sim(l, l'), one number for all pairs or a symmetric table with ones on the diagonal.",
    )
    brand_shared: float | tuple[tuple[float, ...], ...] | None = parameter(
        None,
        unit="0..1",
        source=NO_SOURCE,
        confidence="assumption",
        says="How far two lines ought to look alike; the similarity where nothing is said.",
    )
    weights: tuple[float, ...] = parameter(
        (),
        unit="share of the work",
        source=NO_SOURCE,
        confidence="assumption",
        says="How much of the work each line has; equal where nothing is said.",
    )


class Scenario(Section):
    """Everything a run needs but seed, replication and structure."""

    name: str = Field("unnamed", description="Short name; the file's name where nothing is said.")
    title: str = Field(description="Title for charts.")
    title_zh: str = Field("", description="Title in Chinese.")
    question: str = Field("", description="The question the scenario serves.")
    source_items: tuple[int, ...] = Field((), description="Items of the source document it stands for.")
    structures: tuple[str, ...] = Field(
        (), description="Structures to compare; every registered one where nothing is said."
    )
    baseline: str = Field(
        "", description="Structure the others are compared with; the first one where nothing is said."
    )
    volume: float = parameter(
        1.0,
        unit="factor on arrival rates and participation",
        above=0,
        high=100,
        source=NO_SOURCE,
        confidence="assumption",
        says="How much campaign work there is, against what the kinds say; chores follow the number of seats.",
    )
    disciplines: tuple[str, ...] = Field(DISCIPLINES, description="Disciplines.")
    lines: Lines = Lines()
    horizon: Horizon = Horizon()
    calendar: CalendarSpec = CalendarSpec()
    seasons: tuple[SeasonSpec, ...] = ()
    staffing: Staffing = Staffing()
    structure: Structure = Structure()
    campaign: tuple[CampaignKind, ...] = Field((), description="Campaign kinds.")
    chores: Chores = Chores()
    signals: Signals = Signals()
    absences: Absences = Absences()
    rules: Rules = Rules()
    custom: Custom | None = None
    messages: Messages | None = None
