"""Messages along reporting lines: when a boss becomes the bottleneck, and where a star loses to a tree.

Any member writes to any other at a given rate; a message is worked on by its sender and by everybody it passes, not by
its receiver. Each person is a queue (Guimerà, Díaz-Guilera, Vega-Redondo, Cabrales and Arenas 2002). As routes are
fixed and works exponential the network has a product form (Kelly 1979), so mean delivery times are exact.
"""

from __future__ import annotations

from collections.abc import Sequence


def star(reports: int) -> tuple[int, ...]:
    """Superior of each member where one boss has everybody as a report; the boss is member 0, superior -1."""
    return (-1, *(0 for _ in range(reports)))


def tree(span: int, levels: int) -> tuple[int, ...]:
    """Superior of each member of a tree in which every manager has `span` reports; the top is a level of its own."""
    superior, layer = [-1], [0]
    for _ in range(levels - 1):
        below = []
        for boss in layer:
            for _ in range(span):
                below.append(len(superior))
                superior.append(boss)
        layer = below
    return tuple(superior)


def path(superior: Sequence[int], sender: int, receiver: int) -> tuple[int, ...]:
    """Who works on a message: the sender, up to the lowest common superior and down, without the receiver."""
    up, down = [sender], [receiver]
    while up[-1] not in _above(superior, receiver):
        up.append(superior[up[-1]])
    while down[-1] != up[-1]:
        down.append(superior[down[-1]])
    return tuple((up + down[-2::-1])[:-1])


def _above(superior: Sequence[int], member: int) -> tuple[int, ...]:
    found = [member]
    while superior[found[-1]] >= 0:
        found.append(superior[found[-1]])
    return tuple(found)


def burdens(superior: Sequence[int]) -> tuple[int, ...]:
    """B: of how many ordered pairs (sender, receiver) each member works on the message."""
    count = [0] * len(superior)
    for sender in range(len(superior)):
        for receiver in range(len(superior)):
            if sender != receiver:
                for member in path(superior, sender, receiver):
                    count[member] += 1
    return tuple(count)


def collapse_rate(superior: Sequence[int]) -> float:
    """Messages a member may send in the time of one relay before somebody's queue grows without end."""
    return (len(superior) - 1) / max(burdens(superior))


def delivery_time(superior: Sequence[int], rate: float) -> float:
    """Mean time from sending a message to its delivery, in mean relays.

    Parameters
    ----------
    superior : sequence of int
        Whom each member reports to; -1 at the top.
    rate : float
        Messages each member sends in the time of one relay, to a receiver drawn evenly from the others.

    Raises
    ------
    ValueError
        At or above the collapse rate.

    Notes
    -----
    Little's law over the network: (1 / (N rate)) x sum of l / (1 - l), l = rate B / (N - 1).
    """
    members = len(superior)
    loads = [rate * burden / (members - 1) for burden in burdens(superior)]
    if max(loads) >= 1.0:
        raise ValueError(f"expected a rate below {collapse_rate(superior):g}, got {rate:g}: somebody's queue grows")
    return sum(load / (1.0 - load) for load in loads) / (members * rate)


def crossing_rate(one: Sequence[int], other: Sequence[int]) -> float:
    """The rate above which the first structure is slower than the second, found by bisection.

    Raises
    ------
    ValueError
        If the first is not the faster one at low rates and the slower one near its collapse.
    """
    low, high = 1e-6, collapse_rate(one) * (1.0 - 1e-9)
    if high >= collapse_rate(other):
        raise ValueError("expected the first structure to collapse first")
    if delivery_time(one, low) >= delivery_time(other, low) or delivery_time(one, high) <= delivery_time(other, high):
        raise ValueError("expected the first structure to be faster at low rates and slower near its collapse")
    for _ in range(80):
        middle = (low + high) / 2.0
        if delivery_time(one, middle) < delivery_time(other, middle):
            low = middle
        else:
            high = middle
    return (low + high) / 2.0
