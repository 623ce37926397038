"""Who is at the desk: absences, outside duties, vacancies, and meetings (specification sections 2 and 5; precision of
order in section 2).

Both interrupt at once; the work keeps its place. A long absence hands tasks back to the backlog and requests to the
stand-in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour import decisions
from sim.engines.reference import dispatch, exchange, handover, kept, life, messages, needs, stint, upkeep
from sim.engines.reference.agents import Chore, Task
from sim.log import Item, Verb
from sim.vocabulary import NONE, TICK_PER_DAY, TICK_PER_HOUR, Away, Booking, Kind

if TYPE_CHECKING:
    from sim.engines.reference.agents import Member, Team, Work
    from sim.engines.reference.department import Department


def begin(d: Department) -> None:
    """Set each seat's first spell and each group's first meeting on the clock."""
    spells = d.year_rows["spells"]
    on = d.b.on
    for seat, first, last, cause in zip(spells["seat"], spells["begin"], spells["end"], spells["cause"], strict=True):
        if on.outside if cause == Away.OUTSIDE else on.absences:
            d.spells[seat].append((first, last, cause))
    for member in d.members:
        next_spell(d, member)
    for group, attendants in d.derived.meetings:
        if decisions.meeting_ticks(d.b, len(attendants)) > 0:
            d.clock.set(offset(d, group), Kind.MEETING_BEGINS, group)


def offset(d: Department, group: int) -> int:
    """When in its period a group meets: spread over its days, an hour into the day."""
    days = 5 * d.b.meeting_weeks
    return (group % days) * TICK_PER_DAY + (1 + group // days % 6) * TICK_PER_HOUR


def next_spell(d: Department, member: Member) -> None:
    """Let the seat's next spell away begin in its time."""
    ahead = d.spells[member.seat]
    if ahead and ahead[0][0] < d.year.end:
        d.clock.set(ahead[0][0], Kind.ABSENCE_BEGINS, member.seat)


def absence_begins(d: Department, member: Member) -> None:
    """The member leaves at once."""
    first, last, cause = d.spells[member.seat].pop(0)
    if member.meeting is not None:
        leave_meeting(d, member)
    stint.halt(d, member)
    member.away_from = first
    member.away_until = last
    member.away_as = Booking.OUTSIDE if cause == Away.OUTSIDE else Booking.ABSENT
    member.away_long = cause == Away.VACANT or (cause == Away.ABSENT and last - first > d.b.hold)
    d.free.discard(member.seat)
    member.away_cause = cause
    if member.away_long:
        clear_desk(d, member)
    d.clock.set(last, Kind.ABSENCE_ENDS, member.seat)


def clear_desk(d: Department, member: Member) -> None:
    """A long absence: tasks and chores go back, requests and messages go to the stand-in, briefings fall away."""
    for item in list(member.desk.items):
        work: Work = item  # type: ignore[assignment]
        if work not in member.desk.items:  # what went before has taken it away
            continue
        if isinstance(work, Task):
            stint.leave_queue(d, member.desk, work, member.seat, NONE, 2)
            life.give_back(d, work)
        elif isinstance(work, Chore):
            stint.leave_queue(d, member.desk, work, member.seat, NONE, 2)
            dispatch.to_backlog(d, work)
        elif isinstance(work, needs.Request):
            stint.leave_queue(d, member.desk, work, member.seat, NONE, 2)
            needs.moves(d, work, member)
        elif isinstance(work, handover.Briefing):
            stint.leave_queue(d, member.desk, work, member.seat, NONE, 1)
            handover.briefed(d, work, missed=True)
        elif isinstance(work, messages.Message):
            stint.leave_queue(d, member.desk, work, member.seat, NONE, 2)
            messages.moves(d, work)


def absence_ends(d: Department, member: Member) -> None:
    """The member is back; a vacancy is filled with somebody new."""
    d.log(Verb.SPAN, NONE, member.seat, NONE, member.away_as, member.away_from, Item.NOTHING)
    member.away_until = member.away_from = NONE
    if member.away_cause == Away.VACANT:
        upkeep.newcomer(d, member)
    member.away_long = False
    member.idle_since = d.clock.now
    d.free.add(member.seat)
    d.ask_dispatch()
    next_spell(d, member)


# -- meetings -----------------------------------------------------------------------------------------------------


def meeting_begins(d: Department, team: Team) -> None:
    """Members present stop at once and attend; the others miss it."""
    attendants = dict(d.derived.meetings)[team.number]
    ticks = decisions.meeting_ticks(d.b, len(attendants))
    for seat in attendants:
        member = d.members[seat]
        if member.away_until != NONE or member.meeting is not None:
            member.meetings_missed += 1
            d.log(Verb.MEETING_MISSED, team.number, seat)
            continue
        stint.halt(d, member)
        member.meeting = team
        member.meeting_from = d.clock.now
        d.free.discard(seat)
        team.present_at_meeting.add(seat)
    if team.present_at_meeting:
        d.clock.set(d.clock.now + ticks, Kind.MEETING_ENDS, team.number)
    again = d.clock.now + 5 * TICK_PER_DAY * d.b.meeting_weeks
    if again < d.year.end:
        d.clock.set(again, Kind.MEETING_BEGINS, team.number)


def leave_meeting(d: Department, member: Member) -> None:
    """A member goes, at the end or called away."""
    team = member.meeting
    assert team is not None
    d.log(Verb.SPAN, team.number, member.seat, NONE, Booking.MEETING, member.meeting_from, Item.MEETING)
    team.present_at_meeting.discard(member.seat)
    member.meeting = None


def meeting_ends(d: Department, team: Team) -> None:
    """Who attended is free, and what was kept for the meeting is answered."""
    ripe = kept.ripe(d, team)
    for seat in sorted(team.present_at_meeting):
        member = d.members[seat]
        leave_meeting(d, member)
        member.idle_since = d.clock.now
        d.free.add(seat)
    d.ask_dispatch()
    exchange.answered_in_meeting(d, ripe)
