"""The headline measures at a glance: one panel per measure, one dot with its interval per structure.

A dot plot and not bars, because an interval around a dot is read as what it is and the axis need not waste its room on
zero. A structure some of whose runs are saturated has no finite mean to offer: its marker is hollow and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from pandas import DataFrame

from sim.show import fonts, style, words
from sim.show.charts.registry import chart
from sim.show.style import Foot, Look

ROW = 0.46
"""Height of one structure's row, in inches."""
COLUMNS = 2


@chart("headline", table="summary")
def headline(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
    """Dots with intervals per structure, a panel for each headline measure.

    Parameters
    ----------
    table : DataFrame
        ``structure, measure, n, mean, low, high, saturated`` (number of saturated runs), ``headline`` (bool).
    measures, foot, language
        See `sim.show.charts.registry.Draw`.

    Returns
    -------
    Figure
        Axes of measures whose values all lie far from zero do not start there; the foot says which.
    """
    shown = chosen(table)
    looks = style.structures(table)
    cut = {name for name, rows in shown.groupby("measure", sort=False) if not reaches_zero(rows)}
    figure, panels = grid(
        shown,
        [words.structure(name, language) for name in looks],
        words.say("headline_title", language, interval=foot.interval),
        words.say("headline_hollow", language) if (shown["saturated"] > 0).any() else "",
        foot,
        language,
        extra=[words.say("foot_cut", language)] if cut else [],
    )
    for name, axes in panels.items():
        measure, rows = measures[name], shown[shown["measure"] == name]
        arrow = {-1: "lower", 1: "higher"}.get(int(measure.direction))
        crown(axes, measure, language, words.say(arrow, language) if arrow else "", "*" if name in cut else "")
        low, high = limits(rows, zero=name not in cut)
        axes.set_xlim(low, high)
        places = style.decimals(rows["mean"])
        for height, (structure, look) in enumerate(looks.items()):
            for row in rows[rows["structure"] == structure].itertuples():
                label = style.valued(row.mean, places, words.unit(measure, language)) if isfinite(row.mean) else ""
                if row.saturated:
                    label += (words.say("and", language) if label else "") + words.say(
                        "saturated", language, k=int(row.saturated), n=row.n
                    )
                elif not label:
                    label = words.say("no_mean", language)
                dot(axes, height, row, look, label, filled=not row.saturated)
    return figure


def chosen(table: DataFrame) -> DataFrame:
    """Rows of the headline measures; all rows where none is a headline."""
    marked = table[table["headline"].astype(bool)]
    return table if marked.empty else marked


def grid(
    table: DataFrame,
    names: list[str],
    title: str,
    subtitle: str,
    foot: Foot,
    language: str,
    extra: list[str],
) -> tuple[Figure, dict[str, Axes]]:
    """A page with one panel per measure and one row per name, the names on the left."""
    measures = list(dict.fromkeys(table["measure"]))
    across = min(COLUMNS, len(measures))
    down = -(-len(measures) // across)
    body = down * (ROW * (len(names) + 0.3) + 1.05)
    figure = style.page(title, subtitle, foot, language, width=5.2 * across + 1.0, body=body, extra=extra)
    every = figure.subplots(down, across, sharey=True, squeeze=False).ravel()
    for axes in every[len(measures) :]:
        axes.set_visible(False)
    panels = dict(zip(measures, every, strict=False))
    for axes in panels.values():
        axes.set_ylim(len(names) - 0.35, -0.72)
        axes.set_yticks(range(len(names)), names)
        axes.tick_params(axis="y", length=0, labelsize=10)
        axes.tick_params(axis="x", length=3)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
        axes.locator_params(axis="x", nbins=5)
        axes.ticklabel_format(axis="x", style="plain", useOffset=False)
    figure.get_layout_engine().set(hspace=0.09, wspace=0.06)  # type: ignore[union-attr, call-arg]
    return figure, panels


def crown(axes: Axes, measure: Any, language: str, hint: str, mark: str = "") -> None:
    """Head of a panel: title of the measure, below it the unit and which direction is better."""
    room = 4.1
    title = fonts.wrap(words.title(measure, language) + mark, room, 10.5, bold=True)
    axes.set_title("\n".join(title), pad=22)
    kind: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points", "fontsize": style.SMALL}
    unit = fonts.shorten(words.unit(measure, language), room - fonts.width(hint, style.SMALL), style.SMALL)
    axes.annotate(unit, (0, 1), (0, 7), color=style.QUIET, **kind)
    axes.annotate(hint, (1, 1), (0, 7), color=style.INK, ha="right", **kind)


def limits(rows: DataFrame, zero: bool) -> tuple[float, float]:
    """Range of a panel: all intervals, with room for labels; zero too where asked."""
    values = [value for name in ("low", "mean", "high") for value in rows[name] if isfinite(value)] or [0.0, 1.0]
    low, high = min(values), max(values)
    if low == high == 0.0:
        return 0.0, 1.0
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = (high - low or abs(high) or 1.0) * 0.12
    return (low if zero and low == 0.0 else low - room), (high if zero and high == 0.0 else high + room)


def reaches_zero(rows: DataFrame) -> bool:
    """Whether zero is near enough to the values of a panel for its axis to start there."""
    values = [value for name in ("low", "mean", "high") for value in rows[name] if isfinite(value)] or [0.0]
    return bool(min(values) <= 0.5 * max(values))


def dot(axes: Axes, height: float, row: Any, look: Look, label: str, filled: bool) -> None:
    """One structure: its interval, its marker, and the value above it."""
    low, high = axes.get_xlim()
    where = (row.mean - low) / (high - low) if isfinite(row.mean) else 0.0
    if isfinite(row.mean):
        ends = [value for value in (row.low, row.high) if isfinite(value)]
        axes.plot(ends, [height] * len(ends), color=look.colour, linewidth=2.2, solid_capstyle="round", zorder=2)
        axes.plot(
            [row.mean],
            [height],
            marker=look.marker,
            markersize=8.5,
            color=look.colour,
            markerfacecolor=look.colour if filled else "white",
            markeredgewidth=1.8,
            zorder=3,
        )
    side = "left" if where < 0.25 else "right" if where > 0.75 else "center"
    shift = {"left": -5, "right": 5, "center": 0}[side] if isfinite(row.mean) else 4
    axes.annotate(
        label,
        (row.mean if isfinite(row.mean) else low, height),
        (shift, 8 if isfinite(row.mean) else -3),
        textcoords="offset points",
        ha=side,
        fontsize=style.SMALL,
        zorder=1.5,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4},
    )
