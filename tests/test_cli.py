"""The command line as a person meets it. Catches a traceback where a sentence was due, a wrong exit code, results on
the wrong stream, a light verb that has become heavy, and a line that is too long for the terminal.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import sim
from sim.cli import main
from sim.cli_files import chart_names
from sim.cli_report import heading
from sim.cli_text import table, width, wrapped
from sim.log import EventLog
from sim.measures.registry import measures
from sim.show.charts.registry import charts
from sim.study.entrants import enter

ROOT = Path(__file__).resolve().parents[1]
SMALL, TINY = (ROOT / "tests" / "study" / name for name in ("small.toml", "tiny.toml"))
HEADLINES = sum(one.headline for one in measures().values())


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SMALL, tmp_path)
    shutil.copy(TINY, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


class Said:
    """What a command wrote, and how it ended."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture
        self.out = self.err = ""

    def __call__(self, line: str) -> int:
        with pytest.raises(SystemExit) as ended:
            main(line.split())
        self.out, self.err = self.capture.readouterr()
        return int(ended.value.code or 0)


@pytest.fixture
def orgsim(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


@pytest.mark.parametrize(
    "verb", ["", "compare", "run", "chart", "orgchart", "export", "reproduce", "list", "validate", "schema"]
)
def test_help_is_friendly_and_fits_the_terminal(orgsim: Said, verb: str) -> None:
    assert orgsim(f"{verb} --help") == 0
    assert "orgsim" in orgsim.out
    assert not verb or "Examples:" in orgsim.out
    assert [line for line in orgsim.out.splitlines() if len(line) > 80 and "orgsim " not in line] == []


def test_the_version_is_said(orgsim: Said) -> None:
    assert orgsim("--version") == 0
    assert orgsim.out.startswith("orgsim ")


def test_a_comparison_prints_tables_and_findings_and_keeps_them(orgsim: Said, tmp_path: Path) -> None:
    assert orgsim("compare small.toml -n 2 --workers 1") == 0
    lines = orgsim.out.splitlines()
    assert lines[0] == "A small department"
    assert "12 people, 2 lines; 4 structures, each through the same 2 years (seed 1)." in lines
    assert sum(line.endswith("is better)") for line in lines) == HEADLINES
    scenario = sim.load("small.toml")
    for structure in scenario.structures:
        assert sum(bool(re.match(rf"  {structure} +\d", line)) for line in lines) == HEADLINES
    assert sum(" baseline " in line for line in lines) == HEADLINES
    assert "illustrative defaults" in orgsim.out.replace("\n", " ")
    assert [line for line in lines if width(line) > 80] == []
    (folder,) = (tmp_path / "results").iterdir()
    assert f"Stored in results/{folder.name}" in orgsim.out
    assert f"{len(charts())} figures" in orgsim.out.replace("\n", " ")
    assert len(list((folder / "figures").iterdir())) == 2 * len(charts())
    assert str(tmp_path) not in orgsim.out
    assert orgsim.err.endswith(" s\n")
    assert orgsim.err.startswith("8 of 8 runs")


def test_the_same_comparison_says_so_and_a_fresh_one_stands_beside_it(orgsim: Said, tmp_path: Path) -> None:
    assert orgsim("compare small.toml -n 2 --workers 1") == 0
    first = orgsim.out
    assert orgsim("compare small.toml -n 2 --workers 1") == 0
    assert "is already stored in results/small-" in orgsim.out
    assert "nothing was run" in orgsim.out.replace("\n", " ")
    assert orgsim.err == ""
    tables = first[: first.index("Stored in")]
    assert orgsim.out.startswith(tables)
    assert orgsim("compare small.toml -n 2 --workers 1 --fresh") == 0
    names = sorted(path.name for path in (tmp_path / "results").iterdir())
    assert [name.removeprefix(names[0]) for name in names] == ["", "-2"]


def test_all_measures_and_the_reasons_are_given_on_request(orgsim: Said) -> None:
    assert orgsim("compare small.toml -n 3 --workers 1 --all --because") == 0
    titles = [one.title for one in measures().values() if f"  {one.title}" not in orgsim.out]
    assert titles == []
    assert "Why: each rule switched off in turn over 3 years" in orgsim.out
    assert orgsim.out.count("; off: ") or "cannot be told apart from" in orgsim.out.replace("\n", " ")
    assert [line for line in orgsim.out.splitlines() if width(line) > 80] == []


NO_FONT = pytest.mark.filterwarnings("ignore:no font with Chinese characters")
"""Labels are in English then, which is a story of its own (`tests/show/test_fonts.py`)."""


@NO_FONT
def test_it_can_all_be_said_in_chinese(orgsim: Said) -> None:
    assert orgsim("compare small.toml -n 2 --workers 1 --all --language zh") == 0
    for word in ("一个小部门", "决策延迟，天/活动（越低越好）", "职能式", "结论", "已存入"):
        assert word in orgsim.out
    assert "Findings" not in orgsim.out
    assert [line for line in orgsim.out.splitlines() if width(line) > 80] == []


def test_a_quick_look_is_smaller_and_says_so(orgsim: Said) -> None:
    assert orgsim("compare small.toml --quick --workers 1 --set staffing.seats=26") == 0
    assert orgsim.out.splitlines()[0] == "A small department (quick look: 24 of 26 people)"
    assert "each through the same 5 years" in orgsim.out


def test_a_structure_that_cannot_be_formed_is_said_to_be_left_out() -> None:
    scenario = sim.load("small.toml", {"staffing.seats": 4})
    lines = [line for line in heading(scenario, enter(scenario), 2, 1, "en") if "left out" in line]
    assert len(lines) == len(scenario.structures) - 1
    assert all(re.match(r"- \w+ is left out: 4 seats; ", line) for line in lines)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("compare nix", "nix: no such file"),
        ("compare smal.toml", "smal.toml: no such file, and no built-in scenario of that name"),
        ("compare tiny.toml --set staffing.seats=many", "--set: staffing.seats: must be a whole number"),
        ("compare tiny.toml --set stafing.seats=3", "--set: stafing.seats: unknown parameter"),
        ("compare tiny.toml -n 0", "replications: must be 1 to"),
        ("run tiny.toml --structure nobody", '"nobody" is unknown'),
        ("export tiny.toml --structure nobody", '"nobody" is unknown'),
        ("orgchart tiny.toml --structure nobody", '"nobody" is unknown'),
        ("orgchart tiny.toml --structure divisional --set staffing.seats=1", "1 seat"),
        ("chart nix", "nix: there is no such result; stored in results/: none"),
        ("chart results/nix", "results/nix: is no result"),
        ("reproduce nix", "nix: there is no such result; stored in results/: none"),
        ("reproduce results/nix", "results/nix: is no result"),
        ("reproduce results/nix --sample 0", "--sample"),
        ("validate nix.toml", "nix.toml: no such file"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(orgsim: Said, line: str, told: str) -> None:
    assert orgsim(line) == 2
    assert told in orgsim.err
    assert "Traceback" not in orgsim.err


def test_every_mistake_of_every_file_stands_on_its_own_line(orgsim: Said, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('title = "x"\n[staffing]\nseats = "a"\n[signals]\nturbulence = -1\n')
    assert orgsim("validate tiny.toml bad.toml beauty_group nix") == 2
    assert [line.split(":")[0] for line in orgsim.out.splitlines()] == ["ok tiny.toml", "ok beauty_group"]
    assert [line.split(":")[:2] for line in orgsim.err.splitlines()[:2]] == [["bad.toml", "3"], ["bad.toml", "5"]]
    assert orgsim.err.splitlines()[-1].startswith("nix: no such file")


def test_one_run_prints_every_measure_with_its_unit(orgsim: Said) -> None:
    assert orgsim("run tiny.toml --seed 3") == 0
    for one in measures().values():
        assert re.search(rf"^  {re.escape(one.title)} +\S+  {re.escape(one.unit)}$", orgsim.out, re.MULTILINE), one.name
    scenario = sim.load("tiny.toml")
    assert f"{scenario.baseline}: one year (seed 3, replication 0)" in orgsim.out


def test_a_run_can_be_kept_and_is_made_again(orgsim: Said, tmp_path: Path) -> None:
    assert orgsim("run tiny.toml --seed 3 --set staffing.seats=5 --out results") == 0
    (folder,) = (tmp_path / "results").iterdir()
    assert f"Kept in results/{folder.name}" in orgsim.out.replace("\n", " ")
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert (told["kind"], told["changes"], told["seed"]) == ("run", ["staffing.seats=5"], 3)
    assert EventLog.read_parquet(folder / "events.parquet").table.shape[1] > 100
    assert orgsim("run tiny.toml --seed 3 --set staffing.seats=5 --out results --engine compiled") == 0
    assert "already kept" in orgsim.out.replace("\n", " ")
    (tmp_path / "tiny.toml").unlink()
    assert orgsim("reproduce tiny") == 0
    assert orgsim.out.startswith(f"results/{folder.name}: a single run, made by orgsim ")
    assert "Equal to the last bit." in orgsim.out
    assert orgsim("reproduce tiny --language zh") == 0
    assert "逐位一致。" in orgsim.out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_result_that_cannot_be_repeated_ends_with_an_error_and_says_where(
    orgsim: Said, tmp_path: Path, language: str
) -> None:
    assert orgsim("compare small.toml -n 2 --workers 1") == 0
    (folder,) = (tmp_path / "results").iterdir()
    findings = folder / "findings.md"
    findings.write_text(findings.read_text("utf-8").replace("- ", "* ", 1), "utf-8")
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**told, "fingerprint_of_rules": "1a2b"}), "utf-8")
    assert orgsim(f"reproduce {folder.name} --workers 1 --language {language}") == 1
    said = "".join(orgsim.out.split())
    assert {"en": "Madewithrules1a2b,now", "zh": "当时规则为1a2b"}[language] in said
    assert {"en": "-findings.md,row2:textwas*", "zh": "-findings.md，行2：text原为*"}[language] in said
    assert {"en": "DIFFERENT in 1 row. The first", "zh": "不一致，共 1 行。"}[language] in orgsim.out
    assert [line for line in orgsim.out.splitlines() if width(line) > 80] == []
    assert orgsim("reproduce small --sample 1 --workers 1 --engine reference") == 1
    assert "Only 1 of 8 runs were made again" in orgsim.out
    assert "Not compared: " in orgsim.out


def test_the_lists_are_those_of_the_registries(orgsim: Said) -> None:
    assert orgsim("list") == 0
    assert chart_names() == sorted([*charts(), *charts("study"), *charts("ablation")])
    for name in ("beauty_group", *sim.architectures(), *chart_names()):
        assert re.search(rf"\b{name}\b", orgsim.out)
    assert "does a second reporting line pay" in orgsim.out.replace("\n      ", " ")


def test_the_event_log_is_described(orgsim: Said) -> None:
    assert orgsim("schema --log") == 0
    told = json.loads(orgsim.out)
    assert [column["name"] for column in told["columns"]][:3] == ["tick", "verb", "subject"]


def test_the_schema_is_json(orgsim: Said, tmp_path: Path) -> None:
    assert orgsim("schema") == 0
    assert json.loads(orgsim.out)["title"] == "Scenario of orgsim"
    assert orgsim("schema --out s.json") == 0
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["title"] == "Scenario of orgsim"


def test_the_log_of_a_run_is_exported(orgsim: Said, tmp_path: Path) -> None:
    for kind in ("csv", "xes", "parquet"):
        assert orgsim(f"export tiny.toml --format {kind} --out logs/one.{kind}") == 0
        assert orgsim.out.startswith(f"Wrote logs/one.{kind} (")
    scenario = sim.load("tiny.toml")
    one = sim.run(scenario, scenario.baseline, seed=1)
    assert EventLog.read_parquet(tmp_path / "logs" / "one.parquet") == one.events
    rows = (tmp_path / "logs" / "one.csv").read_text("utf-8").splitlines()
    assert rows[0].startswith("case,campaign,activity,resource,")
    assert ", main, " in rows[1]
    assert "<log xes.version" in (tmp_path / "logs" / "one.xes").read_text("utf-8")


@NO_FONT
def test_figures_are_drawn_again_without_running(orgsim: Said, tmp_path: Path) -> None:
    assert orgsim("compare small.toml -n 2 --workers 1") == 0
    stored = {path: path.stat().st_mtime_ns for path in (tmp_path / "results").rglob("*")}
    assert orgsim("chart small headline --language zh --out again") == 0
    assert orgsim.out.splitlines() == ["again/small-headline-zh.png", "again/small-headline-zh.svg"]
    assert (tmp_path / "again" / "small-headline-zh.svg").stat().st_size > 1000
    assert orgsim("chart small hadline") == 2
    assert 'did you mean "headline"?' in orgsim.err
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "results").rglob("*")} == stored


def test_the_organisation_is_drawn(orgsim: Said, tmp_path: Path) -> None:
    name = sim.load("tiny.toml").baseline
    assert orgsim(f"orgchart tiny.toml --structure {name} --out o") == 0
    assert orgsim.out.splitlines() == [f"o/tiny-{name}-orgchart.png", f"o/tiny-{name}-orgchart.svg"]
    assert all((tmp_path / path).is_file() for path in orgsim.out.splitlines())


def test_lines_break_where_people_break_them() -> None:
    assert wrapped("one two three", room=7) == "one two\nthree"
    assert wrapped("one two", "- ", "  ", room=6) == "- one\n  two"
    assert wrapped("一二三，四五", room=6) == "一二\n三，四\n五"
    assert wrapped("") == ""


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    assert table([["", "n"], ["一", "10"], ["abc", "2"]]) == ["        n", "  一   10", "  abc   2"]
