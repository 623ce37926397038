"""Looking up what chance says at an address, and how close two people are: small things that every file uses."""

from __future__ import annotations

from typing import Any

from sim.behaviour.closeness import close, closer
from sim.engines.compiled import layout as at
from sim.engines.compiled import sets
from sim.engines.compiled.making import Floats, Ints, as_word, kernel, small
from sim.randomness import uniform_at
from sim.scenario.laws import CONSTANT, draw_row


@small
def uniform(m: Ints, stream: int, subject: int, occasion: int) -> float:
    """The uniform number at an address of this run."""
    return uniform_at(as_word(m[m[at.KEYS_AT] + stream]), int(subject), int(occasion))


@kernel
def draw(m: Ints, x: Floats, law: int, stream: int, subject: int, occasion: int) -> float:
    """A draw from a law of the scenario at an address of this run."""
    row = m[at.LAWS_AT] + 3 * law
    first = m[at.LAW_NUMBERS_AT] + m[row + 1]
    if m[row] == CONSTANT:
        return x[first]
    key = as_word(m[m[at.KEYS_AT] + stream])
    numbers: Any = x
    return draw_row(m[row], numbers, first, m[row + 2], key, int(subject), int(occasion))


@kernel
def draw_ticks(m: Ints, x: Floats, law: int, stream: int, subject: int, occasion: int) -> int:
    """A duration drawn from a law, in whole ticks."""
    drawn = draw(m, x, law, stream, subject, occasion) + 0.5
    whole = int(drawn)
    if whole > drawn:
        whole -= 1
    return whole if whole > 0 else 0


@small
def closeness(m: Ints, x: Floats, one: int, other: int) -> float:
    """Closeness of two members now."""
    if one == other:
        return 1.0
    pair = m[one + at.S_NUMBER] * m[at.SEATS] + m[other + at.S_NUMBER]
    return close(x[m[at.CLOSE_AT] + pair], x[m[at.EARNED_AT] + pair])


@small
def come_closer(m: Ints, x: Floats, b: Any, one: int, other: int) -> None:
    """A handover or an answer between two members is finished."""
    if one == other:
        return
    seats, first, second = m[at.SEATS], m[one + at.S_NUMBER], m[other + at.S_NUMBER]
    earned = m[at.EARNED_AT]
    after = closer(x[earned + first * seats + second], x[m[at.CLOSE_AT] + first * seats + second], b.gain)
    x[earned + first * seats + second] = after
    x[earned + second * seats + first] = after
    sets.include(m, m[at.KIN_AT] + first * m[at.SEAT_WORDS], second)
    sets.include(m, m[at.KIN_AT] + second * m[at.SEAT_WORDS], first)


@small
def task_of(m: Ints, number: int) -> int:
    """Where the row of a task begins."""
    return m[at.TASKS_AT] + number * at.TASK


@small
def member_of(m: Ints, seat: int) -> int:
    """Where the row of a seat begins."""
    return m[at.SEATS_AT] + seat * at.SEAT


@small
def group_of(m: Ints, group: int) -> int:
    """Where the row of a group begins."""
    return m[at.GROUPS_AT] + group * at.GROUP


@small
def first_group(m: Ints, discipline: int, line: int) -> int:
    """Where the row of the group begins whose backlog this work waits in."""
    return m[at.GROUPS_AT] + m[m[at.FIRST_GROUP_AT] + discipline * m[at.LINES] + line] * at.GROUP
