"""A task: the work, what comes before it, whom it waits for and asks, and what it leaves behind."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from sim.scenario.gates import GateSpec
from sim.scenario.laws import LawSpec
from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


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
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Customers see it, so it counts for the brand.",
    )
    pool: int = parameter(
        1,
        unit="topics",
        low=1,
        high=1000,
        source=NO_SOURCE,
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
        source=NO_SOURCE,
        confidence="assumption",
        says="Questions each of the two asks the other.",
    )
    model_config = ConfigDict(populate_by_name=True)


class TaskSpec(Section):
    """One task of a campaign kind."""

    name: str = Field(description="Name, unique in the kind.")
    discipline: str = Field(description="Which discipline does it.")
    hours: LawSpec = parameter(
        16.0,
        unit="hours at skill 1",
        source="agency and practitioner guides",
        confidence="anecdotal",
        says="Law of the work.",
    )
    complexity: float = parameter(
        0.5, unit="0..1", low=0, high=1, source=NO_SOURCE, confidence="assumption", says="How hard it is."
    )
    after: tuple[str, ...] = parameter(
        (),
        unit="task names",
        source="stage orders in agency and practitioner guides",
        confidence="anecdotal",
        says="Predecessors.",
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
