"""The ablation tables of the manual, from the runs that are stored beside it; `make ablation` makes those anew."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sim.study.ablation.ablation import Ablation, read_ablation
from sim.study.ablation.page import heading, meanings, tables

STORED = Path(__file__).resolve().parents[1] / "stored" / "ablation"


@cache
def stored() -> Ablation:
    """The ablation that the manual shows."""
    return read_ablation(STORED)


def ablation_tables() -> str:
    """What was done, the effects of each rule on each headline measure, and the claims that hang on it."""
    return "\n\n".join([heading(stored()), *tables(stored())])


def ablation_rules() -> str:
    """Every rule that was switched off, by which parameters, and what that means."""
    return meanings(stored())
