"""Rules that are on and have nothing to do, because the scenario brings none of what they are about.

To switch such a rule off changes nothing, so nobody need live through a year to learn what it is worth.
"""

from __future__ import annotations

from sim.scenario.schema import Scenario


def idle_rules(scenario: Scenario) -> tuple[str, ...]:
    """Names of switches whose rules meet nothing in this scenario."""
    silent = scenario.messages is None or scenario.messages.per_week == 0.0
    return ("messages",) if silent else ()
