"""Once a week: practice and earned closeness fade, skill, familiarity and style are brought up to date, supervision
falls due.

Beside `engines/reference/upkeep.py`, `sim/sums.py`; sums are added in the same order. Whose closeness to whom is
not the floor is a set a seat (*kin*, the seat itself included): the only pairs that are looked through.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.behaviour.closeness import close, faded
from sim.behaviour.style import in_millionths
from sim.behaviour.work import practised_after
from sim.engines.compiled import layout as at
from sim.engines.compiled import sets, stints, telling
from sim.engines.compiled.agenda import push
from sim.engines.compiled.codes import Booking, Class, Item, Kind
from sim.engines.compiled.draws import member_of
from sim.engines.compiled.making import Floats, Ints, kernel
from sim.engines.compiled.sets import WORD, lowest
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
    look_through_pairs(m, x, b, True)
    become_familiar(m, x, b)
    if b.close_pull > 0.0:
        styles, means = m[at.STYLE_AT], m[at.MEAN_STYLE_AT]
        for seat in range(seats):
            x[styles + seat] = decisions.style_after_week(b, x[styles + seat], x[means + seat])
    supervise(m, x, b)
    push(m, m[at.NOW] + TICK_PER_WEEK, Kind.UPKEEP, 0)


@kernel
def bring_up_to_date(m: Ints, x: Floats, b: Any) -> None:
    """Tables of skill and familiarity as of now."""
    look_through_pairs(m, x, b, False)
    become_familiar(m, x, b)


@kernel
def look_through_pairs(m: Ints, x: Floats, b: Any, week_is_over: bool) -> None:
    """Skill, by own practice and what spills over, and the mean style of close colleagues.

    When a week is over, what exchange had earned fades first; who has none left, and shares no group, is no longer kin.
    """
    seats, disciplines, words = m[at.SEATS], m[at.DISCIPLINES], m[at.SEAT_WORDS]
    learning = disciplines if m[at.LEARNS] == 1 else 0
    hours, styles = m[at.SCRATCH_X_AT], m[at.STYLE_AT]
    total = hours + seats * disciplines
    spilt = total + disciplines
    for place in range(learning):
        x[total + place] = 0.0
    total_style, everybody = 0.0, 0.0
    for seat in range(seats):
        total_style += x[styles + seat]
        everybody += 1.0
        for discipline in range(learning):
            place = seat * disciplines + discipline
            x[hours + place] = m[m[at.PRACTICE_AT] + place] / TICK_PER_HOUR
            x[total + discipline] += x[hours + place]
    year = b.start + (1.0 - b.start) * FULL_TIME_YEAR / (FULL_TIME_YEAR + b.half)
    for seat in range(seats):
        for discipline in range(learning):
            x[spilt + discipline] = b.floor * x[total + discipline]
        sum_of_styles, weight = b.floor * total_style, b.floor * everybody
        kin = m[at.KIN_AT] + seat * words
        for word in range(words):
            some = m[kin + word]
            while some != 0:
                other = word * WORD + lowest(some)
                some &= some - 1
                more = -b.floor  # nobody counts for oneself
                if other != seat:
                    pair = seat * seats + other
                    base, earned = x[m[at.CLOSE_AT] + pair], x[m[at.EARNED_AT] + pair]
                    if week_is_over:
                        earned = faded(earned, b.decay)
                        if earned < FORGOTTEN:
                            earned = 0.0
                            if base <= b.floor:
                                sets.exclude(m, kin, other)
                        x[m[at.EARNED_AT] + pair] = earned
                    more = close(base, earned) - b.floor
                for discipline in range(learning):
                    x[spilt + discipline] += more * x[hours + other * disciplines + discipline]
                sum_of_styles += more * x[styles + other]
                weight += more
        x[m[at.MEAN_STYLE_AT] + seat] = sum_of_styles / weight if weight > 0.0 else x[styles + seat]
        talent = x[m[at.TALENT_AT] + seat]
        for discipline in range(disciplines):
            place = seat * disciplines + discipline
            if learning == 0:
                x[m[at.SKILL_AT] + place] = talent
            else:
                known = x[hours + place] + b.spill_over * x[spilt + discipline]
                now = b.start + (1.0 - b.start) * known / (known + b.half)
                x[m[at.SKILL_AT] + place] = talent * (now / year)


@kernel
def become_familiar(m: Ints, x: Floats, b: Any) -> None:
    """Familiarity by practice on lines that are alike: the usual likeness of all, and on top what some have more."""
    seats, lines, familiar = m[at.SEATS], m[at.LINES], m[at.FAMILIAR_AT]
    if m[at.LEARNS] == 0:
        for place in range(familiar, familiar + seats * lines):
            x[place] = 1.0
        return
    year = b.line_start + (1.0 - b.line_start) * FULL_TIME_YEAR / (FULL_TIME_YEAR + b.line_half)
    usual, hours = x[m[at.USUAL_AT]], m[at.SCRATCH_X_AT]
    for seat in range(seats):
        total = 0.0
        for line in range(lines):
            x[hours + line] = m[m[at.PRACTICE_LINE_AT] + seat * lines + line] / TICK_PER_HOUR
            total += x[hours + line]
        for line in range(lines):
            alike = usual * total
            others = m[at.LISTS_AT] + m[m[at.UNUSUAL_AT] + 2 * line]
            for place in range(others, others + m[m[at.UNUSUAL_AT] + 2 * line + 1]):
                more = x[m[at.ALIKE_AT] + line * lines + m[place]] - usual
                alike += more * x[hours + m[place]]
            now = b.line_start + (1.0 - b.line_start) * alike / (alike + b.line_half)
            now = now / year
            x[familiar + seat * lines + line] = now if now < 1.0 else 1.0


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
