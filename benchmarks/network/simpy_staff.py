"""The network in SimPy with people who live: a process for each member of staff, and an inbox for each desk."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

import numpy as np
import simpy

from network.jobs import SERVERS, Jobs


def run(jobs: Jobs) -> np.ndarray:
    """Finish of each job, -1 = not finished at the end."""
    arrival, urgency, first, desk, ticks = jobs.lists()
    finish = [-1] * len(arrival)
    visit = first[:-1]
    env = simpy.Environment()
    inbox: list[list] = [[] for _ in SERVERS]
    idle: list[list[simpy.Event]] = [[] for _ in SERVERS]
    order = 0

    def joins(job: int) -> None:
        nonlocal order
        at = desk[visit[job]]
        if idle[at]:
            idle[at].pop().succeed(job)
        else:
            heappush(inbox[at], (urgency[job], order, job))
            order += 1

    def member(at: int) -> Iterator[simpy.Event]:
        while True:
            if inbox[at]:
                job = heappop(inbox[at])[2]
            else:
                woken = env.event()
                idle[at].append(woken)
                job = yield woken
            yield env.timeout(ticks[visit[job]])
            visit[job] += 1
            if visit[job] < first[job + 1]:
                joins(job)
            else:
                finish[job] = env.now

    def source() -> Iterator[simpy.Event]:
        for job, tick in enumerate(arrival):
            yield env.timeout(tick - env.now)
            joins(job)

    for at, people in enumerate(SERVERS):
        for _ in range(people):
            env.process(member(at))
    env.process(source())
    env.run(until=jobs.end)
    return np.array(finish)
