"""How long it takes to take all measures of a run, and which five of them take longest: microseconds, medians.

A measure is timed twice: among all others, where whoever asks first pays for what is shared, and alone, where it pays
for everything itself. Figures depend on the machine and on what else it does; compare figures of one table.
Run ``python benchmarks/all_measures.py``; ``--scenario NAME``, ``--times N`` for sharper medians, ``--quick``
for a look.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import sim
from sim.facts import Facts
from sim.measures.about import About
from sim.measures.about import about as about_organisation
from sim.measures.once import Noted
from sim.measures.registry import evaluate, measures
from sim.measures.saturation import is_saturated

DEAREST = 5


def microseconds(work: Callable[[], object], times: int) -> float:
    """Median time of some work."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return 1e6 * statistics.median(taken)


def among_all(facts: Facts, known: About, times: int) -> dict[str, float]:
    """Median time of each measure, taken in the usual order with what those before it have noted."""
    taken: dict[str, list[float]] = {name: [] for name in measures()}
    for _ in range(times):
        noted = Noted(facts, known)
        for name, one in measures().items():
            begun = time.perf_counter()
            one.function(noted, known)
            taken[name].append(time.perf_counter() - begun)
    return {name: 1e6 * statistics.median(each) for name, each in taken.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="beauty_group")
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--quick", action="store_true", help="a look: one structure, a few times")
    given = parser.parse_args()
    scenario = sim.load(given.scenario)
    if given.quick:
        given.times = 3
    for structure in scenario.structures[: 1 if given.quick else None]:
        run = sim.run(scenario, architecture=structure, seed=1, engine="compiled")
        facts, known = run.facts, about_organisation(scenario, run.organisation, run.plan.derived)
        every = microseconds(lambda facts=facts, known=known: evaluate(facts, known), given.times)
        tested = microseconds(lambda facts=facts: is_saturated(facts), given.times)
        print(f"{structure}: all {len(measures())} measures {every:.0f} us, test of saturation {tested:.1f} us")
        shared = among_all(facts, known, given.times)
        for name in sorted(shared, key=shared.__getitem__, reverse=True)[:DEAREST]:
            alone = microseconds(
                lambda facts=facts, known=known, name=name: measures()[name].function(Noted(facts, known), known),
                given.times,
            )
            print(f"    {name:<24} {shared[name]:>7.1f} us among all {alone:>7.1f} us alone")


if __name__ == "__main__":
    main()
