"""Catches people, groups or lines that get lost when a client's HR export becomes part of the scenario."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.scenario.load import load
from sim.scenario.writing import dump
from sim.world.architectures import organise
from sim.world.derived import derive
from sim.world.inlining import inlined

ACME = Path(__file__).parents[2] / "scenarios" / "examples" / "acme_hr.csv"
HEAD = """
title = "Acme"
structures = ["custom", "functional"]
baseline = "custom"
disciplines = ["insight", "brand", "digital", "crm", "events", "data"]

[lines]
names = ["skincare", "makeup", "haircare"]

[custom]
hr_export = "staff.csv"
repair = true

[[campaign]]
name = "launch"
use = "launch"
rate = 1
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A scenario beside its client's export."""
    (tmp_path / "staff.csv").write_bytes(ACME.read_bytes())
    scenario = tmp_path / "acme.toml"
    scenario.write_text(HEAD, "utf-8")
    return scenario


def test_the_organisation_is_the_same_once_it_is_written_into_the_scenario(file: Path) -> None:
    before = load(file)
    after = inlined(before)
    one, other = organise(before, "custom"), organise(after, "custom")
    assert one.members == other.members
    assert one.notes == other.notes != ()
    first, second = derive(before, one), derive(after, other)
    assert np.array_equal(first.closeness, second.closeness)
    for fact in ("superior", "dotted", "above", "covers", "members_of", "first_group", "pullers", "meetings"):
        assert getattr(first, fact) == getattr(second, fact), fact


def test_a_scenario_with_its_people_inside_needs_no_other_file(file: Path, tmp_path: Path) -> None:
    scenario = sim.load(file)
    (tmp_path / "staff.csv").unlink()
    again = tmp_path / "resolved.toml"
    again.write_text(dump(scenario), "utf-8")
    assert sim.load(again) == scenario


def test_every_structure_is_built_from_the_same_people(file: Path) -> None:
    scenario = sim.load(file)
    theirs = organise(scenario, "custom").members
    assert organise(scenario, "functional").members == theirs
    assert len(theirs) == 16
    year = sim.run(scenario, architecture="custom", seed=1)
    assert year.facts.seats.bookings.shape[0] == 16


def test_a_scenario_without_an_export_is_left_alone() -> None:
    scenario = load("beauty_group")
    assert inlined(scenario) is scenario
