"""The numbers that stand in a log and what they mean: kinds of moment, states, bookings, verbs."""

from __future__ import annotations

from markdown import table

from sim.log import schema
from sim.vocabulary import Kind


def moments() -> str:
    """Kinds of moment in the order in which simultaneous ones run."""
    return table(("Rank", "Kind"), [(int(kind), kind.name.replace("_", " ").lower()) for kind in Kind])


def log_columns() -> str:
    """Columns of the event log."""
    columns = schema()["columns"]
    return table(("Column", "Unit", "Meaning"), [(f"`{one['name']}`", one["unit"], one["meaning"]) for one in columns])


def log_verbs() -> str:
    """Verbs of the event log and what their columns hold."""
    rows = [
        (
            verb["number"],
            f"`{verb['name']}`",
            "; ".join(f"`{column}` {detail['meaning']}" for column, detail in verb["columns"].items()),
        )
        for verb in schema()["verbs"]
    ]
    return table(("Number", "Verb", "Columns that carry meaning"), rows)


def codes() -> str:
    """The numbers of every enumeration but the verbs."""
    rows = [
        (f"`{name}`", ", ".join(f"{number} {member}" for member, number in members.items()))
        for name, members in schema()["codes"].items()
        if name != "Verb"
    ]
    return table(("Enumeration", "Numbers"), rows)
