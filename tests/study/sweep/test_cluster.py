"""A study on a Dask cluster. Catches rows that depend on who made them, and a study that does not survive the death of
a worker. The cluster is a real one, with a scheduler and worker processes, though on this machine.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from study.sweep.small_experiments import GRID, finals, written

import sim
from sim.errors import InputProblems, MissingFeature
from sim.study.sweep import study as studying
from sim.study.sweep.cutting import Cutting

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


@pytest.mark.slow
def test_a_study_on_a_cluster_survives_the_death_of_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cluster: Any
) -> None:
    monkeypatch.setattr(studying, "cut", lambda runs, *_: Cutting(1, 2, runs.block, runs.most))
    killed: list[int] = []

    def kill_one(done: int, total: int) -> None:
        if not killed:
            killed.append(cluster.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    path = written(tmp_path, GRID.replace("replications = 4", "replications = 12"))
    address = cluster.scheduler_address.removeprefix("tcp://")
    spread = sim.study(path).run(
        engine="reference", out=tmp_path / "cluster", executor=f"dask://{address}", report=kill_one
    )
    alone = sim.study(path).run(engine="reference", out=tmp_path / "alone", executor="serial")
    assert killed
    assert spread.manifest["executor"].startswith("dask")
    assert finals(spread.folder) == finals(alone.folder)


@pytest.mark.slow
def test_anything_with_the_shape_of_an_executor_will_do(tmp_path: Path, cluster: Any) -> None:
    with distributed.Client(cluster, set_as_default=False) as client:
        spread = sim.study(written(tmp_path)).run(
            engine="reference", out=tmp_path / "cluster", executor=client.get_executor(pure=False)
        )
    alone = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path / "alone", executor="serial")
    assert finals(spread.folder) == finals(alone.folder)


def test_without_the_package_its_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingFeature, match=r"pip install orgsim\[cluster\]"):
        sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="dask://127.0.0.1:1")


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_answer(*arguments: Any, **options: Any) -> None:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", no_answer)
    with pytest.raises(InputProblems, match="no Dask scheduler answers"):
        sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="dask://127.0.0.1:1")
