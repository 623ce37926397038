"""Figures of a comparison, drawn from its finished tables by charts that know nothing of studies.

The charts stand to the right of this room, so this room does not reach for them: whoever sees both hands them in once
(`opens`), as a *gallery* of three things: the charts by name, the foot that says where numbers come from, and the way
to save a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputProblems, MissingFeature, Problem, nearest

if TYPE_CHECKING:
    from sim.study.compare import Comparison
    from sim.study.pool import Bench, Crew


@dataclass(frozen=True)
class Gallery:
    """What a study needs to know of figures.

    Attributes
    ----------
    charts : mapping of str to chart
        Each with ``table`` (name of the table it draws) and ``draw(table, measures, foot, language)``.
    foot : function
        Makes the foot of a figure; see `sim.show.style.Foot`.
    save : function
        Writes a figure into a folder under a name: ``save(figure, folder, name)``; gives the files written.
    studies : mapping of str to chart
        Those that show a study; see `sim.study.analysis.figures`.
    ablations : mapping of str to chart
        Those that show an ablation; see `sim.study.ablation.drawing`.
    """

    charts: Mapping[str, Any]
    foot: Callable[..., Any]
    save: Callable[[Any, Path, str], tuple[Path, ...]]
    studies: Mapping[str, Any] = field(default_factory=dict)
    ablations: Mapping[str, Any] = field(default_factory=dict)


_entrance: Callable[[], Gallery] | None = None

NOT_DISTINCT = {
    "en": "{which} cannot be told apart from another structure in this scenario",
    "zh": "{which}在此场景中与另一种结构没有区别",
}


def opens(entrance: Callable[[], Gallery]) -> None:
    """Say where the gallery is; it is entered only when a figure is asked for."""
    global _entrance
    _entrance = entrance


def gallery() -> Gallery:
    """The charts."""
    if _entrance is None:
        raise MissingFeature("charts are not at hand; import orgsim by its front door: import sim")
    return _entrance()


def draw(comparison: Comparison, name: str, language: str = "en") -> Any:
    """Draw one chart of a comparison.

    Parameters
    ----------
    comparison : Comparison
    name : str
        Name of the chart.
    language : {"en", "zh"}

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    InputProblems
        There is no chart of that name, or no such language.
    """
    from sim.measures.registry import measures

    open_gallery = gallery()
    for word, allowed in ((name, list(open_gallery.charts)), (language, list(NOT_DISTINCT))):
        if word not in allowed:
            message = f'"{word}" is unknown; expected {", ".join(allowed)}{nearest(word, allowed)}'
            raise InputProblems([Problem("chart", 0, 0, "", message)])
    chart = open_gallery.charts[name]
    alike = ", ".join(comparison.entrants.not_distinct)
    foot = open_gallery.foot(
        n=comparison.replications,
        seed=comparison.seed,
        fingerprint=comparison.fingerprint,
        scenario=comparison.scenario.title,
        scenario_zh=comparison.scenario.title_zh or comparison.scenario.title,
        notes=(NOT_DISTINCT[language].format(which=alike),) if alike else (),
        saturated=comparison.saturated,
    )
    return chart.draw(comparison.tables[chart.table], measures(), foot, language)


def draw_all(comparison: Comparison, folder: Path, language: str = "en", crew: Crew | None = None) -> list[Path]:
    """Draw every chart into a folder, as PNG and SVG.

    Parameters
    ----------
    comparison : Comparison
    folder : Path
        Made where it does not exist.
    language : {"en", "zh"}
    crew : Crew, optional
        Workers to share the work with.

    Returns
    -------
    list of Path
        Files written, in the order of the charts.
    """
    sheets = [Sheet(comparison, name, folder, language) for name in gallery().charts]
    done = [hang(None, sheet) for sheet in sheets] if crew is None else crew.each(hang, sheets)
    return [path for paths in done for path in paths]


@dataclass(frozen=True)
class Sheet:
    """One figure to be drawn and saved."""

    comparison: Comparison
    name: str
    folder: Path
    language: str


def hang(bench: Bench | None, sheet: Sheet) -> tuple[Path, ...]:
    """Draw a figure and save it under the name of its chart; the bench is not needed for it."""
    return gallery().save(draw(sheet.comparison, sheet.name, sheet.language), sheet.folder, sheet.name)
