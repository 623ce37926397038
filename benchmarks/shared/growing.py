"""A department of another size that is the same kind of department: as many people a line, as much work a head.

More people are more lines, so there are more teams; the span of a lead is a rule of the scenario and stays. Lines are
alike as they are on average, because a table of similarity has a size.
"""

from __future__ import annotations

from typing import Any

import sim


def grown(scenario: str, seats: int, lines: int = 0) -> dict[str, Any]:
    """Changes that make a scenario so large.

    Parameters
    ----------
    scenario : str
    seats : int
    lines : int
        How many lines; 0 for as many people on each as the scenario has.
    """
    small = sim.load(scenario)
    names, given = small.lines.names, small.lines.similarity
    alike = given
    if isinstance(given, tuple) and len(names) > 1:
        pairs = [given[one][other] for one in range(len(names)) for other in range(one)]
        alike = round(sum(pairs) / len(pairs), 3)
    count = lines or max(1, round(seats * len(names) / small.staffing.seats))
    return {
        "staffing.seats": seats,
        "lines.names": [f"line {number + 1}" for number in range(count)],
        "lines.similarity": alike,
        "volume": seats / small.staffing.seats * len(names) / count,  # rates are for each line
    }
