"""What an asset is about: equal topics of one period can replace each other, whatever kind of campaign made them.

A topic is a name in the scenario, one of the pool of subjects that go by this name, and, for campaigns made for a date,
that date: last year's festival poster is no substitute for this year's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.randomness import Words, entries, uniforms
from sim.scenario.schema import AssetSpec
from sim.vocabulary import NONE
from sim.world.frame import named
from sim.world.year import Column

PERIODS, POOL = 2**22, 2**10
"""Room for day numbers and for the topics of a pool in the code of a topic."""


@dataclass(frozen=True)
class Topics:
    """The topics of assets: place of each name in alphabetical order, its address, and how many subjects it has."""

    rank: Column
    name: Words
    pool: Column


def topics_of(assets: Sequence[AssetSpec | None]) -> Topics:
    """Topics of the assets that some tasks leave; the rows of tasks without an asset mean nothing."""
    ranks = {name: rank for rank, name in enumerate(sorted({asset.topic for asset in assets if asset is not None}))}
    return Topics(
        rank=np.array([NONE if asset is None else ranks[asset.topic] for asset in assets], dtype=np.int64),
        name=np.array([0 if each is None else named("topic", each.topic) for each in assets], dtype=np.uint64),
        pool=np.array([0 if asset is None else asset.pool for asset in assets], dtype=np.int64),
    )


def topic_codes(topics: Topics, which: Column, campaigns: Words, periods: Column, topic_key: int) -> Column:
    """Codes of the topics of assets; tasks of a campaign that share a topic name share the topic.

    Parameters
    ----------
    topics : Topics
    which : ndarray of int64
        For each asset, its row in the topics.
    campaigns : ndarray of uint64
        Address of its campaign.
    periods : ndarray of int64
        Day number of the campaign's date, 0 = none.
    topic_key : int
        Of the stream of topics.

    Returns
    -------
    ndarray of int64
        Equal for equal name, period and subject of the pool; ordered by them.
    """
    chance = uniforms(entries(topic_key, entries(topics.name[which], campaigns)), 0)
    return (topics.rank[which] * PERIODS + periods) * POOL + (chance * topics.pool[which]).astype(np.int64)


def numbered(codes: Column) -> Column:
    """Consecutive numbers from 0 for the codes that occur, in their order."""
    return np.unique(codes, return_inverse=True)[1]
