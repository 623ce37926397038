"""Load per desk: a mean utilisation of seventy percent is no comfort if one desk, through which all must pass, is full.

Seats are sorted from busy to free, so that the shape tells at a glance whether work is spread or piled; below each dot
stands the queue at the same desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from pandas import DataFrame

from sim.show import fonts, style, words
from sim.show.charts.registry import chart
from sim.show.style import Foot, Look

ACROSS = 4


@chart("desks", table="desks")
def desks(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
    """Dots of busy share, and stems of items waiting, seat by seat in order of load.

    Parameters
    ----------
    table : DataFrame
        ``structure, seat, title, lead`` (bool), ``busy`` (share of present time), ``waiting`` (mean items).
    measures, foot, language
        See `sim.show.charts.registry.Draw`; no measure is needed here.

    Returns
    -------
    Figure
        A column of two panels per structure, all on the same scales.
    """
    looks = style.structures(table)
    across, blocks = min(ACROSS, len(looks)), -(-len(looks) // ACROSS)
    title, subtitle = words.say("desks_title", language), words.say("desks_sub", language)
    width = max(8.0, 3.0 * across + 0.8)
    figure = style.page(title, subtitle, foot, language, width=width, body=4.0 * blocks, interval=False)
    panels = figure.subplots(
        2 * blocks, across, sharex=True, sharey="row", squeeze=False, height_ratios=[3, 1.5] * blocks
    )
    for axes in panels.ravel():
        axes.set_visible(False)
    for place, (name, look) in enumerate(looks.items()):
        block, column = divmod(place, across)
        upper, lower = panels[2 * block : 2 * block + 2, column]
        rows = table[table["structure"] == name].sort_values(["busy", "seat"], ascending=[False, True])
        _busy(upper, rows, look, language, key=place == 0)
        _waiting(lower, rows, look)
        upper.set_title(words.structure(name, language), pad=8)
        lower.set_xlabel(words.say("desks_rank", language))
        upper.set_ylim(0, 100 * max(1.0, float(table["busy"].max())) + 14)
        lower.set_ylim(0, float(table["waiting"].max()) * 1.3 or 1.0)
        if column == 0:
            upper.set_ylabel(words.say("desks_busy", language))
            lower.set_ylabel(words.say("desks_waiting", language))
    return figure


def _frame(axes: Axes, seats: int) -> None:
    axes.set_visible(True)
    axes.set_xlim(-0.03 * seats - 0.5, 1.03 * seats - 0.5)
    axes.set_xticks([])
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0, labelcolor=style.QUIET)
    axes.locator_params(axis="y", nbins=4)


def _busy(axes: Axes, rows: DataFrame, look: Look, language: str, key: bool) -> None:
    """Busy share of each seat, members as small dots, leads as large diamonds, the busiest with its title."""
    _frame(axes, len(rows))
    size = 4.5 if len(rows) <= 100 else 2.5
    for lead, marker, fill in ((False, "o", "white"), (True, "D", look.colour)):
        chosen = [place for place, one in enumerate(rows["lead"]) if bool(one) == lead]
        busy = [100 * float(rows["busy"].iloc[place]) for place in chosen]
        kind: dict[str, Any] = {
            "markersize": size + 1.8 * lead,
            "color": look.colour,
            "markerfacecolor": fill,
            "zorder": 2 + lead,
        }
        label = words.say("lead" if lead else "member", language)
        axes.plot(chosen, busy, marker, label=label, **kind)
    first = rows.iloc[0]
    seat = words.say("seat", language, seat=int(first.seat))
    title = fonts.shorten(fonts.legible(str(first.title) or seat, seat), 2.2, style.SMALL)
    note: dict[str, Any] = {"textcoords": "offset points", "fontsize": style.SMALL}
    axes.annotate(f"{title} {100 * first.busy:.0f} %", (0, 100 * first.busy), (-4, 8), **note)
    if key:
        axes.legend(loc="lower left", fontsize=style.SMALL, frameon=False, handletextpad=0.2, borderpad=0)


def _waiting(axes: Axes, rows: DataFrame, look: Look) -> None:
    """Items waiting at the same seats, in the same order; the longest queue with its number."""
    _frame(axes, len(rows))
    waiting = [float(value) for value in rows["waiting"]]
    axes.vlines(range(len(waiting)), 0, waiting, color=look.colour, linewidth=2.0 if len(rows) <= 100 else 0.8)
    longest = max(range(len(waiting)), key=waiting.__getitem__)
    side = "left" if longest < len(waiting) / 2 else "right"
    text = style.number(waiting[longest], 1)
    axes.annotate(text, (longest, waiting[longest]), (0, 3), textcoords="offset points", ha=side, fontsize=style.SMALL)
