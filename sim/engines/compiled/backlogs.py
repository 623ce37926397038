"""Backlogs: what joins a group's backlog, what leaves it, and when a group asks another for help.

Beside the second half of `engines/reference/dispatch.py`.
"""

from __future__ import annotations

from typing import Any

from sim.engines.compiled import authority, needs, sets, stints, telling
from sim.engines.compiled import layout as at
from sim.engines.compiled.codes import Booking, Cause, Item, State
from sim.engines.compiled.draws import first_group, group_of, member_of
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.vocabulary import NONE

ASKED = -2


@kernel
def to_backlog(m: Ints, x: Floats, b: Any, task: int, may_borrow: bool) -> None:
    """A task joins the backlog of the first group of its coverage."""
    group = first_group(m, m[task + at.T_DISCIPLINE], m[task + at.T_LINE])
    desk = m[group + at.G_DESK]
    telling.set_state(m, task, State.WAITING)
    untouched = m[task + at.T_AFTER] == at.NOTHING_YET
    if untouched:
        stints.one_part(m, task, Booking.DIRECT, m[task + at.T_STANDARD])  # as far as anybody knows
    stints.lay_down(m, b, desk, task)
    if untouched:
        m[task + at.W_PARTS] = 0
    sets.include(m, m[at.BACKLOGS_AT], m[group])
    m[at.DUE] = 1
    if may_borrow and m[desk + at.D_COUNT] > b.borrow_after * m[group + at.G_PULLER_COUNT]:
        ask_for_help(m, x, b, group, task)


@kernel
def chore_to_backlog(m: Ints, b: Any, chore: int) -> None:
    """A chore joins the backlog of the first group of its coverage."""
    group = first_group(m, m[chore + at.K_DISCIPLINE], m[chore + at.K_LINE])
    stints.lay_down(m, b, m[group + at.G_DESK], chore)
    sets.include(m, m[at.CHORE_GROUPS_AT], m[group])
    sets.include(m, m[at.BACKLOGS_AT], m[group])
    m[at.DUE] = 1


@kernel
def take_from(m: Ints, desk: int, work: int, why: int) -> None:
    """An item leaves a backlog; help that was asked for it is no longer needed."""
    if m[work] == Item.TASK and m[work + at.T_GRANTED] != NONE:
        if m[work + at.T_IS_GRANTED] == 1:
            m[work + at.T_IS_GRANTED] = 0
            m[at.GRANTED] -= 1
        loan = m[work + at.T_LOAN]
        m[work + at.T_LOAN] = 0
        needs.is_moot(m, loan)
    stints.leave_queue(m, desk, work, why)
    if m[desk + at.D_COUNT] == 0:
        sets.exclude(m, m[at.BACKLOGS_AT], m[desk + at.D_GROUP])


@small
def withdraw(m: Ints, task: int) -> None:
    """Take a task out of whatever backlog it is in."""
    desk = m[task + at.W_DESK]
    if desk != 0:
        take_from(m, desk, task, 1)


@kernel
def ask_for_help(m: Ints, x: Floats, b: Any, group: int, task: int) -> None:
    """A long backlog asks the nearest group that has none, through the two leads' common superior (item 41)."""
    if m[task + at.T_GRANTED] != NONE:
        return
    donor = NONE
    nearest = m[at.LISTS_AT] + m[group + at.G_NEAREST]
    for place in range(nearest, nearest + m[group + at.G_NEAREST_COUNT]):
        if m[m[group_of(m, m[place]) + at.G_DESK] + at.D_COUNT] == 0:
            donor = m[place]
            break
    if donor == NONE:
        return
    lead = m[group + at.G_LEAD]
    m[task + at.T_GRANTED] = ASKED
    need = needs.new_need(m, Cause.BORROW, member_of(m, lead), task, m[task + at.T_CAMPAIGN], 0)
    m[need + at.E_DONOR] = donor
    m[task + at.T_LOAN] = need
    judge = authority.common_superior(m, lead, m[group_of(m, donor) + at.G_LEAD])
    needs.raise_prepared(m, x, b, need, judge)
