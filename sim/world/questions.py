"""Which coupled tasks ask each other what, and when: drawn with the world, answered or missed by the organisation.

Whether a pair is coupled in a campaign, how many bundled questions each side asks, and after which part of its work
each comes up, belong to the pair of tasks and to nobody's place in an organisation (Harris and Raviv 2002 for coupling
as a probability).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sim.arithmetic import round_ticks
from sim.randomness import Stream, entry, key, uniform_at
from sim.scenario.laws import Law, draw
from sim.scenario.schema import CampaignKind, Scenario
from sim.vocabulary import MILLION
from sim.world.campaigns import Coming
from sim.world.frame import named
from sim.world.year import Column, Questions


class Pair(NamedTuple):
    """Two tasks of a kind, by their numbers in it, that may ask each other questions."""

    here: int
    there: int
    name: int
    probability: float
    law: Law


def draw_questions(
    scenario: Scenario, seed: int, replication: int, coming: Sequence[Coming], first: Column
) -> Questions:
    """Questions of a year, by asker, then fraction, then partner.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int
    coming : sequence of Coming
        Campaigns, in order.
    first : Column
        Row of each campaign's first task.

    Returns
    -------
    Questions
    """
    pairs = [_pairs(kind) for kind in scenario.campaign]
    coupling, count = (key(seed, replication, stream) for stream in (Stream.COUPLING, Stream.QUESTION))
    rows: list[tuple[int, int, int]] = []
    for campaign, start in zip(coming, first.tolist(), strict=False):
        for pair in pairs[campaign.kind]:
            subject = entry(pair.name, campaign.address)
            if uniform_at(coupling, subject, 0) >= pair.probability:
                continue
            for way, number in _asked(pair.law, count, subject):
                fraction = 1 + int(uniform_at(coupling, subject, 1 + way + 2 * number) * (MILLION - 1))
                asker, partner = (pair.there, pair.here) if way else (pair.here, pair.there)
                rows.append((start + asker, fraction, start + partner))
    table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)
    return Questions(asker=table[:, 0].copy(), partner=table[:, 2].copy(), fraction=table[:, 1].copy())


def _pairs(kind: CampaignKind) -> list[Pair]:
    """Couplings that the tasks of a kind declare."""
    spec = {task.name: number for number, task in enumerate(kind.task)}
    return [
        Pair(here, spec[ask.with_], named("question", task.name, ask.with_), ask.probability, ask.questions.lower())
        for here, task in enumerate(kind.task)
        for ask in task.asks
    ]


def _asked(law: Law, count: int, subject: int) -> Iterator[tuple[int, int]]:
    """Questions of one coupled pair: which way (0 where the task that declares the coupling asks) and number."""
    for way in (0, 1):
        for number in range(round_ticks(draw(law, count, subject, way))):
            yield way, number
