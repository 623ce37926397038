"""Catches a breakdown that does not add up to the number it breaks down, in stories by hand and in a whole year.

The year is a small department under a real organisation, so that every table meets every kind of row.
"""

from __future__ import annotations

import datetime
import math
from functools import cache

import numpy as np
import pytest
from measures.by_hand import DAY, HOUR, about, facts

from sim.engines.plan import make_plan
from sim.engines.reference.engine import simulate
from sim.facts import Facts
from sim.log import Label, Phase
from sim.measures import tables
from sim.measures.about import about as about_organisation
from sim.measures.registry import evaluate
from sim.scenario.schema import Scenario
from sim.vocabulary import TICK_PER_WEEK, Booking, Cause, Interface, State
from sim.world.architectures import organise
from sim.world.workload import draw_year

CAMPAIGN = {"standard": HOUR, "ended": 50 * DAY}


def test_hours_end_at_capacity() -> None:
    seats = [{"bookings": {Booking.DIRECT: 30 * DAY, Booking.IDLE: 70 * DAY}}, {"bookings": {Booking.IDLE: 100 * DAY}}]
    rows = {row["booking"]: row for row in tables.hours(facts(seats=seats))}
    assert list(rows) == [booking.name.lower() for booking in Booking]
    assert rows["direct"] == {"booking": "direct", "hours": 240.0, "share": 0.15}
    assert rows["idle"]["share"] == 0.85


def test_lead_time_is_that_of_finished_campaigns_of_the_cohort() -> None:
    path = {State.WORKED: 8 * DAY, State.DECISION: 4 * DAY}
    campaigns = [
        {**CAMPAIGN, "path": path},
        {**CAMPAIGN, "path": {State.WORKED: 2 * DAY}},
        {**CAMPAIGN, "path": path, "ended": -1},
        {**CAMPAIGN, "path": path, "dropped": 1},
        {**CAMPAIGN, "path": path, "cohort": 0},
    ]
    rows = {row["state"]: row for row in tables.lead_time(facts(campaigns=campaigns))}
    assert rows["worked"] == {"state": "worked", "days": 5.0, "n": 2}
    assert rows["decision"]["days"] == 2.0
    assert len(rows) == 9
    assert tables.lead_time(facts()) == []


def test_latency_is_told_by_the_level_that_answered() -> None:
    need = {"cause": Cause.EXCEPTION, "asked": 2}
    needs = [
        *[{**need, "level": 2, "usable": days * DAY} for days in range(1, 21)],
        {**need, "level": 0, "usable": 3 * DAY, "defaulted": 1},
        {**need, "level": 0, "asked": 0, "alone": 1, "usable": 9 * DAY},
        {**need, "level": 5, "asked": 5, "usable": 6 * DAY},
        {**need, "asked": 1, "raised": 20 * DAY},  # still open: it asked one step up
    ]
    rows = tables.latency(facts(campaigns=[{"standard": HOUR}], needs=needs))
    found = {(row["level"], row["quantile"]): row for row in rows}
    assert {level for level, _ in found} == {"0", "1", "2", "3+"}
    assert found["2", 0.05]["days"] == 1
    assert found["2", 0.5] == {"level": "2", "quantile": 0.5, "days": 10.0, "needs": 20, "at_least": False}
    assert found["2", 0.95]["days"] == 19
    assert (found["0", 0.5]["days"], found["0", 0.95]["days"]) == (0.0, 3.0)
    assert found["3+", 0.5]["days"] == 6
    assert found["1", 0.5] == {"level": "1", "quantile": 0.5, "days": 100.0, "needs": 1, "at_least": True}


def test_delay_is_split_by_cause_and_phase() -> None:
    phases = {Phase.QUEUE: 2 * DAY, Phase.DECIDING: DAY, Phase.REWORKED: 5 * DAY}
    needs = [{"cause": Cause.GATE, "asked": 1, "usable": 8 * DAY, "phases": phases}]
    rows = tables.delay(facts(campaigns=[CAMPAIGN, CAMPAIGN], needs=needs))
    assert {row["phase"]: row["days"] for row in rows if row["cause"] == "gate"} == {
        **dict.fromkeys(("climbing", "conflict", "default", "revising"), 0.0),
        "queue": 1.0,
        "deciding": 0.5,
    }


def test_interfaces_are_told_by_what_they_cross() -> None:
    label = int(Label.CROSS_TEAM | Label.OTHER_LINE)
    rows = tables.interfaces(
        facts(
            campaigns=[CAMPAIGN],
            interfaces=[{"kind": Interface.QUESTION, "label": label, "work": HOUR, "wait": DAY}] * 2,
        )
    )
    crossed = {"cross_team": 1, "other_discipline": 0, "other_line": 1}
    assert rows == [{"kind": "question", **crossed, "n": 2, "work": 2.0, "wait": 2.0}]


def test_desks_are_told_seat_by_seat() -> None:
    seats = [
        {"bookings": {Booking.DECIDING: 30 * DAY, Booking.IDLE: 70 * DAY}, "number_integral": 240 * DAY},
        {"bookings": {Booking.ABSENT: 100 * DAY}},
    ]
    first, second = tables.desks(facts(seats=seats), about())
    assert first == {"seat": 0, "title": "director", "lead": True, "busy": pytest.approx(0.3), "waiting": 2.0}
    assert (second["title"], second["lead"], second["waiting"]) == ("specialist", False, 0.0)
    assert math.isnan(second["busy"])  # type: ignore[arg-type]


def test_the_year_week_by_week() -> None:
    weeks = [
        {"begin": 0, "end": 5 * DAY, "busy": 3 * DAY, "away": 4 * DAY, "waiting": 15 * DAY},
        {"begin": 5 * DAY, "end": 7 * DAY, "busy": 0, "away": 0, "waiting": 0},
    ]
    campaigns = [{"arrival": 2 * DAY, "ended": 6 * DAY}, {"arrival": 0}, {"arrival": 6 * DAY, "cohort": 0}]
    run = facts(campaigns=campaigns, weeks=weeks, window=(0, 7 * DAY))
    first, second = tables.timeline(run, lambda tick: datetime.date(2026, 1, 5 + tick // DAY))
    assert first == {"week": 0, "start": "2026-01-05", "busy": 0.5, "open_campaigns": 1.6, "waiting_items": 3.0}
    assert second == {"week": 1, "start": "2026-01-10", "busy": 0.0, "open_campaigns": 2.0, "waiting_items": 0.0}
    assert tables.timeline(run)[0]["start"] == ""


@cache
def year() -> tuple[Facts, dict[str, float]]:
    """A quarter of a year in a department of fourteen on two lines."""
    tasks = [
        {"name": "plan", "discipline": "know", "hours": 12.0, "gate": {}, "asset": {"topic": "plan"}},
        {"name": "film", "discipline": "make", "hours": 24.0, "after": ["plan"], "asset": {"topic": "film"}},
        {"name": "post", "discipline": "sell", "hours": 9.0, "after": ["plan"], "asks": [{"with": "film"}]},
        {"name": "sum up", "discipline": "know", "hours": 6.0, "after": ["film", "post"], "gate": {"faces": ["fit"]}},
    ]
    scenario = Scenario.model_validate(
        {
            "title": "Fourteen people",
            "disciplines": ["make", "sell", "know"],
            "lines": {"names": ["one", "two"], "similarity": 0.5, "brand_shared": 0.5, "weights": [0.5, 0.5]},
            "horizon": {"warm_up": 10, "window": 62, "drain": 10},
            "staffing": {"seats": 14},
            "signals": {"turbulence": 8.0, "volatility": 0.9},
            "campaign": [{"name": "k", "rate": 50.0, "due_days": 20.0, "task": tasks}],
            "messages": {"channel": "line"},
        }
    )
    organisation = organise(scenario, "matrix")
    plan = make_plan(scenario, organisation)
    run = simulate(plan, draw_year(scenario, 1, 0)).facts
    return run, evaluate(run, about_organisation(scenario, organisation, plan.derived))


def test_in_a_whole_year_each_breakdown_adds_up() -> None:
    run, values = year()
    assert sum(row["share"] for row in tables.hours(run)) == pytest.approx(1.0)
    finished = (run.campaigns.cohort == 1) & (run.campaigns.ended >= 0)
    lasted = (run.campaigns.ended - run.campaigns.arrival)[finished].mean() / DAY
    assert sum(row["days"] for row in tables.lead_time(run)) == pytest.approx(lasted)
    assert sum(row["days"] for row in tables.delay(run)) == pytest.approx(values["decision_delay"])
    assert sum(row["wait"] for row in tables.interfaces(run)) == pytest.approx(values["friction_wait"])
    needs = {row["level"]: row["needs"] for row in tables.latency(run)}
    assert sum(needs.values()) == np.count_nonzero(run.campaigns.cohort[run.needs.campaign])


def test_in_a_whole_year_weeks_add_up_to_the_window() -> None:
    run, _ = year()
    weeks = run.weeks
    assert len(weeks.begin) == 13
    assert (weeks.end - weeks.begin).tolist() == [TICK_PER_WEEK] * 12 + [2 * DAY]
    assert weeks.busy.sum() == run.served
    bookings = run.seats.bookings
    assert weeks.away.sum() == bookings[:, Booking.OUTSIDE].sum() + bookings[:, Booking.ABSENT].sum()


def test_in_a_whole_year_every_measure_has_a_finite_value() -> None:
    _, values = year()
    undefined = {name for name, value in values.items() if not math.isfinite(value)}
    # Nothing is strategic or goes live here, no signal has a response, and there are no crises.
    assert undefined <= {"strategic_lead_time", "response_time", "crisis_response", "oversold_share"}
    assert values["decision_delay"] > 0
    assert values["friction_work"] > 0
