"""How fast the engine is, for each structure and size: runs and moments a second, medians over runs.

Figures depend on the machine and on what else it does; compare figures of one table, never figures of two days.
Run ``python benchmarks/engines.py`` (or ``make bench``); ``--runs N`` for sharper medians, ``--seats 12,24,48``.
"""

from __future__ import annotations

import argparse
import statistics
import time

import sim
from sim.engines.plan import make_plan
from sim.engines.reference.engine import simulate
from sim.errors import InfeasibleStructure
from sim.world.architectures import architectures, organise
from sim.world.workload import draw_year


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="beauty_group")
    parser.add_argument("--seats", default="12,24,48")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    whole = sim.load(given.scenario).staffing.seats
    print(f"{'seats':>6} {'structure':<12} {'moments':>9} {'seconds':>9} {'runs/s':>8} {'moments/s':>11}")
    for seats in (int(text) for text in given.seats.split(",")):
        size = [f"staffing.seats={seats}", f"volume={seats / whole}"]
        scenario = sim.load(given.scenario, changes=size)
        years = [draw_year(scenario, 1, replication) for replication in range(given.runs)]
        for name in architectures():
            try:
                plan = make_plan(scenario, organise(scenario, name))
            except InfeasibleStructure as refused:
                print(f"{seats:>6} {name:<12} {refused}")
                continue
            seconds, moments = [], []
            for year in years:
                begun = time.perf_counter()
                moments.append(simulate(plan, year).moments)
                seconds.append(time.perf_counter() - begun)
            median, count = statistics.median(seconds), statistics.median(moments)
            print(f"{seats:>6} {name:<12} {count:>9.0f} {median:>9.3f} {1 / median:>8.2f} {count / median:>11.0f}")


if __name__ == "__main__":
    main()
