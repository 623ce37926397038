"""Questions between coupled tasks: they come up as the work passes their fraction, and a finished task waits for its
answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.behaviour import decisions
from sim.engines.reference import handover, kept, life, stint
from sim.engines.reference.agents import Work
from sim.log import Item
from sim.randomness import Stream
from sim.scenario.laws import draw_ticks
from sim.vocabulary import MILLION, NONE, Booking, Class, Interface, Kind, State

if TYPE_CHECKING:
    from sim.engines.reference.agents import Campaign, Member, Task, Team
    from sim.engines.reference.department import Department

QUESTION, ON_ITS_WAY = 2, 3


@dataclass(slots=True)
class Asked:
    """A question that has been asked and not been answered."""

    interface: int
    asker: Task
    partner: Task
    answer: Answer | None = None
    kept: Team | None = None


class Answer(Work):
    """An answer to be given, on the desk of the partner's owner."""

    __slots__ = ("by", "question")

    def __init__(self, question: int, by: Member, priority: int, ticks: int) -> None:
        super().__init__(Item.QUESTION, question, Class.ANSWER, priority)
        self.question = question
        self.by = by
        self.parts = [(Booking.EXCHANGE, ticks)]


def attach(d: Department, campaign: Campaign) -> None:
    """Give each task of a campaign its questions; rows of one asker stand together, by fraction."""
    if not d.b.on.exchange:
        return
    by_asker = questions_by_asker(d)
    for task in campaign.tasks:
        task.questions = list(by_asker.get(task.number, ()))


def questions_by_asker(d: Department) -> dict[int, list[int]]:
    """Question rows by asking task, made once."""
    table = d.year_rows.setdefault("questions_by_asker", {})
    if not table:
        rows: dict[int, list[int]] = {}
        for row, asker in enumerate(d.year_rows["questions"]["asker"]):
            rows.setdefault(asker, []).append(row)
        table["rows"] = rows  # type: ignore[assignment]
    return table["rows"]  # type: ignore[return-value]


def look_ahead(d: Department, task: Task) -> None:
    """As the work starts, let the next question come up when the work passes its fraction."""
    if not task.questions or task.after_stint != "finish":
        return
    row = task.questions[0]
    at_work = d.year_rows["questions"]["fraction"][row] * task_total(task) // MILLION
    before = sum(ticks for booking, ticks in task.parts if booking not in stint.PROPER)
    owner = task.owner
    assert owner is not None
    crossing = owner.stint_from + before + max(0, at_work - task.done_work)
    d.clock.set(max(d.clock.now, crossing), Kind.ARRIVAL, 4 * row + QUESTION)


def task_total(task: Task) -> int:
    """Ticks of the work proper, adapted or not."""
    return sum(ticks for _, ticks in task.direct)


def look_away(d: Department, task: Task) -> None:
    """The work is interrupted: no question comes up meanwhile."""
    if task.questions:
        d.clock.cancel(Kind.ARRIVAL, 4 * task.questions[0] + QUESTION)


def comes_up(d: Department, row: int) -> None:
    """A question comes up while its asker is at work."""
    task = d.tasks[d.year_rows["questions"]["asker"][row]]
    task.questions.pop(0)
    ask(d, task, row)
    if task.questions:
        next_row = task.questions[0]
        fractions = d.year_rows["questions"]["fraction"]
        total = task_total(task)
        gap = fractions[next_row] * total // MILLION - fractions[row] * total // MILLION
        d.clock.set(d.clock.now + gap, Kind.ARRIVAL, 4 * next_row + QUESTION)


def ask(d: Department, task: Task, row: int) -> None:
    """Ask the partner's owner, if the partner is open and somebody else's."""
    partner = d.tasks[d.year_rows["questions"]["partner"][row]]
    owner = partner.owner
    if owner is None or owner is task.owner or partner.state in (State.DONE, State.DROPPED):
        return
    asker = task.owner
    assert asker is not None
    closeness = d.closeness(asker.seat, owner.seat)
    drawn = draw_ticks(d.b.question_transit, d.keys[Stream.QUESTION_TRANSIT], row, 0)
    ticks, lost = decisions.question(d.b, drawn, closeness)
    number = handover.begin_interface(d, Interface.QUESTION, owner, asker.seat, task, partner, detail=row)
    d.questions[row] = Asked(number, task, partner)
    task.outstanding.append(row)
    if kept.keep(d, row, d.questions[row], asker, owner):
        return
    if d.uniform(Stream.ANSWERING, row, 0) < lost:
        return
    if ticks > 0:
        d.clock.set(d.clock.now + ticks, Kind.ARRIVAL, 4 * row + ON_ITS_WAY)
    else:
        lands(d, row)


def lands(d: Department, row: int) -> None:
    """A question reaches the desk of the partner's owner."""
    asked = d.questions.get(row)
    if asked is None:
        return
    owner = asked.partner.owner
    if owner is None or owner is asked.asker.owner:
        close(d, row, missed=owner is None)
        return
    asked.answer = Answer(row, owner, asked.partner.priority, d.b.answer)
    if d.b.answer == 0:
        close(d, row, missed=False)
    else:
        stint.to_desk(d, owner, asked.answer)


def answered(d: Department, answer: Answer) -> None:
    """An answer is finished; if it still matters, the asker may go on."""
    asked = d.questions.get(answer.question)
    if asked is not None and asked.answer is answer:
        close(d, answer.question, missed=False)


def answered_in_meeting(d: Department, rows: list[int]) -> None:
    """A meeting has ended: questions kept for it are answered, if no answer before has made them pointless."""
    for row in rows:
        if row in d.questions:
            kept.let_go(d.questions[row], row)
            close(d, row, missed=False)


def close(d: Department, row: int, missed: bool) -> None:
    """A question is over, answered or missed."""
    asked = d.questions.pop(row)
    task = asked.asker
    giver = asked.answer.by if asked.answer is not None else asked.partner.owner
    asker = task.owner
    if giver is not None and asker is not None and not missed:
        d.come_closer(giver.seat, asker.seat)
    handover.end_interface(
        d, asked.interface, giver.seat if giver else NONE, asker.seat if asker else NONE, task, missed
    )
    task.outstanding.remove(row)
    if missed:
        task.missed += 1
    if task.state is State.EXCHANGE and not task.outstanding:
        d.clock.cancel(Kind.PATIENCE_ENDS, 4 * task.number)
        life.check(d, task)


def settle(d: Department, task: Task) -> None:
    """At the end of the work: ask what has not come up, then wait for what is open."""
    look_away(d, task)
    late, task.questions = task.questions, []
    for row in late:
        ask(d, task, row)
    if not task.outstanding:
        life.check(d, task)
        return
    d.set_state(task, State.EXCHANGE)
    d.clock.set(d.clock.now + d.b.exchange_patience, Kind.PATIENCE_ENDS, 4 * task.number)


def gives_up(d: Department, task: Task) -> None:
    """Patience is over: what is unanswered is missed and withdrawn."""
    for row in list(task.outstanding):
        withdraw(d, row)
        close(d, row, missed=True)


def withdraw(d: Department, row: int) -> None:
    """Take a question back from wherever it is; an answer already begun is finished and ignored."""
    asked = d.questions[row]
    kept.let_go(asked, row)
    d.clock.cancel(Kind.ARRIVAL, 4 * row + ON_ITS_WAY)
    answer = asked.answer
    if answer is not None and answer in answer.by.desk.items:
        stint.leave_queue(d, answer.by.desk, answer, answer.by.seat, NONE, 1)


def forget(d: Department, task: Task) -> None:
    """The task is dropped: its questions are taken back."""
    look_away(d, task)
    task.questions = []
    for row in list(task.outstanding):
        withdraw(d, row)
        asked = d.questions.pop(row)
        task.outstanding.remove(row)
        handover.end_interface(d, asked.interface, NONE, NONE, task, missed=True)
