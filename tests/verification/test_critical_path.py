"""Catches any tick that the engine adds or loses: with all friction off a campaign takes exactly its critical path.

The acceptance test of the SimVision method: a baseline without errors and questions must end on the day of the
network plan.
"""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engines.plan import make_plan
from sim.engines.reference.engine import simulate
from sim.scenario.rules import Switches
from sim.scenario.schema import Scenario
from sim.vocabulary import TICK_PER_HOUR
from sim.world.architectures import organise
from sim.world.workload import draw_year

OFF = dict.fromkeys(Switches.model_fields, False)
Network = list[tuple[int, list[int]]]


def frictionless(network: Network, architecture: str) -> Scenario:
    """One campaign with this network, and a member for every task."""
    tasks = [
        {
            "name": f"t{number}",
            "discipline": "a" if number % 2 else "b",
            "hours": hours,
            "after": [f"t{before}" for before in after],
        }
        for number, (hours, after) in enumerate(network)
    ]
    return Scenario.model_validate(
        {
            "title": "a network",
            "structures": [architecture],
            "baseline": architecture,
            "disciplines": ["a", "b"],
            "lines": {"names": ["one", "two"], "similarity": 0.5, "brand_shared": 0.5, "weights": [0.5, 0.5]},
            "horizon": {"warm_up": 0, "window": 100, "drain": 0},
            "calendar": {"starts": datetime.date(2026, 1, 5)},
            "staffing": {"seats": 4 * len(network) + 9, "talent": 1.0},
            "structure": {"skill": "given"},
            "campaign": [{"name": "k", "dates": ["2026-01-05"], "lines": ["one"], "task": tasks}],
            "chores": {"share": 0.0},
            "signals": {"turbulence": 0.0},
            "absences": {"spells": 0.0, "turnover": 0.0},
            "rules": {"switches": OFF},
        }
    )


def critical_path(network: Network) -> int:
    """Length of the longest path in hours."""
    ends: list[int] = []
    for hours, after in network:
        ends.append(hours + max((ends[before] for before in after), default=0))
    return max(ends)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Task networks whose tasks follow only earlier ones; some tasks take no time."""
    count = draw(st.integers(1, 9))
    return [
        (draw(st.integers(0, 40)), sorted(draw(st.sets(st.integers(0, number - 1), max_size=3))) if number else [])
        for number in range(count)
    ]


@settings(max_examples=25, deadline=None)
@given(network=networks(), architecture=st.sampled_from(["lean", "functional", "matrix", "divisional"]))
def test_without_friction_the_lead_time_is_the_critical_path(network: Network, architecture: str) -> None:
    scenario = frictionless(network, architecture)
    year = draw_year(scenario, 1, 0)
    facts = simulate(make_plan(scenario, organise(scenario, architecture)), year, check=True).facts
    expected = critical_path(network) * TICK_PER_HOUR
    assert facts.campaigns.ended[0] - facts.campaigns.arrival[0] == expected
    assert facts.campaigns.person[0] == sum(hours for hours, _ in network) * TICK_PER_HOUR
