"""Handing over: briefing, reading in, and asking back.

Beside `engines/reference/handover.py`.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.engines.compiled import freedom, interfaces, stints, telling
from sim.engines.compiled import layout as at
from sim.engines.compiled.codes import Booking, Interface, State, Stream
from sim.engines.compiled.draws import closeness, come_closer, task_of, uniform
from sim.engines.compiled.making import Floats, Ints, kernel


@kernel
def pulled(m: Ints, x: Floats, b: Any, member: int, task: int) -> bool:
    """A member takes the task over from a backlog; True if it can be worked on at once."""
    m[task + at.T_OWNER] = member
    freedom.open_tasks_are(m, member, 1)
    if m[task + at.T_WHOLE] > 0 or m[task + at.T_SEARCHED] == 1:  # work that an absent colleague had begun
        return True
    read_in = 0
    if b.on.handover:
        predecessors = m[at.PREDECESSORS_AT] + m[task + at.T_PREDECESSORS]
        count = m[task + at.T_PREDECESSOR_COUNT]
        for place in range(count):
            source = task_of(m, m[predecessors + place])
            giver = m[source + at.T_OWNER]
            if giver == 0 or giver == member:
                continue
            again = False  # each giver once
            for earlier in range(place):
                if m[task_of(m, m[predecessors + earlier]) + at.T_OWNER] == giver:
                    again = True
                    break
            if not again:
                read_in = max(read_in, hand_over(m, x, b, task, giver, member, source))
    m[task + at.T_READ_IN] = read_in
    if m[task + at.T_GIVERS] > 0:
        telling.set_state(m, task, State.HANDOVER)
        return False
    return True


@kernel
def hand_over(m: Ints, x: Floats, b: Any, task: int, giver: int, taker: int, source: int) -> int:
    """One giver briefs one taker; returns the ticks of reading in."""
    if m[giver + at.S_AWAY_LONG] == 1:
        interface = interfaces.begin_interface(m, Interface.HANDOVER, giver, taker, task, source, 0)
        interfaces.end_interface(m, interface, giver, taker, task, True)
        return b.read_in
    brief, read_in, asks_back = decisions.briefing(b, closeness(m, x, giver, taker))
    interface = interfaces.begin_interface(m, Interface.HANDOVER, giver, taker, task, source, 0)
    by = m[task + at.T_RELEASED_BY]  # `source` may be another task of the same giver
    if (
        by != 0
        and m[by + at.T_OWNER] == giver
        and uniform(m, Stream.CLARIFICATION, m[task + at.W_NUMBER], 0) < asks_back
    ):
        m[task + at.T_ASKS_BACK] = giver
    if brief == 0:
        come_closer(m, x, b, giver, taker)
        interfaces.end_interface(m, interface, giver, taker, task, False)
    else:
        m[task + at.T_GIVERS] += 1
        m[interface + at.I_IS_GIVER] = 1
        interfaces.let_brief(m, interface, giver, Interface.HANDOVER, brief)
        stints.to_desk(m, b, giver, interface)
    return read_in


@kernel
def briefed(m: Ints, x: Floats, b: Any, briefing: int, missed: bool) -> bool:
    """A briefing or clarification is finished (or its giver is gone); True if the task goes to its owner now."""
    task, giver = m[briefing + at.I_TASK], m[briefing + at.I_BY]
    owner = m[task + at.T_OWNER]
    if owner != 0 and not missed:
        come_closer(m, x, b, giver, owner)
    interfaces.end_interface(m, briefing, giver, owner, task, missed)
    if m[briefing + at.I_IS_GIVER] == 1:
        m[briefing + at.I_IS_GIVER] = 0
        m[task + at.T_GIVERS] -= 1
    if m[task + at.T_STATE] != State.HANDOVER or m[task + at.T_GIVERS] > 0:
        return False
    if missed and m[briefing + at.I_BRIEFS] == Interface.HANDOVER:
        m[task + at.T_READ_IN] = max(m[task + at.T_READ_IN], b.read_in)
    return True


@kernel
def ask_back(m: Ints, x: Floats, b: Any, task: int) -> bool:
    """Once read in, the giver is asked back; True if that is over at once and the task goes to its owner."""
    giver, owner = m[task + at.T_ASKS_BACK], m[task + at.T_OWNER]
    m[task + at.T_ASKS_BACK] = 0
    m[task + at.T_AFTER] = at.FINISH
    m[task + at.W_PARTS] = 0
    stints.add_part(m, task, Booking.DIRECT, m[task + at.T_DIRECT])
    stints.add_part(m, task, Booking.DUPLICATED, m[task + at.T_TWICE])
    interface = interfaces.begin_interface(
        m, Interface.CLARIFICATION, giver, owner, task, m[task + at.T_RELEASED_BY], 0
    )
    telling.set_state(m, task, State.HANDOVER)
    interfaces.let_brief(m, interface, giver, Interface.CLARIFICATION, b.clarify)
    away = m[giver + at.S_AWAY_LONG] == 1
    if away or giver == owner or b.clarify == 0:
        return briefed(m, x, b, interface, away)
    stints.to_desk(m, b, giver, interface)
    return False
