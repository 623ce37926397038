"""The relational report of the manual, from the claims that are stored beside it; `make relations` makes those anew."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sim.study.relations.page import overview, sections
from sim.study.relations.running import RelationsReport, read_relations_report

STORED = Path(__file__).resolve().parents[1] / "stored" / "relations"


@cache
def stored() -> RelationsReport:
    """The report that the manual shows."""
    return read_relations_report(STORED)


def relations_overview() -> str:
    """Every experiment with the count of its verdicts."""
    return overview(stored(), links=False)


def relations_in_full() -> str:
    """Every experiment with its claims, and the maps of winners."""
    parts = []
    for group in stored().groups:
        parts += [f"### {group['title']}", *sections(stored(), group["name"])]
    return "\n\n".join(parts)
