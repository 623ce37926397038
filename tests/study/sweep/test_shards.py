"""A study in shards. Catches a point that stands in two shards or in none, a merge that differs from the study in one
piece, and a merge of what does not belong together.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from study.sweep.small_experiments import GRID, finals, written

import sim
from sim.errors import InputProblems, ResultExists
from sim.study.sweep.merge import merge
from sim.study.sweep.shards import Shard, parse_shard

PRECISE = """{most = 8, block = 4, until = [{measure = "person_hours", half_width = 9.0}]}"""
TEXT = GRID.replace("replications = 4", f"replications = {PRECISE}")


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("shards")
    study = sim.study(written(folder, TEXT))
    return [
        study.run(engine="reference", out=folder / str(i), shard=Shard(i, 3), executor="serial").folder
        for i in (1, 2, 3)
    ]


def test_merged_shards_are_the_study_in_one_piece(tmp_path: Path, shards: list[Path]) -> None:
    merged = merge([shards[2], shards[0], shards[1]], tmp_path)
    whole = sim.study(written(tmp_path, TEXT)).run(engine="reference", out=tmp_path / "whole", executor="serial")
    assert finals(merged.folder) == finals(whole.folder)
    assert merged.folder.name == whole.folder.name
    assert merged.manifest["runs"] == len(whole.table)
    assert [one["shard"]["number"] for one in merged.manifest["shards"]] == [3, 1, 2]
    assert sim.study(written(tmp_path, TEXT)).run(engine="reference", out=tmp_path).folder == merged.folder, (
        "it is found again"
    )
    with pytest.raises(ResultExists):
        merge(shards, tmp_path)
    with pytest.raises(InputProblems, match="has no parts of its own"):
        sim.study(written(tmp_path, TEXT)).run(engine="reference", out=tmp_path, retry_failed=True)


def test_more_shards_than_points_leave_some_empty(tmp_path: Path) -> None:
    study = sim.study(written(tmp_path))
    shards = [
        study.run(engine="reference", out=tmp_path / "s", shard=Shard(i, 5), executor="serial").folder
        for i in range(1, 6)
    ]
    assert len(sim.read_study(shards[4]).table) == 0
    whole = study.run(engine="reference", out=tmp_path, executor="serial")
    assert finals(merge(shards, tmp_path / "merged").folder) == finals(whole.folder)


def test_a_point_never_spans_shards(shards: list[Path]) -> None:
    points = [set(sim.read_study(shard).table["point"]) for shard in shards]
    assert points == [{0, 3}, {1}, {2}]


def test_shards_that_do_not_fit_are_named(tmp_path: Path, shards: list[Path]) -> None:
    with pytest.raises(InputProblems, match="shard 2 of 3 is missing"):
        merge([shards[0], shards[2]], tmp_path)
    with pytest.raises(InputProblems, match=r"is shard 1, as .* is"):
        merge([shards[0], shards[0], shards[2]], tmp_path)
    other = sim.study(written(tmp_path, TEXT.replace("seed = 3", "seed = 4")))
    stranger = other.run(engine="reference", out=tmp_path / "other", shard=Shard(2, 3), executor="serial").folder
    with pytest.raises(InputProblems, match="is another study"):
        merge([shards[0], stranger, shards[2]], tmp_path / "merged")
    (stranger / "manifest.json").unlink()
    with pytest.raises(InputProblems, match="no study"):
        merge([tmp_path], tmp_path / "merged")
    with pytest.raises(InputProblems, match="is not finished"):
        merge([stranger, stranger], tmp_path / "merged")
    assert not (tmp_path / "merged").exists()


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/2/3", "-1/2"])
def test_a_wrong_shard_is_refused(text: str) -> None:
    with pytest.raises(InputProblems, match="--shard: must be i/n"):
        parse_shard(text)


def test_a_shard_is_read() -> None:
    assert parse_shard("2/5") == Shard(2, 5)
