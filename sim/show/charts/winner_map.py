"""Which structure wins over two factors: no structure is best everywhere, and the map shows where each one is.

A cell in full colour is won; a pale one is undecided, and names those between whom. So the border between two
territories is as wide as what is not known about it. Letters and hatches say the same as the colours. A structure
whose work outgrows it has lost, and says so in its cell, as does one that cannot be formed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from pandas import DataFrame

from sim.show import style, words
from sim.show.charts.registry import chart
from sim.show.map_cells import borders, draw_cells, held, lettered
from sim.show.map_legend import handles
from sim.show.study_words import axis, say
from sim.show.style import Foot, Look

MARGINS = 3.4
"""Width of all that is not cells, in inches."""
GRID = (4.4, 8.0)
"""Width that all cells share at least and at most, in inches."""
CELL = (1.2, 0.8)
"""Width and height of a cell where there is room, in inches."""
LINE = 0.27
"""Height of a line of the legend, in inches."""


@chart("winner_map", table="winners", of="study")
def winner_map(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
    """Cells (or, for drawn points, markers) in the look of the structure that is best there.

    Parameters
    ----------
    table : DataFrame
        ``x, y, best, lead, decided, level, overloaded, infeasible, failed, n`` and ``attrs`` as
        `sim.study.analysis.maps.winners` makes them.
    measures, foot, language
        See `sim.show.charts.registry.Draw`.

    Returns
    -------
    Figure
        With a legend of letters; lines separate the territories, dashed where the border is not decided.
    """
    told = table.attrs
    looks = {name: style.look(place) for place, name in enumerate(told["structures"])}
    letters = lettered(list(looks), language) if told["cells"] else {}
    xs, ys = _levels(table, "x"), _levels(table, "y") if told["y"] else [""]
    across = min(max(CELL[0] * len(xs), GRID[0]), GRID[1]) if told["cells"] else GRID[1]
    wide = across / len(xs)
    lines = borders(held(table, xs, ys)) if told["cells"] else []
    entries = handles(table, looks, letters, lines, language)
    body = max(min(CELL[1], max(0.42, wide)) * len(ys) + 0.8, LINE * len(entries)) if told["cells"] else 5.4
    measure = measures.get(told["measure"])
    title = words.title(measure, language) if measure else told["measure"]
    unit = words.unit(measure, language) if measure else ""
    numbered = bool(told["cells"]) and wide >= 0.8
    reading = "map_sub_cells" if numbered else "map_sub_letters" if told["cells"] else "map_sub_points"
    better = "map_sub_lower" if told["direction"] < 0 else "map_sub_higher"
    reads = [say(better, language, unit=unit).lstrip(" ,，"), say(reading, language)]
    extra = [say("map_intervals", language)]
    if told["averaged"]:
        names = say("listing", language).join(axis(told["factors"], path, language) for path in told["averaged"])
        extra.append(say("map_averaged", language, factors=names))
    figure = style.page(
        say("map_title", language, measure=title),
        "\n".join(reads),
        foot,
        language,
        width=across + MARGINS,
        body=body,
        extra=extra,
    )
    axes = figure.subplots()
    if told["cells"]:
        draw_cells(axes, table, (xs, ys), looks, letters, wide if numbered else 0.0)
    else:
        _points(axes, table, looks)
    axes.set_xlabel(axis(told["factors"], told["x"], language), fontsize=10, color=style.INK)
    axes.set_ylabel(axis(told["factors"], told["y"], language) if told["y"] else "", fontsize=10, color=style.INK)
    axes.tick_params(length=0, labelsize=10, labelcolor=style.INK)
    for spine in axes.spines.values():
        spine.set_visible(not told["cells"])
    kind: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (1.01, 1.0), "borderaxespad": 0.0}
    axes.legend(handles=entries, frameon=False, fontsize=style.SMALL, handleheight=1.4, **kind)
    return figure


def _levels(table: DataFrame, column: str) -> list[Any]:
    """Values along an axis: those of the study in its order, without those that no place has."""
    path = table.attrs[column]
    told = table.attrs["factors"].get(path, {})
    there = list(dict.fromkeys(table[column]))
    declared = [value for value in told.get("levels", ()) if value in there]
    if told.get("numeric") or len(declared) < len(there):
        return sorted(there) if told.get("numeric") else there
    return declared


def _points(axes: Axes, table: DataFrame, looks: Mapping[str, Look]) -> None:
    """One marker a point: filled where won, hollow where undecided, a cross where nobody can win."""
    for (best, decided), rows in table.groupby(["best", "decided"], sort=False):
        kind: dict[str, Any] = {"marker": "x", "color": style.QUIET, "markersize": 6}
        if best:
            one = looks[best]
            face = one.colour if decided else "white"
            kind = {"marker": one.marker, "color": one.colour, "markerfacecolor": face, "markersize": 7.5}
        axes.plot(rows["x"], rows["y"] if table.attrs["y"] else [0.0] * len(rows), linestyle="", **kind)
    axes.grid(True)
    if not table.attrs["y"]:
        axes.set_yticks([])
