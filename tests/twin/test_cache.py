"""Catches a compiled engine that runs yesterday's rules, compiles again what is there, or writes where it may not.

Compiling is dear, so the quick tests compile nothing: they look at the fingerprint, the folder and a second process.
The slow test compiles once, from a copy of the package that nobody may write to.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import pytest

from sim.engines.compiled import entry

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import sim
from sim.run import build
from sim.world.workload import draw_year
from sim.engines.compiled.engine import simulate
scenario = sim.load({path!r})
print(simulate(build(scenario, "custom"), draw_year(scenario, 1, 0)).moments)
"""


def ignored(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "__pycache__"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, which the tests may change."""
    copy = tmp_path_factory.mktemp("copy") / "sim"
    shutil.copytree(ROOT / "sim", copy, ignore=ignored)
    return copy


def of(package: Path) -> str:
    """Fingerprint of a copy."""
    spec = importlib.util.spec_from_file_location("copied_entry", package / "engines" / "compiled" / "entry.py")
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.fingerprint())


def listed(package: Path) -> list[Path]:
    """Every file of a copy whose text is compiled."""
    paths = [package / one for one in entry.SOURCES]
    return [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*.py")))]


def test_a_copy_has_the_same_fingerprint(package: Path) -> None:
    assert of(package) == entry.fingerprint()


def test_an_edit_of_any_listed_file_changes_the_fingerprint_and_taking_it_back_restores_it(package: Path) -> None:
    files, before = listed(package), of(package)
    assert len(files) > 40
    for file in files:
        text = file.read_bytes()
        file.write_bytes(text + b"\n# edited\n")
        assert of(package) != before, file
        file.write_bytes(text)
    assert of(package) == before


def test_a_new_rule_file_changes_the_fingerprint_and_a_measure_does_not(package: Path) -> None:
    before = of(package)
    measure, text = package / "measures" / "once.py", (package / "measures" / "once.py").read_bytes()
    measure.write_bytes(text + b"\n# edited\n")
    assert of(package) == before
    rule = package / "behaviour" / "new_rule.py"
    rule.write_text('"""A new rule."""\n')
    assert of(package) != before
    rule.unlink()
    measure.write_bytes(text)


UNCOMPILED = {"sim.errors", "sim.facts", "sim.world.year", "sim.scenario.rules"}
"""Imported for what happens before the loop or after it; nothing of them is in the machine code."""


def test_whatever_the_compiled_files_import_is_listed() -> None:
    """A number imported from a file that is not listed would live on in old machine code after an edit."""
    inside = {file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for file in listed(ROOT / "sim")}
    imported = {
        str(node.module)
        for file in [*(ROOT / "sim" / "engines" / "compiled").glob("*.py"), *(ROOT / "sim" / "behaviour").glob("*.py")]
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("sim.")
    }
    packages = {name.rpartition(".")[0] for name in inside}
    assert sorted(imported - inside - packages - UNCOMPILED) == []


def run(environment: dict[str, str], root: Path) -> subprocess.CompletedProcess[str]:
    """Let a worked example run on the compiled engine in a process of its own."""
    path = str(ROOT / "tests" / "worked_examples" / "02_handover" / "scenario.toml")
    known = {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", RUN.format(path=path)]
    done = subprocess.run(
        command, cwd=root, env=os.environ | known | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 10
    return done


def test_a_second_process_loads_what_the_first_has_compiled() -> None:
    entry.entry()
    assert entry.is_compiled()
    assert "compiling" not in run({}, ROOT).stderr


def test_where_the_folder_cannot_be_made_another_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "a file, no folder"
    blocked.touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("ORGSIM_CACHE", str(tmp_path / "wanted"))
    assert entry.folder() == tmp_path / "wanted" / f"engine-{entry.fingerprint()}"
    monkeypatch.setenv("ORGSIM_CACHE", str(blocked))
    assert entry.folder() == tmp_path / "orgsim" / f"engine-{entry.fingerprint()}"
    shutil.rmtree(tmp_path / "orgsim")
    (tmp_path / "orgsim").touch()
    found = entry.folder()
    assert found.parent == tmp_path
    assert found.is_dir()


@pytest.mark.slow
def test_a_read_only_installation_compiles_once_into_the_cache_and_nowhere_else(package: Path, tmp_path: Path) -> None:
    everything = sorted(package.rglob("*"))
    for path in everything:
        path.chmod(path.stat().st_mode & ~0o222)
    environment = {"ORGSIM_CACHE": str(tmp_path)}
    try:
        first, second = run(environment, package.parent), run(environment, package.parent)
    finally:
        for path in everything:
            path.chmod(path.stat().st_mode | 0o200)
    assert "compiling" in first.stderr
    assert "compiling" not in second.stderr
    assert first.stdout == second.stdout
    assert sorted(package.rglob("*")) == everything
