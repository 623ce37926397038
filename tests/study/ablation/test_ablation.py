"""Ablations of a small department. Catches an effect whose sign or pairing is wrong, an interval that is too narrow for
so many looks, a claim said to stand that does not, a rule that is off when it should be on, and a page that says
something else than its tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
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
from sim.study.ablation.rules import rules
from sim.study.ablation.words import CHINESE
from sim.study.pairs import difference
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
    with pytest.raises(InputProblems, match="nothing is left to switch off"):
        ablation_experiment(scenario, only=["climb"])


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
