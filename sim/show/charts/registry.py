"""A chart is one decorated function; its name, and the table it draws, are all that the rest of the house knows.

Most charts show one comparison; some show a study, which compares at many points, or an ablation. Each says which.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, Protocol

from matplotlib.figure import Figure
from pandas import DataFrame

from sim.show import charts as folder
from sim.show import fonts, style
from sim.show.style import Foot

Shown = Literal["comparison", "study", "ablation"]
"""What a chart shows."""


class Draw(Protocol):
    """Anything that turns a finished table into a figure."""

    def __call__(self, table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
        """Draw the table.

        Parameters
        ----------
        table : DataFrame
            The columns are given by the chart's own docstring. ``table.attrs["structures"]``, where present, is the
            order of all structures of the study, so that each keeps its colour in every figure; else the order of
            first appearance counts.
        measures : mapping of str to object
            Declarations of the measures, with ``title``, ``title_zh``, ``unit``, ``unit_zh`` and ``direction``
            (-1 lower is better, +1 higher, 0 neither).
        foot : Foot
            Where the numbers come from.
        language : {"en", "zh"}
            Language of the labels.
        """


@dataclass(frozen=True)
class Chart:
    """A registered chart: its name, the name of the table it draws, the function that draws it, and what it shows."""

    name: str
    table: str
    draw: Draw
    of: Shown = "comparison"


_CHARTS: dict[str, Chart] = {}


def chart(name: str, *, table: str, of: Shown = "comparison") -> Callable[[Draw], Draw]:
    """Register a function as a chart.

    The function is called inside our own drawing style, with a language that the fonts can draw, and never with an
    empty table: a figure that says so takes its place.

    Parameters
    ----------
    name : str
        Name of the chart, as a user types it.
    table : str
        Name of the table it draws.
    of : {"comparison", "study", "ablation"}
        What it shows.
    """

    def register(function: Draw) -> Draw:
        @wraps(function)
        def draw(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
            with style.context():
                settled = fonts.settle(language)
                figure = style.nothing(foot, settled) if table.empty else function(table, measures, foot, settled)
                return style.freeze(figure)

        _CHARTS[name] = Chart(name, table, draw, of)
        return draw

    return register


def charts(of: Shown = "comparison") -> dict[str, Chart]:
    """Every chart of a comparison, of a study or of an ablation, by name, in alphabetical order."""
    for module in pkgutil.iter_modules(folder.__path__, folder.__name__ + "."):
        importlib.import_module(module.name)
    return {name: one for name, one in sorted(_CHARTS.items()) if one.of == of}
