"""Catches a log that cannot be trusted on disk: bytes that change on the way, a verb nobody knows, time running back.

The logs are a few rows by hand, and then any rows at all.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import BrokenInvariant, InputProblems
from sim.log import CODES, COLUMNS, SCHEMA, VERBS, EventLog, Item, Row, Verb, details, schema
from sim.vocabulary import Booking, Cause, Interface, State

ROWS: list[Row] = [
    (0, Verb.CAMPAIGN_ARRIVES, 0, -1, -1, 0, 0, 0),
    (0, Verb.STATE, 0, -1, -1, State.WAITING, -1, 0),
    (5, Verb.STATE, 0, 2, -1, State.WORKED, -1, 0),
    (8, Verb.CHORE_ENDS, 0, 1, -1, 0, 0, 0),
    (7, Verb.SPAN, 0, 2, -1, Booking.SEARCH, 5, Item.TASK),  # ended at 7, but is told at 9 with what follows it
    (9, Verb.SPAN, 0, 2, -1, Booking.DIRECT, 7, Item.TASK),
    (9, Verb.INTERFACE, 0, 2, -1, Interface.TRANSIT + 16 * 5, 0, 0),
    (9, Verb.NEED, 0, 2, -1, Cause.GATE, 0, 500_000),
]
ANY = st.integers(-(2**63), 2**63 - 1)
ANY_ROWS = st.lists(st.tuples(*[ANY] * len(COLUMNS)), max_size=20)


def test_a_log_has_the_columns_of_its_rows() -> None:
    log = EventLog.from_rows(ROWS)
    assert len(log) == 8
    assert log.columns["tick"].tolist() == [0, 0, 5, 8, 7, 9, 9, 9]
    assert log.columns["c"].tolist() == [0, 0, 0, 0, 1, 1, 0, 500_000]
    assert all(column.dtype == np.int64 for column in log.columns.values())


def test_a_log_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        EventLog.from_rows(ROWS).columns["tick"][0] = 1


def test_one_bit_makes_another_log() -> None:
    log, same = EventLog.from_rows(ROWS), EventLog.from_rows([tuple(map(int, row)) for row in ROWS])  # type: ignore[misc]
    other = EventLog.from_rows([*ROWS[:-1], (*ROWS[-1][:-1], 500_001)])  # type: ignore[list-item]
    assert log == same
    assert hash(log) == hash(same)
    assert log.digest() == same.digest()
    assert log != other
    assert log.digest() != other.digest()
    assert EventLog.from_rows(ROWS[:-1]) != log
    assert log != ROWS


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    told = b"tick verb subject seat other a b c 2 "
    columns = zip(*(map(int, row) for row in ROWS[:2]), strict=True)
    by_hand = b"".join(number.to_bytes(8, "little", signed=True) for column in columns for number in column)
    assert EventLog.from_rows(ROWS[:2]).digest() == sha256(told + by_hand).hexdigest()


@given(ANY_ROWS)
def test_rows_come_back_as_they_were(rows: list[Row]) -> None:
    assert EventLog.from_rows(rows).rows() == rows


@settings(deadline=None, max_examples=25)
@given(ANY_ROWS)
def test_a_file_holds_every_bit(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> None:
    path = tmp_path_factory.mktemp("log") / "events.parquet"
    log = EventLog.from_rows(rows)
    log.write_parquet(path)
    assert EventLog.read_parquet(path) == log


def test_a_file_explains_itself(tmp_path: Path) -> None:
    from pyarrow import parquet

    EventLog.from_rows(ROWS).write_parquet(tmp_path / "events.parquet")
    found = parquet.read_schema(tmp_path / "events.parquet")
    assert json.loads(found.metadata[VERBS.encode()])["3"] == "STATE"
    assert json.loads(found.metadata[SCHEMA.encode()]) == json.loads(json.dumps(schema()))
    assert found.field("tick").metadata[b"unit"] == b"ticks (seconds of working time)"
    assert not any(field.nullable for field in found)


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    with pytest.raises(InputProblems, match=r"^events\.parquet: there is no such file$"):
        EventLog.read_parquet(tmp_path / "events.parquet")
    (tmp_path / "notes.parquet").write_text("tick,verb\n0,1\n")
    with pytest.raises(InputProblems, match="this is no Parquet file"):
        EventLog.read_parquet(tmp_path / "notes.parquet")
    parquet.write_table(pa.table({"tick": [1.5]}), tmp_path / "other.parquet")
    with pytest.raises(InputProblems, match=r"expected the columns tick \(int64\), verb .* found tick \(double\)"):
        EventLog.read_parquet(tmp_path / "other.parquet")
    holes = pa.table({name: pa.array([1, None], pa.int64()) for name in COLUMNS})
    parquet.write_table(holes, tmp_path / "holes.parquet")
    with pytest.raises(InputProblems, match="some cells are empty"):
        EventLog.read_parquet(tmp_path / "holes.parquet")


def test_a_good_log_is_let_pass() -> None:
    EventLog.from_rows(ROWS).verify()
    EventLog.from_rows([]).verify()


BAD: dict[str, tuple[int, dict[str, Any], str]] = {
    "unknown verb": (2, {"verb": 99}, "row 2 of the log: the verb 99 is unknown"),
    "time runs back": (2, {"tick": 10}, "row 2 of the log: tick 10 lies after that of a later row"),
    "a span told before it ends": (4, {"tick": 12}, "row 4 of the log: tick 12 lies after that of a later row"),
    "a span that ends before it begins": (4, {"b": 8}, "row 4 of the log: a span that ends at 7 begins later"),
    "no such seat": (5, {"seat": -2}, "row 5 of the log: there is no seat -2"),
    "no such state": (1, {"a": 12}, "row 1 of the log: STATE: 12 in column a is no State"),
    "no such item": (5, {"c": 9}, "row 5 of the log: SPAN: 9 in column c is no Item"),
    "no such interface": (6, {"a": 5 + 16}, "row 6 of the log: INTERFACE: 5 in column a is no Interface"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_log_at_fault_is_told_by_its_row(fault: str) -> None:
    place, changes, message = BAD[fault]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    rows[place].update(changes)
    with pytest.raises(BrokenInvariant) as told:
        EventLog.from_rows([tuple(row.values()) for row in rows]).verify()  # type: ignore[misc]
    assert str(told.value) == message


def test_a_table_of_another_shape_is_no_log() -> None:
    with pytest.raises(BrokenInvariant, match="a log is 8 columns of int64, not 7x2 of int64"):
        EventLog(np.zeros((7, 2), dtype=np.int64))
    with pytest.raises(BrokenInvariant, match="float64"):
        EventLog(np.zeros((8, 2)))  # type: ignore[arg-type]


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_says_what_its_columns_mean(verb: Verb) -> None:
    told = details(verb)
    assert told
    assert set(told) <= set(COLUMNS) - {"verb"}
    assert list(told) == [name for name in COLUMNS if name in told], "columns stand in their order"
    assert "subject" in told
    for detail in told.values():
        assert detail.codes == "" or detail.codes in CODES


def test_units_and_codes_are_read_from_the_meaning() -> None:
    assert details(Verb.NEED)["c"].unit == "millionths"
    assert details(Verb.ASSET_SHOWN)["a"].unit == "signed millionths"
    assert details(Verb.QUEUED)["b"].unit == "ticks"
    assert details(Verb.QUEUED)["a"].codes == "Class"
    assert schema()["codes"]["State"]["ASSET"] == 9
    assert Verb(3) is Verb.STATE
    assert Verb.STATE == 3
