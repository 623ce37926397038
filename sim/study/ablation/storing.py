"""An ablation lies in the folder of its study: tables that say what their columns mean, a page, and a figure.

All of it is made from the runs, so it is written anew whenever the ablation is asked for; the runs are not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from sim.study.ablation.words import ENGLISH, Tongue
from sim.study.figures import gallery
from sim.study.known.pages import html
from sim.study.sweep.parts import keep, written

if TYPE_CHECKING:
    from sim.study.ablation.ablation import Ablation

MEANINGS = {
    "measure": "name of the measure, whose unit the values have",
    "rule": "rule that is off; none: all rules are on",
    "structure": "name of the structure; in claims, of the better one",
    "other": "name of the structure that is worse with all rules on",
    "n": "replications in which both sides are defined",
    "on": "mean with the rule on",
    "off": "mean with the rule off",
    "mean": "mean paired difference, off minus on",
    "low": "lower limit of the simultaneous 95 % interval",
    "high": "upper limit of the simultaneous 95 % interval",
    "p": "two-sided p-value, Student's t",
    "p_holm": "the same, adjusted for the family (Holm 1979)",
    "family": "number of intervals that hold together",
    "saturated_on": "saturated runs with the rule on",
    "saturated_off": "saturated runs with the rule off",
    "overloaded_on": "whether most runs with the rule on are saturated, so that there is no mean",
    "overloaded_off": "whether most runs with the rule off are saturated, so that there is no mean",
    "lead": "by how much the structure is better than the other, positive",
    "standing": "stands, falls (cannot be told from zero), turns (the opposite), saturated",
    "part": "part of the lead that went with the rule: lead with all rules on minus lead with it off",
    "part_low": "lower limit of its simultaneous 95 % interval",
    "part_high": "upper limit of its simultaneous 95 % interval",
    "winner": "structure whose lead over every rival excludes zero; empty where there is none",
    "best": "structure with the best mean",
    "level": "structures that cannot be told from the best",
    "order": "structures by their mean, best first",
}
"""Columns of the tables -> what they mean."""
TABLES = ("effects", "claims", "winners")


def store(found: Ablation, tongue: Tongue = ENGLISH) -> None:
    """Write tables, page and figure of an ablation into its folder."""
    for name in TABLES:
        keep(found.folder / f"{name}.parquet", written(_table(getattr(found, name))))
    figure = found.chart(language=tongue.language)
    _, drawn = gallery().save(figure, found.folder / "figures", "ablation")
    text = found.page(tongue.language, tongue.called)
    keep(found.folder / "index.md", text.encode())
    picture = re.sub(r"\A.*?(?=<svg)", "", drawn.read_text(encoding="utf-8"), flags=re.DOTALL)
    keep(found.folder / "index.html", html(text, {"figures/ablation.svg": picture}, tongue.language).encode())


def _table(frame: pd.DataFrame) -> pa.Table:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    fields = [field.with_metadata({"meaning": MEANINGS[field.name]}) for field in table.schema]
    return table.cast(pa.schema(fields))
