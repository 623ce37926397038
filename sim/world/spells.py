"""Who is away when: absences, vacancies after a departure, and duties outside the department, seat by seat.

Spells belong to seats and not to structures, so that the same person is missing on the same day in every organisation.
Absences and departures come by chance at a yearly rate; outside duties fill a share of a grade's time in blocks of
one length with exponential gaps between them, an alternating renewal process whose long-run share away is
block / (block + mean gap) (Cox 1962). One seat is away for one reason at a time: a vacancy beats an absence, an
absence beats an outside duty, and what is beaten is cut, not moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.arithmetic import Numbers, logs, round_ticks, rounds
from sim.randomness import Stream, Words, entries, keys, uniforms
from sim.scenario.draws import Laws, draws_ticks, laws_table
from sim.scenario.schema import Scenario
from sim.vocabulary import TICK_PER_DAY, TICK_PER_HOUR, Away
from sim.world.arrivals import Poisson, arrivals, even, poisson
from sim.world.processes import Rooms, rooms, run_until
from sim.world.remembering import once_a_scenario
from sim.world.rows import in_order
from sim.world.spans import Spans, union, without
from sim.world.year import Column, Spells


class Drawn(NamedTuple):
    """Spells of one cause as they are drawn, in any order, with first tick and first tick after."""

    seat: Column
    begin: Column
    end: Column


@dataclass(frozen=True)
class Seats:
    """What takes the seats away, and how often and for how long.

    Attributes
    ----------
    subjects : ndarray of uint64
        The seats as addresses.
    leaves : Poisson
        Departures of all seats, then absences of all seats.
    days : Laws
        Length of a vacancy, and of an absence, in ticks.
    block : ndarray of int64
        By seat: ticks of a block of outside duty.
    gap : ndarray of float64
        By seat: mean ticks between two blocks; without meaning where a seat has none.
    duties : Rooms
    """

    subjects: Words
    leaves: Poisson
    days: Laws
    block: Column
    gap: Numbers
    duties: Rooms


@once_a_scenario
def _seats(scenario: Scenario, grades: tuple[int, ...], end: int) -> Seats:
    rules = scenario.absences
    subjects = np.arange(len(grades), dtype=np.uint64)
    rates = np.repeat([rules.turnover, rules.spells], len(grades))
    held = [scenario.staffing.grades[grade] for grade in grades]
    block = np.array([max(1, round_ticks(grade.outside_block_hours * TICK_PER_HOUR)) for grade in held], dtype=np.int64)
    share = np.array([grade.outside_share for grade in held], dtype=np.float64)
    gap = block * (1.0 - share) / np.where(share > 0.0, share, 1.0)
    return Seats(
        subjects=subjects,
        leaves=poisson(np.tile(subjects, 2), rates, even(end)),
        days=laws_table([rules.vacancy_days.lower(TICK_PER_DAY), rules.days.lower(TICK_PER_DAY)]),
        block=block,
        gap=gap,
        duties=rooms(np.where(share > 0.0, end / (gap + block), 0.0)),
    )


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
    key = keys(seed, replication)
    seats = _seats(scenario, tuple(grades), end)
    begins = np.array([key[Stream.DEPARTURE], key[Stream.ABSENCE]], dtype=np.uint64)
    lengths = np.array([key[Stream.VACANCY], key[Stream.ABSENCE_LENGTH]], dtype=np.uint64)
    gone, ill = _leaves(seats, begins, lengths)
    return merged(gone, ill, _duties(seats, key[Stream.OUTSIDE], end), end)


def _leaves(seats: Seats, begins: Words, lengths: Words) -> tuple[Drawn, Drawn]:
    """Vacancies and absences, which come by chance and last an hour at least; a key for each of the two."""
    process, number, begin = arrivals(seats.leaves, np.repeat(begins, len(seats.subjects)))
    why, seat = np.divmod(process, len(seats.subjects))
    days = draws_ticks(seats.days, why, lengths[why], seats.subjects[seat], number)
    end = begin + np.maximum(TICK_PER_HOUR, days)
    gone, ill = (why == 0).nonzero()[0], (why == 1).nonzero()[0]
    return Drawn(seat[gone], begin[gone], end[gone]), Drawn(seat[ill], begin[ill], end[ill])


def _duties(seats: Seats, duty_key: int, end: int) -> Drawn:
    """Blocks of outside duty that begin before the end; the gap before block n reads occasion n."""
    states = entries(duty_key, seats.subjects)

    def steps(seat: Column, block: Words) -> Column:
        gaps = rounds(-seats.gap[seat] * logs(uniforms(states[seat], block)))
        return gaps + np.where(block > 0, seats.block[seat], 0)

    seat, _, begin = run_until(end, seats.duties, steps)
    return Drawn(seat, begin, begin + seats.block[seat])


def merged(vacant: Drawn, absent: Drawn, outside: Drawn, end: int) -> Spells:
    """Spells of one cause at a time, those of a seat apart by at least one tick.

    Parameters
    ----------
    vacant, absent, outside : Drawn
        As drawn; none empty, and none begins at the end or later.
    end : int
        Spells that would begin at this tick or later are left out.

    Returns
    -------
    Spells
        By begin, then seat. Where two causes meet, the later spell begins a tick later, and is left out if nothing
        remains of it.
    """
    drawn = {Away.VACANT: vacant, Away.ABSENT: absent, Away.OUTSIDE: outside}
    stretch = end + 2  # of the line of ticks, for each seat; what lasts longer ends at the last tick but one of it
    gone, ill, duty = (union(_on_line(each, stretch)) for each in drawn.values())
    away = union(Spans(*(np.concatenate(both) for both in zip(gone, ill, strict=True))))
    left = (gone, without(ill, gone), without(duty, away))
    first, after = (np.concatenate(ticks) for ticks in zip(*left, strict=True))
    cause = np.repeat([int(one) for one in drawn], [len(one.begin) for one in left])
    order = np.argsort(first)
    first, after, cause = first[order], after[order], cause[order]
    seat = first // stretch
    first = first + _meeting(first, after) - seat * stretch
    after = after - seat * stretch
    for one, spells in drawn.items():
        long = ((cause == one) & (after == end + 1)).nonzero()[0]
        if len(long):
            latest = np.zeros(seat[-1] + 1, dtype=np.int64)
            np.maximum.at(latest, spells.seat, spells.end)
            after[long] = latest[seat[long]]
    kept = ((first < after) & (first < end)).nonzero()[0]
    kept = kept[in_order(first[kept], seat[kept])]
    return Spells(seat=seat[kept], begin=first[kept], end=after[kept], cause=cause[kept])


def _on_line(drawn: Drawn, stretch: int) -> Spans:
    start = drawn.seat * stretch
    return Spans(start + drawn.begin, start + np.minimum(drawn.end, stretch - 1))


def _meeting(begin: Column, end: Column) -> Column:
    """1 for each of some spans in order that has to wait a tick because it meets the one before it."""
    meets = np.zeros(len(begin), dtype=np.int64)
    meets[1:] = begin[1:] == end[:-1]
    for row in ((end - begin == 1) & (meets > 0)).nonzero()[0].tolist():
        if meets[row]:  # nothing remains of it, so that the next one meets nothing
            meets[row + 1 : row + 2] = 0
    return meets
