"""How long a decision takes, by the level that takes it: not a mean, which hides the request that waited a month.

A strip per structure shows the whole distribution: the thin line from the fastest to the slowest twentieth, the thick
bar the middle half, the marker the time by which half are decided, the bar across the time by which nine in ten are.
The axis is a square root, on which minutes and weeks can both be read and zero has a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from pandas import DataFrame

from sim.show import fonts, style, words
from sim.show.charts.registry import chart
from sim.show.style import Foot, Look

TICKS = (0.0, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1280.0)
"""Candidate ticks, in working days."""
ROW = 0.42
ACROSS = 2
PANEL = 4.6
"""Height of a row and about the width of a panel, in inches; panels side by side."""


@chart("latency", table="latency")
def latency(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
    """Strips of the latency distribution, one block per level and one row per structure.

    Parameters
    ----------
    table : DataFrame
        ``structure, level`` (0, 1, 2, ``"3+"``), ``quantile`` (0.05 to 0.95), ``days`` (working days), ``needs``
        (how many decisions stand behind the strip).
    measures, foot, language
        See `sim.show.charts.registry.Draw`; no measure is needed here.

    Returns
    -------
    Figure
        All blocks share one axis; the number of needs, and their share of all needs of the structure, at the right.
    """
    table = table.assign(level=table["level"].astype(str))
    looks, levels = style.structures(table), sorted(set(table["level"]))
    counts = table.groupby(["structure", "level"])["needs"].max()
    title, subtitle = words.say("latency_title", language), words.say("latency_sub", language)
    across, down = min(ACROSS, len(levels)), -(-len(levels) // ACROSS)
    body = down * (ROW * len(looks) + 0.85)
    figure = style.page(title, subtitle, foot, language, width=5.6 * across + 1.2, body=body, interval=False)
    panels = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False).ravel()
    for spare in panels[len(levels) :]:
        spare.set_visible(False)
    _axis(panels[0], float(table["days"].max()))
    for place, (axes, level) in enumerate(zip(panels, levels, strict=False)):
        key = f"level_{level}"
        axes.set_title(words.say(key if key in words.PHRASES else "level", language, level=level), pad=10)
        for height, (name, look) in enumerate(looks.items()):
            rows = table[(table["structure"] == name) & (table["level"] == level)]
            needs, every = float(counts.get((name, level), 0.0)), float(counts[name].sum())
            if rows.empty or not needs:
                text = words.say("latency_none", language)
                style.beside(axes, 0.02, height, text, va="center", fontsize=style.SMALL, color=style.QUIET)
                continue
            _strip(axes, height, dict(zip(rows["quantile"].round(2), rows["days"], strict=True)), look)
            text = f"{style.number(needs, 0)} ({100 * needs / every:.0f} %)"
            style.beside(axes, 1.0, height, text, ha="right", va="center", fontsize=style.SMALL, color=style.QUIET)
        needs_head = words.say("latency_needs", language)
        style.beside(axes, 1.0, -0.62, needs_head, ha="right", va="center", fontsize=style.SMALL, color=style.QUIET)
        axes.set_ylim(len(looks) - 0.5, -0.85)
        axes.set_yticks(range(len(looks)), [words.structure(name, language) for name in looks])
        axes.tick_params(axis="y", length=0, pad=7, labelsize=10)
        axes.tick_params(axis="x", length=3, labelbottom=place + across >= len(levels))
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
        if place + across >= len(levels):
            axes.set_xlabel(words.say("latency_axis", language))
    return figure


def _axis(axes: Axes, largest: float) -> None:
    """The common square-root axis: ticks that do not crowd, and room at the right for the numbers of needs."""
    most = max(largest, 0.1)
    ticks: list[float] = []
    for tick in (tick for tick in TICKS if tick <= most):
        if not ticks or (tick**0.5 - ticks[-1] ** 0.5) / most**0.5 >= 0.09:
            ticks.append(tick)
    for panel in axes.figure.axes:
        panel.set_xscale("function", functions=(_root, np.square))
        panel.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_xlim(0, most * 1.6)


def _root(days: Any) -> Any:
    return np.sqrt(np.maximum(days, 0.0))


def _strip(axes: Axes, height: float, days: dict[float, float], look: Look) -> None:
    """One distribution; only quantiles that the table holds are drawn, none is interpolated."""
    for low, high, width in ((0.05, 0.95, 1.4), (0.25, 0.75, 6.0)):
        axes.plot([days[low], days[high]], [height, height], color=look.colour, linewidth=width, zorder=2)
    axes.plot(
        [days[0.9]] * 2, [height - 0.19, height + 0.19], color=look.colour, linewidth=2.2, zorder=3, clip_on=False
    )
    marker: dict[str, Any] = {"markersize": 9, "markeredgecolor": "white", "zorder": 4, "clip_on": False}
    axes.plot([days[0.5]], [height], look.marker, color=look.colour, **marker)
    half, most = (_brief(days[quantile]) for quantile in (0.5, 0.9))
    kind: dict[str, Any] = {"textcoords": "offset points", "fontsize": style.SMALL, "zorder": 5}
    edge = days[0.5] < 0.002 * axes.get_xlim()[1]
    axes.annotate(half, (days[0.5], height), (-3 if edge else 0, 6), ha="left" if edge else "center", **kind)
    if most != half:
        here, there = (72 * PANEL * (days[quantile] / axes.get_xlim()[1]) ** 0.5 for quantile in (0.5, 0.9))
        end = here + 72 * fonts.width(half, style.SMALL) * (1.0 if edge else 0.5)
        axes.annotate(most, (days[0.9], height), (max(4.0, end + 4 - there), 3), color=style.QUIET, **kind)


def _brief(days: float) -> str:
    """Days with two digits: enough for the eye, short enough for the strip."""
    return style.number(days, 0 if days >= 10 or days < 0.005 else 1 if days >= 1 else 2)
