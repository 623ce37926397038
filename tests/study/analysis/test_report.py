"""Findings of a study as sentences. Catches a sentence that the numbers do not carry, a criterion that is not named
first, a winner where nothing is decided, a saturated or infeasible structure passed over in silence.
"""

from __future__ import annotations

import pytest
from SALib.sample import sobol as sobol_sample
from study.analysis.landscapes import SIZE, TURBULENCE, luck, study

from sim.study.analysis.report import findings
from sim.study.analysis.report_words import WORDS

GRID = {
    "staffing.seats": {**SIZE, "values": [12, 24, 48, 96]},
    "signals.turbulence": {**TURBULENCE, "values": [1, 4]},
}


def value(structure: str, point: dict[str, float], replication: int) -> float:
    """Small departments: a; large ones: b, sooner in turbulence; c is never best."""
    slope = {"a": 0.1, "b": 0.0, "c": 0.05}[structure]
    seats, turbulence = point["staffing.seats"], point["signals.turbulence"]
    start = {"a": 2.0 + 0.5 * turbulence, "b": 7.0, "c": 12.0}[structure]
    return start + slope * seats + 2.0 * luck(replication) + 0.2 * luck(replication, ord(structure) + seats)


def frame(**more):
    return study(value, GRID, structures="abc", replications=12, **more)


def told(sentences: list[str]) -> str:
    return "\n".join(sentences).replace("\u00a0", " ")


def test_the_criterion_comes_first_and_then_who_wins_where() -> None:
    said = findings(frame())
    assert said[0].replace("\u00a0", " ") == (
        "Declared criterion: Decision delay, days per campaign, lower is better; 8 points, n = 12 replications each."
    )
    assert said[1] == "a wins at 4 of 8 points, all where staff is 12 to 24 seats."
    assert said[2] == "b wins at 4 of 8 points, all where staff is 48 to 96 seats."
    assert said[3].startswith("No point is undecided. A structure wins where the paired 95 % intervals")


def test_crossings_are_told_with_their_intervals() -> None:
    text = told(findings(frame()))
    assert "b overtakes a along staff at 2 of 2 settings of the other factors, from 3" in text
    assert " at turbulence 4 to " in text
    assert "overtakes a along turbulence" not in text  # the same one is ahead at both
    assert "The contest of b and a depends most on staff: from 12 to 96 seats their difference changes by 8.4" in text


def test_what_is_undecided_is_told_with_those_between_whom() -> None:
    level = study(lambda name, p, r: 5.0 + luck(r, ord(name)) + (9.0 if name == "c" else 0.0), GRID, structures="abc")
    text = told(findings(level))
    assert "No structure wins at any of the 8 points." in text
    assert "Undecided at 8 of 8 points, between a and b at 8." in text


def test_the_overloaded_and_the_infeasible_are_told() -> None:
    text = told(
        findings(
            frame(
                lost=lambda name, p, r: name == "a" and p["staffing.seats"] >= 48,
                status=lambda name, p, r: "infeasible" if name == "b" and p["staffing.seats"] == 12 else "ok",
            )
        )
    )
    assert "a is saturated in most years at 4 of 8 points, all where staff is 48 to 96 seats: lost there." in text
    assert "b cannot be formed, or comes out as another, at 2 of 8 points, all where staff is 12 seats." in text
    assert "b overtakes a between 24 and 48 seats, where one of them is saturated" in text.replace("staff ", "")


def test_where_nobody_can_win_that_is_said() -> None:
    text = told(findings(frame(lost=lambda *_: True)))
    assert "Nobody can win at 8 of 8 points." in text
    assert "wins at 8" not in text


def test_a_study_whose_points_have_one_structure_tells_what_the_result_depends_on() -> None:
    problem = {"num_vars": 2, "names": ["x", "structure"], "bounds": [[0.0, 1.0]] * 2}
    rows = sobol_sample.sample(problem, 256, calc_second_order=False, seed=5)
    sampled = study(
        lambda name, point, _: point["x"] * (1 if name == "b" else -1),
        {"x": {"label": "pace", "low": 0.0, "high": 1.0}},
        [{"x": float(row[0])} for row in rows],
        structures="ab",
        replications=1,
        only=lambda number: "a" if rows[number, 1] < 0.5 else "b",
        design="sobol",
    )
    said = findings(sampled)
    assert said[1].startswith("Every point ran under one structure")
    start, share = "Of the variance of Decision delay, the structure accounts for ", said[2].split(" % (")[0]
    assert share.startswith(start)
    assert float(share.removeprefix(start)) == pytest.approx(100.0, abs=8.0)
    assert said[3].startswith("Of the variance of Decision delay, pace accounts for 2")


def test_structures_are_called_as_asked_and_chinese_says_the_same() -> None:
    english, chinese = findings(frame(), called=str.upper), findings(frame(), "zh")
    assert english[1].startswith("A wins at 4 of 8 points")
    assert len(english) == len(chinese)
    assert chinese[1] == "a在 8 个点中的 4 个胜出（人数为 12 至 24 岗位）。"


def test_both_languages_have_the_same_sentences_with_the_same_blanks() -> None:
    assert set(WORDS["en"]) == set(WORDS["zh"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_same_table_tells_the_same(language: str) -> None:
    assert findings(frame(), language) == findings(frame().sample(frac=1.0, random_state=1), language)


def test_a_copy_of_another_structure_does_not_win_beside_it() -> None:
    """Catches the map that credits a structure with a place where it is only another one under its own name."""
    table = frame()
    table["distinct"] = table["structure"] != "a"
    said = told(findings(table))
    assert "a wins" not in said
    assert "a cannot be formed, or comes out as another, at 8 of 8 points." in said
