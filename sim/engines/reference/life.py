"""The life of a task, from release to end (specification section 6).

released -> date -> counterpart -> transit -> backlog -> briefed -> searched, read in, worked -> questions settled
-> checked -> signed -> done
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour import decisions
from sim.engines.reference import assets, dispatch, exchange, gates, handover, needs, settlements, stint
from sim.engines.reference.agents import Campaign, Member, Task
from sim.log import Verb
from sim.randomness import Stream
from sim.scenario.laws import draw
from sim.vocabulary import MILLION, NONE, Booking, Cause, Class, Interface, Kind, State

if TYPE_CHECKING:
    from sim.engines.reference.department import Department


# -- released, and on the way to a person -----------------------------------------------------------------------


def release(d: Department, task: Task, by: Task | None) -> None:
    """The last predecessor has ended (or the campaign has arrived)."""
    task.released_by = by
    if task.campaign.unsettled_need != NONE:
        task.campaign.held.append(task)
        d.set_state(task, State.DECISION)
        return
    wait_for_date(d, task)


def wait_for_date(d: Department, task: Task) -> None:
    """Wait for the date, or for the pilot to have run."""
    columns = d.year_rows["tasks"]
    at = max(columns["date"][task.number], d.clock.now + columns["delay"][task.number])
    if at > d.clock.now:
        d.set_state(task, State.DATE)
        d.clock.set(at, Kind.RELEASE, 4 * task.number + 1)
    else:
        date_has_come(d, task)


def date_has_come(d: Department, task: Task) -> None:
    """The task may start as far as dates go; a promotion goes live with it."""
    columns = d.year_rows["tasks"]
    if columns["live"][task.number] == 1:
        go_live(d, task.campaign)
    ticks = columns["counterpart"][task.number]
    if ticks > 0 and d.b.on.counterpart:
        d.set_state(task, State.COUNTERPART)
        d.clock.set(d.clock.now + ticks, Kind.ARRIVAL, 4 * task.number)
    else:
        counterpart_has_replied(d, task)


def go_live(d: Department, campaign: Campaign) -> None:
    """Without confirmed stock a promotion may oversell (item 23)."""
    confirmed = campaign.stock_open == 0
    p = d.b.oversell_confirmed if confirmed else d.b.oversell
    oversold = d.uniform(Stream.OVERSELL, campaign.number, 0) < p
    d.log(Verb.WENT_LIVE, campaign.number, a=int(confirmed), b=int(oversold))


def counterpart_has_replied(d: Department, task: Task) -> None:
    """On to the group that answers for the work; that may take a while."""
    if d.year_rows["tasks"]["stock"][task.number] == 1:
        task.campaign.stock_open -= 1
    giver = task.released_by.owner if task.released_by is not None else None
    if giver is not None:
        group = d.derived.first_group[task.discipline][task.line]
        ticks = decisions.transit(d.b, d.derived.transit_closeness[giver.seat][group])
        if ticks > 0:
            d.set_state(task, State.HANDOVER)
            task.givers.append(handover.begin_interface(d, Interface.TRANSIT, giver, NONE, task))
            d.clock.set(d.clock.now + ticks, Kind.ARRIVAL, 4 * task.number)
            return
    dispatch.to_backlog(d, task)


def transit_is_over(d: Department, task: Task) -> None:
    """The task is in its group's hands."""
    giver = task.released_by.owner if task.released_by is not None else None
    handover.end_interface(d, task.givers.pop(), giver.seat if giver is not None else NONE, NONE, task, missed=False)
    dispatch.to_backlog(d, task)


# -- interfaces ---------------------------------------------------------------------------------------------------


# -- pulled, and briefed ------------------------------------------------------------------------------------------


# -- worked on ----------------------------------------------------------------------------------------------------


def on_taking_up(d: Department, member: Member, task: Task) -> None:
    """The owner starts or resumes the task; prepares it when it is first worked on."""
    if not task.after_stint:
        prepare(d, task, member)
    campaign = task.campaign
    if member.seat not in campaign.makers:
        campaign.makers.append(member.seat)
    elif campaign.makers[-1] != member.seat:
        campaign.makers.remove(member.seat)
        campaign.makers.append(member.seat)
    if member.last_campaign != campaign.number:
        if d.b.switching > 0 and task.ticks() > 0 and member.last_campaign != NONE:
            switch(task, d.b.switching)
        member.last_campaign = campaign.number
    if task.after_stint == "redo":
        d.set_state(task, State.REWORK)
        settlements.revision_is(d, task, worked=True)
    else:
        d.set_state(task, State.WORKED)


def switch(task: Task, ticks: int) -> None:
    """Switching comes before all other parts; what is left of an earlier one is added to it."""
    if task.parts and task.parts[0][0] == Booking.SWITCHING:
        task.parts = [(Booking.SWITCHING, task.parts[0][1] + ticks), *task.parts[1:]]
    else:
        task.parts = [(Booking.SWITCHING, ticks), *task.parts]


def prepare(d: Department, task: Task, member: Member) -> None:
    """First work: look for something to reuse, then know what the work will take."""
    parts: list[tuple[Booking, int]] = []
    if d.year_rows["tasks"]["topic"][task.number] != NONE and d.b.on.reuse and not task.searched:
        task.searched = True
        parts.append((Booking.SEARCH, d.b.search))
        if not assets.search(d, task, member):
            task.parts = [(booking, ticks) for booking, ticks in parts if ticks > 0]
            task.after_stint = "review"
            return
    elif not task.direct:
        assets.make_new(d, task, member, best_seen=0)
    read_and_work(d, task, parts)


def read_and_work(d: Department, task: Task, parts: list[tuple[Booking, int]]) -> None:
    """Read in, ask back if need be, then do the work proper."""
    if task.read_in > 0:
        parts = [*parts, (Booking.HANDOVER, task.read_in)]
        task.read_in = 0
    if task.waits_for_giver is not None:
        task.after_stint = "clarify"
    else:
        parts = [*parts, *task.direct]
        task.after_stint = "finish"
    task.parts = [(booking, ticks) for booking, ticks in parts if ticks > 0]


def on_halting(d: Department, task: Task) -> None:
    """The work stops and waits on its owner's desk."""
    settlements.revision_is(d, task, worked=False)
    d.set_state(task, State.WAITING)


def stint_is_over(d: Department, task: Task) -> None:
    """What the end of a stint leads to."""
    after = task.after_stint
    if after == "finish":
        exchange.settle(d, task)
    elif after == "redo":
        settlements.revision_is(d, task, worked=False)
        if task.redo_of_need == NONE:
            check(d, task)
        else:
            gates.next_round(d, d.needs[task.redo_of_need])
    elif after == "clarify":
        handover.ask_back(d, task)
    else:
        d.set_state(task, State.ASSET)
        d.clock.set(d.clock.now + d.b.review, Kind.ARRIVAL, 4 * task.number)


def to_owner(d: Department, task: Task) -> None:
    """The task returns to its owner's desk; nothing to do is done at once; an owner long gone gives it back."""
    owner = task.owner
    assert owner is not None
    if task.after_stint == "redo":
        task.klass = Class.REWORK
    else:
        task.klass = Class.UNDATED_TASK if task.campaign.due == NONE else Class.DATED_TASK
    if owner.away_long:
        give_back(d, task)
    elif task.after_stint and task.ticks() == 0:
        stint_is_over(d, task)
    else:
        if not task.after_stint:
            task.parts = [(Booking.DIRECT, task.standard)]  # as far as anybody knows
        d.set_state(task, State.WAITING)
        stint.to_desk(d, owner, task)


def give_back(d: Department, task: Task) -> None:
    """A task changes hands half-way: what remains grows by what is lost, and somebody else must read in."""
    owner = task.owner
    assert owner is not None
    owner.open_tasks -= 1
    task.owner = None
    task.waits_for_giver = None
    if task.after_stint == "clarify":
        task.after_stint = "finish"
        task.parts = [*task.parts, *task.direct]
    grown: list[tuple[Booking, int]] = [  # the next owner has a switching of their own
        (booking, int(ticks * (1.0 + d.b.loss) + 0.5))
        for booking, ticks in task.parts
        if booking is not Booking.SWITCHING
    ]
    if task.after_stint and d.b.read_in > 0:
        number = handover.begin_interface(d, Interface.HANDOVER, owner, NONE, task, task)
        handover.end_interface(d, number, owner.seat, NONE, task, missed=True)
        grown = [(Booking.HANDOVER, d.b.read_in), *(part for part in grown if part[0] != Booking.HANDOVER)]
    task.parts = grown
    dispatch.to_backlog(d, task)


# -- checked, signed, done ----------------------------------------------------------------------------------------


def check(d: Department, task: Task) -> None:
    """Decision point 5: the work may fail its check."""
    owner = task.owner
    assert owner is not None
    skill = d.skill[owner.seat][task.discipline]
    missed = task.missed + owner.meetings_missed
    task.missed = owner.meetings_missed = 0
    p, part = decisions.fails(d.b, task.complexity, skill, missed)
    failed = p > 0.0 and d.uniform(Stream.EXCEPTION, task.number, task.checks) < p
    d.log(Verb.CHECKED, task.number, owner.seat, NONE, task.checks, int(failed), missed)
    attempt = task.checks
    task.checks += 1
    if not failed:
        gates.sign_off(d, task)
        return
    severity = draw(d.b.severity, d.keys[Stream.SEVERITY], task.number, attempt)
    severity = min(1.0, severity)
    if task.checks >= d.b.checks_max:
        task.risk += int(severity * MILLION + 0.5)
        gates.sign_off(d, task)
        return
    amount = int(severity * task.campaign.amount + 0.5)
    d.set_state(task, State.DECISION)
    need = needs.Need(d, Cause.EXCEPTION, owner, task, task.campaign, amount)
    need.severity = int(severity * MILLION + 0.5)
    need.missed_part = part
    needs.raise_prepared(d, need)


def redo(d: Department, task: Task, ticks: int, need: int) -> None:
    """Rework, fix or revision falls due on the owner's desk."""
    task.parts = [(Booking.REWORK, ticks)] if ticks > 0 else []
    task.after_stint = "redo"
    task.redo_of_need = need
    to_owner(d, task)


def done(d: Department, task: Task) -> None:
    """The task is over; its successors are released, and with the last one the campaign ends."""
    owner = task.owner
    assert owner is not None
    owner.open_tasks -= 1
    d.set_state(task, State.DONE)
    campaign = task.campaign
    assets.finish(d, task, owner)
    if d.year_rows["tasks"]["insight"][task.number] == 1:
        d.insight[campaign.line] = d.clock.now
    d.log(Verb.TASK_ENDS, task.number, owner.seat, NONE, task.craft, task.risk, task.idea)
    d.ask_dispatch()
    campaign.open_tasks -= 1
    for successor in task.successors:
        successor.open_predecessors -= 1
        if successor.open_predecessors == 0 and successor.state is State.NOT_RELEASED:
            release(d, successor, task)
    if campaign.open_tasks == 0:
        campaign.over = True
        d.log(Verb.CAMPAIGN_ENDS, campaign.number, a=task.number)


def drop(d: Department, task: Task) -> None:
    """A refused proposal is dropped, and its campaign with it."""
    campaign = task.campaign
    campaign.over = True
    for other in campaign.tasks:
        if other.state in (State.DONE, State.DROPPED):
            continue
        owner = other.owner
        if owner is not None:
            if owner.in_hand is other:
                stint.halt(d, owner)
            if other in owner.desk.items:
                stint.leave_queue(d, owner.desk, other, owner.seat, NONE, 1)
            owner.open_tasks -= 1
        elif other.state is State.WAITING:
            dispatch.withdraw(d, other)
        d.set_state(other, State.DROPPED)
        for kind, item in (
            (Kind.ARRIVAL, 4 * other.number),
            (Kind.RELEASE, 4 * other.number + 1),
            (Kind.PATIENCE_ENDS, 4 * other.number),
        ):
            d.clock.cancel(kind, item)
        exchange.forget(d, other)
    d.ask_dispatch()
    d.log(Verb.CAMPAIGN_ENDS, campaign.number, a=task.number, b=1)
