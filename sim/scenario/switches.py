"""Every rule can be switched off, so that what it adds can be measured."""

from __future__ import annotations

from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


class Switches(Section):
    """Each rule on or off, so that its effect can be ablated; off means as if the phenomenon did not exist."""

    assign: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="The fastest free member pulls; off: the longest idle.",
    )
    borrow: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Groups borrow from each other; off: never.",
    )
    handover: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Handovers cost briefing, reading in, clarifying and transit; off: nothing.",
    )
    reuse: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Assets are searched for and reused; off: all is made new and none of it counts as duplicated.",
    )
    ideas: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Ideas age and the best one seen is taken up; off: each idea is as drawn.",
    )
    switching: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Changing campaign costs time; off: nothing.",
    )
    slices: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Urgent items interrupt at the end of a slice; off: work is never interrupted by other work.",
    )
    learning: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Practice makes skill and familiarity; off: skill is talent, familiarity is full.",
    )
    exceptions: bool = parameter(
        True, unit="switch", source=NO_SOURCE, confidence="assumption", says="Work may fail its check; off: never."
    )
    climb: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Requests climb to whoever may decide; off: the maker decides on the spot.",
    )
    default: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="After patience the member decides alone; off: waits for ever.",
    )
    outcome: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Decisions may ask for rework or a fix; off: every exception is ignored.",
    )
    gates: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Proposals need signatures; off: they pass.",
    )
    conflict: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Two bosses may order one desk differently; off: the attention law rules.",
    )
    exchange: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Coupled tasks ask each other questions; off: none.",
    )
    counterpart: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Other departments take their time; off: they answer at once.",
    )
    meetings: bool = parameter(
        True, unit="switch", source=NO_SOURCE, confidence="assumption", says="Groups meet; off: never."
    )
    supervision: bool = parameter(
        True, unit="switch", source=NO_SOURCE, confidence="assumption", says="Leads give time to reports; off: none."
    )
    chores: bool = parameter(
        True, unit="switch", source=NO_SOURCE, confidence="assumption", says="Small routine requests arrive; off: none."
    )
    signals: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Signals unsettle open plans and age insight; off: they only call for their response campaign.",
    )
    absences: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Members are absent, leave, and are replaced; off: always there.",
    )
    outside: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Members have duties outside the department; off: none.",
    )
    brand: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Styles drift and are pulled together; off: all keep one style.",
    )
    messages: bool = parameter(
        True,
        unit="switch",
        source=NO_SOURCE,
        confidence="assumption",
        says="Members write routine messages, where the scenario has any; off: none.",
    )
