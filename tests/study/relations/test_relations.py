"""Relations held against invented landscapes. Catches a contrast with a wrong sign or weight, a verdict that its
interval does not carry, an overloaded structure that is given a mean, one overloaded place that decides over many, a
relation that is misspelt or asks for nothing and is found out after the runs, and a report that fails a run because
the model disagrees, breaks off half-written, or overwrites another.
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
from sim.study.manifest import SHARED, read_manifest
from sim.study.pairs import difference
from sim.study.relations.contrasts import judge
from sim.study.relations.keeping import keep_report
from sim.study.relations.page import index, page
from sim.study.relations.reading import built_in_folder, chosen_groups, group_names, load_group
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


def test_one_saturated_place_does_not_decide_who_leads_at_six() -> None:
    def lost(structure: str, point: Mapping[str, Any], year: int) -> bool:
        return structure == "north" and point["load"] == 4 and point["doubt"] == 1

    def ahead(structure: str, point: Mapping[str, Any], year: int) -> float:
        return 20.0 + 0.1 * luck(year) + (0.0 if structure == "north" else 6.0)

    found = study(ahead, {"load": LOAD, "doubt": DOUBT}, structures=("north", "south"), replications=6, lost=lost)
    lead = {"kind": "lead", "along": "", "against": "south"}
    asked = [relation(**lead), relation(**lead, name="there", at={"load": [4], "doubt": [1]})]
    whole, there = judge(found, asked).itertuples()
    assert (whole.verdict, whole.note) == ("saturated", "north saturated at 1 of 6 places")
    assert (there.verdict, there.note) == ("as expected", "north saturated there")


def test_where_nobody_wins_the_note_is_a_sentence() -> None:
    found = study(lambda *_: 1.0, {"load": LOAD}, structures=("north", "south"), replications=5)
    (row,) = judge(found, [relation(kind="winners", structures=("north", "south"), along="")]).itertuples()
    assert (row.verdict, row.note) == ("undecided", "nobody wins at any of 3 places")


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


CENTRAL = '"rules.decisions.centralisation"'


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
        ('expected = "lower"', f'expected = "lower"\nat = {{{CENTRAL} = 1.0}}', r"must leave 2 values or more .*got 1"),
        (
            'expected = "lower"',
            'expected = "lower"\nstructures = ["lean"]\nagainst = "lean"',
            "a structure besides lean",
        ),
        ('expected = "lower"', 'expected = "lower"\nstructures = []', "must name a structure"),
        (
            'expected = "lower"',
            f'expected = "lower"\nkind = "interaction"\nwith = {CENTRAL}',
            "must be another factor than along",
        ),
        ("values = [0.0, 1.0]", "values = [true, false]", r"must have numbers only for this \(got true\)"),
        ("values = [0.0, 1.0]", 'values = ["low", "high"]', r'must have numbers only for this \(got "low"\)'),
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
    (folder,) = (tmp_path / "results").glob("relations-*")
    again = read_relations_report(folder)
    assert index(again) == (folder / "index.md").read_text("utf-8")
    text = page(again, "small")
    assert text == (folder / "small.md").read_text("utf-8")
    assert "Because." in text
    assert f"experiment `{path.as_posix()}`" in text
    assert (folder / "small.html").read_text("utf-8").count("<table>") == 2
    found = run_groups([load_group(path)], out=tmp_path / "results", engine="reference")
    pd.testing.assert_frame_equal(found.claims, again.claims)
    store(found, tmp_path / "twice")
    assert (tmp_path / "twice" / "relations.json").read_bytes() == (folder / "relations.json").read_bytes()
    with pytest.raises(InputProblems, match="is no report on relations"):
        read_relations_report(tmp_path)


def relations_of(*given: str, out: Path) -> int:
    """Exit code of the command, on the engine that needs no build."""
    with pytest.raises(SystemExit) as ended:
        main(["relations", *given, "--engine", "reference", "--out", str(out)])
    return int(ended.value.code or 0)


def test_factors_that_hold_words_are_shown_in_words(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    route = (
        '[levers."rules.decisions.route"]\nlabel = "Route"\nvalues = ["direct", "climb"]\n[[relations]]\nname = "waits"'
    )
    text = EXPERIMENT.replace('[[relations]]\nname = "waits"', route)
    held = 'expected = "lower"\nat = {"rules.decisions.route" = "direct"}'
    path.write_text(text.replace('expected = "lower"', held), encoding="utf-8")
    assert relations_of(str(path), out=tmp_path / "results") == 0
    (folder,) = (tmp_path / "results").glob("relations-*")
    text = (folder / "words.md").read_text("utf-8")
    assert "Route direct, climb" in text
    assert "at route direct |" in text
    assert "| Route | Centralisation 0 | Centralisation 1 |" in text or "| Centralisation | Route direct |" in text


def test_a_page_that_cannot_be_made_leaves_no_report_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "small.toml"
    path.write_text(EXPERIMENT, encoding="utf-8")
    monkeypatch.setattr("sim.study.relations.page._map", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keep_report(run_groups([load_group(path)], out=tmp_path / "results", engine="reference"), tmp_path / "results")
    assert [one.name.partition("-")[0] for one in (tmp_path / "results").iterdir()] == ["small"]


def test_reports_lie_beside_each_other_and_the_same_one_is_kept_once(tmp_path: Path) -> None:
    one, other, results = tmp_path / "one.toml", tmp_path / "other.toml", tmp_path / "results"
    one.write_text(EXPERIMENT, encoding="utf-8")
    other.write_text(EXPERIMENT.replace('"Small"', '"Other"').replace("[0.0, 1.0]", "[0.0, 0.5]"), encoding="utf-8")
    for given in (one, other, one):
        assert relations_of(str(given), out=results) == 0
    told = {folder: read_manifest(folder) for folder in results.glob("relations-*")}
    assert sorted((folder / "one.md").is_file() for folder in told) == [False, True]
    assert len(told) == 2
    for folder, manifest in told.items():
        assert set(SHARED) <= set(manifest)
        assert folder.name == f"relations-{manifest['fingerprint']}"
        (study,) = manifest["studies"]
        assert (results / study["folder"] / "runs.parquet").is_file()
        assert manifest["runs"] == 2 * 2 * 2
    reworded = EXPERIMENT.replace("Does a test need more?", "Is that all?")
    one.write_text(reworded, encoding="utf-8")
    assert relations_of(str(one), out=results) == 0
    questions = [
        (folder / "one.md").read_text("utf-8")
        for folder in results.glob("relations-*")
        if (folder / "one.md").is_file()
    ]
    assert len(questions) == 2
    assert sum("Is that all?" in text for text in questions) == 1


def test_no_years_are_not_taken_for_the_years_of_the_file(tmp_path: Path) -> None:
    assert relations_of("--quick", "-n", "0", out=tmp_path / "results") == 2
    assert not (tmp_path / "results").exists()


def test_a_group_named_twice_is_run_once_and_pages_of_one_name_are_refused(tmp_path: Path) -> None:
    named = ("turbulence", (built_in_folder() / "turbulence.toml").as_posix(), "load", "turbulence")
    assert [group.name for group in chosen_groups(named)] == ["turbulence", "load"]
    for name in ("a/small", "b/Small", "index"):
        path = tmp_path / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(EXPERIMENT, encoding="utf-8")
    with pytest.raises(InputProblems, match=r'"Small" is the name of .*a/small\.toml too; give the file another name'):
        chosen_groups((str(tmp_path / "a/small.toml"), str(tmp_path / "b/Small.toml")))
    with pytest.raises(InputProblems, match='"index" is the name of the overview'):
        chosen_groups((str(tmp_path / "index.toml"),))


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
    (folder,) = tmp_path.glob("relations-*")
    found = read_relations_report(folder)
    assert [group["name"] for group in found.groups] == group_names()
    assert {group["replications"] for group in found.groups} == {4}
    assert not any(group["failed"] for group in found.groups)
    for group in chosen_groups():
        for one in group.relations:
            rows = found.claims[(found.claims["group"] == group.name) & (found.claims["relation"] == one.name)]
            assert len(rows) == (1 if one.kind == "winners" else len(one.structures)), one.name
