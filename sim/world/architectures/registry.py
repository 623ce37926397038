"""An architecture is a function from a design (scenario, seats, load) to the tables of an organisation.

All architectures arrange the same seats for the same expected load, and each is one registered function in a file of
its own beside this one. What they differ in is only what their tables say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.errors import InputProblems, Problem, nearest
from sim.scenario.schema import Scenario
from sim.world.faults import verify
from sim.world.load import expected_load
from sim.world.organisation import Member, Organisation
from sim.world.staff import members


@dataclass(frozen=True)
class Design:
    """What every architecture starts from.

    Attributes
    ----------
    scenario : Scenario
    members : tuple of Member
        By seat.
    load : sequence of sequence of float
        Expected load, ``load[discipline][line]``, standard ticks a week.
    """

    scenario: Scenario
    members: tuple[Member, ...]
    load: Sequence[Sequence[float]]


Build = Callable[[Design], Organisation]

_REGISTERED: dict[str, tuple[int, Build]] = {}


def architecture(name: str, order: int = 100) -> Callable[[Build], Build]:
    """Register an architecture.

    Parameters
    ----------
    name : str
        As scenarios write it.
    order : int
        Place among the registered ones, ties by name; 0 = stands apart and is not listed.
    """

    def register(build: Build) -> Build:
        _REGISTERED[name] = (order, build)
        return build

    return register


def architectures() -> tuple[str, ...]:
    """Names of the registered architectures that any staffing can be arranged in, in their order."""
    return tuple(sorted((name for name, (order, _) in _REGISTERED.items() if order), key=_place))


def _place(name: str) -> tuple[int, str]:
    return _REGISTERED[name][0], name


def arrange(design: Design, name: str) -> Organisation:
    """Build and verify one organisation.

    Parameters
    ----------
    design : Design
    name : str
        A registered architecture, or the one that stands apart.

    Returns
    -------
    Organisation

    Raises
    ------
    InputProblems
        Where the name is unknown, or the scenario's own tables have gaps.
    InfeasibleStructure
        Where the seats cannot form two groups of two.
    BrokenInvariant
        Where what was built contradicts itself.
    """
    if name not in _REGISTERED:
        words = sorted(_REGISTERED, key=_place)
        message = f'"{name}" is unknown; expected {", ".join(words)}{nearest(name, words)}'
        raise InputProblems([Problem(design.scenario.name, 0, 0, "structures", message)])
    organisation = _REGISTERED[name][1](design)
    verify(organisation, design.scenario.disciplines, design.scenario.lines.names)
    return organisation


def organise(scenario: Scenario, name: str) -> Organisation:
    """Arrange a scenario's seats for its expected load; see `arrange` for the errors."""
    return arrange(Design(scenario, members(scenario), expected_load(scenario)), name)
