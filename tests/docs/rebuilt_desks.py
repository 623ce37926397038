"""A second simulation, written from docs/odd.md alone: the clock, desks and dispatch (submodels 1 and 5).

`rebuilt_life.py` has the life of a task. Nothing here is shared with an engine but random numbers and laws, which
`test_rebuild.py` makes again.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field
from typing import Any

from sim.randomness import key, uniform_at
from sim.scenario.laws import LawSpec, draw
from sim.scenario.schema import Scenario

HOUR = 3600
DAY = 8 * HOUR
WAITING, WORKED, REWORK, HANDOVER, DECISION, DONE = 1, 2, 3, 4, 5, 10
TASK, REQUEST, BRIEFING = 1, 3, 5
WORK_ENDS, ARRIVAL, RELEASE, PATIENCE, SLICE = 1, 4, 5, 8, 9


def whole(x: float) -> int:
    return math.floor(x + 0.5)


@dataclass(eq=False)
class Thing:
    """Something that lies on desks."""

    item: int
    number: int
    klass: int
    priority: int
    parts: list[tuple[int, int]] = field(default_factory=list)
    first: int = -1
    place: int = -1
    more: Any = None

    @property
    def ticks(self) -> int:
        return sum(ticks for _, ticks in self.parts)


@dataclass(eq=False)
class Job(Thing):
    """A task."""

    campaign: int = 0
    discipline: int = 0
    standard: int = 0
    complexity: float = 0.0
    has_gate: bool = False
    versions: int = 0
    after: Job | None = None
    owner: int = -1
    state: int = 0
    begun: bool = False
    work: int = 0
    read_in: int = 0
    asks_back: int = -1
    next: str = ""
    checks: int = 0
    needs: int = 0
    risk: float = 0.0
    need: Any = None
    released_by: Job | None = None


@dataclass(eq=False)
class Need:
    number: int
    cause: int
    job: Job
    occasion: int
    severity: float = 0.0
    round: int = 0


class Department:
    """Three seats: 0 heads all, 1 alone answers for discipline 0 (group 1), 2 for discipline 1 (group 2)."""

    talent = (1.25, 1.0, 0.8)

    def __init__(self, scenario: Scenario, campaigns: list[list[int]], tasks: list[list[int]], end: int) -> None:
        self.s, self.rules, self.end = scenario, scenario.rules, end
        self.campaigns, self.tasks = campaigns, tasks
        self.rows: list[tuple[Any, ...]] = []
        self.heap: list[tuple[int, int, int]] = []
        self.valid: dict[tuple[int, int], int] = {}
        self.now, self.due_dispatch, self.places = 0, False, 0
        self.desk: list[list[Thing]] = [[], [], []]
        self.backlog: dict[int, list[Thing]] = {1: [], 2: []}
        self.hand: list[Thing | None] = [None, None, None]
        self.since = [0, 0, 0]
        self.last = [-1, -1, -1]
        self.earned: dict[tuple[int, int], float] = {}
        self.jobs: list[Job] = []
        self.requests: list[Thing] = []
        self.briefings: dict[int, Thing] = {}
        self.needs = self.interfaces = 0

    # -- addresses, laws, ticks

    def u(self, stream: int, subject: int, occasion: int) -> float:
        return uniform_at(key(1, 0, stream), subject, occasion)

    def law(self, spec: LawSpec, scale: float, stream: int, subject: int, occasion: int) -> float:
        return draw(spec.lower(scale), key(1, 0, stream), subject, occasion)

    def closeness(self, one: int, other: int) -> float:
        return min(1.0, 0.5 + self.earned.get((min(one, other), max(one, other)), 0.0))

    def come_closer(self, one: int, other: int) -> None:
        pair = (min(one, other), max(one, other))
        self.earned[pair] = self.earned.get(pair, 0.0) + self.rules.closeness.gain * (1 - self.closeness(one, other))

    # -- the clock and the log

    def at(self, tick: int, kind: int, subject: int) -> None:
        self.valid[kind, subject] = tick
        heapq.heappush(self.heap, (tick, kind, subject))

    def log(self, verb: str, subject: int, seat: int = -1, other: int = -1, a: int = 0, b: int = 0, c: int = 0) -> None:
        self.rows.append((self.now, verb, subject, seat, other, a, b, c))

    def enters(self, job: Job, state: int) -> None:
        if job.state != state:
            by = job.released_by.number if job.state == 0 and job.released_by else -1
            job.state = state
            self.log("STATE", job.number, job.owner, -1, state, by)

    def live(self) -> list[tuple[Any, ...]]:
        self.skills()
        for row, campaign in enumerate(self.campaigns):
            self.at(campaign[1], RELEASE, 4 * row)
        week = 5 * DAY
        while True:
            while self.heap and self.valid.get(self.heap[0][1:]) != self.heap[0][0]:
                heapq.heappop(self.heap)
            ahead = self.heap[0][0] if self.heap else self.end
            if self.due_dispatch and ahead > self.now:
                self.due_dispatch = False
                self.dispatch()
                continue
            if ahead >= self.end:
                break
            for _ in range(self.now // week, ahead // week):  # upkeep, which here only lets closeness fade
                self.earned = {pair: earned * (1 - self.rules.closeness.decay) for pair, earned in self.earned.items()}
            self.now, kind, subject = heapq.heappop(self.heap)
            del self.valid[kind, subject]
            self.happens(kind, subject)
        self.now = self.end
        for seat in range(3):
            if self.hand[seat]:
                self.book(seat)
        self.skills()
        return self.rows

    def skills(self) -> None:
        for seat, talent in enumerate(self.talent):
            for discipline in range(2):
                self.log("SKILL", discipline, seat, -1, whole(1e6 * talent), 1_000_000)

    # -- 5 attention and dispatch

    def order(self, thing: Thing) -> tuple[int, int, int, int]:
        return thing.klass, -thing.priority, thing.first, thing.place

    def lay(self, thing: Thing, seat: int = -1, group: int = -1) -> None:
        if thing.first < 0:
            thing.first, thing.place = self.now, self.places
            self.places += 1
        (self.desk[seat] if seat >= 0 else self.backlog[group]).append(thing)
        ticks = thing.standard if isinstance(thing, Job) and not thing.begun else thing.ticks
        self.log("QUEUED", thing.number, seat, group, thing.klass, ticks, thing.item)
        if seat < 0 or self.hand[seat] is None:
            self.due_dispatch = True
        else:
            self.look_up(seat)

    def urgent(self, seat: int) -> bool:
        held = self.hand[seat]
        return held is not None and any(thing.klass < held.klass for thing in self.desk[seat])

    def look_up(self, seat: int) -> None:
        if self.urgent(seat) and (SLICE, seat) not in self.valid:
            piece = whole(self.rules.attention.slice_hours * HOUR)
            steps = max(1, -(-(self.now - self.since[seat]) // piece))
            self.at(self.since[seat] + steps * piece, SLICE, seat)

    def dispatch(self) -> None:
        again = True
        while again:
            self.due_dispatch = started = False
            for seat in range(3):
                while self.hand[seat] is None and self.desk[seat]:
                    thing = min(self.desk[seat], key=self.order)
                    self.desk[seat].remove(thing)
                    self.log("LEFT", thing.number, seat, -1, 0, 0, thing.item)
                    started = True
                    self.take_up(seat, thing)
            for group in (1, 2):  # the only member of a group that answers for anything has the group's number
                for thing in sorted(self.backlog[group], key=self.order):
                    if self.hand[group] is None:
                        self.backlog[group].remove(thing)
                        self.log("LEFT", thing.number, -1, group, 0, 0, thing.item)
                        started = True
                        self.pulled(group, thing)  # type: ignore[arg-type]
            again = started and self.due_dispatch

    def take_up(self, seat: int, thing: Thing) -> None:
        if isinstance(thing, Job):
            if not thing.begun:
                thing.begun = True
                thing.work = whole(thing.standard / self.talent[seat])
                thing.parts = [(4, thing.read_in)] if thing.read_in else []
                thing.next = "ask back" if thing.asks_back >= 0 else "check"
                if thing.next == "check":
                    thing.parts.append((1, thing.work))
            if self.last[seat] not in (-1, thing.campaign) and thing.ticks:
                thing.parts = [(11, whole(self.rules.attention.switching_hours * HOUR)), *thing.parts]
            self.last[seat] = thing.campaign
            self.enters(thing, REWORK if thing.klass == 3 else WORKED)
            if thing.klass == 3 and thing.need is not None:
                self.log("NEED_PHASE", thing.need.number, thing.owner, -1, 6, -1)
        elif thing.item == REQUEST:
            self.valid.pop((PATIENCE, 4 * thing.number + 1), None)
            self.log("REQUEST_PHASE", thing.number, seat, thing.more.number, 2)
        self.hand[seat], self.since[seat] = thing, self.now
        self.at(self.now + thing.ticks, WORK_ENDS, seat)
        self.look_up(seat)

    def book(self, seat: int) -> None:
        thing, begin = self.hand[seat], self.since[seat]
        assert thing is not None
        left = []
        for booking, ticks in thing.parts:
            done = min(ticks, self.now - begin)
            if done:
                self.rows.append((begin + done, "SPAN", thing.number, seat, -1, booking, begin, thing.item))
            begin += done
            if ticks > done:
                left.append((booking, ticks - done))
        thing.parts, self.hand[seat] = left, None
        self.valid.pop((SLICE, seat), None)
        self.due_dispatch = True

    def stop(self, seat: int) -> None:
        thing = self.hand[seat]
        assert thing is not None
        self.book(seat)
        self.valid.pop((WORK_ENDS, seat), None)
        if isinstance(thing, Job):
            if thing.klass == 3 and thing.need is not None:
                self.log("NEED_PHASE", thing.need.number, thing.owner, -1, 5, -1)
            self.enters(thing, WAITING)
        elif thing.item == REQUEST:
            self.log("REQUEST_PHASE", thing.number, seat, thing.more.number, 1)
        self.lay(thing, seat)

    # -- what the life of a task decides

    def happens(self, kind: int, subject: int) -> None:
        raise NotImplementedError

    def pulled(self, seat: int, job: Job) -> None:
        raise NotImplementedError
