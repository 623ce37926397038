"""How fast a year is drawn, for each scenario: medians in milliseconds of computing, and those of the first year.

The first year works out what follows from the scenario alone, which all further years of it share. Figures depend on
the machine and on what else it does; compare figures of one table, never figures of two days.
Run ``python benchmarks/years.py``; ``--years N`` for sharper medians, ``--scenario NAME`` for one scenario, ``--quick``
for a look.
"""

from __future__ import annotations

import argparse
import statistics
import time

import sim
from sim.scenario.load import builtin_names
from sim.world.workload import draw_year


def milliseconds(scenario: sim.Scenario, replication: int) -> float:
    begun = time.thread_time()
    draw_year(scenario, 1, replication)
    return 1000.0 * (time.thread_time() - begun)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", action="append", help="name or file; all built-in scenarios where not given")
    parser.add_argument("--years", type=int, default=50)
    parser.add_argument("--quick", action="store_true", help="a look: two years of one scenario")
    given = parser.parse_args()
    if given.quick:
        given.scenario, given.years = given.scenario or builtin_names()[:1], 2
    print(f"{'scenario':<34} {'seats':>6} {'campaigns':>9} {'tasks':>7} {'spells':>7} {'first':>8} {'median':>8}")
    for name in given.scenario or builtin_names():
        scenario = sim.load(name)
        milliseconds(scenario, 0)  # what is loaded or remembered for all scenarios is not what the first year costs
        first = statistics.median(milliseconds(scenario.model_copy(), 0) for _ in range(5))
        median = statistics.median(milliseconds(scenario, replication) for replication in range(given.years))
        year = draw_year(scenario, 1, 0)
        sizes = len(year.campaigns.kind), len(year.tasks.spec), len(year.spells.seat)
        numbers = f"{len(year.talent):>6} {sizes[0]:>9} {sizes[1]:>7} {sizes[2]:>7} {first:>8.1f} {median:>8.2f}"
        print(f"{name:<34} {numbers}")


if __name__ == "__main__":
    main()
