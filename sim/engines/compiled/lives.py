"""The life of a task, from release to the desk of its owner, and from its last signature to the end.

Beside `engines/reference/life.py`; what a stint leads to is in `steps`.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.engines.compiled import assets, backlogs, exchanges, freedom, interfaces, stints, telling
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import NODES_FULL, set_moment
from sim.engines.compiled.codes import Booking, Interface, Kind, State, Stream
from sim.engines.compiled.draws import first_group, task_of, uniform
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.vocabulary import NONE

# -- released, and on the way to a person -----------------------------------------------------------------------


@kernel
def release(m: Ints, x: Floats, b: Any, task: int, by: int) -> None:
    """The last predecessor has ended (or the campaign has arrived)."""
    m[task + at.T_RELEASED_BY] = by
    campaign = m[task + at.T_CAMPAIGN]
    if m[campaign + at.C_UNSETTLED_NEED] != 0:
        last = m[campaign + at.C_LAST_HELD]
        m[task + at.T_HELD] = 0
        if last == 0:
            m[campaign + at.C_HELD] = task
        else:
            m[last + at.T_HELD] = task
        m[campaign + at.C_LAST_HELD] = task
        telling.set_state(m, task, State.DECISION)
        return
    wait_for_date(m, x, b, task)


@kernel
def wait_for_date(m: Ints, x: Floats, b: Any, task: int) -> None:
    """Wait for the date, or for the pilot to have run."""
    now = m[at.NOW]
    when = max(m[task + at.T_DATE], now + m[task + at.T_DELAY])
    if when > now:
        telling.set_state(m, task, State.DATE)
        set_moment(m, task + at.T_RELEASES_AT, when, Kind.RELEASE, 4 * m[task + at.W_NUMBER] + 1)
    else:
        date_has_come(m, x, b, task)


@small
def date_has_come(m: Ints, x: Floats, b: Any, task: int) -> None:
    """The task may start as far as dates go; a promotion goes live with it."""
    if m[task + at.T_LIVE] == 1:
        go_live(m, b, m[task + at.T_CAMPAIGN])
    ticks = m[task + at.T_COUNTERPART]
    if ticks > 0 and b.on.counterpart:
        telling.set_state(m, task, State.COUNTERPART)
        set_moment(m, task + at.T_ARRIVES_AT, m[at.NOW] + ticks, Kind.ARRIVAL, 4 * m[task + at.W_NUMBER])
    else:
        counterpart_has_replied(m, x, b, task)


@small
def go_live(m: Ints, b: Any, campaign: int) -> None:
    """Without confirmed stock a promotion may oversell (item 23)."""
    confirmed = 1 if m[campaign + at.C_STOCK] == 0 else 0
    p = b.oversell_confirmed if confirmed == 1 else b.oversell
    oversold = 1 if uniform(m, Stream.OVERSELL, m[campaign + at.C_NUMBER], 0) < p else 0
    telling.went_live(m, campaign, confirmed, oversold)


@kernel
def counterpart_has_replied(m: Ints, x: Floats, b: Any, task: int) -> None:
    """On to the group that answers for the work; that may take a while."""
    if m[task + at.T_STOCK] == 1:
        m[m[task + at.T_CAMPAIGN] + at.C_STOCK] -= 1
    by = m[task + at.T_RELEASED_BY]
    giver = m[by + at.T_OWNER] if by != 0 else 0
    if giver != 0:
        group = first_group(m, m[task + at.T_DISCIPLINE], m[task + at.T_LINE])
        ticks = decisions.transit(b, x[m[at.TRANSIT_AT] + m[giver] * m[at.GROUPS] + m[group]])
        if ticks > 0:
            telling.set_state(m, task, State.HANDOVER)
            m[task + at.T_TRANSIT] = interfaces.begin_interface(m, Interface.TRANSIT, giver, 0, task, by, 0)
            m[task + at.T_GIVERS] += 1
            set_moment(m, task + at.T_ARRIVES_AT, m[at.NOW] + ticks, Kind.ARRIVAL, 4 * m[task + at.W_NUMBER])
            return
    backlogs.to_backlog(m, x, b, task, True)


@kernel
def transit_is_over(m: Ints, x: Floats, b: Any, task: int) -> None:
    """The task is in its group's hands."""
    by = m[task + at.T_RELEASED_BY]
    giver = m[by + at.T_OWNER] if by != 0 else 0
    m[task + at.T_GIVERS] -= 1
    interfaces.end_interface(m, m[task + at.T_TRANSIT], giver, 0, task, False)
    backlogs.to_backlog(m, x, b, task, True)


# -- worked on ----------------------------------------------------------------------------------------------------


@small
def is_a_maker(m: Ints, campaign: int, seat: int) -> None:
    """Put a seat at the end of the campaign's makers."""
    node = m[campaign + at.C_MAKERS]
    while node != 0 and m[node] != seat:
        node = m[node + 1]
    last = m[campaign + at.C_LAST_MAKER]
    if node == 0:
        count = m[at.NODES]
        if count >= m[at.NODES_CAP]:
            m[at.STOP] = NODES_FULL
            return
        m[at.NODES] = count + 1
        node = m[at.NODES_AT] + count * at.NODE
        m[node] = seat
    elif node == last:
        return
    else:
        before, after = m[node + 2], m[node + 1]
        if before == 0:
            m[campaign + at.C_MAKERS] = after
        else:
            m[before + 1] = after
        m[after + 2] = before
    m[node + 1] = 0
    m[node + 2] = last
    if last == 0:
        m[campaign + at.C_MAKERS] = node
    else:
        m[last + 1] = node
    m[campaign + at.C_LAST_MAKER] = node


@small
def on_taking_up(m: Ints, x: Floats, b: Any, member: int, task: int) -> None:
    """The owner starts or resumes the task; prepares it when it is first worked on."""
    if m[task + at.T_AFTER] == at.NOTHING_YET:
        prepare(m, x, b, task, member)
    campaign = m[task + at.T_CAMPAIGN]
    is_a_maker(m, campaign, m[member])
    number, last = m[campaign + at.C_NUMBER], m[member + at.S_LAST_CAMPAIGN]
    if last != number:
        if b.switching > 0 and last != NONE and stints.ticks_of(m, task) > 0:
            switch(m, task, b.switching)
        m[member + at.S_LAST_CAMPAIGN] = number
    if m[task + at.T_AFTER] == at.REDO:
        telling.set_state(m, task, State.REWORK)
        stints.revision_is(m, task, True)
    else:
        telling.set_state(m, task, State.WORKED)


@small
def switch(m: Ints, task: int, ticks: int) -> None:
    """Switching comes before all other parts; what is left of an earlier one is added to it."""
    first = task + at.W_PART
    if m[task + at.W_PARTS] > 0 and m[first] == Booking.SWITCHING:
        m[first + 1] += ticks
        return
    prepend(m, task, Booking.SWITCHING, ticks)


@small
def prepend(m: Ints, task: int, booking: int, ticks: int) -> None:
    """Put a part before all others."""
    stints.add_part(m, task, booking, ticks)  # makes room
    first = task + at.W_PART
    for place in range(m[task + at.W_PARTS] - 1, 0, -1):
        m[first + 2 * place] = m[first + 2 * place - 2]
        m[first + 2 * place + 1] = m[first + 2 * place - 1]
    m[first] = booking
    m[first + 1] = ticks


@small
def prepare(m: Ints, x: Floats, b: Any, task: int, member: int) -> None:
    """First work: look for something to reuse, then know what the work will take."""
    m[task + at.W_PARTS] = 0
    if m[task + at.T_TOPIC] != NONE and b.on.reuse and m[task + at.T_SEARCHED] == 0:
        m[task + at.T_SEARCHED] = 1
        stints.add_part(m, task, Booking.SEARCH, b.search)
        if not assets.search(m, x, b, task, member):
            m[task + at.T_AFTER] = at.REVIEW
            return
    elif m[task + at.T_KNOWN] == 0:
        assets.make_new(m, x, b, task, member, 0)
    read_and_work(m, task)


@small
def read_and_work(m: Ints, task: int) -> None:
    """Read in, ask back if need be, then do the work proper."""
    stints.add_part(m, task, Booking.HANDOVER, m[task + at.T_READ_IN])
    m[task + at.T_READ_IN] = 0
    if m[task + at.T_ASKS_BACK] != 0:
        m[task + at.T_AFTER] = at.CLARIFY
    else:
        stints.add_part(m, task, Booking.DIRECT, m[task + at.T_DIRECT])
        stints.add_part(m, task, Booking.DUPLICATED, m[task + at.T_TWICE])
        m[task + at.T_AFTER] = at.FINISH


@kernel
def return_to_owner(m: Ints, x: Floats, b: Any, task: int) -> None:
    """The task returns to its owner's desk; an owner long gone gives it back."""
    if stints.to_owner(m, b, task) == 1:
        give_back(m, x, b, task)


@kernel
def give_back(m: Ints, x: Floats, b: Any, task: int) -> None:
    """A task changes hands half-way: what remains grows by what is lost, and somebody else must read in."""
    owner = m[task + at.T_OWNER]
    freedom.open_tasks_are(m, owner, -1)
    m[task + at.T_OWNER] = 0
    m[task + at.T_ASKS_BACK] = 0
    if m[task + at.T_AFTER] == at.CLARIFY:
        m[task + at.T_AFTER] = at.FINISH
        stints.add_part(m, task, Booking.DIRECT, m[task + at.T_DIRECT])
        stints.add_part(m, task, Booking.DUPLICATED, m[task + at.T_TWICE])
    reads_in = m[task + at.T_AFTER] != at.NOTHING_YET and b.read_in > 0
    if reads_in:
        interface = interfaces.begin_interface(m, Interface.HANDOVER, owner, 0, task, task, 0)
        interfaces.end_interface(m, interface, owner, 0, task, True)
    count = 0
    kept = place = task + at.W_PART
    for _ in range(m[task + at.W_PARTS]):
        booking, grown = m[place], int(m[place + 1] * (1.0 + b.loss) + 0.5)
        if booking != Booking.SWITCHING and not (reads_in and booking == Booking.HANDOVER):
            m[kept] = booking
            m[kept + 1] = grown
            kept += 2
            count += 1
        place += 2
    m[task + at.W_PARTS] = count
    if reads_in:
        prepend(m, task, Booking.HANDOVER, b.read_in)
    backlogs.to_backlog(m, x, b, task, True)


@kernel
def redo(m: Ints, x: Floats, b: Any, task: int, ticks: int, need: int) -> None:
    """Rework, fix or revision falls due on the owner's desk."""
    stints.one_part(m, task, Booking.REWORK, ticks)
    m[task + at.T_AFTER] = at.REDO
    m[task + at.T_REDO_NEED] = need
    return_to_owner(m, x, b, task)


# -- over ---------------------------------------------------------------------------------------------------------


@kernel
def done(m: Ints, x: Floats, b: Any, task: int) -> None:
    """The task is over; its successors are released, and with the last one the campaign ends."""
    owner, campaign = m[task + at.T_OWNER], m[task + at.T_CAMPAIGN]
    freedom.open_tasks_are(m, owner, -1)
    telling.set_state(m, task, State.DONE)
    assets.finish(m, x, b, task, owner)
    if m[task + at.T_INSIGHT] == 1:
        m[m[at.INSIGHT_AT] + m[task + at.T_LINE]] = m[at.NOW]
    telling.task_ends(m, task)
    m[at.DUE] = 1
    m[campaign + at.C_OPEN] -= 1
    successors = m[at.SUCCESSORS_AT] + m[task + at.T_SUCCESSORS]
    for place in range(successors, successors + m[task + at.T_SUCCESSOR_COUNT]):
        successor = task_of(m, m[place])
        m[successor + at.T_OPEN_PREDECESSORS] -= 1
        if m[successor + at.T_OPEN_PREDECESSORS] == 0 and m[successor + at.T_STATE] == State.NOT_RELEASED:
            release(m, x, b, successor, task)
    if m[campaign + at.C_OPEN] == 0:
        m[campaign + at.C_OVER] = 1
        telling.campaign_ends(m, campaign, task, 0)


@kernel
def drop(m: Ints, b: Any, task: int) -> None:
    """A refused proposal is dropped, and its campaign with it."""
    campaign = m[task + at.T_CAMPAIGN]
    m[campaign + at.C_OVER] = 1
    for number in range(m[campaign + at.C_TASKS]):
        other = m[campaign + at.C_FIRST_TASK] + number * at.TASK
        state = m[other + at.T_STATE]
        if state == State.DONE or state == State.DROPPED:
            continue
        owner = m[other + at.T_OWNER]
        if owner != 0:
            if m[owner + at.S_IN_HAND] == other:
                stints.halt(m, b, owner)
            if m[other + at.W_DESK] == m[owner + at.S_DESK]:
                stints.leave_queue(m, m[owner + at.S_DESK], other, 1)
            freedom.open_tasks_are(m, owner, -1)
        elif state == State.WAITING:
            backlogs.withdraw(m, other)
        telling.set_state(m, other, State.DROPPED)
        m[other + at.T_ARRIVES_AT] = NONE
        m[other + at.T_RELEASES_AT] = NONE
        m[other + at.T_PATIENCE_AT] = NONE
        exchanges.forget(m, other)
    m[at.DUE] = 1
    telling.campaign_ends(m, campaign, task, 1)
