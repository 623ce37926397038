"""Dispatch: the only place where anyone starts anything.

Beside the first half of `engines/reference/dispatch.py`. Sets of seats and groups are bits in words; who was free when
a pass began is written down first, because the pass changes it.
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
def anybody_free(m: Ints) -> bool:
    """Whether some seat is free."""
    return sets.holds_any(m, m[at.FREE_AT], m[at.SEAT_WORDS])


@small
def any_backlog(m: Ints) -> bool:
    """Whether something waits in some backlog."""
    return sets.holds_any(m, m[at.BACKLOGS_AT], m[at.GROUP_WORDS])


@kernel
def dispatch(m: Ints, x: Floats, b: Any) -> None:
    """Nothing else is left at this tick: let free members start, as long as that gives others something to turn to."""
    started = True
    again = True
    while started and again and m[at.STOP] == 0 and anybody_free(m):
        m[at.DUE] = 0
        started = own_desks(m, x, b)
        if any_backlog(m):
            started = all_backlogs(m, x, b) or started
            if anybody_free(m) and any_backlog(m):
                started = leftovers(m, x, b) or started
        again = m[at.DUE] == 1 or m[at.CHOOSES] == 1


@small
def own_desks(m: Ints, x: Floats, b: Any) -> bool:
    """(a) Each free, present seat, in seat order, takes the first item of its own desk."""
    started = False
    ready = m[at.SCRATCH_SEATS_AT]
    words = m[at.SEAT_WORDS]
    anybody = 0
    for word in range(words):
        some = m[m[at.FREE_AT] + word] & m[m[at.LADEN_AT] + word]
        m[ready + word] = some
        anybody |= some
    if anybody == 0:
        return False
    for word in range(words):
        left = m[ready + word]
        while left != 0:
            bit = lowest(left)
            left &= left - 1
            member = member_of(m, word * WORD + bit)
            desk = m[member + at.S_DESK]
            while m[desk + at.D_COUNT] > 0 and stints.is_free(m, member) and m[at.STOP] == 0:
                started = True
                work = desks.first(m, b, desk)
                rival = 0
                if m[work] == Item.TASK:
                    rival = conflicts.rival_of(m, x, b, member, work, desk)
                if rival != 0:
                    conflicts.arises(m, x, b, member, work, rival, desk)
                else:
                    stints.leave_queue(m, desk, work, 0)
                    working.take_up(m, x, b, member, work)
                steps.settle(m, x, b)
    return started


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
def all_backlogs(m: Ints, x: Floats, b: Any) -> bool:
    """(b) Group by group, items go to the fastest free eligible member."""
    started = False
    waiting, seats = m[at.SCRATCH_GROUPS_AT], m[at.SCRATCH_SEATS_AT]
    words = m[at.GROUP_WORDS]
    for word in range(words):
        m[waiting + word] = m[m[at.BACKLOGS_AT] + word]
    for word in range(words):
        left = m[waiting + word]
        while True:
            chores = m[m[at.FREE_GROUPS_AT] + word] & m[m[at.CHORE_GROUPS_AT] + word]
            some = left & (m[m[at.ROOMY_GROUPS_AT] + word] | chores)
            if some == 0:
                break
            bit = lowest(some)
            left &= -2 << bit  # this group and those before it have had their turn
            group = group_of(m, word * WORD + bit)
            if m[m[group + at.G_DESK] + at.D_CHORES] == 0:
                sets.exclude(m, m[at.CHORE_GROUPS_AT], m[group])
            count = free_pullers(m, group, seats)
            if count > 0:
                started = hand_out(m, x, b, group, 0, seats, count, True) or started
    return started


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
                if count > 0 and hand_out(m, x, b, group, work, seats, count, False):
                    started = True
                    roomy, free = who_helps(m, group, takes_tasks, helpers)
    return started


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
        return free_pullers(m, group_of(m, m[work + at.T_GRANTED]), seats)
    return 0


@small
def takes_more(m: Ints, seats: int, count: int) -> bool:
    """Whether one of these members may take another task."""
    for place in range(seats, seats + count):
        if sets.contains(m, m[at.ROOMY_AT], m[place]):
            return True
    return False


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


@small
def is_given(m: Ints, member: int, group: int, ticks: int) -> None:
    """A member who chooses between backlogs has pulled so much from this one."""
    place = m[at.LISTS_AT] + m[member + at.S_CHOICES]
    for _ in range(m[member + at.S_CHOICE_COUNT]):
        if m[place] == group:
            m[place + 2] += ticks
        place += 3


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
