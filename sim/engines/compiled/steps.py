"""Steps that were put off: what an answer, a check or the end of a stint leads to.

Beside `engines/reference/life.py` (`stint_is_over`, `check`), `settlements.py` and the end of `needs.py`.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.engines.compiled import (
    conflicts,
    exchanges,
    gates,
    handovers,
    lives,
    needs,
    presence,
    signals,
    stints,
    telling,
)
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import (
    ANSWER,
    ANSWER_KEPT,
    ASK,
    CHECK,
    CLEAR_DESK,
    SECOND_OF_PAIR,
    SEND_BACK,
    STEP,
    STINT_IS_OVER,
    set_moment,
)
from sim.engines.compiled.codes import Cause, Kind, Outcome, State, Stream
from sim.engines.compiled.draws import draw, draw_ticks, uniform
from sim.engines.compiled.making import Floats, Ints, kernel
from sim.vocabulary import MILLION


@kernel
def settle(m: Ints, x: Floats, b: Any) -> None:
    """Take every step that was put off, the newest first."""
    while m[at.LATER] > 0 and m[at.STOP] == 0:
        m[at.LATER] -= 1
        place = m[at.AGENDA_AT] + STEP * m[at.LATER]
        step, one, two, three = m[place], m[place + 1], m[place + 2], m[place + 3]
        if step == ANSWER:
            answer(m, x, b, one, two, three)
        elif step == ASK:
            gates.ask(m, x, b, one, two, three)
        elif step == STINT_IS_OVER:
            stint_is_over(m, x, b, one)
        elif step == CHECK:
            check(m, x, b, one)
        elif step == SECOND_OF_PAIR:
            conflicts.put_back(m, x, b, two, one, True)
        elif step == CLEAR_DESK:
            presence.clear_next(m, x, b, one, two)
        elif step == SEND_BACK:
            signals.send_back(m, x, b, one, two, three)
        elif step == ANSWER_KEPT:
            exchanges.answer_kept(m, x, b, one)


@kernel
def stint_is_over(m: Ints, x: Floats, b: Any, task: int) -> None:
    """What the end of a stint leads to."""
    after = m[task + at.T_AFTER]
    if after == at.FINISH:
        exchanges.settle(m, x, b, task)
    elif after == at.REDO:
        stints.revision_is(m, task, False)
        need = m[task + at.T_REDO_NEED]
        if need == 0:
            check(m, x, b, task)
        else:
            gates.next_round(m, x, b, need)
    elif after == at.CLARIFY:
        if handovers.ask_back(m, x, b, task):
            lives.return_to_owner(m, x, b, task)
    else:
        telling.set_state(m, task, State.ASSET)
        set_moment(m, task + at.T_ARRIVES_AT, m[at.NOW] + b.review, Kind.ARRIVAL, 4 * m[task + at.W_NUMBER])


@kernel
def check(m: Ints, x: Floats, b: Any, task: int) -> None:
    """Decision point 5: the work may fail its check."""
    owner, number = m[task + at.T_OWNER], m[task + at.W_NUMBER]
    skill = x[m[at.SKILL_AT] + m[owner] * m[at.DISCIPLINES] + m[task + at.T_DISCIPLINE]]
    missed = m[task + at.T_MISSED] + m[owner + at.S_MEETINGS_MISSED]
    m[task + at.T_MISSED] = 0
    m[owner + at.S_MEETINGS_MISSED] = 0
    p, part = decisions.fails(b, m[task + at.T_COMPLEXITY], skill, missed)
    attempt = m[task + at.T_CHECKS]
    failed = p > 0.0 and uniform(m, Stream.EXCEPTION, number, attempt) < p
    telling.checked(m, task, attempt, 1 if failed else 0, missed)
    m[task + at.T_CHECKS] = attempt + 1
    if not failed:
        gates.sign_off(m, x, b, task)
        return
    severity = min(1.0, draw(m, x, at.SEVERITY, Stream.SEVERITY, number, attempt))
    if attempt + 1 >= b.checks_max:
        m[task + at.T_RISK] += int(severity * MILLION + 0.5)
        gates.sign_off(m, x, b, task)
        return
    campaign = m[task + at.T_CAMPAIGN]
    telling.set_state(m, task, State.DECISION)
    amount = int(severity * m[campaign + at.C_AMOUNT] + 0.5)
    need = needs.new_need(m, Cause.EXCEPTION, owner, task, campaign, amount)
    m[need + at.E_SEVERITY] = int(severity * MILLION + 0.5)
    x[m[at.MISSED_PART_AT] + m[need]] = part
    needs.raise_prepared(m, x, b, need, -1)


@kernel
def answer(m: Ints, x: Floats, b: Any, request: int, member: int, level: int) -> None:
    """The need has its answer, or its signature."""
    m[request + at.R_ANSWERED] = 1
    need = m[request + at.R_NEED]
    cause, task = m[need + at.E_CAUSE], m[need + at.E_TASK]
    if m[request + at.R_INTERFACE] != 0 and task != 0:
        interface, requester = m[request + at.R_INTERFACE], m[need + at.E_REQUESTER]
        telling.interface_ends(m, interface, m[member], m[requester], task, 0)
    if cause == Cause.GATE:
        gates.signed(m, x, b, request, member)
        return
    outcome = Outcome.ACCEPTED
    if cause == Cause.EXCEPTION:
        u = uniform(m, Stream.OUTCOME, m[need + at.E_SUBJECT], m[need + at.E_OCCASION])
        outcome = decisions.verdict(b, u, level)
    telling.answered(m, request, m[member], outcome, 0, level)
    needs.close(m, need, request, outcome)
    if cause == Cause.EXCEPTION:
        exception_is_settled(m, x, b, need, outcome)
    elif cause == Cause.SIGNAL:
        plan_is_settled(m, x, b, m[need + at.E_CAMPAIGN])
    else:
        conflicts.is_settled(m, x, b, need)


@kernel
def exception_is_settled(m: Ints, x: Floats, b: Any, need: int, outcome: int) -> None:
    """Decision point 7: let it pass with its risk, fix it, or do it again."""
    task = m[need + at.E_TASK]
    if m[task + at.T_STATE] == State.DROPPED:
        return
    if outcome == Outcome.IGNORE:
        m[task + at.T_RISK] += m[need + at.E_SEVERITY]
        gates.sign_off(m, x, b, task)
        return
    ticks = rework_ticks(m, x, b, task, outcome)
    telling.rework_cause(m, task, ticks, int(ticks * x[m[at.MISSED_PART_AT] + m[need]] + 0.5))
    lives.redo(m, x, b, task, ticks, 0)


@kernel
def rework_ticks(m: Ints, x: Floats, b: Any, task: int, outcome: int) -> int:
    """Ticks of the rework or fix: a share of the work, or drawn anew."""
    if b.redraw and outcome == Outcome.REWORK:
        law = m[m[at.HOURS_OF_AT] + m[m[task + at.T_CAMPAIGN] + at.C_KIND] * m[at.SPECS] + m[task + at.T_SPEC]]
        standard = draw_ticks(m, x, law, Stream.REWORK_HOURS, m[task + at.W_NUMBER], m[task + at.T_CHECKS])
        seat = m[m[task + at.T_OWNER]]
        skill = x[m[at.SKILL_AT] + seat * m[at.DISCIPLINES] + m[task + at.T_DISCIPLINE]]
        familiarity = x[m[at.FAMILIAR_AT] + seat * m[at.LINES] + m[task + at.T_LINE]]
        return decisions.effort(b, standard, skill, familiarity)
    return decisions.redo_ticks(b, outcome, exchanges.task_total(m, task))


@kernel
def plan_is_settled(m: Ints, x: Floats, b: Any, campaign: int) -> None:
    """The unsettled plan is decided: what was held goes on."""
    m[campaign + at.C_UNSETTLED_NEED] = 0
    task = m[campaign + at.C_HELD]
    m[campaign + at.C_HELD] = 0
    m[campaign + at.C_LAST_HELD] = 0
    while task != 0:
        following = m[task + at.T_HELD]
        if m[task + at.T_STATE] == State.DECISION:
            lives.wait_for_date(m, x, b, task)
        task = following
