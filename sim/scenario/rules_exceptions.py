"""When work fails its check, how bad that is, and what a decider makes of it."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from sim.scenario.laws import LawSpec
from sim.scenario.section import NO_SOURCE, VIRTUAL_DESIGN_TEAM, Section
from sim.vocabulary import parameter


class Exceptions(Section):
    """When work does not come out as hoped."""

    base: float = parameter(
        0.1,
        unit="probability",
        low=0,
        high=1,
        source=VIRTUAL_DESIGN_TEAM + ": 0.05-0.10",
        confidence="anecdotal",
        says="Probability that a task of middling complexity fails its check, p0.",
    )
    skill_gap: float = parameter(
        2.0,
        unit="factor",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="How much complexity times missing skill raises the probability, a.",
    )
    missed: float = parameter(
        0.5,
        unit="factor per missed exchange",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="How much each missed exchange raises the probability, b.",
    )
    cap: float = parameter(
        0.9, unit="probability", low=0, high=1, source=NO_SOURCE, confidence="assumption", says="Highest probability."
    )
    rounds_max: int = parameter(
        4,
        unit="rounds",
        low=1,
        high=1000,
        source=NO_SOURCE,
        confidence="assumption",
        says="Checks of one task; the last is passed with its risk.",
    )
    rework: Literal["share", "redraw"] = parameter(
        "share",
        unit="word",
        source=VIRTUAL_DESIGN_TEAM,
        confidence="assumption",
        says="Rework takes a share of the task's hours, or its hours are drawn anew.",
    )
    rework_share: float = parameter(
        0.6,
        unit="share of the task's hours",
        low=0,
        source=VIRTUAL_DESIGN_TEAM + ": redo all of a part",
        confidence="anecdotal",
        says="Hours of a full rework.",
    )
    quick_fix_share: float = parameter(
        0.25,
        unit="share of the task's hours",
        low=0,
        source=VIRTUAL_DESIGN_TEAM + ": about half of a rework",
        confidence="anecdotal",
        says="Hours of a quick fix.",
    )
    severity: LawSpec = parameter(
        {"law": "uniform", "low": 0.0, "high": 1.0},
        unit="share of the campaign's amount",
        source=NO_SOURCE,
        confidence="assumption",
        says="How much is at stake in an exception.",
    )
    ignore_by_level: tuple[float, ...] = parameter(
        (0.5, 0.25, 0.1),
        unit="probability",
        source=VIRTUAL_DESIGN_TEAM + ": lower levels ignore more often",
        confidence="anecdotal",
        says="Probability that a decider so many levels above the maker ignores the exception; the last holds beyond.",
    )
    rework_by_level: tuple[float, ...] = parameter(
        (0.2, 0.4, 0.6),
        unit="probability",
        source=VIRTUAL_DESIGN_TEAM + ": higher levels ask for rework more often",
        confidence="anecdotal",
        says="Probability that it asks for rework; the rest is a quick fix.",
    )

    @model_validator(mode="after")
    def outcomes_are_probabilities(self) -> Exceptions:
        """Each level's outcomes sum to at most one."""
        for level, (ignore, redo) in enumerate(zip(self.ignore_by_level, self.rework_by_level, strict=False)):
            if ignore < 0 or redo < 0 or ignore + redo > 1.0:
                raise ValueError(
                    f"ignore_by_level + rework_by_level must stay within 0..1 at level {level} (got {ignore} + {redo})"
                )
        return self
