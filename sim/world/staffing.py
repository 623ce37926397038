"""Seats become groups by one rule for every structure: shares by load, places by home, leads by grade.

The same seats are arranged again and again, and nobody may gain from how it is done. So there is one way to say how
many seats a group gets (largest remainder of the expected load), who sits there (as many at home as possible, ties by
seat), who leads (highest grade, then lowest seat), and what is merged where seats are too few (neighbours, as even as
can be).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate

from sim.world.organisation import Member

Bundle = tuple[int, ...]
"""Neighbouring disciplines, or lines, that are one group."""


def apportion(seats: int, loads: Sequence[float], least: int) -> tuple[int, ...]:
    """Seats of each group, by largest remainder of its load.

    Parameters
    ----------
    seats : int
        How many there are; at least ``least`` for each group.
    loads : sequence of float
        Load of each group, in any unit; equal shares where all are 0.
    least : int
        Groups that would get fewer get so many, and the others share what is left in the same way.

    Returns
    -------
    tuple of int
        Sums to ``seats``. Equal remainders go to the earlier group.
    """
    given = [0] * len(loads)
    free = list(range(len(loads)))
    while free:
        weights = [Fraction(loads[group]) for group in free]
        if not any(weights):
            weights = [Fraction(1)] * len(free)
        total = sum(weights)
        quotas = [seats * weight / total for weight in weights]
        shares = [int(quota) for quota in quotas]
        behind = sorted(range(len(free)), key=lambda place: shares[place] - quotas[place])
        for place in behind[: seats - sum(shares)]:
            shares[place] += 1
        short = [group for group, share in zip(free, shares, strict=True) if share < least]
        for group, share in zip(free, shares, strict=True):
            given[group] = least if short else share
        seats -= least * len(short)
        free = [group for group in free if group not in short] if short else []
    return tuple(given)


def merge(loads: Sequence[float], most: int) -> tuple[Bundle, ...]:
    """Neighbours made one until no more than ``most`` are left, their loads as even as can be.

    Parameters
    ----------
    loads : sequence of float
        In the order in which they are neighbours, any unit.
    most : int
        At least 1.

    Returns
    -------
    tuple of Bundle
        With the least sum of squared loads; of equals the one that merges the earlier neighbours.
    """
    before = [Fraction(0), *accumulate(map(Fraction, loads))]
    best: dict[int, tuple[Fraction, tuple[int, ...]]] = {0: (Fraction(0), ())}  # where a cut is -> cost, minus sizes
    for _ in range(min(most, len(loads))):
        best = {
            end: min(
                (cost + (before[end] - before[start]) ** 2, (*sizes, start - end))
                for start, (cost, sizes) in best.items()
                if start < end
            )
            for end in range(min(best) + 1, len(loads) + 1)
        }
    sizes = [-size for size in best[len(loads)][1]]
    ends = list(accumulate(sizes))
    return tuple(tuple(range(end - size, end)) for end, size in zip(ends, sizes, strict=True))


def joint_load(load: Sequence[Sequence[float]], disciplines: Iterable[int], lines: Iterable[int]) -> float:
    """Expected load of some disciplines on some lines, in the unit of ``load``."""
    columns = tuple(lines)
    return sum(load[discipline][line] for discipline in disciplines for line in columns)


def bundle_name(bundle: Bundle, names: Sequence[str]) -> str:
    """``insight``, ``brand and digital``, ``brand, digital and crm``."""
    told = [names[number] for number in bundle]
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]


def merged(bundles: Iterable[Bundle], names: Sequence[str]) -> tuple[str, ...]:
    """What a chart must say about merged disciplines or lines."""
    return tuple(f"{bundle_name(bundle, names)} are one group" for bundle in bundles if len(bundle) > 1)


def place(
    seats: Iterable[int], members: Sequence[Member], groups: Sequence[tuple[Bundle, Bundle]], shares: Sequence[int]
) -> tuple[tuple[int, ...], ...]:
    """Seats of each group, with as many at home as possible.

    Parameters
    ----------
    seats : iterable of int
        As many as the shares add up to.
    members : sequence of Member
        By seat.
    groups : sequence of (disciplines, lines)
        What each group covers.
    shares : sequence of int
        Places in each.

    Returns
    -------
    tuple of tuple of int
        Ascending. First come those at home in discipline and line, then in the discipline, then on the line, then the
        rest; each time in the order of the seats, to the group with most places left, ties to the earlier one.
    """
    left = list(shares)
    inside: list[list[int]] = [[] for _ in groups]
    waiting = sorted(seats)
    covers = [(frozenset(disciplines), frozenset(lines)) for disciplines, lines in groups]
    for by_discipline, by_line in ((True, True), (True, False), (False, True), (False, False)):
        later = []
        for seat in waiting:
            home = members[seat]
            fitting = [
                number
                for number, (disciplines, lines) in enumerate(covers)
                if left[number]
                and (not by_discipline or home.discipline in disciplines)
                and (not by_line or home.line in lines)
            ]
            if fitting:
                chosen = max(fitting, key=lambda number: (left[number], -number))
                inside[chosen].append(seat)
                left[chosen] -= 1
            else:
                later.append(seat)
        waiting = later
    return tuple(tuple(sorted(group)) for group in inside)


def head(seats: Iterable[int], members: Sequence[Member]) -> int:
    """Who leads: the highest grade, then the lowest seat."""
    return min(seats, key=lambda seat: (-members[seat].grade, seat))
