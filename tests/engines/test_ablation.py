"""Catches a switch that leaves something of its rule alive, or that takes another rule with it.

Every rule leaves a trace of its own in the facts. With all rules on, each trace is there; with one rule off, its
trace is gone and the others are still there; with only one rule (and what it cannot do without) on, no other trace
appears.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from sim.engines.plan import make_plan
from sim.engines.reference.engine import Trace, simulate
from sim.log import Item, Verb
from sim.scenario.load import load
from sim.scenario.rules import Switches
from sim.vocabulary import Booking, Cause, Interface, State
from sim.world.architectures import organise
from sim.world.workload import draw_year

EVERYTHING = (
    "rules.borrowing.after=0.5",
    "rules.decisions.patience_hours=4.0",
    "rules.decisions.centralisation=0.3",
    "rules.attention.open_tasks_max=2",
    "signals.turbulence=6.0",
    "signals.volatility=0.8",
    "staffing.seats=18",
    "messages.per_week=5.0",
    "messages.channel=line",
)
SWITCHES = tuple(Switches.model_fields)
NEEDS = {
    "climb": {"exceptions"},
    "default": {"exceptions", "climb"},
    "outcome": {"exceptions"},
    "borrow": {"climb"},
    "slices": {"exceptions"},
}
"""What a rule cannot do without."""
TAKES_ALONG = {
    "exceptions": {"outcome", "climb"},
    "reuse": {"ideas"},
    "climb": {"default"},
    "slices": {"switching"},
}
"""Traces that may or may not survive without the rule, because they feed on it."""


def _needs(trace: Trace, cause: Cause) -> int:
    return int(np.sum(trace.facts.needs.cause == cause))


def _booked(trace: Trace, booking: Booking) -> int:
    return int(trace.facts.seats.bookings[:, booking].sum())


def _interfaces(trace: Trace, *kinds: Interface) -> int:
    return int(np.isin(trace.facts.interfaces.kind, kinds).sum())


def _interrupted_by_work(trace: Trace) -> int:
    """Items that a member laid down to take up another at the same tick."""
    laid_down: dict[int, tuple[int, int, int]] = {}
    worked_until: dict[tuple[int, int, int], int] = {}
    interrupted = 0
    for tick, verb, subject, seat, _, a, _, item in trace.rows:
        if verb == Verb.SPAN:
            worked_until[seat, subject, item] = tick
        elif verb == Verb.STATE and a == State.HANDOVER:  # read in, and asked back at once: its stint was over
            worked_until.pop((seat, subject, Item.TASK), None)
        elif verb == Verb.QUEUED and seat >= 0 and worked_until.get((seat, subject, item)) == tick:
            laid_down[seat] = (tick, subject, item)
        elif verb == Verb.LEFT and seat >= 0 and a == 0 and seat in laid_down:
            when, what, kind = laid_down.pop(seat)
            interrupted += when == tick and (what, kind) != (subject, item)
    return interrupted


def _skill_by_practice(trace: Trace) -> int:
    by_seat: dict[int, set[int]] = {}
    for row in trace.rows:
        if row[1] == Verb.SKILL:
            by_seat.setdefault(row[3], set()).add(row[5])
    return sum(len(skills) > 1 for skills in by_seat.values())


TRACES: dict[str, Callable[[Trace], int]] = {
    "borrow": lambda t: _needs(t, Cause.BORROW),
    "handover": lambda t: _interfaces(t, Interface.HANDOVER, Interface.TRANSIT, Interface.CLARIFICATION),
    "reuse": lambda t: int(t.facts.tasks.found.sum() + t.facts.tasks.missed.sum()),
    "switching": lambda t: _booked(t, Booking.SWITCHING),
    "slices": _interrupted_by_work,
    "learning": _skill_by_practice,
    "exceptions": lambda t: int(t.facts.tasks.failures.sum()),
    "climb": lambda t: int(np.sum((t.facts.needs.level > 0) & (t.facts.needs.cause == Cause.EXCEPTION))),
    "default": lambda t: int(t.facts.needs.defaulted.sum()),
    "outcome": lambda t: int(t.facts.tasks.rework.sum()),
    "gates": lambda t: _needs(t, Cause.GATE),
    "conflict": lambda t: _needs(t, Cause.CONFLICT),
    "exchange": lambda t: _interfaces(t, Interface.QUESTION),
    "counterpart": lambda t: int(t.facts.tasks.states[:, State.COUNTERPART].sum()),
    "meetings": lambda t: _booked(t, Booking.MEETING),
    "supervision": lambda t: _booked(t, Booking.SUPERVISION),
    "chores": lambda t: _booked(t, Booking.CHORE),
    "signals": lambda t: int(t.facts.signals.sent_back.sum()),
    "absences": lambda t: _booked(t, Booking.ABSENT),
    "outside": lambda t: _booked(t, Booking.OUTSIDE),
    "brand": lambda t: int(np.abs(t.facts.shows.style).sum()),
    "messages": lambda t: int(np.sum(t.facts.messages.delivered >= 0)),
}


@cache
def run(*off: str) -> Trace:
    changes = (*EVERYTHING, *(f"rules.switches.{name}=false" for name in off))
    scenario = load("multi_category_618", changes=changes)
    plan = make_plan(scenario, organise(scenario, "matrix"))
    return simulate(plan, draw_year(scenario, 3, 0))


def test_every_rule_but_two_has_a_trace_of_its_own() -> None:
    assert set(SWITCHES) - set(TRACES) == {"assign", "ideas"}


@pytest.mark.parametrize("rule", TRACES)
def test_with_all_rules_on_each_trace_is_there(rule: str) -> None:
    assert TRACES[rule](run()) > 0


@pytest.mark.parametrize("rule", TRACES)
def test_a_rule_switched_off_leaves_no_trace_and_takes_no_other_along(rule: str) -> None:
    trace = run(rule)
    assert TRACES[rule](trace) == 0
    spared = set(TRACES) - {rule} - TAKES_ALONG.get(rule, set())
    assert {other for other in spared if TRACES[other](trace) == 0} == set()


@pytest.mark.parametrize("rule", TRACES)
def test_a_rule_alone_leaves_no_other_trace(rule: str) -> None:
    on = {rule, *NEEDS.get(rule, set())}
    trace = run(*sorted(set(SWITCHES) - on))
    assert {other for other in TRACES if other not in on and TRACES[other](trace)} == set()


def test_without_assign_the_longest_idle_pulls_and_only_owners_change() -> None:
    alone, never = run(*sorted(set(SWITCHES) - {"assign", "learning"})), run(*sorted(set(SWITCHES) - {"learning"}))
    assert (alone.facts.tasks.owner != never.facts.tasks.owner).any()
    assert (alone.facts.tasks.failures == never.facts.tasks.failures).all()


def test_without_ideas_each_idea_is_as_drawn() -> None:
    scenario = load("multi_category_618", changes=EVERYTHING)
    year = draw_year(scenario, 3, 0)
    drawn = year.tasks.idea
    for off, same in (((), False), (("ideas",), True)):
        ends = {row[2]: row[7] for row in run(*off).rows if row[1] == Verb.TASK_ENDS and row[7] >= 0}
        assert all(ends[task] == drawn[task] for task in ends) is same


def test_the_year_does_not_know_the_switches() -> None:
    digests = set()
    for off in SWITCHES:
        scenario = load("multi_category_618", changes=(*EVERYTHING, f"rules.switches.{off}=false"))
        digests.add(draw_year(scenario, 3, 0).digest())
    assert len(digests) == 1
