"""Gates: a proposal is signed by those who know its craft and those who know its line (specification section 6, step
6).

Each signer may misread what it is asked to see; a refusal is a round of revision; a disagreement is settled as the
gate says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour import decisions
from sim.behaviour.approval import ACCEPTED, OPEN, PRIORITY_SIDE, REFUSED, panel
from sim.behaviour.work import share_ticks
from sim.engines.plan import CRAFT, FIT, Gate
from sim.engines.reference import authority, exchange, life, needs
from sim.log import Phase, Verb
from sim.randomness import Stream
from sim.vocabulary import MILLION, NONE, Cause, Outcome, State

if TYPE_CHECKING:
    from sim.engines.reference.agents import Member, Task
    from sim.engines.reference.department import Department

FACES = (FIT, CRAFT)


class Panel:
    """The state of one sign-off: its gate, its signers and this round's answers."""

    __slots__ = ("accepted", "gate", "refused", "signers", "slots")

    def __init__(self, gate: Gate, slots: list[tuple[int, int]]) -> None:
        self.gate = gate
        self.slots = slots  # (seat, faces)
        self.accepted: list[needs.Request] = []
        self.refused: list[needs.Request] = []


def gate_of(d: Department, task: Task) -> Gate | None:
    """The gate at the end of a task, if it has one."""
    if not d.b.on.gates or d.year_rows["tasks"]["gate"][task.number] == 0:
        return None
    kind = d.year_rows["campaigns"]["kind"][task.campaign.number]
    return d.plan.gates[kind][d.year_rows["tasks"]["spec"][task.number]]


def sign_off(d: Department, task: Task) -> None:
    """The work has passed its check; it may need signatures."""
    gate = gate_of(d, task)
    if gate is None:
        life.done(d, task)
        return
    d.set_state(task, State.DECISION)
    owner = task.owner
    assert owner is not None
    need = needs.Need(d, Cause.GATE, owner, task, task.campaign, task.campaign.amount)
    needs.log_need(d, need)
    ask_round(d, need, gate)


def ask_round(d: Department, need: needs.Need, gate: Gate) -> None:
    """Ask this round's signers, all at once or the first of them."""
    task = need.task
    assert task is not None
    assert task.owner is not None
    need.requester = task.owner
    need.extra = board = Panel(gate, signers(d, need, gate))
    asked = board.slots[:1] if gate.serial else board.slots
    for slot in range(len(asked)):
        if need.open and need.extra is board:  # a signature that took no time may have settled it
            _ask(d, need, board, slot)


def _ask(d: Department, need: needs.Need, board: Panel, slot: int) -> None:
    seat, faces = board.slots[slot]
    needs.send(d, need, seat, slot, faces, straight=True)


def signers(d: Department, need: needs.Need, gate: Gate) -> list[tuple[int, int]]:
    """Who signs which faces; a seat signs once."""
    task = need.task
    assert task is not None
    asked = [face for face in FACES if gate.faces & face]
    if gate.signers:
        return [(seat, gate.faces) for seat in gate.signers]
    if not d.b.on.climb:
        return [(need.requester.seat, gate.faces)]
    maker = need.requester.seat
    need.mode = authority.side_holds(d, need, [maker])
    slots: dict[int, int] = {}
    for face in asked:
        if face == CRAFT:
            seat = d.derived.craft_signer(maker, task.discipline, task.line, need.mode)
        else:
            wanted = frozenset(other.discipline for other in task.campaign.tasks)
            seat = d.derived.fit_signer(maker, task.line, wanted, need.mode)
        slots[seat] = slots.get(seat, 0) | face
    return list(slots.items())


# -- judged -------------------------------------------------------------------------------------------------------


def bad_faces(d: Department, need: needs.Need, gate: Gate, faces: int) -> list[int]:
    """Which of the faces asked are not good in this round's version."""
    task = need.task
    assert task is not None
    if gate.good >= 0.0:
        good = d.uniform(Stream.VERSIONS, need.subject, need.occasion * 1024 + need.round) < gate.good
        return [] if good else [face for face in FACES if faces & face]
    columns = d.year_rows["tasks"]
    first_good = {FIT: columns["fit_version"][task.number], CRAFT: columns["craft_version"][task.number]}
    return [face for face in FACES if faces & face and need.round < first_good[face]]


def judges(d: Department, request: needs.Request, seat: int, gate: Gate) -> tuple[bool, int]:
    """A signer's judgement: whether it accepts, and 1 if a bad proposal was accepted, 2 if a good one was refused."""
    need = request.need
    task = need.task
    assert task is not None
    bad = bad_faces(d, need, gate, request.faces)
    looks_good = True
    for face in FACES:
        if not request.faces & face:
            continue
        known = d.skill[seat][task.discipline] if face == CRAFT else d.familiarity[seat][task.line]
        u = d.uniform(Stream.JUDGEMENT, need.subject, need.address(request.slot, face))
        misread = u < decisions.misreads(d.b, known)
        if (face in bad) != misread:
            looks_good = False
    error = 1 if looks_good and bad else 2 if not looks_good and not bad else 0
    return looks_good, error


def signed(d: Department, request: needs.Request, member: Member) -> None:
    """One signature (or the arbitration of a disagreement) is in."""
    need = request.need
    board: Panel = need.extra  # type: ignore[assignment]
    gate = board.gate
    accepts, error = judges(d, request, member.seat, gate)
    outcome = Outcome.ACCEPTED if accepts else Outcome.REFUSED
    request.outcome = outcome
    d.log(Verb.ANSWER, request.number, member.seat, need.number, outcome, error, request.level)
    if request.arbitration:
        _conclude(d, need, request, accepts)
        return
    (board.accepted if accepts else board.refused).append(request)
    _look_at(d, need, board, request)


def _look_at(d: Department, need: needs.Need, board: Panel, last: needs.Request) -> None:
    gate = board.gate
    answered = len(board.accepted) + len(board.refused)
    pending = len(board.slots) - answered
    needed = gate.needed or len(board.slots)
    stands = panel(len(board.accepted), len(board.refused), pending, needed, gate.on_split)
    if stands != OPEN and pending > 0 and not gate.stop_early:
        stands = OPEN
    if stands == OPEN:
        if gate.serial and pending > 0:
            _ask(d, need, board, answered)
        return
    for request in need.requests:
        if not request.answered:
            needs.withdraw(d, request)
    if stands in (ACCEPTED, REFUSED):
        _conclude(d, need, last, stands == ACCEPTED)
        return
    settle_split(d, need, board, last)


def settle_split(d: Department, need: needs.Need, board: Panel, last: needs.Request) -> None:
    """Signers disagree: the heavier side wins, or their lowest common superior decides."""
    yes, no = board.accepted[0], board.refused[0]
    if board.gate.on_split == PRIORITY_SIDE:
        heavier = d.derived.superior[need.requester.seat]
        _conclude(d, need, last, yes.path[-1] == heavier or (no.path[-1] != heavier and yes.slot < no.slot))
        return
    judge = d.derived.lowest_common(yes.path[-1], no.path[-1])
    d.log(Verb.NEED_PHASE, need.number, need.requester.seat, judge, Phase.CONFLICT, last.number)
    slot = len(board.slots)
    needs.arbitrate(d, need, judge, slot, board.gate.faces)


# -- and what follows -----------------------------------------------------------------------------------------------


def _conclude(d: Department, need: needs.Need, last: needs.Request, accepted: bool) -> None:
    task = need.task
    assert task is not None
    board: Panel = need.extra  # type: ignore[assignment]
    gate = board.gate
    if task.state is State.DROPPED:
        needs.close(d, need, last, Outcome.DROPPED)
        return
    bad = len(bad_faces(d, need, gate, gate.faces))
    if accepted:
        task.risk += bad * MILLION // 2
        _pull_styles(d, need, task)
        needs.close(d, need, last, Outcome.ACCEPTED)
        life.done(d, task)
        return
    need.round += 1
    if gate.on_refusal == "drop":
        needs.close(d, need, last, Outcome.DROPPED)
        life.drop(d, task)
    elif gate.on_refusal == "pass_with_risk" or need.round >= gate.rounds_max:
        task.risk += bad * MILLION
        needs.close(d, need, last, Outcome.PASSED_WITH_RISK)
        life.done(d, task)
    else:
        need.revising = False
        d.log(Verb.NEED_PHASE, need.number, need.requester.seat, NONE, Phase.REVISING, last.number, Outcome.REFUSED)
        life.redo(d, task, share_ticks(exchange.task_total(task), d.b.revise_share), need.number)


def _pull_styles(d: Department, need: needs.Need, task: Task) -> None:
    """Whoever accepted what customers will see pulls its maker's style a little."""
    owner = task.owner
    if owner is None or d.year_rows["tasks"]["visible"][task.number] == 0:
        return
    board: Panel = need.extra  # type: ignore[assignment]
    for request in board.accepted:
        signer = request.at
        if signer is not None and signer is not owner:
            owner.style = decisions.style_after_signature(d.b, owner.style, signer.style)


def next_round(d: Department, need: needs.Need) -> None:
    """The revision is finished: the next version goes to its signers."""
    task = need.task
    assert task is not None
    board: Panel = need.extra  # type: ignore[assignment]
    d.set_state(task, State.DECISION)
    ask_round(d, need, board.gate)
