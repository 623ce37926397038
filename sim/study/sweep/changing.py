"""What a point changes in the scenario: everything that its levels set, and the product of everything that they scale.

A key may be shortened as long as it means one parameter, so two factors may speak of one parameter in two ways. Keys
are therefore compared by what they mean. Only one factor can set a parameter; any number can scale it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sim.errors import InputProblems, Problem
from sim.scenario.changes import changed_by
from sim.scenario.problems import COMMAND_LINE
from sim.scenario.schema import Scenario
from sim.scenario.words import inside, path_in_words
from sim.study.sweep.designs import Spot
from sim.study.sweep.experiment import Experiment
from sim.study.sweep.factors import Factor, Level
from sim.study.sweep.reading import Page
from sim.study.sweep.settings import Changes

Meanings = Mapping[str, tuple[str, Any]]
"""Key -> the whole path, and what the scenario says there; a key that means nothing is left out."""


def meanings(experiment: Experiment, scenario: Scenario) -> Meanings:
    """What the keys of an experiment mean in its scenario."""
    levels = [level for factor in experiment.factors for level in levels_of(factor)]
    keys = [key for level in levels for key, _ in (*level.sets, *level.scales)]
    return parameters(scenario, dict.fromkeys([*keys, *(key for key, _ in experiment.base.changes)]))


def levels_of(factor: Factor) -> tuple[Level, ...]:
    """The levels of a factor; of a range, one that stands for all."""
    return factor.levels or (factor.of(factor.low),)


def parameters(scenario: Scenario, keys: Iterable[str]) -> dict[str, tuple[str, Any]]:
    """What keys mean in a scenario, however short they are.

    Returns
    -------
    dict of str to (str, value)
        Key -> the whole path, and what the scenario says there; a key that means nothing is left out.
    """
    data = scenario.model_dump(by_alias=True)
    found: dict[str, tuple[str, Any]] = {}
    for key in keys:
        _, paths, _ = changed_by(data, {key: 0})
        for path in paths:
            value: Any = data
            for part in path:
                value = inside(value, part)
            found[key] = path_in_words(path, data), value
    return found


def changes_of(spot: Spot, known: Meanings) -> Changes:
    """What a point changes.

    Raises
    ------
    InputProblems
        Something is scaled that is not a single number.
    """
    changes: dict[str, Any] = {}
    for level in spot.levels:
        changes |= {_whole(key, known): value for key, value in level.sets}
    for level in spot.levels:
        for key, factor in level.scales:
            path = _whole(key, known)
            value = changes.get(path, known.get(key, (path, None))[1])
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise InputProblems([Problem(COMMAND_LINE, 0, 0, key, "is not a single number, which could be scaled")])
            product = value * factor
            changes[path] = round(product) if isinstance(value, int) and product.is_integer() else product
    return tuple(changes.items())


def note_conflicts(page: Page, experiment: Experiment, known: Meanings) -> None:
    """Note parameters that two factors set, or that are changed for the whole study and by a factor too."""
    setters: dict[str, Factor] = {}
    for factor in experiment.factors:
        for path in dict.fromkeys(_whole(key, known) for level in levels_of(factor) for key, _ in level.sets):
            for other, setter in setters.items():
                if _touch(path, other) and setter is not factor:
                    page.wrong(factor.where, f'sets {path}, as "{setter.name}" does; only one can')
            setters[path] = factor
    for key, _ in experiment.base.changes:
        for path, factor in setters.items():
            if _touch(_whole(key, known), path):
                message = f'is varied by "{factor.name}"; it cannot be set for the whole study too'
                page.problems.append(Problem(COMMAND_LINE, 0, 0, key, message))


def _whole(key: str, known: Meanings) -> str:
    return known[key][0] if key in known else key


def _touch(one: str, other: str) -> bool:
    """Whether two paths are one, or one leads into the other."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
