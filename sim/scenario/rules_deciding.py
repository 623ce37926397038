"""Who decides and who signs: how requests travel, how long they take, and how often a signer misreads."""

from __future__ import annotations

from typing import Literal

from sim.scenario.laws import LawSpec
from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


class Decisions(Section):
    """Who decides, and how long it takes."""

    deciding: LawSpec = parameter(
        {"law": "lognormal", "mean": 0.55, "cv": 0.8},
        unit="hours",
        source="Filestage 2023: 30-33 minutes of reviewer labour a round",
        confidence="survey",
        says="Work of deciding one request.",
    )
    reading: LawSpec = parameter(
        {"law": "constant", "value": 0.25},
        unit="hours",
        source=NO_SOURCE,
        confidence="assumption",
        says="Work of reading a request and passing it on.",
    )
    transit_hours: float = parameter(
        1.0,
        unit="hours",
        low=0,
        source="median e-mail answer 47 min (Yahoo Labs 2015)",
        confidence="strong",
        says="Delay of a request between two desks; nobody's work.",
    )
    patience_hours: float = parameter(
        80.0,
        unit="hours",
        above=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="After this long without a decider starting on it, the member decides alone (delegation by default).",
    )
    route: Literal["climb", "direct"] = parameter(
        "climb",
        unit="word",
        source=NO_SOURCE,
        confidence="assumption",
        says="A request is read by every level on its way, or goes to the decider at once.",
    )
    centralisation: float = parameter(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="after Jin & Levitt 1996",
        confidence="assumption",
        says="Probability that a decision nevertheless goes one level higher, repeated.",
    )
    authority: tuple[float, ...] = parameter(
        (1.0, 0.6, 0.2),
        unit="amount, 0..1",
        source=NO_SOURCE,
        confidence="assumption",
        says="What a seat so many levels below the top may decide at most; the last holds below, the top decides all.",
    )


class Gates(Section):
    """Sign-off of proposals by people who may misread them."""

    base_error: float = parameter(
        0.05,
        unit="probability",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="Probability that an expert signer misreads a face, e0.",
    )
    ignorance_error: float = parameter(
        0.4,
        unit="probability",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="How much missing skill (craft) or familiarity (fit) adds, e1.",
    )
    revise_share: float = parameter(
        0.1,
        unit="share of the task's hours",
        low=0,
        source="revision 10-20 % of a creative unit (Roaspig)",
        confidence="anecdotal",
        says="Hours of one round of revision.",
    )
    versions: LawSpec = parameter(
        {"law": "poisson", "mean": 2.3},
        unit="further versions",
        source="In-House Creative Management Report 2019; Filestage 2023: 3.2-3.7 versions",
        confidence="survey",
        says="Versions a proposal needs beyond the first before it is good; drawn with the world.",
    )
