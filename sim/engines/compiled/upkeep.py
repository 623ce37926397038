"""Once a week: practice and earned closeness fade, skill, familiarity and style are brought up to date, supervision
falls due.

Beside `engines/reference/upkeep.py` and `behaviour/learning.py`; sums are added in the same order.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.behaviour.closeness import faded
from sim.behaviour.style import in_millionths
from sim.behaviour.work import practised_after
from sim.engines.compiled import layout as at
from sim.engines.compiled import stints, telling
from sim.engines.compiled.agenda import push
from sim.engines.compiled.codes import Booking, Class, Item, Kind
from sim.engines.compiled.draws import member_of
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.vocabulary import NONE, TICK_PER_HOUR, TICK_PER_WEEK
from sim.world.practice import FULL_TIME_YEAR

FORGOTTEN = 1e-6


@kernel
def begin(m: Ints, x: Floats, b: Any) -> None:
    """First tables, first record of skill, first week."""
    bring_up_to_date(m, x, b)
    record_skill(m, x)
    push(m, TICK_PER_WEEK, Kind.UPKEEP, 0)


@kernel
def week(m: Ints, x: Floats, b: Any) -> None:
    """A week is over."""
    seats = m[at.SEATS]
    for table, width in ((m[at.PRACTICE_AT], m[at.DISCIPLINES]), (m[at.PRACTICE_LINE_AT], m[at.LINES])):
        for place in range(table, table + seats * width):
            m[place] = practised_after(m[place], b.fade)
    decay = b.decay
    for pair in range(m[at.EARNED_AT], m[at.EARNED_AT] + seats * seats):
        left = faded(x[pair], decay)
        x[pair] = 0.0 if left < FORGOTTEN else left
    bring_up_to_date(m, x, b)
    if b.close_pull > 0.0:
        align_styles(m, x, b)
    supervise(m, x, b)
    push(m, m[at.NOW] + TICK_PER_WEEK, Kind.UPKEEP, 0)


@small
def known_at(m: Ints, x: Floats, one: int, other: int) -> float:
    """Closeness of two different seats, as the week's tables take it."""
    pair = one * m[at.SEATS] + other
    together = x[m[at.CLOSE_AT] + pair] + x[m[at.EARNED_AT] + pair]
    return together if together < 1.0 else 1.0


@kernel
def bring_up_to_date(m: Ints, x: Floats, b: Any) -> None:
    """Tables of skill, familiarity and speed as of now."""
    seats, disciplines, lines = m[at.SEATS], m[at.DISCIPLINES], m[at.LINES]
    talent, skill, familiar, speed = m[at.TALENT_AT], m[at.SKILL_AT], m[at.FAMILIAR_AT], m[at.SPEED_AT]
    if m[at.LEARNS] == 1:
        hours, near = m[at.SCRATCH_X_AT], m[at.SCRATCH_X_AT] + seats * disciplines
        for seat in range(seats):  # by discipline, so that those of all colleagues lie side by side
            for discipline in range(disciplines):
                practised = m[m[at.PRACTICE_AT] + seat * disciplines + discipline] / TICK_PER_HOUR
                x[hours + discipline * seats + seat] = practised
        year = b.start + (1.0 - b.start) * FULL_TIME_YEAR / (FULL_TIME_YEAR + b.half)
        for seat in range(seats):
            for colleague in range(seats):
                x[near + colleague] = known_at(m, x, seat, colleague)
            x[near + seat] = 0.0
            for discipline in range(disciplines):
                theirs = hours + discipline * seats
                spilt = 0.0
                for colleague in range(seats):
                    spilt += x[near + colleague] * x[theirs + colleague]
                known = x[theirs + seat] + b.spill_over * spilt
                now = b.start + (1.0 - b.start) * known / (known + b.half)
                x[skill + seat * disciplines + discipline] = x[talent + seat] * (now / year)
        year = b.line_start + (1.0 - b.line_start) * FULL_TIME_YEAR / (FULL_TIME_YEAR + b.line_half)
        for seat in range(seats):
            for line in range(lines):
                alike = 0.0
                for other in range(lines):
                    practised = m[m[at.PRACTICE_LINE_AT] + seat * lines + other] / TICK_PER_HOUR
                    alike += practised * x[m[at.ALIKE_AT] + other * lines + line]
                now = b.line_start + (1.0 - b.line_start) * alike / (alike + b.line_half)
                now = now / year
                x[familiar + seat * lines + line] = now if now < 1.0 else 1.0
    else:
        for seat in range(seats):
            for discipline in range(disciplines):
                x[skill + seat * disciplines + discipline] = x[talent + seat]
            for line in range(lines):
                x[familiar + seat * lines + line] = 1.0
    for seat in range(seats):
        for discipline in range(disciplines):
            for line in range(lines):
                place = (seat * disciplines + discipline) * lines + line
                x[speed + place] = x[skill + seat * disciplines + discipline] * x[familiar + seat * lines + line]


@kernel
def align_styles(m: Ints, x: Floats, b: Any) -> None:
    """Everybody is drawn towards the mean style of close colleagues."""
    seats = m[at.SEATS]
    total = m[at.SCRATCH_X_AT]
    weight = total + seats
    for seat in range(seats):
        styles, weights = 0.0, 0.0
        for colleague in range(seats):
            near = known_at(m, x, seat, colleague) if colleague != seat else 0.0
            styles += near * x[m[at.STYLE_AT] + colleague]
            weights += near
        x[total + seat] = styles
        x[weight + seat] = weights
    for seat in range(seats):
        place = m[at.STYLE_AT] + seat
        mean = x[total + seat] / x[weight + seat] if x[weight + seat] > 0.0 else x[place]
        x[place] = decisions.style_after_week(b, x[place], mean)


@kernel
def record_skill(m: Ints, x: Floats) -> None:
    """One row a seat and discipline."""
    for seat in range(m[at.SEATS]):
        member = member_of(m, seat)
        familiar = in_millionths(x[m[at.FAMILIAR_AT] + seat * m[at.LINES] + m[member + at.S_LINE]])
        for discipline in range(m[at.DISCIPLINES]):
            skill = in_millionths(x[m[at.SKILL_AT] + seat * m[at.DISCIPLINES] + discipline])
            telling.skill_is(m, member, discipline, skill, familiar)


@kernel
def supervise(m: Ints, x: Floats, b: Any) -> None:
    """Leads owe each direct report some time; what waits adds up, what is in hand is finished instead."""
    for seat in range(m[at.SEATS]):
        ticks = decisions.supervision_ticks(b, x[m[at.REPORTS_AT] + seat])
        if ticks == 0:
            continue
        member = member_of(m, seat)
        work = m[at.SUPERVISIONS_AT] + seat * at.WORK
        if m[member + at.S_IN_HAND] == work:
            continue
        desk = m[work + at.W_DESK]
        if desk != 0:
            stints.leave_queue(m, desk, work, 2)
            ticks += stints.ticks_of(m, work)
        else:
            m[work] = Item.SUPERVISION
            m[work + at.W_NUMBER] = seat
            m[work + at.W_CLASS] = Class.SUPERVISION
            m[work + at.W_PRIORITY] = 0
            m[work + at.W_FIRST] = NONE
        stints.one_part(m, work, Booking.SUPERVISION, ticks)
        stints.to_desk(m, b, member, work)


@kernel
def newcomer(m: Ints, x: Floats, member: int) -> None:
    """A vacancy is filled: practice starts again, and with it what exchange had earned."""
    seat, seats = m[member], m[at.SEATS]
    for place in range(seat * m[at.DISCIPLINES], (seat + 1) * m[at.DISCIPLINES]):
        m[m[at.PRACTICE_AT] + place] = m[m[at.FRESH_DISCIPLINE_AT] + place]
    for place in range(seat * m[at.LINES], (seat + 1) * m[at.LINES]):
        m[m[at.PRACTICE_LINE_AT] + place] = m[m[at.FRESH_LINE_AT] + place]
    for other in range(seats):
        x[m[at.EARNED_AT] + seat * seats + other] = 0.0
        x[m[at.EARNED_AT] + other * seats + seat] = 0.0
    m[member + at.S_LAST_CAMPAIGN] = NONE
