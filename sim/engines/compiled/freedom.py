"""Who is free, who of them has room for another task, and which groups have such members.

A seat's word is changed in one place, and the count of each group it produces for with it, so that dispatch asks only
those groups where somebody could take something: what a tick costs does not grow with the department.
"""

from __future__ import annotations

from sim.engines.compiled import layout as at
from sim.engines.compiled import sets
from sim.engines.compiled.making import Ints, kernel, small


@kernel
def set_free(m: Ints, member: int, free: bool) -> None:
    """A seat is free from now on, or no longer."""
    seat = m[member]
    if sets.contains(m, m[at.FREE_AT], seat) == free:
        return
    if free:
        sets.include(m, m[at.FREE_AT], seat)
    else:
        sets.exclude(m, m[at.FREE_AT], seat)
    count_in_groups(m, member, at.G_FREE, m[at.FREE_GROUPS_AT], free)
    if m[member + at.S_ROOM] > 0:
        set_roomy(m, member, free)


@kernel
def open_tasks_are(m: Ints, member: int, more: int) -> None:
    """A seat has so many more open tasks, or fewer."""
    room = m[member + at.S_ROOM] - more
    m[member + at.S_ROOM] = room
    if sets.contains(m, m[at.FREE_AT], m[member]):
        set_roomy(m, member, room > 0)


@small
def set_roomy(m: Ints, member: int, roomy: bool) -> None:
    """A seat is free and has room for another task, or not."""
    seat = m[member]
    if sets.contains(m, m[at.ROOMY_AT], seat) == roomy:
        return
    if roomy:
        sets.include(m, m[at.ROOMY_AT], seat)
    else:
        sets.exclude(m, m[at.ROOMY_AT], seat)
    count_in_groups(m, member, at.G_ROOMY, m[at.ROOMY_GROUPS_AT], roomy)


@small
def count_in_groups(m: Ints, member: int, column: int, words: int, more: bool) -> None:
    """Count a seat in or out of the groups it produces for; a set says which groups have any."""
    groups = m[at.LISTS_AT] + m[member + at.S_PRODUCES]
    for place in range(groups, groups + m[member + at.S_PRODUCE_COUNT]):
        count = m[at.GROUPS_AT] + m[place] * at.GROUP + column
        if more:
            m[count] += 1
            if m[count] == 1:
                sets.include(m, words, m[place])
        else:
            m[count] -= 1
            if m[count] == 0:
                sets.exclude(m, words, m[place])
