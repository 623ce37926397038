"""Working: a seat takes up an item, works through its parts, is interrupted, and lays it down.

Beside `engines/reference/stint.py`, function by function.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour.attention import next_boundary
from sim.engines.compiled import desks, freedom, sets, telling
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import PARTS_FULL, STINT_IS_OVER, later, set_moment
from sim.engines.compiled.codes import Booking, Class, Item, Kind, Phase, State
from sim.engines.compiled.making import Ints, kernel, small
from sim.vocabulary import NONE


@small
def is_free(m: Ints, member: int) -> bool:
    """At the desk with nothing in hand."""
    return m[member + at.S_IN_HAND] == 0 and m[member + at.S_AWAY_UNTIL] == NONE and m[member + at.S_MEETING] == 0


@small
def ticks_of(m: Ints, work: int) -> int:
    """What an item still takes."""
    total = 0
    place = work + at.W_PART + 1
    for _ in range(m[work + at.W_PARTS]):
        total += m[place]
        place += 2
    return total


@small
def add_part(m: Ints, work: int, booking: int, ticks: int) -> None:
    """Append a part to an item, if it takes any time."""
    if ticks <= 0:
        return
    count = m[work + at.W_PARTS]
    if count >= at.PARTS:
        m[at.STOP] = PARTS_FULL
        return
    m[work + at.W_PART + 2 * count] = booking
    m[work + at.W_PART + 2 * count + 1] = ticks
    m[work + at.W_PARTS] = count + 1


@small
def one_part(m: Ints, work: int, booking: int, ticks: int) -> None:
    """Let an item take just this."""
    m[work + at.W_PARTS] = 0
    add_part(m, work, booking, ticks)


@kernel
def lay_down(m: Ints, b: Any, desk: int, work: int) -> None:
    """Put an item on a desk or into a backlog; what comes back keeps its first queueing tick."""
    if m[work + at.W_FIRST] == NONE:
        m[work + at.W_FIRST] = m[at.NOW]
        m[at.SEQUENCE] += 1
        m[work + at.W_SEQUENCE] = m[at.SEQUENCE]
    m[at.JOINED] += 1
    m[work + at.W_JOINED] = m[at.JOINED]
    desks.add(m, b, desk, work)
    seat = m[desk + at.D_SEAT]
    if seat != NONE:
        sets.include(m, m[at.LADEN_AT], seat)
    telling.queued(m, desk, work, ticks_of(m, work))


@kernel
def to_desk(m: Ints, b: Any, member: int, work: int) -> None:
    """An item arrives on a member's desk; it may interrupt at the next slice boundary."""
    lay_down(m, b, m[member + at.S_DESK], work)
    if is_free(m, member):
        m[at.DUE] = 1
    else:
        look_up(m, b, member)


@small
def look_up(m: Ints, b: Any, member: int) -> None:
    """If something strictly more urgent waits, let the next slice boundary come up."""
    in_hand, desk = m[member + at.S_IN_HAND], m[member + at.S_DESK]
    if in_hand == 0 or m[desk + at.D_COUNT] == 0 or m[member + at.S_SLICE_AT] != NONE:
        return
    if desks.most_urgent(m, b, desk) < desks.rank_of(m, b, in_hand):
        boundary = next_boundary(m[member + at.S_STINT_FROM], m[at.NOW], b.slice)
        if boundary < m[at.END]:
            set_moment(m, member + at.S_SLICE_AT, boundary, Kind.SLICE_BOUNDARY, m[member])


@kernel
def leave_queue(m: Ints, desk: int, work: int, why: int) -> None:
    """An item leaves a desk or backlog: 0 taken, 1 withdrawn, 2 moved."""
    desks.remove(m, desk, work)
    seat = m[desk + at.D_SEAT]
    if seat != NONE and m[desk + at.D_COUNT] == 0:
        sets.exclude(m, m[at.LADEN_AT], seat)
    telling.left(m, desk, work, why)


@kernel
def book(m: Ints, member: int, elapsed: int) -> None:
    """Book the elapsed ticks of a stint on its parts, in order; what is left stays with the item."""
    work, begin = m[member + at.S_IN_HAND], m[member + at.S_STINT_FROM]
    kept = work + at.W_PART
    place = kept
    count = 0
    for _ in range(m[work + at.W_PARTS]):
        booking, ticks = m[place], m[place + 1]
        done = ticks if ticks <= elapsed else elapsed
        if done > 0:
            telling.span(m, m[work], work, m[work + at.W_NUMBER], member, booking, begin, begin + done)
            practise(m, member, work, booking, done)
            begin += done
            elapsed -= done
        if ticks > done:
            m[kept] = booking
            m[kept + 1] = ticks - done
            kept += 2
            count += 1
        place += 2
    m[work + at.W_PARTS] = count


@small
def practise(m: Ints, member: int, work: int, booking: int, ticks: int) -> None:
    """Work on a task is practice."""
    if m[work] != Item.TASK or not (
        booking == Booking.DIRECT or booking == Booking.DUPLICATED or booking == Booking.REWORK
    ):
        return
    m[m[at.PRACTICE_AT] + m[member] * m[at.DISCIPLINES] + m[work + at.T_DISCIPLINE]] += ticks
    m[m[at.PRACTICE_LINE_AT] + m[member] * m[at.LINES] + m[work + at.T_LINE]] += ticks
    if booking != Booking.REWORK:
        m[work + at.T_DONE_WORK] += ticks


@kernel
def halt(m: Ints, b: Any, member: int) -> None:
    """Work stops at once and goes back to the member's own desk, keeping its place."""
    work = m[member + at.S_IN_HAND]
    if work == 0:
        return
    book(m, member, m[at.NOW] - m[member + at.S_STINT_FROM])
    put_out_of_hand(m, member)
    m[member + at.S_WORK_ENDS_AT] = NONE
    if m[work] == Item.TASK:
        look_away(m, work)
        revision_is(m, work, False)
        telling.set_state(m, work, State.WAITING)
    elif m[work] == Item.REQUEST:
        request_halts(m, work)
    lay_down(m, b, m[member + at.S_DESK], work)


@small
def look_away(m: Ints, task: int) -> None:
    """The work is interrupted: no question comes up meanwhile."""
    number = m[task + at.T_QUESTION]
    if number < m[task + at.T_QUESTION_END]:
        m[m[at.QUESTIONS_AT] + number * at.QUESTION + at.Q_COMES_AT] = NONE


@small
def revision_is(m: Ints, task: int, worked: bool) -> None:
    """A revision between two rounds is being worked on, or waits again."""
    need = m[task + at.T_REDO_NEED]
    if need == 0 or m[task + at.T_AFTER] != at.REDO:
        return
    if m[need + at.E_OPEN] == 1 and (m[need + at.E_REVISING] == 1) != worked:
        m[need + at.E_REVISING] = 1 if worked else 0
        telling.need_phase(m, need, NONE, Phase.REWORKED if worked else Phase.REVISING, NONE, 0)


@small
def is_at_its_end(m: Ints, request: int) -> bool:
    """The next to work on a request decides."""
    return m[request + at.R_POSITION] == m[request + at.R_LENGTH] - 1


@small
def request_halts(m: Ints, request: int) -> None:
    """The decider was interrupted: the request queues again."""
    if is_at_its_end(m, request) and m[request + at.R_ANSWERED] == 0:
        at_seat = m[request + at.R_AT]
        telling.enter_phase(m, request, Phase.QUEUE, m[at_seat] if at_seat != 0 else NONE)


@small
def slice_ends(m: Ints, b: Any, member: int) -> None:
    """A slice boundary: the work in hand gives way if something strictly more urgent waits."""
    desk, in_hand = m[member + at.S_DESK], m[member + at.S_IN_HAND]
    if in_hand == 0 or m[desk + at.D_COUNT] == 0:
        return
    if desks.most_urgent(m, b, desk) < desks.rank_of(m, b, in_hand):
        halt(m, b, member)


@small
def put_out_of_hand(m: Ints, member: int) -> None:
    """The member's hands are empty."""
    m[member + at.S_IN_HAND] = 0
    m[member + at.S_IDLE_SINCE] = m[at.NOW]
    m[member + at.S_SLICE_AT] = NONE
    if m[member + at.S_AWAY_UNTIL] == NONE and m[member + at.S_MEETING] == 0:
        freedom.set_free(m, member, True)
    m[at.DUE] = 1


@kernel
def to_owner(m: Ints, b: Any, task: int) -> int:
    """The task returns to its owner's desk, unless the owner is away for long: then 1, and it is to be given back.

    What there is nothing left to do on is finished in a step of its own.
    """
    owner = m[task + at.T_OWNER]
    campaign = m[task + at.T_CAMPAIGN]
    if m[task + at.T_AFTER] == at.REDO:
        m[task + at.W_CLASS] = Class.REWORK
    elif m[campaign + at.C_DUE] == NONE:
        m[task + at.W_CLASS] = Class.UNDATED_TASK
    else:
        m[task + at.W_CLASS] = Class.DATED_TASK
    if m[owner + at.S_AWAY_LONG] == 1:
        return 1
    if m[task + at.T_AFTER] != at.NOTHING_YET and ticks_of(m, task) == 0:
        later(m, STINT_IS_OVER, task, 0, 0)
    else:
        if m[task + at.T_AFTER] == at.NOTHING_YET:
            one_part(m, task, Booking.DIRECT, m[task + at.T_STANDARD])  # as far as anybody knows
        telling.set_state(m, task, State.WAITING)
        to_desk(m, b, owner, task)
    return 0


@kernel
def close_stints(m: Ints) -> None:
    """At the end of the run, book what is under way."""
    for seat in range(m[at.SEATS]):
        member = m[at.SEATS_AT] + seat * at.SEAT
        if m[member + at.S_IN_HAND] != 0:
            book(m, member, m[at.NOW] - m[member + at.S_STINT_FROM])
        elif m[member + at.S_AWAY_UNTIL] != NONE:
            away_from = m[member + at.S_AWAY_FROM]
            telling.span(m, Item.NOTHING, 0, NONE, member, m[member + at.S_AWAY_AS], away_from, m[at.NOW])
        elif m[member + at.S_MEETING] != 0:
            group = m[m[member + at.S_MEETING]]
            telling.span(m, Item.MEETING, 0, group, member, Booking.MEETING, m[member + at.S_MEETING_FROM], m[at.NOW])
