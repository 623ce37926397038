"""Nanoseconds per event of our engines beside SimPy, salabim, Ciw and bare loops, on the same jobs.

The workload is a network of approvals that all of them can express (`network/approval.toml`, an ordinary scenario):
open arrivals, six teams of five in a row, twice three signatures, three priorities, every desk 80 % busy. The jobs are
those of the year our scenario draws; each engine is given the same arrivals and the same times of service. An event is
an arrival or a completed service, counted from the jobs, whatever an engine schedules for itself.

Inside the timing: setting the engine up and running it (ours also keeps all accounts of the department and brings them
home as facts; the reference engine writes a log as well). Outside: loading, drawing the year, reading the jobs off it,
compiling. First it is checked what each engine finds. On jobs without ties (every time moved by less than a tick) all
must agree that hand a job on before its person picks the next, and so must all that do it the other way round. On the
real jobs, in whole ticks, whoever orders ties otherwise lives another year; the share of jobs with the same finish says
so. Our compiled engine must agree with a plain loop by the rules of our specification on every job.

Run ``python benchmarks/peers.py``; ``--rounds N``, ``--days N`` for more jobs, ``--quick`` for a look.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from network import heap_loop, numba_loop, simpy_jobs, simpy_staff, tick_loop
from network.jobs import SCENARIO, Jobs, jobs_of, mean_wait, untied
from shared.loop import stopwatch
from shared.machine import machine
from shared.turns import take_turns

import sim
from sim.run import build, simulate
from sim.world.workload import draw_year

OFTEN = 20
"""Runs of a compiled row in one turn, so that a turn is long enough to be timed."""
HANDS_ON, PICKS = "hands on first", "picks first"


def peers() -> dict[str, tuple[Callable[[Jobs], Any], str]]:
    """Other people's engines that are installed, and what each does first when a service ends."""
    found: dict[str, tuple[Callable[[Jobs], Any], str]] = {
        "SimPy, process per job": (simpy_jobs.run, HANDS_ON),
        "SimPy, process per member": (simpy_staff.run, HANDS_ON),
    }
    for package, name in (("salabim", "salabim, component per job"), ("ciw", "Ciw")):
        if find_spec(package):
            found[name] = (import_module(f"network.{package}_jobs").run, PICKS)
        else:
            print(f"{name}: not installed, left out (pip install {package})")
    return found


def check(jobs: Jobs, ended: np.ndarray, others: dict[str, tuple[Callable[[Jobs], Any], str]]) -> dict[str, str]:
    """What each engine found, beside the loop that has its rule; stops where there is no excuse to differ."""
    loose = untied(jobs)
    bare = {rule: heap_loop.run(loose, rule == HANDS_ON)[0] for rule in (HANDS_ON, PICKS)}
    ticks = {rule: heap_loop.run(jobs, rule == HANDS_ON)[0] for rule in (HANDS_ON, PICKS)}
    compiled, _ = numba_loop.run(jobs)
    assert (ended == tick_loop.run(jobs)[0]).all(), "the engine and the specification differ"
    assert (compiled == ticks[HANDS_ON]).all()
    told = {
        "orgsim, compiled": f"end of tick; {mean_wait(jobs, ended):.3f} h; each job as in the loop by the specification"
    }
    for name, (run, rule) in others.items():
        assert (run(loose) == bare[rule]).all(), name
        finish = run(jobs)
        same = f"{np.mean(finish == ticks[rule]):.0%} of jobs as in the heap loop with ties, all without"
        told[name] = f"{rule}; {mean_wait(jobs, finish):.3f} h; {same}"
    told["heap loop, Python"] = f"{HANDS_ON}; {mean_wait(jobs, ticks[HANDS_ON]):.3f} h"
    told["heap loop, Numba"] = f"{HANDS_ON}; {mean_wait(jobs, compiled):.3f} h; each job as in the Python loop"
    return told


def main() -> None:
    """Check, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--days", type=int, default=40, help="window, in working days; 53 jobs a day")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    days, rounds, often = (5, 1, 2) if given.quick else (given.days, given.rounds, OFTEN)
    print(machine("simpy", "salabim", "ciw", "numba"))
    scenario = sim.load(SCENARIO, changes={"horizon.window": days})
    plan, year = build(scenario, "custom"), draw_year(scenario, 1, 0)
    jobs = jobs_of(plan, year)
    others = peers()
    told = check(jobs, simulate(plan, year, "compiled").facts.campaigns.ended, others)
    events = tick_loop.run(jobs)[1]
    print(f"{len(jobs.arrival)} jobs, {events} events; same-instant rule; mean wait of a job; finish times:")
    for name, text in told.items():
        print(f"  {name:<28} {text}")

    def many(work: Callable[[], Any]) -> Callable[[], None]:
        return lambda: [work() for _ in range(often)] and None

    rows: dict[str, Callable[[], Any]] = {
        "orgsim, compiled": many(lambda: simulate(plan, year, "compiled")),
        "orgsim, reference": lambda: simulate(plan, year, "reference"),
        **{name: lambda run=run: run(jobs) for name, (run, _) in others.items()},
        "heap loop, Python": lambda: heap_loop.run(jobs),
        "heap loop, Numba": many(lambda: numba_loop.run(jobs)),
    }
    taken = take_turns(rows, rounds)
    seconds = {
        name: one.computing / (often if name in ("orgsim, compiled", "heap loop, Numba") else 1)
        for name, one in taken.items()
    }
    with stopwatch() as loops:
        rows["orgsim, compiled"]()
    alone = "  of which its loop"
    seconds = {"orgsim, compiled": seconds["orgsim, compiled"], alone: statistics.median(loops), **seconds}
    base = seconds["SimPy, process per job"]
    print(f"{'':<28} {'ns/event':>10} {'M events/s':>11} {'x SimPy job':>12}")
    for name, one in seconds.items():
        print(f"{name:<28} {1e9 * one / events:>10.0f} {events / one / 1e6:>11.3f} {base / one:>12.1f}")


if __name__ == "__main__":
    main()
