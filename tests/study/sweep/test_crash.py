"""A study that is killed and started again. Catches a part that is half written, a run that is lost or made twice, and
any trace of the crash in the tables: they must be those of a study that nobody disturbed, to the byte.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from study.sweep.small_experiments import GRID, finals, written

import sim

ROOT = Path(__file__).parents[3]
STUDY = """
import sys
import sim
from sim.study.sweep import study as studying
from sim.study.sweep.cutting import Cutting

studying.cut = lambda runs, *_: Cutting(1, 2, runs.block, runs.most)  # many small parts, so that there is much to lose
if __name__ == "__main__":
    sim.study(sys.argv[1]).run(engine="reference", out=sys.argv[2], executor=sys.argv[3], workers=2)
"""
PRECISE = """{most = 8, block = 4, until = [{measure = "person_hours", half_width = 9.0}]}"""


def start(script: Path, experiment: Path, out: Path, executor: str) -> subprocess.Popen[bytes]:
    """A study in a process of its own."""
    words = [sys.executable, str(script), str(experiment), str(out), executor]
    return subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)


def kill_when(process: subprocess.Popen[bytes], out: Path, parts: int) -> bool:
    """Kill a study and its workers once so many parts are there, or anything is for 0; whether it was still alive."""
    pattern = "small-*/parts/part-*" if parts else "small-*/parts"
    while process.poll() is None and len(list(out.glob(pattern))) < max(1, parts):
        time.sleep(0.002)
    alive = process.poll() is None
    if alive:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return alive


@pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")
@pytest.mark.parametrize("executor", ["serial", pytest.param("processes", marks=pytest.mark.slow)])
def test_a_killed_study_goes_on_and_ends_the_same_to_the_byte(tmp_path: Path, executor: str) -> None:
    experiment = written(tmp_path, GRID.replace("replications = 4", f"replications = {PRECISE}"))
    script, out = tmp_path / "run.py", tmp_path / "disturbed"
    script.write_text(STUDY)
    out.mkdir()
    killed = [kill_when(start(script, experiment, out, executor), out, parts) for parts in (0, 1, 4, 9)]
    assert killed[:3] == [True, True, True], "the study is over before it could be killed; the test is too small"
    (folder,) = out.glob("small-*")
    assert not (folder / "manifest.json").exists()
    there = {path: path.stat().st_mtime_ns for path in folder.glob("parts/part-*")}
    (folder / "parts" / ".part-000003-000002.parquet.99.unfinished").write_bytes(b"PAR1 torn")
    (folder / ".runs.parquet.99.unfinished").write_bytes(b"PAR1 torn")
    last = start(script, experiment, out, executor)
    assert last.wait() == 0, last.stderr.read().decode() if last.stderr else ""
    assert {path: path.stat().st_mtime_ns for path in there} == there, "what was there was made again"
    undisturbed = sim.study(experiment).run(engine="reference", out=tmp_path / "undisturbed", executor="serial")
    assert finals(folder) == finals(undisturbed.folder)
    assert list(folder.rglob(".*unfinished")) == []


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The worker processes of a study."""
    words = ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(process.pid)]
    told = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    return [int(line.split()[0]) for line in told.splitlines() if "multiprocessing.spawn" in line]


def runs(pid: int) -> bool:
    """Whether a process is alive."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(told.strip()) and not told.strip().startswith("Z")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a process")
def test_workers_do_not_outlive_a_study_that_is_killed(tmp_path: Path) -> None:
    experiment, out = written(tmp_path, GRID.replace("replications = 4", "replications = 400")), tmp_path / "out"
    script = tmp_path / "run.py"
    script.write_text(STUDY)
    out.mkdir()
    process = start(script, experiment, out, "processes")
    while process.poll() is None and not list(out.glob("small-*/parts/part-*")):
        time.sleep(0.002)
    workers = workers_of(process)
    assert workers, "no worker was found"
    process.kill()
    process.wait()
    for _ in range(600):
        if not any(map(runs, workers)):
            return
        time.sleep(0.1)
    raise AssertionError("workers go on without anybody to work for")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a process")
def test_a_worker_that_is_killed_costs_its_piece_only(tmp_path: Path) -> None:
    experiment, out = written(tmp_path, GRID.replace("replications = 4", "replications = 20")), tmp_path / "disturbed"
    script = tmp_path / "run.py"
    script.write_text(STUDY)
    out.mkdir()
    process = start(script, experiment, out, "processes")
    while process.poll() is None and not list(out.glob("small-*/parts/part-*")):
        time.sleep(0.002)
    victims = workers_of(process)
    assert victims, "no worker was found"
    os.kill(victims[0], signal.SIGKILL)
    assert process.wait() == 0, process.stderr.read().decode() if process.stderr else ""
    undisturbed = sim.study(experiment).run(engine="reference", out=tmp_path / "undisturbed", executor="serial")
    (folder,) = out.glob("small-*")
    assert finals(folder) == finals(undisturbed.folder)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_study_killed_by_the_clock_ends_the_same_to_the_byte(tmp_path: Path, seed: int) -> None:
    experiment = written(tmp_path, GRID.replace("replications = 4", "replications = 60"))
    script, out, luck = tmp_path / "run.py", tmp_path / "disturbed", random.Random(seed)
    script.write_text(STUDY)
    kills = 0
    while (process := start(script, experiment, out, "serial")).poll() is None:
        try:
            process.wait(luck.uniform(0.5, 4.0))
            break
        except subprocess.TimeoutExpired:
            kills += 1
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if kills == 8:  # a slow machine might never get past the imports
                assert start(script, experiment, out, "serial").wait() == 0
                break
    assert kills
    undisturbed = sim.study(experiment).run(engine="reference", out=tmp_path / "undisturbed", executor="serial")
    (folder,) = out.glob("small-*")
    assert finals(folder) == finals(undisturbed.folder)


@pytest.mark.parametrize("lost", ["runs.parquet", "failures.parquet", "columns.json", "manifest.json"])
def test_a_crash_between_two_tables_is_mended_without_a_run(tmp_path: Path, lost: str) -> None:
    done = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    before = finals(done.folder)
    (done.folder / lost).unlink()
    again = sim.study(written(tmp_path)).run(engine="reference", out=tmp_path, executor="serial")
    assert again.manifest["runs_made"] == 0
    assert finals(again.folder) == before
