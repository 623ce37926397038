"""What no single field can know: whether the parts of a scenario fit together.

The schema has looked at every value by itself. Here names are looked up where they are defined, counts are compared,
shares are added, and orders are followed until they close a loop. Every check says all it finds, as a path and the rest
of a sentence, and stops at nothing, so that one reading of the file reports everything.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.errors import nearest
from sim.scenario.calendar import DAY, Calendar
from sim.scenario.positions import KeyPath
from sim.scenario.problems import value_in_words
from sim.scenario.schema import CampaignKind, Custom, GateSpec, Scenario, TaskSpec
from sim.vocabulary import Class

Mistake = tuple[KeyPath, str]

DAYS_MAX = 1_000_000
"""Longest run in working days, 4,000 years; the calendar and the clock hold it."""
YEARS = (1900, 2200)
"""Years in which a run may start."""
SUM_TOLERANCE = 0.001
"""Shares typed by hand sum to one within this."""


@dataclass(frozen=True)
class Surroundings:
    """What a scenario refers to that stands outside of it.

    Attributes
    ----------
    architectures : tuple of str
        Structures that exist; empty where the caller does not say.
    kinds : tuple of str
        Names of the campaign kinds in the library.
    folder : pathlib.Path or None
        Where files named by the scenario are looked for; None: not looked for.
    """

    architectures: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    folder: Path | None = None


def mistakes(scenario: Scenario, around: Surroundings) -> Iterator[Mistake]:
    """Everything in a scenario that does not fit together.

    Parameters
    ----------
    scenario : Scenario
        Resolved, and accepted by the schema.
    around : Surroundings

    Yields
    ------
    tuple of KeyPath and str
        Where, and what is wrong with it.
    """
    yield from _horizon(scenario)
    yield from _structures(scenario, around)
    yield from _names(("disciplines",), scenario.disciplines, "discipline")
    yield from _lines(scenario)
    yield from _staffing(scenario)
    yield from _seasons(scenario)
    yield from _chores(scenario)
    yield from _attention(scenario)
    yield from _levels(scenario)
    yield from _kinds(scenario, around)
    if scenario.custom:
        yield from _custom(scenario, scenario.custom, around)


# Small questions that many checks ask.


def _known(path: KeyPath, word: str, allowed: Iterable[str], what: str) -> Iterator[Mistake]:
    words = list(allowed)
    if word not in words:
        listed = ", ".join(words[:20]) + (", ..." if len(words) > 20 else "")
        expected = f", expected {'one of ' * (len(words) > 1)}{listed}" if words else "; no other is defined"
        yield path, f'unknown {what} "{word}"{expected}{nearest(word, words)}'


def _names(path: KeyPath, names: Sequence[str], what: str, key: str = "") -> Iterator[Mistake]:
    """Names are given, and each is given once."""
    if not names:
        yield path, f"must name at least one {what}"
    for number, name in enumerate(names):
        place = (*path, number, key) if key else (*path, number)
        if not name.strip():
            yield place, f"must name the {what} (got {value_in_words(name)})"
        elif name in names[:number]:
            yield place, f'{what} "{name}" is there already; names must differ'


def _unit_interval(path: KeyPath, values: Iterable[float], unit: str = "") -> Iterator[Mistake]:
    for number, value in enumerate(values):
        if not 0 <= value <= 1:
            got = f"(got {value_in_words(value)}{', ' + unit if unit else ''})"
            yield (*path, number), f"must be from 0 to 1 {got}"


def _weights(path: KeyPath, weights: Mapping[str, float] | Mapping[int, float]) -> Iterator[Mistake]:
    for key, weight in weights.items():
        if weight < 0:
            yield (*path, key), f"must be at least 0 (got {value_in_words(weight)}, weight)"
    if weights and not any(weight > 0 for weight in weights.values()):
        yield path, "at least one weight must be above 0"


def _seat(path: KeyPath, seat: int, scenario: Scenario) -> Iterator[Mistake]:
    seats = scenario.staffing.seats
    if not 0 <= seat < seats:
        yield path, f"must be a seat from 0 to {seats - 1} (got {seat}, of {seats} seats counted from 0)"


def _loops(before: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Follow an order backwards and yield each loop once, beginning with its first name in the file."""
    left = {name: [other for other in others if other in before] for name, others in before.items()}
    while left:
        free = [name for name, others in left.items() if not any(other in left for other in others)]
        if free:
            left = {name: others for name, others in left.items() if name not in free}
            continue
        walk = [next(iter(left))]
        while walk[-1] not in walk[:-1]:
            walk.append(next(other for other in left[walk[-1]] if other in left))
        loop = walk[walk.index(walk[-1]) : -1]
        first = min(range(len(loop)), key=lambda number: list(before).index(loop[number]))
        yield loop[first:] + loop[:first]
        left = {name: others for name, others in left.items() if name not in loop}


# The parts of a scenario, in the order of the schema.


def _horizon(scenario: Scenario) -> Iterator[Mistake]:
    days = scenario.horizon.warm_up + scenario.horizon.window + scenario.horizon.drain
    if days > DAYS_MAX:
        limit = f"must be at most {DAYS_MAX} days together"
        yield ("horizon",), f"warm_up, window and drain {limit} (got {value_in_words(days)}, working days)"
    first, last = YEARS
    if not first <= scenario.calendar.starts.year <= last:
        yield ("calendar", "starts"), f"must be in a year from {first} to {last} (got {scenario.calendar.starts})"


def _structures(scenario: Scenario, around: Surroundings) -> Iterator[Mistake]:
    if scenario.structures:
        yield from _names(("structures",), scenario.structures, "structure")
        for number, name in enumerate(scenario.structures):
            if around.architectures and name != "custom":
                yield from _known(("structures", number), name, around.architectures, "structure")
            if name == "custom" and scenario.custom is None:
                yield ("structures", number), 'structure "custom" needs a [custom] table, and there is none'
        if scenario.baseline not in scenario.structures:
            yield from _known(("baseline",), scenario.baseline, scenario.structures, "structure")


def _lines(scenario: Scenario) -> Iterator[Mistake]:
    lines = scenario.lines
    yield from _names(("lines", "names"), lines.names, "line")
    for key, table in (("similarity", lines.similarity), ("brand_shared", lines.brand_shared)):
        if isinstance(table, tuple):
            yield from _table(("lines", key), table, len(lines.names))
        elif table is not None and not 0 <= table <= 1:
            yield ("lines", key), f"must be from 0 to 1 (got {value_in_words(table)})"
    if lines.weights and len(lines.weights) != len(lines.names):
        got = f"(got {len(lines.weights)} weights, {len(lines.names)} lines)"
        yield ("lines", "weights"), f"must have one weight for each line {got}"
    yield from _weights(("lines", "weights"), dict(enumerate(lines.weights)))


def _table(path: KeyPath, table: Sequence[Sequence[float]], size: int) -> Iterator[Mistake]:
    """A table of likeness: square, symmetric, ones on the diagonal, from 0 to 1."""
    if len(table) != size:
        yield path, f"must have one row for each line (got {len(table)} rows, {size} lines)"
    for row, values in enumerate(table):
        if len(values) != len(table):
            yield (*path, row), f"must have as many numbers as there are rows (got {len(values)}, {len(table)} rows)"
        yield from _unit_interval((*path, row), values)
    if any(len(values) != len(table) for values in table):
        return
    for row, values in enumerate(table):
        if values[row] != 1:
            yield (*path, row, row), f"must be 1, a line is like itself (got {value_in_words(values[row])})"
        for column in range(row):
            if values[column] != table[column][row]:
                pair = f"{value_in_words(values[column])} and {value_in_words(table[column][row])}"
                yield (*path, row, column), f"must be the same in both directions (got {pair})"


def _staffing(scenario: Scenario) -> Iterator[Mistake]:
    staffing = scenario.staffing
    grades = [grade.name for grade in staffing.grades]
    yield from _names(("staffing", "grades"), grades, "grade", key="name")
    total = sum(grade.share for grade in staffing.grades)
    if grades and not staffing.seat and abs(total - 1) > SUM_TOLERANCE:
        yield ("staffing", "grades"), f"the shares must sum to 1 (got {total:.4g}, share of the seats)"
    if staffing.seat and len(staffing.seat) != staffing.seats:
        got = f"(got {staffing.seats}, but {len(staffing.seat)} tables [[staffing.seat]])"
        yield ("staffing", "seats"), f"must be the number of seats given one by one, or left out {got}"
    for number, seat in enumerate(staffing.seat):
        path = ("staffing", "seat", number)
        yield from _known((*path, "grade"), seat.grade, grades, "grade")
        yield from _known((*path, "discipline"), seat.discipline, scenario.disciplines, "discipline")
        yield from _known((*path, "line"), seat.line, scenario.lines.names, "line")


def _seasons(scenario: Scenario) -> Iterator[Mistake]:
    for number, season in enumerate(scenario.seasons):
        if season.end < season.start:
            yield ("seasons", number, "end"), f"must not be before the start {season.start} (got {season.end})"


def _chores(scenario: Scenario) -> Iterator[Mistake]:
    path = ("chores", "disciplines")
    for discipline in scenario.chores.disciplines:
        yield from _known((*path, discipline), discipline, scenario.disciplines, "discipline")
    yield from _weights(path, scenario.chores.disciplines)


def _attention(scenario: Scenario) -> Iterator[Mistake]:
    attention = scenario.rules.attention
    path: KeyPath = ("rules", "attention", "ranks")
    classes = [member.name.lower() for member in Class]
    for name in attention.ranks:
        yield from _known((*path, name), name, classes, "class of work")
    missing = [name for name in classes if name not in attention.ranks]
    if missing and len(attention.ranks) < len(classes):
        yield path, f"must rank every class of work; missing: {', '.join(missing)}"
    path = ("rules", "attention", "mix")
    yield from _unit_interval(path, attention.mix, "probability")
    if abs(sum(attention.mix) - 1) > SUM_TOLERANCE:
        yield path, f"must sum to 1 (got {sum(attention.mix):.4g}, probabilities of priority, fifo, lifo, random)"


def _levels(scenario: Scenario) -> Iterator[Mistake]:
    """The tables by level: one number a level, the last holds beyond."""
    authority = scenario.rules.decisions.authority
    path: KeyPath = ("rules", "decisions", "authority")
    if not authority:
        yield path, "must have at least one amount"
    yield from _unit_interval(path, authority, "amount")
    for level in range(1, len(authority)):
        if authority[level] > authority[level - 1]:
            pair = f"{value_in_words(authority[level])} below {value_in_words(authority[level - 1])}"
            yield (*path, level), f"must not be more than one level higher (got {pair}, amount)"
    exceptions = scenario.rules.exceptions
    for key in ("ignore_by_level", "rework_by_level"):
        if not getattr(exceptions, key):
            yield ("rules", "exceptions", key), "must have at least one probability"
    ignore, redo = len(exceptions.ignore_by_level), len(exceptions.rework_by_level)
    if ignore and redo and ignore != redo:
        got = f"(got {redo}, ignore_by_level has {ignore})"
        yield ("rules", "exceptions", "rework_by_level"), f"must have as many levels as ignore_by_level {got}"


def _kinds(scenario: Scenario, around: Surroundings) -> Iterator[Mistake]:
    kinds = scenario.campaign
    if kinds:
        yield from _names(("campaign",), [kind.name for kind in kinds], "campaign kind", key="name")
    answered: dict[str, str] = {}
    for number, kind in enumerate(kinds):
        path: KeyPath = ("campaign", number)
        if kind.use is not None:
            yield from _known((*path, "use"), kind.use, around.kinds, "library kind")
        if kind.answers != "none" and kind.answers in answered:
            yield (*path, "answers"), f'signals "{kind.answers}" are answered by "{answered[kind.answers]}" already'
        answered.setdefault(kind.answers, kind.name)
        if kind.use is None and not kind.rate and not kind.dates and kind.answers == "none":
            yield path, "never arrives; give a rate above 0, dates, or answers"
        for place, line in enumerate(kind.lines):
            yield from _known((*path, "lines", place), line, scenario.lines.names, "line")
        yield from _dates(path, kind, scenario)
        yield from _tasks(path, kind, scenario)


def _dates(path: KeyPath, kind: CampaignKind, scenario: Scenario) -> Iterator[Mistake]:
    named = scenario.calendar.dates
    calendar = Calendar(scenario.calendar.starts, 0, frozenset(scenario.calendar.holidays))
    horizon = scenario.horizon
    first, end = -horizon.warm_up, horizon.window + horizon.drain
    if any(True for _ in _horizon(scenario)):
        return
    for number, word in enumerate(kind.dates):
        place = (*path, "dates", number)
        date = named.get(word) or _iso_date(word)
        if date is None:
            names = f"a name from calendar.dates ({', '.join(named)})" if named else "a name from calendar.dates"
            expected = f'expected {names} or a date such as "2026-06-18"'
            yield place, f'unknown date "{word}", {expected}{nearest(word, named)}'
        elif not first * DAY <= calendar.tick_of(date) < end * DAY:
            days = (calendar.date_of(round(first * DAY)), calendar.date_of(round(end * DAY) - 1))
            told = word if word == str(date) else f"{word}, {date}"
            yield place, f"must be inside the run from {days[0]} to {days[1]} (got {told})"


def _iso_date(word: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(word) if re.fullmatch(r"\d{4}-\d\d-\d\d", word) else None
    except ValueError:
        return None


def _tasks(path: KeyPath, kind: CampaignKind, scenario: Scenario) -> Iterator[Mistake]:
    names = [task.name for task in kind.task]
    if kind.use is not None:
        return
    yield from _names((*path, "task"), names, "task", key="name")
    for number, task in enumerate(kind.task):
        yield from _task((*path, "task", number), task, names, scenario)
    before: dict[str, Sequence[str]] = {}
    for task in kind.task:
        before.setdefault(task.name, [name for name in task.after if name != task.name])
    for loop in _loops(before):
        number = names.index(loop[0])
        after = kind.task[number].after.index(loop[1])
        told = " after ".join([*loop, loop[0]])
        yield (*path, "task", number, "after", after), f"the order of tasks closes a loop: {told}"


def _task(path: KeyPath, task: TaskSpec, names: Sequence[str], scenario: Scenario) -> Iterator[Mistake]:
    yield from _known((*path, "discipline"), task.discipline, scenario.disciplines, "discipline")
    others = [name for name in names if name != task.name]
    for number, name in enumerate(task.after):
        place = (*path, "after", number)
        if name == task.name:
            yield place, f'task "{name}" cannot come after itself'
        elif name in task.after[:number]:
            yield place, f'task "{name}" is there already'
        else:
            yield from _known(place, name, others, "task")
    for number, question in enumerate(task.asks):
        place = (*path, "asks", number, "with")
        if question.with_ == task.name:
            yield place, f'task "{task.name}" cannot ask itself'
        else:
            yield from _known(place, question.with_, others, "task")
    if task.gate:
        yield from _gate((*path, "gate"), task.gate, scenario)


def _gate(path: KeyPath, gate: GateSpec, scenario: Scenario) -> Iterator[Mistake]:
    if not gate.faces:
        yield (*path, "faces"), "must name at least one face: fit, craft"
    for number, seat in enumerate(gate.signers):
        yield from _seat((*path, "signers", number), seat, scenario)
    if gate.signers and gate.needed > len(gate.signers):
        got = f"(got {gate.needed}, {len(gate.signers)} signers)"
        yield (*path, "needed"), f"must be at most the number of signers {got}"


def _custom(scenario: Scenario, custom: Custom, around: Surroundings) -> Iterator[Mistake]:
    groups = [group.name for group in custom.group]
    if custom.hr_export is None:
        yield from _names(("custom", "group"), groups, "group", key="name")
    elif around.folder and not (around.folder / custom.hr_export).is_file():
        got = f"(got {value_in_words(custom.hr_export)}, relative to the scenario)"
        yield ("custom", "hr_export"), f"no such file {got}"
    for number, group in enumerate(custom.group):
        path = ("custom", "group", number)
        if group.parent is not None:
            yield from _known((*path, "parent"), group.parent, groups, "group")
        if group.lead is not None:
            yield from _seat((*path, "lead"), group.lead, scenario)
        for place, member in enumerate(group.members):
            yield from _seat((*path, "members", place), member, scenario)
        if group.weights and len(group.weights) != len(group.members):
            got = f"(got {len(group.weights)} weights, {len(group.members)} members)"
            yield (*path, "weights"), f"must have one weight for each member {got}"
        yield from _weights((*path, "weights"), dict(enumerate(group.weights)))
    for loop in _loops({group.name: [group.parent] if group.parent else [] for group in custom.group}):
        told = " below ".join([*loop, loop[0]])
        yield ("custom", "group", groups.index(loop[0]), "parent"), f"the groups close a loop: {told}"
    for number, row in enumerate(custom.coverage):
        for key, words, allowed, what in (
            ("groups", row.groups, groups, "group"),
            ("disciplines", row.disciplines, scenario.disciplines, "discipline"),
            ("lines", row.lines, scenario.lines.names, "line"),
        ):
            for place, word in enumerate(words):
                yield from _known(("custom", "coverage", number, key, place), word, allowed, what)
        if not row.groups:
            yield ("custom", "coverage", number, "groups"), "must name at least one group"
    for number, report in enumerate(custom.report):
        yield from _seat(("custom", "report", number, "member"), report.member, scenario)
        yield from _seat(("custom", "report", number, "to"), report.to, scenario)
        if report.member == report.to:
            yield ("custom", "report", number, "to"), f"seat {report.member} cannot report to itself"
