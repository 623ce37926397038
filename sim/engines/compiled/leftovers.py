"""Leftovers: what nobody of its own group took goes to groups later in coverage, and to those that have been lent.

Beside `leftovers` in `engines/reference/dispatch.py`. A group is asked only if somebody could take something: sets say
who later in coverage is free and has room, and which groups were lent and have members with room.
"""

from __future__ import annotations

from typing import Any

from sim.engines.compiled import handing_out, sets
from sim.engines.compiled import layout as at
from sim.engines.compiled.codes import Item
from sim.engines.compiled.draws import group_of
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.engines.compiled.sets import WORD, lowest


@small
def free_helpers(m: Ints, work: int, seats: int) -> int:
    """Write the free members of the first group later in coverage that has any, else of the group that was lent."""
    is_chore = m[work] == Item.CHORE
    discipline = m[work + at.K_DISCIPLINE] if is_chore else m[work + at.T_DISCIPLINE]
    line = m[work + at.K_LINE] if is_chore else m[work + at.T_LINE]
    row = m[at.LATER_AT] + 2 * (discipline * m[at.LINES] + line)
    words = m[at.SEAT_WORDS]
    lists = m[at.LISTS_AT] + m[row]
    groups = m[row + 1] if sets.meet(m, lists, m[at.FREE_AT], words) else 0
    lists += words
    for _ in range(groups):
        size = m[lists + words]
        first = lists + words + 1
        if sets.meet(m, lists, m[at.FREE_AT], words):
            count = 0
            for place in range(first, first + size):
                if sets.contains(m, m[at.FREE_AT], m[place]):
                    m[seats + count] = m[place]
                    count += 1
            return count
        lists = first + size
    if not is_chore and m[work + at.T_GRANTED] >= 0:
        return handing_out.free_pullers(m, group_of(m, m[work + at.T_GRANTED]), seats)
    return 0


@small
def may_be_lent(m: Ints, task: int, takes_tasks: bool) -> bool:
    """Whether the group that may help with a task has somebody free with room for it."""
    donor = m[task + at.T_GRANTED]
    if donor < 0 or not (takes_tasks or m[task + at.T_IS_GRANTED] == 1):
        return False
    return m[group_of(m, donor) + at.G_ROOMY] > 0


@small
def who_helps(m: Ints, group: int, takes_tasks: bool, helpers: bool) -> tuple[bool, bool]:
    """Whether of those later in some coverage of this group one is free and has room, and whether one is free."""
    later, words = m[at.LISTS_AT] + m[group + at.G_HELPER_SET], m[at.SEAT_WORDS]
    roomy = takes_tasks and sets.meet(m, m[at.ROOMY_AT], later, words)
    return roomy, roomy or (helpers and sets.meet(m, m[at.FREE_AT], later, words))


@kernel
def leftovers(m: Ints, x: Floats, b: Any) -> bool:
    """(c) What is left goes to groups later in coverage, and to those who have been lent."""
    started = False
    takes_tasks = sets.meet(m, m[at.ROOMY_AT], m[at.LATER_SEATS_AT], m[at.SEAT_WORDS])
    helpers = takes_tasks or sets.meet(m, m[at.FREE_AT], m[at.LATER_SEATS_AT], m[at.SEAT_WORDS])
    if m[at.GRANTED] == 0 and not helpers:
        return started
    waiting, seats, items = m[at.SCRATCH_GROUPS_AT], m[at.SCRATCH_SEATS_AT], m[at.SCRATCH_ITEMS_AT]
    words = m[at.GROUP_WORDS]
    for word in range(words):
        m[waiting + word] = m[m[at.BACKLOGS_AT] + word]
    for word in range(words):
        left = m[waiting + word]
        while True:
            some = left
            if not takes_tasks:
                chores = m[m[at.CHORE_GROUPS_AT] + word] if helpers else 0
                some &= m[m[at.LENT_GROUPS_AT] + word] | chores
            if some == 0:
                break
            bit = lowest(some)
            left &= -2 << bit
            group = group_of(m, word * WORD + bit)
            desk = m[group + at.G_DESK]
            roomy, free = who_helps(m, group, takes_tasks, helpers)
            donors = m[at.DONORS_AT] + m[group] * words
            lent = m[desk + at.D_LENT] > 0 and sets.meet(m, donors, m[at.ROOMY_GROUPS_AT], words)
            if not roomy and not lent and (not free or m[desk + at.D_CHORES] == 0):
                continue
            lying = 0
            work = m[desk + at.D_FIRST]
            while work != 0:
                m[items + lying] = work
                lying += 1
                work = m[work + at.W_AFTER]
            for place in range(items, items + lying):
                work = m[place]
                is_chore = m[work] == Item.CHORE
                if is_chore:
                    if not free:
                        continue
                elif not roomy and not may_be_lent(m, work, takes_tasks):
                    continue
                count = free_helpers(m, work, seats)
                if count > 0 and handing_out.hand_out(m, x, b, group, work, seats, count, False):
                    started = True
                    roomy, free = who_helps(m, group, takes_tasks, helpers)
    return started
