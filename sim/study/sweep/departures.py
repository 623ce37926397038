"""What the scenario of a point says otherwise than the one that its experiment starts from: places, and what is there.

A point is made by changing parameters in a file, after which defaults are filled in and a campaign takes over what its
kind in the library says. Files and libraries change. So the design keeps the *resolved* scenario of every point, as
the few places in which it departs from the resolved scenario of the whole study (``scenario.toml``): from these two
the point can be lived through again with nothing else at hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sim.scenario.load import parse
from sim.scenario.schema import Scenario

Place = tuple[str | int, ...]
Departure = tuple[Place, Any]
"""A place in a scenario, and what stands there; None where nothing does."""


def content(scenario: Scenario) -> dict[str, Any]:
    """All that a scenario says, in the words of JSON."""
    return scenario.model_dump(mode="json", by_alias=True, exclude_none=True)


def departures(start: Any, point: Any, place: Place = ()) -> Iterator[Departure]:
    """Where the content of a point departs from that of the start."""
    if isinstance(start, dict) and isinstance(point, dict):
        for key in [*start, *(key for key in point if key not in start)]:
            yield from departures(start.get(key), point.get(key), (*place, key))
    elif isinstance(start, list) and isinstance(point, list) and len(start) == len(point):
        for number, (one, other) in enumerate(zip(start, point, strict=True)):
            yield from departures(one, other, (*place, number))
    elif type(start) is not type(point) or start != point:
        yield place, point


def as_text(found: Iterator[Departure]) -> str:
    """Departures as JSON."""
    return json.dumps([[list(place), there] for place, there in found], ensure_ascii=False, allow_nan=False)


def from_text(text: str) -> tuple[Departure, ...]:
    """Departures from JSON."""
    return tuple((tuple(place), there) for place, there in json.loads(text))


def departed(text: str, file: str, name: str, found: Sequence[Departure]) -> Scenario:
    """The scenario that departs from a resolved one.

    Parameters
    ----------
    text : str
        The resolved scenario, TOML.
    file, name : str
        What to call it in messages, and the scenario.
    found : sequence of Departure

    Returns
    -------
    Scenario
        Checked value by value; that the parts agree was checked when the point was made.
    """
    scenario = parse(text, file, name)
    if not found:
        return scenario
    data = content(scenario)
    for place, there in found:
        inner: Any = data
        for step in place[:-1]:
            inner = inner[step]
        if there is None:
            del inner[place[-1]]
        else:
            inner[place[-1]] = there
    return Scenario.model_validate_json(json.dumps(data), strict=True)
