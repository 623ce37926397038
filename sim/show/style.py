"""How every figure looks: one palette, one page, one foot that says where the numbers come from, and one way to save.

Colours are those of Okabe and Ito (2008), told apart by people who do not see all colours; grey stands for the yellow,
which is lost on white. Each comes with its own marker, hatch and line, so that a figure survives greyscale. Nothing
here touches the global state of matplotlib, and the same figure saved twice is the same file, byte for byte: no
dates, no versions, a fixed salt for identifiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import floor, isfinite, log10
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory
from pandas import DataFrame

from sim.show import fonts, words

INK = "#222222"
QUIET = "#5c5c5c"
RULE = "#c8c8c8"
PALE = "#ececec"
SMALL = 9.0
"""Smallest font size, in points; nothing in a figure is smaller."""
TITLE = 13.0
MARGIN = 0.3
"""White border of a page, in inches."""
_LINE = 1.42
"""Line pitch as a multiple of the font size."""
_DRAWING = {
    *("agg", "axes", "figure", "font", "grid", "hatch", "legend", "lines", "markers", "mathtext"),
    *("patch", "path", "savefig", "svg", "text", "xtick", "ytick"),
}
"""Families of matplotlib's settings that change a drawing, so that a reader's own do not."""


@dataclass(frozen=True)
class Look:
    """What tells one structure from another: colour, and three signs that survive greyscale."""

    colour: str
    marker: str
    hatch: str
    line: str | tuple[int, tuple[int, ...]]


LOOKS = (
    Look("#0072B2", "o", "", "-"),
    Look("#E69F00", "s", "//", "--"),
    Look("#009E73", "^", "..", "-."),
    Look("#D55E00", "D", "\\\\", (0, (1, 1))),
    Look("#CC79A7", "v", "xx", (0, (6, 2, 1, 2, 1, 2))),
    Look("#56B4E9", "P", "++", (0, (8, 3))),
    Look("#000000", "X", "--", (0, (3, 3))),
    Look("#999999", "*", "||", (0, (1, 3))),
)


def look(index: int) -> Look:
    """Look of the structure with this place in the order; after eight, markers go on and colours begin again."""
    first = LOOKS[index % len(LOOKS)]
    return Look(first.colour, LOOKS[(index + index // len(LOOKS)) % len(LOOKS)].marker, first.hatch, first.line)


@dataclass(frozen=True)
class Foot:
    """Where the numbers of a figure come from; drawn at its foot.

    Attributes
    ----------
    n : int
        Replications.
    seed : int
        Seed of the study.
    fingerprint : str
        Fingerprint of the result.
    scenario, scenario_zh : str
        Title of the scenario, in English and Chinese.
    interval : str
        Coverage of the intervals, such as ``95 %``.
    notes : tuple of str
        Further sentences, in the language of the figure.
    saturated : mapping of str to int
        Structure -> number of replications in which work waiting grew without end; those without any may be left out.
    """

    n: int
    seed: int
    fingerprint: str
    scenario: str
    scenario_zh: str
    interval: str = "95 %"
    notes: tuple[str, ...] = ()
    saturated: Mapping[str, int] = field(default_factory=dict)

    def sentences(self, language: str, interval: bool, extra: Iterable[str] = ()) -> list[str]:
        """Sentences of the foot.

        Parameters
        ----------
        language : {"en", "zh"}
            Language.
        interval : bool
            Whether the figure shows intervals; a figure of plain means does not claim them.
        extra : iterable of str
            Notes of the chart itself, put before those of the study.
        """
        say = words.say
        runs = [say("foot_runs" if interval else "foot_means", language, n=self.n)]
        runs += [say("foot_seed", language, seed=self.seed)]
        runs += [say("foot_interval", language, interval=self.interval)] if interval else []
        short = self.fingerprint[:8] + ("…" if len(self.fingerprint) > 8 else "")
        runs += [say("foot_result", language, fingerprint=short)]
        hit = [
            say("of", language, structure=words.structure(name, language), k=k, n=self.n)
            for name, k in self.saturated.items()
            if k
        ]
        comma = say("comma", language)
        sentences = [self.scenario_zh if language == "zh" else self.scenario, comma.join(runs)]
        sentences += [say("foot_saturated", language, which=comma.join(hit))] if hit else []
        return [sentence for sentence in [*sentences, *extra, *self.notes] if sentence]


@contextmanager
def context() -> Iterator[None]:
    """Our style while drawing and saving; the reader's own settings come back afterwards."""
    settings: dict[Any, Any] = {
        "font.family": fonts.families(),
        "font.size": 10.0,
        "axes.titlesize": 10.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.labelsize": SMALL,
        "axes.labelcolor": QUIET,
        "axes.edgecolor": RULE,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "text.color": INK,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "xtick.color": RULE,
        "ytick.color": RULE,
        "xtick.labelcolor": QUIET,
        "ytick.labelcolor": INK,
        "grid.color": PALE,
        "grid.linewidth": 0.8,
        "hatch.linewidth": 0.9,
        "lines.solid_capstyle": "butt",
        "svg.hashsalt": "orgsim",
        "svg.fonttype": "path",
        "savefig.dpi": "figure",
    }
    plain: dict[Any, Any] = {
        name: value for name, value in matplotlib.rcParamsDefault.items() if name.split(".")[0] in _DRAWING
    }
    with matplotlib.rc_context({**plain, **settings}):
        yield


def page(
    title: str,
    subtitle: str,
    foot: Foot | None,
    language: str,
    *,
    width: float,
    body: float,
    interval: bool = True,
    extra: Iterable[str] = (),
) -> Figure:
    """An empty page: title and subtitle on top, the foot below, room for panels between.

    Parameters
    ----------
    title, subtitle : str
        What is shown, with its unit; how to read it. Both are broken into lines.
    foot : Foot or None
        Where the numbers come from; None for a figure that shows no result.
    language : {"en", "zh"}
        Language.
    width, body : float
        Width of the page and height of the room for panels, in inches.
    interval, extra
        As in `Foot.sentences`.

    Returns
    -------
    Figure
        Its layout engine keeps all axes inside the room for panels.
    """
    free = width - 2 * MARGIN
    sentences = "  ·  ".join(foot.sentences(language, interval, extra)) if foot else ""
    below = [line.strip(" ·") for line in fonts.wrap(sentences, free, SMALL)] if foot else []
    blocks = [(fonts.wrap(title, free, TITLE, bold=True), TITLE, "bold", INK)]
    blocks += [(fonts.wrap(subtitle, free, 10.0), 10.0, "normal", QUIET)] if subtitle else []
    head = MARGIN + sum(len(lines) * size * _LINE / 72 for lines, size, _, _ in blocks) + 0.14
    base = MARGIN + len(below) * SMALL * _LINE / 72 + (0.12 if below else 0.0)
    height = head + body + base
    figure = Figure(figsize=(width, height), dpi=150, facecolor="white")
    top = height - MARGIN
    for lines, size, weight, colour in blocks:
        for line in lines:
            _print(figure, top, line, size, weight, colour)
            top -= size * _LINE / 72
    if below:
        ends = [MARGIN / width, 1 - MARGIN / width]
        figure.add_artist(Line2D(ends, [(base - 0.06) / height] * 2, color=RULE, linewidth=0.8, in_layout=False))
    for number, line in enumerate(below):
        _print(figure, base - 0.12 - number * SMALL * _LINE / 72, line, SMALL, "normal", QUIET)
    figure.set_layout_engine(
        "constrained",
        rect=(MARGIN / width, base / height, 1 - 2 * MARGIN / width, body / height),
        w_pad=0.04,
        h_pad=0.04,
        wspace=0.04,
        hspace=0.04,
    )
    return figure


def _print(figure: Figure, inches: float, line: str, size: float, weight: str, colour: str) -> None:
    width, height = figure.get_size_inches()
    place = {"x": MARGIN / width, "y": inches / height, "s": line}
    figure.text(**place, va="top", fontsize=size, fontweight=weight, color=colour, in_layout=False)


def nothing(foot: Foot, language: str) -> Figure:
    """The page that stands where a table has no rows."""
    figure = page(words.say("nothing", language), "", foot, language, width=8.0, body=0.3, interval=False)
    figure.set_layout_engine("none")
    return figure


def freeze(figure: Figure) -> Figure:
    """Lay the figure out once and for all, so that every later drawing of it is the same."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    return figure


def save(figure: Figure, folder: str | Path, name: str) -> tuple[Path, Path]:
    """Write a figure as PNG (150 dots per inch) and SVG (text as outlines, so no font is needed to read it).

    Parameters
    ----------
    figure : Figure
        Any figure of ours.
    folder : str or Path
        Made where it does not exist.
    name : str
        File name without suffix.

    Returns
    -------
    tuple of Path
        The PNG and the SVG.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    png, svg = target / f"{name}.png", target / f"{name}.svg"
    with context():
        figure.savefig(png, dpi=150, metadata={"Software": None})
        figure.savefig(svg, metadata={"Date": None, "Creator": None})
    svg.write_bytes(with_plain_clips(svg.read_bytes()))
    return png, svg


def with_plain_clips(svg: bytes) -> bytes:
    """The same drawing with its clip paths numbered; Matplotlib names them after places in memory, which change."""
    for number, name in enumerate(dict.fromkeys(re.findall(rb'<clipPath id="(\w+)"', svg))):
        svg = re.sub(rb"\b%s\b" % name, b"clip%d" % number, svg)
    return svg


def structures(table: DataFrame) -> dict[str, Look]:
    """Look of every structure that a table shows, in the order of the study, else of first appearance."""
    shown = list(dict.fromkeys(str(name) for name in table["structure"]))
    every = [str(name) for name in table.attrs.get("structures", shown)]
    places = {name: place for place, name in enumerate(dict.fromkeys([*every, *shown]))}
    return {name: look(place) for name, place in places.items() if name in shown}


def decimals(values: Iterable[float]) -> int:
    """Decimals that show the largest of some numbers with three digits, at most three of them after the point."""
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    return min(3, max(0, 2 - floor(log10(largest)))) if largest > 0 else 0


def number(value: float, places: int, sign: bool = False) -> str:
    """A number as people write it: thousands apart, a real minus, and no negative zero."""
    text = f"{value:+,.{places}f}" if sign else f"{value:,.{places}f}"
    if not any(digit in text for digit in "123456789"):
        text = text.lstrip("+-")
    return text.replace("-", "−")


def valued(value: float, places: int, unit: str, sign: bool = False) -> str:
    """A number with its unit; a unit of many letters is left to the head of the panel."""
    text = number(value, places, sign)
    return f"{text} {unit}" if unit and fonts.width(unit, SMALL) <= 0.75 else text


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels as little as needed for a gap between neighbours, keeping their order.

    Parameters
    ----------
    places : sequence of float
        Where the labels would like to be.
    gap : float
        Least distance.
    low, high : float
        Limits; where all do not fit, the upper one gives way.

    Returns
    -------
    list of float
        Places in the order given.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = [0.0] * len(places)
    floor_now = low
    for index in order:
        moved[index] = max(places[index], floor_now)
        floor_now = moved[index] + gap
    ceiling = max(high, low + gap * (len(places) - 1))
    for index in reversed(order):
        moved[index] = min(moved[index], ceiling)
        ceiling = moved[index] - gap
    return moved


def beside(axes: Axes, x: float, y: float, text: str, **kind: Any) -> None:
    """A label at a share of the panel's width (1 is its right edge) and a height in its own numbers."""
    axes.text(x, y, text, transform=blended_transform_factory(axes.transAxes, axes.transData), **kind)
