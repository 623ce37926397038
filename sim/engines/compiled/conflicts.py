"""Priority conflicts: two bosses order one desk differently, and the loser would miss its date.

Beside `engines/reference/conflict.py`.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour.approval import loser_is_late
from sim.engines.compiled import authority, backlogs, lives, needs, stints, telling, working
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import NODES_FULL, SECOND_OF_PAIR, later
from sim.engines.compiled.codes import Cause, Item, State, Stream
from sim.engines.compiled.draws import uniform
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.vocabulary import NONE

PAIRS = 1048576
NEVER = 1 << 62


@small
def still(m: Ints, task: int) -> int:
    """What a task still takes, as far as anybody knows."""
    if m[task + at.T_AFTER] != at.NOTHING_YET:
        return stints.ticks_of(m, task)
    return m[task + at.T_STANDARD]


@kernel
def rival_of(m: Ints, x: Floats, b: Any, member: int, task: int, desk: int) -> int:
    """The task that the other boss would put first, if second makes it late and first does not; 0 if there is none."""
    if not b.on.conflict or m[member + at.S_DOTTED] == NONE:
        return 0
    rival, rivals_due = 0, 0
    other = m[desk + at.D_FIRST]
    while other != 0:
        if m[other] == Item.TASK and other != task and m[other + at.T_CAMPAIGN] != m[task + at.T_CAMPAIGN]:
            due = m[m[other + at.T_CAMPAIGN] + at.C_DUE]
            if due != NONE and (
                rival == 0
                or due < rivals_due
                or (due == rivals_due and m[other + at.W_NUMBER] < m[rival + at.W_NUMBER])
            ):
                rival, rivals_due = other, due
        other = m[other + at.W_AFTER]
    if rival == 0:
        return 0
    first = task if m[task + at.W_NUMBER] < m[rival + at.W_NUMBER] else rival
    second = rival if first == task else task
    node = m[first + at.T_PAIRS]
    while node != 0:
        if m[node] == second:
            return 0
        node = m[node + 1]
    if not loser_is_late(m[at.NOW], still(m, task), still(m, rival), rivals_due):
        return 0
    p = x[m[at.SIDE_AT] + m[member]]
    if p < 1.0:
        subject, occasion = 2 * m[first + at.W_NUMBER], PAIRS + m[second + at.W_NUMBER]
        if uniform(m, Stream.AUTHORITY_SIDE, subject, occasion) >= p:
            return 0
    count = m[at.NODES]
    if count >= m[at.NODES_CAP]:
        m[at.STOP] = NODES_FULL
        return 0
    m[at.NODES] = count + 1
    node = m[at.NODES_AT] + count * at.NODE
    m[node] = second
    m[node + 1] = m[first + at.T_PAIRS]
    m[first + at.T_PAIRS] = node
    return rival


@kernel
def arises(m: Ints, x: Floats, b: Any, member: int, task: int, rival: int, desk: int) -> None:
    """Both tasks wait until the common superior of the two bosses has said which goes first."""
    stints.leave_queue(m, desk, task, 2)
    telling.set_state(m, task, State.DECISION)
    stints.leave_queue(m, desk, rival, 2)
    telling.set_state(m, rival, State.DECISION)
    campaign = m[task + at.T_CAMPAIGN]
    amount = max(m[campaign + at.C_AMOUNT], m[m[rival + at.T_CAMPAIGN] + at.C_AMOUNT])
    need = needs.new_need(m, Cause.CONFLICT, member, task, campaign, amount)
    m[need + at.E_RIVAL] = rival
    m[need + at.E_MEMBER] = member
    m[need + at.E_GROUP] = m[desk + at.D_GROUP]
    telling.need_arises(m, need)
    if b.on.climb:
        judge = authority.common_superior(m, m[member + at.S_SUPERIOR], m[member + at.S_DOTTED])
        needs.arbitrate(m, x, b, need, judge, 0, 0)
    else:
        needs.send(m, x, b, need, m[member], 0, 0, 0, False, 0)


@small
def goes_first(m: Ints, one: int, other: int) -> bool:
    """The higher priority, ties the earlier due, then the lower number."""
    if m[one + at.W_PRIORITY] != m[other + at.W_PRIORITY]:
        return m[one + at.W_PRIORITY] > m[other + at.W_PRIORITY]
    due, others_due = m[m[one + at.T_CAMPAIGN] + at.C_DUE], m[m[other + at.T_CAMPAIGN] + at.C_DUE]
    due = NEVER if due == NONE else due
    others_due = NEVER if others_due == NONE else others_due
    if due != others_due:
        return due < others_due
    return m[one + at.W_NUMBER] < m[other + at.W_NUMBER]


@kernel
def is_settled(m: Ints, x: Floats, b: Any, need: int) -> None:
    """The winner goes to the seat's desk, the loser back where it was; the loser is put back first."""
    task, rival = m[need + at.E_TASK], m[need + at.E_RIVAL]
    first = task if goes_first(m, task, rival) else rival
    second = rival if first == task else task
    later(m, SECOND_OF_PAIR, first, need, 0)
    put_back(m, x, b, need, second, False)


@kernel
def put_back(m: Ints, x: Floats, b: Any, need: int, task: int, wins: bool) -> None:
    """One of the two tasks goes on."""
    if m[task + at.T_STATE] != State.DECISION:
        return
    member = m[need + at.E_MEMBER]
    if m[need + at.E_GROUP] == NONE:
        if m[task + at.T_OWNER] == 0:
            m[task + at.T_OWNER] = member
        lives.return_to_owner(m, x, b, task)
    elif wins:
        working.assign(m, x, b, member, task)
    else:
        backlogs.to_backlog(m, x, b, task, False)
