"""Where the lead time goes: a campaign is late for one reason at a time, the one on its realised critical path.

Each day between start and end of a finished campaign is spent in exactly one state of the task that held it up, so
the parts of the bar sum to its mean lead time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure
from pandas import DataFrame

from sim.show import style, words
from sim.show.charts.hours import Fill, stacked
from sim.show.charts.registry import chart
from sim.show.style import Foot

PARTS: dict[str, dict[str, Fill]] = {
    "working": {
        "worked": Fill("#0072B2"),
        "rework": Fill("#C04F00", "///"),
    },
    "between": {
        "handover": Fill("#E69F00", ink=style.INK),
        "exchange": Fill("#FBE3AE", "///", style.INK),
        "decision": Fill("#B87F00"),
    },
    "waiting": {
        "waiting": Fill("#CFCFCF", ink=style.INK),
        "counterpart": Fill("#6E6E6E", "xxx"),
        "asset": Fill("#E3E3E3", "...", style.INK),
        "date": Fill("#F4F4F4", "\\\\\\", style.INK),
    },
}
"""Kind of state -> state -> fill, in the order of the bar."""


@chart("lead_time", table="lead_time")
def lead_time(table: DataFrame, measures: Mapping[str, Any], foot: Foot, language: str = "en") -> Figure:
    """Stacked bars of states along the critical path, per structure, in working days.

    Parameters
    ----------
    table : DataFrame
        ``structure, state, days`` (mean working days per finished campaign), ``n`` (finished campaigns).
    measures, foot, language
        See `sim.show.charts.registry.Draw`; no measure is needed here.

    Returns
    -------
    Figure
        A bar per structure, with the mean lead time and the number of campaigns at its end.
    """
    values, ends = {}, {}
    for name, rows in table.groupby("structure", sort=False):
        values[name] = {row.state: float(row.days) for row in rows.itertuples()}
        total = words.say("days", language, days=style.number(float(rows["days"].sum()), 1))
        campaigns = words.say("campaigns", language, n=style.number(float(rows["n"].max()), 0))
        ends[name] = (total, campaigns)
    places = min(1, style.decimals(sum(bar.values()) for bar in values.values()))
    title, subtitle = words.say("lead_time_title", language), words.say("lead_time_sub", language)
    return stacked(
        title, subtitle, values, ends, PARTS, words.STATES, places, words.say("unit_days", language), foot, language
    )
