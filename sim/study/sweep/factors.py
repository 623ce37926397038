"""A factor is something an experiment varies: a lever, which managers choose, or an uncertainty, which the world does.

Most factors are one parameter of the scenario, named as ``--set`` names it, with a list of values or a range. A
*bundle* is a factor of our own making whose every level sets several parameters together (twice the people and twice
the work), or scales what the scenario says of them. Which structure the staff is arranged in is a factor like others;
it has no path, so it is named apart.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import floor
from typing import Any, Literal

from sim.scenario.positions import KeyPath

Value = int | float | bool | str
Kind = Literal["lever", "uncertainty"]
RESERVED = (
    *("point", "status", "structure", "replication", "seed", "distinct", "saturated", "moments", "digest", "run"),
    *("structures", "scenario", "sample", "departures"),
)
"""Columns of a study's table and of its design; no factor can have such a name."""


@dataclass(frozen=True)
class Level:
    """One value of a factor, and what it does to the scenario.

    Attributes
    ----------
    value : int, float, bool or str
        What stands in the table.
    sets : tuple of (str, value)
        Parameters and what they become.
    scales : tuple of (str, float)
        Parameters and what their value in the scenario is multiplied by.
    """

    value: Value
    sets: tuple[tuple[str, Any], ...] = ()
    scales: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Factor:
    """Something that is varied.

    Attributes
    ----------
    name : str
        Path of the parameter, or name of the bundle; the name of its column.
    kind : {"lever", "uncertainty"}
        Whether managers or the world choose it.
    label, label_zh, unit, unit_zh : str
        For people; empty where the file says nothing.
    levels : tuple of Level
        In the order of the file; empty where a range is given.
    low, high : float or None
        Limits of a range, in the unit of the parameter.
    integer : bool
        Whether only whole numbers of the range count.
    where : KeyPath
        Where the file declares it.
    """

    name: str
    kind: Kind
    label: str
    label_zh: str
    unit: str
    unit_zh: str
    levels: tuple[Level, ...]
    low: float | None
    high: float | None
    integer: bool
    where: KeyPath

    def at(self, position: float) -> Level:
        """The level at a position between 0 and 1: that part of the range, or of the list, each entry as likely."""
        if self.levels:
            return self.levels[min(floor(position * len(self.levels)), len(self.levels) - 1)]
        assert self.low is not None, "read_factors gives a list or a range"
        assert self.high is not None
        if self.integer:
            count = round(self.high - self.low) + 1
            return self.of(round(self.low) + min(floor(position * count), count - 1))
        return self.of(self.low + position * (self.high - self.low))

    def of(self, value: Any) -> Level:
        """A level of a single parameter."""
        return Level(shown(value), ((self.name, value),))

    def declared(self) -> dict[str, Any]:
        """What is known of the factor, ready for JSON."""
        words = {"label": self.label or self.name.rsplit(".", 1)[-1].replace("_", " "), "label_zh": self.label_zh}
        words |= {"unit": self.unit, "unit_zh": self.unit_zh}
        told: dict[str, Any] = {name: word for name, word in words.items() if word} | {"kind": self.kind}
        if self.levels:
            return told | {"values": [level.value for level in self.levels]}
        return told | {"low": self.low, "high": self.high, "integer": self.integer}


def shown(value: Any) -> Value:
    """What stands in a table for a value: itself, or its text where it is a list or a table."""
    if isinstance(value, (bool, int, float, str)):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
