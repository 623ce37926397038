"""The network in salabim as its manual teaches it: a component for each job, a resource for each desk."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import salabim

from network.jobs import SERVERS, Jobs


def run(jobs: Jobs) -> np.ndarray:
    """Finish of each job, -1 = not finished at the end. No statistics, no trace: both would take time."""
    arrival, urgency, first, desk, ticks = jobs.lists()
    finish = [-1] * len(arrival)
    env = salabim.Environment(trace=False, yieldless=False, isdefault_env=True)
    desks = [salabim.Resource(f"desk {at}", capacity=people, monitor=False) for at, people in enumerate(SERVERS)]

    class Job(salabim.Component):
        def process(self, number: int) -> Iterator[None]:
            for visit in range(first[number], first[number + 1]):
                yield self.request((desks[desk[visit]], 1, urgency[number]))
                yield self.hold(ticks[visit])
                self.release()
            finish[number] = env.now()

    class Source(salabim.Component):
        def process(self) -> Iterator[None]:
            for number, tick in enumerate(arrival):
                yield self.hold(till=tick)
                Job(number=number, suppress_trace=True)

    Source()
    env.run(till=jobs.end)
    return np.array(finish)
