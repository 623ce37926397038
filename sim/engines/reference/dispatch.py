"""Dispatch: the only place where anyone starts anything (specification sections 2 and 5).

First each free member turns to the own desk, then the items of each backlog go to the fastest free eligible member,
then what is left goes to those who come later in coverage or have been lent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour import decisions
from sim.engines.reference import conflict, handover, life, needs, settlements, stint
from sim.engines.reference.agents import Chore, Member, Task, Team, Work
from sim.log import Item
from sim.vocabulary import NONE, Booking, Cause, Class, State

ASKED = -2

if TYPE_CHECKING:
    from sim.engines.desk import Queueing
    from sim.engines.reference.department import Department


def dispatch(d: Department) -> None:
    """Nothing else is left at this tick: let free members start, as long as that gives others something to turn to."""
    clock = d.clock
    started = again = True
    while started and again and d.free:
        clock.dispatch_is_due = False
        started = own_desks(d)
        if d.backlogs:
            started = backlogs(d) or started
            if d.free and d.backlogs:
                started = leftovers(d) or started
        again = clock.dispatch_is_due or d.plan.routes.chooses


def own_desks(d: Department) -> bool:
    """(a) Each free, present seat, in seat order, takes the first item of its own desk."""
    started = False
    for seat in sorted(d.free & d.laden):
        member = d.members[seat]
        while member.desk.items and member.is_free:
            started = True
            work: Work = member.desk.first(d.clock.now)  # type: ignore[assignment]
            if work.item == Item.TASK:
                rival = conflict.rival_of(d, member, work, member.desk)  # type: ignore[arg-type]
                if rival is not None:
                    conflict.arises(d, member, work, rival, member.desk, NONE)  # type: ignore[arg-type]
                    continue
            stint.leave_queue(d, member.desk, work, seat, NONE, 0)
            stint.take_up(d, member, work)
    return started


def backlogs(d: Department) -> bool:
    """(b) Group by group, items go to the fastest free eligible member."""
    started = False
    for group in sorted(d.backlogs):
        team = d.teams[group]
        free = d.free & team.pullers
        if free:
            started = _hand_out(d, team, team.backlog.items, free, own=True) or started
    return started


def leftovers(d: Department) -> bool:
    """(c) What is left goes to groups later in coverage, and to those who have been lent."""
    started = False
    helpers = d.free & d.plan.routes.later_seats
    takes_tasks = any(d.members[seat].open_tasks < d.b.open_tasks_max for seat in helpers)
    if not d.granted and not helpers:
        return started
    for group in sorted(d.backlogs):
        team = d.teams[group]
        if not takes_tasks and not team.backlog.chores and not d.granted:
            continue
        for work in list(team.backlog.items):
            is_chore = work.klass is Class.CHORE
            is_open = takes_tasks or (helpers if is_chore else work.number in d.granted)
            free = _free_helpers(d, work) if is_open else None  # type: ignore[arg-type]
            if free:
                started = _hand_out(d, team, [work], free, own=False) or started
    return started


def _free_helpers(d: Department, work: Task | Chore) -> set[int]:
    for seats in d.plan.routes.later[work.discipline][work.line]:
        free = d.free & seats
        if free:
            return free
    return d.free & d.teams[work.granted].pullers if work.granted >= 0 else set()


def _hand_out(d: Department, team: Team, items: list[Queueing], free: set[int], own: bool) -> bool:
    """Offer items, in the order of attention, to these free seats."""
    most = d.b.open_tasks_max
    started = False
    if not any(d.members[seat].open_tasks < most for seat in free):
        items = [item for item in items if item.klass is Class.CHORE] if team.backlog.chores else []
        if not items:
            return False
    for item in team.backlog.in_order(d.clock.now, list(items)):
        work: Task | Chore = item  # type: ignore[assignment]
        if work not in team.backlog.items:
            continue
        best = fastest(d, work, free, team if own else None)
        if best is None:
            continue
        started = True
        if isinstance(work, Task):
            rival = conflict.rival_of(d, best, work, team.backlog)
            if rival is not None:
                conflict.arises(d, best, work, rival, team.backlog, team.number)
                if not team.backlog.items:
                    d.backlogs.discard(team.number)
                continue
        _take_from(d, team, work, 0)
        if best.seat in team.given:
            team.given[best.seat] += work.standard if isinstance(work, Task) else work.ticks()
        assign(d, best, work)
        free &= d.free
        if not free:
            break
    return started


def fastest(d: Department, work: Task | Chore, free: set[int], own: Team | None) -> Member | None:
    """Decision point 1: who of these is eligible, and the fastest."""
    best: Member | None = None
    best_speed = 0.0
    is_task = work.item is Item.TASK
    by_speed = d.b.on.assign
    for seat in sorted(free):
        member = d.members[seat]
        if is_task and member.open_tasks >= d.b.open_tasks_max:
            continue
        speed = d.speed[seat][work.discipline][work.line]
        if speed <= 0.0 or (own is not None and not _prefers(d, seat, own)):
            continue
        if best is None or decisions.pulls_before(by_speed, speed, member.idle_since, best_speed, best.idle_since):
            best, best_speed = member, speed
    return best


def _prefers(d: Department, seat: int, team: Team) -> bool:
    """Who may pull from several groups pulls from the one with the least (ticks given / weight), ties by number."""
    choices = d.plan.routes.backlogs[seat]
    if len(choices) < 2:
        return True
    weight = choices[team.number]
    mine = team.given[seat]
    for group, other_weight in choices.items():
        if group == team.number or not d.teams[group].backlog.items:
            continue
        theirs = d.teams[group].given[seat]
        if theirs * weight < mine * other_weight or (theirs * weight == mine * other_weight and group < team.number):
            return False
    return True


def assign(d: Department, member: Member, work: Task | Chore) -> None:
    """A member takes a task or chore over, and starts it if nobody must brief first."""
    if work.item == Item.CHORE:
        stint.take_up(d, member, work)
        return
    task: Task = work  # type: ignore[assignment]
    if not handover.pulled(d, member, task):
        return
    if member.is_free and task.state is not State.DECISION:
        stint.take_up(d, member, task)
    else:
        life.to_owner(d, task)


# -- backlogs -----------------------------------------------------------------------------------------------------


def to_backlog(d: Department, work: Task | Chore, may_borrow: bool = True) -> None:
    """An item joins the backlog of the first group of its coverage."""
    group = d.derived.first_group[work.discipline][work.line]
    team = d.teams[group]
    if isinstance(work, Task):
        d.set_state(work, State.WAITING)
        if not work.after_stint:
            work.parts = [(Booking.DIRECT, work.standard)]  # as far as anybody knows
    stint.lay_down(d, team.backlog, work, NONE, group)
    if isinstance(work, Task) and not work.after_stint:
        work.parts = []
    d.backlogs.add(group)
    d.ask_dispatch()
    if may_borrow and isinstance(work, Task) and len(team.backlog.items) > d.b.borrow_after * len(team.pullers):
        ask_for_help(d, team, work)


def _take_from(d: Department, team: Team, work: Work, why: int) -> None:
    if isinstance(work, Task) and work.granted != NONE:
        d.granted.discard(work.number)
        settlements.is_moot(d, d.loans.pop(work.number, None))
    stint.leave_queue(d, team.backlog, work, NONE, team.number, why)
    if not team.backlog.items:
        d.backlogs.discard(team.number)


def withdraw(d: Department, task: Task) -> None:
    """Take a task out of whatever backlog it is in."""
    team = d.teams[d.derived.first_group[task.discipline][task.line]]
    if task in team.backlog.items:
        _take_from(d, team, task, 1)


def back_to_desk(d: Department, member: Member, task: Task) -> None:
    """A task returns to the desk from which a conflict took it."""
    owner = task.owner if task.owner is not None else member
    task.owner = owner
    life.to_owner(d, task)


# -- borrowing ----------------------------------------------------------------------------------------------------


def ask_for_help(d: Department, team: Team, task: Task) -> None:
    """A long backlog asks the nearest group that has none, through the two leads' common superior (item 41)."""
    if task.granted != NONE:
        return
    lead = d.derived.group_lead[team.number]
    for group in d.derived.nearest_groups[team.number]:
        if not d.teams[group].backlog.items:
            donor = group
            break
    else:
        return
    task.granted = ASKED
    need = needs.Need(d, Cause.BORROW, d.members[lead], task, task.campaign, 0)
    need.extra = donor
    d.loans[task.number] = need
    needs.raise_prepared(d, need, d.derived.lowest_common(lead, d.derived.group_lead[donor]))


def help_is_granted(d: Department, need: needs.Need) -> None:
    """The item may now be taken by members of the group that was asked."""
    task = need.task
    assert task is not None
    task.granted = need.extra  # type: ignore[assignment]
    if task.state is State.WAITING and task.owner is None:
        d.granted.add(task.number)
    d.ask_dispatch()
