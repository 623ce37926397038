"""What follows from a decision: rework or none, plans that go on, loans that events have overtaken (specification
section 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour import decisions
from sim.engines.reference import exchange, gates, life, needs
from sim.log import Phase, Verb
from sim.randomness import Stream
from sim.scenario.laws import draw_ticks
from sim.vocabulary import NONE, Outcome, State

if TYPE_CHECKING:
    from sim.engines.reference.agents import Task
    from sim.engines.reference.department import Department
    from sim.engines.reference.needs import Need


def is_moot(d: Department, need: Need | None) -> None:
    """Events have answered the question: whoever was to be helped has started without help."""
    if need is None or not need.open:
        return
    request = need.requests[-1]
    needs.withdraw(d, request)
    d.log(Verb.ANSWER, request.number, need.requester.seat, need.number, Outcome.DROPPED)
    needs.close(d, need, request, Outcome.DROPPED)


def exception_is_settled(d: Department, need: Need, outcome: Outcome) -> None:
    """Decision point 7: let it pass with its risk, fix it, or do it again."""
    task = need.task
    assert task is not None
    if task.state is State.DROPPED:
        return
    if outcome is Outcome.IGNORE:
        task.risk += need.severity
        gates.sign_off(d, task)
        return
    ticks = rework_ticks(d, task, outcome)
    d.log(
        Verb.REWORK_CAUSE,
        task.number,
        task.owner.seat if task.owner else NONE,
        NONE,
        ticks,
        int(ticks * need.missed_part + 0.5),
    )
    life.redo(d, task, ticks, NONE)


def rework_ticks(d: Department, task: Task, outcome: Outcome) -> int:
    """Ticks of the rework or fix: a share of the work, or drawn anew."""
    if d.b.redraw and outcome is Outcome.REWORK:
        campaign = task.campaign.number
        kind = d.year_rows["campaigns"]["kind"][campaign]
        law = d.plan.hours[kind][d.year_rows["tasks"]["spec"][task.number]]
        standard = draw_ticks(law, d.keys[Stream.REWORK_HOURS], task.number, task.checks)
        owner = task.owner
        assert owner is not None
        return decisions.effort(
            d.b, standard, d.skill[owner.seat][task.discipline], d.familiarity[owner.seat][task.line]
        )
    return decisions.redo_ticks(d.b, outcome, exchange.task_total(task))


def plan_is_settled(d: Department, need: Need) -> None:
    """The unsettled plan is decided: what was held goes on."""
    campaign = need.campaign
    campaign.unsettled_need = NONE
    held, campaign.held = campaign.held, []
    for task in held:
        if task.state is State.DECISION:
            life.wait_for_date(d, task)


def revision_is(d: Department, task: Task, worked: bool) -> None:
    """A revision between two rounds is being worked on, or waits again."""
    if task.redo_of_need == NONE or task.after_stint != "redo":
        return
    need = d.needs[task.redo_of_need]
    if need.open and need.revising != worked:
        need.revising = worked
        d.log(
            Verb.NEED_PHASE, need.number, need.requester.seat, NONE, Phase.REWORKED if worked else Phase.REVISING, NONE
        )
