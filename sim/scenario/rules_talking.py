"""Time given to each other: questions between coupled tasks, meetings, and a lead's talks with reports."""

from __future__ import annotations

from sim.scenario.laws import LawSpec
from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


class Exchange(Section):
    """Questions between coupled tasks."""

    answer_hours: float = parameter(
        1.5,
        unit="hours",
        low=0,
        source="bundle of about six 15-minute questions",
        confidence="assumption",
        says="Work of answering one bundled question.",
    )
    transit: LawSpec = parameter(
        {"law": "lognormal", "median": 0.78, "sigma": 1.5},
        unit="hours",
        source="median e-mail answer 47 min (Yahoo Labs 2015); the queue at the desk is modelled apart",
        confidence="strong",
        says="Delay of a question between strangers; scaled by 1 - closeness.",
    )
    lost: float = parameter(
        0.2,
        unit="probability",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="Probability that a stranger's question is overlooked; scaled by 1 - closeness.",
    )
    patience_hours: float = parameter(
        24.0,
        unit="hours",
        above=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="How long a finished task waits for its answers before they count as missed.",
    )
    formalisation: float = parameter(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="after Jin & Levitt 1996 (Virtual Design Team); that it takes this form is an assumption",
        confidence="assumption",
        says="Probability that a question is kept for the next meeting that both attend, and not asked at once.",
    )


class Meetings(Section):
    """Meetings of every group with a lead, and the time a lead gives to reports."""

    base_hours: float = parameter(
        1.0,
        unit="hours a week",
        low=0,
        source="2.2-4 h of meetings a week in all (APQC 2021; Asana 2021), two groups' worth for those in two",
        confidence="survey",
        says="Length of a group's meeting, m0.",
    )
    per_member_hours: float = parameter(
        0.1,
        unit="hours a week and member",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="What each member adds to it, m1.",
    )
    every_weeks: int = parameter(
        2,
        unit="weeks",
        low=1,
        high=26,
        source=NO_SOURCE,
        confidence="assumption",
        says="A meeting of so many weeks' length is held every so many weeks.",
    )
    supervision_hours: float = parameter(
        0.5,
        unit="hours a week and weighted report",
        low=0,
        source="one-to-one talks of half an hour a week, practice",
        confidence="anecdotal",
        says="Time a lead gives to each direct report.",
    )
