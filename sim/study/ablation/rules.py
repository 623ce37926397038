"""What can be switched off, and how: every switch of the scenario, and rules that an ordinary parameter turns off.

Off means that the phenomenon does not exist. A switch says so itself; of the other rules each is given here with the
value at which it has no effect any more, chosen so that nothing else changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.scenario.rules import Switches
from sim.study.ablation.words import CHINESE

ON = "none"
"""How the point is called at which nothing is switched off."""


@dataclass(frozen=True)
class Rule:
    """A rule that can be switched off.

    Attributes
    ----------
    name : str
        As a user types it.
    sets : tuple of (str, value)
        Parameters and the values at which the rule does not exist.
    says : str
        What the rule does, and what its absence means.
    """

    name: str
    sets: tuple[tuple[str, Any], ...]
    says: str

    def called(self, language: str = "en") -> str:
        """Its name for people."""
        english = self.name.replace("_", " ")
        return CHINESE.get(self.name, english) if language == "zh" else english


ORDINARY = (
    Rule(
        "closeness",
        (("rules.closeness.floor", 1.0),),
        "Who shares small groups is close; off: everybody is as close to everybody as can be.",
    ),
    Rule(
        "earned_closeness",
        (("rules.closeness.gain", 0.0),),
        "Working together brings people closer; off: closeness comes from shared groups alone.",
    ),
    Rule("spill_over", (("rules.learning.spill_over", 0.0),), "One learns from close colleagues; off: alone."),
    Rule(
        "familiarity",
        (("rules.learning.line_start", 1.0),),
        "Practice on a line makes faster there; off: every line is as familiar as any.",
    ),
    Rule(
        "skill_gap",
        (("rules.exceptions.skill_gap", 0.0),),
        "Hard work fails more often where skill is missing; off: it does not.",
    ),
    Rule(
        "missed_exchange",
        (("rules.exceptions.missed", 0.0),),
        "Missed questions and meetings make work fail more often; off: they have no consequence.",
    ),
    Rule("lost_questions", (("rules.exchange.lost", 0.0),), "Strangers overlook questions; off: nobody does."),
    Rule(
        "misreading",
        (("rules.gates.base_error", 0.0), ("rules.gates.ignorance_error", 0.0)),
        "Signers misread proposals, the more so the less they know; off: never.",
    ),
    Rule(
        "limits_of_authority",
        (("rules.decisions.authority", [1.0]),),
        "Large amounts are decided further up; off: every superior may decide any amount.",
    ),
    Rule(
        "reading_on_the_way",
        (("rules.decisions.route", "direct"),),
        "Every level on the way reads a request; off: it goes straight to the decider.",
    ),
    Rule(
        "transit",
        (("rules.decisions.transit_hours", 0.0),),
        "A request takes time between two desks; off: none.",
    ),
    Rule(
        "priority",
        (("rules.attention.law", "fifo"),),
        "Campaigns of higher priority come first; off: first come, first served.",
    ),
    Rule(
        "open_tasks_limit",
        (("rules.attention.open_tasks_max", 100),),
        "A member with many open tasks pulls no more; off: no limit.",
    ),
    Rule(
        "chore_patience",
        (("rules.attention.chore_patience_hours", 1e6),),
        "A chore that has waited long rises a class; off: never.",
    ),
    Rule(
        "reassignment",
        (("rules.absence.hold_hours", 1e6),),
        "Work of a member who is absent for long goes to others; off: it waits for the member.",
    ),
    Rule(
        "lost_thread",
        (("rules.absence.loss", 0.0),),
        "Work begun by another has partly to be done again; off: nothing is lost.",
    ),
)
"""Rules without a switch; each stands beside the value at which it has no effect."""


def rules() -> dict[str, Rule]:
    """Every rule that can be switched off, by name: the switches in their order, then the others."""
    switches = [
        Rule(name, ((f"rules.switches.{name}", False),), field.description or name)
        for name, field in Switches.model_fields.items()
    ]
    return {rule.name: rule for rule in (*switches, *ORDINARY)}
