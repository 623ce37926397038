"""Catches a committed sample that has gone stale: whoever changes a rule makes it again (``make sample``)."""

from __future__ import annotations

from pandas.testing import assert_frame_equal
from study.remake_sample import SAMPLE, found

from sim.study.results import read_results


def test_the_committed_sample_is_what_the_program_finds_today() -> None:
    kept, today = read_results(SAMPLE), found()
    assert set(kept.tables) == set(today.tables)
    for name, table in today.tables.items():
        assert_frame_equal(kept.tables[name], table, check_exact=True)
