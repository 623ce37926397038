"""What a moment costs in departments of 10 to 1,000 people, and whether one of 10,000 runs: time and memory by stage.

A department grows by lines and teams: as many people on a line as the scenario has, the span of a lead as it is
(`shared/growing.py`). Inside "ns/moment": one year of the compiled engine, from laying out memory to facts, the best of
a few; "loop" is the compiled loop alone. Drawing the year and building the organisation stand in columns of their own,
in seconds of computing. A saturated department does less in the same year, and its backlogs make each step dearer: its
figure says little about size, so it is marked and not taken further.

Run ``python benchmarks/growth.py``; ``--seats 10,48,1000``, ``--structures A,B``, ``--quick``; ``--large`` for 10,000
people, which takes minutes and 9 GB (give it ``--lines 40`` and one structure).
"""

from __future__ import annotations

import argparse
import resource
import sys
import time

from shared.growing import grown
from shared.loop import stopwatch
from shared.machine import machine

import sim
from sim.engines.compiled.entry import entry
from sim.errors import InfeasibleStructure
from sim.measures.saturation import is_saturated
from sim.run import build, simulate
from sim.world.workload import draw_year

SIZES, LARGE = "10,24,48,96,240,480,1000", 10_000
ENOUGH = 1.0
"""Seconds of computing after which a figure is not taken a third time."""


def megabytes() -> float:
    """The most memory this process has held so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def computing(work) -> tuple[float, object]:
    """Seconds of computing, and what came out."""
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="beauty_group")
    parser.add_argument("--seats", default=SIZES)
    parser.add_argument("--structures", help="names, with commas between; all of the scenario where nothing is said")
    parser.add_argument("--lines", type=int, default=0, help="so many lines, whatever the size")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], dest="changes")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    sizes = [10, 24] if given.quick else [LARGE] if given.large else [int(text) for text in given.seats.split(",")]
    print(machine("numba", "numpy"))
    entry()
    print(
        f"{'seats':>6} {'lines':>5} {'structure':<12} {'groups':>6} {'moments':>9} {'ns/moment':>10} {'loop':>7}"
        f" {'x first':>8} {'draw s':>7} {'build s':>8} {'run s':>8} {'MB so far':>9}"
    )
    first: dict[str, float] = {}
    saturated: set[str] = set()
    others = dict(text.split("=", 1) for text in given.changes)
    for seats in sizes:
        scenario = sim.load(given.scenario, changes=grown(given.scenario, seats, given.lines) | others)
        drawing, year = computing(lambda scenario=scenario: draw_year(scenario, 1, 0))
        for name in given.structures.split(",") if given.structures else scenario.structures:
            if name in saturated:
                continue
            try:
                building, plan = computing(lambda scenario=scenario, name=name: build(scenario, name))
            except InfeasibleStructure as refused:
                print(f"{seats:>6} {len(scenario.lines.names):>5} {name:<12} {refused}")
                continue
            taken: list[float] = []
            with stopwatch() as loops:
                for _ in range(2 if given.quick else 1 + given.rounds):  # the first lowers the plan as well
                    whole, trace = computing(lambda plan=plan, year=year: simulate(plan, year, "compiled"))
                    taken.append(whole)
                    if whole > ENOUGH and (len(taken) > 1 or seats >= LARGE):
                        break
            best, loop = min(taken), min(loops)
            if is_saturated(trace.facts):
                saturated.add(name)
            cost = 1e9 * best / trace.moments
            first.setdefault(name, cost)
            print(
                f"{seats:>6} {len(scenario.lines.names):>5} {name:<12} {len(plan.organisation.groups):>6}"
                f" {trace.moments:>9} {cost:>10.0f} {1e9 * loop / trace.moments:>7.0f} {cost / first[name]:>8.2f}"
                f" {drawing:>7.2f} {building:>8.2f} {best:>8.3f} {megabytes():>9.0f}"
                f"{'  saturated' * (name in saturated)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
