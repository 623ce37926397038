"""A study as its folder tells it: the question, the scenario, the design, and every point ready to be lived through.

The scenario of a point is put together from ``scenario.toml`` and the departures that stand in the design, so neither
the scenario files of today nor an HR export are needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.errors import InputProblems, Problem
from sim.scenario.finding import read_text
from sim.study.reproduction.bits import stored_table
from sim.study.reproduction.shape import check_form
from sim.study.sweep.departures import from_text
from sim.study.sweep.designs import spots
from sim.study.sweep.experiment import Base, Experiment
from sim.study.sweep.loading import parse_experiment
from sim.study.sweep.plan import DESIGN, PLAN, QUESTION, SCENARIO, Plan, read_plan
from sim.study.sweep.points import Point
from sim.study.sweep.rows import design_table
from sim.study.sweep.settings import setting


@dataclass(frozen=True)
class StoredStudy:
    """A study, read from its folder.

    Attributes
    ----------
    folder : Path
    plan : Plan
    experiment : Experiment
    base : Base
    design : pyarrow.Table
    """

    folder: Path
    plan: Plan
    experiment: Experiment
    base: Base
    design: pa.Table

    def point(self, number: int) -> Point:
        """A point of the design."""
        row = self.design.slice(number, 1).to_pylist()[0]
        made, _ = setting(self.base, from_text(row["departures"]))
        values = tuple(row[factor.name] for factor in self.experiment.factors)
        return Point(
            row["point"], values, tuple(row["structures"]), made, tuple(row["sample"] or ()), row["departures"]
        )

    def points(self) -> tuple[Point, ...]:
        """All points, those of other shards too."""
        return tuple(map(self.point, range(self.design.num_rows)))

    def reads_otherwise(self, points: tuple[Point, ...]) -> Iterator[tuple[str, str]]:
        """Fingerprints, then and now, of the points whose scenario reads otherwise today."""
        then = self.design.column("scenario").to_pylist()
        for point in points:
            if then[point.number] != point.setting.digest:
                yield then[point.number], point.setting.digest

    def design_again(self, points: tuple[Point, ...]) -> pa.Table:
        """The design as the question gives it today, with the scenarios of the points that are stored."""
        by_number = {point.number: point for point in points}
        made = [
            Point(
                number,
                tuple(level.value for level in spot.levels),
                spot.structures,
                by_number[number].setting,
                spot.sample,
                by_number[number].departures,
            )
            for number, spot in enumerate(spots(self.experiment))
            if number in by_number
        ]
        return design_table(self.experiment, made)


def read_stored(folder: Path) -> StoredStudy:
    """Read a study from its folder.

    Raises
    ------
    InputProblems
        A file is missing or damaged, or was written before designs kept the scenarios of their points.
    """
    plan = read_plan(folder)
    check_form(folder / PLAN, asdict(plan), ("declared", "cutting", "points"))
    declared = plan.declared
    file = folder / SCENARIO
    base = Base(read_text(file.as_posix(), file), file.as_posix(), declared["scenario"], folder.as_posix(), (), True)
    experiment = _asked(folder / QUESTION, declared, base)
    names = ["point", *(factor.name for factor in experiment.factors), "structures", "scenario", "sample", "departures"]
    design = stored_table(folder / DESIGN, names)
    if design.column("point").to_pylist() != list(range(plan.points)):
        message = f"does not hold the points 0 to {plan.points - 1} in their order; is it damaged?"
        raise InputProblems([Problem((folder / DESIGN).as_posix(), 0, 0, "", message)])
    return StoredStudy(folder, plan, experiment, base, design)


def _asked(path: Path, declared: dict[str, Any], base: Base) -> Experiment:
    """The experiment as it was asked: where another number of replications was asked for, with that number."""
    text, place = read_text(path.as_posix(), path), Path(f"{declared['name']}.toml")
    found = parse_experiment(text, path.as_posix(), place, stored=base)
    runs = json.loads(json.dumps(found.declared()["replications"]))
    if runs == declared["replications"]:
        return found
    return parse_experiment(text, path.as_posix(), place, (), declared["replications"]["most"], base)
