"""Decisions: a need arises, finds who may decide, climbs there as a request, and is answered or defaults.

Beside `engines/reference/needs.py`. An answer is a step of its own (`agenda.later`), except that of a need to borrow,
which leads to nothing deeper.
"""

from __future__ import annotations

from typing import Any

from sim.engines.compiled import authority, interfaces, lending, stints, telling
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import ANSWER, NEEDS_FULL, REQUESTS_FULL, later, set_moment
from sim.engines.compiled.codes import Booking, Cause, Class, Interface, Item, Kind, Outcome, Phase, State, Stream
from sim.engines.compiled.draws import draw_ticks, member_of
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.vocabulary import NONE

REQUEST = 1


@kernel
def new_need(m: Ints, cause: int, requester: int, task: int, campaign: int, amount: int) -> int:
    """One occasion for a decision; `task` is 0 where it is about a campaign."""
    number = m[at.NEEDS]
    if number >= m[at.NEEDS_CAP]:
        m[at.STOP] = NEEDS_FULL
        number = 0
    else:
        m[at.NEEDS] = number + 1
    need = m[at.NEEDS_AT] + number * at.NEED
    for place in range(need, need + at.NEED):
        m[place] = 0
    m[need] = number
    m[need + at.E_CAUSE] = cause
    m[need + at.E_REQUESTER] = requester
    m[need + at.E_TASK] = task
    m[need + at.E_CAMPAIGN] = campaign
    m[need + at.E_AMOUNT] = amount
    m[need + at.E_OPEN] = 1
    m[need + at.E_DECIDER] = NONE
    m[need + at.E_USABLE] = NONE
    m[need + at.E_OUTCOME] = NONE
    m[need + at.E_PHASE] = NONE
    if task != 0:
        m[need + at.E_SUBJECT] = 2 * m[task + at.W_NUMBER]
        m[need + at.E_OCCASION] = m[task + at.T_NEEDS]
        m[task + at.T_NEEDS] += 1
    else:
        m[need + at.E_SUBJECT] = 2 * m[campaign + at.C_NUMBER] + 1
        m[need + at.E_OCCASION] = m[campaign + at.C_NEEDS]
        m[campaign + at.C_NEEDS] += 1
    return need


@small
def address(m: Ints, need: int, slot: int, hop: int) -> int:
    """Occasion of a draw that belongs to a slot and hop of the present round."""
    return ((m[need + at.E_OCCASION] * 1024 + m[need + at.E_ROUND]) * 16 + slot) * 16 + hop


@small
def new_request(m: Ints, need: int, slot: int, level: int, faces: int, arbitration: int) -> int:
    """A need on its way to one person; its path is still to be written."""
    number = m[at.REQUESTS]
    if number >= m[at.REQUESTS_CAP]:
        m[at.STOP] = REQUESTS_FULL
        number = 0
    else:
        m[at.REQUESTS] = number + 1
    request = m[at.REQUESTS_AT] + number * m[at.REQUEST_SIZE]
    for place in range(request, request + at.R_PATH):
        m[place] = 0
    m[request] = Item.REQUEST
    m[request + at.W_NUMBER] = number
    m[request + at.W_CLASS] = Class.DECISION
    m[request + at.W_PRIORITY] = m[m[need + at.E_CAMPAIGN] + at.C_PRIORITY]
    m[request + at.W_FIRST] = NONE
    m[request + at.R_NEED] = need
    m[request + at.R_SLOT] = slot
    m[request + at.R_LEVEL] = level
    m[request + at.R_FACES] = faces
    m[request + at.R_ARBITRATION] = arbitration
    m[request + at.R_CLOCK_FROM] = m[at.NOW]
    m[request + at.R_ARRIVES_AT] = NONE
    m[request + at.R_PATIENCE_AT] = NONE
    m[request + at.R_PHASE] = NONE
    last = m[need + at.E_LAST_REQUEST]
    if last == 0:
        m[need + at.E_FIRST_REQUEST] = request
    else:
        m[last + at.R_NEXT] = request
    m[need + at.E_LAST_REQUEST] = request
    return request


@kernel
def raise_prepared(m: Ints, x: Floats, b: Any, need: int, decider: int) -> None:
    """Find the decider, if none (-1) is given, and send the request."""
    telling.need_arises(m, need)
    if decider == NONE or not b.on.climb:
        decider = authority.decider_of(m, x, b, need)
    send(m, x, b, need, decider, 0, 0, 0, False, 0)


@kernel
def send(
    m: Ints,
    x: Floats,
    b: Any,
    need: int,
    decider: int,
    slot: int,
    faces: int,
    arbitration: int,
    straight: bool,
    interface: int,
) -> None:
    """Send a request to whoever is to answer it."""
    requester = m[need + at.E_REQUESTER]
    seat = m[requester]
    request = new_request(m, need, slot, 0, faces, arbitration)
    m[request + at.R_INTERFACE] = interface
    length = authority.way_to(m, request + at.R_PATH, seat, decider, m[need + at.E_MODE])
    m[request + at.R_LEVEL] = 0 if decider == seat else length
    if straight or not b.climbs:
        m[request + at.R_PATH] = decider
        length = 1
    m[request + at.R_LENGTH] = length
    telling.request_sets_out(m, request, decider)
    if decider == seat:
        telling.enter_phase(m, request, Phase.QUEUE, seat)
        if reaches(m, x, b, request, requester):
            move_on(m, x, b, request)
        return
    if is_impatient(m[need + at.E_CAUSE]):
        set_moment(
            m,
            request + at.R_PATIENCE_AT,
            m[at.NOW] + b.patience,
            Kind.PATIENCE_ENDS,
            4 * m[request + at.W_NUMBER] + REQUEST,
        )
    travel(m, x, b, request)


@small
def is_impatient(cause: int) -> bool:
    """Whether a need of this cause is decided alone when patience ends."""
    return cause == Cause.EXCEPTION or cause == Cause.SIGNAL or cause == Cause.CONFLICT


@kernel
def arbitrate(m: Ints, x: Floats, b: Any, need: int, judge: int, slot: int, faces: int) -> None:
    """A disagreement goes to a common superior; it is an interface between people, and counts as friction."""
    task, requester = m[need + at.E_TASK], m[need + at.E_REQUESTER]
    interface = interfaces.begin_interface(
        m, Interface.ARBITRATION, member_of(m, judge), requester, task, task, m[at.REQUESTS]
    )
    send(m, x, b, need, judge, slot, faces, 1, m[need + at.E_CAUSE] == Cause.GATE, interface)


@kernel
def travel(m: Ints, x: Floats, b: Any, request: int) -> None:
    """Between two desks, and on from desk to desk as long as nothing takes any time."""
    while True:
        telling.enter_phase(m, request, Phase.CLIMBING, NONE)
        if b.transit > 0:
            set_moment(
                m,
                request + at.R_ARRIVES_AT,
                m[at.NOW] + b.transit,
                Kind.ARRIVAL,
                4 * m[request + at.W_NUMBER] + REQUEST,
            )
            return
        if not lands(m, x, b, request):
            return
        if not worked(m, x, b, request, m[request + at.R_AT]):
            return


@small
def arrives(m: Ints, x: Floats, b: Any, request: int) -> None:
    """A request's transit is over."""
    if lands(m, x, b, request):
        move_on(m, x, b, request)


@small
def move_on(m: Ints, x: Floats, b: Any, request: int) -> None:
    """What took no time on a desk is passed on or decided at once."""
    if worked(m, x, b, request, m[request + at.R_AT]):
        travel(m, x, b, request)


@small
def lands(m: Ints, x: Floats, b: Any, request: int) -> bool:
    """The request reaches a desk, or that of the stand-in; True if it takes no time there."""
    member = authority.stand_in(m, member_of(m, m[request + at.R_PATH + m[request + at.R_POSITION]]))
    if stints.is_at_its_end(m, request):
        telling.enter_phase(m, request, Phase.QUEUE, m[member])
    return reaches(m, x, b, request, member)


@small
def reaches(m: Ints, x: Floats, b: Any, request: int, member: int) -> bool:
    """The request lies on a desk now; True if it takes no time and nobody need pick it up."""
    m[request + at.R_AT] = member
    need = m[request + at.R_NEED]
    subject = m[need + at.E_SUBJECT]
    occasion = address(m, need, m[request + at.R_SLOT], m[request + at.R_POSITION])
    if stints.is_at_its_end(m, request):
        ticks = draw_ticks(m, x, at.DECIDING, Stream.DECIDING, subject, occasion)
    else:
        ticks = draw_ticks(m, x, at.READING, Stream.READING, subject, occasion)
    stints.one_part(m, request, Booking.DECIDING, ticks)
    if ticks == 0:
        on_taking_up(m, request)
        return True
    stints.to_desk(m, b, member, request)
    return False


@kernel
def moves(m: Ints, b: Any, request: int, member: int) -> None:
    """Whoever had the request is away for long: it moves to the stand-in."""
    other = authority.stand_in(m, member)
    m[request + at.R_AT] = other
    stints.to_desk(m, b, other, request)


@small
def on_taking_up(m: Ints, request: int) -> None:
    """Somebody starts on the request; if it is the decider, patience is over."""
    if not stints.is_at_its_end(m, request):
        return
    m[request + at.R_STARTED] = 1
    m[request + at.R_PATIENCE_AT] = NONE
    if m[request + at.R_ANSWERED] == 0:
        telling.enter_phase(m, request, Phase.DECIDING, m[m[request + at.R_AT]])


@kernel
def worked(m: Ints, x: Floats, b: Any, request: int, member: int) -> bool:
    """Read, and to be passed on (True), or decided."""
    if m[request + at.R_ANSWERED] == 1:
        return False
    need = m[request + at.R_NEED]
    if stints.is_at_its_end(m, request):
        if m[need + at.E_CAUSE] == Cause.BORROW:
            m[request + at.R_ANSWERED] = 1
            telling.answered(m, request, m[member], Outcome.ACCEPTED, 0, m[request + at.R_LEVEL])
            close(m, need, request, Outcome.ACCEPTED)
            help_is_granted(m, need)
        else:
            later(m, ANSWER, request, member, m[request + at.R_LEVEL])
        return False
    m[request + at.R_POSITION] += 1
    m[request + at.R_CLOCK_FROM] = m[at.NOW]
    if is_impatient(m[need + at.E_CAUSE]):
        set_moment(
            m,
            request + at.R_PATIENCE_AT,
            m[at.NOW] + b.patience,
            Kind.PATIENCE_ENDS,
            4 * m[request + at.W_NUMBER] + REQUEST,
        )
    return True


@kernel
def help_is_granted(m: Ints, need: int) -> None:
    """The item may now be taken by members of the group that was asked."""
    task = m[need + at.E_TASK]
    if m[task + at.T_GRANTED] < 0 and m[task + at.W_DESK] != 0:
        lending.is_lent(m, m[task + at.W_DESK], m[need + at.E_DONOR])
    m[task + at.T_GRANTED] = m[need + at.E_DONOR]
    if m[task + at.T_STATE] == State.WAITING and m[task + at.T_OWNER] == 0 and m[task + at.T_IS_GRANTED] == 0:
        m[task + at.T_IS_GRANTED] = 1
        m[at.GRANTED] += 1
    m[at.DUE] = 1


@kernel
def withdraw(m: Ints, request: int) -> None:
    """Take a request back; one already begun is finished and ignored."""
    m[request + at.R_ANSWERED] = 1
    m[request + at.R_ARRIVES_AT] = NONE
    m[request + at.R_PATIENCE_AT] = NONE
    desk = m[request + at.W_DESK]
    if desk != 0:
        stints.leave_queue(m, desk, request, 1)


@kernel
def defaults(m: Ints, request: int) -> None:
    """Patience is over: the request is withdrawn and the member decides alone (delegation by default)."""
    if m[request + at.R_ANSWERED] == 1 or m[request + at.R_STARTED] == 1:
        return
    withdraw(m, request)
    telling.defaulted(m, request, m[at.NOW] - m[request + at.R_CLOCK_FROM])
    later(m, ANSWER, request, m[m[request + at.R_NEED] + at.E_REQUESTER], 0)


@small
def close(m: Ints, need: int, request: int, outcome: int) -> None:
    """The answer is usable."""
    m[need + at.E_OPEN] = 0
    telling.need_phase(m, need, NONE, Phase.DONE, m[request + at.W_NUMBER], outcome)


@kernel
def is_moot(m: Ints, need: int) -> None:
    """Events have answered the question: whoever was to be helped has started without help."""
    if need == 0 or m[need + at.E_OPEN] == 0:
        return
    request = m[need + at.E_LAST_REQUEST]
    withdraw(m, request)
    telling.answered(m, request, m[m[need + at.E_REQUESTER]], Outcome.DROPPED, 0, 0)
    close(m, need, request, Outcome.DROPPED)
