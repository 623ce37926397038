"""The department: all that lives in time during one run, and what happens at each kind of moment.

Read the table of moments in `specification.md` section 2 beside `handlers`: one line each.
"""

from __future__ import annotations

from collections.abc import Callable

import mesa
import numpy as np

from sim.behaviour.closeness import close, closer
from sim.engines.clock import Clock
from sim.engines.desk import Desk
from sim.engines.plan import Plan
from sim.engines.reference import assets, calendar, dispatch, exchange, messages, needs, presence, stint, upkeep
from sim.engines.reference.agents import Campaign, Member, Task, Team
from sim.log import Verb
from sim.randomness import Stream, key, uniform_at
from sim.vocabulary import NONE, Kind, State
from sim.world.year import Year

Row = tuple[int, int, int, int, int, int, int, int]


class Department(mesa.Model):
    """One organisation in one year.

    Parameters
    ----------
    plan : Plan
        Scenario and organisation, lowered.
    year : Year
        What happens to it.
    after : function of Department, optional
        Called after every moment.
    """

    def __init__(self, plan: Plan, year: Year, after: Callable[[Department], None] | None = None) -> None:
        super().__init__(rng=year.seed)
        self.plan = plan
        self.b = plan.b
        self.derived = plan.derived
        self.year = year
        self.rows: list[Row] = []
        self.keys = [0] * 64
        for stream in Stream:
            self.keys[stream] = key(year.seed, year.replication, stream)
        seats = len(plan.organisation.members)
        groups = len(plan.organisation.groups)
        self.members: list[Member] = [
            Member(self, seat, float(year.talent[seat]), self._desk(seat)) for seat in range(seats)
        ]
        self.teams: list[Team] = [
            Team(self, group, plan.derived.members_of[group], self._desk(seats + group)) for group in range(groups)
        ]
        handlers: dict[Kind, Callable[[int], None]] = {
            Kind.WORK_ENDS: lambda seat: stint.ends(self, self.members[seat]),
            Kind.MEETING_ENDS: lambda group: presence.meeting_ends(self, self.teams[group]),
            Kind.ABSENCE_ENDS: lambda seat: presence.absence_ends(self, self.members[seat]),
            Kind.ARRIVAL: lambda item: calendar.arrives(self, item),
            Kind.RELEASE: lambda item: calendar.releases(self, item),
            Kind.ABSENCE_BEGINS: lambda seat: presence.absence_begins(self, self.members[seat]),
            Kind.MEETING_BEGINS: lambda group: presence.meeting_begins(self, self.teams[group]),
            Kind.PATIENCE_ENDS: lambda item: calendar.patience_ends(self, item),
            Kind.SLICE_BOUNDARY: lambda seat: stint.slice_ends(self, self.members[seat]),
            Kind.UPKEEP: lambda _: upkeep.week(self),
            Kind.DISPATCH: lambda _: dispatch.dispatch(self),
            Kind.MESSAGE: lambda row: messages.falls_due(self, row),
        }
        self.clock = Clock(handlers, (lambda: after(self)) if after is not None else None)
        self.free = set(range(seats))
        self.laden: set[int] = set()
        self.backlogs: set[int] = set()
        self.granted: set[int] = set()
        self.loans: dict[int, needs.Need] = {}
        self.campaigns: dict[int, Campaign] = {}
        self.tasks: dict[int, Task] = {}
        self.sequence = 0
        self.needs: list[needs.Need] = []
        self.requests: list[needs.Request] = []
        self.questions: dict[int, exchange.Asked] = {}
        self.interfaces = 0
        self.arbitrations: dict[int, int] = {}
        self.assets: dict[int, list[assets.Asset]] = {}
        self.insight = [0] * plan.lines
        self.settled_pairs: set[tuple[int, int]] = set()
        self.earned: dict[tuple[int, int], float] = {}
        self.closeness_now = np.array(plan.derived.closeness, dtype=np.float64)
        self.practice = ([list(row) for row in plan.practice[0]], [list(row) for row in plan.practice[1]])
        self.skill: list[list[float]] = []
        self.familiarity: list[list[float]] = []
        self.speed: list[list[list[float]]] = []
        self.spells: list[list[tuple[int, int, int]]] = [[] for _ in range(seats)]
        self.year_rows = calendar.plain_rows(year)

    # -- small things that every file of this engine uses ------------------------------------------------------

    def log(
        self, verb: Verb, subject: int, seat: int = NONE, other: int = NONE, a: int = 0, b: int = 0, c: int = 0
    ) -> None:
        """Write one row."""
        self.rows.append((self.clock.now, verb, subject, seat, other, a, b, c))

    def uniform(self, stream: Stream, subject: int, occasion: int) -> float:
        """The uniform number at an address of this run."""
        return uniform_at(self.keys[stream], subject, occasion)

    def closeness(self, one: int, other: int) -> float:
        """Closeness of two seats now: what their groups give and what exchange has earned."""
        if one == other:
            return 1.0
        base = self.plan.routes.closeness[one][other]
        earned = self.earned.get((one, other) if one < other else (other, one), 0.0)
        return close(base, earned)

    def come_closer(self, one: int, other: int) -> None:
        """A handover or an answer between two seats is finished."""
        if one == other:
            return
        pair = (one, other) if one < other else (other, one)
        base = self.plan.routes.closeness[one][other]
        self.earned[pair] = closer(self.earned.get(pair, 0.0), base, self.b.gain)

    def set_state(self, task: Task, state: State) -> None:
        """Let a task enter a state, if it is not in it."""
        if task.state is state:
            return
        by = task.released_by.number if task.state is State.NOT_RELEASED and task.released_by is not None else NONE
        task.state = state
        owner = task.owner.seat if task.owner is not None else NONE
        self.rows.append((self.clock.now, Verb.STATE, task.number, owner, NONE, state, by, 0))

    def next_sequence(self) -> int:
        """Running number of arrivals at desks."""
        self.sequence += 1
        return self.sequence

    def ask_dispatch(self) -> None:
        """Somebody may be able to start something."""
        self.clock.ask_dispatch()

    def _desk(self, number: int) -> Desk:
        pick = 0

        def draw() -> float:
            nonlocal pick
            pick += 1
            return self.uniform(Stream.ATTENTION, number, pick)

        return Desk(self.b, draw)

    # -- the run -----------------------------------------------------------------------------------------------

    def live(self) -> None:
        """Live through the year."""
        upkeep.begin(self)
        calendar.begin(self)
        presence.begin(self)
        self.clock.run(self.year.end)
        stint.close_accounts(self)
        upkeep.end(self)
