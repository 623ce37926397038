"""Who can be compared is found before anything is run: which structures the staff can form, and which come out alike.

A structure that cannot be formed is left out and said so, with the reason. One that comes out the same as another is
run and marked. Nothing is quietly replaced by something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.errors import InfeasibleStructure, InputProblems, Problem
from sim.scenario.schema import Scenario
from sim.world.architectures import organise

REPLICATIONS = 30
MOST_REPLICATIONS = 100_000
ABLATION = 5
"""Years that are lived through again for each rule that is switched off."""


@dataclass(frozen=True)
class Entrants:
    """Who can be compared: found before anything is run.

    Attributes
    ----------
    structures : tuple of str
        Those that the staff can form, in the order of the scenario.
    baseline : str
        The structure with which the others are compared.
    left_out : mapping of str to str
        Those that it cannot form -> why.
    not_distinct : tuple of str
        Those that come out the same as another one.
    notes : mapping of str to tuple of str
        What must be said of a structure: merged disciplines, split groups.
    """

    structures: tuple[str, ...]
    baseline: str
    left_out: Mapping[str, str] = field(default_factory=dict)
    not_distinct: tuple[str, ...] = ()
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def check_replications(replications: int) -> None:
    """Raise InputProblems where nothing, or too much, would be run."""
    if not 1 <= replications <= MOST_REPLICATIONS:
        message = f"must be 1 to {MOST_REPLICATIONS:,} (got {replications})"
        raise InputProblems([Problem("replications", 0, 0, "", message)])


def enter(scenario: Scenario) -> Entrants:
    """Find out which structures the staff of a scenario can form.

    Raises
    ------
    InputProblems
        A structure is unknown.
    InfeasibleStructure
        None can be formed.
    """
    built, left_out = {}, {}
    for name in scenario.structures:
        try:
            built[name] = organise(scenario, name)
        except InfeasibleStructure as reason:
            left_out[name] = str(reason)
    if not built:
        raise InfeasibleStructure("; ".join(left_out.values()) or f"{scenario.name} names no structure")
    return Entrants(
        structures=tuple(built),
        baseline=scenario.baseline if scenario.baseline in built else next(iter(built)),
        left_out=left_out,
        not_distinct=tuple(name for name, organisation in built.items() if not organisation.distinct),
        notes={name: organisation.notes for name, organisation in built.items() if organisation.notes},
    )
