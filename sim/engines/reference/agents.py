"""Who and what lives in time: members at their desks, teams with their backlogs, campaigns, tasks and other items.

Members, teams and campaigns are Mesa agents; items of work are plain objects that lie on desks. An item knows what it
still takes as parts, each a booking and its ticks, consumed in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from sim.log import Item
from sim.vocabulary import NONE, Away, Booking, Class, State

if TYPE_CHECKING:
    from sim.engines.desk import Desk
    from sim.engines.reference.department import Department


class Work:
    """Something that can lie on a desk and be worked on."""

    __slots__ = ("first", "item", "klass", "number", "order", "parts", "priority", "sequence")

    def __init__(self, item: Item, number: int, klass: Class, priority: int) -> None:
        self.item = item
        self.number = number
        self.klass = klass
        self.priority = priority
        self.first = NONE
        self.sequence = NONE
        self.order = (0, 0, 0, 0)
        self.parts: list[tuple[Booking, int]] = []

    def ticks(self) -> int:
        """What it still takes."""
        total = 0
        for _, ticks in self.parts:
            total += ticks
        return total


class Task(Work):
    """A task of a campaign; see `life` for what happens to it."""

    __slots__ = (
        "after_stint",
        "campaign",
        "checks",
        "complexity",
        "craft",
        "direct",
        "discipline",
        "done_work",
        "givers",
        "granted",
        "idea",
        "line",
        "missed",
        "needs",
        "open_predecessors",
        "outstanding",
        "owner",
        "questions",
        "read_in",
        "redo_of_need",
        "released_by",
        "reviews",
        "risk",
        "searched",
        "seen_idea",
        "standard",
        "state",
        "successors",
        "waits_for_giver",
        "whole",
    )

    def __init__(
        self, number: int, campaign: Campaign, klass: Class, discipline: int, standard: int, complexity: int
    ) -> None:
        super().__init__(Item.TASK, number, klass, campaign.priority)
        self.campaign = campaign
        self.discipline = discipline
        self.line = campaign.line
        self.standard = standard
        self.complexity = complexity
        self.state = State.NOT_RELEASED
        self.owner: Member | None = None
        self.granted = NONE  # group that may help
        self.released_by: Task | None = None
        self.open_predecessors = 0
        self.successors: list[Task] = []
        self.givers: list[int] = []  # interfaces still open: transit, briefings
        self.waits_for_giver: Member | None = None  # to be asked back once read in
        self.read_in = 0
        self.searched = False
        self.reviews = 0
        self.seen_idea = 0
        self.after_stint = ""  # what the end of this stint leads to
        self.direct: list[tuple[Booking, int]] = []  # the work proper, once it is known
        self.whole = 0  # its ticks when first worked on
        self.done_work = 0  # of them done
        self.questions: list[int] = []  # still to come up
        self.outstanding: list[int] = []  # asked and not answered
        self.missed = 0
        self.checks = 0
        self.needs = 0
        self.redo_of_need = NONE
        self.risk = 0
        self.craft = 0
        self.idea = NONE


class Chore(Work):
    """A small routine request."""

    __slots__ = ("discipline", "granted", "line")

    def __init__(self, number: int, discipline: int, line: int, ticks: int) -> None:
        super().__init__(Item.CHORE, number, Class.CHORE, 500_000)
        self.discipline = discipline
        self.line = line
        self.granted = NONE
        self.parts = [(Booking.CHORE, ticks)]


class Campaign(mesa.Agent):
    """A campaign that has arrived."""

    def __init__(self, department: Department, number: int, line: int, priority: int, amount: int, due: int) -> None:
        super().__init__(department)
        self.number = number
        self.line = line
        self.priority = priority
        self.amount = amount
        self.due = due
        self.makers: list[int] = []
        self.tasks: list[Task] = []
        self.open_tasks = 0
        self.stock_open = 0
        self.unsettled_need = NONE
        self.held: list[Task] = []
        self.over = False
        self.needs = 0


class Team(mesa.Agent):
    """A group with the backlog from which its members pull."""

    def __init__(self, department: Department, number: int, members: tuple[int, ...], backlog: Desk) -> None:
        super().__init__(department)
        self.number = number
        self.members = members
        self.backlog = backlog
        self.picks = 0
        self.pullers = department.plan.routes.pullers[number]
        self.given = dict.fromkeys(members, 0)
        self.present_at_meeting: set[int] = set()
        self.kept: list[int] = []  # questions for its next meeting


class Member(mesa.Agent):
    """A staff member at a desk: one queue of items, one booking at a time."""

    def __init__(self, department: Department, seat: int, talent: float, desk: Desk) -> None:
        super().__init__(department)
        self.seat = seat
        self.talent = talent
        self.desk = desk
        self.picks = 0
        self.in_hand: Work | None = None
        self.stint_from = 0
        self.stint: list[tuple[Booking, int]] = []
        self.idle_since = 0
        self.away_from = NONE
        self.away_until = NONE
        self.away_as = Booking.IDLE
        self.away_cause: int = Away.ABSENT
        self.away_long = False
        self.meeting: Team | None = None
        self.meeting_from = 0
        self.last_campaign = NONE
        self.open_tasks = 0
        self.meetings_missed = 0
        self.style = 0.0
        self.supervising: Work | None = None

    @property
    def is_free(self) -> bool:
        """At the desk with nothing in hand."""
        return self.in_hand is None and self.away_until == NONE and self.meeting is None
