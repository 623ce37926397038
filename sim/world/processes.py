"""Events of many processes side by side: each process runs until it has passed a limit, and its events are counted.

A process is a running sum of steps, such as the times between arrivals; event n is where the sum stands after step n,
and reads the numbers of occasion n. How many events there will be is only known once they are drawn. So each process
gets room for somewhat more than are expected, all rooms are filled at once, and what lies at the limit or beyond is
left out. A process that has not passed the limit at the end of its room is drawn again, from the beginning, in twice
the room; since every number has its address, the events it had before come again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import Numbers
from sim.randomness import Words
from sim.world.year import Column

Steps = Callable[[Column, Words], NDArray[Any]]
"""Steps of some processes, by their numbers and the occasions: not negative, floats or ticks."""


@dataclass(frozen=True)
class Rooms:
    """Cells for the events of processes, those of a process together.

    Attributes
    ----------
    process : ndarray of int64
        Number of the process, by cell.
    occasion : ndarray of uint64
        Number of the event, by cell.
    blocks : tuple of tuple of int
        Processes and cells of each of them, for neighbouring processes with equal room.
    """

    process: Column
    occasion: Words
    blocks: tuple[tuple[int, int], ...]


class Events(NamedTuple):
    """Events of some processes; those of a process stand together and in order.

    Attributes
    ----------
    process : ndarray of int64
    number : ndarray of uint64
        Number of the event in its process, from 0.
    reached : ndarray
        The running sum.
    """

    process: Column
    number: Words
    reached: NDArray[Any]


def rooms(expected: Numbers) -> Rooms:
    """Room for processes of which so many events are expected; hardly one in ten thousand needs more.

    Parameters
    ----------
    expected : ndarray of float64
        Events of each process, at least roughly; a process without any gets no room.
    """
    needed = expected + 4.0 * np.sqrt(expected) + 4.0
    step = np.ldexp(1.0, np.frexp(needed)[1] - 3)  # many have equal room: 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, ... cells
    room = np.where(expected > 0.0, np.ceil(needed / step) * step, 0.0)
    return furnished(np.arange(len(expected)), room.astype(np.int64))


def furnished(processes: Column, room: Column) -> Rooms:
    """Rooms of given sizes.

    Parameters
    ----------
    processes : ndarray of int64
        Their numbers.
    room : ndarray of int64
        Cells of each.
    """
    order = np.argsort(room, kind="stable")
    order = order[room[order] > 0]
    sizes, first = np.unique(room[order], return_index=True)
    counts = np.diff(np.append(first, len(order)))
    places = [np.tile(np.arange(size, dtype=np.uint64), count) for size, count in zip(sizes, counts, strict=True)]
    return Rooms(
        process=np.repeat(processes[order], room[order]),
        occasion=np.concatenate([np.zeros(0, dtype=np.uint64), *places]),
        blocks=tuple(zip(counts.tolist(), sizes.tolist(), strict=True)),
    )


def run_until(limit: float, rooms: Rooms, steps: Steps) -> Events:
    """Events of all processes before a limit.

    Parameters
    ----------
    limit : float
        Where processes end; an event at the limit is left out.
    rooms : Rooms
    steps : function
        Steps at the cells that are asked for, not negative; steps must lead to the limit in the end.

    Returns
    -------
    Events
        Sums are those of a loop that adds one step after the other, to the last bit.
    """
    reached = steps(rooms.process, rooms.occasion)
    begin, short = 0, []
    for count, size in rooms.blocks:
        block = reached[begin : begin + count * size].reshape(count, size)
        np.cumsum(block, axis=1, out=block)
        unfinished = (block[:, -1] < limit).nonzero()[0]
        short.extend((begin + unfinished * size).tolist())
        begin += count * size
    before = reached < limit
    if not short:
        return Events(rooms.process[before], rooms.occasion[before], reached[before])
    again = rooms.process[short]
    before &= ~np.isin(rooms.process, again)
    sizes = np.array([2 * int(np.count_nonzero(rooms.process == process)) for process in again], dtype=np.int64)
    more = run_until(limit, furnished(again, sizes), steps)
    found = (rooms.process[before], rooms.occasion[before], reached[before])
    return Events(*(np.concatenate(pair) for pair in zip(found, more, strict=True)))
