"""The design matrix: one row a point, a level of every factor in each, and which structures meet there.

Points are numbered from 0 in an order that depends on the experiment alone; the number is the address of a point in
every table. Sampled designs are drawn in the unit cube, each coordinate a position in a factor's range or list, and
the coordinates are kept with the points, because sensitivity analysis is told by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from math import floor, prod
from typing import Any

from sim.errors import InputProblems, Problem
from sim.study.sweep.design_settings import MOST_POINTS
from sim.study.sweep.experiment import Experiment
from sim.study.sweep.factors import Level, shown


@dataclass(frozen=True)
class Spot:
    """A point of a design, before anything is made of it.

    Attributes
    ----------
    levels : tuple of Level
        One a factor, in the order of the experiment.
    structures : tuple of str
        Who meets there.
    sample : tuple of float
        Position of every drawn factor between 0 and 1, that of the structure last where it is drawn; else empty.
    """

    levels: tuple[Level, ...]
    structures: tuple[str, ...]
    sample: tuple[float, ...] = ()


def spots(experiment: Experiment) -> list[Spot]:
    """The points of an experiment, in their order.

    Raises
    ------
    InputProblems
        There are more than a million.
    """
    factors, structures = experiment.factors, experiment.structures
    if experiment.design == "grid":
        count = prod(len(factor.levels) for factor in factors)
        if count > MOST_POINTS:
            message = f"would have {count:,} points, more than {MOST_POINTS:,}"
            raise InputProblems([Problem(experiment.file, 0, 0, "design", message)])
        return [Spot(levels, structures) for levels in product(*(factor.levels for factor in factors))]
    if experiment.design == "points":
        listed = experiment.settings["points"]
        return [Spot(_listed(experiment, entry), structures) for entry in listed]
    found = []
    for row in sample(experiment):
        levels = tuple(factor.at(position) for factor, position in zip(factors, row, strict=False))
        met = structures
        if experiment.samples_structure:
            met = (structures[min(floor(row[-1] * len(structures)), len(structures) - 1)],)
        found.append(Spot(levels, met, tuple(row)))
    return found


def _listed(experiment: Experiment, entry: dict[str, Any]) -> tuple[Level, ...]:
    levels = []
    for factor in experiment.factors:
        value = entry[factor.name]
        same = [level for level in factor.levels if level.value == shown(value)]
        levels.append(same[0] if same else factor.of(value))
    return tuple(levels)


def sample(experiment: Experiment) -> list[list[float]]:
    """Rows of a sampled design in the unit cube, in the order that sensitivity analysis expects.

    The sampler is seeded with the seed of the study, so that the same experiment has the same design.
    """
    settings, seed = experiment.settings, experiment.seed % 2**32
    problem = sampled_problem(experiment)
    if experiment.design == "sobol":
        sobol: Any = import_module("SALib.sample.sobol")
        rows = sobol.sample(problem, settings["n"], calc_second_order=settings["second_order"], seed=seed)
    elif experiment.design == "morris":
        morris: Any = import_module("SALib.sample.morris")
        rows = morris.sample(problem, settings["n"], num_levels=settings["levels"], seed=seed)
    else:
        latin: Any = import_module("SALib.sample.latin")
        rows = latin.sample(problem, settings["n"], seed=seed)
    return [[float(position) for position in row] for row in rows]


def sampled_problem(experiment: Experiment) -> dict[str, Any]:
    """The factors of a sampled design as SALib calls them: names, and the unit cube as bounds."""
    names = [factor.name for factor in experiment.factors]
    names += ["structure"] if experiment.samples_structure else []
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def columns(experiment: Experiment, visited: Sequence[Spot]) -> dict[str, list[Any]]:
    """The design as columns: a value of every factor a point."""
    return {
        factor.name: [spot.levels[place].value for spot in visited] for place, factor in enumerate(experiment.factors)
    }
