"""What it takes to pass on: a task to the next person, and a finished thing to whoever could use it again."""

from __future__ import annotations

from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


class Handover(Section):
    """What it takes to pass a task from one person to another; all linear in 1 - closeness."""

    brief_hours: float = parameter(
        1.5,
        unit="hours",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Time the giver needs to brief a stranger.",
    )
    read_in_hours: float = parameter(
        2.0,
        unit="hours",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Time the receiver needs to read in after a stranger.",
    )
    clarification: float = parameter(
        0.4,
        unit="probability",
        low=0,
        high=1,
        source="half of the tacit context lost at a hand-off (rule of thumb)",
        confidence="anecdotal",
        says="Probability that a stranger's briefing must be clarified.",
    )
    clarify_hours: float = parameter(
        0.5, unit="hours", low=0, source=NO_SOURCE, confidence="assumption", says="Time the giver needs to clarify."
    )
    transit_inside_hours: float = parameter(
        0.0,
        unit="hours",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Delay of a handover into a group as close as can be; nobody's work.",
    )
    transit_across_hours: float = parameter(
        4.0,
        unit="hours",
        low=0,
        source="median e-mail answer 47 min to 2 h, mean 23 h (Yahoo Labs 2015; Boomerang)",
        confidence="anecdotal",
        says="Delay of a handover to complete strangers; nobody's work.",
    )


class Reuse(Section):
    """Finding what has already been made."""

    visibility: float = parameter(
        0.8,
        unit="probability",
        low=0,
        high=1,
        source="28 % of content is unfindable (SiriusDecisions)",
        confidence="survey",
        says="Probability to find a fully close colleague's asset on the topic.",
    )
    search_hours: float = parameter(
        2.0,
        unit="hours",
        low=0,
        source="2.8 h a week of searching (APQC 2021), about 0.6 tasks a week; half of it for assets",
        confidence="survey",
        says="Time spent looking before an asset is made.",
    )
    adaptation: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        source="relative cost of reuse 0.25-0.33 (software reuse metrics)",
        confidence="anecdotal",
        says="Share of the hours still needed when a fully usable asset is adapted, a.",
    )
    fresh_days: float = parameter(
        120.0,
        unit="days",
        above=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="An asset older than this is not equivalent any more.",
    )
    start_probability: float = parameter(
        1.0,
        unit="probability per review",
        low=0,
        high=1,
        source="Bolton & Farrell 1990",
        confidence="assumption",
        says="Probability to make one's own although an asset in the making was found.",
    )
    review_hours: float = parameter(
        8.0,
        unit="hours",
        above=0,
        source="Bolton & Farrell 1990: one period",
        confidence="assumption",
        says="How often the asset in the making is looked at again.",
    )
    candidates_max: int = parameter(
        8,
        unit="assets",
        low=1,
        high=64,
        source=NO_SOURCE,
        confidence="assumption",
        says="How many candidates are looked at, newest first.",
    )
