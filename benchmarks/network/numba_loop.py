"""The network as a bare compiled loop: a heap of integers, a queue for each desk and class, and nothing else.

What any engine could reach that does nothing but this. It keeps no account of anybody's time, knows no rule that might
apply, and stops at nothing.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from network.jobs import SERVERS, Jobs

ORDER_BITS = 24


@numba.njit(nogil=True)
def _push(keys: Any, jobs: Any, size: int, key: int, job: int) -> int:
    place = size
    while place > 0:
        above = (place - 1) >> 2
        if keys[above] <= key:
            break
        keys[place], jobs[place] = keys[above], jobs[above]
        place = above
    keys[place], jobs[place] = key, job
    return size + 1


@numba.njit(nogil=True)
def _pop(keys: Any, jobs: Any, size: int) -> int:
    size -= 1
    key, job = keys[size], jobs[size]
    place = 0
    while True:
        least = 4 * place + 1
        if least >= size:
            break
        for child in range(least + 1, min(least + 4, size)):
            if keys[child] < keys[least]:
                least = child
        if keys[least] >= key:
            break
        keys[place], jobs[place] = keys[least], jobs[least]
        place = least
    keys[place], jobs[place] = key, job
    return size


@numba.njit(nogil=True)
def _loop(arrival: Any, urgency: Any, first: Any, desk: Any, ticks: Any, end: int, servers: Any, finish: Any) -> int:
    count, desks = len(arrival), len(servers)
    classes = urgency.max() + 1
    visit, free = first[:-1].copy(), servers.copy()
    head = np.full((desks, classes), -1)
    tail = np.full((desks, classes), -1)
    after = np.full(count, -1)
    keys, who = np.empty(servers.sum() + 2, np.int64), np.empty(servers.sum() + 2, np.int64)
    size = _push(keys, who, 0, arrival[0] << ORDER_BITS, -1)
    order, coming, events = 1, 0, 0
    while size > 0:
        now, job = keys[0] >> ORDER_BITS, who[0]
        if now >= end:
            break
        size = _pop(keys, who, size)
        events += 1
        left = -1
        if job < 0:
            if coming + 1 < count:
                size = _push(keys, who, size, (arrival[coming + 1] << ORDER_BITS) + order, -1)
                order += 1
            job = coming
            coming += 1
        else:
            left = desk[visit[job]]
            visit[job] += 1
        if visit[job] == first[job + 1]:
            finish[job] = now
        else:
            at, rank = desk[visit[job]], urgency[job]
            if free[at] > 0:
                free[at] -= 1
                size = _push(keys, who, size, ((now + ticks[visit[job]]) << ORDER_BITS) + order, job)
                order += 1
            elif head[at, rank] < 0:
                head[at, rank] = tail[at, rank] = job
            else:
                after[tail[at, rank]] = job
                tail[at, rank] = job
        if left >= 0:
            for rank in range(classes):
                job = head[left, rank]
                if job >= 0:
                    head[left, rank] = after[job]
                    after[job] = -1
                    size = _push(keys, who, size, ((now + ticks[visit[job]]) << ORDER_BITS) + order, job)
                    order += 1
                    break
            else:
                free[left] += 1
    return events


def run(jobs: Jobs) -> tuple[np.ndarray, int]:
    """Finish of each job (-1 = not finished at the end), and the number of arrivals and completed services."""
    finish = np.full(len(jobs.arrival), -1)
    events = _loop(*jobs, np.array(SERVERS), finish)
    return finish, int(events)
