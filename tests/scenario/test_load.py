"""From a file to a scenario and back.

These tests exist to catch a default that is silently another, a library kind that is half taken over, a change on the
command line that hits the wrong parameter, a resolved file that does not give the same scenario again, and a traceback
where a sentence belongs.
"""

from __future__ import annotations

import copy
import dataclasses
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.errors import InputProblems
from sim.scenario.laws import LawSpec
from sim.scenario.load import Declarations, builtin_names, builtin_path, load, parse, resolve
from sim.scenario.schema import CampaignKind, Scenario
from sim.scenario.writing import digest, dump, json_schema

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "scenarios"
LIBRARY = FOLDER / "library"
VALID = sorted((FOLDER / "valid").glob("*.toml"))
KNOWN = Declarations(architectures=("flat", "star", "grid"))
KINDS: dict[str, dict[str, Any]] = {
    kind["name"]: kind for kind in tomllib.loads((LIBRARY / "kinds.toml").read_text("utf-8"))["kind"]
}
ONE_LAUNCH = 'title = "x"\n[[campaign]]\nuse = "launch"\n'


def sentences(*arguments: Any, **options: Any) -> list[str]:
    """What is said of a wrong text."""
    with pytest.raises(InputProblems) as caught:
        parse(*arguments, library=LIBRARY, **options)
    return [str(problem) for problem in caught.value.problems]


def valid(name: str, **options: Any) -> Scenario:
    return load(FOLDER / "valid" / f"{name}.toml", declarations=KNOWN, library=LIBRARY, **options)


# Defaults.


def test_a_title_is_enough() -> None:
    scenario = valid("minimal")
    assert (scenario.name, scenario.structures, scenario.baseline) == ("minimal", ("flat", "star", "grid"), "flat")
    assert (scenario.lines.weights, scenario.lines.brand_shared, scenario.staffing.seats) == ((1.0,), 0.5, 12)
    assert scenario.rules.decisions.deciding == LawSpec(law="lognormal", mean=0.55, cv=0.8)
    with pytest.raises(ValidationError):
        scenario.name = "other"


def test_without_declarations_the_structures_stay_open() -> None:
    scenario = load(FOLDER / "valid" / "minimal.toml")
    assert (scenario.structures, scenario.baseline) == ((), "")


def test_a_custom_organisation_is_compared_where_it_is_given() -> None:
    text = 'title = "x"\n[[custom.group]]\nname = "top"\nlead = 0\n'
    known = Declarations(architectures=("custom", "flat"))
    assert parse(text, declarations=known).structures == ("flat", "custom")
    assert parse('title = "x"', declarations=known).structures == ("flat",)


def test_the_number_of_seats_follows_from_seats_given_one_by_one() -> None:
    scenario = valid("seats_one_by_one")
    assert (scenario.staffing.seats, scenario.staffing.seat[0].talent) == (3, 1.2)
    assert scenario.lines.brand_shared == scenario.lines.similarity == ((1.0, 0.5), (0.5, 1.0))
    assert scenario.lines.weights == (0.5, 0.5)


def test_a_date_may_be_a_name_a_text_or_a_date() -> None:
    assert valid("dated_and_answering").campaign[0].dates == ("double_11", "2026-06-18", "2026-03-08")


def test_every_way_to_write_toml_is_read() -> None:
    scenario = valid("every_way_to_write")
    assert (scenario.title, scenario.lines.names) == ('A "long" title', ("护肤", "make # up"))
    assert scenario.campaign[0].task[0].hours == LawSpec(law="constant", value=8.0)
    assert (scenario.rules.decisions.route, scenario.structure.span_max) == ("direct", 10)


# The library.


def test_a_kind_is_taken_over_as_it_is() -> None:
    launch, _ = valid("from_the_library").campaign
    assert launch == CampaignKind.model_validate(KINDS["launch"])
    assert launch.use is None


def test_a_kind_is_taken_over_with_changes() -> None:
    _, relaunch = valid("from_the_library").campaign
    assert (relaunch.name, relaunch.rate, relaunch.amount.low) == ("relaunch", 0.5, 0.3)
    assert [task.name for task in relaunch.task] == ["brief", "produce", "measure"]
    brief, produce, measure = relaunch.task
    assert brief.hours == LawSpec(law="lognormal", mean=8.0, cv=0.5)
    assert (produce.hours, produce.discipline) == (LawSpec(law="exponential", mean=12.0), "brand")
    assert produce.gate is not None
    assert (produce.gate.needed, produce.gate.rounds_max, produce.gate.order) == (1, 3, "serial")
    assert (measure.discipline, measure.after) == ("data", ("produce",))


def test_a_mistake_in_the_library_is_told_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    library = '[[kind]]\nname = "launch"\nrate = -1\n\n[[kind.task]]\nname = "brief"\ndiscipline = "legal"\n'
    Path("kinds.toml").write_text(library, "utf-8")
    Path("x.toml").write_text(ONE_LAUNCH, "utf-8")
    with pytest.raises(InputProblems) as caught:
        load("x.toml", library=tmp_path)
    unit = "arrivals per line and year"
    assert str(caught.value) == f"kinds.toml:3:1: campaign.launch.rate: must be at least 0 (got -1, {unit})"
    with pytest.raises(InputProblems) as caught:
        load("x.toml", library=tmp_path, changes=["campaign.launch.rate=1"])
    assert str(caught.value).startswith("kinds.toml:7:1: campaign.launch.task.brief.discipline: unknown discipline")


def test_tasks_changed_and_added_keep_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = ONE_LAUNCH + '[[campaign.task]]\nname = "late"\ndiscipline = "data"\nafter = ["brif"]\ncomplexity = 3\n'
    text += '[[campaign.task]]\nname = "brief"\ncomplexity = 2\n'
    assert sentences(text, "x.toml") == [
        "x.toml:8:1: campaign.launch.task.late.complexity: must be from 0 to 1 (got 3)",
        "x.toml:11:1: campaign.launch.task.brief.complexity: must be from 0 to 1 (got 2)",
    ]


@pytest.mark.parametrize(
    ("library", "sentence"),
    [
        ("[[kind]]\nrate = 1\n", "kinds.toml:1:1: kind[0]: must have a name of its own (got nothing)"),
        (
            '[[kind]]\nname = "a"\n[[kind]]\nname = "a"\n',
            'kinds.toml:3:1: kind[1]: must have a name of its own (got "a")',
        ),
        ('[[kind]]\nname = "a"\nuse = "b"\n', "kinds.toml:1:1: kind[0]: a kind of the library cannot use another"),
        ("[[kind]\n", "kinds.toml:1:7: not valid TOML: expected ']]' at the end of an array declaration"),
    ],
)
def test_a_broken_library_is_told(library: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kinds.toml").write_text(library, "utf-8")
    with pytest.raises(InputProblems) as caught:
        parse(ONE_LAUNCH, library=tmp_path)
    assert str(caught.value) == sentence


# Single changes.


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("rules.decisions.centralisation=0.3", 0.3),
        ("decisions.centralisation=0.3", 0.3),
        ("centralisation = 0.3", 0.3),
        ("staffing.seats=24", 24),
        ("structure.matrix_strength=0.7", 0.7),
        ("baseline=star", "star"),
        ('title="A = b"', "A = b"),
        ('structures=["flat", "grid"]', ("flat", "grid")),
        ("calendar.starts=2027-01-04", None),
        ("rules.decisions.authority[1]=0.4", 0.4),
        ("authority[1]=0.4", 0.4),
        ("campaign.relaunch.rate=6", 6.0),
        ("campaign[1].rate=6", 6.0),
        ("relaunch.rate=6", 6.0),
        ("campaign.relaunch.task.measure.hours=3", LawSpec(law="constant", value=3)),
        ("relaunch.task.produce.hours.mean=3", LawSpec(law="exponential", mean=3)),
        ("rules.decisions.deciding.mean=0.7", LawSpec(law="lognormal", mean=0.7, cv=0.8)),
        ("calendar.dates.618=2026-06-18", None),
        ("ranks.chore=4", 4),
    ],
)
def test_a_change_changes_one_parameter(change: str, value: Any) -> None:
    plain, changed = (
        valid("from_the_library", changes=changes).model_dump(by_alias=True) for changes in ((), [change])
    )
    differences = list(different(plain, changed))
    assert len(differences) == 1
    if value is not None:
        assert differences[0] == (value.model_dump() if isinstance(value, LawSpec) else value)


def different(old: Any, new: Any) -> Any:
    """The values of the second that are not in the first; a law, or a list of plain values, counts as one."""
    is_law = isinstance(new, dict) and "law" in new and "ranks" not in new
    if isinstance(old, dict) and isinstance(new, dict) and not is_law:
        for key in old.keys() | new.keys():
            yield from different(old.get(key), new.get(key))
    elif isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            yield from different(before, after)
    elif old != new:
        yield new


def test_a_change_takes_values_as_well_as_texts() -> None:
    scenario = valid("from_the_library", changes={"centralisation": 0.25, "seats": "30", "authority": [1.0, 0.5]})
    decisions = scenario.rules.decisions
    assert (decisions.centralisation, scenario.staffing.seats, decisions.authority) == (0.25, 30, (1.0, 0.5))


def test_what_follows_from_a_changed_parameter_follows() -> None:
    scenario = valid("minimal", changes=["lines.similarity=0.2", 'lines.names=["a", "b"]', 'structures=["grid"]'])
    assert (scenario.lines.brand_shared, scenario.lines.weights, scenario.baseline) == (0.2, (0.5, 0.5), "grid")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("seats=0", "staffing.seats: must be from 1 to 100000 (got 0, people)"),
        ("patience_hours=3", "patience_hours: means more than one parameter; say which: "
         "rules.decisions.patience_hours, rules.exchange.patience_hours"),
        ("centralizatoin=0.3", 'centralizatoin: unknown parameter; did you mean "rules.decisions.centralisation"?'),
        ("qqq=0.3", "qqq: unknown parameter"),
        ("rules.decisions.centralise=0.3", 'rules.decisions.centralise: unknown key "centralise"; '
         'did you mean "centralisation"?'),
        ("campaign.lunch.rate=3", 'campaign.lunch.rate: unknown entry "lunch", expected one of launch; '
         'did you mean "launch"?'),
        ("campaign[3].rate=3", "campaign[3].rate: has no entry 3; expected 0 to 0"),
        ("campaign.launch.rate.mean=3", "campaign.launch.rate.mean: campaign.launch.rate is 2, with nothing inside; "
         "set it as a whole"),
        ("launch.task.brief.hours.cv=-1", "campaign.launch.task.brief.hours.cv: must be at least 0.001 (got -1)"),
        ("rules.exceptions.severity.low=2", 'rules.exceptions.severity: law "uniform" needs low below high '
         "(got low 2, high 1)"),
        ("campaign.launch.rate=0", "campaign.launch: never arrives; give a rate above 0, dates, or answers"),
        ("matrix_strength", "matrix_strength: has no value; expected key=value"),
        ("a b=3", "a b: is no key; expected key=value with a key such as staffing.seats or campaign.launch.rate"),
        ("authority=[1.0, 0.5", 'authority: is no TOML value; expected 0.3, true, "text" or [1, 2] (got "[1.0, 0.5")'),
        ("title=a\nseats=3", 'title: is no TOML value; expected 0.3, true, "text" or [1, 2] (got "a\\nseats=3")'),
    ],
)  # fmt: skip
def test_a_wrong_change_is_told_as_one(change: str, sentence: str) -> None:
    assert sentences(ONE_LAUNCH, changes=[change]) == [f"--set: {sentence}"]


def test_wrong_changes_and_a_wrong_file_are_told_together() -> None:
    text = ONE_LAUNCH + "priority = 2\n[staffing]\nseats = 0\n"
    assert sentences(text, "x.toml", changes=["qqq=1", "campaign.launch.rate=-1"]) == [
        "--set: qqq: unknown parameter",
        "x.toml:4:1: campaign.launch.priority: must be from 0 to 1 (got 2)",
        "x.toml:6:1: staffing.seats: must be from 1 to 100000 (got 0, people)",
        "--set: campaign.launch.rate: must be at least 0 (got -1, arrivals per line and year)",
    ]


# Finding a file.


def test_a_built_in_scenario_is_found_from_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load("beauty_group").name == "beauty_group"
    assert builtin_path("beauty_group") == ROOT / "scenarios" / "beauty_group.toml"


def test_a_path_that_exists_wins_and_a_folder_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("beauty_group").mkdir()
    assert load("beauty_group").title != "mine"
    Path("beauty_group").rmdir()
    Path("beauty_group").write_text('title = "mine"', "utf-8")
    assert load("beauty_group").title == "mine"


def test_an_unknown_name_gives_the_nearest_and_all() -> None:
    for name in ("beauty_gruop", "scenarios/beauty_grup.toml"):
        with pytest.raises(InputProblems) as caught:
            load(name)
        said = str(caught.value)
        assert said.startswith(f"{name}: no such file, and no built-in scenario of that name (built in: ")
        assert said.endswith('; did you mean "beauty_group"?')
        assert all(known in said for known in builtin_names())


def test_a_folder_is_no_scenario(tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match="is a folder; expected a scenario file"):
        load(tmp_path)


def test_a_text_is_no_file() -> None:
    with pytest.raises(InputProblems, match="expected a file or a name, not the text of a scenario"):
        load('title = "x"\n' * 500)


def test_the_library_is_no_scenario() -> None:
    assert "beauty_group" in builtin_names()
    assert [name for name in builtin_names() if "kinds" in name] == []


def test_an_hr_export_is_looked_for_beside_the_scenario(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text('title = "x"\n[custom]\nhr_export = "staff.csv"\n', "utf-8")
    with pytest.raises(InputProblems, match=r"x\.toml:3:1: custom\.hr_export: no such file"):
        load(file)
    (tmp_path / "staff.csv").touch()
    custom = load(file).custom
    assert custom is not None
    assert custom.hr_export == str(tmp_path / "staff.csv")


# Resolving, writing, and reading again.


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_the_resolved_file_gives_the_same_scenario_and_says_everything(path: Path, tmp_path: Path) -> None:
    scenario = load(path, declarations=KNOWN, library=LIBRARY)
    resolved = tmp_path / "resolved.toml"
    resolved.write_text(dump(scenario), "utf-8")
    again = load(resolved, library=tmp_path)
    assert again == scenario
    assert (dump(again), digest(again)) == (dump(scenario), digest(scenario))
    raw = tomllib.loads(dump(scenario))
    assert json.loads(json.dumps(resolve(raw), default=str)) == json.loads(json.dumps(raw, default=str))


@pytest.mark.parametrize("name", builtin_names())
def test_a_built_in_scenario_is_valid_and_comes_back(name: str) -> None:
    scenario = load(name)
    assert parse(dump(scenario)) == scenario


def test_the_digest_does_not_see_how_a_file_is_laid_out() -> None:
    one = parse('title = "x"\n[staffing]\nseats = 12\nlead_premium = 0.15\n[signals]\nturbulence = 2\n')
    two = parse('signals.turbulence = 2.0\nstaffing = {lead_premium = 0.150, seats = 12}\ntitle = "x"')
    assert digest(one) == digest(two) == digest(parse('title = "x"'))
    assert len(digest(one)) == 64
    others = [parse('title = "y"'), parse('title = "x"\nsignals.turbulence = 2.5')]
    assert len({digest(scenario) for scenario in [one, *others]}) == 3


WORDS = ["name", "use", "rate", "task", "dates", "hours", "after", "gate", "asset", "launch", "brief", "law", "mean"]
SECTIONS = [*Scenario.model_fields, "campain"]
SCALARS = st.one_of(
    st.sampled_from([*WORDS, "", "unnamed"]), st.integers(-2, 9), st.floats(), st.booleans(), st.dates()
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
)
CAMPAIGN = st.dictionaries(st.sampled_from(WORDS), ANYTHING, max_size=4) | st.fixed_dictionaries(
    {"use": st.sampled_from(["launch", "lunch"])},
    optional={
        "name": st.sampled_from(["a", "b"]),
        "rate": st.integers(0, 3),
        "task": st.lists(
            st.fixed_dictionaries(
                {"name": st.sampled_from(["brief", "produce", "x"])},
                optional={"gate": st.fixed_dictionaries({}, optional={"needed": st.integers(0, 2)}), "hours": ANYTHING},
            ),
            max_size=3,
        ),
    },
)
RAW = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(SECTIONS, ANYTHING)
    | {"title": st.just("x"), "campaign": st.lists(CAMPAIGN, max_size=3) | ANYTHING}
    | {"structures": st.just([]) | ANYTHING, "lines": st.fixed_dictionaries({"names": ANYTHING}) | ANYTHING},
)


@settings(max_examples=200, deadline=None)
@given(raw=RAW)
def test_resolving_twice_changes_nothing_and_touches_nothing(raw: dict[str, Any]) -> None:
    before, kinds = copy.deepcopy(raw), copy.deepcopy(KINDS)
    once = resolve(raw, kinds=KINDS, declarations=KNOWN, name="file")
    assert repr(resolve(once, kinds=KINDS, declarations=KNOWN, name="file")) == repr(once)
    assert (repr(raw), KINDS) == (repr(before), kinds)


@settings(max_examples=200, deadline=None)
@given(raw=RAW)
def test_a_wrong_file_gives_sentences_and_never_a_traceback(raw: dict[str, Any]) -> None:
    text = "".join(f"{json.dumps(key)} = {inline(value)}\n" for key, value in raw.items())
    try:
        scenario = parse(text, "x.toml", declarations=KNOWN, library=LIBRARY)
    except InputProblems as error:
        lines = text.count("\n") + 1
        for problem in error.problems:
            assert "\n" not in str(problem)
            assert problem.file.endswith(("x.toml", "kinds.toml"))
            assert problem.file != "x.toml" or 1 <= problem.line <= lines
    else:
        assert parse(dump(scenario), declarations=KNOWN, library=LIBRARY) == scenario


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value) if isinstance(value, (str, bool)) else str(value)


@settings(max_examples=100, deadline=None)
@given(change=st.text(alphabet="ab.[]0=\"' ratecmpigns", max_size=20))
def test_a_wrong_change_never_gives_a_traceback(change: str) -> None:
    with pytest.raises(InputProblems):
        parse(ONE_LAUNCH, changes=[f"{change}=1", "rate=x=y"], library=LIBRARY)


# What editors and light commands rely on.


def test_the_json_schema_shows_titles_units_and_sources() -> None:
    schema = json_schema()
    assert schema["required"] == ["title"]
    assert schema["properties"]["title"]["description"] == "Title for charts."
    rate = schema["$defs"]["CampaignKind"]["properties"]["rate"]
    assert rate["title"] == "Rate"
    assert rate["description"].startswith("Poisson arrivals. Unit: arrivals per line and year. Source: ")
    assert rate["description"].endswith("Confidence: anecdotal.")
    assert "with" in schema["$defs"]["QuestionSpec"]["properties"]
    assert json.loads(json.dumps(schema)) == schema


def test_declarations_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        KNOWN.architectures = ()  # type: ignore[misc]


def test_loading_needs_nothing_heavy() -> None:
    command = (
        "import sys, sim.scenario.load, sim.scenario.writing; print(*{name.split('.')[0] for name in sys.modules})"
    )
    answer = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy = {"mesa", "numba", "pandas", "scipy", "matplotlib", "pyarrow", "simpy", "openpyxl", "typer", "rich"}
    assert heavy & set(answer.stdout.split()) == set()
