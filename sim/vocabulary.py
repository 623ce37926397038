"""The words and numbers that every part of orgsim shares: kinds of moment, states, bookings, classes, verbs, causes.

A model is a language before it is a program. This file fixes the language once: the rank of each kind of
moment (`specification.md` section 2), the states of a task, the bookings of a seat, the classes of work on a desk, the
verbs of the event log, and how a parameter is declared, with unit, range, default, source and confidence. The numbers
are written into logs and result files, so they are never reused for another meaning.
"""

from __future__ import annotations

import enum
from typing import Any, Literal

from pydantic import Field

Confidence = Literal["strong", "survey", "anecdotal", "assumption"]

TICK_PER_HOUR = 3600
"""One tick is one second of working time."""
TICK_PER_DAY = 8 * TICK_PER_HOUR
TICK_PER_WEEK = 5 * TICK_PER_DAY
MILLION = 1_000_000
"""Shares and qualities are logged as integers in millionths."""
NONE = -1
"""No seat, no task, no tick."""


class Kind(enum.IntEnum):
    """Kinds of moment; simultaneous moments run in this order, then by subject; dispatch is last of all."""

    WORK_ENDS = 1
    MEETING_ENDS = 2
    ABSENCE_ENDS = 3
    ARRIVAL = 4
    RELEASE = 5
    ABSENCE_BEGINS = 6
    MEETING_BEGINS = 7
    PATIENCE_ENDS = 8
    SLICE_BOUNDARY = 9
    UPKEEP = 10
    DISPATCH = 11
    MESSAGE = 12


class State(enum.IntEnum):
    """What a task is waiting for or living through; exactly one at every tick."""

    NOT_RELEASED = 0
    WAITING = 1
    WORKED = 2
    REWORK = 3
    HANDOVER = 4
    DECISION = 5
    EXCHANGE = 6
    COUNTERPART = 7
    DATE = 8
    ASSET = 9
    DONE = 10
    DROPPED = 11


class Booking(enum.IntEnum):
    """What a seat's tick was spent on; exactly one at every tick."""

    IDLE = 0
    DIRECT = 1
    DUPLICATED = 2
    REWORK = 3
    HANDOVER = 4
    EXCHANGE = 5
    DECIDING = 6
    MEETING = 7
    SUPERVISION = 8
    CHORE = 9
    SEARCH = 10
    SWITCHING = 11
    MECHANISM = 12
    OUTSIDE = 13
    ABSENT = 14


class Class(enum.IntEnum):
    """Classes of items on a desk or in a backlog; the scenario ranks them."""

    DECISION = 0
    ANSWER = 1
    HANDOVER = 2
    REWORK = 3
    SUPERVISION = 4
    DATED_TASK = 5
    CHORE = 6
    UNDATED_TASK = 7


class Cause(enum.IntEnum):
    """Why a decision was needed."""

    EXCEPTION = 0
    GATE = 1
    SIGNAL = 2
    BORROW = 3
    CONFLICT = 4


class Outcome(enum.IntEnum):
    """What a decision says of an exception or a proposal."""

    IGNORE = 0
    QUICK_FIX = 1
    REWORK = 2
    ACCEPTED = 3
    REFUSED = 4
    DROPPED = 5
    PASSED_WITH_RISK = 6


class Interface(enum.IntEnum):
    """Where work passes between two people."""

    HANDOVER = 0
    CLARIFICATION = 1
    QUESTION = 2
    ARBITRATION = 3
    TRANSIT = 4


class Away(enum.IntEnum):
    """Why a seat is not at its desk."""

    ABSENT = 0
    OUTSIDE = 1
    VACANT = 2


def parameter(
    default: Any,
    *,
    unit: str,
    source: str,
    confidence: Confidence,
    says: str,
    low: float | None = None,
    high: float | None = None,
    above: float | None = None,
) -> Any:
    """Declare a parameter of the model with all that a reader may ask of a number.

    Parameters
    ----------
    default : Any
        Value used where a scenario says nothing.
    unit : str
        Unit as a person would say it: ``hours``, ``probability``, ``per line and year``.
    source : str
        Author and year, survey, or ``none`` for an assumption.
    confidence : {"strong", "survey", "anecdotal", "assumption"}
        How far the number can be trusted.
    says : str
        What it means, in one sentence.
    low, high : float, optional
        Inclusive range.
    above : float, optional
        Exclusive lower bound.

    Returns
    -------
    Any
        A pydantic field that carries the declaration into the JSON Schema.
    """
    extra = {"unit": unit, "source": source, "confidence": confidence}
    keywords: dict[str, Any] = {"description": says, "json_schema_extra": extra}
    if low is not None:
        keywords["ge"] = low
    if high is not None:
        keywords["le"] = high
    if above is not None:
        keywords["gt"] = above
    if isinstance(default, (list, dict)):
        return Field(default_factory=lambda: type(default)(default), **keywords)
    return Field(default=default, **keywords)
