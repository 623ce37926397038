"""Decisions: a need arises, finds who may decide, climbs there as a request, and is answered or defaults
(specification section 6).

The scope rule: the lowest superior common to everyone concerned decides, then upward until the amount is within
authority, then, as often as centralisation has it, one level more (after Galbraith 1974: exceptions travel up until
somebody can see, and may settle, the whole of them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour import decisions
from sim.engines.reference import authority, conflict, dispatch, gates, handover, settlements, stint
from sim.engines.reference.agents import Work
from sim.log import Item, Phase, Verb
from sim.randomness import Stream
from sim.scenario.laws import draw_ticks
from sim.vocabulary import NONE, Booking, Cause, Class, Interface, Kind, Outcome

if TYPE_CHECKING:
    from sim.engines.reference.agents import Campaign, Member, Task
    from sim.engines.reference.department import Department

REQUEST = 1
IMPATIENT = (Cause.EXCEPTION, Cause.SIGNAL, Cause.CONFLICT)


class Need:
    """One occasion for a decision."""

    __slots__ = (
        "amount",
        "campaign",
        "cause",
        "extra",
        "missed_part",
        "mode",
        "number",
        "occasion",
        "open",
        "requester",
        "requests",
        "revising",
        "round",
        "severity",
        "subject",
        "task",
    )

    def __init__(
        self, d: Department, cause: Cause, requester: Member, task: Task | None, campaign: Campaign, amount: int
    ) -> None:
        self.number = len(d.needs)
        self.cause = cause
        self.requester = requester
        self.task = task
        self.campaign = campaign
        self.amount = amount
        self.round = 0
        self.mode = 0
        self.requests: list[Request] = []
        self.open = True
        self.revising = False
        self.severity = 0
        self.missed_part = 0.0
        self.extra: object = None
        if task is not None:
            self.subject, self.occasion = 2 * task.number, task.needs
            task.needs += 1
        else:
            self.subject, self.occasion = 2 * campaign.number + 1, campaign.needs
            campaign.needs += 1
        d.needs.append(self)

    def address(self, slot: int, hop: int) -> int:
        """Occasion of a draw that belongs to a slot and hop of the present round."""
        return ((self.occasion * 1024 + self.round) * 16 + slot) * 16 + hop


class Request(Work):
    """A need on its way to one person."""

    __slots__ = (
        "answered",
        "arbitration",
        "at",
        "clock_from",
        "faces",
        "level",
        "need",
        "outcome",
        "path",
        "position",
        "slot",
        "started",
    )

    def __init__(
        self, d: Department, need: Need, slot: int, path: list[int], level: int, faces: int, arbitration: bool
    ):
        super().__init__(Item.REQUEST, len(d.requests), Class.DECISION, need.campaign.priority)
        self.need = need
        self.slot = slot
        self.path = path
        self.position = 0
        self.level = level
        self.faces = faces
        self.arbitration = arbitration
        self.at: Member | None = None
        self.clock_from = d.clock.now
        self.started = False
        self.answered = False
        self.outcome = Outcome.ACCEPTED
        d.requests.append(self)
        need.requests.append(self)

    @property
    def is_at_its_end(self) -> bool:
        """The next to work on it decides."""
        return self.position == len(self.path) - 1


# -- who decides --------------------------------------------------------------------------------------------------


# -- raised, and on its way ---------------------------------------------------------------------------------------


def log_need(d: Department, need: Need) -> None:
    """The row that opens a need."""
    about = need.campaign.number if need.task is None else need.task.number
    d.log(Verb.NEED, need.number, need.requester.seat, NONE, need.cause, about, need.amount)


def raise_prepared(d: Department, need: Need, decider: int | None = None) -> None:
    """Find the decider, if none is given, and send the request."""
    log_need(d, need)
    if decider is None or not d.b.on.climb:
        decider = authority.decider_of(d, need)
    send(d, need, decider)


def send(
    d: Department,
    need: Need,
    decider: int,
    slot: int = 0,
    faces: int = 0,
    arbitration: bool = False,
    straight: bool = False,
) -> Request:
    """Send a request to whoever is to answer it."""
    seat = need.requester.seat
    path = authority.way_to(d, seat, decider, need.mode)
    level = 0 if decider == seat else len(path)
    if straight or not d.b.climbs:
        path = [decider]
    request = Request(d, need, slot, path, level, faces, arbitration)
    d.log(Verb.REQUEST, request.number, decider, need.number, slot, int(arbitration), level)
    if decider == seat:
        enter_phase(d, request, Phase.QUEUE, seat)
        reaches(d, request, need.requester)
        return request
    if need.cause in IMPATIENT:
        d.clock.set(d.clock.now + d.b.patience, Kind.PATIENCE_ENDS, 4 * request.number + REQUEST)
    travel(d, request)
    return request


def arbitrate(d: Department, need: Need, judge: int, slot: int = 0, faces: int = 0) -> None:
    """A disagreement goes to a common superior; it is an interface between people, and counts as friction."""
    task = need.task
    assert task is not None
    number = handover.begin_interface(
        d, Interface.ARBITRATION, d.members[judge], need.requester.seat, task, task, detail=len(d.requests)
    )
    d.arbitrations[len(d.requests)] = number
    send(d, need, judge, slot, faces, arbitration=True, straight=need.cause is Cause.GATE)


def enter_phase(d: Department, request: Request, phase: Phase, seat: int) -> None:
    """Where the request's time goes from now on."""
    d.log(Verb.REQUEST_PHASE, request.number, seat, request.need.number, phase)


def travel(d: Department, request: Request) -> None:
    """Between two desks."""
    enter_phase(d, request, Phase.CLIMBING, NONE)
    if d.b.transit > 0:
        d.clock.set(d.clock.now + d.b.transit, Kind.ARRIVAL, 4 * request.number + REQUEST)
    else:
        lands(d, request)


def lands(d: Department, request: Request) -> None:
    """The request reaches a desk, or that of the stand-in."""
    member = d.members[authority.stand_in(d, request.path[request.position])]
    if request.is_at_its_end:
        enter_phase(d, request, Phase.QUEUE, member.seat)
    reaches(d, request, member)


def reaches(d: Department, request: Request, member: Member) -> None:
    """It lies on a desk now; what takes no time is done at once."""
    request.at = member
    need = request.need
    law, stream = (d.b.deciding, Stream.DECIDING) if request.is_at_its_end else (d.b.reading, Stream.READING)
    ticks = draw_ticks(law, d.keys[stream], need.subject, need.address(request.slot, request.position))
    request.parts = [(Booking.DECIDING, ticks)] if ticks > 0 else []
    if ticks == 0:
        on_taking_up(d, request)
        worked(d, request, member)
    else:
        stint.to_desk(d, member, request)


def moves(d: Department, request: Request, member: Member) -> None:
    """Whoever had the request is away for long: it moves to the stand-in."""
    request.at = d.members[authority.stand_in(d, member.seat)]
    stint.to_desk(d, request.at, request)


def on_taking_up(d: Department, request: Request) -> None:
    """Somebody starts on the request; if it is the decider, patience is over."""
    if request.is_at_its_end:
        request.started = True
        d.clock.cancel(Kind.PATIENCE_ENDS, 4 * request.number + REQUEST)
        if not request.answered:
            enter_phase(d, request, Phase.DECIDING, request.at.seat if request.at else NONE)


def on_halting(d: Department, request: Request) -> None:
    """The decider was interrupted: the request queues again."""
    if request.is_at_its_end and not request.answered:
        enter_phase(d, request, Phase.QUEUE, request.at.seat if request.at else NONE)


def worked(d: Department, request: Request, member: Member) -> None:
    """Read and passed on, or decided."""
    if request.answered:
        return
    if not request.is_at_its_end:
        request.position += 1
        request.clock_from = d.clock.now
        if request.need.cause in IMPATIENT:
            d.clock.set(d.clock.now + d.b.patience, Kind.PATIENCE_ENDS, 4 * request.number + REQUEST)
        travel(d, request)
        return
    answer(d, request, member, request.level)


def withdraw(d: Department, request: Request) -> None:
    """Take a request back; one already begun is finished and ignored."""
    request.answered = True
    d.clock.cancel(Kind.ARRIVAL, 4 * request.number + REQUEST)
    d.clock.cancel(Kind.PATIENCE_ENDS, 4 * request.number + REQUEST)
    member = request.at
    if member is not None and request in member.desk.items:
        stint.leave_queue(d, member.desk, request, member.seat, NONE, 1)


def defaults(d: Department, request: Request) -> None:
    """Patience is over: the request is withdrawn and the member decides alone (delegation by default)."""
    if request.answered or request.started:
        return
    withdraw(d, request)
    requester = request.need.requester
    d.log(Verb.DEFAULTED, request.number, requester.seat, request.need.number, d.clock.now - request.clock_from)
    answer(d, request, requester, 0)


# -- answered -----------------------------------------------------------------------------------------------------


def answer(d: Department, request: Request, member: Member, level: int) -> None:
    """The need has its answer, or its signature."""
    request.answered = True
    need = request.need
    if request.number in d.arbitrations and need.task is not None:
        interface = d.arbitrations.pop(request.number)
        handover.end_interface(d, interface, member.seat, need.requester.seat, need.task, missed=False)
    if need.cause is Cause.GATE:
        gates.signed(d, request, member)
        return
    outcome = Outcome.ACCEPTED
    if need.cause is Cause.EXCEPTION:
        u = d.uniform(Stream.OUTCOME, need.subject, need.occasion)
        outcome = Outcome(decisions.verdict(d.b, u, level))
    d.log(Verb.ANSWER, request.number, member.seat, need.number, outcome, 0, level)
    close(d, need, request, outcome)
    if need.cause is Cause.EXCEPTION:
        settlements.exception_is_settled(d, need, outcome)
    elif need.cause is Cause.SIGNAL:
        settlements.plan_is_settled(d, need)
    elif need.cause is Cause.BORROW:
        dispatch.help_is_granted(d, need)
    else:
        conflict.is_settled(d, need)


def close(d: Department, need: Need, request: Request | None, outcome: Outcome) -> None:
    """The answer is usable."""
    need.open = False
    number = request.number if request is not None else NONE
    d.log(Verb.NEED_PHASE, need.number, need.requester.seat, NONE, Phase.DONE, number, outcome)
