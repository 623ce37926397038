"""The network as a bare loop over a heap of tuples: the least that plain Python can do, and what the others must match.

Two things happen at once when a service ends: the job goes on, and the person is free. Either order is lawful and they
give different years. ``hands_on_first``: the job joins its next desk, and then whoever is free takes the best that
waits; otherwise the person picks first. Things of one tick happen in the order in which they were scheduled.
"""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np

from network.jobs import SERVERS, Jobs


def run(jobs: Jobs, hands_on_first: bool = True) -> tuple[np.ndarray, int]:
    """Finish of each job (-1 = not finished at the end), and the number of arrivals and completed services."""
    arrival, urgency, first, desk, ticks = jobs.lists()
    end, events = jobs.end, 0
    finish = [-1] * len(arrival)
    visit = first[:-1]
    free = list(SERVERS)
    waiting: list[list] = [[] for _ in SERVERS]
    arrival.append(end)
    heap = [(arrival[0], 0, -1)]  # when, in order of scheduling, whose service ends (-1: the next job arrives)
    order, coming = 1, 0

    def joins(job: int, now: float) -> None:
        nonlocal order
        at = desk[visit[job]]
        if free[at]:
            free[at] -= 1
            heappush(heap, (now + ticks[visit[job]], order, job))
        else:
            heappush(waiting[at], (urgency[job], order, job))
        order += 1

    def picks(at: int, now: float) -> None:
        nonlocal order
        if waiting[at]:
            job = heappop(waiting[at])[2]
            heappush(heap, (now + ticks[visit[job]], order, job))
            order += 1
        else:
            free[at] += 1

    while heap and heap[0][0] < end:
        now, _, job = heappop(heap)
        events += 1
        if job < 0:
            heappush(heap, (arrival[coming + 1], order, -1))
            order += 1
            joins(coming, now)
            coming += 1
            continue
        at = desk[visit[job]]
        visit[job] += 1
        if not hands_on_first:
            picks(at, now)
        if visit[job] < first[job + 1]:
            joins(job, now)
        else:
            finish[job] = now
        if hands_on_first:
            picks(at, now)
    return np.array(finish), events
