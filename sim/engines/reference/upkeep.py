"""Once a week: practice and earned closeness fade, skill, familiarity and style are brought up to date, supervision
falls due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour import decisions
from sim.behaviour.closeness import faded
from sim.behaviour.style import in_millionths
from sim.behaviour.work import practised_after
from sim.engines.reference import stint
from sim.engines.reference.agents import Work
from sim.log import Item, Verb
from sim.sums import apart_from, usual_of, weighted_sums
from sim.vocabulary import NONE, TICK_PER_HOUR, TICK_PER_WEEK, Booking, Class, Kind
from sim.world.closeness import apart
from sim.world.practice import learnt

if TYPE_CHECKING:
    from sim.engines.reference.agents import Member
    from sim.engines.reference.department import Department


def begin(d: Department) -> None:
    """First tables, first record of skill, first week."""
    bring_up_to_date(d)
    record_skill(d)
    if d.year.end > TICK_PER_WEEK:
        d.clock.set(TICK_PER_WEEK, Kind.UPKEEP, 0)


def end(d: Department) -> None:
    """Last record of skill."""
    bring_up_to_date(d)
    record_skill(d)


def week(d: Department) -> None:
    """A week is over."""
    b = d.b
    for table in d.practice:
        for row in table:
            for place, ticks in enumerate(row):
                row[place] = practised_after(ticks, b.fade)
    gone = []
    for pair, earned in d.earned.items():
        left = faded(earned, b.decay)
        if left < 1e-6:
            gone.append(pair)
        else:
            d.earned[pair] = left
    for pair in gone:
        del d.earned[pair]
    bring_up_to_date(d)
    if b.close_pull > 0.0:
        align_styles(d)
    supervise(d)
    if d.clock.now + TICK_PER_WEEK < d.year.end:
        d.clock.set(d.clock.now + TICK_PER_WEEK, Kind.UPKEEP, 0)


def bring_up_to_date(d: Department) -> None:
    """Tables of closeness, skill, familiarity and speed as of now."""
    b, plan = d.b, d.plan
    d.closeness_now = apart(d.derived.closeness)
    for (one, other), earned in d.earned.items():
        d.closeness_now[one, other] = d.closeness_now[other, one] = min(1.0, d.closeness_now[one, other] + earned)
    talent = np.asarray(d.year.talent, dtype=np.float64)
    if plan.learns:
        own = np.array(d.practice[0], dtype=np.float64) / TICK_PER_HOUR
        on_lines = np.array(d.practice[1], dtype=np.float64) / TICK_PER_HOUR
        known = own + b.spill_over * weighted_sums(own, apart_from(b.floor, d.closeness_now))
        skill = talent[:, None] * learnt(known, b.start, b.half)
        similarity = np.array(plan.similarity)
        alike = weighted_sums(on_lines.T, apart_from(usual_of(similarity), similarity)).T
        familiarity = np.minimum(1.0, learnt(alike, b.line_start, b.line_half))
    else:
        skill = np.repeat(talent[:, None], plan.disciplines, axis=1)
        familiarity = np.ones((len(d.members), plan.lines))
    d.skill = skill.tolist()
    d.familiarity = familiarity.tolist()
    d.speed = (skill[:, :, None] * familiarity[:, None, :]).tolist()


def align_styles(d: Department) -> None:
    """Everybody is drawn towards the mean style of close colleagues, at once; who has none stays."""
    styles = np.array([[member.style, 1.0] for member in d.members])
    sums = weighted_sums(styles, apart_from(d.b.floor, d.closeness_now)).tolist()
    for member, (total, weight) in zip(d.members, sums, strict=True):
        mean = total / weight if weight > 0.0 else member.style
        member.style = decisions.style_after_week(d.b, member.style, mean)


def record_skill(d: Department) -> None:
    """One row a seat and discipline."""
    for member in d.members:
        home = d.plan.organisation.members[member.seat].line
        for discipline, skill in enumerate(d.skill[member.seat]):
            familiar = in_millionths(d.familiarity[member.seat][home])
            d.log(Verb.SKILL, discipline, member.seat, NONE, in_millionths(skill), familiar)


def supervise(d: Department) -> None:
    """Leads owe each direct report some time; what waits adds up, what is in hand is finished instead."""
    for member in d.members:
        ticks = decisions.supervision_ticks(d.b, d.derived.reports_weight[member.seat])
        if ticks == 0:
            continue
        work = member.supervising
        if work is not None and (work in member.desk.items or member.in_hand is work):
            if member.in_hand is not work:
                stint.leave_queue(d, member.desk, work, member.seat, NONE, 2)
                work.parts = [(Booking.SUPERVISION, work.ticks() + ticks)]
                stint.to_desk(d, member, work)
            continue
        work = Work(Item.SUPERVISION, member.seat, Class.SUPERVISION, 0)
        work.parts = [(Booking.SUPERVISION, ticks)]
        member.supervising = work
        stint.to_desk(d, member, work)


def newcomer(d: Department, member: Member) -> None:
    """A vacancy is filled: practice starts again, and with it what exchange had earned."""
    for table, fresh in zip(d.practice, d.plan.fresh, strict=True):
        table[member.seat] = list(fresh[member.seat])
    for pair in [pair for pair in d.earned if member.seat in pair]:
        del d.earned[pair]
    member.last_campaign = NONE
