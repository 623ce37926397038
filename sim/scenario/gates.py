"""A gate is a sign-off at the end of a task: who signs, in which order, and what a refusal leads to."""

from __future__ import annotations

from typing import Literal

from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


class GateSpec(Section):
    """A sign-off at the end of a task."""

    faces: tuple[Literal["fit", "craft"], ...] = parameter(
        ("fit", "craft"),
        unit="words",
        source=NO_SOURCE,
        confidence="assumption",
        says="Which faces of the proposal are signed: fit for the line, craft of the discipline.",
    )
    needed: int = parameter(
        0,
        unit="signatures",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="How many must accept; 0 means all.",
    )
    order: Literal["parallel", "serial"] = parameter(
        "parallel",
        unit="word",
        source=NO_SOURCE,
        confidence="assumption",
        says="All signers at once, or one after another.",
    )
    stop_early: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Withdraw what is still queued once the result is certain.",
    )
    on_split: Literal["count", "refusal", "priority", "superior"] = parameter(
        "superior",
        unit="word",
        source=NO_SOURCE,
        confidence="assumption",
        says="Signers disagree: count, refusal wins, the heavier line wins, or the common superior decides.",
    )
    on_refusal: Literal["revise", "drop", "pass_with_risk"] = parameter(
        "revise", unit="word", source=NO_SOURCE, confidence="assumption", says="What a refusal leads to."
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
        source=NO_SOURCE,
        confidence="assumption",
        says="Named seats that sign instead of the derived ones; each is one slot of a panel.",
    )
