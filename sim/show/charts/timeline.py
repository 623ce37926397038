"""The year on a time line: peaks come with the calendar, and a structure shows its nature in how it leaves them.

Above, how busy the seats are; below, how many campaigns are open; both week by week, with the dates of the calendar
marked across.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory
from pandas import DataFrame

from sim.show import fonts, style, words
from sim.show.charts.registry import chart
from sim.show.style import Foot

WIDTH = 10.6
PANEL = 2.3


@chart("timeline", table="timeline")
def timeline(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
    """Two panels over the weeks of the year, a line per structure, named at its end.

    Parameters
    ----------
    table : DataFrame
        ``structure, week`` (from 0), ``start`` (date of its first day, ``2025-01-06``), ``busy`` (share),
        ``open_campaigns, waiting_items``; ``table.attrs["peaks"]`` lists ``(week, name)``.
    measures, foot, language
        See `sim.show.charts.registry.Draw`; no measure is needed here.

    Returns
    -------
    Figure
        Peaks are marked in both panels and named above the first.
    """
    title = words.say("timeline_title", language)
    figure = style.page(title, "", foot, language, width=WIDTH, body=2 * PANEL + 0.9, interval=False)
    upper, lower = figure.subplots(2, 1, sharex=True)
    weeks = sorted({int(week) for week in table["week"]})
    peaks = [(int(week), fonts.legible(str(name), "")) for week, name in table.attrs.get("peaks", ())]
    names = _peaks(upper, sorted(peaks), len(weeks))
    for axes, column, factor, head in ((upper, "busy", 100.0, "busy"), (lower, "open_campaigns", 1.0, "open")):
        axes.set_title(words.say(f"timeline_{head}", language), pad=8 + (14 * names if axes is upper else 0))
        for week, _ in peaks:
            axes.axvspan(week - 0.5, week + 0.5, color=style.PALE, linewidth=0, zorder=0)
        _lines(axes, table, column, factor, language)
        axes.set_ylim(0, 1.08 * factor * float(table[column].max()) or 1.0)
        axes.grid(axis="y")
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0, labelcolor=style.QUIET)
    lower.set_xlim(weeks[0] - 0.5, weeks[-1] + 0.5)
    _months(lower, table, language)
    return figure


def _lines(axes: Axes, table: DataFrame, column: str, factor: float, language: str) -> None:
    """One line per structure, with sparse markers, and its name at the right edge."""
    looks, last = style.structures(table), []
    for place, (name, look) in enumerate(looks.items()):
        rows = table[table["structure"] == name].sort_values("week")
        values = factor * rows[column].to_numpy(dtype=float)
        axes.plot(
            rows["week"],
            values,
            color=look.colour,
            linestyle=look.line,
            linewidth=1.8,
            marker=look.marker,
            markersize=5.5,
            markevery=(2 * place % 8, 8),
            markeredgecolor="white",
            zorder=3,
        )
        last.append(float(values[-1]))
    top = 1.08 * factor * float(table[column].max()) or 1.0
    heights = style.spread(last, 0.16 / PANEL * top, 0.03 * top, top)
    for (name, look), value, height in zip(looks.items(), last, heights, strict=True):
        text = f"{words.structure(name, language)} {style.number(value, 0)}"
        axes.plot([1.012], [height], look.marker, color=look.colour, markersize=6, clip_on=False, transform=_edge(axes))
        style.beside(axes, 1.024, height, text, va="center", fontsize=style.SMALL)


def _edge(axes: Axes) -> Any:
    return blended_transform_factory(axes.transAxes, axes.transData)


def _peaks(axes: Axes, peaks: Sequence[tuple[int, str]], weeks: int) -> int:
    """Names of the peaks above a panel, on as many lines as they need; returns how many."""
    week = (WIDTH - 2.6) / max(weeks, 1)
    ends: list[float] = []
    for at, name in peaks:
        half = fonts.width(name, style.SMALL) / 2
        line = next((number for number, end in enumerate(ends) if at * week - half > end + 0.08), len(ends))
        ends[line : line + 1] = [at * week + half]
        place: dict[str, Any] = {
            "textcoords": "offset points",
            "xycoords": axes.get_xaxis_transform(),
            "annotation_clip": False,
        }
        axes.annotate(
            name, (at, 1.0), (0, 3 + 13 * line), ha="center", fontsize=style.SMALL, color=style.QUIET, **place
        )
    return len(ends)


def _months(axes: Axes, table: DataFrame, language: str) -> None:
    """Ticks where a month begins; week numbers where the table holds no dates."""
    starts = {int(row.week): str(row.start)[:10] for row in table.itertuples() if str(row.start)[:4].isdigit()}
    days = [(week, date.fromisoformat(start)) for week, start in sorted(starts.items())]
    firsts = [(week, day) for (_, before), (week, day) in pairwise(days) if day.month != before.month]
    firsts = days[:1] + [first for first in firsts if first[0] - days[0][0] >= 3]
    if not firsts:
        axes.set_xlabel(words.say("timeline_week", language))
        return
    axes.set_xticks([week for week, _ in firsts], [words.month(day.month, language) for _, day in firsts])
    axes.set_xlabel(words.say("timeline_axis", language))
