"""Who is away when: absences, vacancies after a departure, and duties outside the department, seat by seat.

Spells belong to seats and not to structures, so that the same person is missing on the same day in every organisation.
Absences and departures come by chance at a yearly rate; outside duties fill a share of a grade's time in blocks of
one length with exponential gaps between them, an alternating renewal process whose long-run share away is
block / (block + mean gap) (Cox 1962). One seat is away for one reason at a time: a vacancy beats an absence, an
absence beats an outside duty, and what is beaten is cut, not moved.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.arithmetic import log, round_ticks
from sim.randomness import Stream, key, uniform_at
from sim.scenario.laws import Law, draw_ticks
from sim.scenario.schema import Scenario
from sim.vocabulary import TICK_PER_DAY, TICK_PER_HOUR, Away
from sim.world.arrivals import arrivals, even
from sim.world.year import Spells

Span = tuple[int, int]
"""First tick, and first tick after."""


def union(spans: Sequence[Span]) -> list[Span]:
    """The same ticks in spans that neither overlap nor touch, in order."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What is left of ordered spans outside other ordered spans; neither overlap among themselves."""
    left: list[Span] = []
    first = 0
    for begin, end in spans:
        while first < len(taken) and taken[first][1] <= begin:
            first += 1
        number = first
        while number < len(taken) and taken[number][0] < end:
            if begin < taken[number][0]:
                left.append((begin, taken[number][0]))
            begin = max(begin, taken[number][1])
            number += 1
        if begin < end:
            left.append((begin, end))
    return left


def merged(vacant: Sequence[Span], absent: Sequence[Span], outside: Sequence[Span]) -> list[tuple[int, int, int]]:
    """Spells of one seat: begin, end and cause, in order, apart by at least one tick.

    Parameters
    ----------
    vacant, absent, outside : sequence of Span
        As drawn, in any order; none empty.

    Returns
    -------
    list of tuple of int
        Where two causes meet, the later spell begins a tick later, and is left out if nothing remains of it.
    """
    gone, ill, duty = union(vacant), union(absent), union(outside)
    causes = (
        (gone, Away.VACANT),
        (without(ill, gone), Away.ABSENT),
        (without(duty, union([*gone, *ill])), Away.OUTSIDE),
    )
    apart: list[tuple[int, int, int]] = []
    for begin, end, cause in sorted((begin, end, int(cause)) for spans, cause in causes for begin, end in spans):
        start = begin + 1 if apart and apart[-1][1] == begin else begin
        if start < end:
            apart.append((start, end, cause))
    return apart


def by_chance(rate_key: int, length_key: int, seat: int, per_year: float, law: Law, end: int) -> list[Span]:
    """Poisson spells of one seat, at least an hour long each."""
    begins = arrivals(rate_key, seat, per_year, even(end))
    lengths = (max(TICK_PER_HOUR, draw_ticks(law, length_key, seat, number)) for number in range(len(begins)))
    return [(begin, begin + length) for begin, length in zip(begins, lengths, strict=True)]


def duties(rate_key: int, seat: int, share: float, block: int, end: int) -> list[Span]:
    """Blocks of outside duty of one seat that begin before the end; the gap before block n reads occasion n."""
    found: list[Span] = []
    if share <= 0.0:
        return found
    gap = block * (1.0 - share) / share
    tick = 0
    while True:
        tick += round_ticks(-gap * log(uniform_at(rate_key, seat, len(found))))
        if tick >= end:
            return found
        found.append((tick, tick + block))
        tick += block


def draw_spells(scenario: Scenario, seed: int, replication: int, grades: Sequence[int], end: int) -> Spells:
    """Spells of all seats.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int
    grades : sequence of int
        Grade of each seat.
    end : int
        Spells that would begin at this tick or later are left out; those that last beyond it keep their length.

    Returns
    -------
    Spells
    """
    streams = (Stream.ABSENCE, Stream.ABSENCE_LENGTH, Stream.DEPARTURE, Stream.VACANCY, Stream.OUTSIDE)
    absence, length, departure, vacancy, outside = (key(seed, replication, stream) for stream in streams)
    rules = scenario.absences
    days, vacancy_days = rules.days.lower(TICK_PER_DAY), rules.vacancy_days.lower(TICK_PER_DAY)
    blocks = [max(1, round_ticks(grade.outside_block_hours * TICK_PER_HOUR)) for grade in scenario.staffing.grades]
    rows: list[tuple[int, int, int, int]] = []
    for seat, grade in enumerate(grades):
        spells = merged(
            by_chance(departure, vacancy, seat, rules.turnover, vacancy_days, end),
            by_chance(absence, length, seat, rules.spells, days, end),
            duties(outside, seat, scenario.staffing.grades[grade].outside_share, blocks[grade], end),
        )
        rows.extend((begin, seat, after, cause) for begin, after, cause in spells if begin < end)
    table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 4)
    return Spells(seat=table[:, 1].copy(), begin=table[:, 0].copy(), end=table[:, 2].copy(), cause=table[:, 3].copy())
