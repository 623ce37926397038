"""What the campaigns ask for: the tasks with all that chance decides about them before anyone works on them.

A task is addressed by its campaign and its own name, and each of its qualities is drawn on a stream of its own. How
many versions a proposal needs belongs to the world as well: one number is drawn for the proposal, a fair coin says
whether craft or fit needs all of them, and the other face needs a uniform part. The better the signers the sooner the
proposal passes, but no signer changes what it needs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import normal_quantile, round_ticks
from sim.randomness import Stream, key, uniform_at, uniforms_at
from sim.scenario.laws import CONSTANT, UNIFORM, Law, draw, draw_ticks
from sim.scenario.schema import GateSpec, Scenario, TaskSpec
from sim.vocabulary import MILLION, NONE, TICK_PER_DAY, TICK_PER_HOUR
from sim.world.campaigns import Coming
from sim.world.frame import inside, named
from sim.world.topics import numbered, topic_codes, topic_ranks
from sim.world.year import Column, Tasks

EVEN = Law(UNIFORM, 0.0, 1.0)
"""A uniform number, on streams that are also read by another law."""


def draw_tasks(
    scenario: Scenario, seed: int, replication: int, coming: Sequence[Coming]
) -> tuple[Tasks, Column, Column]:
    """Tasks of the campaigns, each campaign's together and in the order of its kind.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int
    coming : sequence of Coming
        In order; a campaign's place is its row.

    Returns
    -------
    tasks : Tasks
    predecessors : Column
        Task rows, all tasks' predecessors one after another.
    first : Column
        Row of each campaign's first task, and last the number of tasks.
    """
    kinds = np.array([each.kind for each in coming], dtype=np.int64)
    lengths = np.array([len(kind.task) for kind in scenario.campaign], dtype=np.int64)
    first = np.concatenate(([0], np.cumsum(lengths[kinds]))).astype(np.int64)
    columns = {name: np.zeros(first[-1], dtype=np.int64) for name in Tasks.__dataclass_fields__}
    addresses = np.array([each.address for each in coming], dtype=np.uint64)
    dates = np.array([each.date for each in coming], dtype=np.int64)
    periods = np.array([each.period for each in coming], dtype=np.int64)
    ranks = topic_ranks(scenario)
    place = {name: number for number, name in enumerate(scenario.disciplines)}
    for number, kind in enumerate(scenario.campaign):
        rows = np.flatnonzero(kinds == number)
        if not len(rows):
            continue
        for spec, task in enumerate(kind.task):
            drawn = _draw(scenario, seed, replication, task, addresses[rows])
            drawn |= {"campaign": rows, "spec": spec, "discipline": place[task.discipline]}
            drawn |= {"date": dates[rows] if task.on_date else NONE, "predecessor_count": len(task.after)}
            drawn["topic"] = NONE
            if task.asset is not None:
                rank = ranks[task.asset.topic]
                drawn["topic"] = topic_codes(rank, task.asset, addresses[rows], periods[rows], seed, replication)
            for name, content in drawn.items():
                columns[name][first[rows] + spec] = content
    columns["topic"] = numbered(columns["topic"])
    columns["predecessor_from"] = np.cumsum(columns["predecessor_count"]) - columns["predecessor_count"]
    return Tasks(**columns), _predecessors(scenario, kinds, first), first


def _draw(
    scenario: Scenario, seed: int, replication: int, task: TaskSpec, campaigns: NDArray[np.uint64]
) -> dict[str, Column | int]:
    """Columns of one task of some campaigns of one kind, by name; a number stands for all of them."""

    def key_of(stream: Stream) -> int:
        return key(seed, replication, stream)

    words = inside(named("task", task.name), campaigns)
    subjects: list[int] = words.tolist()
    styles = [round_ticks(MILLION * normal_quantile(uniform_at(key_of(Stream.STYLE), each, 0))) for each in subjects]
    columns: dict[str, Column | int] = {
        "ticks": _ticks(task.hours.lower(TICK_PER_HOUR), key_of(Stream.HOURS), subjects),
        "complexity": round_ticks(MILLION * task.complexity),
        "delay": round_ticks(task.delay_days * TICK_PER_DAY),
        "live": int(task.on_date),
        "insight": int(task.insight),
        "counterpart": NONE,
        "gate": int(task.gate is not None),
        "idea": below_one(uniforms_at(key_of(Stream.IDEA), words.view(np.int64), 0)),
        "drift": np.array(styles, dtype=np.int64),
    }
    if task.asset is not None:
        chance = uniforms_at(key_of(Stream.GENERIC), words.view(np.int64), 0)
        columns |= {"generic": (chance < task.asset.generic).astype(np.int64), "visible": int(task.asset.visible)}
    if task.counterpart is not None:
        response = task.counterpart.response.lower(TICK_PER_HOUR)
        columns["counterpart"] = _ticks(response, key_of(Stream.COUNTERPART), subjects)
        columns["stock"] = int(task.counterpart.confirms_stock)
    if task.gate is not None:
        law = scenario.rules.gates.versions.lower()
        found = [_versions(task.gate, law, key_of(Stream.VERSIONS), subject) for subject in subjects]
        columns |= {"fit_version": np.array(found)[:, 0], "craft_version": np.array(found)[:, 1]}
    return columns


def below_one(uniforms: NDArray[np.float64]) -> Column:
    """Uniform numbers in millionths, strictly between 0 and 1."""
    return 1 + (uniforms * (MILLION - 1)).astype(np.int64)


def _ticks(law: Law, stream_key: int, subjects: Sequence[int]) -> Column | int:
    if law.code == CONSTANT:
        return round_ticks(law.a)
    return np.array([draw_ticks(law, stream_key, subject, 0) for subject in subjects], dtype=np.int64)


def _versions(gate: GateSpec, law: Law, stream_key: int, subject: int) -> tuple[int, int]:
    """First good version of fit and of craft; a proposal with one face needs all versions of that face."""
    if gate.good is not None:
        return NONE, NONE
    needed = round_ticks(draw(law, stream_key, subject, 0))
    part = int(needed * draw(EVEN, stream_key, subject, 2))
    fit_first = draw(EVEN, stream_key, subject, 1) < 0.5
    if len(set(gate.faces)) == 1:
        fit_first = gate.faces[0] == "fit"
    return (needed, part) if fit_first else (part, needed)


def _predecessors(scenario: Scenario, kinds: Column, first: Column) -> Column:
    """Rows of the predecessors, all campaigns' one after another, each campaign's in the order of its kind."""
    patterns = []
    for kind in scenario.campaign:
        spec = {task.name: number for number, task in enumerate(kind.task)}
        patterns.append(np.array([spec[name] for task in kind.task for name in task.after], dtype=np.int64))
    none = np.zeros(0, dtype=np.int64)
    return np.concatenate([none, *(patterns[kind] + start for kind, start in zip(kinds, first, strict=False))])
