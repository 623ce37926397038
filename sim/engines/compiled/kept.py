"""Questions kept for a meeting: formalisation moves them from a colleague's desk to the next meeting that both attend.

Beside `engines/reference/kept.py`. Each group has a list of the questions kept for it, in the order of keeping.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.engines.compiled import layout as at
from sim.engines.compiled import telling
from sim.engines.compiled.codes import Stream
from sim.engines.compiled.draws import uniform
from sim.engines.compiled.making import Ints, kernel, small


@kernel
def keep(m: Ints, b: Any, question: int, asker: int, answerer: int) -> bool:
    """Keep a question for a meeting of the two, as often as formalisation has it; False: it is to be asked at once."""
    if not decisions.keeps(b, uniform(m, Stream.FORMALISATION, m[question + at.W_NUMBER], 0)):
        return False
    group = common_meeting(m, b, m[asker], m[answerer])
    if group == 0:
        return False
    last = m[group + at.G_LAST_KEPT]
    m[question + at.Q_KEPT] = group
    m[question + at.Q_PREV_KEPT] = last
    m[question + at.Q_NEXT_KEPT] = 0
    if last == 0:
        m[group + at.G_KEPT] = question
    else:
        m[last + at.Q_NEXT_KEPT] = question
    m[group + at.G_LAST_KEPT] = question
    telling.question_kept(m, question, asker, group, m[question + at.Q_INTERFACE])
    return True


@kernel
def common_meeting(m: Ints, b: Any, one: int, other: int) -> int:
    """The group with the fewest attendants whose meetings both seats attend, of several that of the lowest number."""
    best, fewest = 0, 0
    for number in range(m[at.GROUPS]):
        group = m[at.GROUPS_AT] + number * at.GROUP
        count = m[group + at.G_ATTENDANT_COUNT]
        if count == 0 or (best != 0 and count >= fewest) or decisions.meeting_ticks(b, count) == 0:
            continue
        attendants = m[at.LISTS_AT] + m[group + at.G_ATTENDANTS]
        found = 0
        for place in range(attendants, attendants + count):
            if m[place] == one or m[place] == other:
                found += 1
        if found == 2:
            best, fewest = group, count
    return best


@kernel
def ripen(m: Ints, group: int) -> bool:
    """Mark the questions kept for a meeting that is about to end, of which both owners are there; whether any is."""
    found = False
    question = m[group + at.G_KEPT]
    while question != 0:
        asker = m[m[question + at.Q_ASKER] + at.T_OWNER]
        answerer = m[m[question + at.Q_PARTNER] + at.T_OWNER]
        if asker != 0 and answerer != 0 and m[asker + at.S_MEETING] == group and m[answerer + at.S_MEETING] == group:
            m[question + at.Q_RIPE] = 1
            found = True
        question = m[question + at.Q_NEXT_KEPT]
    return found


@kernel
def next_ripe(m: Ints, group: int) -> int:
    """The first of the marked questions that are left; 0 if there is none."""
    question = m[group + at.G_KEPT]
    while question != 0 and m[question + at.Q_RIPE] == 0:
        question = m[question + at.Q_NEXT_KEPT]
    return question


@small
def let_go(m: Ints, question: int) -> None:
    """A question is kept no longer."""
    group = m[question + at.Q_KEPT]
    if group == 0:
        return
    before, after = m[question + at.Q_PREV_KEPT], m[question + at.Q_NEXT_KEPT]
    if before == 0:
        m[group + at.G_KEPT] = after
    else:
        m[before + at.Q_NEXT_KEPT] = after
    if after == 0:
        m[group + at.G_LAST_KEPT] = before
    else:
        m[after + at.Q_PREV_KEPT] = before
    m[question + at.Q_KEPT] = 0
    m[question + at.Q_RIPE] = 0
