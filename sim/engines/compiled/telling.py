"""Telling what happened: each kind of row is written by one function, which also brings the accounts up to date.

The accounts are those of `folding.Ledger`, kept where the row's subject stands, so a sweep needs no log; a log is
written when there is room for one. That both come to the same facts is a test.
"""

from __future__ import annotations

from sim.engines.compiled import layout as at
from sim.engines.compiled.codes import Booking, Cause, Interface, Item, Outcome, Phase, State, Verb
from sim.engines.compiled.making import Ints, kernel, small
from sim.vocabulary import NONE, TICK_PER_WEEK


@small
def row(m: Ints, tick: int, verb: int, subject: int, seat: int, other: int, a: int, b: int, c: int) -> None:
    """Write one row of the log, if it is kept."""
    count = m[at.ROWS]
    m[at.ROWS] = count + 1
    if count < m[at.ROWS_CAP]:
        place = m[at.ROWS_AT] + 8 * count
        m[place] = tick
        m[place + 1] = verb
        m[place + 2] = subject
        m[place + 3] = seat
        m[place + 4] = other
        m[place + 5] = a
        m[place + 6] = b
        m[place + 7] = c


@small
def say(m: Ints, verb: int, subject: int, seat: int, other: int, a: int, b: int, c: int) -> None:
    """Write one row of the log as of now."""
    row(m, m[at.NOW], verb, subject, seat, other, a, b, c)


@small
def spread(m: Ints, column: int, begin: int, end: int) -> None:
    """Add the ticks of an interval to the weeks of the window; columns are busy, away, waiting."""
    begin = max(begin, m[at.FROM])
    end = min(end, m[at.TO])
    if end <= begin:
        return
    week = (begin - m[at.FROM]) // TICK_PER_WEEK
    edge = m[at.FROM] + (week + 1) * TICK_PER_WEEK
    place = m[at.WEEKS_AT] + 3 * week + column
    while end > edge:
        m[place] += edge - begin
        begin = edge
        edge += TICK_PER_WEEK
        place += 3
    m[place] += end - begin


# -- tasks and campaigns -------------------------------------------------------------------------------------------


@kernel
def set_state(m: Ints, task: int, state: int) -> None:
    """Let a task enter a state, if it is not in it."""
    old = m[task + at.T_STATE]
    if old == state:
        return
    now = m[at.NOW]
    by = m[task + at.T_RELEASED_BY] if old == State.NOT_RELEASED else 0
    owner = m[task + at.T_OWNER]
    row(
        m,
        now,
        Verb.STATE,
        m[task + at.W_NUMBER],
        m[owner] if owner != 0 else NONE,
        NONE,
        state,
        m[by + at.W_NUMBER] if by != 0 else NONE,
        0,
    )
    if old == State.NOT_RELEASED:
        if state != State.DROPPED:
            m[task + at.T_RELEASED] = now
            if by != 0:
                for place in range(at.STATES):
                    m[task + at.T_PATH + place] = m[by + at.T_PATH + place]
    else:
        passed = now - m[task + at.T_SINCE]
        m[task + at.T_OWN + old] += passed
        m[task + at.T_PATH + old] += passed
        if passed != 0 and (old == State.HANDOVER or old == State.EXCHANGE):
            interface = m[task + at.T_LAST_INTERFACE]
            if interface != 0:
                m[interface + at.I_WAIT] += passed
    m[task + at.T_STATE] = state
    m[task + at.T_SINCE] = now
    if owner != 0:
        m[task + at.T_LAST_OWNER] = m[owner]
    if state == State.DONE:
        m[task + at.T_ENDED] = now


@kernel
def campaign_ends(m: Ints, campaign: int, task: int, dropped: int) -> None:
    """A campaign is over, completed or dropped by this task."""
    say(m, Verb.CAMPAIGN_ENDS, m[campaign + at.C_NUMBER], NONE, NONE, m[task + at.W_NUMBER], dropped, 0)
    m[campaign + at.C_ENDED] = m[at.NOW]
    m[campaign + at.C_DROPPED] = dropped
    for place in range(at.STATES):
        m[campaign + at.C_PATH + place] = m[task + at.T_PATH + place]


@small
def checked(m: Ints, task: int, attempt: int, failed: int, missed: int) -> None:
    """A task was checked."""
    say(m, Verb.CHECKED, m[task + at.W_NUMBER], m[m[task + at.T_OWNER]], NONE, attempt, failed, missed)
    m[task + at.T_CHECKED] += 1
    m[task + at.T_FAILURES] += failed


@small
def task_ends(m: Ints, task: int) -> None:
    """A task is done."""
    craft, risk, idea = m[task + at.T_CRAFT], m[task + at.T_RISK], m[task + at.T_IDEA]
    say(m, Verb.TASK_ENDS, m[task + at.W_NUMBER], m[m[task + at.T_OWNER]], NONE, craft, risk, idea)
    campaign = m[task + at.T_CAMPAIGN]
    m[campaign + at.C_CRAFT] += craft
    m[campaign + at.C_RISK] += risk
    m[campaign + at.C_TASKS_ENDED] += 1
    if idea != NONE:
        m[campaign + at.C_IDEA] += idea
        m[campaign + at.C_ASSETS] += 1


@kernel
def rework_cause(m: Ints, task: int, ticks: int, missed: int) -> None:
    """Rework was asked for, part of it because of missed exchanges."""
    owner = m[task + at.T_OWNER]
    say(m, Verb.REWORK_CAUSE, m[task + at.W_NUMBER], m[owner] if owner != 0 else NONE, NONE, ticks, missed, 0)
    m[task + at.T_REWORK] += ticks
    m[task + at.T_REWORK_MISSED] += missed


@kernel
def went_live(m: Ints, campaign: int, confirmed: int, oversold: int) -> None:
    """A promotion went live."""
    say(m, Verb.WENT_LIVE, m[campaign + at.C_NUMBER], NONE, NONE, confirmed, oversold, 0)
    m[campaign + at.C_LIVE] = 1 if confirmed == 1 else 2
    m[campaign + at.C_OVERSOLD] = oversold


# -- assets --------------------------------------------------------------------------------------------------------


@kernel
def asset_found(m: Ints, task: int, seat: int, maker: int, usable: int, of: int, saved: int) -> None:
    """An asset is reused."""
    say(m, Verb.ASSET_FOUND, m[task + at.W_NUMBER], seat, maker, usable, of, saved)
    m[task + at.T_FOUND] = 1
    m[task + at.T_SAVED] = saved


@kernel
def asset_missed(m: Ints, task: int, seat: int, maker: int, usable: int, of: int, avoidable: int) -> None:
    """An equivalent was there and is made again."""
    say(m, Verb.ASSET_MISSED, m[task + at.W_NUMBER], seat, maker, usable, of, avoidable)
    m[task + at.T_MISSED_ASSET] = 1
    m[task + at.T_AVOIDABLE] = avoidable


@kernel
def asset_shown(m: Ints, task: int, seat: int, style: int, visible: int) -> None:
    """An asset is finished, and perhaps seen by customers."""
    say(m, Verb.ASSET_SHOWN, m[task + at.W_NUMBER], seat, NONE, style, visible, 0)
    now = m[at.NOW]
    if visible == 0 or now < m[at.FROM] or now >= m[at.TO]:
        return
    quarter = min(3, (now - m[at.FROM]) // m[at.QUARTER])
    place = m[at.SHOWS_AT] + 3 * (quarter * m[at.LINES] + m[task + at.T_LINE])
    m[place] += 1
    m[place + 1] += style
    m[place + 2] += (style // 1000) * (style // 1000)


# -- seats and desks -----------------------------------------------------------------------------------------------


@kernel
def span(m: Ints, item: int, work: int, number: int, member: int, booking: int, begin: int, end: int) -> None:
    """A seat spent a stretch on an item; `work` is its row, 0 where it has none."""
    row(m, end, Verb.SPAN, number, m[member], NONE, booking, begin, item)
    m[member + at.S_BUSY_UNTIL] = end
    first = max(begin, m[at.FROM])
    last = min(end, m[at.TO])
    if last > first:
        m[member + at.S_BOOKINGS + booking] += last - first
    spread(m, 1 if booking == Booking.OUTSIDE or booking == Booking.ABSENT else 0, begin, end)
    ticks = end - begin
    if item == Item.TASK:
        m[m[work + at.T_CAMPAIGN] + at.C_PERSON] += ticks
        if booking == Booking.HANDOVER:
            interface = m[work + at.T_LAST_HANDOVER]
            if interface != 0:
                m[interface + at.I_WORK] += ticks
    elif item == Item.REQUEST:
        campaign = m[m[work + at.R_NEED] + at.E_CAMPAIGN]
        m[campaign + at.C_PERSON] += ticks
        interface = m[work + at.R_INTERFACE]
        if interface != 0:
            m[interface + at.I_WORK] += ticks
    elif item == Item.BRIEFING:
        m[work + at.I_WORK] += ticks
        m[m[m[work + at.I_TASK] + at.T_CAMPAIGN] + at.C_PERSON] += ticks
    elif item == Item.QUESTION:
        interface = m[work + at.Q_INTERFACE]
        m[interface + at.I_WORK] += ticks
        m[m[m[interface + at.I_TASK] + at.T_CAMPAIGN] + at.C_PERSON] += ticks


@small
def count(m: Ints, member: int, tick: int, change: int) -> None:
    """The number of items on a desk changes."""
    number = m[member + at.S_NUMBER_WAITING]
    m[member + at.S_INTEGRAL] += number * (tick - m[member + at.S_NUMBER_SINCE])
    m[member + at.S_NUMBER_SINCE] = tick
    m[member + at.S_NUMBER_WAITING] = number + change


@small
def weigh(m: Ints, entered: int, work: int, left: int) -> None:
    """Work that waited at an edge of the window counts there."""
    if entered <= m[at.FROM] < left:
        m[at.WAITING_FROM] += work
    if entered <= m[at.TO] < left:
        m[at.WAITING_TO] += work


@small
def queued(m: Ints, desk: int, work: int, ticks: int) -> None:
    """An item was laid down on a desk or in a backlog."""
    now, seat = m[at.NOW], m[desk + at.D_SEAT]
    say(
        m, Verb.QUEUED, m[work + at.W_NUMBER], seat, m[desk + at.D_GROUP], m[work + at.W_CLASS], ticks, m[work]
    )  # an item's row begins with its kind
    m[work + at.W_QUEUED] = now
    m[work + at.W_WORK] = ticks
    if seat != NONE:
        count(m, m[at.SEATS_AT] + seat * at.SEAT, now, 1)


@small
def left(m: Ints, desk: int, work: int, why: int) -> None:
    """An item left a desk or backlog: 0 taken, 1 withdrawn, 2 moved."""
    now, seat, entered = m[at.NOW], m[desk + at.D_SEAT], m[work + at.W_QUEUED]
    say(m, Verb.LEFT, m[work + at.W_NUMBER], seat, m[desk + at.D_GROUP], why, 0, m[work])
    if seat != NONE:
        member = m[at.SEATS_AT] + seat * at.SEAT
        count(m, member, now, -1)
        m[member + at.S_STAYS] += now - entered
        if why == 0:
            m[member + at.S_TAKEN] += 1
    spread(m, 2, entered, now)
    if why != 1:
        weigh(m, entered, m[work + at.W_WORK], now)


@kernel
def skill_is(m: Ints, member: int, discipline: int, skill: int, familiar: int) -> None:
    """Skill of a seat at the start or at the end."""
    say(m, Verb.SKILL, discipline, m[member], NONE, skill, familiar, 0)
    m[member + (at.S_SKILL_FROM if m[at.NOW] == 0 else at.S_SKILL_TO)] += skill


# -- decisions -----------------------------------------------------------------------------------------------------


@kernel
def need_arises(m: Ints, need: int) -> None:
    """The row that opens a need."""
    cause = m[need + at.E_CAUSE]
    about = m[m[need + at.E_CAMPAIGN] + at.C_NUMBER] if cause == Cause.SIGNAL else m[m[need + at.E_TASK] + at.W_NUMBER]
    requester = m[m[need + at.E_REQUESTER]]
    say(m, Verb.NEED, m[need + at.E_NUMBER], requester, NONE, cause, about, m[need + at.E_AMOUNT])
    m[need + at.E_ABOUT_TASK] = NONE if cause == Cause.SIGNAL else about
    m[need + at.E_RAISED_BY] = requester
    m[need + at.E_RAISED] = m[need + at.E_SINCE] = m[at.NOW]


@small
def bring_need_up(m: Ints, need: int, tick: int) -> None:
    """Book the time of a need until now on its phase."""
    phase = m[need + at.E_PHASE]
    if phase != NONE:
        m[need + at.E_PHASES + phase] += tick - m[need + at.E_SINCE]
    m[need + at.E_SINCE] = tick


@small
def bring_request_up(m: Ints, request: int, tick: int) -> None:
    """Book the time of a request until now on its phase."""
    phase = m[request + at.R_PHASE]
    if phase != NONE:
        m[request + at.R_PHASES + phase] += tick - m[request + at.R_SINCE]
    m[request + at.R_SINCE] = tick


@small
def request_sets_out(m: Ints, request: int, decider: int) -> None:
    """A request was made of a need."""
    need, level = m[request + at.R_NEED], m[request + at.R_LEVEL]
    slot, arbitration = m[request + at.R_SLOT], m[request + at.R_ARBITRATION]
    say(m, Verb.REQUEST, m[request + at.W_NUMBER], decider, m[need + at.E_NUMBER], slot, arbitration, level)
    bring_need_up(m, need, m[at.NOW])
    m[need + at.E_PHASE] = NONE
    m[need + at.E_ASKED] = max(m[need + at.E_ASKED], level)
    for place in range(at.PHASES):
        m[request + at.R_PHASES + place] = m[need + at.E_PHASES + place]
    m[request + at.R_SINCE] = m[at.NOW]


@kernel
def enter_phase(m: Ints, request: int, phase: int, seat: int) -> None:
    """Where the request's time goes from now on."""
    say(
        m,
        Verb.REQUEST_PHASE,
        m[request + at.W_NUMBER],
        seat,
        m[m[request + at.R_NEED] + at.E_NUMBER],
        phase,
        0,
        0,
    )
    bring_request_up(m, request, m[at.NOW])
    m[request + at.R_PHASE] = phase
    if m[request + at.R_ARBITRATION] != 0:
        m[request + at.R_PHASE] = Phase.CONFLICT
    if phase == Phase.CLIMBING:
        for place in range(at.PHASES):
            m[request + at.R_AT_CLOCK + place] = m[request + at.R_PHASES + place]


@kernel
def defaulted(m: Ints, request: int, waited: int) -> None:
    """Patience ended: the wait since the clock last started is that of the default."""
    need = m[request + at.R_NEED]
    requester = m[m[need + at.E_REQUESTER]]
    say(m, Verb.DEFAULTED, m[request + at.W_NUMBER], requester, m[need + at.E_NUMBER], waited, 0, 0)
    bring_request_up(m, request, m[at.NOW])
    m[request + at.R_PHASE] = NONE
    for place in range(at.PHASES):
        m[request + at.R_PHASES + place] = m[request + at.R_AT_CLOCK + place]
    m[request + at.R_PHASES + Phase.DEFAULT] += waited
    m[need + at.E_DEFAULTED] = 1


@kernel
def answered(m: Ints, request: int, seat: int, outcome: int, error: int, level: int) -> None:
    """A request was answered."""
    need, now = m[request + at.R_NEED], m[at.NOW]
    say(m, Verb.ANSWER, m[request + at.W_NUMBER], seat, m[need + at.E_NUMBER], outcome, error, level)
    bring_request_up(m, request, now)
    m[request + at.R_PHASE] = NONE
    m[request + at.R_TOLD] = 1
    for place in range(at.PHASES):
        m[need + at.E_PHASES + place] = m[request + at.R_PHASES + place]
    m[need + at.E_PHASE] = NONE
    m[need + at.E_SINCE] = now
    m[need + at.E_DECIDER] = seat
    m[need + at.E_LEVEL] = max(m[need + at.E_LEVEL], level)
    m[need + at.E_OUTCOME] = outcome
    if error == 1:
        m[need + at.E_BAD_ACCEPTED] += 1
    elif error == 2:
        m[need + at.E_GOOD_REFUSED] += 1


@kernel
def need_phase(m: Ints, need: int, judge: int, phase: int, number: int, outcome: int) -> None:
    """Where the need's time goes between two requests, or that it is answered."""
    now = m[at.NOW]
    say(m, Verb.NEED_PHASE, m[need + at.E_NUMBER], m[m[need + at.E_REQUESTER]], judge, phase, number, outcome)
    bring_need_up(m, need, now)
    m[need + at.E_PHASE] = phase
    if phase == Phase.DONE:
        m[need + at.E_PHASE] = NONE
        m[need + at.E_USABLE] = now
        m[need + at.E_OUTCOME] = outcome
        m[need + at.E_ROUNDS] += 1
    elif phase == Phase.REVISING and outcome == Outcome.REFUSED:
        m[need + at.E_ROUNDS] += 1


# -- interfaces ----------------------------------------------------------------------------------------------------


@small
def interface_opens(m: Ints, interface: int, detail: int) -> None:
    """Work passes between two people."""
    kind, task = m[interface + at.I_KIND], m[interface + at.I_TASK]
    code = kind + 16 * m[interface + at.I_LABEL]
    giver, taker = m[interface + at.I_GIVER], m[interface + at.I_TAKER]
    say(m, Verb.INTERFACE, m[interface + at.W_NUMBER], giver, taker, code, m[task + at.W_NUMBER], detail)
    m[interface + at.I_BEGIN] = m[at.NOW]
    if kind != Interface.ARBITRATION:
        m[task + at.T_NEWEST_INTERFACE] = interface
    if kind == Interface.HANDOVER:
        m[task + at.T_LAST_HANDOVER] = interface


@kernel
def interface_ends(m: Ints, interface: int, giver: int, taker: int, task: int, missed: int) -> None:
    """An interface is over."""
    say(m, Verb.INTERFACE_ENDS, m[interface + at.W_NUMBER], giver, taker, missed, m[task + at.W_NUMBER], 0)
    now = m[at.NOW]
    m[interface + at.I_ENDED] = now
    m[interface + at.I_MISSED] = missed
    if taker != NONE:
        m[interface + at.I_TAKER] = taker
    if m[interface + at.I_KIND] == Interface.ARBITRATION:
        m[interface + at.I_WAIT] = now - m[interface + at.I_BEGIN]
    else:
        m[task + at.T_LAST_INTERFACE] = interface


@small
def question_kept(m: Ints, question: int, asker: int, group: int, interface: int) -> None:
    """A question waits for a meeting."""
    task = m[m[question + at.Q_ASKER] + at.W_NUMBER]
    say(m, Verb.KEPT, m[question + at.W_NUMBER], m[asker], m[group], 0, task, 0)
    m[interface + at.I_KEPT] = 1


# -- messages ------------------------------------------------------------------------------------------------------


@kernel
def message_sent(m: Ints, message: int) -> None:
    """Somebody has something to write."""
    say(m, Verb.MESSAGE_SENT, m[message + at.W_NUMBER], m[message + at.M_SENDER], m[message + at.M_RECEIVER], 0, 0, 0)
    m[message + at.M_SENT] = m[at.NOW]


@kernel
def message_passed(m: Ints, message: int, member: int, place: int) -> None:
    """A member passes a message on to the next place on its way."""
    before, sent = m[message + at.M_PASSED], m[message + at.M_SENT]
    say(m, Verb.MESSAGE_PASSED, m[message + at.W_NUMBER], m[member], place, before, 0, 0)
    m[message + at.M_PASSED] = before + 1
    if before > 0 and sent >= m[at.FROM] and sent < m[at.TO]:
        m[member + at.S_RELAYED] += 1


@kernel
def message_delivered(m: Ints, message: int, member: int) -> None:
    """A message has been read."""
    say(m, Verb.MESSAGE_DELIVERED, m[message + at.W_NUMBER], m[member], NONE, m[message + at.M_PASSED], 0, 0)
    m[message + at.M_DELIVERED] = m[at.NOW]


# -- the end -------------------------------------------------------------------------------------------------------


@kernel
def close_accounts(m: Ints) -> None:
    """Bring every account to the end of the run."""
    end = m[at.END]
    for number in range(m[at.TASKS]):
        task = m[at.TASKS_AT] + number * at.TASK
        state = m[task + at.T_STATE]
        if state == State.NOT_RELEASED or state == State.DONE or state == State.DROPPED:
            continue
        passed = end - m[task + at.T_SINCE]
        m[task + at.T_OWN + state] += passed
        m[task + at.T_PATH + state] += passed
        interface = m[task + at.T_NEWEST_INTERFACE]
        if interface != 0 and (state == State.HANDOVER or state == State.EXCHANGE):
            m[interface + at.I_WAIT] += passed
    for number in range(m[at.INTERFACES]):
        interface = m[at.INTERFACES_AT] + number * at.INTERFACE
        if m[interface + at.I_KIND] == Interface.ARBITRATION and m[interface + at.I_ENDED] == NONE:
            m[interface + at.I_WAIT] = end - m[interface + at.I_BEGIN]
    for number in range(m[at.REQUESTS]):
        bring_request_up(m, m[at.REQUESTS_AT] + number * m[at.REQUEST_SIZE], end)
    for number in range(m[at.NEEDS]):
        bring_need_up(m, m[at.NEEDS_AT] + number * at.NEED, end)
    for number in range(m[at.REQUESTS]):
        request = m[at.REQUESTS_AT] + number * m[at.REQUEST_SIZE]
        need = m[request + at.R_NEED]
        if (
            m[need + at.E_USABLE] == NONE
            and m[need + at.E_PHASE] == NONE
            and m[request + at.R_TOLD] == 0
            and m[request + at.R_PHASE] != NONE
        ):
            for place in range(at.PHASES):
                m[need + at.E_PHASES + place] = m[request + at.R_PHASES + place]
    for desk in range(m[at.SEATS] + m[at.GROUPS]):
        close_desk(m, m[at.DESKS_AT] + desk * at.DESK)
    window, served = m[at.TO] - m[at.FROM], 0
    for seat in range(m[at.SEATS]):
        member = m[at.SEATS_AT] + seat * at.SEAT
        count(m, member, end, 0)
        booked = 0
        for booking in range(at.BOOKINGS):
            booked += m[member + at.S_BOOKINGS + booking]
        m[member + at.S_BOOKINGS + Booking.IDLE] = window - booked
        served += booked - m[member + at.S_BOOKINGS + Booking.OUTSIDE] - m[member + at.S_BOOKINGS + Booking.ABSENT]
    m[at.SERVED] = served


@kernel
def close_desk(m: Ints, desk: int) -> None:
    """What still waits has waited until the end."""
    end, seat = m[at.END], m[desk + at.D_SEAT]
    work = m[desk + at.D_FIRST]
    while work != 0:
        entered = m[work + at.W_QUEUED]
        if seat != NONE:
            m[m[at.SEATS_AT] + seat * at.SEAT + at.S_STAYS] += end - entered
        spread(m, 2, entered, end)
        weigh(m, entered, m[work + at.W_WORK], end + 1)
        work = m[work + at.W_AFTER]
