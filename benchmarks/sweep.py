"""How many department-years a second a sweep lives through, where the time goes, and what a second thread brings.

A year is drawn once and lived through by every structure of the scenario; all measures are taken of each run. Inside
the timing: drawing years, laying out memory, the compiled loop, facts, measures, the test of saturation; in the row "as
a study" also what a study does around it, from finding its point to the table of results (Arrow; not yet on disk).
Outside: loading the scenario, building the organisations (once a sweep) and compiling.

Where the time goes is taken with a stopwatch around each stage, in seconds of computing of one thread. Figures depend
on the machine and on what else it does: compare ratios. Run ``python benchmarks/sweep.py``; ``--years N``, ``--rounds
N``, ``--quick`` for a look.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from shared.loop import stopwatch
from shared.machine import machine
from shared.turns import take_turns

import sim
from sim.measures.about import About, about
from sim.measures.registry import evaluate
from sim.measures.saturation import is_saturated
from sim.run import build, outcome, simulate
from sim.study.provenance import rules_fingerprint
from sim.study.sweep.experiment import Base
from sim.study.sweep.living import Piece, live_through
from sim.study.sweep.settings import setting
from sim.world.workload import draw_year

Built = dict[str, tuple[Any, About]]
STAGES = ("draws", "memory and facts", "compiled loop", "measures")


def sweep(scenario: sim.Scenario, built: Built, years: range) -> int:
    """Every structure through these years; moments."""
    moments = 0
    for replication in years:
        year = draw_year(scenario, 1, replication)
        for plan, known in built.values():
            moments += outcome(plan, year, known, "compiled").moments
    return moments


def as_study(scenario_name: str, structures: tuple[str, ...]) -> Callable[[range], object]:
    """The same through the door that a study uses."""
    from sim.measures.registry import measures
    from sim.scenario.finding import builtin_path

    path = builtin_path(scenario_name)
    base = Base(path.read_text(), path.name, scenario_name, str(path.parent))
    point, _ = setting(base, ())

    def study(years: range) -> object:
        units = tuple((0, replication, structure) for replication in years for structure in structures)
        return live_through(Piece(((0, point),), units, 1, "compiled", tuple(measures()), rules_fingerprint()))

    return study


def stages(scenario: sim.Scenario, built: Built, years: range) -> dict[str, float]:
    """Seconds of computing by stage: the loop is timed from inside, everything else around it."""
    spent: dict[str, float] = defaultdict(float)
    clock = time.thread_time
    with stopwatch() as loops:
        for replication in years:
            began = clock()
            year = draw_year(scenario, 1, replication)
            spent["draws"] += clock() - began
            for plan, known in built.values():
                began = clock()
                trace = simulate(plan, year, "compiled")
                ended = clock()
                spent["compiled loop"] += loops[-1]
                spent["memory and facts"] += ended - began - loops[-1]
                evaluate(trace.facts, known)
                is_saturated(trace.facts)
                spent["measures"] += clock() - ended
    return spent


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="beauty_group")
    parser.add_argument("--years", type=int, default=30, help="in one turn")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    count, rounds = (3, 1) if given.quick else (given.years, given.rounds)
    print(machine("numba", "numpy"))
    scenario = sim.load(given.scenario)
    built: Built = {}
    for name in scenario.structures:
        plan = build(scenario, name)
        built[name] = plan, about(scenario, plan.organisation, plan.derived)
    years, halves = range(count), (range(0, count, 2), range(1, count, 2))
    study = as_study(given.scenario, scenario.structures)
    runs, moments = count * len(built), sweep(scenario, built, years)
    study(years)
    with ThreadPoolExecutor(2) as pool:
        taken = take_turns(
            {
                "one thread": lambda: sweep(scenario, built, years),
                "as a study, one thread": lambda: study(years),
                "two threads": lambda: list(pool.map(lambda half: sweep(scenario, built, half), halves)),
            },
            rounds,
        )
    print(f"{given.scenario}: {count} years x {len(built)} structures, {moments / runs:.0f} moments a run")
    print(f"{'':<24} {'runs/s of computing':>20} {'runs/s on the clock':>20} {'M moments/s':>12} {'ms/run':>7}")
    for name, (computing, clock) in taken.items():
        print(
            f"{name:<24} {runs / computing:>20.0f} {runs / clock:>20.0f} {moments / computing / 1e6:>12.2f}"
            f" {1e3 * computing / runs:>7.2f}"
        )
    gain = taken["one thread"].clock / taken["two threads"].clock
    print(f"two threads are {gain:.2f} times as fast as one, on the clock")
    spent = stages(scenario, built, years)
    whole = sum(spent.values())
    print("where the time goes, one thread:")
    for stage in STAGES:
        print(f"  {stage:<18} {1e3 * spent[stage] / runs:>6.3f} ms a run {spent[stage] / whole:>5.0%}")
    loop = spent["compiled loop"]
    print(f"  outside the compiled loop {1 - loop / whole:.0%}; inside it {moments / loop / 1e6:.2f} M moments/s")


if __name__ == "__main__":
    main()
