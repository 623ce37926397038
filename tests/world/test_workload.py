"""Catches a year that is not what the scenario asks for, or that changes when something unrelated does.

First stories: three campaigns whose every number can be worked out on paper. Then the property on which every
comparison rests, that what is drawn for one thing does not move when another is added. Then counts, shares and means
against expectation, within four standard errors that theory gives and that are small enough to mean something.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.arithmetic import log
from sim.randomness import uniform_at
from sim.scenario.schema import Scenario
from sim.world.arrivals import Pace, arrivals, even, poisson, seasonal
from sim.world.frame import YEAR, bounds, dates_of, named, tick_of
from sim.world.workload import draw_year
from sim.world.year import Campaigns, Tasks, Year

HOUR, DAY = 3600, 28_800
QUIET = {
    "chores": {"share": 0},
    "signals": {"turbulence": 0},
    "absences": {"spells": 0, "turnover": 0},
    "staffing": {"seats": 2, "grades": [{"name": "clerk"}]},
}


def scenario(**parts: Any) -> Scenario:
    """A scenario in which nothing happens but what is given."""
    return Scenario.model_validate({"title": "test", **QUIET, **parts})


def rows(table: Any, *names: str) -> list[tuple[int, ...]]:
    """Some columns of a table, row by row."""
    return list(zip(*(getattr(table, name).tolist() for name in names), strict=True))


# Stories

FESTIVAL = {
    "name": "festival",
    "dates": ["618", "2026-01-19"],
    "lead_days": 10,
    "hard": True,
    "priority": 0.8,
    "amount": 7,
    "budget": 1.5,
    "task": [
        {
            "name": "offer",
            "discipline": "brand",
            "hours": 2.5,
            "complexity": 0.25,
            "counterpart": {"department": "supply_chain", "response": 3, "confirms_stock": True},
        },
        {"name": "copy", "discipline": "digital", "hours": 1, "asks": [{"with": "offer", "questions": 2}]},
        {"name": "live", "discipline": "digital", "hours": 0, "after": ["copy", "offer"], "on_date": True},
    ],
}
PLAN = {
    "name": "plan",
    "dates": ["2026-01-19"],
    "lead_days": 12,
    "due_days": 1.5,
    "amount": 0.25,
    "unsettled": False,
    "strategic": True,
    "lines": ["north"],
    "task": [{"name": "study", "discipline": "brand", "insight": True, "delay_days": 2, "gate": {"good": 0.5}}],
}


@pytest.fixture(scope="module")
def three() -> Year:
    """Two kinds, three campaigns: tick 0 is 40 working days before Monday, 5 January 2026."""
    return draw_year(
        scenario(
            disciplines=["brand", "digital"],
            lines={"names": ["south", "north"]},
            calendar={"dates": {"618": "2026-06-18"}},
            campaign=[{**FESTIVAL, "lines": ["south"]}, PLAN],
        ),
        seed=1,
        replication=0,
    )


def test_three_campaigns_by_hand(three: Year) -> None:
    """19 January is 10 working days after the 5th, 18 June 118; tick 0 lies 40 before."""
    assert (three.window_from, three.window_to, three.end) == (40 * DAY, 290 * DAY, 350 * DAY)
    assert rows(three.campaigns, "kind", "line", "arrival", "due") == [
        (1, 1, 38 * DAY, 50 * DAY + 43_200),
        (0, 0, 40 * DAY, 50 * DAY),
        (0, 0, 148 * DAY, 158 * DAY),
    ]
    assert rows(three.campaigns, "hard", "priority", "amount", "strategic", "unsettled", "budget") == [
        (0, 500_000, 250_000, 1, 0, 0),
        (1, 800_000, 1_000_000, 0, 1, 1500),
        (1, 800_000, 1_000_000, 0, 1, 1500),
    ]
    assert rows(three.campaigns, "first_task", "tasks", "signal") == [(0, 1, -1), (1, 3, -1), (4, 3, -1)]


def test_their_tasks_by_hand(three: Year) -> None:
    assert rows(three.tasks, "campaign", "spec", "discipline", "ticks", "complexity", "date", "delay") == [
        (0, 0, 0, 16 * HOUR, 500_000, -1, 2 * DAY),
        (1, 0, 0, 9000, 250_000, -1, 0),
        (1, 1, 1, HOUR, 500_000, -1, 0),
        (1, 2, 1, 0, 500_000, 50 * DAY, 0),
        (2, 0, 0, 9000, 250_000, -1, 0),
        (2, 1, 1, HOUR, 500_000, -1, 0),
        (2, 2, 1, 0, 500_000, 158 * DAY, 0),
    ]
    assert rows(three.tasks, "live", "insight", "counterpart", "stock")[:4] == [
        (0, 1, -1, 0),
        (0, 0, 10_800, 1),
        (0, 0, -1, 0),
        (1, 0, -1, 0),
    ]
    assert rows(three.tasks, "gate", "fit_version", "craft_version", "topic")[:2] == [(1, -1, -1, -1), (0, 0, 0, -1)]


def test_predecessors_and_questions_by_hand(three: Year) -> None:
    assert rows(three.tasks, "predecessor_from", "predecessor_count") == [
        *[(0, 0)] * 3,
        (0, 2),
        (2, 0),
        (2, 0),
        (2, 2),
    ]
    assert three.predecessors.tolist() == [2, 1, 5, 4]
    assert rows(three.questions, "asker", "partner") == [(1, 2), (1, 2), (2, 1), (2, 1), (4, 5), (4, 5), (5, 4), (5, 4)]
    asked = list(zip(three.questions.asker, three.questions.fraction, strict=True))
    assert asked == sorted(asked)
    assert all(0 < fraction < 1_000_000 for _, fraction in asked)
    assert len({fraction for _, fraction in asked}) == 8


def test_a_campaign_that_would_begin_before_the_run_is_left_out() -> None:
    early = draw_year(scenario(campaign=[{**FESTIVAL, "dates": ["2026-01-19"], "lead_days": 50.001}]), 1, 0)
    just = draw_year(scenario(campaign=[{**FESTIVAL, "dates": ["2026-01-19"], "lead_days": 50}]), 1, 0)
    assert (len(early.campaigns.kind), just.campaigns.arrival.tolist()) == (0, [0])
    assert len(early.tasks.campaign) == 0


def test_a_holiday_moves_a_date_and_a_part_of_a_day_does_not_move_the_calendar() -> None:
    parts = {"calendar": {"holidays": ["2026-01-06"]}, "horizon": {"warm_up": 0.5}}
    assert bounds(scenario(**parts)) == (DAY // 2, DAY // 2 + 250 * DAY, DAY // 2 + 310 * DAY)
    (date,) = (day for _, day in dates_of(scenario(), scenario(campaign=[{**PLAN, "lines": []}]).campaign[0]))
    assert tick_of(scenario(**parts), date) == DAY // 2 + 9 * DAY


def test_a_kind_without_dates_is_due_after_its_arrival_or_never() -> None:
    live = {"name": "live", "discipline": "brand", "on_date": True}
    kinds = [
        {"name": "soft", "rate": 40, "due_days": 2, "task": [live]},
        {"name": "free", "rate": 40, "task": [live]},
    ]
    year = draw_year(scenario(campaign=kinds), 1, 0)
    assert set(year.campaigns.kind.tolist()) == {0, 1}
    for kind, due, arrival in rows(year.campaigns, "kind", "due", "arrival"):
        assert due == (arrival + 2 * DAY if kind == 0 else -1)
    assert set(rows(year.tasks, "date", "live")) == {(-1, 1)}


def test_each_signal_calls_for_its_answer_and_rates_do_not() -> None:
    def answer(to: str, **parts: Any) -> dict[str, Any]:
        return {"name": to, "answers": to, "rate": 50, "task": [{"name": "reply", "discipline": "brand"}], **parts}

    year = draw_year(
        scenario(
            lines={"names": ["south", "north"]},
            signals={"turbulence": 30, "crisis_share": 0.5},
            campaign=[answer("competitor", lines=["south"]), answer("crisis")],
        ),
        1,
        0,
    )
    assert {(1, 0), (1, 1), (0, 0), (0, 1)} == set(rows(year.signals, "crisis", "line"))
    answered = rows(year.signals, "arrival", "line", "crisis", "campaign")
    for number, (arrival, line, crisis, campaign) in enumerate(answered):
        if not crisis and line == 1:
            assert campaign == -1
        else:
            assert rows(year.campaigns, "kind", "line", "arrival", "signal")[campaign] == (
                crisis,
                line,
                arrival,
                number,
            )
    assert len(year.campaigns.kind) == sum(campaign != -1 for *_, campaign in answered)


def test_assets_of_one_topic_are_equal_across_kinds_but_not_across_dates() -> None:
    def maker(kind: str, **parts: Any) -> dict[str, Any]:
        tasks = [
            {"name": "a", "discipline": "brand", "asset": {"topic": "poster", "visible": False}},
            {"name": "b", "discipline": "brand", "asset": {"topic": "film", "pool": 3}},
            {"name": "c", "discipline": "brand", "asset": {"topic": "film", "pool": 3}},
        ]
        return {"name": kind, "task": tasks, **parts}

    kinds = [
        maker("often", rate=60),
        maker("spring", dates=["2026-03-02", "2026-05-04"]),
        maker("sale", dates=["2026-03-02"]),
    ]
    year = draw_year(scenario(campaign=kinds), 1, 0)
    topic: dict[tuple[int, int], set[int]] = {}
    for campaign, spec, number in rows(year.tasks, "campaign", "spec", "topic"):
        period = int(year.campaigns.arrival[campaign]) if year.campaigns.kind[campaign] else 0
        topic.setdefault((period, min(spec, 1)), set()).add(number)
    posters = [numbers for (_, spec), numbers in topic.items() if spec == 0]
    assert [len(numbers) for numbers in posters] == [1, 1, 1]
    assert len(topic[0, 1]) == 3
    every = [number for numbers in topic.values() for number in numbers]
    assert sorted(every) == list(range(len(every)))
    films = rows(year.tasks, "spec", "topic")
    assert all(b == c for (_, b), (_, c) in zip(films[1::3], films[2::3], strict=True))
    assert set(rows(year.tasks, "spec", "visible")) == {(0, 0), (1, 1), (2, 1)}


def test_talent_is_given_or_drawn() -> None:
    seat = {"grade": "clerk", "discipline": "brand", "line": "main"}
    staffing = {**QUIET["staffing"], "seat": [{**seat, "talent": 1.5}, seat]}
    listed, made = draw_year(scenario(staffing=staffing), 1, 0).talent, draw_year(scenario(), 1, 0).talent
    assert (listed.dtype, listed[0]) == (np.float64, 1.5)
    assert listed[1] == made[1] > 0
    assert made[0] != made[1]
    assert draw_year(scenario(), 1, 0, seats=3).talent[:2].tolist() == made.tolist()


# Nothing unrelated moves a draw

POISSON_HOURS = {"law": "lognormal", "mean": 9, "cv": 0.6}
RICH_KIND = {
    "name": "launch",
    "rate": 9,
    "due_days": {"law": "uniform", "low": 5, "high": 20},
    "task": [
        {
            "name": "idea",
            "discipline": "brand",
            "hours": POISSON_HOURS,
            "counterpart": {"department": "legal"},
            "asset": {"topic": "idea", "pool": 5},
        },
        {"name": "film", "discipline": "digital", "hours": POISSON_HOURS, "after": ["idea"], "gate": {}},
        {
            "name": "test",
            "discipline": "data",
            "hours": {"law": "gamma", "mean": 4, "cv": 2},
            "asks": [{"with": "film", "probability": 0.6}],
        },
    ],
}
RICH = {
    "disciplines": ["brand", "digital", "data"],
    "lines": {"names": ["south", "north"]},
    "chores": {"share": 0.1, "disciplines": {"brand": 1, "data": 1}},
    "signals": {"turbulence": 6},
    "absences": {"spells": 3, "turnover": 0.5},
    "staffing": {"seats": 6, "grades": [{"name": "clerk", "share": 0.8, "outside_share": 0.1}, {"name": "head"}]},
    "campaign": [
        RICH_KIND,
        {
            "name": "sale",
            "dates": ["2026-06-18", "2026-11-11"],
            "lead_days": 20,
            "lead_spread_days": 10,
            "participation": 0.8,
            "task": RICH_KIND["task"],
        },
        {
            "name": "reply",
            "answers": "crisis",
            "task": [{"name": "reply", "discipline": "brand", "hours": POISSON_HOURS}],
        },
    ],
}


def story(world: Scenario, year: Year) -> dict[tuple[object, ...], object]:
    """Everything drawn, by names instead of numbers: what must not move when something else is added."""
    told: dict[tuple[object, ...], object] = {}
    lines, disciplines = world.lines.names, world.disciplines
    homes = []
    for campaign in range(len(year.campaigns.kind)):
        kind = world.campaign[year.campaigns.kind[campaign]]
        home = (kind.name, lines[year.campaigns.line[campaign]], int(year.campaigns.arrival[campaign]))
        homes.append(home)
        told[home] = (int(year.campaigns.due[campaign]), int(year.campaigns.amount[campaign]))
        first = year.campaigns.first_task[campaign]
        for row in range(first, first + year.campaigns.tasks[campaign]):
            task = (*home, kind.task[year.tasks.spec[row]].name)
            told[task] = tuple(
                int(getattr(year.tasks, name)[row])
                for name in ("ticks", "generic", "counterpart", "fit_version", "craft_version", "idea", "drift", "date")
            )
            questions = year.questions.fraction[year.questions.asker == row].tolist()
            told[*task, "asks"] = tuple(questions)
    for arrival, discipline, line, ticks in rows(year.chores, "arrival", "discipline", "line", "ticks"):
        told["chore", disciplines[discipline], lines[line], arrival] = ticks
    for arrival, line, crisis in rows(year.signals, "arrival", "line", "crisis"):
        told["signal", lines[line], arrival] = crisis
    for seat, begin, end, cause in rows(year.spells, "seat", "begin", "end", "cause"):
        told["spell", seat, begin] = (end, cause)
    return told


FAIR = {"name": "fair", "rate": 30, "task": [{"name": "stand", "discipline": "data", "asset": {"topic": "aisle"}}]}


@pytest.mark.parametrize(
    "more",
    [
        {"campaign": [FAIR, *RICH["campaign"]]},
        {"campaign": RICH["campaign"][::-1]},
        {"disciplines": ["events", "data", "digital", "brand"]},
        {"rules": {"exceptions": {"base": 0.9}, "switches": {"gates": False, "chores": False, "absences": False}}},
        {"campaign": [{**RICH_KIND, "priority": 0.9, "hard": True}, *RICH["campaign"][1:]]},
    ],
    ids=["a kind", "the order of kinds", "a discipline", "rules", "another quality"],
)
def test_what_is_added_moves_nothing_else(more: dict[str, Any]) -> None:
    before, after = scenario(**RICH), scenario(**{**RICH, **more})
    one, other = story(before, draw_year(before, 5, 2)), story(after, draw_year(after, 5, 2))
    assert len(one) > 300
    assert {name: other.get(name) for name in one} == one


def test_a_line_added_moves_nothing_but_the_share_of_the_chores() -> None:
    before = scenario(**{**RICH, "chores": {"share": 0}})
    after = scenario(**{**RICH, "chores": {"share": 0}, "lines": {"names": ["east", "south", "north"]}})
    one, other = story(before, draw_year(before, 5, 2)), story(after, draw_year(after, 5, 2))
    assert {name: other.get(name) for name in one} == one
    assert len(other) > 1.2 * len(one)


def test_a_task_added_moves_no_other_task() -> None:
    longer = {**RICH_KIND, "task": [{"name": "brief", "discipline": "data", "hours": 1}, *RICH_KIND["task"]]}
    before, after = scenario(**RICH), scenario(**{**RICH, "campaign": [longer, *RICH["campaign"][1:]]})
    one, other = story(before, draw_year(before, 5, 2)), story(after, draw_year(after, 5, 2))
    assert {name: other.get(name) for name in one} == one


def test_two_seeds_and_two_replications_are_four_years() -> None:
    world = scenario(**RICH)
    years = [draw_year(world, seed, replication).digest() for seed in (1, 2) for replication in (0, 1)]
    assert len(set(years)) == 4
    assert draw_year(world, 1, 0).digest() == years[0]


def test_the_year_is_the_same_on_every_machine() -> None:
    assert draw_year(scenario(**RICH), 20260618, 3).digest() == GOLDEN


GOLDEN = "f90eac1e68618f3bd0b6fd6f26a5ae6b30cb58de5e913f7a46556040cb589756"


LAWS = [
    {"law": "uniform", "low": 2, "high": 9},
    {"law": "exponential", "mean": 7},
    {"law": "gamma", "mean": 8, "cv": 0.4},
    {"law": "gamma", "mean": 8, "cv": 2.5},
    {"law": "hyperexponential", "mean": 6, "cv": 1.8},
    {"law": "lognormal", "median": 8, "sigma": 0.9},
    {"law": "triangular", "low": 1, "mode": 4, "high": 12},
    {"law": "table", "values": [1, 4, 16], "weights": [0.3, 0.5, 0.2]},
    {"law": "poisson", "mean": 6.5},
    5,
]
EVERY_LAW = {
    **RICH,
    "seasons": [
        {"start": "2025-12-01", "end": "2026-03-31", "factor": 1.7},
        {"start": "2026-03-02", "end": "2026-05-01", "factor": 0.3},
        {"start": "2026-08-01", "end": "2026-08-31", "factor": 0.0},
    ],
    "chores": {"share": 0.2, "hours": LAWS[3]},
    "absences": {"spells": 12, "turnover": 3, "days": LAWS[2], "vacancy_days": LAWS[5]},
    "campaign": [
        *RICH["campaign"],
        {
            "name": "zoo",
            "rate": 30,
            "due_days": LAWS[6],
            "amount": {"law": "table", "values": [0.1, 0.7], "weights": [2, 1]},
            "task": [
                {
                    "name": f"task {number}",
                    "discipline": "data",
                    "hours": law,
                    "after": [f"task {number - 1}"] if number else [],
                    "asks": [{"with": f"task {number - 1}", "questions": law}] if number > 7 else [],
                    "counterpart": {"department": "legal", "response": law} if number % 2 else None,
                    "gate": {"faces": [["fit"], ["craft"], ["fit", "craft"]][number % 3]} if number % 4 else None,
                    "asset": {"topic": "ab"[number % 2], "pool": number} if number > 4 else None,
                }
                for number, law in enumerate(LAWS)
            ],
        },
    ],
}

# Arrivals

STEPS = st.lists(st.tuples(st.integers(1, 50), st.sampled_from([0.0, 0.5, 1.0, 3.0])), min_size=1, max_size=6)


def ticks_of(key: int, subjects: list[int], rate: float, pace: Pace) -> list[list[int]]:
    """Arrivals of some processes of one rate, process by process, after a look at their numbers."""
    processes = poisson(np.array(subjects, dtype=np.uint64), np.full(len(subjects), rate), pace)
    process, number, ticks = arrivals(processes, key)
    found = [ticks[process == one].tolist() for one in range(len(subjects))]
    assert [number[process == one].tolist() for one in range(len(subjects))] == [list(range(len(f))) for f in found]
    return found


@given(STEPS, st.integers(0, 10**6), st.floats(1.0, 400.0))
def test_arrival_n_is_where_the_clock_of_arrivals_shows_n_gaps(
    steps: list[tuple[int, float]], subject: int, rate: float
):
    starts, passed = [0], [0.0]
    for days, factor in steps:
        starts.append(starts[-1] + days * DAY)
        passed.append(passed[-1] + days * DAY * factor)
    pace = Pace(tuple(starts), tuple(factor for _, factor in steps), tuple(passed))
    found = ticks_of(9, [subject], rate, pace)[0]
    shown = 0.0
    for number, tick in enumerate(found):
        shown -= log(uniform_at(9, subject, number)) * YEAR / rate
        assert pace.clock(tick) - 1e-6 <= shown <= pace.clock(tick + 1) + 1e-6
    assert shown - log(uniform_at(9, subject, len(found))) * YEAR / rate >= passed[-1]
    assert all(0 <= tick < starts[-1] for tick in found)


def test_counts_are_poisson_and_their_times_uniform() -> None:
    found = ticks_of(77, list(range(2000)), 10.0, even(YEAR))
    counts, ticks = [len(each) for each in found], [tick for each in found for tick in each]
    assert abs(np.mean(counts) - 10.0) < 4.0 * math.sqrt(10.0 / 2000)
    fourth = 10.0 + 3.0 * 100.0  # central moment of a Poisson number with mean 10
    assert abs(np.mean((np.array(counts) - 10.0) ** 2) - 10.0) < 4.0 * math.sqrt((fourth - 100.0) / 2000)
    assert abs(np.mean(ticks) / YEAR - 0.5) < 4.0 / math.sqrt(12.0 * len(ticks))


def test_seasons_multiply_rates_and_leave_signals_alone() -> None:
    """Half a year at 3, in it 25 days at 0, and 20 days at a half across its end: counts against the clock."""
    seasons = [
        {"start": "2026-01-05", "end": "2026-06-26", "factor": 3},
        {"start": "2026-03-02", "end": "2026-04-03", "factor": 0},
        {"start": "2026-06-15", "end": "2026-07-10", "factor": 0.5},
    ]
    world = scenario(
        seasons=seasons,
        horizon={"warm_up": 0, "drain": 0},
        signals={"turbulence": 1000},
        campaign=[{"name": "k", "rate": 1000, "task": [{"name": "t", "discipline": "brand"}]}],
    )
    year = draw_year(world, 3, 0)
    pace = seasonal(world)
    assert pace.starts == tuple(day * DAY for day in (0, 40, 65, 115, 125, 135, 250))
    assert pace.factors == (3.0, 0.0, 3.0, 1.5, 0.5, 1.0)
    counted = np.histogram(year.campaigns.arrival, bins=pace.starts)[0]
    expected = np.array([40 * 3.0, 0.0, 50 * 3.0, 10 * 1.5, 10 * 0.5, 115.0]) * 4.0
    assert counted[1] == 0
    assert (np.abs(counted - expected) <= 4.0 * np.sqrt(expected)).all()
    signals = np.histogram(year.signals.arrival, bins=pace.starts)[0]
    expected = np.diff(pace.starts) / DAY * 4.0
    assert (np.abs(signals - expected) <= 4.0 * np.sqrt(expected)).all()


def test_lines_have_their_weights_and_equal_weights_change_nothing() -> None:
    kind = {"name": "k", "rate": 400, "task": [{"name": "t", "discipline": "brand"}]}
    names = ["a", "b", "c"]

    def counts(weights: list[float]) -> list[int]:
        year = draw_year(scenario(lines={"names": names, "weights": weights}, campaign=[kind]), 4, 0)
        return np.bincount(year.campaigns.line, minlength=3).tolist()

    assert counts([]) == counts([1, 1, 1])
    for count, weight in zip(counts([0.5, 0.5, 2]), (0.5, 0.5, 2), strict=True):
        expected = 400 * weight * 350 / 250
        assert abs(count - expected) < 4.0 * math.sqrt(expected)


def test_each_line_takes_part_with_its_probability_and_begins_within_the_spread() -> None:
    names = [f"line {number}" for number in range(1000)]
    kind = {**FESTIVAL, "dates": ["2026-06-18"], "participation": 0.3, "lead_spread_days": 8, "lines": []}
    year = draw_year(scenario(lines={"names": names}, campaign=[kind]), 4, 0)
    assert abs(len(year.campaigns.kind) - 300) < 4.0 * math.sqrt(1000 * 0.3 * 0.7)
    ahead = (158 * DAY - year.campaigns.arrival) / DAY
    assert ahead.min() > 10.0
    assert ahead.max() < 18.0
    assert abs(ahead.mean() - 14.0) < 4.0 * 8.0 / math.sqrt(12.0 * len(ahead))


# Qualities against their laws


@pytest.fixture(scope="module")
def many() -> Year:
    """Four thousand campaigns of two tasks each."""
    pair = {"with": "one", "probability": 0.25, "questions": {"law": "poisson", "mean": 2}}
    tasks = [
        {
            "name": "one",
            "discipline": "brand",
            "hours": POISSON_HOURS,
            "gate": {},
            "asset": {"topic": "x", "generic": 0.3},
        },
        {"name": "two", "discipline": "brand", "gate": {"faces": ["fit"]}, "asks": [pair]},
    ]
    kind = {"name": "k", "rate": 4000, "amount": {"law": "uniform", "low": 0, "high": 0.8}, "task": tasks}
    world = scenario(horizon={"warm_up": 0, "drain": 0}, campaign=[kind], rules={"gates": {"versions": VERSIONS}})
    return draw_year(world, 8, 0)


VERSIONS = {"law": "poisson", "mean": 2.3}


def near(found: np.ndarray, expected: float, deviation: float) -> bool:
    return bool(abs(found.mean() - expected) < 4.0 * deviation / math.sqrt(len(found)))


def test_a_proposal_needs_all_versions_of_one_face_and_part_of_the_other(many: Year) -> None:
    first = many.tasks.spec == 0
    fit, craft = many.tasks.fit_version[first], many.tasks.craft_version[first]
    needed = np.maximum(fit, craft)
    assert near(needed, 2.3, math.sqrt(2.3))
    decided = fit != craft
    assert near((fit > craft)[decided].astype(float), 0.5, 0.5)
    part = np.minimum(fit, craft)[needed == 3]
    assert near(part, 1.0, math.sqrt(2.0 / 3.0))
    assert set(part.tolist()) == {0, 1, 2}
    assert near(part[(fit > craft)[needed == 3]], 1.0, math.sqrt(2.0 / 3.0))  # whichever face is the hard one


def test_a_proposal_with_one_face_needs_all_versions_of_it(many: Year) -> None:
    second = many.tasks.spec == 1
    assert (many.tasks.fit_version[second] >= many.tasks.craft_version[second]).all()
    assert near(many.tasks.fit_version[second], 2.3, math.sqrt(2.3))


def test_pairs_are_coupled_by_chance_and_ask_both_ways(many: Year) -> None:
    asks = np.bincount(many.questions.asker, minlength=len(many.tasks.spec))
    deviation = math.sqrt(0.25 * (2 + 4) - 0.5**2)  # of a Poisson number that is there with probability 1/4
    for spec in (0, 1):
        assert near(asks[many.tasks.spec == spec], 0.5, deviation)
    coupled = (asks[0::2] + asks[1::2]) > 0
    chance = 0.25 * (1.0 - math.exp(-4.0))
    assert near(coupled.astype(float), chance, math.sqrt(chance * (1 - chance)))
    assert (many.tasks.campaign[many.questions.asker] == many.tasks.campaign[many.questions.partner]).all()
    assert (many.questions.asker != many.questions.partner).all()
    assert near(many.questions.fraction, 500_000, 1e6 / math.sqrt(12))


def test_other_qualities_follow_their_laws(many: Year) -> None:
    first = many.tasks.spec == 0
    assert near(many.tasks.ticks[first], 9 * HOUR, 9 * HOUR * 0.6)
    assert near(many.tasks.generic[first], 0.3, math.sqrt(0.21))
    assert not many.tasks.generic[~first].any()
    assert near(many.tasks.idea, 500_000, 1e6 / math.sqrt(12))
    assert 1 <= many.tasks.idea.min() < many.tasks.idea.max() <= 999_999
    assert near(many.tasks.drift, 0.0, 1e6)
    assert near((many.tasks.drift / 1e6) ** 2, 1.0, math.sqrt(2.0))
    assert near(many.campaigns.amount, 400_000, 8e5 / math.sqrt(12))
    assert abs(np.corrcoef(many.tasks.idea[first], many.tasks.idea[~first])[0, 1]) < 4.0 / math.sqrt(first.sum())
    for one in ("ticks", "idea", "drift"):
        for other in ("generic", "idea", "drift"):
            if one != other:
                pair = np.corrcoef(getattr(many.tasks, one)[first], getattr(many.tasks, other)[first])[0, 1]
                assert abs(pair) < 4.0 / math.sqrt(first.sum())


def test_chores_fill_their_share_of_the_capacity() -> None:
    world = scenario(
        disciplines=["brand", "data", "events"],
        lines={"names": ["a", "b"], "weights": [3, 1]},
        chores={"share": 0.2, "disciplines": {"brand": 2, "data": 1}, "hours": {"law": "exponential", "mean": 4}},
    )
    year = draw_year(world, 6, 0, seats=50)
    expected = 0.2 * 50 * 2000 / 4 * 350 / 250
    assert abs(len(year.chores.ticks) - expected) < 4.0 * math.sqrt(expected)
    assert near(year.chores.ticks, 4 * HOUR, 4 * HOUR)
    assert near(year.chores.line, 0.25, math.sqrt(3 / 16))
    assert near(year.chores.discipline, 1 / 3, math.sqrt(2 / 9))
    assert year.chores.ticks.min() >= 1
    assert rows(year.chores, "arrival") == sorted(rows(year.chores, "arrival"))
    staffed = world.model_copy(update={"staffing": world.staffing.model_copy(update={"seats": 50})})
    assert rows(draw_year(staffed, 6, 0).chores, "arrival", "ticks") == rows(year.chores, "arrival", "ticks")
    nothing = draw_year(scenario(chores={"share": 0.2, "hours": 0}), 6, 0)
    assert len(nothing.chores.ticks) == 0


# Tables as a whole


def test_the_tables_hold_together() -> None:
    world = scenario(**RICH)
    for replication in range(3):
        year = draw_year(world, 1, replication)
        keys = rows(year.campaigns, "arrival", "kind", "line")
        assert keys == sorted(keys)
        assert rows(year.signals, "arrival", "line") == sorted(rows(year.signals, "arrival", "line"))
        assert (np.repeat(np.arange(len(keys)), year.campaigns.tasks) == year.tasks.campaign).all()
        assert (year.tasks.campaign[year.campaigns.first_task] == np.arange(len(keys))).all()
        after = np.repeat(year.tasks.campaign, year.tasks.predecessor_count)
        assert (year.tasks.campaign[year.predecessors] == after).all()
        for table in (Campaigns, Tasks):
            for name in table.__dataclass_fields__:
                column = getattr(year.campaigns if table is Campaigns else year.tasks, name)
                assert column.dtype == np.int64
                assert column.flags.c_contiguous


def test_an_address_is_a_number_of_its_names_alone() -> None:
    assert named("campaign", "launch", "north") == named("campaign", "launch", "north") < 2**40
    assert len({named("ab", "c"), named("a", "bc"), named("abc"), named("c", "ab"), named("ab", "c", "")}) == 5


def test_campaigns_that_tie_stand_in_the_order_of_their_kind() -> None:
    """Two dates of one kind on one day: nothing tells them apart but the order in which the file gives them."""
    task = [{"name": "t", "discipline": "brand", "hours": {"law": "uniform", "low": 1, "high": 9}}]
    dates = ["2026-03-02", "spring", "2026-03-02"]
    calendar = {"dates": {"spring": "2026-03-02"}}
    year = draw_year(scenario(calendar=calendar, campaign=[{"name": "k", "dates": dates, "task": task}]), 1, 0)
    other = draw_year(scenario(calendar=calendar, campaign=[{"name": "k", "dates": dates[1:], "task": task}]), 1, 0)
    assert len(set(year.campaigns.arrival.tolist())) == 1
    written, named_, again = year.tasks.ticks.tolist()
    assert written == again != named_
    assert other.tasks.ticks.tolist() == [named_, again]


# One scenario after another


def test_a_changed_scenario_never_gets_the_year_of_the_one_before() -> None:
    """What follows from a scenario is remembered; a hundred that differ a little pass through the same memory."""

    def changed(number: int) -> Scenario:
        world = scenario(**RICH)
        kinds = (world.campaign[0].model_copy(update={"rate": 1.0 + number}), *world.campaign[1:])
        return world.model_copy(update={"campaign": kinds, "volume": 1.0 + number / 100})

    first = [draw_year(changed(number), 1, 0).digest() for number in range(100)]
    assert len(set(first)) == 100
    assert [draw_year(changed(number), 1, 0).digest() for number in reversed(range(100))] == first[::-1]


def test_a_copy_with_another_number_of_seats_is_another_scenario() -> None:
    world = scenario(**RICH)
    more = world.model_copy(update={"staffing": world.staffing.model_copy(update={"seats": 9})})
    assert [len(draw_year(one, 1, 0).talent) for one in (world, more, world)] == [6, 9, 6]
    assert draw_year(more, 1, 0).digest() == draw_year(world, 1, 0, seats=9).digest()
    assert draw_year(world, 1, 0, seats=6).digest() == draw_year(world, 1, 0).digest()


def test_years_do_not_share_what_they_are_made_of() -> None:
    world = scenario(**RICH)
    before = draw_year(world, 1, 0)
    digest = before.digest()
    for table in (before.campaigns, before.tasks, before.questions, before.chores, before.signals, before.spells):
        for name in table.__dataclass_fields__:
            getattr(table, name)[:] = -7
    before.predecessors[:], before.talent[:] = -7, -7.0
    assert draw_year(world, 1, 0).digest() == digest


def test_threads_that_draw_at_once_draw_what_one_draws_alone() -> None:
    def digests(place: int) -> list[str]:
        return [draw_year(worlds[(place + turn) % 6], turn, place % 3).digest() for turn in range(6)]

    worlds = [scenario(**{**RICH, "volume": 1.0 + number / 10}) for number in range(6)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(digests, range(24)))
    worlds = [scenario(**{**RICH, "volume": 1.0 + number / 10}) for number in range(6)]
    assert together == [digests(place) for place in range(24)]


# The same bytes for ever: each line is a year as it was drawn, one number after the other, before years were drawn in
# arrays. A line of a scenario changes when the scenario does; all lines change when a bit of the drawing does.


@pytest.mark.parametrize(
    ("name", "seed", "replication", "digest"),
    [
        ("every law", 1, 0, "61065e3c13650683"),
        ("every law", 9223372036854775813, -1, "201b88b0b9ceaca2"),
        ("beauty_group", 1, 0, "dbabcf1cbf79a08d"),
        ("beauty_group", 7, 29, "bea580b76097c672"),
        ("tech_group", 1, 0, "65d09ffd05fb4911"),
        ("startup_brand", 20260618, 2, "98e95cfbd5d9524b"),
        ("appliance_group", 3, 1, "8e30d7d6a2c96967"),
        ("multi_category_618", 1, 5, "46778702bf61f198"),
    ],
)
def test_a_year_of_a_scenario_has_these_bytes(name: str, seed: int, replication: int, digest: str) -> None:
    world = scenario(**EVERY_LAW) if name == "every law" else sim.load(name)
    assert draw_year(world, seed, replication).digest()[:16] == digest
