"""Paired differences: what one structure has over another in the same years, so that luck cancels.

Every structure meets the same replications, hence the difference is taken year by year and its interval is far
shorter than those of the two means. A filled marker says that the interval excludes zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from matplotlib.figure import Figure
from pandas import DataFrame

from sim.show import style, words
from sim.show.charts.headline import chosen, crown, dot, grid, limits
from sim.show.charts.registry import chart
from sim.show.style import Foot


@chart("differences", table="differences")
def differences(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
    """Mean paired differences with intervals around a zero line, a panel for each headline measure.

    Parameters
    ----------
    table : DataFrame
        ``structure, baseline, measure, n, mean, low, high, headline`` (bool); the value is structure minus baseline.
    measures, foot, language
        See `sim.show.charts.registry.Draw`.

    Returns
    -------
    Figure
        Rows are the pairs, in the table's order, in the look of the structure.
    """
    shown = chosen(table)
    looks = style.structures(table)
    pairs = list(dict.fromkeys(zip(table["structure"], table["baseline"], strict=True)))
    names = [
        words.say("minus", language, a=words.structure(one, language), b=words.structure(other, language))
        for one, other in pairs
    ]
    title = words.say("differences_title", language, interval=foot.interval)
    figure, panels = grid(shown, names, title, words.say("differences_sub", language), foot, language, extra=[])
    for name, axes in panels.items():
        measure, rows = measures[name], shown[shown["measure"] == name]
        hint = {-1: "better_left", 1: "better_right"}.get(int(measure.direction))
        crown(axes, measure, language, words.say(hint, language) if hint else "")
        low, high = limits(rows, zero=True)
        room = 0.2 * (high - low)
        axes.set_xlim(low - room, high + room)
        axes.axvline(0, color=style.INK, linewidth=1.2, zorder=1)
        places = style.decimals(rows["mean"])
        for height, (one, other) in enumerate(pairs):
            for row in rows[(rows["structure"] == one) & (rows["baseline"] == other)].itertuples():
                label = words.say("no_mean", language)
                if isfinite(row.mean):
                    label = style.valued(row.mean, places, words.unit(measure, language), sign=True)
                dot(axes, height, row, looks[one], label, filled=bool(row.low > 0 or row.high < 0))
    return figure
