"""Departments in which the engines once differed, or one of them broke down, made as small as they could be made.

Each test tells what happens there and who went wrong.
"""

from __future__ import annotations

import datetime
from typing import Any

from twin.running import differs

from sim.engines.plan import make_plan
from sim.engines.twin import log_of
from sim.log import Verb
from sim.scenario.rules import Switches
from sim.scenario.schema import Scenario
from sim.world.architectures import organise
from sim.world.workload import draw_year


def department(tasks: list[dict[str, Any]], custom: dict[str, Any], seats: int, **rules: Any) -> Scenario:
    """One campaign on the first day, and only the rules that are named."""
    switches = dict.fromkeys(Switches.model_fields, False) | dict.fromkeys(rules.pop("on"), True)
    return Scenario.model_validate(
        {
            "title": "found",
            "disciplines": ["make", "sell"],
            "lines": {"names": ["main"]},
            "horizon": {"warm_up": 0, "window": 5, "drain": 5},
            "calendar": {"starts": datetime.date(2026, 1, 5)},
            "staffing": {"seats": seats, "grades": [{"name": "all", "share": 1.0}]},
            "chores": {"share": 0.0},
            "signals": {"turbulence": 0.0},
            "absences": {"spells": 0.0, "turnover": 0.0},
            "campaign": [{"name": "k", "dates": ["2026-01-05"], "lead_days": 0, "task": tasks}],
            "custom": custom,
            "rules": {"switches": switches, **rules},
        }
    )


def test_a_campaign_that_is_dropped_while_work_is_handed_out_empties_a_backlog_further_on() -> None:
    """A task of no hours is signed in the same moment, and its refusal drops the campaign: the reference engine went
    on to the backlog of the next group, which had held only another task of that campaign, and broke down.
    """
    gate = {"on_refusal": "drop", "good": 0.0, "signers": [0]}
    scenario = department(
        [
            {"name": "a", "discipline": "make", "hours": 0, "gate": gate},
            {"name": "b", "discipline": "sell", "hours": 1},
        ],
        {
            "group": [
                {"name": "top", "lead": 0, "members": [0]},
                {"name": "makers", "parent": "top", "members": [1, 2]},
                {"name": "sellers", "parent": "top", "members": [3, 4]},
            ],
            "coverage": [
                {"groups": ["makers"], "disciplines": ["make"]},
                {"groups": ["sellers"], "disciplines": ["sell"]},
            ],
        },
        seats=5,
        on=("gates", "assign"),
        decisions={"deciding": 0, "reading": 0, "transit_hours": 0},
        gates={"base_error": 0.0, "ignorance_error": 0.0},
    )
    plan, year = make_plan(scenario, organise(scenario, "custom")), draw_year(scenario, 1, 0)
    from sim.engines.compiled.engine import simulate

    verb = log_of(simulate(plan, year, log=True))[1].tolist()
    assert verb.count(Verb.CAMPAIGN_ENDS) == verb.count(Verb.CAMPAIGN_ARRIVES) == 1
    found = differs(scenario, plan, year)
    assert not found, found
