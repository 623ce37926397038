"""A desk and a backlog: items that wait, by class, each class in the order in which attention would take them.

Two chains run through what lies on a desk. One a class is sorted by the law, so the next item stands at its head; one
for all is in order of arrival. The laws that draw at every pick (*random*, *mix*) look through the whole desk.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour.attention import FIFO, LIFO, law_of, lifted_rank
from sim.engines.compiled import layout as at
from sim.engines.compiled import lending
from sim.engines.compiled.codes import Class, Item, Stream
from sim.engines.compiled.draws import uniform
from sim.engines.compiled.making import Ints, kernel, small
from sim.engines.compiled.sets import lowest

MIX = 4
NOBODY = 1 << 40
"""Rank of nothing at all."""


@small
def goes_before(m: Ints, law: int, one: int, other: int) -> bool:
    """Whether an item stands before another of the same rank."""
    first, others_first = m[one + at.W_FIRST], m[other + at.W_FIRST]
    sequence, others_sequence = m[one + at.W_SEQUENCE], m[other + at.W_SEQUENCE]
    if law == LIFO:
        return first > others_first or (first == others_first and sequence > others_sequence)
    if law != FIFO:
        priority, others_priority = m[one + at.W_PRIORITY], m[other + at.W_PRIORITY]
        if priority != others_priority:
            return priority > others_priority
    return first < others_first or (first == others_first and sequence < others_sequence)


@small
def add(m: Ints, b: Any, desk: int, work: int) -> None:
    """Put an item down."""
    klass = m[work + at.W_CLASS]
    m[work + at.W_DESK] = desk
    m[work + at.W_LIST] = klass
    law = b.law
    before = m[desk + at.D_TAIL + klass]  # from the back: most items join near it
    while before != 0 and goes_before(m, law, work, before):
        before = m[before + at.W_PREV]
    after = m[desk + at.D_HEAD + klass] if before == 0 else m[before + at.W_NEXT]
    m[work + at.W_PREV] = before
    m[work + at.W_NEXT] = after
    if before == 0:
        m[desk + at.D_HEAD + klass] = work
        m[desk + at.D_CLASSES] |= 1 << klass
    else:
        m[before + at.W_NEXT] = work
    if after == 0:
        m[desk + at.D_TAIL + klass] = work
    else:
        m[after + at.W_PREV] = work
    last = m[desk + at.D_LAST]
    m[work + at.W_BEFORE] = last
    m[work + at.W_AFTER] = 0
    if last == 0:
        m[desk + at.D_FIRST] = work
    else:
        m[last + at.W_AFTER] = work
    m[desk + at.D_LAST] = work
    m[desk + at.D_COUNT] += 1
    if klass == Class.CHORE:
        m[desk + at.D_CHORES] += 1
    if m[work] == Item.TASK and m[work + at.T_GRANTED] >= 0:
        lending.is_lent(m, desk, m[work + at.T_GRANTED])


@small
def remove(m: Ints, desk: int, work: int) -> None:
    """Take a certain item away."""
    klass = m[work + at.W_LIST]
    before, after = m[work + at.W_PREV], m[work + at.W_NEXT]
    if before == 0:
        m[desk + at.D_HEAD + klass] = after
        if after == 0:
            m[desk + at.D_CLASSES] &= ~(1 << klass)
    else:
        m[before + at.W_NEXT] = after
    if after == 0:
        m[desk + at.D_TAIL + klass] = before
    else:
        m[after + at.W_PREV] = before
    before, after = m[work + at.W_BEFORE], m[work + at.W_AFTER]
    if before == 0:
        m[desk + at.D_FIRST] = after
    else:
        m[before + at.W_AFTER] = after
    if after == 0:
        m[desk + at.D_LAST] = before
    else:
        m[after + at.W_BEFORE] = before
    m[work + at.W_DESK] = 0
    m[desk + at.D_COUNT] -= 1
    if klass == Class.CHORE:
        m[desk + at.D_CHORES] -= 1
    if m[work] == Item.TASK and m[work + at.T_GRANTED] >= 0:
        lending.is_not_lent(m, desk)


@small
def rank_of(m: Ints, b: Any, work: int) -> int:
    """Urgency of an item now; a chore that has waited its patience stands with dated tasks."""
    klass = m[work + at.W_CLASS]
    rank = b.ranks[klass]
    if klass == Class.CHORE:
        return lifted_rank(rank, b.ranks[Class.DATED_TASK], m[at.NOW] - m[work + at.W_FIRST], b.chore_patience)
    return rank


@small
def best_chore(m: Ints, b: Any, head: int) -> int:
    """The chore that goes first: under *lifo* the newest of those that have waited their patience, if there are any."""
    if b.law != LIFO:
        return head
    chore = head
    while chore != 0:
        if rank_of(m, b, chore) != b.ranks[Class.CHORE]:
            return chore
        chore = m[chore + at.W_NEXT]
    return head


@small
def most_urgent(m: Ints, b: Any, desk: int) -> int:
    """Lowest rank among what waits; a large number where nothing does."""
    least = NOBODY
    left = m[desk + at.D_CLASSES]
    while left != 0:
        klass = lowest(left)
        left &= left - 1
        if klass == Class.CHORE:
            chore = m[desk + at.D_HEAD + klass]
            while chore != 0:
                least = min(least, rank_of(m, b, chore))
                if b.law <= FIFO:  # the oldest stands first, and waits longest
                    break
                chore = m[chore + at.W_NEXT]
        elif b.ranks[klass] < least:
            least = b.ranks[klass]
    return least


@small
def first(m: Ints, b: Any, desk: int) -> int:
    """The item that attention takes next; it stays until removed."""
    if b.law > LIFO:
        return first_by_chance(m, b, desk)
    best, best_rank = 0, NOBODY
    left = m[desk + at.D_CLASSES]
    while left != 0:
        klass = lowest(left)
        left &= left - 1
        head = m[desk + at.D_HEAD + klass]
        if klass == Class.CHORE:
            head = best_chore(m, b, head)
        rank = rank_of(m, b, head)
        if rank < best_rank or (rank == best_rank and goes_before(m, b.law, head, best)):
            best, best_rank = head, rank
    return best


@kernel
def first_by_chance(m: Ints, b: Any, desk: int) -> int:
    """The next item of a whole desk under a law that draws."""
    items = m[at.SCRATCH_ITEMS_AT]
    count = 0
    work = m[desk + at.D_FIRST]
    while work != 0:
        m[items + count] = work
        count += 1
        work = m[work + at.W_AFTER]
    return m[items + pick(m, b, desk, items, count)]


@kernel
def pick(m: Ints, b: Any, desk: int, items: int, count: int) -> int:
    """Place of the item that a law which draws picks among some, of which zeros are gone.

    The most urgent are put in order of arrival at any desk; then a law of the mix, or a fresh number, says which.
    """
    least = NOBODY
    for place in range(count):
        if m[items + place] != 0:
            least = min(least, rank_of(m, b, m[items + place]))
    among = 0
    for place in range(count):
        if m[items + place] != 0 and rank_of(m, b, m[items + place]) == least:
            among += 1
    law = b.law
    if law == MIX:
        law = law_of(next_number(m, desk), b.mix[0], b.mix[1], b.mix[2])
    if law <= LIFO:
        best = -1
        for place in range(count):
            work = m[items + place]
            if work == 0 or rank_of(m, b, work) != least:
                continue
            if best < 0 or goes_before(m, law, work, m[items + best]):
                best = place
        return best
    wanted = int(next_number(m, desk) * among)
    for place in range(count):
        work = m[items + place]
        if work == 0 or rank_of(m, b, work) != least:
            continue
        earlier = 0
        for other in range(count):
            rival = m[items + other]
            if rival != 0 and rank_of(m, b, rival) == least and m[rival + at.W_SEQUENCE] < m[work + at.W_SEQUENCE]:
                earlier += 1
        if earlier == wanted:
            return place
    return 0


@small
def next_number(m: Ints, desk: int) -> float:
    """A fresh uniform number, addressed by the desk and its pick number."""
    m[desk + at.D_PICKS] += 1
    return uniform(m, Stream.ATTENTION, m[desk + at.D_NUMBER], m[desk + at.D_PICKS])


@small
def in_order(m: Ints, b: Any, desk: int, items: int, chores_only: bool) -> int:
    """Write what lies on a desk into `items`, in the order of attention, and give the number.

    Under a law that draws the order is that of arrival, and each pick is made when it is wanted.
    """
    count = 0
    if b.law > LIFO:
        work = m[desk + at.D_FIRST]
        while work != 0:
            if not chores_only or m[work + at.W_LIST] == Class.CHORE:
                m[items + count] = work
                count += 1
            work = m[work + at.W_AFTER]
        return count
    cursors = m[at.SCRATCH_AT]  # a chain a class; chores in two, those that are lifted and those that are not
    for klass in range(at.CLASSES):
        m[cursors + klass] = 0 if chores_only else m[desk + at.D_HEAD + klass]
    m[cursors + Class.CHORE] = next_chore(m, b, m[desk + at.D_HEAD + Class.CHORE], True)
    m[cursors + at.CLASSES] = next_chore(m, b, m[desk + at.D_HEAD + Class.CHORE], False)
    while True:
        best, best_rank, chain, rivals = 0, NOBODY, 0, 0
        for place in range(at.CLASSES + 1):
            work = m[cursors + place]
            if work == 0:
                continue
            rank = rank_of(m, b, work)
            if rank < best_rank:
                best, best_rank, chain, rivals = work, rank, place, 0
            elif rank == best_rank:
                rivals += 1
                if goes_before(m, b.law, work, best):
                    best, chain = work, place
        if best == 0:
            return count
        m[items + count] = best
        count += 1
        after = step(m, b, best, chain)
        while rivals == 0 and after != 0:  # nobody else has this rank: the whole chain follows
            m[items + count] = after
            count += 1
            after = step(m, b, after, chain)
        m[cursors + chain] = after


@small
def step(m: Ints, b: Any, work: int, chain: int) -> int:
    """The next item of a chain."""
    after = m[work + at.W_NEXT]
    if chain == Class.CHORE:
        return next_chore(m, b, after, True)
    if chain == at.CLASSES:
        return next_chore(m, b, after, False)
    return after


@small
def next_chore(m: Ints, b: Any, chore: int, lifted: bool) -> int:
    """The first chore from here on that is lifted, or that is not."""
    while chore != 0 and (rank_of(m, b, chore) != b.ranks[Class.CHORE]) != lifted:
        chore = m[chore + at.W_NEXT]
    return chore
