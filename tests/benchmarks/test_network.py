"""The network of approvals, which every engine can express, is served alike by all of them.

Catches an engine that orders two things of one tick otherwise than the specification says, that lets an urgent job wait
behind another, or that loses one; and a benchmark that compares engines on jobs that are not the same.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from network import heap_loop, jobs, numba_loop, simpy_jobs, simpy_staff, tick_loop

import sim
from sim.run import build, simulate
from sim.world.workload import draw_year

DAYS = 4


@cache
def network():
    scenario = sim.load(jobs.SCENARIO, changes={"horizon.window": DAYS})
    plan, year = build(scenario, "custom"), draw_year(scenario, 3, 0)
    return plan, year, jobs.jobs_of(plan, year)


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_our_engines_serve_each_job_as_sixty_lines_by_the_specification_do(engine):
    plan, year, given = network()
    ended = simulate(plan, year, engine).facts.campaigns.ended
    expected, events = tick_loop.run(given)
    assert (ended >= 0).sum() > 300
    assert ended.tolist() == expected.tolist()
    assert events > 10 * (ended >= 0).sum()


def test_urgent_jobs_wait_least():
    _, _, given = network()
    finish = tick_loop.run(given)[0]
    of_class = [finish_of(given, finish, urgency) for urgency in (0, 1, 2)]
    assert of_class == sorted(of_class)


def finish_of(given, finish, urgency):
    chosen = given.urgency == urgency
    return jobs.mean_wait(given, np.where(chosen, finish, -1))


@pytest.mark.parametrize("run", [simpy_jobs.run, simpy_staff.run])
def test_simpy_serves_each_job_as_the_heap_loop_where_nothing_happens_at_once(run):
    _, _, given = network()
    loose = jobs.untied(given)
    assert run(loose).tolist() == heap_loop.run(loose)[0].tolist()


@pytest.mark.parametrize("package", ["salabim", "ciw"])
def test_others_do_as_well_once_whoever_is_free_picks_first(package):
    pytest.importorskip(package)
    run = pytest.importorskip(f"network.{package}_jobs").run
    _, _, given = network()
    loose = jobs.untied(given)
    assert run(loose).tolist() == heap_loop.run(loose, hands_on_first=False)[0].tolist()


def test_the_two_orders_are_two_years():
    _, _, given = network()
    assert heap_loop.run(given)[0].tolist() != heap_loop.run(given, hands_on_first=False)[0].tolist()


def test_the_compiled_loop_is_the_plain_one():
    _, _, given = network()
    finish, events = numba_loop.run(given)
    assert (finish.tolist(), events) == (heap_loop.run(given)[0].tolist(), heap_loop.run(given)[1])
