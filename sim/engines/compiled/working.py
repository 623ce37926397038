"""Taking an item up, and what the end of a stint leads to.

Beside `engines/reference/stint.py` (`take_up`, `ends`) and `dispatch.py` (`assign`).
"""

from __future__ import annotations

from typing import Any

from sim.engines.compiled import exchanges, freedom, handovers, lives, messages, needs, stints, telling
from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import STINT_IS_OVER, later, set_moment
from sim.engines.compiled.codes import Item, Kind, State, Verb
from sim.engines.compiled.making import Floats, Ints, kernel
from sim.vocabulary import NONE


@kernel
def take_up(m: Ints, x: Floats, b: Any, member: int, work: int) -> None:
    """A free member starts on an item; what takes no time is finished at once."""
    if m[work] == Item.TASK:
        lives.on_taking_up(m, x, b, member, work)
    elif m[work] == Item.REQUEST:
        needs.on_taking_up(m, work)
    m[member + at.S_IN_HAND] = work
    m[member + at.S_STINT_FROM] = m[at.NOW]
    total = stints.ticks_of(m, work)
    if total == 0:
        ends(m, x, b, member)
        return
    freedom.set_free(m, member, False)
    set_moment(m, member + at.S_WORK_ENDS_AT, m[at.NOW] + total, Kind.WORK_ENDS, m[member])
    if m[work] == Item.TASK:
        exchanges.look_ahead(m, work)
    stints.look_up(m, b, member)


@kernel
def ends(m: Ints, x: Floats, b: Any, member: int) -> None:
    """The stint in hand is finished: the item is handed on, then the freed member may pick."""
    work = m[member + at.S_IN_HAND]
    stints.book(m, member, m[at.NOW] - m[member + at.S_STINT_FROM])
    stints.put_out_of_hand(m, member)
    item = m[work]
    if item == Item.TASK:
        later(m, STINT_IS_OVER, work, 0, 0)
    elif item == Item.REQUEST:
        if needs.worked(m, x, b, work, member):
            needs.travel(m, x, b, work)
    elif item == Item.QUESTION:
        exchanges.answered(m, x, b, work)
    elif item == Item.BRIEFING:
        if handovers.briefed(m, x, b, work, False):
            lives.return_to_owner(m, x, b, m[work + at.I_TASK])
    elif item == Item.CHORE:
        telling.say(m, Verb.CHORE_ENDS, m[work + at.W_NUMBER], m[member], NONE, 0, 0, 0)
        m[work + at.K_ENDED] = m[at.NOW]
    elif item == Item.MESSAGE:
        messages.worked(m, x, b, work, member)


@kernel
def assign(m: Ints, x: Floats, b: Any, member: int, work: int) -> None:
    """A member takes a task or chore over, and starts it if nobody must brief first."""
    if m[work] == Item.CHORE:
        take_up(m, x, b, member, work)
        return
    if not handovers.pulled(m, x, b, member, work):
        return
    if stints.is_free(m, member) and m[work + at.T_STATE] != State.DECISION:
        take_up(m, x, b, member, work)
    else:
        lives.return_to_owner(m, x, b, work)
