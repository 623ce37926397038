"""Points become scenarios here, all of them, before anything is run: an experiment that is wrong anywhere runs nowhere.

A parameter may be right alone and wrong in company (seats that are too few for the grades), so every point is resolved
and checked as a whole. What is wrong is told where the experiment file says it, at the value if one value is to blame.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.errors import InputProblems, Problem
from sim.scenario.positions import KeyPath
from sim.scenario.problems import COMMAND_LINE
from sim.study.progress import Report, silent
from sim.study.sweep.changing import changes_of, meanings, note_conflicts
from sim.study.sweep.departures import as_text, content, departures
from sim.study.sweep.designs import Spot, spots
from sim.study.sweep.experiment import Experiment
from sim.study.sweep.factors import Factor, Level, Value
from sim.study.sweep.reading import Page
from sim.study.sweep.settings import Setting, scenario_at, setting

ENOUGH = 20
"""Mistakes after which no further ones are looked for."""


@dataclass(frozen=True)
class Point:
    """A point of a design, ready to be lived through.

    Attributes
    ----------
    number : int
        Its place in the design.
    values : tuple
        What stands in the table, one a factor.
    structures : tuple of str
        Who meets there.
    setting : Setting
        The scenario.
    sample : tuple of float
        Position of every drawn factor between 0 and 1; empty where nothing was drawn.
    departures : str
        What its scenario says otherwise than that of the whole study; see `sim.study.sweep.departures`.
    """

    number: int
    values: tuple[Value, ...]
    structures: tuple[str, ...]
    setting: Setting
    sample: tuple[float, ...] = ()
    departures: str = "[]"


def make_points(experiment: Experiment, report: Report = silent) -> tuple[Point, ...]:
    """Make and check every point of an experiment.

    Parameters
    ----------
    experiment : Experiment
    report : function
        Called with the points done and the points to do.

    Raises
    ------
    InputProblems
        What is wrong with any of them.
    """
    page, visited = Page(experiment.file, experiment.text), spots(experiment)
    whole = scenario_at(experiment.base)
    known, start = meanings(experiment, whole), content(whole)
    note_conflicts(page, experiment, known)
    points: list[Point] = []
    for number, spot in enumerate(visited):
        try:
            changes = changes_of(spot, known)
            made, scenario = setting(experiment.base, changes)
            apart = as_text(departures(start, content(scenario)))
            values = tuple(level.value for level in spot.levels)
            points.append(Point(number, values, spot.structures, made, spot.sample, apart))
        except InputProblems as found:
            for problem in found.problems:
                _blame(page, experiment, spot, number, problem)
        if len(page.problems) >= ENOUGH:
            break
        report(number + 1, len(visited))
    page.settle()
    return tuple(points)


def _blame(page: Page, experiment: Experiment, spot: Spot, number: int, problem: Problem) -> None:
    """Tell a mistake of a point at the level that made it, or at the point where several levels did."""
    if problem.file != COMMAND_LINE:
        page.problems.append(problem)
        return
    guilty = [
        (factor, level, key)
        for factor, level in zip(experiment.factors, spot.levels, strict=True)
        for key in dict.fromkeys([*(key for key, _ in level.sets), *(key for key, _ in level.scales)])
        if _about(key, problem.path)
    ]
    if any(_about(key, problem.path) for key, _ in experiment.base.changes) and not guilty:
        page.problems.append(problem)
        return
    if not guilty:
        page.wrong(("design",), f"point {number}: {problem.path}: {problem.message}")
        return
    factor, level, key = guilty[-1]
    where = factor.where if problem.message.startswith("unknown") else _where(factor, level, key)
    told = "" if key == factor.name and problem.path.endswith(key) else f"{problem.path}: "
    page.wrong(where, told + problem.message)


def _about(key: str, path: str) -> bool:
    """Whether a message about a path is about a key, which may be shortened, or about what is inside or around it."""
    return f".{path}".endswith(f".{key}") or f".{path}.".find(f".{key}.") >= 0 or f".{key}".startswith(f".{path}.")


def _where(factor: Factor, level: Level, key: str) -> KeyPath:
    if level in factor.levels:
        place = factor.levels.index(level)
        if key == factor.name:
            return (*factor.where, "values", place)
        return (*factor.where, "levels", place, "set" if key in dict(level.sets) else "scale", key)
    return factor.where
