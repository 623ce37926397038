"""How much faster the compiled engine is than the reference engine, on the same departments and the same years.

Inside the timing: the run and all measures, no log that anybody asked for (the reference engine always writes one, and
its facts are folded from it: that is how it works). Outside: loading, building the organisation, drawing the year, and
compiling. Before anything is timed, both engines must agree in every measure and in the digest of all moments.
Figures depend on the machine and on what else it does; compare ratios. Run ``python benchmarks/both_engines.py`` (or
``make bench``); ``--rounds N`` for sharper medians, ``--seats 12,24,48``, ``--quick`` for a look.
"""

from __future__ import annotations

import argparse

from shared.machine import machine
from shared.turns import take_turns

import sim
from sim.errors import InfeasibleStructure
from sim.measures.about import about
from sim.run import build, outcome
from sim.world.workload import draw_year


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="beauty_group")
    parser.add_argument("--seats", default="12,24,48")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    sizes = [int(text) for text in given.seats.split(",")][: 1 if given.quick else None]
    print(machine("numba", "simpy", "mesa"))
    print("milliseconds of computing a run, with all measures; moments/s of the compiled engine in millions")
    print(f"{'seats':>6} {'structure':<12} {'moments':>8} {'reference':>10} {'compiled':>9} {'ratio':>6} {'M/s':>6}")
    whole = sim.load(given.scenario).staffing.seats
    for seats in sizes:
        size = [f"staffing.seats={seats}", f"volume={seats / whole}"]
        scenario = sim.load(given.scenario, changes=size)
        year = draw_year(scenario, 1, 0)
        for structure in scenario.structures:
            try:
                plan = build(scenario, structure)
            except InfeasibleStructure as refused:
                print(f"{seats:>6} {structure:<12} {refused}")
                continue
            known = about(scenario, plan.organisation, plan.derived)
            found = [outcome(plan, year, known, engine) for engine in ("reference", "compiled")]
            assert found[0].digest == found[1].digest
            assert str(found[0].measures) == str(found[1].measures)
            rows = {
                "reference": lambda plan=plan, year=year, known=known: outcome(plan, year, known, "reference"),
                "compiled": lambda plan=plan, year=year, known=known: _often(plan, year, known),
            }
            taken = take_turns(rows, 1 if given.quick else given.rounds)
            slow, fast = taken["reference"].computing, taken["compiled"].computing / OFTEN
            moments = found[0].moments
            print(
                f"{seats:>6} {structure:<12} {moments:>8} {1e3 * slow:>10.1f} {1e3 * fast:>9.2f}"
                f" {slow / fast:>6.0f} {moments / fast / 1e6:>6.2f}"
            )


OFTEN = 20
"""Compiled runs in one turn, so that a turn is long enough to be timed."""


def _often(plan, year, known) -> None:
    for _ in range(OFTEN):
        outcome(plan, year, known, "compiled")


if __name__ == "__main__":
    main()
