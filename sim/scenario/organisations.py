"""How seats may be organised: the options of architectures, and an organisation given as tables or as an HR export."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


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
        source="4 units of 10 and 5 in headquarters",
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
        True, unit="switch", source=NO_SOURCE, confidence="assumption", says="Leads also produce."
    )
    second_manager_weight: float = parameter(
        0.5,
        unit="weight",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="Weight of a second manager in an imported organisation.",
    )
    skill: Literal["learning", "given"] = parameter(
        "learning",
        unit="word",
        source=NO_SOURCE,
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
        0.5, unit="weight", low=0, high=1, source=NO_SOURCE, confidence="assumption", says="Weight of the line."
    )


class Custom(Section):
    """An organisation given as tables, or by a client's HR export."""

    hr_export: str | None = Field(None, description="CSV or XLSX file, relative to the scenario.")
    repair: bool = Field(False, description="Repair gaps of the export that have a defensible repair.")
    group: tuple[CustomGroup, ...] = Field((), description="Groups.")
    coverage: tuple[CustomCoverage, ...] = Field((), description="Coverage, first row first.")
    report: tuple[CustomReport, ...] = Field((), description="Extra reporting lines.")
    notes: tuple[str, ...] = Field((), description="What charts must say: repairs made to an export.")
