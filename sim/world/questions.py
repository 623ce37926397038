"""Which coupled tasks ask each other what, and when: drawn with the world, answered or missed by the organisation.

Whether a pair is coupled in a campaign, how many bundled questions each side asks, and after which part of its work
each comes up, belong to the pair of tasks and to nobody's place in an organisation (Harris and Raviv 2002 for coupling
as a probability).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arithmetic import Numbers, rounds
from sim.randomness import Stream, Words, entries, keys, uniforms
from sim.scenario.draws import Laws, draws, laws_table
from sim.scenario.schema import QuestionSpec, Scenario
from sim.vocabulary import MILLION
from sim.world.campaigns import Coming
from sim.world.frame import named
from sim.world.remembering import once_a_scenario
from sim.world.rows import in_order, in_turn
from sim.world.year import Column, Questions


@dataclass(frozen=True)
class Pairs:
    """Pairs of tasks that may ask each other questions, kind after kind.

    Attributes
    ----------
    lengths, first : ndarray of int64
        By kind: number of its pairs, and its first pair.
    tasks : ndarray of int64, shape (2, pairs)
        By their numbers in the kind: the task that declares the coupling, and the other.
    names : ndarray of uint64
    probability : ndarray of float64
        That the two are coupled in a campaign.
    questions : Laws
        How many each asks.
    """

    lengths: Column
    first: Column
    tasks: Column
    names: Words
    probability: Numbers
    questions: Laws


@once_a_scenario
def _pairs(scenario: Scenario) -> Pairs:
    lengths = np.array([sum(len(task.asks) for task in kind.task) for kind in scenario.campaign], dtype=np.int64)
    asks: list[QuestionSpec] = []
    tasks, names = [], []
    for kind in scenario.campaign:
        number = {task.name: place for place, task in enumerate(kind.task)}
        for task in kind.task:
            asks += task.asks
            tasks += [(number[task.name], number[ask.with_]) for ask in task.asks]
            names += [named("question", task.name, ask.with_) for ask in task.asks]
    return Pairs(
        lengths=lengths,
        first=np.cumsum(lengths) - lengths,
        tasks=np.array(tasks, dtype=np.int64).reshape(-1, 2).T.copy(),
        names=np.array(names, dtype=np.uint64),
        probability=np.array([ask.probability for ask in asks], dtype=np.float64),
        questions=laws_table([ask.questions.lower() for ask in asks]),
    )


def draw_questions(scenario: Scenario, seed: int, replication: int, coming: Coming, first: Column) -> Questions:
    """Questions of a year, by asker, then fraction, then partner.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int
    coming : Coming
    first : Column
        Row of each campaign's first task.

    Returns
    -------
    Questions
    """
    pairs = _pairs(scenario)
    key = keys(seed, replication)
    coupling, count = key[Stream.COUPLING], key[Stream.QUESTION]
    campaign, place = in_turn(pairs.lengths[coming.kind])
    pair = pairs.first[coming.kind[campaign]] + place
    subjects = entries(pairs.names[pair], coming.address[campaign])
    states = entries(coupling, subjects)
    coupled = (uniforms(states, 0) < pairs.probability[pair]).nonzero()[0]
    campaign, pair, subjects, states = campaign[coupled], pair[coupled], subjects[coupled], states[coupled]

    ways = np.repeat(np.arange(2), len(pair))  # 0 where the task that declares the coupling asks
    asked = draws(pairs.questions, np.tile(pair, 2), count, np.tile(subjects, 2), ways.astype(np.uint64))
    owner, number = in_turn(np.maximum(0, rounds(asked)))
    way, row = ways[owner], owner - ways[owner] * len(pair)
    chance = uniforms(states[row], (1 + way + 2 * number).astype(np.uint64))
    fraction = 1 + (chance * (MILLION - 1)).astype(np.int64)
    start = first[campaign[row]]
    asker, partner = start + pairs.tasks[way, pair[row]], start + pairs.tasks[1 - way, pair[row]]
    order = in_order(asker, fraction, partner)
    return Questions(asker=asker[order], partner=partner[order], fraction=fraction[order])
