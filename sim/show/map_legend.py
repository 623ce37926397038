"""The legend of a map of winners: what its letters, fills, lines and signs mean, and nothing that it does not show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from pandas import DataFrame

from sim.show import fonts, style, words
from sim.show.map_cells import EMPTY, SIGNS, Border, pale
from sim.show.study_words import say
from sim.show.style import Look

ROOM = 1.7
"""Width of an entry at most, in inches."""

Handle = Patch | Line2D


def handles(
    table: DataFrame,
    looks: Mapping[str, Look],
    letters: Mapping[str, str],
    borders: Sequence[Border],
    language: str,
) -> list[Handle]:
    """Entries of the legend; for a map of points where there are no letters."""
    found: list[Handle] = [_structure(name, one, letters, language) for name, one in looks.items()]
    best = table["best"].astype(bool)
    quiet = style.QUIET
    if (best & ~table["decided"].astype(bool)).any():
        text = say("map_undecided", language)
        if letters:
            found.append(Patch(facecolor=pale(quiet), edgecolor=style.RULE, label=text + "  ≈"))
        else:
            found.append(Line2D([], [], marker="o", linestyle="", color=quiet, markerfacecolor="white", label=text))
    if not best.all():
        text = say("map_nobody", language)
        if letters:
            found.append(Patch(facecolor=EMPTY, edgecolor=style.RULE, label=text + "  –"))
        else:
            found.append(Line2D([], [], marker="x", linestyle="", color=quiet, label=text))
    kinds: tuple[tuple[bool, str, Any], ...] = (
        (True, "map_border", "-"),
        (False, "map_border_open", (0, (2.2, 1.5))),
    )
    for sure, name, line in kinds:
        if any(border[2] == sure for border in borders):
            label = _broken(say(name, language))
            found.append(Line2D([], [], color=style.INK, linewidth=2.6, linestyle=line, label=label))
    for column in SIGNS if letters else ():
        if table[column].astype(bool).any():
            label = _broken(say(f"map_{column}", language))
            found.append(Patch(facecolor="none", edgecolor="none", label=label))
    return found


def _structure(name: str, one: Look, letters: Mapping[str, str], language: str) -> Handle:
    called = fonts.shorten(words.structure(name, language), ROOM, style.SMALL)
    if letters:
        return Patch(facecolor=one.colour, hatch=one.hatch, edgecolor="white", label=f"{letters[name]}  {called}")
    return Line2D([], [], marker=one.marker, linestyle="", color=one.colour, label=called)


def _broken(text: str) -> str:
    return "\n".join(fonts.wrap(text, ROOM, style.SMALL))
