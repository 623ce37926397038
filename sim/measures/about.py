"""What a measure may know of an organisation besides its facts: head counts, spans, cost, parameters of outcome.

Everything here holds for the organisation before the year begins; none of it depends on a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add

import numpy as np
from numpy.typing import NDArray

from sim.scenario.rules import Outcomes
from sim.scenario.schema import Scenario
from sim.vocabulary import NONE
from sim.world.derived import Derived
from sim.world.organisation import Organisation

Table = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class About:
    """An organisation, as far as measures need it.

    Attributes
    ----------
    seats : int
        Number of seats.
    titles : tuple of str
        By seat, for charts.
    is_lead : tuple of bool
        By seat: whether it leads a group.
    layers : int
        Seats from the top to the lowest seat, both counted, along solid lines.
    mean_span, max_span : float, int
        Direct reports on solid lines, of those who have any.
    two_superiors : int
        Seats with a dotted line besides their solid one.
    lines : int
        Number of lines.
    lines_stopped : int
        Largest number of lines on which some work is left without anybody if one seat is gone.
    cost : tuple of float
        By seat, thousand yuan a year, lead premium included.
    outcomes : Outcomes
        Parameters by which lateness, risk and overselling count.
    brand_tolerance : float
        Style units at which half of the consistency is lost.
    brand_shared : tuple of tuple of float
        How far two lines ought to look alike, 1 for a line with itself.
    """

    seats: int
    titles: tuple[str, ...]
    is_lead: tuple[bool, ...]
    layers: int
    mean_span: float
    max_span: int
    two_superiors: int
    lines: int
    lines_stopped: int
    cost: tuple[float, ...]
    outcomes: Outcomes
    brand_tolerance: float
    brand_shared: Table

    @cached_property
    def leads(self) -> int:
        """Number of seats that lead a group."""
        return sum(self.is_lead)

    @cached_property
    def yearly_cost(self) -> float:
        """Cost of all seats, thousand yuan a year, lead premium included."""
        return reduce(add, self.cost, 0.0)  # term by term: from Python 3.12 on, sum() compensates its rounding

    @cached_property
    def shared(self) -> NDArray[np.float64]:
        """`brand_shared` as an array."""
        return np.asarray(self.brand_shared, dtype=np.float64)

    @cached_property
    def pay(self) -> NDArray[np.float64]:
        """`cost` as an array."""
        return np.asarray(self.cost, dtype=np.float64)


def about(scenario: Scenario, organisation: Organisation, derived: Derived) -> About:
    """Gather what measures need to know.

    Parameters
    ----------
    scenario : Scenario
        For the lead premium, the outcome parameters and how far lines share a brand.
    organisation : Organisation
        Verified.
    derived : Derived
        Of the same organisation.
    """
    leads = {group.lead for group in organisation.groups} - {NONE}
    premium = scenario.staffing.lead_premium
    spans = [len(reports) for reports in derived.reports if reports]
    shared = scenario.lines.similarity if scenario.lines.brand_shared is None else scenario.lines.brand_shared
    return About(
        seats=len(organisation.members),
        titles=tuple(member.title for member in organisation.members),
        is_lead=tuple(seat in leads for seat in range(len(organisation.members))),
        layers=max(derived.depth) + 1,
        mean_span=sum(spans) / len(spans) if spans else 0.0,
        max_span=max(spans, default=0),
        two_superiors=sum(bool(lines) for lines in derived.dotted),
        lines=len(scenario.lines.names),
        lines_stopped=_lines_stopped(derived),
        cost=tuple(member.cost * (1.0 + premium * (seat in leads)) for seat, member in enumerate(organisation.members)),
        outcomes=scenario.rules.outcomes,
        brand_tolerance=scenario.rules.brand.tolerance,
        brand_shared=_table(shared, len(scenario.lines.names)),
    )


def _lines_stopped(derived: Derived) -> int:
    """Lines that stop with the one seat whose absence stops most of them."""
    stopped: dict[int, set[int]] = {}
    for row in derived.pullers:
        for line, groups in enumerate(row):
            able = {seat for group in groups for seat in group}
            if len(able) == 1:
                stopped.setdefault(able.pop(), set()).add(line)
    return max(map(len, stopped.values()), default=0)


def _table(shared: float | Table, size: int) -> Table:
    """A table, also where one number stands for all pairs."""
    if isinstance(shared, (int, float)):
        return tuple(tuple(1.0 if one == other else float(shared) for other in range(size)) for one in range(size))
    return shared
