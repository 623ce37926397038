"""The run: the least moment is always next, and at the end of a tick whoever is free may start something.

Beside `engines/reference/calendar.py` and `clock.py`. Campaigns, chores and signals stand in the year by arrival, so
only the next of each is ever in the heap.
"""

from __future__ import annotations

from typing import Any

from sim.engines.compiled import (
    assets,
    backlogs,
    dispatching,
    exchanges,
    lives,
    messages,
    needs,
    presence,
    signals,
    steps,
    stints,
    telling,
    upkeep,
    working,
)
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import pop, push, set_moment
from sim.engines.compiled.codes import Booking, Class, Item, Kind, State, Verb
from sim.engines.compiled.draws import group_of, member_of, task_of
from sim.engines.compiled.making import Floats, Ints, as_stored, as_word, kernel, small
from sim.engines.trace import KIND_BITS, SUBJECT_BITS, after_moment
from sim.vocabulary import NONE

CAMPAIGN, DATED_TASK, CHORE, SIGNAL = 0, 1, 2, 3
KINDS, SUBJECTS = 1 << KIND_BITS, 1 << SUBJECT_BITS


@kernel
def live(m: Ints, x: Floats, b: Any) -> None:
    """Live through the year."""
    upkeep.begin(m, x, b)
    await_release(m, m[at.CAMPAIGNS_AT] + at.C_ARRIVAL, at.CAMPAIGN, m[at.CAMPAIGNS], 0, CAMPAIGN)
    if b.on.chores:
        await_release(m, m[at.CHORES_AT] + at.K_ARRIVAL, at.CHORE, m[at.CHORES], 0, CHORE)
    await_release(m, m[at.SIGNALS_AT] + at.N_ARRIVAL, at.SIGNAL, m[at.SIGNALS], 0, SIGNAL)
    if b.on.messages:
        messages.await_message(m, 0)
    presence.begin(m, b)
    end = m[at.END]
    heap = m[at.HEAP_AT]
    while m[at.STOP] == 0:
        key = m[heap] if m[at.HEAP] > 0 else -1
        tick = key >> (KIND_BITS + SUBJECT_BITS)
        if m[at.DUE] == 1 and (key < 0 or tick > m[at.NOW]):
            m[at.DUE] = 0
            dispatching.dispatch(m, x, b)
            continue
        if key < 0 or tick >= end:
            break
        pop(m)
        kind, subject = (key >> SUBJECT_BITS) % KINDS, key % SUBJECTS
        if is_stale(m, tick, kind, subject):
            continue
        m[at.NOW] = tick
        m[at.MOMENTS] += 1
        m[at.DIGEST] = as_stored(after_moment(as_word(m[at.DIGEST]), int(tick), int(kind), int(subject)))
        happen(m, x, b, kind, subject)
        steps.settle(m, x, b)
    m[at.NOW] = end
    stints.close_stints(m)
    upkeep.bring_up_to_date(m, x, b)
    upkeep.record_skill(m, x)
    telling.close_accounts(m)


@small
def await_release(m: Ints, first: int, size: int, count: int, number: int, kind: int) -> None:
    """Let the next row of a table of the year come up, if there is one."""
    if number < count:
        tick = m[first + number * size]
        if tick < m[at.END]:
            push(m, tick, Kind.RELEASE, 4 * number + kind)


@small
def is_stale(m: Ints, tick: int, kind: int, subject: int) -> bool:
    """Whether a moment was taken back or put elsewhere; if not, it is used up."""
    place = 0
    number, item = subject // 4, subject % 4
    if kind == Kind.WORK_ENDS:
        place = member_of(m, subject) + at.S_WORK_ENDS_AT
    elif kind == Kind.MEETING_ENDS:
        place = group_of(m, subject) + at.G_ENDS_AT
    elif kind == Kind.ABSENCE_ENDS:
        place = member_of(m, subject) + at.S_ABSENCE_ENDS_AT
    elif kind == Kind.ABSENCE_BEGINS:
        place = member_of(m, subject) + at.S_ABSENCE_BEGINS_AT
    elif kind == Kind.MEETING_BEGINS:
        place = group_of(m, subject) + at.G_BEGINS_AT
    elif kind == Kind.SLICE_BOUNDARY:
        place = member_of(m, subject) + at.S_SLICE_AT
    elif kind == Kind.ARRIVAL:
        if item == 0:
            place = task_of(m, number) + at.T_ARRIVES_AT
        elif item == 1:
            place = m[at.REQUESTS_AT] + number * m[at.REQUEST_SIZE] + at.R_ARRIVES_AT
        elif item == 2:
            place = exchanges.question_of(m, number) + at.Q_COMES_AT
        else:
            place = exchanges.question_of(m, number) + at.Q_LANDS_AT
    elif kind == Kind.PATIENCE_ENDS:
        if item == 0:
            place = task_of(m, number) + at.T_PATIENCE_AT
        else:
            place = m[at.REQUESTS_AT] + number * m[at.REQUEST_SIZE] + at.R_PATIENCE_AT
    elif kind == Kind.RELEASE and item == DATED_TASK:
        place = task_of(m, number) + at.T_RELEASES_AT
    if place == 0:
        return False
    if m[place] != tick:
        return True
    m[place] = NONE
    return False


@kernel
def happen(m: Ints, x: Floats, b: Any, kind: int, subject: int) -> None:
    """One moment; read the table of moments in the specification beside this."""
    if kind == Kind.WORK_ENDS:
        working.ends(m, x, b, member_of(m, subject))
    elif kind == Kind.MEETING_ENDS:
        presence.meeting_ends(m, group_of(m, subject))
    elif kind == Kind.ABSENCE_ENDS:
        presence.absence_ends(m, x, b, member_of(m, subject))
    elif kind == Kind.ARRIVAL:
        arrives(m, x, b, subject // 4, subject % 4)
    elif kind == Kind.RELEASE:
        releases(m, x, b, subject // 4, subject % 4)
    elif kind == Kind.ABSENCE_BEGINS:
        presence.absence_begins(m, b, member_of(m, subject))
    elif kind == Kind.MEETING_BEGINS:
        presence.meeting_begins(m, b, group_of(m, subject))
    elif kind == Kind.PATIENCE_ENDS:
        if subject % 4 == 0:
            exchanges.gives_up(m, x, b, task_of(m, subject // 4))
        else:
            needs.defaults(m, m[at.REQUESTS_AT] + subject // 4 * m[at.REQUEST_SIZE])
    elif kind == Kind.SLICE_BOUNDARY:
        stints.slice_ends(m, b, member_of(m, subject))
    elif kind == Kind.MESSAGE:
        messages.falls_due(m, x, b, subject)
    else:
        upkeep.week(m, x, b)


@kernel
def releases(m: Ints, x: Floats, b: Any, number: int, item: int) -> None:
    """A world item begins, and the next of its kind is awaited."""
    if item == CAMPAIGN:
        await_release(m, m[at.CAMPAIGNS_AT] + at.C_ARRIVAL, at.CAMPAIGN, m[at.CAMPAIGNS], number + 1, CAMPAIGN)
        campaign_arrives(m, x, b, m[at.CAMPAIGNS_AT] + number * at.CAMPAIGN)
    elif item == DATED_TASK:
        lives.date_has_come(m, x, b, task_of(m, number))
    elif item == CHORE:
        await_release(m, m[at.CHORES_AT] + at.K_ARRIVAL, at.CHORE, m[at.CHORES], number + 1, CHORE)
        chore = m[at.CHORES_AT] + number * at.CHORE
        m[chore] = Item.CHORE
        m[chore + at.W_NUMBER] = number
        m[chore + at.W_CLASS] = Class.CHORE
        m[chore + at.W_PRIORITY] = 500000
        m[chore + at.W_FIRST] = NONE
        stints.one_part(m, chore, Booking.CHORE, m[chore + at.K_TICKS])
        backlogs.chore_to_backlog(m, b, chore)
    else:
        await_release(m, m[at.SIGNALS_AT] + at.N_ARRIVAL, at.SIGNAL, m[at.SIGNALS], number + 1, SIGNAL)
        signals.send_back(m, x, b, number, 0, 0)


@kernel
def campaign_arrives(m: Ints, x: Floats, b: Any, campaign: int) -> None:
    """A campaign arrives with its tasks; those without predecessors are released."""
    telling.say(m, Verb.CAMPAIGN_ARRIVES, m[campaign], NONE, NONE, 0, 0, 0)
    m[campaign + at.C_ARRIVED] = 1
    klass = Class.UNDATED_TASK if m[campaign + at.C_DUE] == NONE else Class.DATED_TASK
    first, count = m[campaign + at.C_FIRST_TASK], m[campaign + at.C_TASKS]
    m[campaign + at.C_OPEN] = count
    for place in range(count):
        task = first + place * at.TASK
        m[task + at.W_CLASS] = klass
        m[campaign + at.C_STOCK] += m[task + at.T_STOCK]
        if not b.on.exchange:
            m[task + at.T_QUESTION] = m[task + at.T_QUESTION_END]
    for place in range(count):
        task = first + place * at.TASK
        if m[task + at.T_OPEN_PREDECESSORS] == 0:
            lives.release(m, x, b, task, 0)


@kernel
def arrives(m: Ints, x: Floats, b: Any, number: int, item: int) -> None:
    """What was on its way is there."""
    if item == 0:
        task = task_of(m, number)
        if m[task + at.T_STATE] == State.COUNTERPART:
            lives.counterpart_has_replied(m, x, b, task)
        elif m[task + at.T_STATE] == State.ASSET:
            review(m, x, b, task)
        else:
            lives.transit_is_over(m, x, b, task)
    elif item == 1:
        needs.arrives(m, x, b, m[at.REQUESTS_AT] + number * m[at.REQUEST_SIZE])
    elif item == 2:
        exchanges.comes_up(m, x, b, number)
    else:
        exchanges.lands(m, x, b, exchanges.question_of(m, number))


@kernel
def review(m: Ints, x: Floats, b: Any, task: int) -> None:
    """The asset in the making is looked at again."""
    owner = m[task + at.T_OWNER]
    if owner == 0 or m[owner + at.S_AWAY_LONG] == 1 or not assets.search(m, x, b, task, owner):
        set_moment(m, task + at.T_ARRIVES_AT, m[at.NOW] + b.review, Kind.ARRIVAL, 4 * m[task + at.W_NUMBER])
        return
    m[task + at.W_PARTS] = 0
    lives.read_and_work(m, task)
    lives.return_to_owner(m, x, b, task)


def run(m: Ints, x: Floats, b: Any) -> None:
    """Live through the year that lies in these arrays: the entry, which is compiled by `entry`."""
    live(m.ctypes, x.ctypes, b)  # type: ignore[arg-type]
