"""The first difference between two engines, told as a story: what both had done just before, and what each did next.

An error in a simulator shows long after it was made, as a mean that is a little off. Between twins it shows at once, in
one row; the rows before it that concern the same people and the same work are nearly always enough to see why.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.engines.sentences import VERBS, Cast, cell, moment, sentence, things
from sim.engines.twin import Difference, FactDiffers, RowDiffers
from sim.log import COLUMNS, Phase, Row
from sim.vocabulary import Booking, State

BEFORE = 8
"""Rows that are told from before the difference."""
HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "rows": "Both logs agree on {row:,} rows; row {row:,}, counted from 0, differs.",
        "before": "Last written by both about the same people and things:",
        "reference": "Then the reference engine wrote",
        "compiled": "and the compiled engine wrote",
        "over": "nothing more: its log is over",
        "differ": "They differ in:",
        "numbers": "In numbers ({columns}):",
        "fact": "The logs agree; the facts do not: {column} is {reference} by the reference engine "
        "and {compiled} by the compiled engine.",
        "length": "The logs agree; the facts do not: {column} has {reference} rows by the reference engine "
        "and {compiled} by the compiled engine.",
        "quiet": "This is the run of the compiled engine without a log; with a log it agrees.",
        "moments": "Logs and facts agree; the reference engine went through {reference:,} moments, "
        "the compiled engine through {compiled:,}.",
        "digest": "Logs, facts and the number of moments agree; the moments or their order do not "
        "(digest {reference:016x} by the reference engine, {compiled:016x} by the compiled engine).",
    }
)
SHARED = ("group", "discipline")
"""Things that too many rows are about."""
TABLES = {"campaigns": "campaign", "tasks": "task", "needs": "need", "interfaces": "interface", "seats": "seat"}
TABLES |= {"chores": "chore", "signals": "signal", "shows": "row", "weeks": "week"}
TABLES |= {"messages": "message"}
"""What a row of a table of facts is about."""
NUMBERED = {"path": State, "states": State, "bookings": Booking, "phases": Phase}
"""What numbers the columns of the tables of facts that have two dimensions."""


def told(difference: Difference, names: Cast, headings: Mapping[str, str] = HEADINGS) -> list[str]:
    """A difference as lines of text.

    Parameters
    ----------
    difference : Difference
        From `engines.twin`.
    names : Cast
        What the numbers are called.
    headings : mapping
        Words of the story, in another language; those of `HEADINGS`.

    Returns
    -------
    list of str
    """
    if isinstance(difference, RowDiffers):
        return _rows(difference, names, headings)
    if isinstance(difference, FactDiffers):
        lines = [_fact(difference, names, headings)]
    else:
        both = {"reference": difference.reference, "compiled": difference.compiled}
        lines = [headings[difference.what].format_map(both)]
    return lines if difference.log else [*lines, headings["quiet"]]


def concerning(before: tuple[Row, ...], rows: tuple[Row, ...]) -> list[int]:
    """Numbers of the last rows about the people and the work that some rows are about, and of the very last row."""
    everything = frozenset().union(*(things(row) for row in rows))
    about = frozenset(one for one in everything if one[0] not in SHARED) or everything
    found: list[int] = []
    for number in range(len(before) - 1, -1, -1):
        if number == len(before) - 1 or things(before[number]) & about:
            found.append(number)
        if len(found) == BEFORE:
            break
    return found[::-1]


def _rows(difference: RowDiffers, names: Cast, headings: Mapping[str, str]) -> list[str]:
    both = {"reference": difference.reference, "compiled": difference.compiled}
    there = {who: row for who, row in both.items() if row is not None}
    lines = [headings["rows"].format(row=difference.row)]
    shown = concerning(difference.before, tuple(there.values()))
    if shown:
        lines += ["", headings["before"]]
        lines += [_line(number, difference.before[number], names) for number in shown]
    for who, row in both.items():
        lines += ["", headings[who]]
        lines += ["  " + headings["over"]] if row is None else [_line(difference.row, row, names)]
    if len(there) == 2:
        lines += ["", f"{headings['differ']} {_differ(there['reference'], there['compiled'], names)}"]
    lines += ["", headings["numbers"].format(columns=", ".join(COLUMNS))]
    lines += ["  " + ", ".join(map(str, row)) for row in there.values()]
    return lines


def _line(number: int, row: Row, names: Cast) -> str:
    return f"  {number:>7}  {moment(row[0])}: {sentence(row, names)}"


def _differ(one: Row, other: Row, names: Cast) -> str:
    """The columns in which two rows differ, with what each says there."""
    found = []
    for place, column in enumerate(COLUMNS):
        if one[place] != other[place]:
            known = one[1] in VERBS and other[1] in VERBS
            left, right = [cell(row, column, names) if known else str(row[place]) for row in (one, other)]
            found.append(f"{column} ({left or one[place]} / {right or other[place]})")
    return ", ".join(found)


def _fact(difference: FactDiffers, names: Cast, headings: Mapping[str, str]) -> str:
    table, _, column = difference.column.rpartition(".")
    where = difference.column
    if difference.place:
        where += f" of {names.called((TABLES.get(table, 'row'), difference.place[0]))}"
        if len(difference.place) > 1:
            where += f", {NUMBERED[column](difference.place[1]).name.lower().replace('_', ' ')}"
    said = headings["length" if difference.place is None else "fact"]
    return said.format(column=where, reference=difference.reference, compiled=difference.compiled)
