"""Ablations of a small department. Catches an effect whose sign or pairing is wrong, an interval that is too narrow for
so many looks, a claim said to stand that does not, a rule that is off when it should be on, and a page that says
something else than its tables.
"""

from __future__ import annotations

import json
import re
import shutil
import warnings
from collections.abc import Mapping, Sequence
from math import nan
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pyarrow import parquet
from study.analysis.landscapes import luck, study

import sim
from sim.cli import main
from sim.errors import InputProblems
from sim.scenario.rules import Switches
from sim.study.ablation.ablation import Ablation
from sim.study.ablation.asking import ablation_experiment
from sim.study.ablation.claims import claims, winners
from sim.study.ablation.effects import effects
from sim.study.ablation.page import heading, tables
from sim.study.ablation.rules import rules
from sim.study.ablation.storing import store
from sim.study.ablation.words import CHINESE, Tongue
from sim.study.pairs import difference
from sim.study.sweep.results import StudyResults
from sim.study.sweep.settings import scenario_at

TINY = Path(__file__).parents[1] / "tiny.toml"
RULES = {"rule": {"values": ["none", "walls", "stairs"], "label": "Rule off"}}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Ablation:
    """Three rules of six people, on the engine that needs no compiling."""
    return sim.ablate(
        sim.load(TINY),
        structures=["functional", "lean"],
        measures=["decision_delay", "friction_work"],
        rules=["climb", "handover", "brand"],
        replications=3,
        engine="reference",
        workers=1,
        out=tmp_path_factory.mktemp("ablations"),
    )


def test_an_effect_is_the_same_year_without_the_rule_minus_with_it(tiny: Ablation) -> None:
    without = sim.load(TINY, {"rules.switches.handover": False})
    on, off = (
        [
            sim.run(one, "functional", seed=1, replication=year, engine="reference").measures["friction_work"]
            for year in range(3)
        ]
        for one in (sim.load(TINY), without)
    )
    row = tiny.effects.set_index(["measure", "rule", "structure"]).loc[("friction_work", "handover", "functional")]
    assert row["mean"] == pytest.approx(difference(off, on).mean, rel=1e-12)
    assert row["mean"] < 0.0
    assert (row["on"], row["off"]) == (pytest.approx(sum(on) / 3), pytest.approx(sum(off) / 3))


def test_a_rule_that_cannot_touch_a_measure_has_exactly_no_effect(tiny: Ablation) -> None:
    rows = tiny.effects[tiny.effects["rule"] == "brand"]
    assert len(rows) == 4
    assert (rows["mean"] == 0.0).all()


def test_all_effects_of_a_page_hold_together(tiny: Ablation) -> None:
    assert set(tiny.effects["family"]) == {3 * 2 * 2}
    row = tiny.effects.iloc[0]
    runs = tiny.study.table
    values = {
        rule: runs[(runs["rule"] == rule) & (runs["structure"] == row["structure"])].sort_values("replication")
        for rule in ("none", row["rule"])
    }
    off, on = (list(values[rule][row["measure"]]) for rule in (row["rule"], "none"))
    single, joint = difference(off, on), difference(off, on, 1.0 - 0.05 / 12)
    assert (row["low"], row["high"]) == pytest.approx((joint.low, joint.high))
    assert joint.high - joint.low > 2.0 * (single.high - single.low)


def _world(structure: str, point: Mapping[str, Any], year: int) -> float:
    """North is 3 better than south because of the walls; without the stairs south is 2 better."""
    lead = {"none": 3.0, "walls": 0.0, "stairs": -2.0}[point["rule"]]
    noise = 0.1 * (-1) ** year if structure == "north" else 0.0
    return 10.0 + 5.0 * luck(year) + noise + (lead if structure == "south" else 0.0)


def test_a_claim_stands_falls_or_turns() -> None:
    frame = study(_world, RULES, structures=("north", "south"), replications=12)
    found = claims(frame, ["decision_delay"]).set_index("rule")
    assert found["standing"].to_dict() == {"none": "stands", "walls": "falls", "stairs": "turns"}
    assert set(found["structure"]) == {"north"}
    assert found.loc["none", "lead"] == pytest.approx(3.0, abs=0.2)
    assert found.loc["stairs", "part"] == pytest.approx(5.0, abs=0.2)
    assert found.loc["walls", "part_low"] > 0.0
    won = winners(frame, ["decision_delay"]).set_index("rule")["winner"].to_dict()
    assert won == {"none": "north", "walls": "", "stairs": "south"}


def test_a_structure_that_saturates_without_a_rule_has_no_effect_with_a_mean() -> None:
    frame = study(
        _world,
        RULES,
        structures=("north", "south"),
        replications=12,
        lost=lambda name, point, year: name == "south" and point["rule"] == "walls" and year > 3,
    )
    row = effects(frame, ["decision_delay"]).set_index(["rule", "structure"]).loc[("walls", "south")]
    assert pd.isna(row["mean"])
    assert row["saturated_off"] == 8
    assert claims(frame, ["decision_delay"]).set_index("rule").loc["walls", "standing"] == "saturated"


def test_every_switch_of_the_scenario_is_tried_and_every_other_rule_is_a_parameter_that_exists() -> None:
    experiment, without = ablation_experiment(sim.load(TINY))
    tried = {level.value for level in experiment.factors[0].levels} | set(without)
    assert set(Switches.model_fields) < tried
    assert tried == {"none", *rules()}
    for level in experiment.factors[0].levels:
        changed = scenario_at(experiment.base, level.sets).model_dump()
        for path, value in level.sets:
            found: Any = changed
            for part in path.split("."):
                found = found[part]
            assert (list(found) if isinstance(value, list) else found) == value


def test_every_rule_has_a_name_in_chinese_and_says_what_its_absence_means() -> None:
    assert set(CHINESE) == set(rules())
    assert [name for name, rule in rules().items() if not re.search(r"\boff:", rule.says)] == []


def test_a_rule_that_meets_nothing_in_the_scenario_is_left_out_too() -> None:
    assert "messages" in ablation_experiment(sim.load(TINY))[1]
    writing = sim.load(TINY, {"messages.per_week": 2.0})
    assert ablation_experiment(writing, only=["messages"])[1] == ()


def test_a_rule_that_is_off_already_is_left_out_and_said_so() -> None:
    scenario = sim.load(TINY, {"rules.switches.climb": False, "rules.closeness.floor": 0.3})
    experiment, without = ablation_experiment(scenario, only=["climb", "closeness"])
    assert without == ("climb",)
    assert [level.value for level in experiment.factors[0].levels] == ["none", "closeness"]
    with pytest.raises(InputProblems, match="nothing is left to switch off: climb has no effect"):
        ablation_experiment(scenario, only=["climb"])
    with pytest.raises(InputProblems, match="nothing is left to switch off: climb, messages have no effect"):
        ablation_experiment(scenario, only=["climb", "messages"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"only": ["handovers"]}, 'there is no rule "handovers"; did you mean "handover"'),
        ({"measures": ["decision_dalay"]}, 'no measure "decision_dalay"; did you mean "decision_delay"'),
        ({"measures": ["utilisation"]}, "better neither way"),
        ({"structures": ["functionel"]}, 'did you mean "functional"'),
        ({"replications": 0}, "must be 1 to"),
        ({"seed": -1}, "must be 0 or more"),
    ],
)
def test_a_wrong_word_is_answered_before_anything_runs(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(InputProblems, match=said.replace("(", r"\(")):
        ablation_experiment(sim.load(TINY), **asked)


def test_what_is_stored_is_what_was_found_and_can_be_read_again(tiny: Ablation) -> None:
    again = sim.read_ablation(tiny.folder)
    pd.testing.assert_frame_equal(again.effects, tiny.effects)
    for name in ("effects", "claims", "winners"):
        table = parquet.read_table(tiny.folder / f"{name}.parquet")
        assert table.column_names == list(getattr(tiny, name).columns)
        assert all(field.metadata[b"meaning"] for field in table.schema)
    assert json.loads((tiny.folder / "manifest.json").read_text("utf-8"))["runs"] == 4 * 2 * 3
    assert sim.study(tiny.folder / "experiment.toml").fingerprint == tiny.declared["fingerprint"]
    with pytest.raises(InputProblems, match="is no finished study"):
        sim.read_ablation(tiny.folder.parent)


def test_the_page_says_what_the_tables_say_in_both_languages(tiny: Ablation) -> None:
    for language in ("en", "zh"):
        text = tiny.page(language)
        row = tiny.effects.set_index(["measure", "rule", "structure"]).loc[("friction_work", "handover", "lean")]
        line = next(one for one in text.split("Friction work" if language == "en" else "摩擦工时")[1].splitlines()
                    if one.startswith("| handover" if language == "en" else "| 交接"))  # fmt: skip
        shown = [float(number.replace("−", "-")) for number in re.findall(r"[+−]?\d+\.\d+", line.split("|")[3])]
        assert shown == pytest.approx([row["mean"], row["low"], row["high"]], abs=0.06)
    page = (tiny.folder / "index.html").read_text("utf-8")
    assert page.count("<svg") == 1
    assert not re.search(r'(?:src|href)="(?!#)', page), "the page needs another file"


def _told(table: pd.DataFrame, failures: Sequence[tuple[str, str]] = ()) -> Ablation:
    """An ablation that was never run: its table is given, and which structures could not be formed."""
    years = int(table["replication"].max()) + 1
    table.attrs["experiment"] |= {"measures": ["decision_delay"], "replications": {"most": years}}
    rows = [(name, "infeasible", reason) for name, reason in failures]
    given = StudyResults(Path("nowhere"), {})
    given.__dict__["table"] = table
    given.__dict__["failures"] = pd.DataFrame(rows, columns=["structure", "status", "message"])
    return Ablation(given)


REAL = {"rule": {"values": ["none", "gates", "handover"], "label": "Rule off"}}


def test_a_measure_without_a_value_is_not_called_saturated_because_of_one_bad_year() -> None:
    """South waits for nobody without gates: no delay to take a mean of, and one saturated year of twelve."""

    def world(structure: str, point: Mapping[str, Any], year: int) -> float:
        return nan if structure == "south" and point["rule"] == "gates" else 5.0 + luck(year)

    def lost(structure: str, point: Mapping[str, Any], year: int) -> bool:
        return structure == "south" and (year == 0 or point["rule"] == "handover")

    found = _told(study(world, REAL, structures=("north", "south"), replications=12, lost=lost))
    rows = found.effects.set_index(["rule", "structure"])
    assert (rows.loc[("gates", "south"), "saturated_off"], rows.loc[("gates", "south"), "overloaded_off"]) == (1, False)
    assert rows.loc[("handover", "south"), "overloaded_off"]
    text = tables(found)[1:]
    assert "| gates | 0 (0 to 0) | not defined |" in text[1]
    assert "| handover | 0 (0 to 0) | saturated |" in text[1]
    never = _told(
        study(lambda name, *_: nan if name == "south" else 5.0, REAL, structures=("north", "south"), lost=lost)
    )
    assert "north 5.00, south not defined." in tables(never)[1]
    assert "No effect at all" not in "".join(tables(never))


def test_the_page_names_the_structures_that_ran_and_says_why_others_did_not() -> None:
    def status(structure: str, point: Mapping[str, Any], year: int) -> str:
        return "infeasible" if structure == "south" else "ok"

    names = ("north", "south", "east")
    table = study(lambda *_: 5.0, REAL, structures=names, replications=3, status=status)
    table["distinct"] = table["structure"] != "east"
    said = heading(_told(table, [("south", "south: needs 4 seats, there are 3.")]))
    assert "under north. An entry" in said
    assert "south is left out: needs 4 seats, there are 3.\n" in said
    assert said.endswith("east is left out: it comes out the same as another structure in this scenario.")


def test_one_of_something_is_not_spoken_of_as_many() -> None:
    one = {"rule": {"values": ["none", "gates"], "label": "Rule off"}}
    found = _told(study(lambda *_: 5.0, one, structures=("north",), replications=1))
    assert heading(found).startswith("One rule is switched off, in one and the same year (seed 7")
    assert "the one interval of this page's effects holds at 95 %" in heading(found)
    assert heading(found, Tongue("zh")).startswith("在同一年中（种子 7")
    two = _told(study(lambda *_: 5.0, REAL, structures=("north", "south"), replications=3))
    assert heading(two).startswith("Each of 2 rules is switched off in turn, in the same 3 years (seed 7")
    assert "all 4 intervals of this page's effects hold together at 95 %" in heading(two)
    assert "No structure wins with all rules on. A structure wins without: none." in tables(two)


def test_an_ablation_that_was_stopped_before_it_kept_what_has_no_effect_can_be_read(
    tiny: Ablation, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(tiny.folder, tmp_path / "copy"))
    assert sim.read_ablation(copy).left_out == []
    for kept in ('{"without_effect": ["messages"]}', "{", "[]", "{}"):
        (copy / "ablation.json").write_text(kept, "utf-8")
        assert sim.read_ablation(copy).left_out == (["messages"] if "messages" in kept else [])
    (copy / "ablation.json").unlink()
    assert sim.read_ablation(copy).left_out == []
    assert "left out" not in sim.read_ablation(copy).page()


def test_the_page_tells_a_browser_its_language(tiny: Ablation, tmp_path: Path) -> None:
    copy = sim.read_ablation(shutil.copytree(tiny.folder, tmp_path / "copy"))
    for language, tag in (("en", "en"), ("zh", "zh-CN")):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "no font with Chinese characters")
            store(copy, Tongue(language))
        assert f'<html lang="{tag}">' in (copy.folder / "index.html").read_text("utf-8")


def test_the_figure_of_a_stored_ablation_is_drawn_again(
    tiny: Ablation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (["ablation"], []):
        with pytest.raises(SystemExit) as ended:
            main(["chart", str(tiny.folder), *name, "--out", str(tmp_path / "again")])
        assert ended.value.code in (0, None), capsys.readouterr().err
        drawn = capsys.readouterr().out.split()
        assert [Path(one).name for one in drawn] == ["tiny-ablation.png", "tiny-ablation.svg"]
        assert all(Path(one).stat().st_size > 1000 for one in drawn)
    with pytest.raises(SystemExit) as ended:
        main(["chart", str(tiny.folder), "ablatoin", "--out", str(tmp_path / "again")])
    assert ended.value.code == 2
    assert 'did you mean "ablation"' in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore:no font with Chinese characters")
def test_the_command_says_what_hangs_on_what_and_finds_what_is_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["ablate", str(TINY), "--rules", "climb,brand", "--measures", "decision_delay", "-s", "lean,functional"]
    words += ["-n", "2", "--engine", "reference", "--out", str(tmp_path), "--language", "zh"]
    said = []
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code in (0, None)
        said.append("".join(capsys.readouterr().out.split()))
    assert said[0] == said[1]
    assert "决策延迟：" in said[0]
    (folder,) = tmp_path.iterdir()
    text = (folder / "index.md").read_text("utf-8")
    assert "| 关闭的规则 | 精简式 | 职能式 |" in text
    assert "functional" not in text.replace("rules.", "")
    with pytest.raises(SystemExit) as ended:
        main(["ablate", str(TINY), "--rules", "clim"])
    assert ended.value.code == 2
    assert 'did you mean "climb"' in capsys.readouterr().err
