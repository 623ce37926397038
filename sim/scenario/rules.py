"""The rules of behaviour as numbers: every parameter a decision point may use, with unit, range, source and confidence.

None of these numbers belongs to a structure: the same table rules every organisation that is compared. Where no
measured value was found the confidence says *assumption*, and it is shown as such wherever the parameter appears.
"""

from __future__ import annotations

from sim.scenario.rules_deciding import Decisions, Gates
from sim.scenario.rules_exceptions import Exceptions
from sim.scenario.rules_passing_on import Handover, Reuse
from sim.scenario.rules_practice import Closeness, Learning
from sim.scenario.rules_results import Brand, Ideas, Outcomes
from sim.scenario.rules_talking import Exchange, Meetings
from sim.scenario.rules_work import Absence, Attention, Borrowing
from sim.scenario.section import Section
from sim.scenario.switches import Switches

__all__ = [
    "Absence",
    "Attention",
    "Borrowing",
    "Brand",
    "Closeness",
    "Decisions",
    "Exceptions",
    "Exchange",
    "Gates",
    "Handover",
    "Ideas",
    "Learning",
    "Meetings",
    "Outcomes",
    "Reuse",
    "Rules",
    "Section",
    "Switches",
]


class Rules(Section):
    """All behaviour parameters together; one table for every structure."""

    attention: Attention = Attention()
    closeness: Closeness = Closeness()
    learning: Learning = Learning()
    handover: Handover = Handover()
    reuse: Reuse = Reuse()
    exceptions: Exceptions = Exceptions()
    decisions: Decisions = Decisions()
    gates: Gates = Gates()
    exchange: Exchange = Exchange()
    meetings: Meetings = Meetings()
    brand: Brand = Brand()
    ideas: Ideas = Ideas()
    outcomes: Outcomes = Outcomes()
    borrowing: Borrowing = Borrowing()
    absence: Absence = Absence()
    switches: Switches = Switches()
