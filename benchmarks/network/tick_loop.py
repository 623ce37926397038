"""The network by the rules of our specification, in sixty lines: at the end of a tick whoever is free takes the best.

All that ends at a tick ends first, seat by seat; then jobs arrive; then free people turn to what waits. So two things
that happen at once have one order, whatever scheduled them. Who is free for longest is taken, ties to the lower seat.
"""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np

from network.jobs import SERVERS, Jobs

ENDS, ARRIVES = 1, 5
"""Ranks of the two kinds of moment (section 2 of the specification)."""


def run(jobs: Jobs) -> tuple[np.ndarray, int]:
    """Finish of each job (-1 = not finished at the end), and the number of arrivals and completed services."""
    arrival, urgency, first, desk, ticks = jobs.lists()
    end, events, order = jobs.end, 0, 0
    finish = [-1] * len(arrival)
    visit = first[:-1]
    seats = [at for at, people in enumerate(SERVERS) for _ in range(people)]
    free: list[list[tuple[int, int]]] = [[] for _ in SERVERS]  # idle since, seat
    for seat, at in enumerate(seats):
        free[at].append((0, seat))
    waiting: list[list] = [[] for _ in SERVERS]
    serving = [-1] * len(seats)
    heap = [(tick, ARRIVES, job) for job, tick in enumerate(arrival)]
    touched: set[int] = set()
    while heap and heap[0][0] < end:
        now = heap[0][0]
        while heap and heap[0][0] == now:
            _, kind, subject = heappop(heap)
            events += 1
            job = subject
            if kind == ENDS:
                job, at = serving[subject], seats[subject]
                visit[job] += 1
                heappush(free[at], (now, subject))
                touched.add(at)
            if visit[job] == first[job + 1]:
                finish[job] = now
                continue
            at = desk[visit[job]]
            heappush(waiting[at], (urgency[job], order, job))
            order += 1
            touched.add(at)
        for at in sorted(touched):
            while free[at] and waiting[at]:
                seat, job = heappop(free[at])[1], heappop(waiting[at])[2]
                serving[seat] = job
                heappush(heap, (now + ticks[visit[job]], ENDS, seat))
        touched.clear()
    return np.array(finish), events
