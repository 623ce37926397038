"""What moves the contest of two structures: one bar a factor, from its low end to its high end, the widest on top.

Where a bar crosses zero, the factor alone can turn the winner. A bar is hatched where its effect cannot be told from
none. For studies that drew their points to measure sensitivity, the same figure shows how much of the result depends on
each factor, the structure among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from pandas import DataFrame

from sim.show import fonts, style, words
from sim.show.charts.registry import chart
from sim.show.study_words import axis, level, say
from sim.show.style import Foot

WIDTH = 10.6
ROW = 0.74
BAR = 0.34
"""Height of a bar as a share of its row."""
FILL = "#B9CFE4"
SIDE = 0.38
"""Least room on a side of zero as a share of the other side, so that both sides can say who is better there."""
ROOM = 5.4
"""Width of the panel at least, in inches."""


@chart("tornado", table="effects", of="study")
def tornado(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
    """Bars of effects with intervals, largest on top.

    Parameters
    ----------
    table : DataFrame
        ``factor, low, high, at_low, at_high, effect`` and the intervals of the last three (``_from``, ``_to``), with
        ``attrs``, as `sim.study.analysis.effects.effects` makes them; or the same columns filled with indices, and
        ``attrs["kind"]`` saying of which sort.
    measures, foot, language
        See `sim.show.charts.registry.Draw`.

    Returns
    -------
    Figure
        Hollow markers stand at low ends, filled ones at high ends, each on its interval.
    """
    told = table.attrs
    measure = measures.get(told["measure"])
    name = words.title(measure, language) if measure else told["measure"]
    unit = words.unit(measure, language) if measure else ""
    kind = told["kind"]
    contest = kind == "effects"
    one, other = (words.structure(it, language) for it in told["pair"]) if contest else ("", "")
    head = "tornado" if contest else kind
    extra = [say("tornado_fit" if contest else f"{kind}_fit", language, points=told["points"])]
    if told["left_out"]:
        extra.append(say("tornado_left_out", language, k=told["left_out"]))
    figure = style.page(
        say(f"{head}_title", language, one=one, other=other, measure=name),
        say(f"{head}_sub", language, one=one, other=other, unit=unit, interval=foot.interval),
        foot,
        language,
        width=WIDTH,
        body=ROW * len(table) + 0.85,
        extra=extra,
    )
    axes = figure.subplots()
    _frame(axes, table)
    places = style.decimals(table["effect"])
    for height, row in enumerate(table.itertuples()):
        _bar(axes, height, row, contest)
        text = say(
            "interval",
            language,
            value=style.number(row.effect, places, sign=contest),
            low=style.number(row.effect_from, places, sign=contest),
            high=style.number(row.effect_to, places, sign=contest),
        )
        style.beside(axes, 1.015, height, text, va="center", ha="left", fontsize=style.SMALL)
    ends = say(f"{head}_effect", language)
    style.beside(axes, 1.015, -0.66, ends, va="center", ha="left", fontsize=style.SMALL, color=style.QUIET)
    labels = ["\n".join(fonts.wrap(axis(told["factors"], path, language), 2.5, 10.0)) for path in table["factor"]]
    axes.set_yticks(range(len(table)), labels)
    axes.tick_params(axis="y", length=0, labelsize=10, pad=8)
    if contest:
        better = (
            (one, other) if told["direction"] > 0 else (other, one)
        )  # who is better where the difference is above 0
        _sides(axes, better, language)
    return figure


def _frame(axes: Axes, table: DataFrame) -> None:
    """Limits that hold every interval and zero, and the line of no difference."""
    names = [f"at_{end}{limit}" for end in ("low", "high") for limit in ("", "_from", "_to")]
    values = [0.0, *(value for name in names for value in table[name] if isfinite(value))]
    low, high = min(values), max(values)
    room = 0.08 * (high - low or 1.0)
    low, high = low - room, high + room
    if table.attrs["kind"] == "effects":
        low, high = min(low, -SIDE * high), max(high, -SIDE * low)
    axes.set_xlim(low, high)
    axes.set_ylim(len(table) - 0.45, -0.85)
    axes.axvline(0, color=style.INK, linewidth=1.3, zorder=2)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=3)
    axes.ticklabel_format(axis="x", style="plain", useOffset=False)


def _bar(axes: Axes, height: int, row: Any, contest: bool) -> None:
    """One factor: the bar between its ends, each end on its interval, and the values that the ends stand for."""
    sure = row.effect_from > 0.0 or row.effect_to < 0.0
    start = row.at_low if contest else 0.0
    left, width = min(start, row.at_high), abs(row.at_high - start)
    fill: dict[str, Any] = {"facecolor": FILL} if sure else {"facecolor": "white", "hatch": "////"}
    edge = "#4a6d8c" if sure else "#9a9a9a"
    axes.add_patch(Rectangle((left, height - BAR / 2), width, BAR, edgecolor=edge, linewidth=1.0, zorder=1, **fill))
    for end, shift, filled in (("low", -0.09, False), ("high", 0.09, True)):
        at, low, high = (getattr(row, f"at_{end}{limit}") for limit in ("", "_from", "_to"))
        if not contest and not isfinite(at):
            continue
        place = height + (shift if isfinite(row.at_low) else 0.0)
        if isfinite(low) and isfinite(high):
            axes.plot([low, high], [place, place], color=style.INK, linewidth=1.6, zorder=3)
        face = style.INK if filled else "white"
        axes.plot([at], [place], "o", color=style.INK, markerfacecolor=face, markersize=6.5, zorder=4)
        if contest:
            up = shift < 0
            text = level(getattr(row, end))
            box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
            offset = (0, 9 if up else -9)
            kind: dict[str, Any] = {"ha": "center", "va": "bottom" if up else "top", "fontsize": style.SMALL}
            axes.annotate(text, (at, place), offset, textcoords="offset points", zorder=3.5, bbox=box, **kind)


def _sides(axes: Axes, better: tuple[str, str], language: str) -> None:
    """Above the bars, on each side of zero: who is better there."""
    low, high = axes.get_xlim()
    kind: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": style.SMALL, "color": style.INK}
    for side, ha, name, structure in ((high, "left", "right", better[0]), (low, "right", "left", better[1])):
        room = ROOM * abs(side) / (high - low) - 0.1
        text = fonts.shorten(say(f"tornado_{name}", language, structure=structure), room, style.SMALL)
        axes.annotate(text, (0, -0.66), (6 if side > 0 else -6, 0), ha=ha, **kind)
