"""Questions between coupled tasks: they come up as the work passes their fraction, and a finished task waits for its
answers.

Beside `engines/reference/exchange.py`.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.engines.compiled import interfaces, kept, stints, telling
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import ANSWER_KEPT, CHECK, later, set_moment
from sim.engines.compiled.codes import Booking, Class, Interface, Item, Kind, State, Stream
from sim.engines.compiled.draws import closeness, come_closer, draw_ticks, uniform
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.vocabulary import MILLION, NONE

COMES_UP, ON_ITS_WAY = 2, 3


@small
def question_of(m: Ints, number: int) -> int:
    """Where the row of a question begins."""
    return m[at.QUESTIONS_AT] + number * at.QUESTION


@small
def task_total(m: Ints, task: int) -> int:
    """Ticks of the work proper, adapted or not."""
    return m[task + at.T_DIRECT] + m[task + at.T_TWICE] if m[task + at.T_KNOWN] == 1 else 0


@small
def look_ahead(m: Ints, task: int) -> None:
    """As the work starts, let the next question come up when the work passes its fraction."""
    number = m[task + at.T_QUESTION]
    if number >= m[task + at.T_QUESTION_END] or m[task + at.T_AFTER] != at.FINISH:
        return
    question = question_of(m, number)
    at_work = m[question + at.Q_FRACTION] * task_total(m, task) // MILLION
    before = 0
    for part in range(m[task + at.W_PARTS]):
        booking = m[task + at.W_PART + 2 * part]
        if booking != Booking.DIRECT and booking != Booking.DUPLICATED:
            before += m[task + at.W_PART + 2 * part + 1]
    crossing = m[m[task + at.T_OWNER] + at.S_STINT_FROM] + before + max(0, at_work - m[task + at.T_DONE_WORK])
    set_moment(m, question + at.Q_COMES_AT, max(m[at.NOW], crossing), Kind.ARRIVAL, 4 * number + COMES_UP)


@kernel
def comes_up(m: Ints, x: Floats, b: Any, number: int) -> None:
    """A question comes up while its asker is at work."""
    question = question_of(m, number)
    task = m[question + at.Q_ASKER]
    m[task + at.T_QUESTION] += 1
    ask(m, x, b, task, question)
    following = m[task + at.T_QUESTION]
    if following < m[task + at.T_QUESTION_END]:
        other = question_of(m, following)
        total = task_total(m, task)
        gap = m[other + at.Q_FRACTION] * total // MILLION - m[question + at.Q_FRACTION] * total // MILLION
        set_moment(m, other + at.Q_COMES_AT, m[at.NOW] + gap, Kind.ARRIVAL, 4 * following + COMES_UP)


@kernel
def ask(m: Ints, x: Floats, b: Any, task: int, question: int) -> None:
    """Ask the partner's owner, if the partner is open and somebody else's."""
    partner, asker = m[question + at.Q_PARTNER], m[task + at.T_OWNER]
    owner, state = m[partner + at.T_OWNER], m[partner + at.T_STATE]
    if owner == 0 or owner == asker or state == State.DONE or state == State.DROPPED:
        return
    number = m[question + at.W_NUMBER]
    drawn = draw_ticks(m, x, at.QUESTION_TRANSIT, Stream.QUESTION_TRANSIT, number, 0)
    ticks, lost = decisions.question(b, drawn, closeness(m, x, asker, owner))
    m[question + at.Q_INTERFACE] = interfaces.begin_interface(
        m, Interface.QUESTION, owner, asker, task, partner, number
    )
    m[question + at.Q_OPEN] = 1
    m[question + at.Q_ANSWERED_BY] = 0
    last = m[task + at.T_LAST_ASKED]
    m[question + at.Q_PREV] = last
    m[question + at.Q_NEXT] = 0
    if last == 0:
        m[task + at.T_ASKED] = question
    else:
        m[last + at.Q_NEXT] = question
    m[task + at.T_LAST_ASKED] = question
    if kept.keep(m, b, question, asker, owner):
        return
    if uniform(m, Stream.ANSWERING, number, 0) < lost:
        return
    if ticks > 0:
        set_moment(m, question + at.Q_LANDS_AT, m[at.NOW] + ticks, Kind.ARRIVAL, 4 * number + ON_ITS_WAY)
    else:
        lands(m, x, b, question)


@kernel
def lands(m: Ints, x: Floats, b: Any, question: int) -> None:
    """A question reaches the desk of the partner's owner."""
    if m[question + at.Q_OPEN] == 0:
        return
    partner = m[question + at.Q_PARTNER]
    owner = m[partner + at.T_OWNER]
    if owner == 0 or owner == m[m[question + at.Q_ASKER] + at.T_OWNER]:
        close(m, x, b, question, owner == 0)
        return
    m[question + at.Q_ANSWERED_BY] = owner
    m[question] = Item.QUESTION
    m[question + at.W_CLASS] = Class.ANSWER
    m[question + at.W_PRIORITY] = m[partner + at.W_PRIORITY]
    m[question + at.W_FIRST] = NONE
    stints.one_part(m, question, Booking.EXCHANGE, b.answer)
    if b.answer == 0:
        close(m, x, b, question, False)
    else:
        stints.to_desk(m, b, owner, question)


@small
def answered(m: Ints, x: Floats, b: Any, question: int) -> None:
    """An answer is finished; if it still matters, the asker may go on."""
    if m[question + at.Q_OPEN] == 1:
        close(m, x, b, question, False)


@small
def unlink(m: Ints, task: int, question: int) -> None:
    """A question is no longer waited for."""
    m[question + at.Q_OPEN] = 0
    before, after = m[question + at.Q_PREV], m[question + at.Q_NEXT]
    if before == 0:
        m[task + at.T_ASKED] = after
    else:
        m[before + at.Q_NEXT] = after
    if after == 0:
        m[task + at.T_LAST_ASKED] = before
    else:
        m[after + at.Q_PREV] = before


@kernel
def close(m: Ints, x: Floats, b: Any, question: int, missed: bool) -> None:
    """A question is over, answered or missed."""
    task = m[question + at.Q_ASKER]
    giver = m[question + at.Q_ANSWERED_BY]
    if giver == 0:
        giver = m[m[question + at.Q_PARTNER] + at.T_OWNER]
    asker = m[task + at.T_OWNER]
    if giver != 0 and asker != 0 and not missed:
        come_closer(m, x, b, giver, asker)
    interfaces.end_interface(m, m[question + at.Q_INTERFACE], giver, asker, task, missed)
    unlink(m, task, question)
    if missed:
        m[task + at.T_MISSED] += 1
    if m[task + at.T_STATE] == State.EXCHANGE and m[task + at.T_ASKED] == 0:
        m[task + at.T_PATIENCE_AT] = NONE
        later(m, CHECK, task, 0, 0)


@kernel
def answer_kept(m: Ints, x: Floats, b: Any, group: int) -> None:
    """A meeting has ended: the next question kept for it is answered, and what follows comes before the one after."""
    question = kept.next_ripe(m, group)
    if question == 0:
        return
    later(m, ANSWER_KEPT, group, 0, 0)
    kept.let_go(m, question)
    close(m, x, b, question, False)


@kernel
def settle(m: Ints, x: Floats, b: Any, task: int) -> None:
    """At the end of the work: ask what has not come up, then wait for what is open."""
    stints.look_away(m, task)
    number, end = m[task + at.T_QUESTION], m[task + at.T_QUESTION_END]
    m[task + at.T_QUESTION] = end
    while number < end:
        ask(m, x, b, task, question_of(m, number))
        number += 1
    if m[task + at.T_ASKED] == 0:
        later(m, CHECK, task, 0, 0)
        return
    telling.set_state(m, task, State.EXCHANGE)
    set_moment(
        m,
        task + at.T_PATIENCE_AT,
        m[at.NOW] + b.exchange_patience,
        Kind.PATIENCE_ENDS,
        4 * m[task + at.W_NUMBER],
    )


@kernel
def gives_up(m: Ints, x: Floats, b: Any, task: int) -> None:
    """Patience is over: what is unanswered is missed and withdrawn."""
    question = m[task + at.T_ASKED]
    while question != 0:
        following = m[question + at.Q_NEXT]
        withdraw(m, question)
        close(m, x, b, question, True)
        question = following


@kernel
def withdraw(m: Ints, question: int) -> None:
    """Take a question back from wherever it is; an answer already begun is finished and ignored."""
    kept.let_go(m, question)
    m[question + at.Q_LANDS_AT] = NONE
    desk = m[question + at.W_DESK]
    if m[question + at.Q_ANSWERED_BY] != 0 and desk != 0:
        stints.leave_queue(m, desk, question, 1)


@kernel
def forget(m: Ints, task: int) -> None:
    """The task is dropped: its questions are taken back."""
    stints.look_away(m, task)
    m[task + at.T_QUESTION] = m[task + at.T_QUESTION_END]
    question = m[task + at.T_ASKED]
    while question != 0:
        following = m[question + at.Q_NEXT]
        withdraw(m, question)
        unlink(m, task, question)
        interfaces.end_interface(m, m[question + at.Q_INTERFACE], 0, 0, task, True)
        question = following
