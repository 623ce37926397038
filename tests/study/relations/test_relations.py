"""Relations held against invented landscapes. Catches a contrast with a wrong sign or weight, a verdict that its
interval does not carry, an overloaded structure that is given a mean, a misspelt relation that is quietly skipped, and
a report that fails a run because the model disagrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from study.analysis.landscapes import luck, study

from sim.cli import main
from sim.errors import InputProblems
from sim.scenario.load import builtin_names
from sim.study.pairs import difference
from sim.study.relations.contrasts import judge
from sim.study.relations.page import index, page
from sim.study.relations.reading import chosen_groups, group_names, load_group
from sim.study.relations.relation import Relation
from sim.study.relations.running import read_relations_report, run_groups, store

TINY = Path(__file__).parents[1] / "tiny.toml"
LOAD = {"label": "Load", "kind": "uncertainty", "values": [1, 2, 4]}
DOUBT = {"label": "Doubt", "kind": "uncertainty", "values": [0, 1]}
YEARS = 12


def relation(**about: Any) -> Relation:
    told: dict[str, Any] = {"name": "r", "statement": "S.", "source": "nobody", "kind": "change"}
    told |= {
        "measure": "decision_delay",
        "expected": "higher",
        "structures": ("north",),
        "against": "",
        "along": "load",
    }
    return Relation(**{**told, "with_": "", "at": {}, "mechanism": "", **about})


def world(structure: str, point: Mapping[str, Any], year: int) -> float:
    """North waits load squared, and twice that in doubt; south waits a constant. Most of the luck is shared."""
    load, doubt = point["load"], point["doubt"]
    own = 0.05 * (-1) ** year * load if structure == "north" else 0.0
    return 20.0 + 5.0 * luck(year) + own + (load**2 * (1 + doubt) if structure == "north" else 6.0)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return study(world, {"load": LOAD, "doubt": DOUBT}, structures=("north", "south"), replications=YEARS)


@pytest.mark.parametrize(
    ("about", "effect", "verdict"),
    [
        ({}, 1.5 * 15, "as expected"),  # from 1 to 16, in doubt from 2 to 32
        ({"expected": "lower"}, 22.5, "opposite"),
        ({"at": {"doubt": [0]}}, 15, "as expected"),
        ({"at": {"doubt": [0], "load": [1, 2]}}, 3, "as expected"),
        ({"structures": ("south",)}, 0, "undecided"),
        ({"against": "south"}, 22.5, "as expected"),
        ({"kind": "convex"}, 1.5 * ((16 - 4) / 2 - (4 - 1) / 1), "as expected"),
        ({"kind": "interaction", "with_": "doubt"}, 15, "as expected"),
        ({"kind": "lead", "against": "south", "along": "", "at": {"load": [1], "doubt": [0]}}, -5, "opposite"),
        ({"kind": "lead", "against": "south", "along": "", "at": {"load": [4]}}, 18, "as expected"),
    ],
)
def test_a_contrast_is_what_its_kind_says(
    frame: pd.DataFrame, about: dict[str, Any], effect: float, verdict: str
) -> None:
    (row,) = judge(frame, [relation(**about)]).itertuples()
    assert row.effect == pytest.approx(effect, abs=1e-9)
    assert row.verdict == verdict
    assert row.n == YEARS


def test_the_interval_is_that_of_the_paired_years_and_all_claims_hold_together(frame: pd.DataFrame) -> None:
    asked = [relation(at={"doubt": [0]}), relation(name="s", structures=("north", "south"))]
    rows = judge(frame, asked)
    assert set(rows["family"]) == {3}
    north = frame[(frame["structure"] == "north") & (frame["doubt"] == 0)]
    high, low = (list(north[north["load"] == load]["decision_delay"]) for load in (4, 1))
    wanted = difference(high, low, 1.0 - 0.05 / 3)
    assert (rows["low"][0], rows["high"][0]) == pytest.approx((wanted.low, wanted.high))
    assert rows["standardised"][0] == pytest.approx(
        15 / pd.Series([0.15 * (-1) ** year for year in range(YEARS)]).std()
    )


def test_where_the_better_changes_is_told(frame: pd.DataFrame) -> None:
    (row,) = judge(frame[frame["doubt"] == 0], [relation(against="south")]).itertuples()
    assert row.note.startswith("south overtakes at 2.")


def test_a_saturated_structure_has_no_mean_and_loses_a_lead() -> None:
    def lost(structure: str, point: Mapping[str, Any], year: int) -> bool:
        return structure == "north" and point["load"] == 4

    found = study(world, {"load": LOAD, "doubt": DOUBT}, structures=("north", "south"), replications=6, lost=lost)
    lead = {"kind": "lead", "along": "", "at": {"load": [4]}, "against": "south"}
    asked = [relation(), relation(name="behind", **lead), relation(name="ahead", **lead, expected="lower")]
    rows = judge(found, asked).set_index("relation")
    assert rows["verdict"].to_dict() == {"r": "saturated", "behind": "as expected", "ahead": "opposite"}
    assert rows["effect"].isna().all()
    assert set(rows["note"]) == {"north saturated there"}


@pytest.mark.parametrize(
    ("turns_at", "verdict"), [(2.5, "as expected"), (9.0, "opposite")], ids=["two win somewhere", "one wins everywhere"]
)
def test_no_structure_wins_everywhere_unless_one_does(turns_at: float, verdict: str) -> None:
    def value(structure: str, point: Mapping[str, Any], year: int) -> float:
        return 0.1 * luck(year) + (point["load"] if structure == "north" else turns_at)

    found = study(value, {"load": LOAD}, structures=("north", "south"), replications=5)
    (row,) = judge(found, [relation(kind="winners", structures=("north", "south"), along="")]).itertuples()
    assert row.verdict == verdict


EXPERIMENT = f"""
title = "Small"
question = "Does a test need more?"
scenario = "{TINY.as_posix()}"
structures = ["functional", "lean"]
replications = 2
measures = ["decision_delay", "risk"]
[criterion]
measure = "decision_delay"
[levers."rules.decisions.centralisation"]
label = "Centralisation"
values = [0.0, 1.0]
[[relations]]
name = "waits"
statement = "Decisions wait."
source = "a test"
measure = "decision_delay"
along = "rules.decisions.centralisation"
expected = "lower"
mechanism = "Because."
[[relations]]
name = "none"
statement = "Nobody wins everywhere."
source = "a test"
kind = "winners"
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "waits"', 'nam = "waits"', 'unknown key "nam"; did you mean "name"'),
        ('expected = "lower"', 'expected = "less"', "must be one of higher, lower"),
        ('along = "rules.decisions.centralisation"', 'along = "centralization"', "no lever and no uncertainty"),
        ('along = "rules', 'with = "x"\nalong = "rules', "goes with interaction only"),
        (
            'measure = "decision_delay"\nalong',
            'measure = "friction_work"\nalong',
            "must be one of decision_delay, risk",
        ),
        ('expected = "lower"', 'expected = "lower"\nkind = "convex"', "needs 3 numbers or more"),
        ('expected = "lower"', 'expected = "lower"\nagainst = "matrix"', "must be one of functional, lean"),
        ('expected = "lower"', 'expected = "lower"\nstructures = ["matrix"]', "is not compared here"),
        ('expected = "lower"', 'expected = "lower"\nat = {turbulence = 1}', "no lever and no uncertainty"),
        (
            'expected = "lower"',
            'expected = "lower"\nat = {"rules.decisions.centralisation" = 0.7}',
            r"must be of 0, 1 \(got 0.7\)",
        ),
        ('name = "none"', 'name = "waits"', "is given twice"),
        ("[[relations]]", "[[relation]]", 'unknown key "relation"'),
    ],
)
def test_a_wrong_word_is_refused_before_anything_runs(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "wrong.toml"
    text = EXPERIMENT.replace(old, new)
    assert text != EXPERIMENT
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputProblems, match=said):
        load_group(path)


def test_a_report_is_stored_read_and_printed_and_the_exit_code_is_0_whatever_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "small.toml"
    path.write_text(EXPERIMENT, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["relations", str(path), "--engine", "reference", "--out", str(tmp_path / "results")])
    assert ended.value.code in (0, None)
    assert "Decisions wait. Undecided: functional, lean." in " ".join(capsys.readouterr().out.split())
    folder = tmp_path / "results" / "relations"
    again = read_relations_report(folder)
    assert index(again) == (folder / "index.md").read_text("utf-8")
    text = page(again, "small")
    assert text == (folder / "small.md").read_text("utf-8")
    assert "Because." in text
    assert (folder / "small.html").read_text("utf-8").count("<table>") == 2
    found = run_groups([load_group(path)], out=tmp_path / "results", engine="reference")
    pd.testing.assert_frame_equal(found.claims, again.claims)
    store(found, tmp_path / "twice")
    assert (tmp_path / "twice" / "relations.json").read_bytes() == (folder / "relations.json").read_bytes()
    with pytest.raises(InputProblems, match="is no report on relations"):
        read_relations_report(tmp_path)


def test_every_relation_that_comes_along_can_be_run_and_says_who_says_so() -> None:
    groups = chosen_groups()
    assert [group.name for group in groups] == group_names()
    assert len(groups) >= 8
    for group in groups:
        assert group.experiment.base.name in builtin_names()
        for one in group.relations:
            assert one.statement.endswith("."), one.name
            assert any(letter.isdigit() for letter in one.source), f"{one.name}: a source has a year"
    with pytest.raises(InputProblems, match='did you mean "turbulence"'):
        chosen_groups(("turbulance",))


@pytest.mark.slow
def test_the_quick_form_runs_every_group_that_comes_along(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["relations", "--quick", "--out", str(tmp_path)])
    assert ended.value.code in (0, None)
    found = read_relations_report(tmp_path / "relations-quick")
    assert [group["name"] for group in found.groups] == group_names()
    assert {group["replications"] for group in found.groups} == {4}
    assert not any(group["failed"] for group in found.groups)
    for group in chosen_groups():
        for one in group.relations:
            rows = found.claims[(found.claims["group"] == group.name) & (found.claims["relation"] == one.name)]
            assert len(rows) == (1 if one.kind == "winners" else len(one.structures)), one.name
