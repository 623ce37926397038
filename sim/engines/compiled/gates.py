"""Gates: a proposal is signed by those who know its craft and those who know its line.

Beside `engines/reference/gates.py`. Asking the next signer is a step of its own, so that a signature that takes no time
is judged before the next is asked for.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.behaviour.approval import ACCEPTED, OPEN, PRIORITY_SIDE, SPLIT, panel
from sim.behaviour.work import share_ticks
from sim.engines.compiled import authority, exchanges, lives, needs, telling
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import ASK, later
from sim.engines.compiled.codes import Cause, Outcome, Phase, State, Stream
from sim.engines.compiled.draws import uniform
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.engines.compiled.sets import WORD
from sim.engines.plan import CRAFT, FIT
from sim.vocabulary import MILLION, NONE


@small
def slot_of(m: Ints, need: int, slot: int) -> int:
    """Where a signer's seat, faces and accepted request stand."""
    return m[at.SLOTS_AT] + 3 * (m[need] * m[at.SIGNERS_MAX] + slot)


@small
def gate_of(m: Ints, b: Any, task: int) -> int:
    """The gate at the end of a task, 0 if it has none."""
    if not b.on.gates or m[task + at.T_GATE] == 0:
        return 0
    kind = m[m[task + at.T_CAMPAIGN] + at.C_KIND]
    number = m[m[at.GATE_OF_AT] + kind * m[at.SPECS] + m[task + at.T_SPEC]]
    return m[at.GATES_AT] + number * at.GATE if number >= 0 else 0


@kernel
def sign_off(m: Ints, x: Floats, b: Any, task: int) -> None:
    """The work has passed its check; it may need signatures."""
    gate = gate_of(m, b, task)
    if gate == 0:
        lives.done(m, x, b, task)
        return
    telling.set_state(m, task, State.DECISION)
    campaign = m[task + at.T_CAMPAIGN]
    need = needs.new_need(m, Cause.GATE, m[task + at.T_OWNER], task, campaign, m[campaign + at.C_AMOUNT])
    m[need + at.E_GATE] = gate
    telling.need_arises(m, need)
    ask_round(m, x, b, need)


@kernel
def ask_round(m: Ints, x: Floats, b: Any, need: int) -> None:
    """Ask this round's signers, all at once or the first of them."""
    m[need + at.E_REQUESTER] = m[m[need + at.E_TASK] + at.T_OWNER]
    m[need + at.E_ACCEPTED] = 0
    m[need + at.E_REFUSED] = 0
    m[need + at.E_FIRST_REFUSED] = 0
    find_signers(m, x, b, need)
    later(m, ASK, need, 0, m[need + at.E_ROUND])


@kernel
def ask(m: Ints, x: Floats, b: Any, need: int, slot: int, ahead: int) -> None:
    """Ask one signer of a round that is still open, and the next one after that where all are asked at once."""
    if m[need + at.E_OPEN] == 0 or m[need + at.E_ROUND] != ahead or slot >= m[need + at.E_SLOT_COUNT]:
        return
    if m[m[need + at.E_GATE] + at.A_SERIAL] == 0:
        later(m, ASK, need, slot + 1, ahead)
    place = slot_of(m, need, slot)
    needs.send(m, x, b, need, m[place], slot, m[place + 1], 0, True, 0)


# -- who signs ----------------------------------------------------------------------------------------------------


@small
def covers(m: Ints, seat: int, work: int) -> bool:
    """Whether a seat covers some work."""
    words = m[at.COVERS_AT] + seat * m[at.COVER_WORDS]
    return (m[words + work // WORD] >> (work % WORD)) & 1 == 1


@kernel
def covers_campaign(m: Ints, seat: int, campaign: int, line: int) -> bool:
    """Whether a seat covers all disciplines that a campaign needs on a line."""
    first = m[campaign + at.C_FIRST_TASK]
    for number in range(m[campaign + at.C_TASKS]):
        discipline = m[first + number * at.TASK + at.T_DISCIPLINE]
        if not covers(m, seat, discipline * m[at.LINES] + line):
            return False
    return True


@kernel
def signer(m: Ints, maker: int, task: int, face: int, mode: int) -> int:
    """The maker's lowest superior who can read a face; of several equally low the one with the narrowest view."""
    top = m[at.TOP]
    if m[maker] == top:
        return top
    line, campaign = m[task + at.T_LINE], m[task + at.T_CAMPAIGN]
    work = m[task + at.T_DISCIPLINE] * m[at.LINES] + line
    best, best_depth, best_width = top, -1, 0
    found = False
    place = m[at.LISTS_AT] + m[maker + at.S_ABOVE + mode]
    for _ in range(m[maker + at.S_ABOVE_COUNT + mode]):
        seat, steps = m[place], m[place + 1]
        place += 3
        if steps == 0:
            continue
        if face == CRAFT:
            if not covers(m, seat, work):
                continue
            width = m[m[at.WIDTH_AT] + seat * m[at.LINES] + line]
        else:
            if not covers_campaign(m, seat, campaign, line):
                continue
            width = m[m[at.SEATS_AT] + seat * at.SEAT + at.S_LINES_COVERED]
        depth = m[m[at.SEATS_AT] + seat * at.SEAT + at.S_DEPTH]
        if not found or depth > best_depth or (depth == best_depth and width < best_width):
            best, best_depth, best_width = seat, depth, width
            found = True
    return best


@kernel
def find_signers(m: Ints, x: Floats, b: Any, need: int) -> None:
    """Write down who signs which faces; a seat signs once."""
    gate, task = m[need + at.E_GATE], m[need + at.E_TASK]
    faces = m[gate + at.A_FACES]
    count = m[gate + at.A_SIGNER_COUNT]
    maker = m[need + at.E_REQUESTER]
    if count > 0:
        signers = m[at.LISTS_AT] + m[gate + at.A_SIGNERS]
        for slot in range(count):
            put_slot(m, need, slot, m[signers + slot], faces)
        m[need + at.E_SLOT_COUNT] = count
        return
    if not b.on.climb:
        put_slot(m, need, 0, m[maker], faces)
        m[need + at.E_SLOT_COUNT] = 1
        return
    m[m[at.SCRATCH_AT]] = m[maker]
    mode = authority.side_holds(m, x, need, 1)
    m[need + at.E_MODE] = mode
    for face in (FIT, CRAFT):
        if faces & face == 0:
            continue
        seat = signer(m, maker, task, face, mode)
        if count == 1 and m[slot_of(m, need, 0)] == seat:
            m[slot_of(m, need, 0) + 1] |= face
        else:
            put_slot(m, need, count, seat, face)
            count += 1
    m[need + at.E_SLOT_COUNT] = count


@small
def put_slot(m: Ints, need: int, slot: int, seat: int, faces: int) -> None:
    """A seat signs these faces."""
    place = slot_of(m, need, slot)
    m[place] = seat
    m[place + 1] = faces


# -- judged -------------------------------------------------------------------------------------------------------


@kernel
def bad_faces(m: Ints, x: Floats, need: int, faces: int) -> int:
    """Which of the faces asked are not good in this round's version."""
    good = x[m[at.GOOD_AT] + m[m[need + at.E_GATE] + at.A_NUMBER]]
    turn = m[need + at.E_ROUND]
    if good >= 0.0:
        occasion = m[need + at.E_OCCASION] * 1024 + turn
        return 0 if uniform(m, Stream.VERSIONS, m[need + at.E_SUBJECT], occasion) < good else faces
    bad = 0
    task = m[need + at.E_TASK]
    if faces & FIT != 0 and turn < m[task + at.T_FIT_VERSION]:
        bad |= FIT
    if faces & CRAFT != 0 and turn < m[task + at.T_CRAFT_VERSION]:
        bad |= CRAFT
    return bad


@kernel
def signed(m: Ints, x: Floats, b: Any, request: int, member: int) -> None:
    """One signature (or the arbitration of a disagreement) is in."""
    need, faces = m[request + at.R_NEED], m[request + at.R_FACES]
    task, seat = m[need + at.E_TASK], m[member]
    bad = bad_faces(m, x, need, faces)
    looks_good = True
    for face in (FIT, CRAFT):
        if faces & face == 0:
            continue
        if face == CRAFT:
            known = x[m[at.SKILL_AT] + seat * m[at.DISCIPLINES] + m[task + at.T_DISCIPLINE]]
        else:
            known = x[m[at.FAMILIAR_AT] + seat * m[at.LINES] + m[task + at.T_LINE]]
        occasion = needs.address(m, need, m[request + at.R_SLOT], face)
        misread = uniform(m, Stream.JUDGEMENT, m[need + at.E_SUBJECT], occasion) < decisions.misreads(b, known)
        if (bad & face != 0) != misread:
            looks_good = False
    error = 0
    if looks_good and bad != 0:
        error = 1
    elif not looks_good and bad == 0:
        error = 2
    outcome = Outcome.ACCEPTED if looks_good else Outcome.REFUSED
    telling.answered(m, request, seat, outcome, error, m[request + at.R_LEVEL])
    if m[request + at.R_ARBITRATION] == 1:
        conclude(m, x, b, need, request, looks_good)
        return
    if looks_good:
        m[slot_of(m, need, m[need + at.E_ACCEPTED]) + 2] = request
        m[need + at.E_ACCEPTED] += 1
    else:
        if m[need + at.E_REFUSED] == 0:
            m[need + at.E_FIRST_REFUSED] = request
        m[need + at.E_REFUSED] += 1
    look_at(m, x, b, need, request)


@kernel
def look_at(m: Ints, x: Floats, b: Any, need: int, last: int) -> None:
    """Where the sign-off stands after one more signature."""
    gate, slots = m[need + at.E_GATE], m[need + at.E_SLOT_COUNT]
    accepted, refused = m[need + at.E_ACCEPTED], m[need + at.E_REFUSED]
    pending = slots - accepted - refused
    needed = m[gate + at.A_NEEDED] if m[gate + at.A_NEEDED] > 0 else slots
    stands = panel(accepted, refused, pending, needed, m[gate + at.A_ON_SPLIT])
    if stands != OPEN and pending > 0 and m[gate + at.A_STOP_EARLY] == 0:
        stands = OPEN
    if stands == OPEN:
        if m[gate + at.A_SERIAL] == 1 and pending > 0:
            later(m, ASK, need, accepted + refused, m[need + at.E_ROUND])
        return
    request = m[need + at.E_FIRST_REQUEST]
    while request != 0:
        if m[request + at.R_ANSWERED] == 0:
            needs.withdraw(m, request)
        request = m[request + at.R_NEXT]
    if stands == SPLIT:
        settle_split(m, x, b, need, last)
    else:
        conclude(m, x, b, need, last, stands == ACCEPTED)


@kernel
def settle_split(m: Ints, x: Floats, b: Any, need: int, last: int) -> None:
    """Signers disagree: the heavier side wins, or their lowest common superior decides."""
    gate = m[need + at.E_GATE]
    yes, no = m[slot_of(m, need, 0) + 2], m[need + at.E_FIRST_REFUSED]
    agrees, refuses = asked_seat(m, yes), asked_seat(m, no)
    if m[gate + at.A_ON_SPLIT] == PRIORITY_SIDE:
        heavier = m[m[need + at.E_REQUESTER] + at.S_SUPERIOR]
        earlier = m[yes + at.R_SLOT] < m[no + at.R_SLOT]
        conclude(m, x, b, need, last, agrees == heavier or (refuses != heavier and earlier))
        return
    judge = authority.common_superior(m, agrees, refuses)
    telling.need_phase(m, need, judge, Phase.CONFLICT, m[last + at.W_NUMBER], 0)
    needs.arbitrate(m, x, b, need, judge, m[need + at.E_SLOT_COUNT], m[gate + at.A_FACES])


@small
def asked_seat(m: Ints, request: int) -> int:
    """The seat that a request was meant for."""
    return m[request + at.R_PATH + m[request + at.R_LENGTH] - 1]


# -- and what follows -----------------------------------------------------------------------------------------------


@kernel
def conclude(m: Ints, x: Floats, b: Any, need: int, last: int, accepted: bool) -> None:
    """The sign-off has come to a result."""
    task, gate = m[need + at.E_TASK], m[need + at.E_GATE]
    if m[task + at.T_STATE] == State.DROPPED:
        needs.close(m, need, last, Outcome.DROPPED)
        return
    faces = bad_faces(m, x, need, m[gate + at.A_FACES])
    bad = int(faces & FIT != 0) + int(faces & CRAFT != 0)
    if accepted:
        m[task + at.T_RISK] += bad * MILLION // 2
        pull_styles(m, x, b, need, task)
        needs.close(m, need, last, Outcome.ACCEPTED)
        lives.done(m, x, b, task)
        return
    m[need + at.E_ROUND] += 1
    if m[gate + at.A_ON_REFUSAL] == at.DROP:
        needs.close(m, need, last, Outcome.DROPPED)
        lives.drop(m, b, task)
    elif m[gate + at.A_ON_REFUSAL] == at.PASS_WITH_RISK or m[need + at.E_ROUND] >= m[gate + at.A_ROUNDS_MAX]:
        m[task + at.T_RISK] += bad * MILLION
        needs.close(m, need, last, Outcome.PASSED_WITH_RISK)
        lives.done(m, x, b, task)
    else:
        m[need + at.E_REVISING] = 0
        telling.need_phase(m, need, NONE, Phase.REVISING, m[last + at.W_NUMBER], Outcome.REFUSED)
        lives.redo(m, x, b, task, share_ticks(exchanges.task_total(m, task), b.revise_share), need)


@kernel
def pull_styles(m: Ints, x: Floats, b: Any, need: int, task: int) -> None:
    """Whoever accepted what customers will see pulls its maker's style a little."""
    owner = m[task + at.T_OWNER]
    if owner == 0 or m[task + at.T_VISIBLE] == 0:
        return
    mine = m[at.STYLE_AT] + m[owner]
    for place in range(m[need + at.E_ACCEPTED]):
        member = m[m[slot_of(m, need, place) + 2] + at.R_AT]
        if member != 0 and member != owner:
            x[mine] = decisions.style_after_signature(b, x[mine], x[m[at.STYLE_AT] + m[member]])


@kernel
def next_round(m: Ints, x: Floats, b: Any, need: int) -> None:
    """The revision is finished: the next version goes to its signers."""
    telling.set_state(m, m[need + at.E_TASK], State.DECISION)
    ask_round(m, x, b, need)
