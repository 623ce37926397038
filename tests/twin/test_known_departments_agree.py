"""Catches an engine that agrees in small random departments and not in the ones that people look at.

The worked examples, the shipped scenarios and the theory cases, each on both engines, every row compared.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from twin.running import FOLDERS, differs, worked

from sim.errors import InfeasibleStructure
from sim.run import build, load
from sim.scenario.rules import Switches
from sim.world.workload import draw_year

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("*.toml"))
THEORY = sorted((ROOT / "scenarios" / "theory").glob("*.toml"))
LESS = ["volume=0.2"]
"""The quick tests see the shipped scenarios with a fifth of the campaigns."""


def story(source: str | Path, structure: str, changes: list[str]) -> str:
    scenario = load(source, changes)
    return differs(scenario, build(scenario, structure), draw_year(scenario, 3, 1))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_worked_examples(folder: Path) -> None:
    found = differs(*worked(folder))
    assert not found, found


@pytest.mark.parametrize("place", range(len(SHIPPED)), ids=SHIPPED)
def test_each_shipped_scenario_in_one_structure(place: int) -> None:
    structures = load(SHIPPED[place]).structures
    found = story(SHIPPED[place], structures[place % len(structures)], LESS)
    assert not found, found


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_each_shipped_scenario_in_all_structures_for_a_whole_year(name: str) -> None:
    for structure in load(name).structures:
        found = story(name, structure, [])
        assert not found, f"{structure}\n{found}"


@pytest.mark.slow
@pytest.mark.parametrize("switch", Switches.model_fields)
def test_the_first_scenario_with_each_rule_off_and_each_rule_alone(switch: str) -> None:
    alone = [f"rules.switches.{one}={'true' if one == switch else 'false'}" for one in Switches.model_fields]
    for changes in ([f"rules.switches.{switch}=false"], alone):
        scenario = load("beauty_group", [*LESS, "staffing.seats=18", *changes])
        for structure in scenario.structures:
            found = differs(scenario, build(scenario, structure), draw_year(scenario, 3, 1))
            assert not found, f"{structure}, {changes}\n{found}"


@pytest.mark.slow
@pytest.mark.parametrize("path", THEORY, ids=lambda path: path.stem)
def test_theory_cases(path: Path) -> None:
    scenario = load(path)
    if not any(kind.dates for kind in scenario.campaign):  # campaigns on dates need the window that holds the dates
        scenario = load(path, ["horizon.warm_up=0", "horizon.window=60", "horizon.drain=0"])
    for structure in scenario.structures:
        try:
            plan = build(scenario, structure)
        except InfeasibleStructure:
            continue
        found = differs(scenario, plan, draw_year(scenario, 3, 1))
        assert not found, f"{structure}\n{found}"
