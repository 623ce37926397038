"""Two tables held against each other. Catches a bit that is overlooked, a missing row that makes all others look wrong,
and values without meaning that are told as differences.
"""

from __future__ import annotations

from math import inf, nan
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from sim.errors import InputProblems
from sim.study.reproduction.bits import compared, stored_table, texts
from sim.study.reproduction.spread import evenly


def table(**columns: object) -> pa.Table:
    return pa.table(columns)


def flipped(value: float) -> float:
    """The neighbour of a number: its last bit is another one."""
    return float((np.array([value]).view(np.uint64) ^ np.uint64(1)).view(np.float64)[0])


def test_equal_tables_are_equal() -> None:
    one = table(name=["a", "b"], value=[0.1, nan], flag=[True, None], parts=[["x"], []], nothing=[None, None])
    found = compared("t", one, one, ("name",))
    assert (found.rows, found.different, found.differences) == (2, 0, ())


@pytest.mark.parametrize(
    ("stored", "made", "differ"),
    [
        (0.1, flipped(0.1), True),
        (0.0, -0.0, True),
        (5e-324, 0.0, True),
        (inf, -inf, True),
        (1.0, nan, True),
        (nan, -nan, False),
        (None, nan, False),
        (inf, inf, False),
    ],
)
def test_numbers_are_compared_by_their_bits(stored: float | None, made: float | None, differ: bool) -> None:
    one, other = (table(value=pa.array([1.0, number], pa.float64())) for number in (stored, made))
    assert compared("t", one, other, ()).different == differ


@pytest.mark.parametrize(
    ("stored", "made"), [("a", "b"), (1, 2), (True, False), ("a", None), (["a"], ["a", "b"]), ([0.0], [-0.0])]
)
def test_other_values_are_compared_too(stored: object, made: object) -> None:
    kind = pa.array([stored]).type
    one, other = (table(value=pa.array([value], kind)) for value in (stored, made))
    found = compared("t", one, other, ())
    (first,) = found.differences
    assert (found.different, first.column, first.stored, first.made) == (1, "value", stored, made)


def test_a_missing_row_is_one_difference() -> None:
    whole = table(name=["a", "b", "c"], value=[1.0, 2.0, 3.0])
    found = compared("t", whole, whole.take([0, 2]), ("name",))
    assert (found.rows, found.different) == (3, 1)
    assert [(one.row, one.column, one.made) for one in found.differences] == [({"name": "b"}, "row", None)]
    found = compared("t", whole.take([0, 2]), whole, ("name",))
    assert [(one.row, one.stored) for one in found.differences] == [({"name": "b"}, None)]


def test_a_row_that_is_there_twice_is_one_too_many() -> None:
    whole = table(name=["a", "b"], value=[1.0, 2.0])
    assert compared("t", whole.take([0, 0, 1]), whole, ("name",)).different == 1


def test_a_column_that_is_gone_or_of_another_kind_is_told() -> None:
    one, other = table(name=["a"], value=[1.0], more=[1]), table(name=["a"], value=[1])
    found = compared("t", one, other, ("name",))
    assert {(each.column, each.stored, each.made) for each in found.differences} == {
        ("value", "double", "int64"),
        ("more", "int64", None),
    }
    assert found.different
    assert not compared("t", one, other, ("name",), skip=("value", "more")).different


def test_rows_in_another_order_are_another_table_unless_they_say_what_they_are_about() -> None:
    one = table(name=["a", "b"], value=[1.0, 2.0])
    assert compared("t", one, one.take([1, 0]), ()).different == 2
    assert not compared("t", one, one.take([1, 0]), ("name",)).different


def test_texts_are_compared_line_by_line() -> None:
    assert not texts("t", "a\nb\n", "a\nb\n").different
    found = texts("t", "a\nb\n", "a\nc\n")
    assert [(one.row, one.stored, one.made) for one in found.differences] == [({"row": 1}, "b", "c")]
    assert texts("t", "a\n", "").different == 1


def test_a_table_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match=r"t\.parquet: is missing"):
        stored_table(tmp_path / "t.parquet")
    (tmp_path / "t.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(InputProblems, match=r"t\.parquet: cannot be read"):
        stored_table(tmp_path / "t.parquet")
    parquet.write_table(table(value=[1]), tmp_path / "t.parquet")
    with pytest.raises(InputProblems, match="has no column name"):
        stored_table(tmp_path / "t.parquet", ("name",))


@pytest.mark.parametrize(("total", "wanted"), [(120, 30), (3840, 96), (7, 6), (10, 10), (5, 9), (1, 1)])
def test_a_sample_has_the_size_that_was_asked_for(total: int, wanted: int) -> None:
    found = evenly(total, wanted)
    assert len(found) == len(set(found)) == min(total, wanted)
    assert set(found) <= set(range(total))


@pytest.mark.parametrize("rhythm", [2, 3, 4, 5, 8, 40])
def test_a_sample_does_not_fall_into_step_with_the_design(rhythm: int) -> None:
    found = evenly(3840, 96)
    counts = np.bincount([place % rhythm for place in found], minlength=rhythm)
    assert counts.max() <= 2.5 * 96 / rhythm
    assert (counts > 0).mean() > 0.6, "every 40th run would be the same year of every point"
    assert max(np.diff([-1, *found, 3840])) <= 3 * 3840 / 96
