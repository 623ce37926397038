"""What has been made once need not be made again, if it fits and if it is found.

The usable share of an asset is 1 on its own line and, if it is generic, the similarity of the lines elsewhere. It
is found through people: with the visibility of the department times the closeness of maker and searcher (unfindable
content: SiriusDecisions; who starts although another has begun: Bolton & Farrell 1990).
"""

from __future__ import annotations

from sim.behaviour.registry import rule


@rule
def usable_share(same_line: int, generic: int, similarity: float) -> float:
    """Usable share u of an asset for another task, 0..1."""
    if same_line == 1:
        return 1.0
    if generic == 1:
        return similarity
    return 0.0


@rule
def find_probability(visibility: float, closeness: float) -> float:
    """Probability that the searcher comes across the asset."""
    return visibility * closeness


@rule
def avoidable_ticks(ticks: int, usable: float, adaptation: float) -> int:
    """The part of the work that reuse would have saved: u (1 - a) of it."""
    return int(ticks * usable * (1.0 - adaptation) + 0.5)


@rule
def aged_idea(idea: int, age_ticks: int, ageing: float, ageing_ticks: int) -> int:
    """Idea quality (millionths) of a line whose insight is `age_ticks` old; the loss is linear, then full (items 8,
    33).
    """
    share = age_ticks / ageing_ticks
    if share > 1.0:
        share = 1.0
    if share < 0.0:
        share = 0.0
    return int(idea * (1.0 - ageing * share) + 0.5)
