"""The installed product: what a stranger gets from `pip install`, with no repository around it.

These tests exist to catch the error that a checkout hides, because in a checkout every file is there: a scenario left
out of the wheel, a package that only works from the root folder, a source distribution that builds something else, or
a lock that a new machine cannot use.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def build(source: Path, folder: Path) -> Path:
    """Build the wheel of `source` in `folder`, with the build backend of this environment and no network."""
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, source], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def contents(wheel: Path) -> dict[str, bytes]:
    """Files of a wheel with their bytes, without the record of hashes, which follows from them."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/RECORD")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_the_package_the_scenarios_and_the_command(wheel: Path) -> None:
    files = contents(wheel)
    scenarios = [path.relative_to(ROOT / "scenarios") for path in (ROOT / "scenarios").rglob("*.toml")]
    expected = {f"sim/_scenarios/{path.as_posix()}" for path in scenarios} | {"sim/__init__.py", "sim/py.typed"}
    assert expected - set(files) == set()
    (entry_points,) = (text for name, text in files.items() if name.endswith("entry_points.txt"))
    assert entry_points.decode().split() == ["[console_scripts]", "orgsim", "=", "sim.cli:main"]
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert {name.split("/")[0] for name in files} == {"sim", f"orgsim-{version}.dist-info"}


def test_a_scenario_loads_by_name_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    target, empty = tmp_path / "target", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    command = "import sim; print(sim.__file__); print(type(sim.load('beauty_group')).__name__)"
    environment = {**os.environ, "PYTHONPATH": str(target)}
    answer = subprocess.run(
        [sys.executable, "-c", command], cwd=empty, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines() == [str(target / "sim" / "__init__.py"), "Scenario"]


def test_the_source_distribution_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path], cwd=ROOT, check=True)
    (source,) = tmp_path.glob("*.tar.gz")
    assert contents(build(source, tmp_path)) == contents(wheel)


def locked(lock: str) -> set[str]:
    """Requirements of a lock, ``name==version ; marker``."""
    return set(re.findall(r"^([\w.-]+==.*?) \\$", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE))


def test_the_run_lock_holds_every_dependency_and_the_build_backend() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    names = {requirement.split("==")[0] for requirement in locked("requirements.lock")}
    assert {re.split(r"[^\w-]", name)[0].lower() for name in wanted} - names == set()


def test_the_development_lock_only_adds_to_the_run_lock() -> None:
    run, more = (
        {tuple(one.split(" ; ")): one for one in locked(lock)}
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    everywhere = {one[0] for one in more if len(one) == 1}  # what a development tool needs on every platform
    assert [text for one, text in run.items() if one not in more and one[0] not in everywhere] == []
    assert len(more) > len(run)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_folder_of_a_machine(lock: str) -> None:
    assert re.findall(r".*(?:://|--index|--find-links|(?:^|\s)/).*", (ROOT / lock).read_text("utf-8")) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_carries_a_hash(lock: str) -> None:
    blocks = re.split(r"^(?=[\w.-]+==)", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
