"""Handing over: interfaces between people, briefing, reading in, and asking back (specification section 6, step 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour import decisions
from sim.engines.reference import life, stint
from sim.engines.reference.agents import Member, Task, Work
from sim.log import Item, Label, Verb
from sim.randomness import Stream
from sim.vocabulary import NONE, Booking, Class, Interface, State

if TYPE_CHECKING:
    from sim.engines.reference.department import Department


class Briefing(Work):
    """A giver's part of a handover: a briefing, or a clarification that was asked back."""

    __slots__ = ("giver", "kind", "task")

    def __init__(self, number: int, task: Task, giver: Member, kind: Interface, ticks: int) -> None:
        super().__init__(Item.BRIEFING, number, Class.HANDOVER, task.priority)
        self.task = task
        self.giver = giver
        self.kind = kind
        self.parts = [(Booking.HANDOVER, ticks)]


def label(d: Department, giver: Member, taker: int, task: Task, other: Task | None) -> int:
    """What an interface between two people crosses: teams, disciplines, home lines."""
    teams = d.derived.teams
    if taker == NONE:
        group = d.derived.first_group[task.discipline][task.line]
        crosses = not any(teams[giver.seat] & teams[member] for member in d.derived.members_of[group])
        other_line = False
    else:
        crosses = not (teams[giver.seat] & teams[taker])
        homes = d.plan.organisation.members
        other_line = homes[giver.seat].line != homes[taker].line
    value = int(Label.CROSS_TEAM) if crosses else 0
    if other is not None and other.discipline != task.discipline:
        value += int(Label.OTHER_DISCIPLINE)
    if other_line:
        value += int(Label.OTHER_LINE)
    return value


def begin_interface(
    d: Department, kind: Interface, giver: Member, taker: int, task: Task, other: Task | None = None, detail: int = 0
) -> int:
    """Open an interface and return its running number; `detail` is the question or request it is about."""
    number = d.interfaces
    d.interfaces += 1
    other = other if other is not None else task.released_by
    code = kind + 16 * label(d, giver, taker, task, other)
    d.log(Verb.INTERFACE, number, giver.seat, taker, code, task.number, detail)
    return number


def end_interface(d: Department, number: int, giver: int, taker: int, task: Task, missed: bool) -> None:
    """Close an interface."""
    d.log(Verb.INTERFACE_ENDS, number, giver, taker, int(missed), task.number)


def pulled(d: Department, member: Member, task: Task) -> bool:
    """A member takes the task over from a backlog; True if it can be worked on at once."""
    task.owner = member
    member.open_tasks += 1
    if task.whole > 0 or task.searched:  # work that an absent colleague had begun
        return True
    read_in = 0
    if d.b.on.handover:
        for giver, source in _givers(d, task, member):
            read_in = max(read_in, hand_over(d, task, giver, member, source))
    task.read_in = read_in
    if task.givers:
        d.set_state(task, State.HANDOVER)
        return False
    return True


def _givers(d: Department, task: Task, taker: Member) -> list[tuple[Member, Task]]:
    """Owners of direct predecessors, each once, the taker not among them."""
    columns = d.year_rows["tasks"]
    start = columns["predecessor_from"][task.number]
    givers: list[tuple[Member, Task]] = []
    for number in d.year_rows["predecessors"]["task"][start : start + columns["predecessor_count"][task.number]]:
        source = d.tasks[number]
        owner = source.owner
        if owner is not None and owner is not taker and all(owner is not giver for giver, _ in givers):
            givers.append((owner, source))
    return givers


def hand_over(d: Department, task: Task, giver: Member, taker: Member, source: Task) -> int:
    """One giver briefs one taker; returns the ticks of reading in."""
    if giver.away_long:
        number = begin_interface(d, Interface.HANDOVER, giver, taker.seat, task, source)
        end_interface(d, number, giver.seat, taker.seat, task, missed=True)
        return d.b.read_in
    closeness = d.closeness(giver.seat, taker.seat)
    brief, read_in, asks_back = decisions.briefing(d.b, closeness)
    number = begin_interface(d, Interface.HANDOVER, giver, taker.seat, task, source)
    releases = task.released_by is not None and task.released_by.owner is giver  # `source` may be another of theirs
    if releases and d.uniform(Stream.CLARIFICATION, task.number, 0) < asks_back:
        task.waits_for_giver = giver
    if brief == 0:
        d.come_closer(giver.seat, taker.seat)
        end_interface(d, number, giver.seat, taker.seat, task, missed=False)
    else:
        task.givers.append(number)
        stint.to_desk(d, giver, Briefing(number, task, giver, Interface.HANDOVER, brief))
    return read_in


def briefed(d: Department, briefing: Briefing, missed: bool = False) -> None:
    """A briefing or clarification is finished (or its giver is gone)."""
    task = briefing.task
    owner = task.owner
    if owner is not None and not missed:
        d.come_closer(briefing.giver.seat, owner.seat)
    taker = owner.seat if owner is not None else NONE
    end_interface(d, briefing.number, briefing.giver.seat, taker, task, missed)
    if briefing.number in task.givers:
        task.givers.remove(briefing.number)
    if task.state is not State.HANDOVER or task.givers:
        return
    if missed:
        task.read_in = max(task.read_in, d.b.read_in) if briefing.kind is Interface.HANDOVER else task.read_in
    life.to_owner(d, task)


def ask_back(d: Department, task: Task) -> None:
    """Once read in, the giver is asked back; the work proper follows."""
    giver, owner = task.waits_for_giver, task.owner
    assert giver is not None
    assert owner is not None
    task.waits_for_giver = None
    task.after_stint = "finish"
    task.parts = [(booking, ticks) for booking, ticks in task.direct if ticks > 0]
    number = begin_interface(d, Interface.CLARIFICATION, giver, owner.seat, task)
    d.set_state(task, State.HANDOVER)
    clarification = Briefing(number, task, giver, Interface.CLARIFICATION, d.b.clarify)
    if giver.away_long or giver is owner or d.b.clarify == 0:
        briefed(d, clarification, missed=giver.away_long)
    else:
        stint.to_desk(d, giver, clarification)
