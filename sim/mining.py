"""A run as process mining sees one: cases, activities and resources, as CSV or XES (IEEE 1849-2016).

A case is a campaign; an activity is work on one of its tasks, or one of the smaller things that people do for one
another: decide, answer, brief. Working ticks become dates with hours from 9:00 to 17:00 without a break, in no
particular time zone. Work that belongs to no campaign (chores, meetings, supervision, absence) is left out.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

from sim.log import EventLog, Item, Verb
from sim.vocabulary import TICK_PER_DAY, TICK_PER_HOUR, Booking, Cause, Interface

OPENS = time(9)
"""When the working day begins; it ends eight hours later."""

ACTIVITIES: Mapping[str, str] = MappingProxyType(
    {
        "rework": "{task} (rework)",
        "exception": "decide on an exception",
        "gate": "sign off a proposal",
        "signal": "decide on an unsettled plan",
        "borrow": "decide on help between groups",
        "conflict": "decide which campaign goes first",
        "question": "answer a question",
        "handover": "brief a colleague",
        "clarification": "clarify a briefing",
    }
)
"""Names of activities besides the tasks'; ``{task}`` stands for the name of the task."""


@dataclass(frozen=True)
class Names:
    """What the numbers of a log are called.

    Attributes
    ----------
    campaigns : sequence of str
        By campaign; a name that occurs twice should carry a number.
    tasks : sequence of str
        By task row.
    campaign_of : sequence of int
        Campaign of each task row.
    seats, teams : sequence of str
        Title and team of each seat.
    activities : mapping
        See `ACTIVITIES`.
    """

    campaigns: Sequence[str]
    tasks: Sequence[str]
    campaign_of: Sequence[int]
    seats: Sequence[str]
    teams: Sequence[str]
    activities: Mapping[str, str] = field(default_factory=lambda: ACTIVITIES)


@dataclass(frozen=True)
class Stint:
    """A stretch of work of one seat on one activity of one campaign.

    Attributes
    ----------
    campaign, seat : int
        Numbers.
    activity : str
        Name.
    begin, end : int
        Ticks.
    instance : int
        Running number of the piece of work that this stretch is part of.
    resumes, completes : bool
        Whether this seat had begun the piece of work before, and whether this stretch is its last on it.
    """

    campaign: int
    activity: str
    seat: int
    begin: int
    end: int
    instance: int
    resumes: bool
    completes: bool


Piece = tuple[int, str, int, int, int]
"""Campaign, activity, kind of item, its number, seat: what makes one piece of work."""


def stints(log: EventLog, names: Names) -> list[Stint]:
    """Stretches of work on campaigns, in order of campaign, then begin, then seat.

    Spans of one piece of work that follow one another without a gap (looking for material, reading in, the work itself)
    are one stretch. Rework is an activity of its own.
    """
    stretches: dict[Piece, list[tuple[int, int]]] = {}
    for piece, begin, end in _worked(log, names):
        runs = stretches.setdefault(piece, [])
        if runs and runs[-1][1] == begin:
            begin, _ = runs.pop()
        runs.append((begin, end))
    found = [
        Stint(piece[0], piece[1], piece[4], begin, end, instance, place > 0, place == len(runs) - 1)
        for instance, (piece, runs) in enumerate(stretches.items())
        for place, (begin, end) in enumerate(runs)
    ]
    return sorted(found, key=lambda stint: (stint.campaign, stint.begin, stint.seat))


def _worked(log: EventLog, names: Names) -> Iterator[tuple[Piece, int, int]]:
    """Spans on campaigns, in the order of the log: piece of work, begin, end."""
    needs: dict[int, tuple[int, str]] = {}  # campaign and name of the decision
    requests: dict[int, int] = {}  # need
    briefings: dict[int, tuple[int, str]] = {}
    answers: dict[int, tuple[int, str]] = {}
    called = names.activities
    for tick, verb, subject, seat, other, a, b, c in log.rows():
        if verb == Verb.NEED:
            campaign = b if a == Cause.SIGNAL else names.campaign_of[b]
            needs[subject] = (campaign, called[Cause(a).name.lower()])
        elif verb == Verb.REQUEST:
            requests[subject] = other
        elif verb == Verb.INTERFACE and a % 16 in (Interface.HANDOVER, Interface.CLARIFICATION, Interface.QUESTION):
            kind = Interface(a % 16)
            about = answers if kind is Interface.QUESTION else briefings
            about[c if kind is Interface.QUESTION else subject] = (names.campaign_of[b], called[kind.name.lower()])
        elif verb == Verb.SPAN:
            if c == Item.TASK:
                task = names.tasks[subject]
                activity = called["rework"].format(task=task) if a == Booking.REWORK else task
                yield (names.campaign_of[subject], activity, c, subject, seat), b, tick
            elif c in (Item.REQUEST, Item.QUESTION, Item.BRIEFING):
                table = {Item.QUESTION: answers, Item.BRIEFING: briefings}
                campaign, activity = needs[requests[subject]] if c == Item.REQUEST else table[Item(c)][subject]
                yield (campaign, activity, c, subject, seat), b, tick


def moment(tick: int, date_of: Callable[[int], date], ends: bool = False) -> datetime:
    """The date and time of day of a tick.

    Parameters
    ----------
    tick : int
        Seconds of working time.
    date_of : function of int
        The working day that contains a tick, as the scenario's calendar has it.
    ends : bool
        The last tick of a day belongs to that day (17:00), not to the next (9:00).
    """
    day, second = divmod(tick, TICK_PER_DAY)
    if ends and second == 0:
        day, second = day - 1, TICK_PER_DAY
    return datetime.combine(date_of(day * TICK_PER_DAY), OPENS) + timedelta(seconds=second)


def write_csv(path: str | Path, log: EventLog, names: Names, date_of: Callable[[int], date]) -> None:
    """Write one row a stint.

    Columns: ``case`` (number of the campaign), ``campaign``, ``activity``, ``resource`` (title of the seat), ``seat``,
    ``team``, ``start``, ``complete`` (ISO 8601, no time zone), ``instance``, ``hours`` (of work).
    """
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ("case", "campaign", "activity", "resource", "seat", "team", "start", "complete", "instance", "hours")
        )
        for one in stints(log, names):
            start, complete = moment(one.begin, date_of), moment(one.end, date_of, ends=True)
            who = (names.seats[one.seat], one.seat, names.teams[one.seat])
            hours = f"{(one.end - one.begin) / TICK_PER_HOUR:.4f}"
            what = (one.campaign, names.campaigns[one.campaign], one.activity)
            writer.writerow((*what, *who, start.isoformat(), complete.isoformat(), one.instance, hours))


EXTENSIONS = {"Concept": "concept", "Time": "time", "Lifecycle": "lifecycle", "Organizational": "org"}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">"""
GLOBALS = """  <global scope="trace"><string key="concept:name" value=""/></global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
    <string key="lifecycle:transition" value="complete"/>
    <string key="org:resource" value=""/>
  </global>
  <classifier name="Activity" scope="event" keys="concept:name"/>
  <string key="lifecycle:model" value="standard"/>"""


def write_xes(path: str | Path, log: EventLog, names: Names, date_of: Callable[[int], date], title: str) -> None:
    """Write one trace a campaign on which somebody worked, and two events a stint.

    Work that is interrupted and resumed has the transitions start, suspend, resume, complete; complete is the
    end of the last stretch that this seat gave to it within the run. Times carry the zone +00:00 because tools ask for
    one; they are office hours.
    """
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _xes(stints(log, names), names, date_of, title))


def _xes(found: Iterable[Stint], names: Names, date_of: Callable[[int], date], title: str) -> Iterator[str]:
    yield HEAD
    for name, prefix in EXTENSIONS.items():
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        yield f"  <extension name={quoteattr(name)} prefix={quoteattr(prefix)} uri={quoteattr(uri)}/>"
    yield GLOBALS
    yield f"  {_attribute('string', 'concept:name', title)}"
    for campaign, inside in groupby(found, key=lambda stint: stint.campaign):
        yield "  <trace>"
        yield f"    {_attribute('string', 'concept:name', names.campaigns[campaign])}"
        yield f"    {_attribute('int', 'campaign', campaign)}"
        events = [(one.end if ends else one.begin, not ends, one) for one in inside for ends in (False, True)]
        for tick, begins, one in sorted(events, key=lambda event: event[:2]):
            transition = (
                ("resume" if one.resumes else "start") if begins else "complete" if one.completes else "suspend"
            )
            yield "    <event>"
            yield f"      {_attribute('string', 'concept:name', one.activity)}"
            yield f"      {_attribute('string', 'concept:instance', one.instance)}"
            when = moment(tick, date_of, ends=not begins).isoformat(timespec="milliseconds")
            yield f"      {_attribute('date', 'time:timestamp', f'{when}+00:00')}"
            yield f"      {_attribute('string', 'lifecycle:transition', transition)}"
            yield f"      {_attribute('string', 'org:resource', f'{names.seats[one.seat]} {one.seat}')}"
            yield f"      {_attribute('string', 'org:group', names.teams[one.seat])}"
            yield "    </event>"
        yield "  </trace>"
    yield "</log>"


def _attribute(kind: str, key: str, value: object) -> str:
    return f"<{kind} key={quoteattr(key)} value={quoteattr(str(value))}/>"
