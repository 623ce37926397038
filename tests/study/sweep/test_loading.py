"""An experiment file at the door. Catches a wrong word that is let pass, a message without place or hint, a mistake at
one point of many that is found only after hours, and anything written for an experiment that is wrong.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from study.sweep.small_experiments import GRID, written

import sim
from sim.errors import InputProblems
from sim.study.sweep.loading import load_experiment
from sim.study.sweep.points import make_points

FOLDER = Path(__file__).parents[3] / "experiments"
EXPERIMENTS = sorted(FOLDER.glob("*.toml"))


def told(folder: Path, text: str, **options: object) -> str:
    """What is said of an experiment that is wrong."""
    with pytest.raises(InputProblems) as problems:
        make_points(load_experiment(written(folder, text), **options))
    return str(problems.value).replace(folder.as_posix() + "/", "")


def test_an_experiment_is_read(tmp_path: Path) -> None:
    experiment = load_experiment(written(tmp_path))
    assert (experiment.name, experiment.seed, experiment.baseline) == ("small", 3, "lean")
    assert (experiment.criterion, experiment.direction) == ("decision_delay", "lower"), (
        "the measure knows its direction"
    )
    assert [factor.kind for factor in experiment.factors] == ["lever", "uncertainty"]
    assert "saturated" not in experiment.measures, "it is a column already"
    declared = experiment.declared("abc")
    assert declared["factors"]["signals.turbulence"] == {
        "label": "turbulence",
        "unit": "signals a year",
        "kind": "uncertainty",
        "values": [1, 4],
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "Small"', 'tittle = "Small"', 'small.toml:2:1: tittle: unknown key "tittle"; did you mean "title"?'),
        ("seed = 3", 'seed = "3"', "small.toml:5:1: seed: must be a whole number from 0 to"),
        ("replications = 4", "replications = 0", "small.toml:6:1: replications: must be from 1 to 100,000 (got 0)"),
        ('"lean"]', '"leen"]', 'small.toml:7:29: structures[1]: "leen" is unknown; expected'),
        ('"lean"]', '"functional"]', 'structures[1]: "functional" is given twice'),
        ("decision_delay", "decision_dealy", 'there is no measure "decision_dealy"; did you mean "decision_delay"?'),
        ('"decision_delay"', '"layers"', '"layers" is not better either way; say direction'),
        ("[criterion]", "[criteria]", 'unknown key "criteria"; did you mean "criterion"?'),
        ("tiny.toml", "tinny.toml", "there is no scenario"),
        ("values = [1, 4]", "values = []", "values: must be a list of at least one value"),
        ("values = [1, 4]", "values = [1, 1]", "values[1]: 1 is given twice"),
        ("values = [1, 4]", 'values = [1, "x"]', "must be all of one kind (got numbers and texts)"),
        ("values = [1, 4]", "value = [1, 4]", 'unknown key "value"; did you mean "values"?'),
        ("values = [1, 4]", "values = [1, -4]", 'small.toml:18:14: uncertainties."signals.turbulence".values[1]: must'),
        ("values = [1, 4]", "low = 1\nhigh = 4", "has a range; a grid needs values = [...]"),
        ("values = [1, 4]", "low = 4\nhigh = 1", "must be above low, 4 (got 1)"),
        (
            '"signals.turbulence"',
            '"signals.turbulense"',
            'small.toml:16:1: uncertainties."signals.turbulense": unknown key "turbulense"; did you mean "turbulence"?',
        ),
        ('"signals.turbulence"', "signals.turbulence", 'stands in quotes: [uncertainties."signals.turbulence"]'),
        ('"signals.turbulence"', '"structure"', "is the name of a column of every table"),
        ('"signals.turbulence"', '"rules.decisions.centralisation"', "is a lever already"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_a_hint(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GRID
    assert message in told(tmp_path, GRID.replace(old, new))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('[design]\nkind = "gird"', 'must be one of grid, points, latin_hypercube, sobol, morris (got "gird"); did'),
        (
            '[design]\nkind = "sobol"\nn = 24',
            "must be a power of two, or the sequence loses its balance (got 24; try 32)",
        ),
        ('[design]\nkind = "morris"\nn = 4\nlevels = 3', "must be even"),
        ('[design]\nkind = "grid"\nn = 4', 'unknown key "n"'),
        ('[design]\nkind = "points"\npoints = [{"signals.turbulence" = 1}]', 'gives no value of "rules.decisions.cent'),
        (
            '[design]\nkind = "points"\npoints = [{"signals.turbulence" = 2, "rules.decisions.centralisation" = 0.5}]',
            "must be one of 1, 4 (got 2)",
        ),
    ],
)
def test_a_wrong_design_is_refused(tmp_path: Path, table: str, message: str) -> None:
    assert message in told(tmp_path, GRID + table)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("{most = 20, block = 5}", "has a meaning only beside until"),
        ('{most = 20, until = [{measure = "decision_dely", half_width = 1}]}', 'did you mean "decision_delay"?'),
        ('{most = 20, until = [{measure = "decision_delay"}]}', 'missing key "half_width"'),
        ('{most = 20, until = [{measure = "decision_delay", half_width = 0}]}', "must be above 0 (got 0)"),
        (
            '{most = 20, until = [{measure = "decision_delay", half_width = 1, between = ["matrix"]}]}',
            "not compared here",
        ),
        ('{most = 5, block = 10, until = [{measure = "decision_delay", half_width = 1}]}', "must be at most most, 5"),
    ],
)
def test_a_wrong_stopping_rule_is_refused(tmp_path: Path, table: str, message: str) -> None:
    assert message in told(tmp_path, GRID.replace("replications = 4", f"replications = {table}"))


def test_a_value_that_is_wrong_only_in_company_is_found_before_anything_runs(tmp_path: Path) -> None:
    bundle = """
[levers.hours]
levels = [
    {value = "short", set = {"horizon.window" = 20}},
    {value = "none", set = {"horizon.window" = 0}},
]
"""
    message = told(tmp_path, GRID + bundle)
    assert "small.toml:23:" in message
    assert "levels[1]" in message
    assert "window" in message
    assert message.count("\n") == 0, "one mistake of four points is told once"


def test_two_factors_cannot_set_one_parameter(tmp_path: Path) -> None:
    again = '\n[levers.calm]\nlevels = [{value = 1, set = {"signals.turbulence" = 1}}]\n'
    assert 'sets signals.turbulence, as "calm" does; only one can' in told(tmp_path, GRID + again)
    short = again.replace('"signals.turbulence"', "turbulence")
    assert 'sets signals.turbulence, as "calm" does' in told(tmp_path, GRID + short), "however it is called"
    around = again.replace('"signals.turbulence" = 1', "signals = {turbulence = 1}")
    assert 'sets signals.turbulence, as "calm" does' in told(tmp_path, GRID + around), "or what is around it"
    message = told(tmp_path, GRID, changes=["signals.turbulence=2"])
    assert '--set: signals.turbulence: is varied by "signals.turbulence"' in message


def test_nothing_is_written_for_a_wrong_experiment(tmp_path: Path) -> None:
    path = written(tmp_path, GRID.replace("values = [1, 4]", "values = [1, -4]"))
    with pytest.raises(InputProblems):
        sim.study(path).run(engine="reference", out=tmp_path / "results")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda path: path.stem)
def test_every_experiment_that_ships_is_right(path: Path) -> None:
    experiment = load_experiment(path)
    assert experiment.question
    assert experiment.expected, "the expected finding is declared beforehand"
    assert len(make_points(experiment)) > 1


def test_the_file_that_the_page_on_experiments_shows_is_right(tmp_path: Path) -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    shown, years = (block.split("```")[0] for block in page.split("```toml")[1:3])
    assert len(make_points(load_experiment(written(tmp_path, shown)))) == 50
    text = shown.replace("replications = 20", "").replace("[design]", f"{years}\n[design]").replace("direction", "#")
    precise = load_experiment(written(tmp_path, text)).replications
    assert (precise.most, precise.block, precise.until[0].between) == (100, 10, (("functional", "divisional"),))
