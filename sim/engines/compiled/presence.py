"""Who is at the desk: absences, outside duties, vacancies, and meetings.

Beside `engines/reference/presence.py`.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.engines.compiled import backlogs, freedom, handovers, kept, lives, messages, needs, stints, telling, upkeep
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import ANSWER_KEPT, CLEAR_DESK, later, set_moment
from sim.engines.compiled.codes import Away, Booking, Item, Kind, Verb
from sim.engines.compiled.draws import member_of
from sim.engines.compiled.making import Floats, Ints, kernel
from sim.vocabulary import NONE, TICK_PER_DAY, TICK_PER_HOUR


@kernel
def begin(m: Ints, b: Any) -> None:
    """Set each seat's first spell and each group's first meeting on the clock."""
    for back in range(m[at.SPELLS]):
        number = m[at.SPELLS] - 1 - back
        spell = m[at.SPELLS_AT] + number * at.SPELL
        counts = b.on.outside if m[spell + at.P_CAUSE] == Away.OUTSIDE else b.on.absences
        if counts:
            member = member_of(m, m[spell + at.P_SEAT])
            m[spell + at.P_NEXT] = m[member + at.S_SPELL]
            m[member + at.S_SPELL] = spell
    for seat in range(m[at.SEATS]):
        freedom.set_free(m, member_of(m, seat), True)
        next_spell(m, member_of(m, seat))
    for number in range(m[at.GROUPS]):
        group = m[at.GROUPS_AT] + number * at.GROUP
        count = m[group + at.G_ATTENDANT_COUNT]
        if count > 0 and decisions.meeting_ticks(b, count) > 0:
            days = 5 * b.meeting_weeks
            offset = (number % days) * TICK_PER_DAY + (1 + number // days % 6) * TICK_PER_HOUR
            set_moment(m, group + at.G_BEGINS_AT, offset, Kind.MEETING_BEGINS, number)


@kernel
def next_spell(m: Ints, member: int) -> None:
    """Let the seat's next spell away begin in its time."""
    spell = m[member + at.S_SPELL]
    if spell != 0 and m[spell + at.P_BEGIN] < m[at.END]:
        set_moment(m, member + at.S_ABSENCE_BEGINS_AT, m[spell + at.P_BEGIN], Kind.ABSENCE_BEGINS, m[member])


@kernel
def absence_begins(m: Ints, b: Any, member: int) -> None:
    """The member leaves at once."""
    spell = m[member + at.S_SPELL]
    first, last, cause = m[spell + at.P_BEGIN], m[spell + at.P_END], m[spell + at.P_CAUSE]
    m[member + at.S_SPELL] = m[spell + at.P_NEXT]
    if m[member + at.S_MEETING] != 0:
        leave_meeting(m, member)
    stints.halt(m, b, member)
    m[member + at.S_AWAY_FROM] = first
    m[member + at.S_AWAY_UNTIL] = last
    m[member + at.S_AWAY_AS] = Booking.OUTSIDE if cause == Away.OUTSIDE else Booking.ABSENT
    long = cause == Away.VACANT or (cause == Away.ABSENT and last - first > b.hold)
    m[member + at.S_AWAY_LONG] = 1 if long else 0
    freedom.set_free(m, member, False)
    m[member + at.S_AWAY_CAUSE] = cause
    set_moment(m, member + at.S_ABSENCE_ENDS_AT, last, Kind.ABSENCE_ENDS, m[member])
    if long:
        later(m, CLEAR_DESK, member, m[at.JOINED], 0)


@kernel
def clear_next(m: Ints, x: Floats, b: Any, member: int, until: int) -> None:
    """A long absence: tasks and chores go back, requests and messages to the stand-in, briefings fall away.

    One item a step; what joins the desk meanwhile (after `until`) stays.
    """
    desk = m[member + at.S_DESK]
    work = m[desk + at.D_FIRST]
    while work != 0 and (m[work] == Item.QUESTION or m[work] == Item.SUPERVISION or m[work + at.W_JOINED] > until):
        work = m[work + at.W_AFTER]
    if work == 0:
        return
    later(m, CLEAR_DESK, member, until, 0)
    item = m[work]
    if item == Item.TASK:
        stints.leave_queue(m, desk, work, 2)
        lives.give_back(m, x, b, work)
    elif item == Item.CHORE:
        stints.leave_queue(m, desk, work, 2)
        backlogs.chore_to_backlog(m, b, work)
    elif item == Item.REQUEST:
        stints.leave_queue(m, desk, work, 2)
        needs.moves(m, b, work, member)
    elif item == Item.MESSAGE:
        stints.leave_queue(m, desk, work, 2)
        messages.reaches(m, x, b, work, m[work + at.M_AT])
    else:
        stints.leave_queue(m, desk, work, 1)
        if handovers.briefed(m, x, b, work, True):
            lives.return_to_owner(m, x, b, m[work + at.I_TASK])


@kernel
def absence_ends(m: Ints, x: Floats, b: Any, member: int) -> None:
    """The member is back; a vacancy is filled with somebody new."""
    away_from = m[member + at.S_AWAY_FROM]
    telling.span(m, Item.NOTHING, 0, NONE, member, m[member + at.S_AWAY_AS], away_from, m[at.NOW])
    m[member + at.S_AWAY_UNTIL] = NONE
    m[member + at.S_AWAY_FROM] = NONE
    if m[member + at.S_AWAY_CAUSE] == Away.VACANT:
        upkeep.newcomer(m, x, member)
    m[member + at.S_AWAY_LONG] = 0
    m[member + at.S_IDLE_SINCE] = m[at.NOW]
    freedom.set_free(m, member, True)
    m[at.DUE] = 1
    next_spell(m, member)


# -- meetings -----------------------------------------------------------------------------------------------------


@kernel
def meeting_begins(m: Ints, b: Any, group: int) -> None:
    """Members present stop at once and attend; the others miss it."""
    count = m[group + at.G_ATTENDANT_COUNT]
    attendants = m[at.LISTS_AT] + m[group + at.G_ATTENDANTS]
    for place in range(attendants, attendants + count):
        member = member_of(m, m[place])
        if m[member + at.S_AWAY_UNTIL] != NONE or m[member + at.S_MEETING] != 0:
            m[member + at.S_MEETINGS_MISSED] += 1
            telling.say(m, Verb.MEETING_MISSED, m[group], m[member], NONE, 0, 0, 0)
            continue
        stints.halt(m, b, member)
        m[member + at.S_MEETING] = group
        m[member + at.S_MEETING_FROM] = m[at.NOW]
        freedom.set_free(m, member, False)
        m[group + at.G_PRESENT] += 1
    if m[group + at.G_PRESENT] > 0:
        until = m[at.NOW] + decisions.meeting_ticks(b, count)
        set_moment(m, group + at.G_ENDS_AT, until, Kind.MEETING_ENDS, m[group])
    again = m[at.NOW] + 5 * TICK_PER_DAY * b.meeting_weeks
    if again < m[at.END]:
        set_moment(m, group + at.G_BEGINS_AT, again, Kind.MEETING_BEGINS, m[group])


@kernel
def leave_meeting(m: Ints, member: int) -> None:
    """A member goes, at the end or called away."""
    group = m[member + at.S_MEETING]
    begin = m[member + at.S_MEETING_FROM]
    telling.span(m, Item.MEETING, 0, m[group], member, Booking.MEETING, begin, m[at.NOW])
    m[group + at.G_PRESENT] -= 1
    m[member + at.S_MEETING] = 0


@kernel
def meeting_ends(m: Ints, group: int) -> None:
    """Who attended is free, and what was kept for the meeting is answered."""
    if kept.ripen(m, group):
        later(m, ANSWER_KEPT, group, 0, 0)
    attendants = m[at.LISTS_AT] + m[group + at.G_ATTENDANTS]
    for place in range(attendants, attendants + m[group + at.G_ATTENDANT_COUNT]):
        member = member_of(m, m[place])
        if m[member + at.S_MEETING] != group:
            continue
        leave_meeting(m, member)
        m[member + at.S_IDLE_SINCE] = m[at.NOW]
        freedom.set_free(m, member, True)
    m[at.DUE] = 1
