"""The parameters of behaviour as one record of machine numbers, with the names that the decision points use."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from sim.behaviour.numbers import Numbers
from sim.scenario.rules import Switches
from sim.vocabulary import Class

LEVELS = 32
"""Levels that tables by level have; the last entry holds for all that are higher."""
SIZES = {"mix": 4, "ranks": len(Class), "ignore_by_level": LEVELS, "rework_by_level": LEVELS}
"""Entries of the numbers that are tables."""
SWITCHES = tuple(Switches.model_fields)


def _shapes() -> list[Any]:
    found: list[Any] = []
    for field in fields(Numbers):
        said = str(field.type)
        if said == "Switches":
            found.append((field.name, np.dtype([(switch, np.int64) for switch in SWITCHES])))
        elif said != "Law":  # laws have a table of their own
            kind = np.float64 if "float" in said else np.int64
            found.append((field.name, kind, (SIZES[field.name],)) if field.name in SIZES else (field.name, kind))
    return found


RECORD = np.dtype((np.record, _shapes()))
"""Whole numbers as int64, switches as 0 or 1."""


def record_of(b: Numbers) -> Any:
    """All numbers that are no laws, as one NumPy record.

    Parameters
    ----------
    b : Numbers
        As lowered from the scenario's rules.

    Returns
    -------
    numpy.record
        Of the type `RECORD`; tables by level are filled up with their last entry.
    """
    table = np.recarray((1,), dtype=RECORD)
    for name in RECORD.names or ():
        value = getattr(b, name)
        if name == "on":
            for switch in SWITCHES:
                table["on"][switch][0] = getattr(value, switch)
        elif name.endswith("_by_level"):
            table[name][0] = [*value, *[value[-1]] * (LEVELS - len(value))][:LEVELS]
        else:
            table[name][0] = value
    return table[0]
