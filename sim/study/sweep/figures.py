"""The figures of a study are drawn when it is finished, each chart that has something to show, as PNG and SVG."""

from __future__ import annotations

from pathlib import Path

from sim.errors import InputProblems
from sim.study.figures import gallery
from sim.study.sweep.results import StudyResults

FOLDER = "figures"


def hang(results: StudyResults, language: str = "en") -> list[Path]:
    """Draw every chart of a study into its folder.

    Parameters
    ----------
    results : StudyResults
    language : {"en", "zh"}

    Returns
    -------
    list of Path
        Files written; a chart of two factors is left out where only one was varied.
    """
    opened = gallery()
    files: list[Path] = []
    for name in getattr(opened, "studies", {}):
        try:
            figure = results.chart(name, language)
        except InputProblems:  # the study has not what the chart shows
            continue
        files += opened.save(figure, results.folder / FOLDER, name)
    return files
