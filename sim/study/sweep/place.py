"""A place is a point of a design with what has been built there: its scenario, and the structures its staff can form.

Building costs as much as some years of life, so it is done once for all years of a piece of work. A worker remembers
the last few places, because the years of one point may be cut into several pieces.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from sim.errors import InfeasibleStructure
from sim.run import build
from sim.scenario.schema import Scenario
from sim.study.sweep.settings import Setting, scenario_of

if TYPE_CHECKING:
    from sim.engines.plan import Plan
    from sim.measures.about import About


@dataclass(frozen=True)
class Place:
    """A point, built.

    Attributes
    ----------
    setting : Setting
    scenario : Scenario
    built : dict
        Structures that were asked for so far.
    """

    setting: Setting
    scenario: Scenario
    built: dict[str, tuple[Plan, About] | str] = field(default_factory=dict)

    def formed(self, structure: str) -> tuple[Plan, About] | str:
        """The structure built here, or the reason why the staff cannot form it."""
        if structure not in self.built:
            self.built[structure] = self._form(structure)
        return self.built[structure]

    def _form(self, structure: str) -> tuple[Plan, About] | str:
        from sim.measures.about import about

        try:
            plan = build(self.scenario, structure)
        except InfeasibleStructure as reason:
            return str(reason)
        return plan, about(self.scenario, plan.organisation, plan.derived)


@lru_cache(maxsize=4)
def place_of(setting: Setting) -> Place:
    """The place of a setting.

    Raises
    ------
    OrgsimError
        The scenario is read here otherwise than where the study was planned.
    """
    return Place(setting, scenario_of(setting))
