"""Catches behaviour that reads a label: a structure's name, a group's name or a group's number."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engines.plan import Plan, make_plan
from sim.engines.reference.engine import simulate
from sim.scenario.load import load
from sim.scenario.schema import Scenario
from sim.world.architectures import architectures, organise
from sim.world.canonical import TO_GROUP, canonical
from sim.world.organisation import Group, Organisation
from sim.world.workload import draw_year
from sim.world.year import Year

CHANGES = ("staffing.seats=14", "rules.borrowing.after=0.5")


@cache
def scenario() -> Scenario:
    return load("multi_category_618", changes=CHANGES)


@cache
def year() -> Year:
    return draw_year(scenario(), 5, 0)


def relabelled(organisation: Organisation, order: list[int]) -> Organisation:
    """The same boxes written down in another order under other names."""
    number = {group: place for place, group in enumerate(order)} | {-1: -1}
    return replace(
        organisation,
        name="something else",
        groups=tuple(
            Group(f"box {place}", number[organisation.groups[old].parent], organisation.groups[old].lead)
            for place, old in enumerate(order)
        ),
        relations=tuple(
            replace(row, to=number[row.to]) if row.relation in TO_GROUP else row for row in organisation.relations
        ),
        coverage=tuple(tuple(tuple(number[one] for one in cell) for cell in row) for row in organisation.coverage),
    )


@pytest.mark.parametrize("name", architectures())
def test_canonical_numbers_are_settled_at_once(name: str) -> None:
    once = canonical(organise(scenario(), name))
    assert canonical(once) == once


@settings(max_examples=8, deadline=None)
@given(data=st.data(), name=st.sampled_from(["functional", "matrix", "divisional", "lean"]))
def test_relabelling_groups_changes_not_one_row_of_the_log(data: st.DataObject, name: str) -> None:
    organisation = organise(scenario(), name)
    order = data.draw(st.permutations(range(len(organisation.groups))))
    other = relabelled(organisation, order)
    assert (
        simulate(make_plan(scenario(), other), year()).rows
        == simulate(make_plan(scenario(), organisation), year()).rows
    )


def parameters_of(plan: Plan) -> dict[str, object]:
    """Everything in a plan that is not a fact of the organisation."""
    structural = {"organisation", "derived", "practice", "routes"}
    return {name: value for name, value in vars(plan).items() if name not in structural}


def test_no_parameter_depends_on_the_structure() -> None:
    plans = [parameters_of(make_plan(scenario(), organise(scenario(), name))) for name in architectures()]
    for plan in plans[1:]:
        for name in plan:
            if name != "fresh":
                assert plan[name] == plans[0][name], name


def test_a_structures_name_is_a_label_only() -> None:
    organisation = organise(scenario(), "matrix")
    renamed = replace(organisation, name="divisional")
    assert (
        simulate(make_plan(scenario(), renamed), year()).rows
        == simulate(make_plan(scenario(), organisation), year()).rows
    )


@pytest.mark.parametrize("name", architectures())
def test_the_same_inputs_give_the_same_rows(name: str) -> None:
    plan = make_plan(scenario(), organise(scenario(), name))
    assert simulate(plan, year()).rows == simulate(plan, year()).rows
