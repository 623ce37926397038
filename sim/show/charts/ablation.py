"""What each rule does: the same years with the rule off, minus the same years with it on, structure by structure.

A panel for each measure, a row for each of the rules whose effect is largest, and in it a marker with its interval for
each structure. Shapes tell the structures apart without colour; a hollow marker's interval includes zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from pandas import DataFrame

from sim.show import fonts, style, words
from sim.show.charts.headline import crown
from sim.show.charts.registry import chart
from sim.show.style import Foot, Look

ROW = 0.58
"""Height of a rule's row, in inches."""
SPREAD = 0.62
"""Share of a row over which its markers are spread."""
COLUMNS = 2
KEY = 0.35
"""Height of the line that says which shape is which structure, in inches."""


@chart("ablation", table="ablation", of="ablation")
def ablation(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
    """Effects of switching rules off, with intervals around a zero line, a panel for each measure.

    Parameters
    ----------
    table : DataFrame
        ``measure, rule, label, label_zh`` (the rule for people), ``structure, mean, low, high``; rows in the order to
        be shown.
    measures, foot, language
        See `sim.show.charts.registry.Draw`.

    Returns
    -------
    Figure
    """
    names = list(dict.fromkeys(table["measure"]))
    looks = style.structures(table)
    across = min(COLUMNS, len(names))
    down = -(-len(names) // across)
    rows = max(table.groupby("measure")["rule"].nunique())
    figure = style.page(
        words.say("ablation_title", language, interval=foot.interval),
        words.say("ablation_sub", language),
        foot,
        language,
        width=5.4 * across + 1.0,
        body=KEY + down * (ROW * rows + 1.05),
    )
    cells = figure.add_gridspec(down + 1, across, height_ratios=[KEY, *[ROW * rows + 1.05] * down])
    _key(figure.add_subplot(cells[0, :]), looks, language)
    for place, name in enumerate(names):
        axes = figure.add_subplot(cells[1 + place // across, place % across])
        _panel(axes, table[table["measure"] == name], measures[name], looks, language)
    return figure


def _panel(axes: Axes, rows: DataFrame, measure: Any, looks: Mapping[str, Look], language: str) -> None:
    hint = {-1: "better_left", 1: "better_right"}.get(int(measure.direction))
    crown(axes, measure, language, words.say(hint, language) if hint else "")
    order = list(dict.fromkeys(rows["rule"]))
    labels = dict(zip(rows["rule"], rows["label_zh" if language == "zh" else "label"], strict=True))
    axes.set_ylim(len(order) - 0.45, -0.55)
    axes.set_yticks(range(len(order)), ["\n".join(fonts.wrap(labels[rule], 1.5, 9.5)) for rule in order])
    axes.tick_params(axis="y", length=0, labelsize=9.5)
    axes.tick_params(axis="x", length=3)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.locator_params(axis="x", nbins=5)
    axes.axvline(0, color=style.INK, linewidth=1.2, zorder=1)
    for border in range(1, len(order)):
        axes.axhline(border - 0.5, color=style.PALE, linewidth=0.8, zorder=0)
    step = SPREAD / max(1, len(looks) - 1) if len(looks) > 1 else 0.0
    for row in rows.itertuples():
        if not isfinite(row.mean):
            continue
        look = looks[row.structure]
        height = order.index(row.rule) + (list(looks).index(row.structure) - (len(looks) - 1) / 2) * step
        sure = row.low > 0.0 or row.high < 0.0
        if isfinite(row.low):
            axes.plot([row.low, row.high], [height, height], color=look.colour, linewidth=1.8, zorder=2)
        face = look.colour if sure else "white"
        kind: dict[str, Any] = {"color": look.colour, "markerfacecolor": face, "markersize": 6.0}
        axes.plot([row.mean], [height], look.marker, zorder=3, **kind)


def _key(axes: Axes, looks: Mapping[str, Look], language: str) -> None:
    """Which shape is which structure, above the panels."""
    marks = [
        Line2D([], [], color=look.colour, marker=look.marker, linewidth=1.8, label=words.structure(name, language))
        for name, look in looks.items()
    ]
    axes.axis("off")
    axes.legend(handles=marks, loc="center left", ncols=len(marks), frameon=False, fontsize=style.SMALL + 1)
