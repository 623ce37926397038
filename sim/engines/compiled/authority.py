"""Who decides: the scope rule, the amount, centralisation, and the way a request takes.

Beside `engines/reference/authority.py`, function by function.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour.approval import may_decide
from sim.engines.compiled import layout as at
from sim.engines.compiled.codes import Stream
from sim.engines.compiled.draws import first_group, member_of, task_of, uniform
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.vocabulary import NONE


@kernel
def scope_of(m: Ints, need: int) -> int:
    """Write the seats concerned (makers, the member at work, the next task's lead) into scratch; gives their number."""
    scope = m[at.SCRATCH_AT]
    count = 0
    requester = m[m[need + at.E_REQUESTER]]
    inside = False
    node = m[m[need + at.E_CAMPAIGN] + at.C_MAKERS]
    while node != 0:
        m[scope + count] = m[node]
        inside = inside or m[node] == requester
        count += 1
        node = m[node + 1]
    if not inside:
        m[scope + count] = requester
        count += 1
    task = m[need + at.E_TASK]
    if task != 0 and m[task + at.T_SUCCESSOR_COUNT] > 0:
        next_task = task_of(m, m[m[at.SUCCESSORS_AT] + m[task + at.T_SUCCESSORS]])
        m[scope + count] = m[first_group(m, m[next_task + at.T_DISCIPLINE], m[next_task + at.T_LINE]) + at.G_LEAD]
        count += 1
    return count


@small
def side_holds(m: Ints, x: Floats, need: int, count: int) -> int:
    """0 if both sides of a double line hold authority for the seats in scratch, 1 if only the heavier one does."""
    p = 1.0
    for place in range(count):
        p = min(p, x[m[at.SIDE_AT] + m[m[at.SCRATCH_AT] + place]])
    if p >= 1.0:
        return 0
    return 0 if uniform(m, Stream.AUTHORITY_SIDE, m[need + at.E_SUBJECT], m[need + at.E_OCCASION]) < p else 1


@small
def is_above(m: Ints, superior: int, member: int, mode: int) -> bool:
    """Whether a seat is among the superiors of a member."""
    place = m[at.LISTS_AT] + m[member + at.S_ABOVE + mode]
    for _ in range(m[member + at.S_ABOVE_COUNT + mode]):
        if m[place] == superior:
            return True
        place += 3
    return False


@kernel
def lowest_common(m: Ints, count: int, asker: int, mode: int) -> int:
    """The lowest superior of every seat in scratch, seen from the asker."""
    place = m[at.LISTS_AT] + m[asker + at.S_ABOVE + mode]
    for _ in range(m[asker + at.S_ABOVE_COUNT + mode]):
        superior = m[place]
        common = True
        for one in range(count):
            seat = m[m[at.SCRATCH_AT] + one]
            if seat != m[asker] and not is_above(m, superior, member_of(m, seat), mode):
                common = False
                break
        if common:
            return superior
        place += 3
    return m[at.TOP]


@kernel
def common_superior(m: Ints, one: int, other: int) -> int:
    """The lowest seat that is above both seats, or one of them, along solid lines."""
    while one != other:
        if m[member_of(m, one) + at.S_DEPTH] < m[member_of(m, other) + at.S_DEPTH]:
            one, other = other, one
        one = m[member_of(m, one) + at.S_SUPERIOR]
    return one


@kernel
def decider_of(m: Ints, x: Floats, b: Any, need: int) -> int:
    """Who decides: scope, then amount, then centralisation."""
    requester = m[need + at.E_REQUESTER]
    if not b.on.climb:
        return m[requester]
    count = scope_of(m, need)
    m[need + at.E_MODE] = side_holds(m, x, need, count)
    decider = lowest_common(m, count, requester, m[need + at.E_MODE])
    top, levels = m[at.TOP], m[at.AUTHORITY]
    while decider != top:
        level = min(m[member_of(m, decider) + at.S_DEPTH], levels - 1)
        if may_decide(m[need + at.E_AMOUNT], m[m[at.AUTHORITY_AT] + level]):
            break
        decider = m[member_of(m, decider) + at.S_SUPERIOR]
    steps = 0
    central = b.centralisation
    while central > 0.0 and decider != top:
        occasion = m[need + at.E_OCCASION] * 64 + steps
        if uniform(m, Stream.CENTRALISATION, m[need + at.E_SUBJECT], occasion) >= central:
            break
        decider = m[member_of(m, decider) + at.S_SUPERIOR]
        steps += 1
    return decider


@kernel
def way_to(m: Ints, path: int, seat: int, decider: int, mode: int) -> int:
    """Write the seats that a request passes on the shortest way up, the decider last, and give their number."""
    if seat == decider:
        m[path] = seat
        return 1
    count = 0
    here = seat
    while here != decider:
        member = member_of(m, here)
        place = m[at.LISTS_AT] + m[member + at.S_ABOVE + mode]
        following = m[member + at.S_SUPERIOR]
        for _ in range(m[member + at.S_ABOVE_COUNT + mode]):
            if m[place] == decider and m[place + 1] > 0:
                following = m[place + 2]
                break
            place += 3
        here = following
        if here == NONE:  # not above at all: there is no way but the direct one
            m[path] = decider
            return 1
        m[path + count] = here
        count += 1
    return count


@small
def stand_in(m: Ints, member: int) -> int:
    """Who answers for a member who is away for long."""
    if m[member + at.S_AWAY_LONG] == 0:
        return member
    place = m[at.LISTS_AT] + m[member + at.S_STAND_INS]
    for one in range(place, place + m[member + at.S_STAND_IN_COUNT]):
        other = member_of(m, m[one])
        if m[other + at.S_AWAY_LONG] == 0:
            return other
    return member
