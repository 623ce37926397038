"""Working: a seat takes up an item, works through its parts, is interrupted, and lays it down (specification sections
5 and 8).

A stint is the stretch from taking up to laying down. Its parts are booked in the order switching, search, reading
in, direct, duplicated or rework; every stretch of a part becomes one row of the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour.attention import next_boundary
from sim.engines.reference import exchange, handover, life, messages, needs
from sim.log import Item, Verb
from sim.vocabulary import NONE, Booking, Kind

if TYPE_CHECKING:
    from sim.engines.desk import Desk
    from sim.engines.reference.agents import Member, Task, Work
    from sim.engines.reference.department import Department

PRACTISED = (Booking.DIRECT, Booking.DUPLICATED, Booking.REWORK)
PROPER = (Booking.DIRECT, Booking.DUPLICATED)


def lay_down(d: Department, desk: Desk, work: Work, seat: int, group: int) -> None:
    """Put an item on a desk or into a backlog; what comes back keeps its first queueing tick."""
    if work.first == NONE:
        work.first = d.clock.now
        work.sequence = d.next_sequence()
    desk.add(work)
    if seat != NONE:
        d.laden.add(seat)
    d.rows.append((d.clock.now, Verb.QUEUED, work.number, seat, group, work.klass, work.ticks(), work.item))


def to_desk(d: Department, member: Member, work: Work) -> None:
    """An item arrives on a member's desk; it may interrupt at the next slice boundary."""
    lay_down(d, member.desk, work, member.seat, NONE)
    if member.is_free:
        d.ask_dispatch()
    else:
        look_up(d, member)


def look_up(d: Department, member: Member) -> None:
    """If something strictly more urgent waits, let the next slice boundary come up."""
    in_hand = member.in_hand
    if in_hand is None or not member.desk.items:
        return
    if member.desk.most_urgent(d.clock.now) < member.desk.rank(in_hand, d.clock.now):
        boundary = next_boundary(member.stint_from, d.clock.now, d.b.slice)
        if boundary < d.year.end and not d.clock.is_set(Kind.SLICE_BOUNDARY, member.seat):
            d.clock.set(boundary, Kind.SLICE_BOUNDARY, member.seat)


def leave_queue(d: Department, desk: Desk, work: Work, seat: int, group: int, why: int) -> None:
    """An item leaves a desk or backlog: 0 taken, 1 withdrawn, 2 moved."""
    desk.remove(work)
    if seat != NONE and not desk.items:
        d.laden.discard(seat)
    d.rows.append((d.clock.now, Verb.LEFT, work.number, seat, group, why, 0, work.item))


def take_up(d: Department, member: Member, work: Work) -> None:
    """A free member starts on an item; what takes no time is finished at once."""
    if work.item == Item.TASK:
        life.on_taking_up(d, member, work)  # type: ignore[arg-type]
    elif work.item == Item.REQUEST:
        needs.on_taking_up(d, work)  # type: ignore[arg-type]
    member.in_hand = work
    member.stint_from = d.clock.now
    member.stint = work.parts
    total = work.ticks()
    if total == 0:
        ends(d, member)
        return
    d.free.discard(member.seat)
    d.clock.set(d.clock.now + total, Kind.WORK_ENDS, member.seat)
    if work.item == Item.TASK:
        exchange.look_ahead(d, work)  # type: ignore[arg-type]
    look_up(d, member)


def book(d: Department, member: Member, elapsed: int) -> None:
    """Book the elapsed ticks of a stint on its parts, in order; what is left stays with the item."""
    work = member.in_hand
    assert work is not None
    begin = member.stint_from
    left: list[tuple[Booking, int]] = []
    for booking, ticks in member.stint:
        done = ticks if ticks <= elapsed else elapsed
        if done > 0:
            _span(d, member, work, booking, begin, begin + done)
            begin += done
            elapsed -= done
        if ticks > done:
            left.append((booking, ticks - done))
    work.parts = left
    member.stint = []


def _span(d: Department, member: Member, work: Work, booking: Booking, begin: int, end: int) -> None:
    d.rows.append((end, Verb.SPAN, work.number, member.seat, NONE, booking, begin, work.item))
    if work.item == Item.TASK:
        task: Task = work  # type: ignore[assignment]
        if booking in PRACTISED:
            d.practice[0][member.seat][task.discipline] += end - begin
            d.practice[1][member.seat][task.line] += end - begin
            if booking in PROPER:
                task.done_work += end - begin


def ends(d: Department, member: Member) -> None:
    """The stint in hand is finished: the item is handed on, then the freed member may pick."""
    work = member.in_hand
    assert work is not None
    book(d, member, d.clock.now - member.stint_from)
    _put_out_of_hand(d, member)
    if work.item == Item.TASK:
        life.stint_is_over(d, work)  # type: ignore[arg-type]
    elif work.item == Item.REQUEST:
        needs.worked(d, work, member)  # type: ignore[arg-type]
    elif work.item == Item.QUESTION:
        exchange.answered(d, work)  # type: ignore[arg-type]
    elif work.item == Item.BRIEFING:
        handover.briefed(d, work)  # type: ignore[arg-type]
    elif work.item == Item.CHORE:
        d.log(Verb.CHORE_ENDS, work.number, member.seat)
    elif work.item == Item.MESSAGE:
        messages.worked(d, work, member)  # type: ignore[arg-type]


def halt(d: Department, member: Member) -> None:
    """Work stops at once and goes back to the member's own desk, keeping its place."""
    work = member.in_hand
    if work is None:
        return
    book(d, member, d.clock.now - member.stint_from)
    _put_out_of_hand(d, member)
    d.clock.cancel(Kind.WORK_ENDS, member.seat)
    if work.item == Item.TASK:
        exchange.look_away(d, work)  # type: ignore[arg-type]
        life.on_halting(d, work)  # type: ignore[arg-type]
    elif work.item == Item.REQUEST:
        needs.on_halting(d, work)  # type: ignore[arg-type]
    lay_down(d, member.desk, work, member.seat, NONE)


def slice_ends(d: Department, member: Member) -> None:
    """A slice boundary: the work in hand gives way if something strictly more urgent waits."""
    if member.in_hand is None or not member.desk.items:
        return
    if member.desk.most_urgent(d.clock.now) < member.desk.rank(member.in_hand, d.clock.now):
        halt(d, member)


def _put_out_of_hand(d: Department, member: Member) -> None:
    member.in_hand = None
    member.idle_since = d.clock.now
    d.clock.cancel(Kind.SLICE_BOUNDARY, member.seat)
    if member.is_free:
        d.free.add(member.seat)
    d.ask_dispatch()


def close_accounts(d: Department) -> None:
    """At the end of the run, book what is under way."""
    for member in d.members:
        if member.in_hand is not None:
            book(d, member, d.clock.now - member.stint_from)
        elif member.away_until != NONE:
            d.log(Verb.SPAN, NONE, member.seat, NONE, member.away_as, member.away_from, Item.NOTHING)
        elif member.meeting is not None:
            d.log(
                Verb.SPAN, member.meeting.number, member.seat, NONE, Booking.MEETING, member.meeting_from, Item.MEETING
            )
