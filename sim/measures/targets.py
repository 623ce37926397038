"""Survey figures that results are compared with, and that no parameter may be tuned to.

They are outcomes: what people report about real departments. A result outside of the range is not wrong, and one inside
is not proof; both say where the model stands, and which parameters move it there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sim.measures.registry import measures
from sim.vocabulary import Confidence


@dataclass(frozen=True)
class Target:
    """A published range for a measure.

    Attributes
    ----------
    measure : str
        Name of the measure.
    low, high : float
        The range, in the unit of the measure.
    source : str
        Who published it, and when.
    confidence : {"strong", "survey", "anecdotal", "assumption"}
        How far it can be trusted.
    says : str
        What exactly was asked there, and how it differs from what is measured here.
    levers : tuple of str
        Parameters of a scenario that set the result most directly.
    """

    measure: str
    low: float
    high: float
    source: str
    confidence: Confidence
    says: str
    levers: tuple[str, ...]


TARGETS = (
    Target(
        measure="coordination_share",
        low=54.0,
        high=63.0,
        source="Asana, Anatomy of Work 2021-22, n = 13,123",
        confidence="survey",
        says="Self-reported work about work, in the broadest sense; more of it in larger firms.",
        levers=("rules.meetings.base_hours", "rules.meetings.supervision_hours", "rules.handover", "chores.share"),
    ),
    Target(
        measure="approval_time",
        low=5.0,
        high=10.0,
        source="In-House Creative Management Report 2019; Filestage 2023, n = 366",
        confidence="survey",
        says="Time to get one piece of content approved, all rounds; calendar days in some of the answers.",
        levers=("rules.gates.versions", "rules.decisions.deciding", "rules.decisions.transit_hours", "staffing.grades"),
    ),
    Target(
        measure="approval_waiting",
        low=70.0,
        high=100.0,
        source="Digital Applied 2026 (4.7 days, 1.0 of them worked on)",
        confidence="anecdotal",
        says="Share of the approval cycle in which nobody works on it.",
        levers=("rules.decisions.deciding", "rules.gates.revise_share", "rules.attention.ranks", "staffing.grades"),
    ),
    Target(
        measure="duplicated_time",
        low=12.0,
        high=15.0,
        source="Asana, two editions (58 minutes a day; 308 hours a year)",
        confidence="survey",
        says="Self-reported time on work that had been done before, without a platform that shows what is there.",
        levers=("rules.reuse.visibility", "rules.reuse.adaptation", "rules.reuse.fresh_days", "rules.closeness.ties"),
    ),
    Target(
        measure="overlap_cost",
        low=13.0,
        high=17.0,
        source="Booz & Co. 2011 (15-20 % more efficient after pooling)",
        confidence="survey",
        says=(
            "Overlap saved by pooling, a difference between two organisations of one firm: it is asked of the "
            "organisation before, and one run shows only the part of it that is made twice."
        ),
        levers=("rules.reuse.visibility", "lines.similarity", "rules.closeness.floor"),
    ),
)

Place = Literal["below", "within", "above", "not defined"]
WORDS = {
    "en": {"below": "below", "within": "within", "above": "above", "not defined": "not defined"},
    "zh": {"below": "偏低", "within": "吻合", "above": "偏高", "not defined": "无定义"},
}


@dataclass(frozen=True)
class Verdict:
    """A result beside its target.

    Attributes
    ----------
    target : Target
    value : float
        What was found, in the unit of the measure.
    place : {"below", "within", "above", "not defined"}
        Where it lies.
    """

    target: Target
    value: float
    place: Place

    def sentence(self, language: str = "en") -> str:
        """The verdict as a sentence, in English or Chinese (``zh``)."""
        one, levers = measures()[self.target.measure], ", ".join(self.target.levers)
        low, high, place = f"{self.target.low:g}", f"{self.target.high:g}", WORDS[language][self.place]
        if language == "zh":
            found = (
                f"{one.title_zh}：结果 {self.value:.3g} {one.unit_zh}" if math.isfinite(self.value) else one.title_zh
            )
            return f"{found}，调查为 {low}–{high} {one.unit_zh}：{place}。相关参数：{levers}。"
        found = f"found {self.value:.3g} {one.unit}" if math.isfinite(self.value) else "found none"
        survey = f"the {'survey' if self.target.confidence == 'survey' else 'source'} says {low}-{high} {one.unit}"
        return f"{one.title}: {found}, {survey}: {place}; the parameters that set it are {levers}."


def compare_with_targets(values: Mapping[str, float]) -> list[Verdict]:
    """Put results beside the targets.

    Parameters
    ----------
    values : mapping of str to float
        Values of measures by name, of one run or means of several; targets of other measures are left out.

    Returns
    -------
    list of Verdict
        In the order of `TARGETS`.
    """
    return [
        Verdict(one, values[one.measure], place(one, values[one.measure])) for one in TARGETS if one.measure in values
    ]


def place(target: Target, value: float) -> Place:
    """Where a value lies; the ends of the range belong to it."""
    if math.isnan(value):
        return "not defined"
    return "below" if value < target.low else "above" if value > target.high else "within"
