"""The jobs of the approval network, read off the year that a scenario draws, so that every engine serves the same ones.

A job is an arrival and a list of visits: to which desk, for how many ticks. Times of making stand in the year; times of
signing are drawn at their address, as the engine draws them. A signature of no time never queues, so it is no visit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engines.plan import Plan
from sim.randomness import Stream, key
from sim.scenario.laws import draw_ticks
from sim.world.year import Year

SCENARIO = Path(__file__).parent / "approval.toml"
SIGNERS, TEAMS = 3, 10
SERVERS = (*[1] * SIGNERS, *[5] * TEAMS)
"""People at each desk: managers first, then the teams, as seats are numbered."""
SLOT = 16
"""Addresses of draws between one signature of a proposal and the next."""


class Jobs(NamedTuple):
    """What all engines are given.

    Attributes
    ----------
    arrival : ndarray
        Tick, ascending.
    urgency : ndarray
        0 is served first.
    first : ndarray
        First visit of each job; one more entry at the end.
    desk, ticks : ndarray
        Of each visit.
    end : int
        Nothing that would happen at this tick or later happens.
    """

    arrival: NDArray[Any]
    urgency: NDArray[np.int64]
    first: NDArray[np.int64]
    desk: NDArray[np.int64]
    ticks: NDArray[Any]
    end: int

    def lists(self) -> tuple[list[Any], ...]:
        """Arrival, urgency, first, desk and ticks as lists, which plain Python reads faster."""
        return tuple(column.tolist() for column in self[:5])


def jobs_of(plan: Plan, year: Year) -> Jobs:
    """The jobs of a year."""
    secret = key(year.seed, year.replication, Stream.DECIDING)
    campaigns, tasks = year.campaigns, year.tasks
    first, desk, ticks = [0], [], []
    for line, begin, count in zip(campaigns.line, campaigns.first_task, campaigns.tasks, strict=True):
        for task in range(begin, begin + count):
            desk.append(SIGNERS + int(tasks.discipline[task] + line) % TEAMS)
            ticks.append(int(tasks.ticks[task]))
            if tasks.gate[task]:
                drawn = [draw_ticks(plan.b.deciding, secret, 2 * task, slot * SLOT) for slot in range(SIGNERS)]
                desk += [signer for signer in range(SIGNERS) if drawn[signer]]
                ticks += [one for one in drawn if one]
        first.append(len(desk))
    urgency = np.unique(-campaigns.priority, return_inverse=True)[1]
    columns = (np.array(column, dtype=np.int64) for column in (campaigns.arrival, urgency, first, desk, ticks))
    return Jobs(*columns, year.end)


def untied(jobs: Jobs) -> Jobs:
    """The same jobs with times that are moved by less than a tick, so that no two things happen at once.

    Fractions have few binary digits: every engine, whatever it adds, adds without rounding.
    """
    number = np.arange(len(jobs.ticks))
    fraction = (number * 40503 % 65536 + 1) / 2.0**30
    arrivals = (np.arange(len(jobs.arrival)) + 1) / 2.0**31
    return jobs._replace(arrival=jobs.arrival + arrivals, ticks=jobs.ticks + fraction)


def mean_wait(jobs: Jobs, finish: NDArray[Any]) -> float:
    """Mean time that finished jobs spent waiting, in hours."""
    work = np.add.reduceat(jobs.ticks, jobs.first[:-1])
    done = finish >= 0
    return float((finish - jobs.arrival - work)[done].mean() / 3600.0)
