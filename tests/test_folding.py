"""Catches time that a fold loses at the end of a run, and a log whose accounts do not add up but that is folded anyway.

One campaign with one task, told in a few rows by hand.
"""

from __future__ import annotations

import pytest
from measures.by_hand import table

from sim.errors import BrokenInvariant
from sim.facts import Facts
from sim.folding import Ledger
from sim.log import Item, Phase, Row, Verb
from sim.tallies import Tallies
from sim.vocabulary import TICK_PER_WEEK, Booking, Cause, Class, Interface, Outcome, State
from sim.world.year import Campaigns, Chores, Questions, Signals, Spells, Tasks, Year

END = 1000


def year(end: int = END, window: tuple[int, int] | None = None) -> Year:
    """One campaign of one task of 500 ticks, from tick 0."""
    nobody = table(Spells, []).seat
    return Year(
        seed=1,
        replication=0,
        window_from=window[0] if window else 0,
        window_to=window[1] if window else end,
        end=end,
        campaigns=table(Campaigns, [{"tasks": 1, "signal": -1}]),
        tasks=table(Tasks, [{"ticks": 500, "topic": -1}]),
        predecessors=nobody,
        questions=table(Questions, []),
        chores=table(Chores, []),
        signals=table(Signals, []),
        spells=table(Spells, []),
        talent=nobody.astype(float),
    )


def folded(rows: list[Row], seats: int = 2, **changes: int | tuple[int, int]) -> Facts:
    ledger = Ledger(year(**changes), seats)  # type: ignore[arg-type]
    ledger.take(rows)
    return ledger.close(moments=0)


def state(tick: int, entered: State) -> Row:
    return (tick, Verb.STATE, 0, 1, -1, entered, -1, 0)


def span(begin: int, end: int, seat: int = 0, booking: Booking = Booking.DIRECT, item: Item = Item.TASK) -> Row:
    return (end, Verb.SPAN, 0, seat, -1, booking, begin, item)


def queued(tick: int, seat: int = 0) -> Row:
    return (tick, Verb.QUEUED, 0, seat, -1, Class.UNDATED_TASK, 500, Item.TASK)


def left(tick: int, seat: int = 0, why: int = 0) -> Row:
    return (tick, Verb.LEFT, 0, seat, -1, why, 0, Item.TASK)


def test_a_task_lives_through_one_state_at_a_time() -> None:
    rows = [state(0, State.WAITING), state(100, State.WORKED), span(100, 600), state(600, State.DONE)]
    rows.append((600, Verb.CAMPAIGN_ENDS, 0, -1, -1, 0, 0, 0))
    facts = folded(rows)
    assert facts.tasks.states[0, [State.WAITING, State.WORKED]].tolist() == [100, 500]
    assert facts.campaigns.path[0].sum() == facts.campaigns.ended[0] == 600
    assert facts.campaigns.person[0] == 500
    assert facts.served == 500


def test_a_week_knows_who_worked_who_was_away_and_what_waited() -> None:
    week = TICK_PER_WEEK
    rows = [
        queued(week - 10),
        span(0, week + 100),
        span(50, week, seat=1, booking=Booking.ABSENT, item=Item.NOTHING),
        left(week + 100),
        queued(2 * week - 5),  # still there at the end
    ]
    facts = folded(rows, end=3 * week, window=(0, 2 * week + 7))
    assert facts.weeks.begin.tolist() == [0, week, 2 * week]
    assert facts.weeks.end.tolist() == [week, 2 * week, 2 * week + 7]
    assert facts.weeks.busy.tolist() == [week, 100, 0]
    assert facts.weeks.away.tolist() == [week - 50, 0, 0]
    assert facts.weeks.waiting.tolist() == [10, 100 + 5, 7]
    assert facts.seats.number_integral.tolist() == [110 + 5 + week, 0]


NEED: Row = (100, Verb.NEED, 0, 1, -1, Cause.GATE, 0, 0)


def request(
    tick: int, number: int, seat: int, phase: Phase = Phase.QUEUE, arbitration: int = 0, level: int = 1
) -> list[Row]:
    return [
        (tick, Verb.REQUEST, number, seat, 0, 0, arbitration, level),
        (tick, Verb.REQUEST_PHASE, number, seat, 0, phase, 0, 0),
    ]


def refused(tick: int) -> list[Row]:
    """Signer 0 refuses, which settles it: the other signature is not waited for, and a revision falls due."""
    return [
        (tick, Verb.ANSWER, 0, 0, 0, Outcome.REFUSED, 0, 1),
        (tick, Verb.NEED_PHASE, 0, 1, -1, Phase.REVISING, 0, Outcome.REFUSED),
    ]


def test_a_revision_that_never_ends_is_no_queue_of_the_signature_that_was_not_waited_for() -> None:
    work = [(400, Verb.NEED_PHASE, 0, 1, -1, Phase.REWORKED, -1, 0)]
    facts = folded([NEED, *request(100, 0, 0), *request(100, 1, 2), *refused(300), *work])
    assert facts.needs.usable.tolist() == [-1]
    phases = facts.needs.phases[0]
    assert phases.sum() == END - 100
    assert phases[[Phase.QUEUE, Phase.REVISING, Phase.REWORKED]].tolist() == [200, 100, 600]


def test_a_second_round_goes_on_from_the_first() -> None:
    rounds = [NEED, *request(100, 0, 0), *refused(300), *request(450, 1, 0)]
    answer = [
        (500, Verb.ANSWER, 1, 0, 0, Outcome.ACCEPTED, 1, 2),
        (500, Verb.NEED_PHASE, 0, 1, -1, Phase.DONE, 1, Outcome.ACCEPTED),
    ]
    facts = folded([*rounds, *answer])
    assert facts.needs.phases[0, [Phase.QUEUE, Phase.REVISING]].tolist() == [200 + 50, 150]
    assert (facts.needs.usable[0], facts.needs.rounds[0], facts.needs.level[0]) == (500, 2, 2)
    assert facts.needs.bad_accepted.tolist() == [1]
    still_asked = folded(rounds).needs
    assert still_asked.phases[0, [Phase.QUEUE, Phase.REVISING]].tolist() == [200 + 550, 150]


def test_who_was_asked_is_known_also_of_a_need_that_nobody_answered() -> None:
    facts = folded([NEED, *request(100, 0, 0, level=2), (150, Verb.NEED, 1, 1, -1, Cause.GATE, 0, 0)])
    assert facts.needs.asked.tolist() == [2, 0]
    assert facts.needs.alone.tolist() == [0, 1]
    assert facts.needs.level.tolist() == [0, 0]


def test_an_arbitration_that_never_ends_has_been_waited_for_all_the_same() -> None:
    interface = (200, Verb.INTERFACE, 0, 0, 1, Interface.ARBITRATION, 0, 0)
    facts = folded([NEED, interface, *request(200, 0, 0, arbitration=1)])
    assert facts.interfaces.wait.tolist() == [END - 200]
    assert facts.needs.phases[0, Phase.CONFLICT] == END - 200


def test_a_briefing_that_never_comes_is_what_its_task_waits_for() -> None:
    rows = [
        state(0, State.HANDOVER),
        (0, Verb.INTERFACE, 0, 0, -1, Interface.TRANSIT, 0, 0),
        (40, Verb.INTERFACE_ENDS, 0, 0, -1, 0, 0, 0),
        state(40, State.WAITING),
        state(100, State.HANDOVER),
        (100, Verb.INTERFACE, 1, 0, 1, Interface.HANDOVER, 0, 0),
    ]
    assert folded(rows).interfaces.wait.tolist() == [40, END - 100]


BROKEN: dict[str, tuple[list[Row], str]] = {
    "two bookings": ([span(0, 100), span(99, 200)], "seat 0 has two bookings at tick 99"),
    "queued twice": ([queued(0), queued(5)], "is queued twice at tick 5"),
    "not there": ([left(5)], "left a desk on which it was not, at tick 5"),
    "needs out of order": ([(0, Verb.NEED, 3, 1, -1, Cause.GATE, 0, 0)], "need 3 is out of order"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_log_that_contradicts_itself_is_refused(fault: str) -> None:
    rows, message = BROKEN[fault]
    with pytest.raises(BrokenInvariant, match=message):
        folded(rows)


def test_littles_identity_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(self: Tallies, *arguments: object) -> None:
        whole(self, *arguments)  # type: ignore[arg-type]
        self.stays[0] = 1

    whole = Tallies.__init__
    monkeypatch.setattr(Tallies, "__init__", forgetful)
    with pytest.raises(BrokenInvariant, match="Little's identity fails, 30 against 31"):
        folded([queued(10), left(40)])
