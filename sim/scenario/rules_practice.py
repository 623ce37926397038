"""What working together makes of people: they grow close, and they learn; both fade when the work stops."""

from __future__ import annotations

from typing import Literal

from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


class Closeness(Section):
    """How near two people work, derived from the groups they share."""

    ties: float = parameter(
        7.0,
        unit="people",
        above=0,
        source="team-size literature (Hackman 2002), order of magnitude",
        confidence="assumption",
        says="Number of working ties a person keeps up.",
    )
    floor: float = parameter(
        0.15,
        unit="share",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="Closeness of two people who share nothing but the department.",
    )
    gain: float = parameter(
        0.02,
        unit="share of what is missing, per exchange",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="Each finished handover or answer brings two people this much closer.",
    )
    decay: float = parameter(
        0.05,
        unit="share per week",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="Earned closeness fades by this share every week.",
    )


class Learning(Section):
    """One learning law for skill (by discipline) and familiarity (by line)."""

    start: float = parameter(
        0.4,
        unit="share",
        low=0.01,
        high=1,
        source="MIT SMR 2005: a new professional starts at a quarter to a half of full speed",
        confidence="anecdotal",
        says="Speed without any practice, k0.",
    )
    half_hours: float = parameter(
        200.0,
        unit="hours",
        above=0,
        source="20 weeks to full productivity (MIT SMR 2005, Mellon), about 16 productive hours a week",
        confidence="anecdotal",
        says="Practice after which half of the rest is learnt, h.",
    )
    line_start: float = parameter(
        0.7,
        unit="share",
        low=0.01,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="The same start for familiarity with a line.",
    )
    line_half_hours: float = parameter(
        200.0,
        unit="hours",
        above=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="The same half practice for familiarity with a line.",
    )
    spill_over: float = parameter(
        0.05,
        unit="share",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="How much of a fully close colleague's practice counts as one's own.",
    )
    fade: float = parameter(
        0.01,
        unit="share per week",
        low=0.0001,
        high=0.5,
        source="skill decay reviews (Arthur et al. 1998), order of magnitude",
        confidence="assumption",
        says="Practice fades by this share every week.",
    )
    begin: Literal["settled", "fresh"] = parameter(
        "settled",
        unit="word",
        source=NO_SOURCE,
        confidence="assumption",
        says="Begin at the fixed point under the structure's expected hours, or from home profiles (a reorganisation).",
    )
    home_hours: float = parameter(
        800.0,
        unit="hours",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Practice in the home discipline and home line with which a seat comes to a fresh organisation.",
    )
