"""Who may import whom: the house has one direction, and these tests walk its syntax trees to keep it.

They exist to catch the error that no result shows: a file that reaches to its right, or to its neighbour, so that the
measures depend on an engine, the world on a rule, or the light commands on a heavy library. Nothing here runs a
simulation. Each law is first tried on a line that breaks it, so that a law which has gone blind is noticed.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# A room is a file or folder directly in sim/. A room sees the layers to its left and itself; neighbours are strangers.
LAYERS = (
    {"vocabulary", "errors", "randomness", "arithmetic", "sums"},
    {"log", "mining", "scenario"},
    {"world", "behaviour"},
    {"facts", "tallies", "folding", "engines", "measures"},
    {"run"},
    {"study"},
    {"show"},
    {"__init__"},
    {"cli"},
    {"__main__"},
)
LAYER_OF = {room: number for number, layer in enumerate(LAYERS) for room in layer}

# Facts stand with their readers: measures are functions of facts, and an engine may check itself against them. A log is
# folded into facts beside them, and told to process miners beside itself.
FRIENDS = {
    ("measures", "facts"),
    ("engines", "facts"),
    ("engines", "folding"),
    ("folding", "facts"),
    ("folding", "tallies"),
    ("tallies", "facts"),
    ("mining", "log"),
}

# Inside one room: what work there is must not depend on who does it.
STRANGERS_IN_A_ROOM = {("world/workload", "world/organisation")}

# Third parties stay home, wherever in a file the import stands. Without a home, a package is for tests only.
HOMES = {
    "simpy": ("engines/reference*", "engines/clock.py"),
    "mesa": ("engines/reference*", "engines/clock.py"),
    "numba": ("engines/compiled/*",),
    "llvmlite": ("engines/compiled/*",),
    "pyarrow": ("log.py", "study/*"),
    "pandas": ("study/*", "show/*"),
    "matplotlib": ("show/*",),
    "openpyxl": ("world/hr_*.py",),
    "typer": ("cli.py", "cli/*", "cli_*.py"),
    "click": ("cli.py", "cli/*", "cli_*.py"),
    "rich": ("cli.py", "cli/*", "cli_*.py", "study/progress.py", "show/*"),
    "scipy": (),
    "SALib": ("study/analysis/*", "study/sweep/*"),
    "networkx": (),
}

# Structure is data: these rooms do not know its names, not even inside a longer identifier.
STRUCTURES = {"lean", "functional", "matrix", "divisional"}
BLIND_ROOMS = ("behaviour", "engines", "measures", "facts.py", "folding.py", "tallies.py", "log.py", "mining.py")
# Lines that may carry such a word, because they cite a title in a docstring: (file, the line without indentation).
CITATIONS: set[tuple[str, str]] = set()

HEAVY = {"mesa", "numba", "pandas", "scipy", "matplotlib", "pyarrow"}

Import = tuple[int, str]  # line, and the full dotted name of what is imported


def sources() -> dict[str, str]:
    """Text of every Python file of sim/, by its path inside sim/ (``engines/clock.py``)."""
    found = {
        path.relative_to(ROOT / "sim").as_posix(): path.read_text("utf-8") for path in (ROOT / "sim").rglob("*.py")
    }
    assert found, "no Python file in sim/"
    return dict(sorted(found.items()))


def imports(file: str, text: str) -> Iterator[Import]:
    """Every import of a file: at its top, in a function, for type checkers only, or by a literal name."""
    package = ["sim", *file.split("/")[:-1]]
    for node in ast.walk(ast.parse(text, file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            name = node.args[0].value
            if called in {"import_module", "__import__"} and isinstance(name, str):
                yield node.lineno, "sim" + name if name.startswith(".") else name


def room_of(file: str) -> str:
    """Room that a file of sim/ belongs to: ``engines/clock.py`` to engines, ``cli_study.py`` to cli."""
    room = file.split("/")[0].removesuffix(".py")
    return "cli" if room.startswith("cli_") else room


def room_behind(name: str) -> str:
    """Room that a dotted name of ours leads to; a public name of the front door leads to ``__init__``."""
    parts = name.split(".")
    room = room_of(parts[1]) if len(parts) > 1 else "__init__"
    return room if room in LAYER_OF else "__init__"


def direction_faults(file: str, text: str) -> list[str]:
    """Imports of a file that go to the right, or to a neighbour."""
    room = room_of(file)
    if room not in LAYER_OF:
        return [f"sim/{file}: the room '{room}' has no place in LAYERS"]
    faults = []
    for line, name in imports(file, text):
        if name.split(".")[0] != "sim":
            continue
        other = room_behind(name)
        seen = other == room or LAYER_OF[other] < LAYER_OF[room] or (room, other) in FRIENDS
        path = "/".join(name.split(".")[1:]) + "/"
        met = any(file.startswith(here) and path.startswith(there + "/") for here, there in STRANGERS_IN_A_ROOM)
        if not seen or met:
            faults.append(f"sim/{file}:{line}: {room} may not import {name}")
    return faults


def home_faults(file: str, text: str) -> list[str]:
    """Third-party imports of a file that stand outside the home of that package."""
    return [
        f"sim/{file}:{line}: {name} is at home in {' '.join(HOMES[name.split('.')[0]]) or 'tests'}"
        for line, name in imports(file, text)
        if not any(fnmatchcase(file, home) for home in HOMES.get(name.split(".")[0], ("*",)))
    ]


def structure_faults(file: str, text: str) -> list[str]:
    """Lines of a file that name a structure, in an identifier, a string or a comment; citations are let pass."""
    return [
        f"sim/{file}:{number}: {line.strip()}"
        for number, line in enumerate(text.splitlines(), start=1)
        if any(word.lower() in STRUCTURES for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", line))
        and (file, line.strip()) not in CITATIONS
    ]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("vocabulary.py", "from sim.errors import OrgsimError"),
        ("scenario/load.py", "from sim.world import workload"),
        ("scenario/load.py", "import sim.log"),
        ("world/workload.py", "from sim.behaviour.work import hours"),
        ("world/workload.py", "from sim.world.organisation import Seat"),
        ("world/workload.py", "from . import organisation"),
        ("behaviour/work.py", "from ..engines import clock"),
        ("measures/cost.py", "from sim.engines.reference import simulate"),
        ("engines/reference.py", "from sim import measures"),
        ("engines/reference.py", "def verify():\n    from ..measures import cost"),
        ("facts.py", "from . import measures"),
        ("log.py", "from sim import load"),
        ("log.py", "from sim.mining import stints"),
        ("mining.py", "from sim.scenario.calendar import Calendar"),
        ("study/run.py", "import sim"),
        ("study/run.py", "import_module('sim.show.style')"),
        ("show/style.py", "importlib.import_module('.cli')"),
        ("__init__.py", "from sim.cli import main"),
        ("cli.py", "import sim.__main__"),
        ("attic.py", ""),
    ],
)
def test_a_wrong_direction_is_noticed(file: str, line: str) -> None:
    assert len(direction_faults(file, line)) == 1


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("scenario/load.py", "from sim.vocabulary import parameter"),
        ("scenario/load.py", "from .schema import Scenario"),
        ("facts.py", "from sim.log import EventLog"),
        ("measures/cost.py", "from ..facts import Facts"),
        ("engines/reference.py", "from sim.facts import facts"),
        ("world/organisation.py", "from .workload import Task"),
        ("world/architectures/custom.py", "from ..organisation import Seat"),
        ("run.py", "from sim import engines, measures, world"),
        ("cli.py", "import sim"),
        ("__main__.py", "from sim.cli import main"),
        ("log.py", "import numpy as np"),
    ],
)
def test_a_right_direction_is_let_pass(file: str, line: str) -> None:
    assert direction_faults(file, line) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("engines/twin.py", "import simpy"),
        ("run.py", "from mesa import Model"),
        ("behaviour/work.py", "import numba"),
        ("facts.py", "import pyarrow.parquet as pq"),
        ("run.py", "def table():\n    import pandas as pd"),
        ("study/compare.py", "from matplotlib import pyplot"),
        ("scenario/load.py", "from openpyxl import load_workbook"),
        ("run.py", "from rich.console import Console"),
        ("show/report.py", "import typer"),
        ("measures/cost.py", "import scipy.stats"),
    ],
)
def test_a_third_party_away_from_home_is_noticed(file: str, line: str) -> None:
    assert len(home_faults(file, line)) == 1


@pytest.mark.parametrize(
    "line", ["# a matrix of teams", "matrix_share = 1", "'Lean'", "class FunctionalTeam: ...", "DIVISIONAL"]
)
def test_a_structure_name_is_noticed(line: str) -> None:
    assert structure_faults("behaviour/work.py", line) == [f"sim/behaviour/work.py:1: {line}"]


def test_a_longer_word_is_no_structure_name() -> None:
    assert structure_faults("behaviour/work.py", "clean = functionality + matrices + division") == []


def test_imports_go_one_way() -> None:
    assert [fault for file, text in sources().items() for fault in direction_faults(file, text)] == []


def test_third_parties_stay_home() -> None:
    assert [fault for file, text in sources().items() for fault in home_faults(file, text)] == []


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = [name for names in project.get("optional-dependencies", {}).values() for name in names]
    declared = {re.split(r"[^\w-]", name)[0].replace("-", "_") for name in [*project["dependencies"], *optional]}
    known = declared | sys.stdlib_module_names | {"sim"}
    undeclared = {
        (f"sim/{file}", name.split(".")[0])
        for file, text in sources().items()
        for _, name in imports(file, text)
        if name.split(".")[0] not in known
    }
    assert undeclared == set()


def test_no_structure_is_named_where_rules_are_blind_to_it() -> None:
    blind = {file: text for file, text in sources().items() if file.split("/")[0] in BLIND_ROOMS}
    assert [fault for file, text in blind.items() for fault in structure_faults(file, text)] == []
    stale = {(file, line) for file, line in CITATIONS if line not in map(str.strip, blind.get(file, "").splitlines())}
    assert stale == set(), "allowed citations that no longer stand anywhere"


COMMAND = """
import json, sys
from sim.cli import main
sys.argv = ["orgsim", *json.loads(sys.argv[1])]
try:
    ended = main()
except SystemExit as exit:
    ended = exit.code
print("\\n" + json.dumps([ended, sorted({name.split(".")[0] for name in sys.modules})]))
"""


@pytest.mark.parametrize("words", [["--help"], ["validate", "scenarios/beauty_group.toml"], ["list"]], ids=" ".join)
def test_a_light_command_loads_nothing_heavy(words: list[str]) -> None:
    command = [sys.executable, "-c", COMMAND, json.dumps(words)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    ended, modules = json.loads(answer.stdout.splitlines()[-1])
    assert (ended or 0, HEAVY & set(modules)) == (0, set()), answer.stdout + answer.stderr
