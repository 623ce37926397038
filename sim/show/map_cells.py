"""The cells of a map of winners: their fill, what stands in them, and the borders between territories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from pandas import DataFrame

from sim.show import fonts, style, words
from sim.show.study_words import level
from sim.show.style import Look

LETTER = 13.0
PALE_SHARE = 0.24
"""How much of the colour is left where nothing is decided."""
EMPTY = "#f4f4f4"
"""Fill where nobody can win."""
SIGNS = {"overloaded": "†", "infeasible": "‡", "failed": "!", "undefined": "?"}
"""Column of the table -> sign behind the letter of a structure that does not contend, for that reason."""

Held = dict[tuple[int, int], tuple[str, bool]]
"""Column and row of a cell -> who is best there, and whether that is decided."""
Border = tuple[list[float], list[float], bool]
"""Ends of a line, across and upwards, and whether both sides of it are decided."""


def lettered(names: Sequence[str], language: str) -> dict[str, str]:
    """A letter for each structure: its first one, as many more as make it its own, else its number."""
    called = {name: words.structure(name, language) for name in names}
    for length in (1, 2, 3):
        letters = {name: text[:length] for name, text in called.items()}
        if len(set(letters.values())) == len(letters):
            return letters
    return {name: str(number) for number, name in enumerate(names, start=1)}


def held(table: DataFrame, xs: Sequence[Any], ys: Sequence[Any]) -> Held:
    """Who holds each cell."""
    return {(xs.index(row.x), ys.index(row.y)): (row.best, bool(row.decided)) for row in table.itertuples()}


def borders(cells: Held) -> list[Border]:
    """Lines between neighbouring cells in which not the same structure is best."""
    found: list[Border] = []
    for (x, y), (best, sure) in cells.items():
        right, above = cells.get((x + 1, y)), cells.get((x, y + 1))
        if right and right[0] != best:
            found.append(([x + 0.5, x + 0.5], [y - 0.5, y + 0.5], sure and right[1]))
        if above and above[0] != best:
            found.append(([x - 0.5, x + 0.5], [y + 0.5, y + 0.5], sure and above[1]))
    return found


def draw_cells(
    axes: Axes,
    table: DataFrame,
    levels: tuple[Sequence[Any], Sequence[Any]],
    looks: Mapping[str, Look],
    letters: Mapping[str, str],
    wide: float,
) -> None:
    """The grid: fill, letters, lead, and who is out; then the borders between territories.

    A cell of no given width is too narrow for more than one letter and the signs.
    """
    xs, ys = levels
    places = style.decimals(table["lead"])
    for row in table.itertuples():
        at = (xs.index(row.x), ys.index(row.y))
        axes.add_patch(_fill(at, row, looks))
        out = {sign: split(getattr(row, column)) for column, sign in SIGNS.items()}
        text = [(_head([letters[name] for name in [row.best, *split(row.level)] if name], wide), LETTER, "bold")]
        if wide and isfinite(row.lead):
            text.append((style.number(row.lead, places), style.SMALL, "normal"))
        if any(out.values()):
            said = " ".join(letters[name] + sign for sign, names in out.items() for name in names)
            signs = "".join(sign for sign, names in out.items() if names)
            text.append((fonts.shorten(said, wide, style.SMALL) if wide else signs, style.SMALL, "normal"))
        _stack(axes, at, text, plate=bool(row.decided))
    axes.set_xlim(-0.5, len(xs) - 0.5)
    axes.set_ylim(-0.5, len(ys) - 0.5)
    axes.set_xticks(range(len(xs)), [level(value) for value in xs])
    axes.set_yticks(range(len(ys)), [level(value) for value in ys])
    for x, y, sure in borders(held(table, xs, ys)):
        kind: dict[str, Any] = {"linestyle": "-" if sure else (0, (3, 2)), "linewidth": 2.6, "zorder": 4}
        axes.plot(x, y, color=style.INK, **kind)


def split(names: Any) -> list[str]:
    """Names that stand in one text, separated by commas."""
    return str(names).split(",") if names else []


def _head(level_with: Sequence[str], wide: float) -> str:
    """Who is best, and who is level with it, as many as there is room for."""
    for shown in range(len(level_with), 1, -1):
        text = "≈".join(level_with[:shown]) + ("…" if shown < len(level_with) else "")
        if fonts.width(text, LETTER, bold=True) <= wide:
            return text
    return "".join(level_with[:1]) + ("≈" if len(level_with) > 1 else "") if level_with else "–"


def _fill(at: tuple[int, int], row: Any, looks: Mapping[str, Look]) -> Rectangle:
    corner = (at[0] - 0.5, at[1] - 0.5)
    kind: dict[str, Any] = {"linewidth": 1.2, "edgecolor": "white", "zorder": 1}
    if not row.best:
        return Rectangle(corner, 1, 1, **{**kind, "facecolor": EMPTY, "edgecolor": style.RULE})
    one = looks[row.best]
    if row.decided:
        return Rectangle(corner, 1, 1, facecolor=one.colour, hatch=one.hatch, **kind)
    return Rectangle(corner, 1, 1, facecolor=pale(one.colour), **kind)


def pale(colour: str) -> tuple[float, float, float]:
    """The colour of a structure where it leads without having won."""
    red, green, blue = (1.0 - PALE_SHARE * (1.0 - part) for part in to_rgb(colour))
    return red, green, blue


def _stack(axes: Axes, at: tuple[int, int], text: Sequence[tuple[str, float, str]], plate: bool) -> None:
    """Lines of text about the middle of a cell, on a white plate where the fill is strong."""
    pitch = [size * 1.18 for _, size, _ in text]
    top = sum(pitch) / 2
    for (line, size, weight), step in zip(text, pitch, strict=True):
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2} if plate else None
        axes.annotate(
            line,
            at,
            (0, top - step / 2),
            textcoords="offset points",
            ha="center",
            va="center_baseline",
            fontsize=size,
            fontweight=weight,
            color=style.INK,
            bbox=box,
            zorder=5,
        )
        top -= step
