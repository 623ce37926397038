"""Figures of a study, drawn from its table by charts that know nothing of studies.

As for a comparison, the charts stand to the right of this room and are handed in as a gallery; what is done here is to
make the table that a chart draws, and the foot that says where its numbers come from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from sim.errors import InputProblems, Problem, nearest
from sim.study.analysis.effects import effects_of
from sim.study.analysis.experiment import experiment_of
from sim.study.analysis.indices import indices
from sim.study.analysis.landscape import landscape
from sim.study.analysis.maps import winners
from sim.study.figures import gallery

LANGUAGES = ("en", "zh")
VARIED = {"en": "replications per place: {low} to {high}", "zh": "每处重复次数：{low} 至 {high}"}


def draw(frame: pd.DataFrame, name: str, language: str = "en", **asked: Any) -> Any:
    """Draw one chart of a study.

    Parameters
    ----------
    frame : DataFrame
        The table of a study.
    name : str
        Name of the chart.
    language : {"en", "zh"}
    **asked
        What the table is made of where it is not the declared: ``measure``; for the map ``factors`` (across, upwards);
        for the tornado ``pair`` (two structures).

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    InputProblems
        There is no chart of that name, no such language, or the study has not what the chart shows.
    """
    from sim.measures.registry import measures

    charts = gallery().studies
    for word, allowed in ((name, list(charts)), (language, list(LANGUAGES))):
        if word not in allowed:
            message = f'"{word}" is unknown; expected {", ".join(allowed)}{nearest(word, allowed)}'
            raise InputProblems([Problem("chart", 0, 0, "", message)])
    chart = charts[name]
    table = TABLES[chart.table](frame, **asked)
    return chart.draw(table, measures(), _foot(frame, table, language), language)


def contrast(frame: pd.DataFrame, pair: Sequence[str] | None = None, measure: str | None = None) -> pd.DataFrame:
    """What moves the result: the contest of two structures, or indices where each point has one structure only."""
    land = landscape(frame, measure)
    met = ((land.runs > 0) | land.infeasible | land.failed).sum(axis=1)
    return indices(frame, measure) if met.max() < 2 else effects_of(land, pair)


TABLES: Mapping[str, Callable[..., pd.DataFrame]] = {"winners": winners, "effects": contrast}
"""Tables that charts of a study draw, by name."""


def _foot(frame: pd.DataFrame, table: pd.DataFrame, language: str) -> Any:
    """Where the numbers of the figure come from."""
    experiment = experiment_of(frame)
    counts = table.loc[table["n"] > 0, "n"] if "n" in table else pd.Series([table.attrs["n"]])
    low, high = (int(counts.min()), int(counts.max())) if len(counts) else (0, 0)
    return gallery().foot(
        n=low,
        seed=experiment.seed,
        fingerprint=experiment.fingerprint,
        scenario=experiment.title,
        scenario_zh=experiment.title_zh,
        notes=(VARIED[language].format(low=low, high=high),) if high > low else (),
    )
