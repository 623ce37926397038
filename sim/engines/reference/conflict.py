"""Priority conflicts: two bosses order one desk differently, and the loser would miss its date (specification section
6; item 52).

One boss's order is the department's attention law, the other looks at dates. It is a decision for their common
superior.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour.approval import loser_is_late
from sim.engines.desk import Desk
from sim.engines.reference import dispatch, needs, stint
from sim.engines.reference.agents import Task
from sim.log import Item
from sim.randomness import Stream
from sim.vocabulary import NONE, Cause, State

if TYPE_CHECKING:
    from sim.engines.reference.agents import Member
    from sim.engines.reference.department import Department


def rival_of(d: Department, member: Member, task: Task, desk: Desk) -> Task | None:
    """The task that the other boss would put first, if second makes it late and first does not."""
    if not d.b.on.conflict or not d.derived.dotted[member.seat]:
        return None
    rival: Task | None = None
    for item in desk.items:
        if item.item != Item.TASK or item is task:
            continue
        other: Task = item  # type: ignore[assignment]
        if other.campaign is task.campaign or other.campaign.due == NONE:
            continue
        if rival is None or (other.campaign.due, other.number) < (rival.campaign.due, rival.number):
            rival = other
    if rival is None:
        return None
    pair = (min(task.number, rival.number), max(task.number, rival.number))
    if pair in d.settled_pairs:
        return None
    if not loser_is_late(d.clock.now, still(task), still(rival), rival.campaign.due):
        return None
    p = d.derived.side_probability[member.seat]
    if p < 1.0 and d.uniform(Stream.AUTHORITY_SIDE, 2 * pair[0], 1048576 + pair[1]) >= p:
        return None
    d.settled_pairs.add(pair)
    return rival


def still(task: Task) -> int:
    """What a task still takes, as far as anybody knows."""
    return task.ticks() if task.after_stint else task.standard


def arises(d: Department, member: Member, task: Task, rival: Task, desk: Desk, group: int) -> None:
    """Both tasks wait until the common superior of the two bosses has said which goes first."""
    for one in (task, rival):
        stint.leave_queue(d, desk, one, NONE if group != NONE else member.seat, group, 2)
        d.set_state(one, State.DECISION)
    bosses = (d.derived.superior[member.seat], d.derived.dotted[member.seat][0][0])
    need = needs.Need(d, Cause.CONFLICT, member, task, task.campaign, max(task.campaign.amount, rival.campaign.amount))
    need.extra = (task, rival, member, group)
    needs.log_need(d, need)
    if d.b.on.climb:
        needs.arbitrate(d, need, d.derived.lowest_common(*bosses))
    else:
        needs.send(d, need, member.seat)


def is_settled(d: Department, need: needs.Need) -> None:
    """The higher priority wins, ties the earlier due; the loser goes back where it was."""
    task, rival, member, group = _pair_of(need)
    first, second = sorted((task, rival), key=_rank)
    for one in (second, first):
        if one.state is not State.DECISION:
            continue
        if group == NONE:
            dispatch.back_to_desk(d, member, one)
        elif one is first:
            dispatch.assign(d, member, one)
        else:
            dispatch.to_backlog(d, one, may_borrow=False)


def _pair_of(need: needs.Need) -> tuple[Task, Task, Member, int]:
    pair: tuple[Task, Task, Member, int] = need.extra  # type: ignore[assignment]
    return pair


def _rank(task: Task) -> tuple[int, int, int]:
    due = task.campaign.due if task.campaign.due != NONE else 1 << 62
    return (-task.priority, due, task.number)
