"""A scenario: the people, the lines, the year of work and the rules, as one frozen object.

The file a person writes is short; *resolving* it fills in every default and every campaign taken from the
library, so that the resolved scenario says all that the simulation uses. Resolving twice changes nothing.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from sim.scenario.laws import LawSpec
from sim.scenario.rules import Rules, Section
from sim.vocabulary import parameter

_NONE = "none"
DISCIPLINES = ("insight", "brand", "digital", "crm", "events", "data")


class Horizon(Section):
    """Warm-up, window and drain of a run."""

    warm_up: float = parameter(
        40,
        unit="days",
        low=0,
        source="precision rule 1",
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
        source="precision rule 1",
        confidence="assumption",
        says="Working days in which late work of the cohort may still finish.",
    )


class CalendarSpec(Section):
    """Which dates the working days are."""

    starts: datetime.date = parameter(
        datetime.date(2026, 1, 5), unit="date", source=_NONE, confidence="assumption", says="First day of the window."
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


class Lines(Section):
    """Product lines, regions or customer segments, and how alike they are: the one meaning of business complexity."""

    names: tuple[str, ...] = parameter(
        ("main",), unit="names", source=_NONE, confidence="assumption", says="The lines."
    )
    similarity: float | tuple[tuple[float, ...], ...] = parameter(
        0.5,
        unit="0..1",
        source=_NONE,
        confidence="assumption",
        says="sim(l, l'), one number for all pairs or a symmetric table with ones on the diagonal.",
    )
    brand_shared: float | tuple[tuple[float, ...], ...] | None = parameter(
        None,
        unit="0..1",
        source=_NONE,
        confidence="assumption",
        says="How far two lines ought to look alike; the similarity where nothing is said.",
    )
    weights: tuple[float, ...] = parameter(
        (),
        unit="share of the work",
        source=_NONE,
        confidence="assumption",
        says="How much of the work each line has; equal where nothing is said.",
    )


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
        4.0, unit="hours", above=0, source=_NONE, confidence="assumption", says="Length of one block of such duties."
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
        source=_NONE,
        confidence="assumption",
        says="Talent; drawn where nothing is said.",
    )
    cost: float | None = parameter(
        None,
        unit="thousand yuan a year",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="Yearly cost; the grade's where nothing is said.",
    )


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
        source=_NONE,
        confidence="assumption",
        says="What leading a group adds to the pay of a seat.",
    )
    seat: tuple[SeatSpec, ...] = parameter(
        (),
        unit="rows",
        source=_NONE,
        confidence="assumption",
        says="The seats one by one; made from shares and the load where nothing is said.",
    )


class GateSpec(Section):
    """A sign-off at the end of a task."""

    faces: tuple[Literal["fit", "craft"], ...] = parameter(
        ("fit", "craft"),
        unit="words",
        source="model section 5.8",
        confidence="assumption",
        says="Which faces of the proposal are signed: fit for the line, craft of the discipline.",
    )
    needed: int = parameter(
        0, unit="signatures", low=0, source=_NONE, confidence="assumption", says="How many must accept; 0 means all."
    )
    order: Literal["parallel", "serial"] = parameter(
        "parallel",
        unit="word",
        source=_NONE,
        confidence="assumption",
        says="All signers at once, or one after another.",
    )
    stop_early: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Withdraw what is still queued once the result is certain.",
    )
    on_split: Literal["count", "refusal", "priority", "superior"] = parameter(
        "superior",
        unit="word",
        source=_NONE,
        confidence="assumption",
        says="Signers disagree: count, refusal wins, the heavier line wins, or the common superior decides.",
    )
    on_refusal: Literal["revise", "drop", "pass_with_risk"] = parameter(
        "revise", unit="word", source=_NONE, confidence="assumption", says="What a refusal leads to."
    )
    rounds_max: int = parameter(
        6,
        unit="rounds",
        low=1,
        high=1000,
        source="4 % of reviews take more than ten rounds (2019 report)",
        confidence="survey",
        says="After so many refusals the proposal passes with its risk.",
    )
    good: float | None = parameter(
        None,
        unit="probability",
        low=0,
        high=1,
        source="Sah & Stiglitz 1986",
        confidence="assumption",
        says="If given, each round's proposal is good with this probability instead of counting versions.",
    )
    signers: tuple[int, ...] = parameter(
        (),
        unit="seats",
        source=_NONE,
        confidence="assumption",
        says="Named seats that sign instead of the derived ones; each is one slot of a panel.",
    )


class AssetSpec(Section):
    """The thing a task leaves behind for others to reuse."""

    topic: str = Field(description="What the asset is about; equal topics of one period can replace each other.")
    generic: float = parameter(
        0.5,
        unit="probability",
        low=0,
        high=1,
        source="45-90 % of central assets go unused by markets (CreativeX)",
        confidence="survey",
        says="Probability that the asset would also serve another, fully similar line.",
    )
    visible: bool = parameter(
        True, unit="switch", source=_NONE, confidence="assumption", says="Customers see it, so it counts for the brand."
    )
    pool: int = parameter(
        1,
        unit="topics",
        low=1,
        high=1000,
        source=_NONE,
        confidence="assumption",
        says="The topic is one of so many, drawn for each campaign.",
    )


class CounterpartSpec(Section):
    """A wait for another department before the task can start."""

    department: Literal["product", "sales", "supply_chain", "legal", "service", "agency"] = Field(
        description="Who answers."
    )
    response: LawSpec = parameter(
        {"law": "lognormal", "mean": 12.0, "cv": 1.0},
        unit="hours",
        source="legal slot 2-3 days (Yetone 2026)",
        confidence="anecdotal",
        says="Law of the response time.",
    )
    confirms_stock: bool = parameter(
        False,
        unit="switch",
        source="item 23",
        confidence="assumption",
        says="The answer confirms stock for a promotion.",
    )


class QuestionSpec(Section):
    """A coupling of this task with another of the same campaign."""

    with_: str = Field(alias="with", description="Name of the coupled task.")
    probability: float = parameter(
        1.0,
        unit="probability",
        low=0,
        high=1,
        source="Harris & Raviv 2002: interaction probability",
        confidence="assumption",
        says="Probability that this campaign's pair is coupled at all.",
    )
    questions: LawSpec = parameter(
        {"law": "poisson", "mean": 1.5},
        unit="bundled questions",
        source=_NONE,
        confidence="assumption",
        says="Questions each of the two asks the other.",
    )
    model_config = ConfigDict(populate_by_name=True)


class TaskSpec(Section):
    """One task of a campaign kind."""

    name: str = Field(description="Name, unique in the kind.")
    discipline: str = Field(description="Which discipline does it.")
    hours: LawSpec = parameter(
        16.0, unit="hours at skill 1", source="calibration part F", confidence="anecdotal", says="Law of the work."
    )
    complexity: float = parameter(
        0.5, unit="0..1", low=0, high=1, source=_NONE, confidence="assumption", says="How hard it is."
    )
    after: tuple[str, ...] = parameter(
        (), unit="task names", source="stage orders of calibration part F", confidence="anecdotal", says="Predecessors."
    )
    insight: bool = parameter(
        False, unit="switch", source="items 5-8", confidence="assumption", says="Its end renews the line's insight."
    )
    asset: AssetSpec | None = Field(None, description="The asset it leaves.")
    gate: GateSpec | None = Field(None, description="The sign-off at its end.")
    counterpart: CounterpartSpec | None = Field(None, description="The department it waits for first.")
    asks: tuple[QuestionSpec, ...] = Field((), description="Couplings with other tasks.")
    on_date: bool = parameter(
        False,
        unit="switch",
        source="festival calendars",
        confidence="strong",
        says="Starts on the campaign's date, not before (going live).",
    )
    delay_days: float = parameter(
        0.0,
        unit="days",
        low=0,
        source="regional pilot 4-8 weeks (Measured)",
        confidence="survey",
        says="Elapsed working days between the end of its predecessors and its start: a pilot that runs.",
    )
    responsibility: int = parameter(
        0,
        unit="number 1-6, 0 = none",
        low=0,
        high=6,
        source="source document, part I",
        confidence="strong",
        says="Which of the six responsibilities it serves.",
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


class CampaignKind(Section):
    """A kind of campaign: when it arrives, what it needs, when it is due."""

    name: str = Field(description="Name of the kind.")
    use: str | None = Field(None, description="Take over this kind of the library and change only what is said here.")
    rate: float = parameter(
        0.0,
        unit="arrivals per line and year",
        low=0,
        source="calibration parts F and G",
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
        source=_NONE,
        confidence="assumption",
        says="Lines' arrivals for one date are spread uniformly over so many days before that.",
    )
    participation: float = parameter(
        1.0,
        unit="probability per line",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="Probability that a line takes part in a date.",
    )
    lines: tuple[str, ...] = parameter(
        (),
        unit="names",
        source=_NONE,
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
        False, unit="switch", source=_NONE, confidence="assumption", says="The due time is a hard date."
    )
    priority: float = parameter(
        0.5,
        unit="0..1",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="Campaign priority; higher goes first.",
    )
    amount: LawSpec = parameter(
        {"law": "uniform", "low": 0.1, "high": 0.6},
        unit="share of the largest commitment, 0..1",
        source=_NONE,
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
        source=_NONE,
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
        {}, unit="weights", source=_NONE, confidence="assumption", says="Where they arise; equal where nothing is said."
    )


class Signals(Section):
    """Competitor moves and crises."""

    turbulence: float = parameter(
        2.0,
        unit="signals per line and year",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="How often the market moves.",
    )
    crisis_share: float = parameter(
        0.2, unit="share", low=0, high=1, source=_NONE, confidence="assumption", says="Signals that are crises."
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
        source=_NONE,
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


class Structure(Section):
    """Options of architectures; the same for every structure that knows them."""

    matrix_strength: float = parameter(
        0.5,
        unit="weight of the line side",
        low=0,
        high=1,
        source="after Jin & Levitt 1996 (matrix strength)",
        confidence="assumption",
        says="Weight of the line side where a member has two superiors.",
    )
    headquarters_share: float = parameter(
        0.08,
        unit="share of seats",
        low=0,
        high=0.5,
        source="4 units of 10 and 5 in headquarters (calibration part I)",
        confidence="assumption",
        says="Seats of a thin headquarters; at least one.",
    )
    span_max: int = parameter(
        10,
        unit="direct reports",
        low=2,
        high=1000,
        source="spans of 5-12 (Gallup 2025; SHRM 2016)",
        confidence="strong",
        says="A group with more members is split under sub-leads.",
    )
    lead_production: bool = parameter(
        True, unit="switch", source="model section 3", confidence="assumption", says="Leads also produce."
    )
    second_manager_weight: float = parameter(
        0.5,
        unit="weight",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="Weight of a second manager in an imported organisation.",
    )
    skill: Literal["learning", "given"] = parameter(
        "learning",
        unit="word",
        source=_NONE,
        confidence="assumption",
        says="Skill from the learning law, or talent as given.",
    )


class CustomGroup(Section):
    """A group of a custom organisation."""

    name: str = Field(description="Unique name.")
    parent: str | None = Field(None, description="Name of the group above; none for the top.")
    lead: int | None = Field(None, description="Seat that leads it; none means the group above leads it.")
    members: tuple[int, ...] = Field((), description="Seats that belong to it.")
    weights: tuple[float, ...] = Field((), description="Belonging weights, one a member; 1 where nothing is said.")


class CustomCoverage(Section):
    """Who answers for which work."""

    groups: tuple[str, ...] = Field(description="Group names, in order.")
    disciplines: tuple[str, ...] = Field((), description="Disciplines; all where nothing is said.")
    lines: tuple[str, ...] = Field((), description="Lines; all where nothing is said.")


class CustomReport(Section):
    """An extra reporting line."""

    member: int = Field(description="Seat that reports.")
    to: int = Field(description="Seat that is reported to.")
    relation: Literal["reports_to", "dotted_to", "liaison"] = Field(
        "dotted_to", description="Solid, dotted, or liaison."
    )
    weight: float = parameter(
        0.5, unit="weight", low=0, high=1, source=_NONE, confidence="assumption", says="Weight of the line."
    )


class Custom(Section):
    """An organisation given as tables, or by a client's HR export."""

    hr_export: str | None = Field(None, description="CSV or XLSX file, relative to the scenario.")
    repair: bool = Field(False, description="Repair gaps of the export that have a defensible repair.")
    group: tuple[CustomGroup, ...] = Field((), description="Groups.")
    coverage: tuple[CustomCoverage, ...] = Field((), description="Coverage, first row first.")
    report: tuple[CustomReport, ...] = Field((), description="Extra reporting lines.")


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
