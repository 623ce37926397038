"""Random small departments: few people, tie-heavy whole hours, every rule at work and every option of a gate."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st

from sim.scenario.rules import Switches
from sim.scenario.schema import Scenario

DISCIPLINES = ["make", "sell", "know"]
HOURS = st.sampled_from([0, 1, 1, 2, 2, 4, 8, 20])


@st.composite
def gates(draw: st.DrawFn) -> dict[str, Any]:
    """Any sign-off."""
    return {
        "faces": draw(st.sampled_from([["fit"], ["craft"], ["fit", "craft"]])),
        "order": draw(st.sampled_from(["parallel", "serial"])),
        "needed": draw(st.integers(0, 2)),
        "stop_early": draw(st.booleans()),
        "on_split": draw(st.sampled_from(["count", "refusal", "priority", "superior"])),
        "on_refusal": draw(st.sampled_from(["revise", "revise", "drop", "pass_with_risk"])),
        "rounds_max": draw(st.integers(1, 4)),
        "good": draw(st.sampled_from([None, 0.5])),
    }


@st.composite
def kinds(draw: st.DrawFn, number: int, lines: int, disciplines: int) -> dict[str, Any]:
    """A campaign kind with up to five tasks."""
    tasks: list[dict[str, Any]] = []
    for place in range(draw(st.integers(1, 5))):
        task: dict[str, Any] = {
            "name": f"t{place}",
            "discipline": DISCIPLINES[draw(st.integers(0, disciplines - 1))],
            "hours": draw(HOURS),
            "complexity": draw(st.sampled_from([0.0, 0.5, 1.0])),
            "after": [f"t{one}" for one in range(place) if draw(st.integers(0, 2)) == 0],
            "insight": draw(st.booleans()),
            "delay_days": draw(st.sampled_from([0.0, 0.0, 2.0])),
        }
        if draw(st.booleans()):
            topic = draw(st.sampled_from(["a", "b"]))
            task["asset"] = {"topic": topic, "generic": 0.5, "pool": draw(st.integers(1, 2))}
        if draw(st.integers(0, 2)) == 0:
            task["gate"] = draw(gates())
        if draw(st.integers(0, 3)) == 0:
            stock = draw(st.booleans())
            task["counterpart"] = {"department": "legal", "response": draw(HOURS), "confirms_stock": stock}
        if place and draw(st.booleans()):
            task["asks"] = [{"with": f"t{draw(st.integers(0, place - 1))}", "questions": draw(st.integers(0, 3))}]
        tasks.append(task)
    dated = draw(st.booleans())
    kind: dict[str, Any] = {
        "name": f"k{number}",
        "priority": draw(st.sampled_from([0.2, 0.5, 0.5])),
        "amount": draw(st.sampled_from([0.1, 0.5, 1.0])),
        "due_days": draw(st.sampled_from([None, 1.0, 10.0])),
        "task": tasks,
    }
    if dated:
        tasks[-1]["on_date"] = True
        kind |= {
            "dates": ["2026-01-12", "2026-01-19"],
            "lead_days": 4,
            "lead_spread_days": draw(st.sampled_from([0, 3])),
        }
    else:
        kind["rate"] = draw(st.sampled_from([20.0, 60.0, 150.0]))
    return kind


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A department of three to twelve people in a few busy weeks."""
    lines, disciplines = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    similarity = draw(st.sampled_from([0.0, 0.5, 1.0]))
    share = draw(st.sampled_from([0.0, 0.2]))
    return Scenario.model_validate(
        {
            "title": "a random department",
            "disciplines": DISCIPLINES[:disciplines],
            "lines": {
                "names": [f"l{line}" for line in range(lines)],
                "similarity": similarity,
                "brand_shared": similarity,
                "weights": [1.0] * lines,
            },
            "horizon": {"warm_up": draw(st.sampled_from([0, 5])), "window": 20, "drain": 5},
            "calendar": {"starts": datetime.date(2026, 1, 5)},
            "staffing": {
                "seats": draw(st.integers(5, 12)),
                "talent": draw(st.sampled_from([1.0, {"law": "lognormal", "mean": 1.0, "cv": 0.3}])),
                "grades": [
                    {"name": "low", "share": 0.8, "outside_share": share, "outside_block_hours": 4.0},
                    {"name": "high", "share": 0.2, "outside_share": share, "outside_block_hours": 2.0},
                ],
            },
            "structure": {
                "span_max": draw(st.integers(2, 4)),
                "matrix_strength": draw(st.sampled_from([0.0, 0.3, 0.5, 1.0])),
                "lead_production": draw(st.booleans()),
                "skill": draw(st.sampled_from(["learning", "given"])),
            },
            "campaign": [draw(kinds(number, lines, disciplines)) for number in range(draw(st.integers(1, 3)))],
            "chores": {"share": draw(st.sampled_from([0.0, 0.2])), "hours": draw(HOURS)},
            "signals": {"turbulence": draw(st.sampled_from([0.0, 60.0])), "volatility": 0.7},
            "absences": {
                "spells": draw(st.sampled_from([0.0, 25.0])),
                "turnover": draw(st.sampled_from([0.0, 8.0])),
                "days": draw(st.sampled_from([1.0, 4.0])),
                "vacancy_days": 3.0,
            },
            "rules": {
                "attention": {
                    "law": draw(st.sampled_from(["priority", "fifo", "lifo", "random", "mix"])),
                    "slice_hours": draw(st.sampled_from([1.0, 2.0])),
                    "open_tasks_max": draw(st.integers(1, 3)),
                },
                "handover": {"transit_across_hours": draw(st.sampled_from([0.0, 4.0])), "clarification": 0.9},
                "reuse": {"start_probability": draw(st.sampled_from([0.0, 0.5, 1.0])), "search_hours": draw(HOURS)},
                "exceptions": {
                    "base": draw(st.sampled_from([0.0, 0.6])),
                    "rework": draw(st.sampled_from(["share", "redraw"])),
                },
                "decisions": {
                    "deciding": draw(HOURS),
                    "reading": draw(HOURS),
                    "transit_hours": draw(st.sampled_from([0.0, 1.0])),
                    "patience_hours": draw(st.sampled_from([2.0, 80.0])),
                    "route": draw(st.sampled_from(["climb", "direct"])),
                    "centralisation": draw(st.sampled_from([0.0, 0.5])),
                },
                "gates": {"revise_share": draw(st.sampled_from([0.0, 0.5]))},
                "exchange": {
                    "answer_hours": draw(HOURS),
                    "patience_hours": draw(st.sampled_from([1.0, 24.0, 80.0])),
                    "formalisation": draw(st.sampled_from([0.0, 0.5, 1.0])),
                },
                "meetings": {"every_weeks": draw(st.integers(1, 2)), "base_hours": draw(st.sampled_from([0.0, 2.0]))},
                "borrowing": {"after": draw(st.sampled_from([0.0, 0.4, 1.0]))},
                "absence": {"hold_hours": draw(st.sampled_from([0.0, 16.0]))},
                "switches": {name: draw(st.integers(0, 9)) > 0 for name in Switches.model_fields},
            },
            "messages": draw(st.one_of(st.none(), messages())),
        }
    )


@st.composite
def messages(draw: st.DrawFn) -> dict[str, Any]:
    """Any traffic: little or much, straight or along the line, to everybody or to those at home in the same place."""
    return {
        "per_week": draw(st.sampled_from([0.0, 2.0, 10.0])),
        "between": draw(st.sampled_from(["any", "same_line", "same_discipline"])),
        "hours": draw(HOURS),
        "reading": draw(HOURS),
        "channel": draw(st.sampled_from(["direct", "line", "line"])),
    }
