"""A desk and a backlog are the same thing: items that wait, in the order in which attention would take them.

An item knows its class, its campaign's priority, the tick at which it first queued and its number of arrival.
Nothing here is a SimPy resource: who is next must be the same in every engine, and what comes back must keep its
place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Protocol

from sim.behaviour.attention import FIFO, LIFO, PRIORITY, law_of, lifted_rank
from sim.behaviour.numbers import Numbers
from sim.log import Item
from sim.vocabulary import Class


class Queueing(Protocol):
    """What an item must know to stand in a queue."""

    item: Item
    number: int
    klass: Class
    priority: int
    first: int
    sequence: int
    order: tuple[int, int, int, int]


MIX = 4
_order = attrgetter("order")


class Desk:
    """Items waiting for one seat, or for the members of one group.

    Parameters
    ----------
    b : Numbers
        Ranks of classes, law, patience of chores.
    draw : function () -> float
        A fresh uniform number, addressed by this desk and its pick number.
    """

    __slots__ = ("_b", "_draw", "chores", "items")

    def __init__(self, b: Numbers, draw: Callable[[], float]) -> None:
        self._b = b
        self._draw = draw
        self.items: list[Queueing] = []
        self.chores = 0

    def rank(self, item: Queueing, now: int) -> int:
        """Urgency of an item now; a chore that has waited its patience stands with dated tasks."""
        b = self._b
        rank = b.ranks[item.klass]
        if item.klass is Class.CHORE:
            return lifted_rank(rank, b.ranks[Class.DATED_TASK], now - item.first, b.chore_patience)
        return rank

    def most_urgent(self, now: int) -> int:
        """Lowest rank among what waits; there must be something."""
        if self.chores:
            return min([self.rank(item, now) for item in self.items])
        return min([item.order[0] for item in self.items])

    def add(self, item: Queueing) -> None:
        """Put an item down."""
        item.order = (self._b.ranks[item.klass], *_place(item, self._b.law))
        self.items.append(item)
        self.chores += item.klass is Class.CHORE

    def remove(self, item: Queueing) -> None:
        """Take a certain item away."""
        self.items.remove(item)
        self.chores -= item.klass is Class.CHORE

    def first(self, now: int) -> Queueing:
        """The item that attention takes next; it stays until removed."""
        if self._b.law > LIFO:
            return next(self.in_order(now, self.items))
        return self.items[0] if len(self.items) == 1 else min(self.items, key=self._key(now))

    def in_order(self, now: int, items: list[Queueing]) -> Iterator[Queueing]:
        """Some of the items in the order in which attention would take them one after another."""
        if not items:
            return
        if self._b.law <= LIFO:
            key = self._key(now)
            first = items[0] if len(items) == 1 else min(items, key=key)
            yield first
            if len(items) > 1:
                yield from sorted((item for item in items if item is not first), key=key)
            return
        waiting = list(items)
        while waiting:
            best = min(self.rank(item, now) for item in waiting)
            among = sorted((item for item in waiting if self.rank(item, now) == best), key=lambda item: item.sequence)
            item = self._pick(among)
            waiting.remove(item)
            yield item

    def _key(self, now: int) -> Callable[[Queueing], tuple[int, int, int, int]]:
        if not self.chores:
            return _order
        return lambda item: (self.rank(item, now), *item.order[1:]) if item.klass is Class.CHORE else item.order

    def _pick(self, among: list[Queueing]) -> Queueing:
        law = self._b.law
        if law == MIX:
            mix = self._b.mix
            law = law_of(self._draw(), mix[0], mix[1], mix[2])
        if law <= LIFO:
            return min(among, key=lambda item: _place(item, law))
        return among[int(self._draw() * len(among))]


def _place(item: Queueing, law: int) -> tuple[int, int, int]:
    if law == PRIORITY or law > LIFO:
        return (-item.priority, item.first, item.sequence)
    if law == FIFO:
        return (item.first, item.sequence, 0)
    return (-item.first, -item.sequence, 0)
