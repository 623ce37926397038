"""Which liaison links take most off the busiest desk: the same number of links, placed by five rules.

Dodds, Watts and Sabel (2003) find that links on all levels, more of them the higher and the nearer ("multiscale"), make
an organisation least prone to congestion. Here a firm of five reports a manager and as many links as people lives
through a year of messages along the line, everybody writing equally to everybody. The share of all messages that pass
the busiest seat is measured in the ordinary engine and set beside the count of paths (`sim/study/known/links.py`). All
organisations have the same traffic: that which keeps the top of the bare tree busy four hours in five.

Run ``python experiments/liaison_links.py``; ``--levels 4`` for a smaller firm, ``--networks N`` for another number of
networks a rule. Expected, written down before it was run: multiscale has the lowest share, at most two thirds of that
of any other rule, with five levels; with four the rules lie closer together.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from statistics import fmean, stdev

import sim
from sim.measures.about import about
from sim.run import build, outcome
from sim.scenario.schema import Scenario
from sim.study.known import links, routes
from sim.world.workload import draw_year

RELAY_HOURS = 0.05
LOAD = 0.8
SEED = 1
OFF = {name: False for name in type(sim.load("startup_brand").rules.switches).model_fields if name != "messages"}


def scenario(superior: Sequence[int], beside: Sequence[links.Link], days: float) -> Scenario:
    """A firm that does nothing but write: messages along the line, exponential times, no reading."""
    seats = len(superior)
    per_hour = LOAD * links.stalls_at(superior) / RELAY_HOURS
    lines = [{"member": seat, "to": boss, "relation": "reports_to"} for seat, boss in enumerate(superior) if boss >= 0]
    lines += [{"member": one, "to": other, "relation": "liaison"} for one, other in beside]
    return Scenario.model_validate(
        {
            "title": f"{seats} people who write to each other",
            "disciplines": ["work"],
            "horizon": {"warm_up": days / 10, "window": days, "drain": days / 10},
            "staffing": {"seats": seats, "grades": [{"name": "staff", "share": 1.0}], "talent": 1.0},
            "structure": {"skill": "given"},
            "signals": {"turbulence": 0.0},
            "absences": {"spells": 0.0, "turnover": 0.0},
            "rules": {"switches": OFF, "attention": {"law": "fifo"}},
            "messages": {
                "per_week": 40.0 * per_hour,
                "hours": {"law": "exponential", "mean": RELAY_HOURS},
                "reading": 0.0,
                "channel": "line",
            },
            "custom": {
                "group": [{"name": "all", "lead": 0, "members": list(range(seats))}],
                "coverage": [{"groups": ["all"]}],
                "report": lines,
            },
        }
    )


def lived(superior: Sequence[int], beside: Sequence[links.Link], days: float) -> dict[str, float]:
    """Measures of one year of one network."""
    firm = scenario(superior, beside, days)
    plan = build(firm, "custom")
    known = about(firm, plan.organisation, plan.derived)
    names = ("busiest_relay", "message_delivery", "messages_delivered")
    return outcome(plan, draw_year(firm, SEED, 0), known, "compiled", names).measures


def spread(values: Sequence[float]) -> str:
    """Mean of some values and, where there are several, their standard deviation."""
    return f"{fmean(values):.1f}" + (f" ± {stdev(values):.1f}" if len(values) > 1 else "")


def main() -> None:
    """Live through all networks and print one line a rule, the least congested first."""
    parser = argparse.ArgumentParser(description="Liaison links placed by five rules: who is crossed by most messages.")
    parser.add_argument("--levels", type=int, default=5, help="levels of the chart, the top included")
    parser.add_argument("--networks", type=int, default=10, help="networks a rule")
    parser.add_argument("--days", type=float, default=100.0, help="working days of a year")
    asked = parser.parse_args()
    superior = routes.tree(5, asked.levels)
    rows = []
    for name, rule in {"no links": None, **links.RULES}.items():
        found = [
            links.draw_links(superior, len(superior), rule, SEED, network) if rule else []
            for network in range(asked.networks if rule else 1)
        ]
        measured = [lived(superior, beside, asked.days) for beside in found]
        counted = [100.0 * links.busiest(superior, beside) for beside in found]
        shares = [one["busiest_relay"] for one in measured]
        delivery = [one["message_delivery"] / RELAY_HOURS for one in measured]
        more = [links.stalls_at(superior, beside) / links.stalls_at(superior) for beside in found]
        rows.append((fmean(shares), name, spread(shares), spread(counted), spread(delivery), spread(more)))
    print(f"{len(superior)} people, {len(superior)} links, {asked.networks} networks a rule, {asked.days:g} days\n")
    heads = ("Links", "Busiest relay, %", "By counting paths, %", "Delivery, relays' time", "Traffic it can carry")
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for _, *cells in sorted(rows):
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
