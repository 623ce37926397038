"""A run leaves a trace of one number: a running digest of its moments, in order, by which two runs can be compared.

Measures agree by luck; a digest over every (tick, kind, subject) does not. It is stored with each result, so that a
run can be made again, on another engine or another machine, and held against it without a log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.facts import Facts
from sim.log import Row
from sim.randomness import mix, word

KIND_BITS, SUBJECT_BITS = 4, 26
"""A moment as one word: tick, kind, subject. 34 bits of seconds are 2,300 working years."""


def packed(tick: int, kind: int, subject: int) -> int:
    """A moment as one number that sorts as (tick, kind, subject) does."""
    return (((tick << KIND_BITS) | kind) << SUBJECT_BITS) | subject


def after_moment(digest: int, tick: int, kind: int, subject: int) -> int:
    """The digest after one more moment."""
    return mix(digest ^ word(packed(tick, kind, subject)))


@dataclass(frozen=True)
class Trace:
    """What a run leaves behind.

    Attributes
    ----------
    facts : Facts
        What a log is folded into.
    moments : int
        Moments processed; dispatch is the end of a tick and not counted.
    digest : int
        Running 64-bit digest of the moments, in order.
    rows : sequence of tuple of int
        The event log of the reference engine, in the columns of `log.COLUMNS`.
    table : ndarray of int64, shape (8, rows), or None
        The event log of the compiled engine, where it was asked for.
    """

    facts: Facts
    moments: int
    digest: int
    rows: Sequence[Row] = field(default=(), repr=False)
    table: NDArray[np.int64] | None = field(default=None, repr=False)
