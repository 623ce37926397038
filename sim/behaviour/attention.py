"""Attention picks the next item: the most urgent class first, inside it a law.

Non-preemptive laws that are blind to length leave the mean wait unchanged and move its tail (Kleinrock 1976), which
makes the law a question of who waits long, not of how long people wait.
"""

from __future__ import annotations

from sim.behaviour.registry import rule

PRIORITY, FIFO, LIFO, RANDOM = 0, 1, 2, 3


@rule
def lifted_rank(rank: int, risen: int, waited: int, patience: int) -> int:
    """Rank of a chore: `risen` once it has waited its patience, where that is more urgent."""
    return risen if waited >= patience and risen < rank else rank


@rule
def law_of(u: float, priority: float, fifo: float, lifo: float) -> int:
    """Which law of a mix this pick follows."""
    if u < priority:
        return PRIORITY
    if u < priority + fifo:
        return FIFO
    if u < priority + fifo + lifo:
        return LIFO
    return RANDOM


@rule
def next_boundary(start: int, now: int, length: int) -> int:
    """The next slice boundary start + k length, k >= 1, at or after now."""
    k = (now - start + length - 1) // length
    if k < 1:
        k = 1
    return start + k * length
