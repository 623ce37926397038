"""The plan of a study is stored before its first run: what is asked, by which rules, and how the work is cut.

    results/<experiment>-<fingerprint>/
        experiment.toml   the question, as it was asked
        scenario.toml     the resolved scenario that every point starts from
        design.parquet    the design matrix: a row a point
        plan.json         fingerprint, declaration, how the work is cut, which shard of it
        parts/            rows, as they come
        runs.parquet, failures.parquet, columns.json, manifest.json    once all is done

The fingerprint is taken over everything that the numbers depend on: the points, the seed, the structures, the
replications and the rules. The same question finds its folder again, whole or half done; words for people may change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sim.errors import InputProblems, Problem
from sim.scenario.writing import dump
from sim.study.provenance import LENGTH, rules_fingerprint
from sim.study.sweep.cutting import Cutting
from sim.study.sweep.experiment import Experiment
from sim.study.sweep.folders import make_folder, study_name
from sim.study.sweep.parts import FOLDER, keep, written
from sim.study.sweep.points import Point
from sim.study.sweep.rows import design_table
from sim.study.sweep.settings import scenario_at
from sim.study.sweep.shards import Shard

FORMAT = 1
PLAN, DESIGN, MANIFEST = "plan.json", "design.parquet", "manifest.json"
QUESTION, SCENARIO = "experiment.toml", "scenario.toml"


@dataclass(frozen=True)
class Plan:
    """What is stored of a study before it begins.

    Attributes
    ----------
    fingerprint : str
    declared : dict
        The experiment in words and numbers.
    cutting : Cutting
    shard : Shard
    points : int
        Points of the whole study.
    rules : str
        Fingerprint of the rules.
    """

    fingerprint: str
    declared: dict[str, Any]
    cutting: Cutting
    shard: Shard
    points: int
    rules: str

    def text(self) -> str:
        """As JSON."""
        content = {"format": FORMAT, "kind": "study", **asdict(self)}
        return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def fingerprint_of(experiment: Experiment, points: Sequence[Point]) -> str:
    """Ten hexadecimal digits of everything that the numbers of a study depend on."""
    runs = experiment.replications
    until = [[one.measure, one.half_width, one.between] for one in runs.until]
    parts: list[Any] = [experiment.seed, runs.most, runs.block, until, experiment.measures, rules_fingerprint()]
    parts += [[factor.name for factor in experiment.factors], experiment.design, experiment.structures]
    total = hashlib.sha256(json.dumps(parts).encode())
    for point in points:
        row = [point.values, point.structures, point.setting.digest, [repr(at) for at in point.sample]]
        total.update(json.dumps(row).encode())
    return total.hexdigest()[:LENGTH]


def read_plan(folder: Path) -> Plan:
    """Read the plan in a folder.

    Raises
    ------
    InputProblems
        There is none, or one of another format or damaged.
    """
    path = folder / PLAN
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        message = "is no study; expected a folder such as results/<experiment>-<fingerprint> with a plan.json"
        raise InputProblems([Problem(folder.as_posix(), 0, 0, "", message)]) from None
    if told.get("format") != FORMAT or told.get("kind") != "study":
        message = f"was written in another format ({told.get('kind')} {told.get('format')}; this is study {FORMAT})"
        raise InputProblems([Problem(path.as_posix(), 0, 0, "", message)])
    try:
        return Plan(
            told["fingerprint"],
            told["declared"],
            Cutting(**told["cutting"]),
            Shard(**told["shard"]),
            told["points"],
            told["rules"],
        )
    except (KeyError, TypeError):
        message = "does not say all that a plan says; is it damaged?"
        raise InputProblems([Problem(path.as_posix(), 0, 0, "", message)]) from None


def begin(root: Path, experiment: Experiment, points: Sequence[Point], plan: Plan, *, fresh: bool = False) -> Path:
    """Make the folder of a study, whole or not at all.

    Returns
    -------
    Path
        The folder; where another process was faster, its folder.
    """

    def fill(folder: Path) -> None:
        (folder / FOLDER).mkdir()
        keep(folder / QUESTION, experiment.text.encode())
        keep(folder / SCENARIO, dump(scenario_at(experiment.base)).encode())
        keep(folder / DESIGN, written(design_table(experiment, points)))
        keep(folder / PLAN, plan.text().encode())

    return make_folder(root, study_name(experiment.name, plan.fingerprint, plan.shard), fill, fresh=fresh)
