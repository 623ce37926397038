"""How long a command takes to answer: help, a list, and how soon a comparison lives through its first year.

Each row is a process of its own, from its start to its end, so everything is inside: the interpreter, imports, reading
the scenario; on the clock, and in seconds of computing of that process and its workers. "First run" is a process that
does what `orgsim compare` does until the first year has been lived through by the first structure, with the compiled
engine on disk; "whole" is the command itself with one replication, its tables and figures.

Run ``python benchmarks/startup.py``; ``--rounds N``, ``--quick`` for a look.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from shared.machine import machine

from sim.engines.compiled.entry import entry, is_compiled

PYTHON = sys.executable
ORGSIM = [PYTHON, "-m", "sim"]
FIRST_RUN = """
from sim.run import load
from sim.study.entrants import enter
from sim.study.pool import Crew, Piece, work
scenario = load({scenario!r})
entrants = enter(scenario)
with Crew(scenario, 1, 1, "compiled") as crew:
    from sim.study.compare import compare
    work(crew.bench, Piece(0, entrants.structures[:1], tables=False))
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="beauty_group")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    print(machine("numba", "matplotlib", "pandas"))
    if not is_compiled():
        entry()
    with tempfile.TemporaryDirectory() as folder:
        compare = [*ORGSIM, "compare", given.scenario, "--replications", "1", "--fresh", "--out", folder]
        commands = {
            "a bare interpreter": [PYTHON, "-c", "pass"],
            "orgsim --help": [*ORGSIM, "--help"],
            "orgsim list": [*ORGSIM, "list"],
            f"orgsim validate {given.scenario}": [*ORGSIM, "validate", given.scenario],
            "first run of a comparison": [PYTHON, "-c", FIRST_RUN.format(scenario=given.scenario)],
        }
        if not given.quick:
            commands["orgsim compare, one replication, whole"] = compare
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(1 if given.quick else given.rounds):
            for name, command in commands.items():
                taken[name].append(seconds(command))
    print(f"{'medians, seconds':<42} {'clock':>7} {'computing':>10}")
    for name, each in taken.items():
        clock, computing = (statistics.median(column) for column in zip(*each, strict=True))
        print(f"{name:<42} {clock:>7.2f} {computing:>10.2f}")


def seconds(command: list[str]) -> tuple[float, float]:
    """How long a command takes: on the clock, and computing."""
    clock, before = time.perf_counter(), os.times()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    after = os.times()
    computing = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - clock, computing


if __name__ == "__main__":
    main()
