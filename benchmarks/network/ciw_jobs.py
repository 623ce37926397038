"""The network in Ciw: a node for each desk, a class for each priority, routes that a job brings with it.

Ciw draws its own times; here its distributions hand out those of the jobs instead. It has no order for two things that
happen at one time: it draws lots.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import ciw
import numpy as np

from network.jobs import SERVERS, Jobs


class Given(ciw.dists.Distribution):
    """Times that are given, not drawn; one object serves all, so it is not copied."""

    def __init__(self, ask: Any) -> None:
        self.ask = ask

    def sample(self, t: Any = None, ind: Any = None) -> float:
        return self.ask(ind)

    def __deepcopy__(self, memo: Any) -> Given:
        return self


def run(jobs: Jobs) -> np.ndarray:
    """Finish of each job, -1 = not finished at the end."""
    arrival, urgency, first, desk, ticks = jobs.lists()
    names = [f"class {number}" for number in range(max(urgency) + 1)]
    coming: dict[tuple[str, int], list[int]] = {}
    for job, rank in enumerate(urgency):
        coming.setdefault((names[rank], desk[first[job]]), []).append(job)

    def gaps(key: tuple[str, int]) -> Given | None:
        if key not in coming:
            return None
        times = [0, *(arrival[job] for job in coming[key])]
        left = iter([float(later - earlier) for earlier, later in pairwise(times)])
        return Given(lambda ind: next(left, float("inf")))

    def router(at: int) -> Any:
        queues = {name: iter(coming.get((name, at), ())) for name in names}

        def route(ind: Any) -> list[int]:
            ind.job = next(queues[ind.customer_class])
            ind.visit = first[ind.job]
            return [1 + one for one in desk[first[ind.job] : first[ind.job + 1]]]

        return route

    def service(ind: Any) -> float:
        ind.visit += 1
        return float(ticks[ind.visit - 1])

    serves = Given(service)
    network = ciw.create_network(
        arrival_distributions={name: [gaps((name, at)) for at in range(len(SERVERS))] for name in names},
        service_distributions={name: [serves] * len(SERVERS) for name in names},
        number_of_servers=list(SERVERS),
        priority_classes={name: rank for rank, name in enumerate(names)},
        routing=[router(at) for at in range(len(SERVERS))],
    )
    ciw.seed(1)
    made = ciw.Simulation(network)
    made.simulate_until_max_time(jobs.end)
    finish = np.full(len(arrival), -1.0)
    for one in made.nodes[-1].all_individuals:
        finish[one.job] = one.data_records[-1].exit_date
    return finish
