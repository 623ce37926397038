"""The library of campaign kinds, told in a table: what each asks for and where its numbers stand."""

from __future__ import annotations

import tomllib
from pathlib import Path

from markdown import table

from sim.scenario.campaigns import CampaignKind
from sim.scenario.laws import mean

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios" / "library" / "kinds.toml"


def kinds() -> str:
    """Each kind of the library: tasks, hours, sign-offs, couplings, how it comes and when it is due."""
    rows = []
    for given in tomllib.loads(LIBRARY.read_text("utf-8"))["kind"]:
        kind = CampaignKind.model_validate(given)
        hours = sum(mean(task.hours.lower()) for task in kind.task)
        rows.append(
            (
                f"`{kind.name}`",
                len(kind.task),
                f"{hours:g}",
                sum(task.gate is not None for task in kind.task),
                sum(len(task.asks) for task in kind.task),
                sum(task.asset is not None for task in kind.task),
                f"{kind.priority:g}",
                "never" if kind.due_days is None and not kind.dates else due(kind),
            )
        )
    heads = ("Kind", "Tasks", "Mean hours at skill 1", "Sign-offs", "Couplings", "Assets", "Priority", "Due")
    return table(heads, rows)


def due(kind: CampaignKind) -> str:
    """When a kind is due, in words."""
    if kind.due_days is None:
        return "on its date"
    days = f"{mean(kind.due_days.lower()):g} days"
    return f"{days} after its date" if kind.dates or kind.lead_days else f"{days} after arrival (mean)"
