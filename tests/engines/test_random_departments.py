"""Catches states that nobody thought of: in random departments every identity of the specification holds at every
moment.
"""

from __future__ import annotations

import pytest
from engines.departments import scenarios
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sim.engines.plan import make_plan
from sim.engines.reference.engine import simulate
from sim.errors import InfeasibleStructure
from sim.scenario.schema import Scenario
from sim.world.architectures import architectures, organise
from sim.world.workload import draw_year

CALM = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)


def live(scenario: Scenario, name: str, seed: int) -> None:
    """Let the department live, checking every identity after every moment."""
    try:
        organisation = organise(scenario, name)
    except InfeasibleStructure:
        assume(False)
        raise
    year = draw_year(scenario, seed, 0)
    facts = simulate(make_plan(scenario, organisation), year, check=True).facts
    assert (facts.seats.bookings.sum(axis=1) == year.window_to - year.window_from).all()


@settings(max_examples=60, deadline=None, suppress_health_check=CALM, derandomize=True)
@given(scenario=scenarios(), name=st.sampled_from(architectures()), seed=st.integers(1, 99))
def test_every_identity_holds_at_every_moment(scenario: Scenario, name: str, seed: int) -> None:
    live(scenario, name, seed)


@pytest.mark.slow
@settings(max_examples=500, deadline=None, suppress_health_check=CALM)
@given(scenario=scenarios(), name=st.sampled_from(architectures()), seed=st.integers(1, 9999))
def test_every_identity_holds_in_five_hundred_departments(scenario: Scenario, name: str, seed: int) -> None:
    live(scenario, name, seed)
