"""Figures of a study: who wins where, and what moves the contest.

These tests exist to catch the map that lies or cannot be read: a cell in full colour that nobody has won, a border that
looks surer than it is, a lost or impossible structure that is not marked, a bar that is not the effect, a side of zero
that names the wrong structure, a label that is cut off or lost in greyscale, a file that changes from run to run.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from pandas import DataFrame
from SALib.sample import morris as morris_sample
from show.test_charts import grey, read, unreadable
from study.analysis.landscapes import SIZE, TURBULENCE, luck, study

import sim
from sim.errors import InputProblems
from sim.show import fonts, style
from sim.show.charts.registry import charts
from sim.show.map_cells import lettered, pale
from sim.show.study_words import PHRASES, axis
from sim.study.analysis import figures

SIZES, PACES = [12, 24, 48, 96], [1, 2, 4]
GRID = {"staffing.seats": {**SIZE, "values": SIZES}, "signals.turbulence": {**TURBULENCE, "values": PACES}}
CHINESE = ["en", "zh"] if fonts.chinese() else ["en"]


def value(structure: str, point: dict[str, Any], replication: int) -> float:
    """North is best where it is small, south where it is large and calm, east where it is large and turbulent."""
    seats, pace = point["staffing.seats"], point["signals.turbulence"]
    mean = {"north": 2 + seats / 12, "south": 6 + 0.5 * pace, "east": 7.2 + 0.01 * pace, "west": 20.0}[structure]
    return (
        mean
        + 2 * luck(replication)
        + 0.4 * luck(replication, 17 * seats + 3 * pace + len(structure) + ord(structure[0]))
    )


def lost(structure: str, point: dict[str, Any], replication: int) -> bool:
    return structure == "north" and point["staffing.seats"] == 96


def status(structure: str, point: dict[str, Any], replication: int) -> str:
    return "infeasible" if structure == "west" and point["staffing.seats"] == 12 else "ok"


@cache
def grid() -> DataFrame:
    return study(value, GRID, replications=20, lost=lost, status=status)


@cache
def drawn(name: str, language: str = "en") -> Figure:
    return figures.draw(grid(), name, language)


def strip() -> DataFrame:
    """One factor only."""
    return study(value, {**GRID, "signals.turbulence": {**TURBULENCE, "values": [2]}})


def cloud() -> DataFrame:
    """Points that were drawn."""
    points = [
        {"staffing.seats": 54.0 + 42.0 * luck(n, 40), "signals.turbulence": 2.5 + 1.5 * luck(n, 41)} for n in range(60)
    ]

    def smooth(structure: str, point: dict[str, Any], replication: int) -> float:
        return value(structure, {name: round(at) for name, at in point.items()}, replication)

    ranged = {
        "staffing.seats": {**SIZE, "low": 12, "high": 96},
        "signals.turbulence": {**TURBULENCE, "low": 1, "high": 4},
    }
    return study(smooth, ranged, points, design="latin_hypercube")


def wide() -> DataFrame:
    """Many columns, long names, seven structures."""
    names = ("north_of_the_river", "south", "east", "west", "middle", "upper", "lower")
    sizes = {"staffing.seats": {**SIZE, "values": list(range(10, 210, 10))}}

    def many(structure: str, point: dict[str, Any], replication: int) -> float:
        place = names.index(structure)
        return abs(point["staffing.seats"] - 30 * place) / 20 + luck(replication, place)

    return study(many, {**sizes, "signals.turbulence": GRID["signals.turbulence"]}, structures=names)


def sampled() -> DataFrame:
    """A Morris design in which the structure is one of five factors."""
    names = ["x1", "x2", "x3", "x4", "structure"]
    rows = morris_sample.sample({"num_vars": 5, "names": names, "bounds": [[0.0, 1.0]] * 5}, 20, seed=4)
    return study(
        lambda name, p, r: 9 * p["x1"] + (5 * p["x2"] if name == "north" else 0) + p["x3"] * (p["x4"] - 0.5),
        {name: {"label": f"pace of the {name}", "unit": "1/day", "low": 0, "high": 1} for name in names[:4]},
        [dict(zip(names, map(float, row[:4]), strict=False)) for row in rows],
        structures=("north", "south"),
        replications=2,
        only=lambda number: ["north" if rows[number, 4] < 0.5 else "south"],
        design="morris",
    )


VARIANTS = {"strip": strip, "cloud": cloud, "wide": wide}


def cells(figure: Figure) -> dict[tuple[int, int], Rectangle]:
    found = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    return {(round(patch.get_x() + 0.5), round(patch.get_y() + 0.5)): patch for patch in found}


def texts(figure: Figure) -> dict[tuple[int, int], list[str]]:
    found: dict[tuple[int, int], list[str]] = {}
    for text in figure.axes[0].texts:
        found.setdefault(tuple(map(round, text.xy)), []).append(text.get_text())
    return found


# ---------------------------------------------------------------------------------------------------- stories


def test_charts_of_a_study_are_not_among_those_of_a_comparison() -> None:
    assert list(charts("study")) == ["tornado", "winner_map"]
    assert not set(charts("study")) & set(charts())


def test_a_won_cell_has_the_look_of_its_winner_and_names_it_with_its_lead() -> None:
    figure = drawn("winner_map")
    assert to_hex(cells(figure)[0, 0].get_facecolor()) == style.LOOKS[0].colour.lower()
    letter, lead, out = texts(figure)[0, 0]
    assert (letter, out) == ("N", "W‡")
    assert float(lead) == pytest.approx(3.5, abs=0.4)
    assert to_hex(cells(figure)[3, 0].get_facecolor()) == style.LOOKS[1].colour.lower()
    assert cells(figure)[3, 0].get_hatch() == style.LOOKS[1].hatch


def test_an_undecided_cell_is_pale_and_names_those_between_whom() -> None:
    figure = drawn("winner_map")
    undecided = {at: lines[0] for at, lines in texts(figure).items() if "≈" in lines[0]}
    assert undecided
    for at in undecided:
        patch = cells(figure)[at]
        assert min(patch.get_facecolor()[:3]) > 0.7
        assert not patch.get_hatch()
    assert "undecided  ≈" in read(figure)


def test_who_is_saturated_or_cannot_be_formed_is_marked_in_the_cell_and_explained() -> None:
    figure = drawn("winner_map")
    assert all(lines[-1] == "N†" for (x, _), lines in texts(figure).items() if x == 3)
    text = read(figure)
    assert "† saturated in most" in text
    assert "‡ cannot be formed" in text
    assert "!" not in text


def test_borders_between_territories_are_dashed_where_they_are_not_sure() -> None:
    figure = drawn("winner_map")
    lines = {tuple(map(tuple, line.get_xydata().tolist())): line.get_linestyle() for line in figure.axes[0].lines}
    best = {at: lines_[0][0] for at, lines_ in texts(figure).items()}
    sure = {at: "≈" not in lines_[0] for at, lines_ in texts(figure).items()}
    checked = set()
    for x in range(3):
        for y in range(3):
            edge = ((x + 0.5, y - 0.5), (x + 0.5, y + 0.5))
            assert (edge in lines) == (best[x, y] != best[x + 1, y])
            if edge in lines:
                solid = sure[x, y] and sure[x + 1, y]
                assert (lines[edge] == "-") == solid
                checked.add(solid)
    assert checked == {True, False}


def test_where_nobody_can_win_a_cell_is_empty() -> None:
    figure = figures.draw(study(value, GRID, lost=lambda *_: True), "winner_map")
    assert {lines[0] for lines in texts(figure).values()} == {"–"}
    assert "nobody can win" in read(figure)


def test_drawn_points_stand_where_they_lie_filled_where_won() -> None:
    frame = cloud()
    figure = figures.draw(frame, "winner_map")
    marks = figure.axes[0].lines
    assert sorted(x for mark in marks for x in mark.get_xdata()) == sorted(set(frame["staffing.seats"]))
    hollow = [mark for mark in marks if to_hex(mark.get_markerfacecolor()) == "#ffffff"]
    table = figures.winners(frame)
    assert sum(len(mark.get_xdata()) for mark in hollow) == (~table["decided"]).sum() > 0
    north = next(mark for mark in marks if mark.get_marker() == style.LOOKS[0].marker and mark not in hollow)
    won = table[(table["best"] == "north") & table["decided"]]
    assert list(zip(*north.get_data(), strict=True)) == list(zip(won["x"], won["y"], strict=True))


def test_letters_are_each_structures_own() -> None:
    assert lettered(["north", "south"], "en") == {"north": "N", "south": "S"}
    assert lettered(["mid", "max"], "en") == {"mid": "Mi", "max": "Ma"}
    assert lettered(["team_one", "team_two"], "en") == {"team_one": "1", "team_two": "2"}


def test_tornado_bars_run_from_the_low_end_to_the_high_end_widest_first() -> None:
    figure, table = drawn("tornado"), figures.contrast(grid())
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Staff (seats)", "Turbulence"]
    for patch, row in zip(axes.patches, table.itertuples(), strict=True):
        assert patch.get_x() == pytest.approx(min(row.at_low, row.at_high))
        assert patch.get_width() == pytest.approx(abs(row.effect))
    assert axes.patches[0].get_width() > axes.patches[1].get_width()


def test_tornado_says_on_each_side_of_zero_who_is_better_there() -> None:
    def apart(structure: str, point: dict[str, Any], replication: int) -> float:
        own = point["staffing.seats"] * luck(replication, ord(structure[0])) / 50
        return {"north": 5.0, "south": 6.0}[structure] + own

    for direction, better in (("lower", "North"), ("higher", "South")):
        frame = study(apart, GRID, structures=("north", "south"), direction=direction)
        north_first = figures.contrast(frame).attrs["pair"][0] == "north"
        text = read(figures.draw(frame, "tornado"))  # the values are first minus second, and those of north are smaller
        assert (f"← {better} better" if north_first else f"{better} better →") in text


def test_an_effect_that_cannot_be_told_from_zero_is_hatched() -> None:
    def one_matters(structure: str, point: dict[str, Any], replication: int) -> float:
        gain = 0.1 * point["signals.turbulence"] if structure == "north" else 0.0
        return luck(replication, ord(structure[0]) + point["staffing.seats"]) + gain

    axes = figures.draw(study(one_matters, GRID, structures=("north", "south"), replications=30), "tornado").axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    hatched = dict(zip(names, [bool(patch.get_hatch()) for patch in axes.patches], strict=True))
    assert hatched == {"Staff (seats)": True, "Turbulence": False}


def test_other_factors_another_measure_and_another_pair_are_drawn_when_asked_for() -> None:
    frame = grid().assign(on_time_share=50.0 + grid()["decision_delay"])
    frame.attrs["experiment"] = grid().attrs["experiment"]
    turned = figures.draw(frame, "winner_map", factors=["signals.turbulence", "staffing.seats"])
    assert turned.axes[0].get_xlabel() == "Turbulence"
    other = read(figures.draw(frame, "winner_map", measure="on_time_share"))
    assert "Who wins where: On time" in other
    assert "%, higher is better" in other
    assert "the contest of West and South" in read(figures.draw(frame, "tornado", pair=["west", "south"]))


def test_points_left_out_are_said_to_be() -> None:
    frame = study(value, GRID, lost=lost, structures=("north", "south"))
    assert "3 points are left out" in read(figures.draw(frame, "tornado"))
    assert "left out" not in read(figures.draw(study(value, GRID, structures=("north", "south")), "tornado"))


def test_a_study_with_one_structure_a_point_shows_indices() -> None:
    figure = figures.draw(sampled(), "tornado")
    text = read(figure)
    assert "elementary effects on Decision delay" in text.replace("\n", " ")
    assert "Structure" in text
    assert figure.axes[0].get_yticklabels()[0].get_text() == "Pace of the x1 (1/day)"
    with pytest.raises(InputProblems, match="under one structure only"):
        figures.draw(sampled(), "winner_map")


def test_where_points_have_different_numbers_of_replications_the_foot_says_so() -> None:
    frame = grid()
    short = frame[(frame["point"] != 4) | (frame["replication"] < 8)].copy()
    short.attrs["experiment"] = frame.attrs["experiment"]
    text = read(figures.draw(short, "winner_map")).replace("\n", " ")
    assert "n = 8 replications" in text
    assert "replications per place: 8 to 20" in text


def test_an_unknown_chart_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputProblems, match='expected tornado, winner_map; did you mean "winner_map"'):
        figures.draw(grid(), "winner_maps")
    with pytest.raises(InputProblems, match='"fr" is unknown'):
        figures.draw(grid(), "winner_map", "fr")


# ---------------------------------------------------------------------------------------------------- the battery


@pytest.mark.parametrize("name", ["winner_map", "tornado"])
def test_the_foot_says_study_replications_interval_seed_and_result(name: str) -> None:
    text = read(drawn(name)).replace("\n", " ")
    for part in ("How big is too big?", "n = 20 replications", "seed 7", "95 % interval", "result 3f9a12bc…"):
        assert part in text


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("name", ["winner_map", "tornado"])
def test_every_text_can_be_read(name: str, language: str) -> None:
    assert unreadable(drawn(name, language)) == []


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_of_the_map_can_be_read(variant: str, language: str) -> None:
    assert unreadable(figures.draw(VARIANTS[variant](), "winner_map", language)) == []


@pytest.mark.parametrize("language", CHINESE)
def test_indices_can_be_read(language: str) -> None:
    assert unreadable(figures.draw(sampled(), "tornado", language)) == []


@pytest.mark.parametrize("name", ["winner_map", "tornado"])
def test_the_same_table_gives_the_same_files(name: str, tmp_path: Path) -> None:
    first, second = (style.save(figures.draw(grid(), name), tmp_path / folder, name) for folder in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("name", ["winner_map", "tornado"])
def test_labels_are_chinese_where_a_font_can_draw_them(name: str) -> None:
    if not fonts.chinese():
        assert fonts.families() == [fonts.LATIN]
        return
    text = read(drawn(name, "zh"))
    assert "多大算太大？" in text
    assert "人数（岗位）" in text


def test_full_and_pale_are_told_apart_without_colour() -> None:
    for one in style.LOOKS:
        assert grey(to_hex(pale(one.colour))) - grey(one.colour) > 0.2
    for one, other in combinations(style.LOOKS, 2):
        assert one.hatch != other.hatch


def test_every_phrase_has_the_same_blanks_in_both_languages() -> None:
    for english, chinese in PHRASES.values():
        assert blanks(chinese) <= blanks(english)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_gallery_holds_both_kinds() -> None:
    assert figures.gallery() == sim._gallery()
    assert (set(figures.gallery().studies), set(figures.gallery().charts)) == ({"tornado", "winner_map"}, set(charts()))


def test_a_unit_that_says_the_same_as_its_label_is_not_said_twice() -> None:
    told = {"label": "people", "label_zh": "人数", "unit": "people", "unit_zh": "人"}
    other = {"label": "likeness", "label_zh": "相似度", "unit": "0 to 1", "unit_zh": "0 至 1"}
    assert axis({"staffing.seats": told, "lines.similarity": other}, "staffing.seats", "en") == "People"
    assert axis({"staffing.seats": told, "lines.similarity": other}, "lines.similarity", "en") == "Likeness (0 to 1)"
    assert axis({"staffing.seats": told}, "staffing.seats", "zh") == "人数（人）"
