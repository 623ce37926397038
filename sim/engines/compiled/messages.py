"""Messages: written, passed on from desk to desk, and read.

Beside `engines/reference/messages.py`. The next hop is not looked for among all neighbours: on solid lines only one of
them is nearer to the receiver, so the others worth a look are those beside the chart.
"""

from __future__ import annotations

from typing import Any

from sim.engines.compiled import authority, stints, telling
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import push
from sim.engines.compiled.codes import Booking, Kind, Stream
from sim.engines.compiled.draws import draw_ticks, member_of
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.vocabulary import NONE


@small
def message_of(m: Ints, number: int) -> int:
    """Where the row of a message begins."""
    return m[at.MESSAGES_AT] + number * at.MESSAGE


@kernel
def await_message(m: Ints, number: int) -> None:
    """Let a message fall due in its time, if there is one."""
    if number < m[at.MESSAGES]:
        push(m, m[message_of(m, number) + at.M_ARRIVAL], Kind.MESSAGE, number)


@kernel
def falls_due(m: Ints, x: Floats, b: Any, number: int) -> None:
    """Somebody has something to write, unless away for long; then the next is awaited."""
    await_message(m, number + 1)
    message = message_of(m, number)
    sender = m[message + at.M_SENDER]
    if m[member_of(m, sender) + at.S_AWAY_LONG] == 1:
        return
    telling.message_sent(m, message)
    reaches(m, x, b, message, sender)


@kernel
def reaches(m: Ints, x: Floats, b: Any, message: int, seat: int) -> None:
    """The message reaches a place on its way; where it takes no time there, the next one too."""
    receiver = m[message + at.M_RECEIVER]
    while seat != NONE:
        member = authority.stand_in(m, member_of(m, seat))
        m[message + at.M_AT] = receiver if m[member] == receiver else seat
        law = m[at.MESSAGE_READING] if m[message + at.M_AT] == receiver else m[at.MESSAGE_HOURS]
        ticks = draw_ticks(m, x, law, Stream.MESSAGE_HOURS, m[message + at.W_NUMBER], m[message + at.M_PASSED])
        if ticks > 0:
            stints.one_part(m, message, Booking.EXCHANGE, ticks)
            m[message + at.W_FIRST] = NONE
            stints.to_desk(m, b, member, message)
            return
        seat = goes_on(m, message, member)


@kernel
def worked(m: Ints, x: Floats, b: Any, message: int, member: int) -> None:
    """Written and sent, or read and passed on, or read where it was to go."""
    reaches(m, x, b, message, goes_on(m, message, member))


@kernel
def goes_on(m: Ints, message: int, member: int) -> int:
    """A member passes the message on to the next place at which somebody else works; -1 where it is delivered."""
    place, receiver = m[message + at.M_AT], m[message + at.M_RECEIVER]
    while place != receiver:
        place = next_hop(m, place, receiver) if m[at.BY_LINE] == 1 else receiver
        if authority.stand_in(m, member_of(m, place)) != member:
            telling.message_passed(m, message, member, place)
            return place
    telling.message_delivered(m, message, member)
    return NONE


@kernel
def next_hop(m: Ints, seat: int, receiver: int) -> int:
    """The neighbour nearest to another receiver on solid lines, ties to the lower seat."""
    member = member_of(m, seat)
    best = towards(m, member, receiver)
    nearest = steps_between(m, best, receiver)
    place = m[at.LISTS_AT] + m[member + at.S_SHORTCUTS]
    for one in range(place, place + m[member + at.S_SHORTCUT_COUNT]):
        steps = steps_between(m, m[one], receiver)
        if steps < nearest or (steps == nearest and m[one] < best):
            best, nearest = m[one], steps
    return best


@small
def towards(m: Ints, member: int, receiver: int) -> int:
    """The neighbour on solid lines that is a step nearer: the report above the receiver, else the superior."""
    below = member_of(m, receiver)
    while m[below + at.S_DEPTH] > m[member + at.S_DEPTH] + 1:
        below = member_of(m, m[below + at.S_SUPERIOR])
    if m[below + at.S_DEPTH] > m[member + at.S_DEPTH] and m[below + at.S_SUPERIOR] == m[member]:
        return m[below]
    return m[member + at.S_SUPERIOR]


@small
def steps_between(m: Ints, one: int, other: int) -> int:
    """Steps from one seat to another along solid lines."""
    here, there = member_of(m, one), member_of(m, other)
    steps = 0
    while here != there:
        if m[here + at.S_DEPTH] < m[there + at.S_DEPTH]:
            here, there = there, here
        here = member_of(m, m[here + at.S_SUPERIOR])
        steps += 1
    return steps
