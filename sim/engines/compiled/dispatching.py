"""Dispatch: the only place where anyone starts anything.

Beside the first half of `engines/reference/dispatch.py`. Sets of seats and groups are bits in words; who was free when
a pass began is written down first, because the pass changes it.
"""

from __future__ import annotations

from typing import Any

from sim.engines.compiled import conflicts, desks, handing_out, leftovers, sets, steps, stints, working
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
            count = handing_out.free_pullers(m, group, seats)
            if count > 0:
                started = handing_out.hand_out(m, x, b, group, 0, seats, count, True) or started
    return started


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
                started = leftovers.leftovers(m, x, b) or started
        again = m[at.DUE] == 1 or m[at.CHOOSES] == 1
