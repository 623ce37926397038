"""What the kinds of campaign say about their tasks, in columns: a plan for each task of each kind.

The plans are what all campaigns of a kind have in common. They follow from the scenario alone, so that a year only has
to copy them and to add what chance decides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arithmetic import Numbers, round_ticks
from sim.randomness import Words
from sim.scenario.draws import Laws, laws_table
from sim.scenario.schema import GateSpec, Scenario, TaskSpec
from sim.vocabulary import MILLION, NONE, TICK_PER_DAY, TICK_PER_HOUR
from sim.world.frame import named
from sim.world.remembering import once_a_scenario
from sim.world.topics import Topics, topics_of
from sim.world.year import Column


@dataclass(frozen=True)
class Plans:
    """One row a task of a kind, kind after kind, unless it says otherwise.

    Attributes
    ----------
    lengths, first : ndarray of int64
        By kind: number of its tasks, and its first row.
    links, first_link : ndarray of int64
        By kind: number of its predecessors, and the first of them in ``after``.
    after : ndarray of int64
        Number of a predecessor inside its kind, kind after kind and task after task.
    fixed : tuple of str
        Columns of a year's tasks that are copied; what is drawn for some tasks has here the value of the others.
    table : ndarray of int64, shape (fixed, rows)
    names : ndarray of uint64
        Address of the task's name.
    times : Laws
        Work of each task, in ticks, and after that the response of each department that a task waits for.
    response : ndarray of int64
        Law of the response among them.
    calls, makes, counts_versions : ndarray of int64
        1 = waits for another department, leaves an asset, has a gate that counts versions.
    topics : Topics
    generic : ndarray of float64
        Probability that the asset would serve another line.
    face : ndarray of int64
        Face that needs all versions: 1 = fit, -1 = craft, 0 = either.
    versions : Laws
        One law for all.
    """

    lengths: Column
    first: Column
    links: Column
    first_link: Column
    after: Column
    fixed: tuple[str, ...]
    table: Column
    names: Words
    times: Laws
    response: Column
    calls: Column
    makes: Column
    counts_versions: Column
    topics: Topics
    generic: Numbers
    face: Column
    versions: Laws


@once_a_scenario
def plans_of(scenario: Scenario) -> Plans:
    """Plans of all kinds of a scenario."""
    place = {name: number for number, name in enumerate(scenario.disciplines)}
    tasks = [task for kind in scenario.campaign for task in kind.task]
    responses = [task.counterpart.response for task in tasks if task.counterpart is not None]
    calls = _column([task.counterpart is not None for task in tasks])
    assets = [task.asset for task in tasks]
    lengths = _column([len(kind.task) for kind in scenario.campaign])
    links = _column([sum(len(task.after) for task in kind.task) for kind in scenario.campaign])
    rows = [_fixed(task, place[task.discipline]) for task in tasks]
    fixed = tuple(rows[0]) if rows else tuple(_fixed(TaskSpec(name="", discipline=""), NONE))
    return Plans(
        lengths=lengths,
        first=np.cumsum(lengths) - lengths,
        links=links,
        first_link=np.cumsum(links) - links,
        after=_column([before for kind in scenario.campaign for before in _before(kind.task)]),
        fixed=fixed,
        table=_column([row[name] for name in fixed for row in rows]).reshape(len(fixed), len(rows)),
        names=np.array([named("task", task.name) for task in tasks], dtype=np.uint64),
        times=laws_table([law.lower(TICK_PER_HOUR) for law in (*(task.hours for task in tasks), *responses)]),
        response=len(tasks) + np.cumsum(calls) - calls,
        calls=calls,
        makes=_column([asset is not None for asset in assets]),
        counts_versions=_column([task.gate is not None and task.gate.good is None for task in tasks]),
        topics=topics_of(assets),
        generic=np.array([0.0 if asset is None else asset.generic for asset in assets], dtype=np.float64),
        face=_column([0 if task.gate is None else _face(task.gate) for task in tasks]),
        versions=laws_table([scenario.rules.gates.versions.lower()]),
    )


def _fixed(task: TaskSpec, discipline: int) -> dict[str, int]:
    """Columns of a year's tasks as far as the plan says them, or says what they are where nothing is drawn."""
    version = NONE if task.gate is not None and task.gate.good is not None else 0
    return {
        "discipline": discipline,
        "complexity": round_ticks(MILLION * task.complexity),
        "date": NONE,
        "delay": round_ticks(task.delay_days * TICK_PER_DAY),
        "live": task.on_date,
        "insight": task.insight,
        "topic": NONE,
        "generic": 0,
        "visible": task.asset is not None and task.asset.visible,
        "counterpart": NONE,
        "stock": task.counterpart is not None and task.counterpart.confirms_stock,
        "gate": task.gate is not None,
        "fit_version": version,
        "craft_version": version,
        "predecessor_count": len(task.after),
    }


def _face(gate: GateSpec) -> int:
    return 0 if len(set(gate.faces)) != 1 else 1 if gate.faces[0] == "fit" else -1


def _before(tasks: tuple[TaskSpec, ...]) -> list[int]:
    """Numbers of the predecessors of the tasks of a kind, task after task."""
    number = {task.name: place for place, task in enumerate(tasks)}
    return [number[name] for task in tasks for name in task.after]


def _column(numbers: list[int]) -> Column:
    return np.array(numbers, dtype=np.int64)
