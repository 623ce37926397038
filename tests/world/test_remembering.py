"""Catches an answer that is given for another scenario than the one it was worked out for."""

from __future__ import annotations

import gc

import pytest

from sim.scenario.schema import Scenario
from sim.world.remembering import SCENARIOS_REMEMBERED, once_a_scenario


def scenario(title: str) -> Scenario:
    return Scenario.model_validate({"title": title})


def test_a_scenario_is_asked_once_and_an_equal_one_again() -> None:
    asked: list[tuple[str, int]] = []

    @once_a_scenario
    def work(one: Scenario, number: int) -> tuple[str, int]:
        asked.append((one.title, number))
        return one.title, number

    first, equal = scenario("a"), scenario("a")
    assert first == equal
    assert [work(first, 1), work(first, 1), work(first, 2), work(equal, 1)] == [("a", 1), ("a", 1), ("a", 2), ("a", 1)]
    assert asked == [("a", 1), ("a", 2), ("a", 1)]


def test_scenarios_come_and_go_and_no_answer_outlives_its_scenario() -> None:
    """Places in memory are used again; the answer must not be told by the place alone."""

    @once_a_scenario
    def title(one: Scenario) -> str:
        return one.title

    for number in range(4 * SCENARIOS_REMEMBERED):
        assert title(scenario(f"number {number}")) == f"number {number}"
        gc.collect(0)


def test_what_goes_wrong_is_not_remembered() -> None:
    tries = iter([ValueError("not yet"), "now"])

    @once_a_scenario
    def work(one: Scenario) -> str:
        found = next(tries)
        if isinstance(found, Exception):
            raise found
        return found

    world = scenario("a")
    with pytest.raises(ValueError, match="not yet"):
        work(world)
    assert work(world) == work(world) == "now"
