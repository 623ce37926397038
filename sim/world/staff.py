"""The staff: the same seats in every structure, listed one by one or made from shares and the expected load.

A listed seat is taken as it stands. Seats that are made get their grades by largest remainder of the grades' shares,
the highest grade at least one, and their homes by largest remainder of the expected load of each discipline on each
line. Grades are then spread over homes: from the highest grade to the lowest, each next seat is at the home whose
discipline and line together lag most behind their share of that grade, ties by discipline, then line. Seat 0 is
therefore of the highest grade, and the first seats of a grade are as mixed as they can be.
"""

from __future__ import annotations

from sim.scenario.schema import Scenario
from sim.world.load import expected_load, seat_count
from sim.world.organisation import Member
from sim.world.remembering import once_a_scenario
from sim.world.staffing import apportion


def members(scenario: Scenario, seats: int | None = None) -> tuple[Member, ...]:
    """The seats of a scenario, before they are arranged.

    Parameters
    ----------
    scenario : Scenario
        Resolved.
    seats : int, optional
        How many; as many as the scenario says where nothing is given. A list of another length is not used.

    Returns
    -------
    tuple of Member
        In order of seat number; the title is the name of the grade.
    """
    return _members(scenario, seat_count(scenario) if seats is None else seats)


@once_a_scenario
def _members(scenario: Scenario, count: int) -> tuple[Member, ...]:
    """The seats, listed or made."""
    staffing = scenario.staffing
    if len(staffing.seat) != count:
        return _made(scenario, count)
    grades = {grade.name: number for number, grade in enumerate(staffing.grades)}
    return tuple(
        Member(
            grade=grades[seat.grade],
            discipline=scenario.disciplines.index(seat.discipline),
            line=scenario.lines.names.index(seat.line),
            talent=seat.talent,
            cost=staffing.grades[grades[seat.grade]].cost if seat.cost is None else seat.cost,
            title=seat.title or seat.grade,
        )
        for seat in staffing.seat
    )


def grade_counts(shares: list[float], seats: int) -> list[int]:
    """Seats of each grade, low to high; where the highest would get none, the largest gives it one."""
    counts = list(apportion(seats, shares, 0))
    if counts[-1] == 0:
        counts[counts.index(max(counts))] -= 1
        counts[-1] = 1
    return counts


def spread(homes: list[list[int]], counts: list[int]) -> list[tuple[int, int, int]]:
    """Grade, discipline and line of each seat, highest grade first, every grade spread over the homes.

    Parameters
    ----------
    homes : list of list of int
        Seats at home at ``[discipline][line]``.
    counts : list of int
        Seats of each grade, low to high, as many in all.

    Returns
    -------
    list of tuple of int
    """
    left = [list(row) for row in homes]
    disciplines, lines = [sum(row) for row in homes], [sum(column) for column in zip(*homes, strict=True)]
    seats = sum(disciplines)
    found = []
    for grade in reversed(range(len(counts))):
        here, there = [0] * len(disciplines), [0] * len(lines)
        for place in range(1, counts[grade] + 1):
            lag_here = [place * share - seats * taken for share, taken in zip(disciplines, here, strict=True)]
            lag_there = [place * share - seats * taken for share, taken in zip(lines, there, strict=True)]
            _, discipline, line = min(
                (-lag_here[discipline] - lag_there[line], discipline, line)
                for discipline, row in enumerate(left)
                for line, open_seats in enumerate(row)
                if open_seats
            )
            found.append((grade, discipline, line))
            left[discipline][line] -= 1
            here[discipline] += 1
            there[line] += 1
    return found


def _made(scenario: Scenario, seats: int) -> tuple[Member, ...]:
    """Seats from the shares of grades and the expected load."""
    grades = scenario.staffing.grades
    load = expected_load(scenario)
    flat = apportion(seats, [hours for row in load for hours in row], 0)
    width = len(scenario.lines.names)
    homes = [list(flat[start : start + width]) for start in range(0, len(flat), width)]
    return tuple(
        Member(grade, discipline, line, None, grades[grade].cost, grades[grade].name)
        for grade, discipline, line in spread(homes, grade_counts([each.share for each in grades], seats))
    )
