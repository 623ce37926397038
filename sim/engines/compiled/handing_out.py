"""Handing out: the items of a backlog go, in the order of attention, to the fastest free eligible member.

Beside `_hand_out`, `fastest` and `_prefers` in `engines/reference/dispatch.py`.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.behaviour.attention import LIFO
from sim.engines.compiled import backlogs, conflicts, desks, sets, steps, stints, working
from sim.engines.compiled import layout as at
from sim.engines.compiled.codes import Item
from sim.engines.compiled.draws import group_of, member_of
from sim.engines.compiled.making import Floats, Ints, kernel, small
from sim.engines.compiled.sets import WORD, lowest


@small
def free_pullers(m: Ints, group: int, seats: int) -> int:
    """Write the free members of a group who produce, in seat order, and give their number."""
    count = 0
    if m[group + at.G_FREE] == 0:
        return 0
    pullers = m[at.LISTS_AT] + m[group + at.G_PULLER_SET]
    for word in range(m[group + at.G_FIRST_WORD], m[group + at.G_END_WORD]):
        left = m[m[at.FREE_AT] + word] & m[pullers + word]
        while left != 0:
            m[seats + count] = word * WORD + lowest(left)
            left &= left - 1
            count += 1
    return count


@small
def takes_more(m: Ints, seats: int, count: int) -> bool:
    """Whether one of these members may take another task."""
    for place in range(seats, seats + count):
        if sets.contains(m, m[at.ROOMY_AT], m[place]):
            return True
    return False


@small
def is_given(m: Ints, member: int, group: int, ticks: int) -> None:
    """A member who chooses between backlogs has pulled so much from this one."""
    place = m[at.LISTS_AT] + m[member + at.S_CHOICES]
    for _ in range(m[member + at.S_CHOICE_COUNT]):
        if m[place] == group:
            m[place + 2] += ticks
        place += 3


@small
def prefers(m: Ints, member: int, group: int) -> bool:
    """Who may pull from several groups pulls from the one with the least (ticks given / weight), ties by number."""
    count = m[member + at.S_CHOICE_COUNT]
    if count < 2:
        return True
    choices = m[at.LISTS_AT] + m[member + at.S_CHOICES]
    number = m[group]
    weight, mine = 0, 0
    for place in range(choices, choices + 3 * count, 3):
        if m[place] == number:
            weight, mine = m[place + 1], m[place + 2]
    for place in range(choices, choices + 3 * count, 3):
        other = m[place]
        if other == number or m[m[group_of(m, other) + at.G_DESK] + at.D_COUNT] == 0:
            continue
        theirs = m[place + 2] * weight
        ours = mine * m[place + 1]
        if theirs < ours or (theirs == ours and other < number):
            return False
    return True


@small
def fastest(m: Ints, x: Floats, b: Any, work: int, seats: int, free: int, own: int) -> int:
    """Decision point 1: who of these is eligible, and the fastest; 0 for nobody."""
    best, best_speed = 0, 0.0
    is_task = m[work] == Item.TASK
    discipline = m[work + at.T_DISCIPLINE] if is_task else m[work + at.K_DISCIPLINE]
    line = m[work + at.T_LINE] if is_task else m[work + at.K_LINE]
    for place in range(seats, seats + free):
        seat = m[place]
        member = member_of(m, seat)
        if is_task and m[member + at.S_ROOM] <= 0:
            continue
        skill = x[m[at.SKILL_AT] + seat * m[at.DISCIPLINES] + discipline]
        speed = skill * x[m[at.FAMILIAR_AT] + seat * m[at.LINES] + line]
        if speed <= 0.0 or (own != 0 and not prefers(m, member, own)):
            continue
        if best == 0 or decisions.pulls_before(
            b.on.assign != 0, speed, m[member + at.S_IDLE_SINCE], best_speed, m[best + at.S_IDLE_SINCE]
        ):
            best, best_speed = member, speed
    return best


@kernel
def hand_out(m: Ints, x: Floats, b: Any, group: int, single: int, seats: int, free: int, own: bool) -> bool:
    """Offer a backlog, or a single item of it, in the order of attention, to these free seats."""
    desk = m[group + at.G_DESK]
    chores_only = not takes_more(m, seats, free)
    if chores_only and (m[desk + at.D_CHORES] == 0 or (single != 0 and m[single] != Item.CHORE)):
        return False
    # a single item has a place of its own: the list it comes from is still being read
    items = m[at.SCRATCH_AT] + 2 * at.CLASSES if single != 0 else m[at.SCRATCH_ITEMS_AT]
    count = 1
    if single != 0:
        m[items] = single
    else:
        count = desks.in_order(m, b, desk, items, chores_only)
    started = False
    for turn in range(count):
        place = turn
        if b.law > LIFO:
            place = desks.pick(m, b, desk, items, count)
        work = m[items + place]
        m[items + place] = 0
        if m[work + at.W_DESK] != desk:
            continue
        best = fastest(m, x, b, work, seats, free, group if own else 0)
        if best == 0:
            continue
        started = True
        if m[work] == Item.TASK:
            rival = conflicts.rival_of(m, x, b, best, work, desk)
            if rival != 0:
                conflicts.arises(m, x, b, best, work, rival, desk)
                steps.settle(m, x, b)
                if m[desk + at.D_COUNT] == 0:
                    sets.exclude(m, m[at.BACKLOGS_AT], m[group])
                continue
        backlogs.take_from(m, desk, work, 0)
        is_given(m, best, m[group], m[work + at.T_STANDARD] if m[work] == Item.TASK else stints.ticks_of(m, work))
        working.assign(m, x, b, best, work)
        steps.settle(m, x, b)
        if m[at.STOP] != 0:
            break
        still_free = 0
        for one in range(free):
            if sets.contains(m, m[at.FREE_AT], m[seats + one]):
                m[seats + still_free] = m[seats + one]
                still_free += 1
        free = still_free
        if free == 0:
            break
    return started
