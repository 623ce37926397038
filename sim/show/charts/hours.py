"""Where the hours go: every hour of every seat has one booking, so the bars end at capacity and nothing is hidden.

Bookings of one kind share a colour (making, coordinating, repeating, away or idle) and differ by hatch and
lightness; the sum of each kind stands under its bar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from pandas import DataFrame

from sim.show import fonts, style, words
from sim.show.charts.registry import chart
from sim.show.style import Foot


@dataclass(frozen=True)
class Fill:
    """Fill of a segment: colour, hatch, and the colour of both hatch and letters that reads on it."""

    colour: str
    hatch: str = ""
    ink: str = "white"


PARTS: dict[str, dict[str, Fill]] = {
    "making": {
        "direct": Fill("#0072B2"),
        "chore": Fill("#8CC8EC", "..", style.INK),
    },
    "coordinating": {
        "handover": Fill("#E69F00", ink=style.INK),
        "exchange": Fill("#FBE3AE", "///", style.INK),
        "deciding": Fill("#B87F00"),
        "meeting": Fill("#F7C95C", "...", style.INK),
        "supervision": Fill("#8A5F00", "\\\\\\"),
        "search": Fill("#FFF3D6", "xxx", style.INK),
        "switching": Fill("#F0B93A", "|||", ink=style.INK),
        "mechanism": Fill("#6B4A00", "..."),
    },
    "repeating": {
        "rework": Fill("#C04F00", "///"),
        "duplicated": Fill("#F5B48A", "\\\\\\", style.INK),
    },
    "away": {
        "outside": Fill("#8F8F8F", "///"),
        "absent": Fill("#C4C4C4", ink=style.INK),
        "idle": Fill("#F2F2F2", ink=style.INK),
    },
}
"""Kind of booking -> booking -> fill, in the order of the bar."""

WIDTH = 10.6
LONGEST_COLUMN = 4
SEGMENT = 3.0
"""Least share of the longest bar, in percent, that has a label."""


@chart("hours", table="hours")
def hours(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
    """Stacked bars of bookings, per structure, in percent of capacity.

    Parameters
    ----------
    table : DataFrame
        ``structure, booking, hours`` (mean hours a year over all seats), ``share`` (of capacity; they sum to 1).
    measures, foot, language
        See `sim.show.charts.registry.Draw`; no measure is needed here.

    Returns
    -------
    Figure
        A bar per structure, with capacity in hours at its end.
    """
    values = {
        name: {row.booking: 100.0 * row.share for row in rows.itertuples()}
        for name, rows in table.groupby("structure", sort=False)
    }
    totals = table.groupby("structure", sort=False)["hours"].sum()
    ends = {
        name: (words.say("hours_total", language, hours=style.number(float(total), 0)), "")
        for name, total in totals.items()
    }
    title, subtitle = words.say("hours_title", language), words.say("hours_sub", language)
    return stacked(title, subtitle, values, ends, PARTS, words.BOOKINGS, 0, "%", foot, language)


def stacked(
    title: str,
    subtitle: str,
    values: dict[str, dict[str, float]],
    ends: dict[str, tuple[str, str]],
    parts: dict[str, dict[str, Fill]],
    dictionary: dict[str, words.Word],
    places: int,
    unit: str,
    foot: Foot,
    language: str,
) -> Figure:
    """A page of stacked bars with direct labels, the sum of each kind under its bar, and a key by kind.

    Parameters
    ----------
    title, subtitle : str
        Head of the page.
    values : dict
        Structure -> part -> length.
    ends : dict
        Structure -> what stands at the end of its bar, in bold and below it.
    parts : dict
        Kind -> part -> fill, in the order of the bar; every part of ``values`` is among them.
    dictionary : dict
        Part -> its word.
    places : int
        Decimals of the labels.
    unit : str
        Unit of the length, put after the sums.
    foot, language
        See `sim.show.charts.registry.Draw`.
    """
    unknown = {part for bar in values.values() for part in bar} - {part for kind in parts.values() for part in kind}
    if unknown:
        raise KeyError(f"parts without a fill, which would be missing from the bars: {sorted(unknown)}")
    key = _columns(values, parts)
    rows = 1 + max(len(column) for _, column in key)
    body, legend = 0.72 * len(values) + 0.15, 0.22 * rows + 0.15
    figure = style.page(title, subtitle, foot, language, width=WIDTH, body=body + legend, interval=False)
    bars, below = figure.subplots(2, 1, height_ratios=[body, legend])
    longest = max((sum(bar.values()) for bar in values.values()), default=0.0) or 1.0
    for height, (structure, bar) in enumerate(values.items()):
        _bar(bars, height, bar, parts, dictionary, longest, places)
        sums = [
            f"{words.word(words.GROUPS, kind, language)} "
            f"{style.number(sum(bar.get(part, 0.0) for part in fills), places)} {unit}".rstrip()
            for kind, fills in parts.items()
        ]
        bars.text(0, height + 0.44, "   ·   ".join(sums), va="center", color=style.QUIET, fontsize=style.SMALL)
        end = sum(bar.values()) + 0.01 * longest
        bold, plain = ends[structure]
        bars.text(end, height - (0.12 if plain else 0.0), bold, va="center", fontweight="bold", fontsize=10)
        bars.text(end, height + 0.17, plain, va="center", fontsize=style.SMALL, color=style.QUIET)
    bars.set_yticks(range(len(values)), [words.structure(name, language) for name in values])
    bars.set_ylim(len(values) - 0.35, -0.4)
    bars.set_xlim(0, longest * 1.14)
    bars.tick_params(length=0, labelsize=10, labelbottom=False)
    bars.spines[["left", "bottom"]].set_visible(False)
    _key(below, key, {part: fill for kind in parts.values() for part, fill in kind.items()}, dictionary, language)
    return figure


def _bar(
    axes: Axes,
    height: float,
    bar: dict[str, float],
    parts: dict[str, dict[str, Fill]],
    dictionary: dict[str, words.Word],
    longest: float,
    places: int,
) -> None:
    """One bar, segment after segment."""
    start = 0.0
    for part, fill in ((part, fill) for kind in parts.values() for part, fill in kind.items()):
        value = bar.get(part, 0.0)
        if not value:
            continue
        _segment(axes, start, height - 0.27, value, 0.54, fill)
        text = style.number(value, places)
        if 100 * value / longest >= SEGMENT:
            plate: dict[str, Any] | None = (
                {"facecolor": fill.colour, "edgecolor": "none", "pad": 1.0} if fill.hatch else None
            )
            middle = (start + value / 2, height)
            axes.text(*middle, text, ha="center", va="center", fontsize=style.SMALL, color=fill.ink, bbox=plate)
        start += value
    axes.add_patch(Rectangle((0, height - 0.27), start, 0.54, facecolor="none", edgecolor=style.RULE, linewidth=0.8))


def _segment(axes: Axes, x: float, y: float, width: float, height: float, fill: Fill) -> None:
    """A filled, hatched rectangle with a white border: hatch and border have colours of their own."""
    box: dict[str, Any] = {"xy": (x, y), "width": width, "height": height}
    axes.add_patch(Rectangle(**box, facecolor=fill.colour, edgecolor=fill.ink, hatch=fill.hatch, linewidth=0))
    axes.add_patch(Rectangle(**box, facecolor="none", edgecolor="white", linewidth=1.0))


def _columns(values: dict[str, dict[str, float]], parts: dict[str, dict[str, Fill]]) -> list[tuple[str, list[str]]]:
    """Columns of the key: the parts that some bar holds, by kind; a long kind goes on in a column without a head."""
    columns = []
    for kind, fills in parts.items():
        present = [part for part in fills if any(bar.get(part) for bar in values.values())]
        for start in range(0, len(present), LONGEST_COLUMN):
            columns.append(("" if start else kind, present[start : start + LONGEST_COLUMN]))
    return columns or [("", [])]


def _key(
    axes: Axes,
    columns: list[tuple[str, list[str]]],
    fills: dict[str, Fill],
    dictionary: dict[str, words.Word],
    language: str,
) -> None:
    """The key: columns in the order of the bar."""
    axes.set_axis_off()
    axes.set(xlim=(0, len(columns)), ylim=(1 + max(len(column) for _, column in columns), 0))
    swatch = 0.28 * len(columns) / WIDTH
    room = (WIDTH - 1.8) / len(columns) - 0.4
    for place, (kind, column) in enumerate(columns):
        head = words.word(words.GROUPS, kind, language) if kind else ""
        axes.text(place, 0.5, head, va="center", fontweight="bold", fontsize=style.SMALL)
        for row, part in enumerate(column, start=1):
            _segment(axes, place, row + 0.14, swatch, 0.72, fills[part])
            text = fonts.shorten(words.word(dictionary, part, language), room, style.SMALL)
            axes.text(place + 1.3 * swatch, row + 0.5, text, va="center", fontsize=style.SMALL)
