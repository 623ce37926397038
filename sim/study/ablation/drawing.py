"""The figure of an ablation: what the rules that matter most do to each structure.

The chart itself stands to the right of this room and knows no study; what is made here is the table that it draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.errors import InputProblems, Problem, nearest
from sim.study.ablation.rules import rules
from sim.study.figures import gallery

if TYPE_CHECKING:
    from sim.study.ablation.ablation import Ablation

MOST = 8
"""Rules in a panel."""


def draw(found: Ablation, name: str = "ablation", language: str = "en") -> Any:
    """Draw the figure.

    Raises
    ------
    InputProblems
        There is no chart of that name, or no such language.
    """
    from sim.measures.registry import measures

    charts = gallery().ablations
    for word, allowed in ((name, list(charts)), (language, ["en", "zh"])):
        if word not in allowed:
            message = f'"{word}" is unknown; expected {", ".join(allowed)}{nearest(word, allowed)}'
            raise InputProblems([Problem("chart", 0, 0, "", message)])
    told, table = found.declared, drawn_table(found)
    title = told["title"].partition(": ")[2]
    foot = gallery().foot(
        n=told["replications"]["most"],
        seed=told["seed"],
        fingerprint=told["fingerprint"],
        scenario=title,
        scenario_zh=told["title_zh"].partition("：")[2] or title,
    )
    return charts[name].draw(table, measures(), foot, language)


def drawn_table(found: Ablation) -> pd.DataFrame:
    """Effects of the rules with the largest ones, measure by measure, largest first, each with its name for people."""
    pieces = []
    for measure in found.measures:
        rows = found.effects[found.effects["measure"] == measure]
        size = rows["mean"].abs().groupby(rows["rule"]).max()
        first = size[size > 0.0].sort_values(ascending=False, kind="stable").index[:MOST]
        piece = rows[rows["rule"].isin(first)].copy()
        piece["place"] = piece["rule"].map({rule: place for place, rule in enumerate(first)})
        pieces.append(piece.sort_values("place", kind="stable"))
    table = pd.concat(pieces, ignore_index=True)
    known = rules()
    table["label"] = [known[rule].called("en") for rule in table["rule"]]
    table["label_zh"] = [known[rule].called("zh") for rule in table["rule"]]
    table.attrs["structures"] = list(found.declared["structures"])
    return table
