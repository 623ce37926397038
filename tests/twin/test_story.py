"""Catches a comparison that overlooks a difference, and a story that tells another row than the one that differs.

The log of a worked example is changed in one place; the story must name exactly that place, in words, with what both
engines had written before about the same people and the same work.
"""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest
from twin.running import FOLDERS, worked

from sim.engines.reference.engine import simulate
from sim.engines.sentences import Cast, cast, duration, moment, sentence
from sim.engines.story import told
from sim.engines.trace import Trace
from sim.engines.twin import FactDiffers, OrderDiffers, RowDiffers, difference, log_of
from sim.log import COLUMNS, Verb, details

EXAMPLE = FOLDERS[0]


@cache
def known() -> tuple[Trace, Cast]:
    scenario, plan, year = worked(EXAMPLE)
    return simulate(plan, year), cast(scenario, plan, year)


def changed(row: int, column: str, by: int) -> Trace:
    trace, _ = known()
    table = log_of(trace).copy()
    table[COLUMNS.index(column), row] += by
    return dataclasses.replace(trace, table=table)


def test_equal_runs_have_no_difference() -> None:
    trace, _ = known()
    assert difference(trace, dataclasses.replace(trace, table=log_of(trace).copy())) is None


@pytest.mark.parametrize("row", [0, 7, 20])
@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_number_is_found_in_its_row(row: int, column: str) -> None:
    trace, _ = known()
    found = difference(trace, changed(row, column, 1))
    assert isinstance(found, RowDiffers)
    assert (found.row, len(found.before)) == (row, row)
    assert found.reference is not None
    assert found.compiled is not None
    assert [b - a for a, b in zip(found.reference, found.compiled, strict=True)] == [int(c == column) for c in COLUMNS]


def test_a_log_that_ends_early_differs_in_the_row_that_is_missing() -> None:
    trace, names = known()
    table = log_of(trace)
    for one, other in ((table, table[:, :-1]), (table[:, :-1], table)):
        found = difference(dataclasses.replace(trace, table=one), dataclasses.replace(trace, table=other))
        assert isinstance(found, RowDiffers)
        assert found.row == table.shape[1] - 1
        assert "  nothing more: its log is over" in told(found, names)


STORY = """\
Both logs agree on 17 rows; row 17, counted from 0, differs.

Last written by both about the same people and things:
        1  day 1, 0 h: seat 1 (staff) has skill 1 in discipline 0 (brand) and familiarity 1 with the home line
        2  day 1, 0 h: seat 2 (staff) has skill 2 in discipline 0 (brand) and familiarity 1 with the home line
       10  day 1, 0 h: task 2 (launch of campaign 2) enters the state waiting; owner: nobody
       11  day 1, 0 h: task 2 (launch of campaign 2) is laid in the backlog of group 0 (Studio), as dated task, \
with 6 h of work
       12  day 1, 0 h: task 2 (launch of campaign 2) is taken from the backlog of group 0 (Studio)
       13  day 1, 0 h: task 2 (launch of campaign 2) enters the state worked; owner: seat 2 (staff)
       15  day 1, 0 h: task 1 (fair of campaign 1) enters the state worked; owner: seat 1 (staff)
       16  day 1, 1 h: chore 0 is laid in the backlog of group 0 (Studio), as chore, with 2 h of work

Then the reference engine wrote
       17  day 1, 3 h: seat 2 (staff) has spent 3 h, since day 1, 0 h, on: direct, task 2 (launch of campaign 2)

and the compiled engine wrote
       17  day 1, 3 h: seat 1 (staff) has spent 3 h, since day 1, 0 h, on: direct, task 2 (launch of campaign 2)

They differ in: seat (seat 2 (staff) / seat 1 (staff))

In numbers (tick, verb, subject, seat, other, a, b, c):
  10800, 4, 2, 2, -1, 1, 0, 1
  10800, 4, 2, 1, -1, 1, 0, 1
"""


def test_the_story_of_a_changed_row() -> None:
    trace, names = known()
    row = next(number for number, one in enumerate(trace.rows) if one[1] == Verb.SPAN)
    found = difference(trace, changed(row, "seat", -1))
    assert found is not None
    assert "\n".join(told(found, names)) + "\n" == STORY


def test_a_changed_fact_is_told_by_table_row_and_column() -> None:
    trace, names = known()
    owner = trace.facts.tasks.owner.copy()
    owner[2] += 1
    tasks = dataclasses.replace(trace.facts.tasks, owner=owner)
    other = dataclasses.replace(trace, facts=dataclasses.replace(trace.facts, tasks=tasks))
    found = difference(trace, other)
    assert found == FactDiffers("tasks.owner", (2,), int(owner[2]) - 1, int(owner[2]))
    assert told(found, names) == [
        "The logs agree; the facts do not: tasks.owner of task 2 (launch of campaign 2) is 2 by the reference engine "
        "and 3 by the compiled engine."
    ]


def test_a_changed_cell_of_a_wide_fact_is_told_with_the_name_of_its_column() -> None:
    trace, names = known()
    states = trace.facts.tasks.states.copy()
    states[1, 2] += 5
    tasks = dataclasses.replace(trace.facts.tasks, states=states)
    found = difference(
        trace, dataclasses.replace(trace, facts=dataclasses.replace(trace.facts, tasks=tasks)), log=False
    )
    assert found is not None
    assert told(found, names) == [
        "The logs agree; the facts do not: tasks.states of task 1 (fair of campaign 1), worked is 14400 "
        "by the reference engine and 14405 by the compiled engine.",
        "This is the run of the compiled engine without a log; with a log it agrees.",
    ]


def test_a_column_that_is_too_short_and_a_single_number_are_told() -> None:
    trace, names = known()
    needs = dataclasses.replace(trace.facts.chores, ended=np.append(trace.facts.chores.ended, 0))
    longer = dataclasses.replace(trace, facts=dataclasses.replace(trace.facts, chores=needs))
    assert difference(trace, longer) == FactDiffers("chores.ended", None, len(needs.ended) - 1, len(needs.ended))
    single = dataclasses.replace(trace, facts=dataclasses.replace(trace.facts, served=1))
    found = difference(trace, single)
    assert found == FactDiffers("served", (), trace.facts.served, 1)
    assert told(found, names)[0].startswith("The logs agree; the facts do not: served is ")


@pytest.mark.parametrize("what", ["moments", "digest"])
def test_another_order_of_moments_is_found_where_logs_and_facts_agree(what: str) -> None:
    trace, names = known()
    found = difference(trace, dataclasses.replace(trace, **{what: 7}))
    assert found == OrderDiffers(what, getattr(trace, what), 7)  # type: ignore[arg-type]
    assert "7" in told(found, names)[0]


def test_facts_are_whole_numbers_so_that_equal_means_equal() -> None:
    trace, _ = known()
    tables = [getattr(trace.facts, one.name) for one in dataclasses.fields(trace.facts)]
    columns = [getattr(one, c.name) for one in tables if dataclasses.is_dataclass(one) for c in dataclasses.fields(one)]
    assert len(columns) > 80
    assert {column.dtype for column in columns} == {np.dtype(np.int64)}


@pytest.mark.parametrize("verb", Verb, ids=lambda verb: verb.name)
def test_every_verb_has_a_sentence_that_shows_each_of_its_columns(verb: Verb) -> None:
    """A column that can differ and is not told would leave the reader in front of two equal sentences."""
    names = Cast([], [], [], [], [])
    base = {"tick": 0, "verb": int(verb), "subject": 1, "seat": 2, "other": 3, "a": 0, "b": 0, "c": 0}
    if verb in (Verb.SPAN, Verb.QUEUED, Verb.LEFT):
        base["c"] = 1
    if verb is Verb.INTERFACE:
        base["a"] = 2
    silent = {(Verb.QUEUED, "other"), (Verb.LEFT, "other")}  # a desk has no group
    for column in details(verb):
        if column == "tick" or (verb, column) in silent:
            continue
        one, other = (tuple((base | {column: base[column] + more})[name] for name in COLUMNS) for more in (0, 1))
        assert sentence(one, names) != sentence(other, names), column  # type: ignore[arg-type]


def test_times_are_told_in_working_days_and_hours() -> None:
    assert moment(0) == "day 1, 0 h"
    assert moment(8 * 3600 - 1) == "day 1, 7 h 59 min 59 s"
    assert moment(3 * 8 * 3600 + 5400) == "day 4, 1 h 30 min"
    assert duration(40 * 3600) == "40 h"
    assert duration(-61) == "-1 min 1 s"
