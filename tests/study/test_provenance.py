"""What a result says of its origin. Catches a fingerprint that does not notice a change of the numbers, and one that
changes although no number can.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import sim
from sim.study import provenance
from sim.study.naming import existing, folder_name
from sim.study.provenance import RULES, fingerprint, machine, rules_fingerprint, versions

PACKAGE = Path(sim.__file__).parent

# Files that can be changed without changing a number of a result that has the same resolved scenario.
HARMLESS = ("show/", "cli", "__", "errors.py", "mining.py", "scenario/", "study/")


def test_every_file_is_known_to_matter_or_known_not_to() -> None:
    files = [path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")]
    rules = [file for file in files if any(file == rule or file.startswith(f"{rule}/") for rule in RULES)]
    assert [rule for rule in RULES if not any(file == rule or file.startswith(f"{rule}/") for file in files)] == []
    assert [file for file in files if file not in rules and not file.startswith(HARMLESS)] == []


def test_the_fingerprint_of_the_rules_is_that_of_their_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "world").mkdir()
    monkeypatch.setattr(provenance, "__file__", str(tmp_path / "study" / "provenance.py"))
    monkeypatch.setattr(provenance, "RULES", ("world", "run.py"))
    found = []
    for text, other in (("a = 1\n", "x"), ("a = 1\n", "y"), ("a = 2\n", "y"), ("a = 1\r\n", "y")):
        (tmp_path / "world" / "one.py").write_bytes(text.encode())
        (tmp_path / "run.py").write_text("b = 1\n")
        (tmp_path / "show.py").write_text(other)
        rules_fingerprint.cache_clear()
        found.append(rules_fingerprint())
    rules_fingerprint.cache_clear()
    assert found[0] == found[1] == found[3] != found[2]


def test_a_comparison_is_another_one_as_soon_as_anything_it_depends_on_differs() -> None:
    scenario = sim.load("startup_brand")
    other = sim.load("startup_brand", {"signals.turbulence": 5.0})
    one, two = scenario.structures[:2]
    found = {
        fingerprint(scenario, (one, two), 30, 1),
        fingerprint(other, (one, two), 30, 1),
        fingerprint(scenario, (two, one), 30, 1),
        fingerprint(scenario, (one,), 30, 1),
        fingerprint(scenario, (one, two), 31, 1),
        fingerprint(scenario, (one, two), 30, 2),
        fingerprint(scenario, (one, two), 30, 1, 5),
    }
    assert len(found) == 7
    assert fingerprint(sim.load("startup_brand"), [one, two], 30, 1) in found
    assert {len(mark) for mark in found} == {10}


def test_neither_user_nor_host_nor_folder_is_told() -> None:
    told = f"{versions()} {machine()}"
    assert {"orgsim", "python", "numpy", "mesa", "simpy"} <= set(versions())
    assert machine()["cores"] >= 1
    assert [word for word in (str(Path.home()), str(Path.cwd())) if len(word) > 1 and word in told] == []


@pytest.mark.parametrize(
    ("name", "folder"),
    [("beauty_group", "beauty_group-0a"), ("a/b c", "a_b_c-0a"), ("美妆 集团", "美妆_集团-0a"), ("..", "scenario-0a")],
)
def test_a_folder_has_a_name_that_every_file_system_takes(name: str, folder: str) -> None:
    assert folder_name(name, "0a") == folder


def test_the_newest_of_several_results_is_found_and_no_other_name(tmp_path: Path) -> None:
    assert existing(tmp_path / "nowhere", "a-0123456789") is None
    for name in (
        "a-0123456789",
        "a-0123456789-2",
        "a-0123456789-10",
        "a-0123456789-x",
        "ba-0123456789",
        ".a.partial-7",
    ):
        (tmp_path / name).mkdir()
    assert existing(tmp_path, "a-0123456789") == tmp_path / "a-0123456789-10"
    assert existing(tmp_path, "c-0123456789") is None
