"""What no single field can know: whether the parts of a scenario fit together.

The schema has looked at every value by itself. Here names are looked up where they are defined, counts are compared,
shares are added, and orders are followed until they close a loop. Every check says all it finds, as a path and the rest
of a sentence, and stops at nothing, so that one reading of the file reports everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.scenario.checks_calendar import check_horizon, check_seasons
from sim.scenario.checks_campaigns import check_campaigns
from sim.scenario.checks_custom import check_custom
from sim.scenario.checks_department import check_lines, check_staffing, check_structures
from sim.scenario.checks_rules import check_attention, check_chores, check_levels
from sim.scenario.schema import Scenario
from sim.scenario.small_checks import Mistake, check_names


@dataclass(frozen=True)
class Surroundings:
    """What a scenario refers to that stands outside of it.

    Attributes
    ----------
    architectures : tuple of str
        Structures that exist; empty where the caller does not say.
    kinds : tuple of str
        Names of the campaign kinds in the library.
    folder : pathlib.Path or None
        Where files named by the scenario are looked for; None: not looked for.
    """

    architectures: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    folder: Path | None = None


def mistakes(scenario: Scenario, around: Surroundings) -> Iterator[Mistake]:
    """Everything in a scenario that does not fit together.

    Parameters
    ----------
    scenario : Scenario
        Resolved, and accepted by the schema.
    around : Surroundings

    Yields
    ------
    tuple of KeyPath and str
        Where, and what is wrong with it.
    """
    yield from check_horizon(scenario)
    yield from check_structures(scenario, around.architectures)
    yield from check_names(("disciplines",), scenario.disciplines, "discipline")
    yield from check_lines(scenario)
    yield from check_staffing(scenario)
    yield from check_seasons(scenario)
    yield from check_chores(scenario)
    yield from check_attention(scenario)
    yield from check_levels(scenario)
    yield from check_campaigns(scenario, around.kinds)
    if scenario.custom:
        yield from check_custom(scenario, scenario.custom, around.folder)
