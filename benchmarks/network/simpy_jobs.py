"""The network in SimPy as its tutorials teach it: a process for each job, a priority resource for each desk."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import simpy

from network.jobs import SERVERS, Jobs


def run(jobs: Jobs) -> np.ndarray:
    """Finish of each job, -1 = not finished at the end. A job asks for its next desk before it leaves the last."""
    arrival, urgency, first, desk, ticks = jobs.lists()
    finish = [-1] * len(arrival)
    env = simpy.Environment()
    desks = [simpy.PriorityResource(env, people) for people in SERVERS]

    def job(number: int) -> Iterator[simpy.Event]:
        held = None
        for visit in range(first[number], first[number + 1]):
            asked = desks[desk[visit]].request(urgency[number])
            if held is not None:
                held.resource.release(held)
            yield asked
            yield env.timeout(ticks[visit])
            held = asked
        finish[number] = env.now
        held.resource.release(held)

    def source() -> Iterator[simpy.Event]:
        for number, tick in enumerate(arrival):
            yield env.timeout(tick - env.now)
            env.process(job(number))

    env.process(source())
    env.run(until=jobs.end)
    return np.array(finish)
