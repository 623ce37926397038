"""Where a scenario is, by path or by name, and what its text says as TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sim.errors import InputProblems, Problem, nearest
from sim.scenario.syntax import syntax_problem

Table = dict[str, Any]
"""A table of TOML, as read; not yet checked."""


def builtin_names() -> list[str]:
    """Names of the scenarios that come with orgsim, those in subfolders as ``theory/pooling``."""
    folder = built_in_folder()
    paths = [path.relative_to(folder).with_suffix("") for path in folder.rglob("*.toml")]
    names = [path.as_posix() for path in paths if path.parts[0] != "library"]
    return sorted(names, key=lambda name: (name.count("/"), name))


def builtin_path(name: str) -> Path:
    """Path of a built-in scenario.

    Parameters
    ----------
    name : str
        One of :func:`builtin_names`.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    InputProblems
        Where there is none of that name; names the nearest.
    """
    names = builtin_names()
    if name in names:
        return built_in_folder() / f"{name}.toml"
    near = nearest(name, names) or nearest(Path(name).stem, names)
    message = f"no such file, and no built-in scenario of that name (built in: {', '.join(names) or 'none'}){near}"
    raise InputProblems([Problem(name, 0, 0, "", message)])


def built_in_folder() -> Path:
    """The folder ``sim/_scenarios`` of an installed package, or ``scenarios`` beside ``sim`` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def find(source: str | Path) -> Path:
    """The path of a file, or else of the built-in scenario of that name; refuses where there is neither."""
    path = Path(source)
    if "\n" in str(source):
        raise InputProblems([Problem("scenario", 0, 0, "", "expected a file or a name, not the text of a scenario")])
    if path.is_file():
        return path
    if path.is_dir() and str(source) not in builtin_names():
        raise InputProblems([Problem(str(source), 0, 0, "", "is a folder; expected a scenario file")])
    return builtin_path(str(source))


def shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)


def read_text(file: str, path: Path) -> str:
    """What a file says, in UTF-8 with or without a byte-order mark; refuses what is no such text."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputProblems([Problem(file, 0, 0, "", f"cannot be read: {error.strerror}")]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        message = f"must be UTF-8 text (got the byte 0x{content[error.start]:02X}); save the file as UTF-8"
        raise InputProblems([Problem(file, line, column, "", message)]) from None


def read_tables(file: str, text: str) -> Table:
    """What a text says as TOML; refuses what is none."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputProblems([Problem(file, 0, 0, "", "not valid TOML: brackets are nested too deeply")]) from None
    except ValueError as error:
        raise InputProblems([syntax_problem(file, text, error)]) from None
