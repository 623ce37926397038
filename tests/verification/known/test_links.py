"""Catches a message that takes another way than the count of paths has it, and a queue that is not the one of theory.

Links are counted on paper for small charts, by walking every way for random ones, and in the engine.
"""

from __future__ import annotations

import sys
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from sim.run import build, simulate
from sim.study.known import links, routes
from sim.world.workload import draw_year

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "experiments"))
from liaison_links import LOAD, RELAY_HOURS, scenario  # the experiment itself is what is tested

STAR, TREE = routes.star(30), routes.tree(5, 3)


def test_steps_and_relays_of_a_chart_without_links() -> None:
    steps = links.steps_of(TREE)
    assert (steps[6, 7], steps[6, 11], steps[6, 0], steps[1, 6]) == (2, 4, 2, 1)
    assert (steps == steps.T).all()
    for superior in (STAR, TREE, routes.tree(2, 4)):
        own = len(superior) - 1  # messages a member writes, which `burdens` counts and a relay does not
        assert links.relayed(superior).tolist() == [burden - own for burden in routes.burdens(superior)]
        assert links.stalls_at(superior) == pytest.approx(routes.collapse_rate(superior))
    assert links.busiest(routes.tree(5, 5)) == pytest.approx(0.79898, abs=1e-5)


def test_rules_place_links_where_they_say() -> None:
    tree = routes.tree(5, 4)
    steps = links.steps_of(tree)
    drawn = {name: links.draw_links(tree, len(tree), rule, 1) for name, rule in links.RULES.items()}
    for found in drawn.values():
        assert len(set(found)) == len(tree)
        assert all(steps[one, other] > 1 for one, other in found)
    assert all(tree[one] == tree[other] for one, other in drawn["local team"])
    assert all(steps[one, other] == steps[0, one] + steps[0, other] for one, other in drawn["interdivisional"])
    deep = {name: np.mean([steps[0, one] + steps[0, other] for one, other in found]) for name, found in drawn.items()}
    assert deep["core-periphery"] < deep["multiscale"] < deep["random"]
    assert links.draw_links(tree, 9, links.RULES["random"], 1) == links.draw_links(tree, 9, links.RULES["random"], 1)
    assert links.draw_links(tree, 9, links.RULES["random"], 1, 1) != links.draw_links(tree, 9, links.RULES["random"], 1)


@pytest.mark.parametrize("rule", links.RULES)
def test_the_count_of_paths_is_that_of_walking_every_way_as_the_engine_does(rule: str) -> None:
    beside = links.draw_links(TREE, 20, links.RULES[rule], 3)
    derived = build(scenario(TREE, beside, 1.0), "custom").derived
    walked = [0] * len(TREE)
    for sender, receiver in permutations(range(len(TREE)), 2):
        here = derived.next_hop(sender, receiver)
        while here != receiver:
            walked[here] += 1
            here = derived.next_hop(here, receiver)
    assert links.relayed(TREE, beside).tolist() == walked


def test_links_on_all_levels_take_most_off_the_busiest_desk() -> None:
    firm = routes.tree(5, 5)
    share = {
        name: links.busiest(firm, links.draw_links(firm, len(firm), rule, 1)) for name, rule in links.RULES.items()
    }
    best = share.pop("multiscale")
    assert best < 0.67 * min(share.values())


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_the_engine_passes_messages_where_the_paths_lead(engine: str) -> None:
    beside = links.draw_links(TREE, len(TREE), links.RULES["multiscale"], 1)
    firm = scenario(TREE, beside, 30.0)
    facts = simulate(build(firm, "custom"), draw_year(firm, 1, 0), engine).facts
    sent = int(facts.messages.cohort.sum())
    assert (facts.messages.delivered[facts.messages.cohort == 1] >= 0).all()
    share = links.relayed(TREE, beside) / (len(TREE) * (len(TREE) - 1))
    error = 4.0 * np.sqrt(sent * share * (1.0 - share)) + 1.0
    assert (np.abs(facts.seats.relayed - sent * share) <= error).all()


@pytest.mark.parametrize(("superior", "allowed"), [(STAR, 0.04), (TREE, 0.03)], ids=["star", "tree"])
def test_delivery_takes_as_long_as_the_product_form_says(superior: tuple[int, ...], allowed: float) -> None:
    firm = scenario(superior, [], 2000.0)
    facts = simulate(build(firm, "custom"), draw_year(firm, 1, 0), "compiled").facts
    rows = facts.messages.cohort == 1
    took = float(np.mean((facts.messages.delivered - facts.messages.sent)[rows])) / (RELAY_HOURS * 3600)
    expected = routes.delivery_time(superior, LOAD * routes.collapse_rate(superior))
    assert took == pytest.approx(expected, rel=allowed)
