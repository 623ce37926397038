"""What is still to come: moments in a heap, and steps of the present moment on a stack.

A moment is one integer, (tick, kind, subject) packed so that integers sort as moments do, in a 4-ary heap (a wide heap
is shallow, and its children lie side by side). Whether a moment still holds is not written in the heap: its owner's row
says at which tick it comes up, and a stale one is passed over, as on the reference engine's clock.

`later` puts a step on the stack; `loop.settle` takes the newest first. A function that would call deeper in the
reference engine, and do something afterwards, puts the rest on the stack first and the deeper step on top of it.
"""

from __future__ import annotations

from sim.engines.compiled import layout as at
from sim.engines.compiled.making import Ints, kernel, small
from sim.engines.trace import packed

HEAP_FULL, LATER_FULL, NEEDS_FULL, REQUESTS_FULL, INTERFACES_FULL, NODES_FULL, PARTS_FULL = range(1, 8)
"""Why a run stopped: there was no room. It is begun again with more."""

ANSWER, ASK, STINT_IS_OVER, CHECK, SECOND_OF_PAIR, CLEAR_DESK, SEND_BACK, ANSWER_KEPT = range(8)
"""Steps that can be put off."""
STEP = 4


@kernel
def push(m: Ints, tick: int, kind: int, subject: int) -> None:
    """Put a moment into the heap."""
    size = m[at.HEAP]
    if size >= m[at.HEAP_CAP]:
        m[at.STOP] = HEAP_FULL
        return
    key = packed(tick, kind, subject)
    heap = m[at.HEAP_AT]
    hole = size
    m[at.HEAP] = size + 1
    while hole > 0:
        parent = (hole - 1) >> 2
        above = m[heap + parent]
        if above <= key:
            break
        m[heap + hole] = above
        hole = parent
    m[heap + hole] = key


@small
def pop(m: Ints) -> int:
    """Take the least moment out of the heap, which must not be empty."""
    heap = m[at.HEAP_AT]
    least = m[heap]
    size = m[at.HEAP] - 1
    m[at.HEAP] = size
    if size == 0:
        return least
    key = m[heap + size]
    hole = 0
    while True:
        child = 4 * hole + 1
        if child >= size:
            break
        best = child
        value = m[heap + child]
        stop = min(child + 4, size)
        for other in range(child + 1, stop):
            if m[heap + other] < value:
                value = m[heap + other]
                best = other
        if value >= key:
            break
        m[heap + hole] = value
        hole = best
    m[heap + hole] = key
    return least


@small
def set_moment(m: Ints, place: int, tick: int, kind: int, subject: int) -> None:
    """Let a moment come up at a tick, in place of any other of the same kind and subject; `place` holds its tick."""
    m[place] = tick
    if tick < m[at.END]:
        push(m, tick, kind, subject)


@small
def later(m: Ints, step: int, a: int, b: int, c: int) -> None:
    """Put a step on the stack."""
    size = m[at.LATER]
    if size >= m[at.LATER_CAP]:
        m[at.STOP] = LATER_FULL
        return
    place = m[at.AGENDA_AT] + STEP * size
    m[place] = step
    m[place + 1] = a
    m[place + 2] = b
    m[place + 3] = c
    m[at.LATER] = size + 1
