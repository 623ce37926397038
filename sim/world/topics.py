"""What an asset is about: equal topics of one period can replace each other, whatever kind of campaign made them.

A topic is a name in the scenario, one of the pool of subjects that go by this name, and, for campaigns made for a date,
that date: last year's festival poster is no substitute for this year's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.randomness import Stream, key, uniforms_at
from sim.scenario.schema import AssetSpec, Scenario
from sim.vocabulary import NONE
from sim.world.frame import inside, named
from sim.world.year import Column

PERIODS, POOL = 2**22, 2**10
"""Room for day numbers and for the topics of a pool in the code of a topic."""


def topic_ranks(scenario: Scenario) -> dict[str, int]:
    """Place of each topic name in alphabetical order."""
    assets = (task.asset for kind in scenario.campaign for task in kind.task)
    return {name: rank for rank, name in enumerate(sorted({asset.topic for asset in assets if asset is not None}))}


def topic_codes(
    rank: int, asset: AssetSpec, campaigns: NDArray[np.uint64], periods: Column, seed: int, replication: int
) -> Column:
    """Code of the topic of one task in some campaigns; tasks of a campaign that share a topic name share the topic.

    Parameters
    ----------
    rank : int
        Place of the topic's name.
    asset : AssetSpec
    campaigns : ndarray of uint64
        Addresses.
    periods : Column
        Day number of each campaign's date, 0 = none.
    seed, replication : int

    Returns
    -------
    Column
        Equal for equal name, period and subject of the pool; ordered by them.
    """
    words = inside(named("topic", asset.topic), campaigns)
    chance = uniforms_at(key(seed, replication, Stream.TOPIC), words.view(np.int64), 0)
    return (rank * PERIODS + periods) * POOL + (chance * asset.pool).astype(np.int64)


def numbered(codes: Column) -> Column:
    """Consecutive numbers from 0 for the codes that occur, in their order; -1 stays."""
    numbers = codes.copy()
    made = codes != NONE
    numbers[made] = np.unique(codes[made], return_inverse=True)[1]
    return numbers
