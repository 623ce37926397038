"""Catches an engine whose queue is not a queue: waits through an ordinary scenario file against the Erlang formulas.

The error must be within the stated share and the standard error small beside it, so that a wide interval cannot pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from sim.engines.plan import make_plan
from sim.engines.reference.engine import simulate
from sim.scenario.load import load
from sim.vocabulary import TICK_PER_HOUR, State
from sim.world.architectures import organise
from sim.world.workload import draw_year

THEORY = Path(__file__).parents[2] / "scenarios" / "theory"


@dataclass(frozen=True)
class Estimate:
    """Mean and standard error over replications."""

    mean: float
    error: float


def erlang_c(servers: int, load: float) -> float:
    """Probability to wait in M/M/c with offered load a < c."""
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked / (1.0 - load / servers * (1.0 - blocked))


def mean_wait(file: str, replications: int, changes: tuple[str, ...] = ()) -> Estimate:
    """Mean hours that a job of the cohort waits for a person."""
    scenario = load(THEORY / file, changes=changes)
    plan = make_plan(scenario, organise(scenario, "custom"))
    means = []
    for replication in range(replications):
        facts = simulate(plan, draw_year(scenario, 1, replication)).facts
        cohort = (facts.campaigns.cohort == 1) & (facts.campaigns.ended >= 0)
        means.append(float(np.mean(facts.campaigns.path[cohort, State.WAITING])) / TICK_PER_HOUR)
    return Estimate(float(np.mean(means)), float(np.std(means, ddof=1)) / sqrt(replications))


def assert_agrees(found: Estimate, expected: float, share: float) -> None:
    """The error is within `share` of what is expected, and the estimate is sharp enough to tell."""
    assert found.error <= share * expected / 2.0, f"not sharp enough: {found}"
    assert abs(found.mean - expected) <= share * expected, f"{found} against {expected}"


def test_erlang_c_gives_the_textbook_values() -> None:
    assert erlang_c(1, 0.5) == pytest.approx(0.5)
    assert erlang_c(4, 3.2) / (4 - 3.2) == pytest.approx(0.74554, abs=1e-5)
    assert erlang_c(2, 1.6) / (2 - 1.6) == pytest.approx(1.77778, abs=1e-5)


def test_one_desk_waits_as_long_as_m_m_1() -> None:
    assert_agrees(mean_wait("mm1.toml", 6, ("horizon.window=1500",)), 1.0, 0.06)


def test_a_team_with_one_backlog_waits_as_long_as_m_m_4() -> None:
    changes = ("campaign.job.rate=5600", "horizon.window=400")
    assert_agrees(mean_wait("mmc.toml", 6, changes), erlang_c(4, 2.8) / 1.2, 0.06)


@pytest.mark.slow
@pytest.mark.parametrize(("rate", "load"), [(1000.0, 0.5), (1400.0, 0.7), (1600.0, 0.8)])
def test_one_desk_within_two_percent(rate: float, load: float) -> None:
    changes = (f"campaign.job.rate={rate}", "horizon.window=25000")
    assert_agrees(mean_wait("mm1.toml", 24, changes), load / (1.0 - load), 0.04)


@pytest.mark.slow
@pytest.mark.parametrize(("rate", "load"), [(4000.0, 2.0), (6400.0, 3.2)])
def test_a_team_within_two_percent(rate: float, load: float) -> None:
    changes = (f"campaign.job.rate={rate}", "horizon.window=10000")
    assert_agrees(mean_wait("mmc.toml", 24, changes), erlang_c(4, load) / (4.0 - load), 0.04)
