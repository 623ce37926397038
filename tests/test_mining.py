"""Catches an export from which process mining would learn something that did not happen.

One campaign by hand: a task worked on in two stretches, briefed, asked about and signed; and a second one without work.
"""

from __future__ import annotations

import csv
import datetime
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from sim.log import EventLog, Item, Row, Verb
from sim.mining import ACTIVITIES, Names, moment, stints, write_csv, write_xes
from sim.vocabulary import TICK_PER_DAY, TICK_PER_HOUR, Booking, Cause, Interface

HOUR, DAY = TICK_PER_HOUR, TICK_PER_DAY
XES = "{http://www.xes-standard.org/}"
NAMES = Names(
    campaigns=("launch <1>", "launch 2", "crisis"),
    tasks=("film", "post", "plan"),
    campaign_of=(0, 0, 2),
    seats=("lead", "maker"),
    teams=("brand", "brand & digital"),
)


def span(begin: int, end: int, seat: int, booking: Booking, item: Item, subject: int) -> Row:
    return (end * HOUR, Verb.SPAN, subject, seat, -1, booking, begin * HOUR, item)


ROWS: list[Row] = [
    (0, Verb.INTERFACE, 0, 0, 1, Interface.HANDOVER, 1, 0),
    span(0, 1, 0, Booking.HANDOVER, Item.BRIEFING, 0),
    span(1, 2, 1, Booking.SEARCH, Item.TASK, 1),
    span(2, 6, 1, Booking.DIRECT, Item.TASK, 1),
    span(6, 7, 1, Booking.MEETING, Item.MEETING, 0),
    (7 * HOUR, Verb.INTERFACE, 1, 0, 1, Interface.QUESTION, 1, 40),
    span(7, 8, 0, Booking.EXCHANGE, Item.QUESTION, 40),
    span(7, 10, 1, Booking.DIRECT, Item.TASK, 1),
    span(10, 11, 1, Booking.REWORK, Item.TASK, 1),
    (11 * HOUR, Verb.NEED, 0, 1, -1, Cause.GATE, 1, 0),
    (11 * HOUR, Verb.REQUEST, 0, 0, 0, 0, 0, 1),
    span(11, 12, 0, Booking.DECIDING, Item.REQUEST, 0),
    (12 * HOUR, Verb.NEED, 1, 1, -1, Cause.SIGNAL, 2, 0),  # about campaign 2, not task 2
    (12 * HOUR, Verb.REQUEST, 1, 0, 1, 0, 0, 1),
    span(12, 13, 0, Booking.DECIDING, Item.REQUEST, 1),
    span(13, 14, 0, Booking.CHORE, Item.CHORE, 3),
    span(14, 16, 0, Booking.ABSENT, Item.NOTHING, -1),
]


def date_of(tick: int) -> datetime.date:
    """Monday 5 January 2026 is the day of tick 0, and every day is worked."""
    return datetime.date(2026, 1, 5) + datetime.timedelta(days=tick // DAY)


def test_stints_are_what_was_done_for_campaigns_and_nothing_else() -> None:
    found = [
        (one.campaign, one.activity, one.seat, one.begin // HOUR, one.end // HOUR, one.resumes, one.completes)
        for one in stints(EventLog.from_rows(ROWS), NAMES)
    ]
    assert found == [
        (0, "brief a colleague", 0, 0, 1, False, True),
        (0, "post", 1, 1, 6, False, False),  # looking for material and the work itself are one stretch
        (0, "answer a question", 0, 7, 8, False, True),
        (0, "post", 1, 7, 10, True, True),
        (0, "post (rework)", 1, 10, 11, False, True),
        (0, "sign off a proposal", 0, 11, 12, False, True),
        (2, "decide on an unsettled plan", 0, 12, 13, False, True),
    ]


def test_a_piece_of_work_keeps_its_number_when_it_is_resumed() -> None:
    numbers = {}
    for one in stints(EventLog.from_rows(ROWS), NAMES):
        numbers.setdefault(one.activity, set()).add(one.instance)
    assert all(len(found) == 1 for found in numbers.values())
    assert len(set.union(*numbers.values())) == len(numbers) == 6


def test_the_day_runs_from_nine_to_five() -> None:
    assert moment(0, date_of) == datetime.datetime(2026, 1, 5, 9)
    assert moment(DAY - 1, date_of) == datetime.datetime(2026, 1, 5, 16, 59, 59)
    assert moment(DAY, date_of) == datetime.datetime(2026, 1, 6, 9)
    assert moment(DAY, date_of, ends=True) == datetime.datetime(2026, 1, 5, 17)
    assert moment(DAY + 1, date_of, ends=True) == datetime.datetime(2026, 1, 6, 9, 0, 1)


def test_csv_has_a_row_a_stint(tmp_path: Path) -> None:
    write_csv(tmp_path / "events.csv", EventLog.from_rows(ROWS), NAMES, date_of)
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7
    assert rows[3] == {
        "case": "0",
        "campaign": "launch <1>",
        "activity": "post",
        "resource": "maker",
        "seat": "1",
        "team": "brand & digital",
        "start": "2026-01-05T16:00:00",
        "complete": "2026-01-06T11:00:00",
        "instance": rows[1]["instance"],
        "hours": "3.0000",
    }


def test_xes_has_a_trace_a_campaign_that_somebody_worked_on(tmp_path: Path) -> None:
    write_xes(tmp_path / "events.xes", EventLog.from_rows(ROWS), NAMES, date_of, title="A & B")
    root = ElementTree.parse(tmp_path / "events.xes").getroot()
    assert root.tag == f"{XES}log"
    assert root.get("xes.version") == "1849.2016"
    assert [one.get("prefix") for one in root.findall(f"{XES}extension")] == ["concept", "time", "lifecycle", "org"]
    assert value(root, "concept:name") == "A & B"
    traces = root.findall(f"{XES}trace")
    assert [value(trace, "concept:name") for trace in traces] == ["launch <1>", "crisis"]
    assert [value(trace, "campaign") for trace in traces] == ["0", "2"]
    assert [len(trace.findall(f"{XES}event")) for trace in traces] == [12, 2]


def test_xes_tells_interruptions_in_the_order_of_time(tmp_path: Path) -> None:
    write_xes(tmp_path / "events.xes", EventLog.from_rows(ROWS), NAMES, date_of, title="")
    trace = ElementTree.parse(tmp_path / "events.xes").getroot().findall(f"{XES}trace")[0]
    events = trace.findall(f"{XES}event")
    times = [value(event, "time:timestamp") for event in events]
    assert times == sorted(times)
    post = [event for event in events if value(event, "concept:name") == "post"]
    assert [value(event, "lifecycle:transition") for event in post] == ["start", "suspend", "resume", "complete"]
    assert {value(event, "org:resource") for event in post} == {"maker 1"}
    assert value(post[0], "time:timestamp") == "2026-01-05T10:00:00.000+00:00"


def value(element: ElementTree.Element, key: str) -> str | None:
    """The value of an attribute of a log, trace or event."""
    (found,) = [child.get("value") for child in element if child.get("key") == key]
    return found


@pytest.mark.parametrize("cause", Cause)
def test_every_decision_has_a_name(cause: Cause) -> None:
    about = 0 if cause is not Cause.SIGNAL else 1
    rows: list[Row] = [
        (0, Verb.NEED, 0, 1, -1, cause, about, 0),
        (0, Verb.REQUEST, 0, 0, 0, 0, 0, 1),
        span(0, 1, 0, Booking.DECIDING, Item.REQUEST, 0),
    ]
    (one,) = stints(EventLog.from_rows(rows), NAMES)
    assert one.activity == ACTIVITIES[cause.name.lower()]
    assert one.campaign == about


def test_names_may_be_in_another_language(tmp_path: Path) -> None:
    names = Names(**{**vars(NAMES), "activities": {**ACTIVITIES, "rework": "{task}（返工）"}})
    assert "post（返工）" in {one.activity for one in stints(EventLog.from_rows(ROWS), names)}
