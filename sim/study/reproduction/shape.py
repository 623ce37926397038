"""Before anything is run, manifest and plan are read as forms: each entry that is needed is there and is of its kind.

A file that was cut or edited by hand is then answered with the entry and what was expected of it, not with an error
from the depths of a run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.errors import InputProblems, Problem
from sim.study.manifest import MANIFEST

DAMAGED = "is the file damaged?"
LONGEST = 60
"""Characters of a wrong value that are shown."""


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _whole(least: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least


def _list(of: Callable[[Any], bool], least: int = 0) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(of, value))


def _table(of: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(map(of, value.values()))


def _declared(value: Any) -> bool:
    texts = isinstance(value, dict) and all(_text(value.get(key)) for key in ("name", "scenario"))
    return texts and isinstance(value.get("replications"), dict) and _whole(1)(value["replications"].get("most"))


EXPECTED: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "scenario": ("a name", _text),
    "fingerprint": ("a text", _text),
    "fingerprint_of_rules": ("a text", _text),
    "fingerprint_of_scenario": ("a text", _text),
    "versions": ("a text for each package", _table(_text)),
    "structures": ("a list of one name or more", _list(_text, 1)),
    "baseline": ("a name", _text),
    "left_out": ("a reason for each structure that is left out", _table(_text)),
    "not_distinct": ("a list", _list(lambda value: value is not None)),
    "notes": ("a list of texts for each structure", _table(_list(_text))),
    "replications": ("a whole number from 1", _whole(1)),
    "replication": ("a whole number from 0", _whole(0)),
    "because_replications": ("a whole number from 0", _whole(0)),
    "seed": ("a whole number from 0", _whole(0)),
    "language": ("en or zh", lambda value: value in ("en", "zh")),
    "called": ("a name for each structure", _table(_text)),
    "shard": ("which shard it is, or null", lambda value: value is None or _table(_whole(1))(value)),
    "runs": ("a whole number from 0", _whole(0)),
    "cases": ("a list of one name or more", _list(_text, 1)),
    "quick": ("true or false", lambda value: isinstance(value, bool)),
    "declared": ("name, scenario and replications of the experiment", _declared),
    "points": ("a whole number from 1", _whole(1)),
    "cutting": ("four whole numbers from 1", _table(_whole(1))),
}
"""Entry -> what is expected of it, in words and as a check."""
OPTIONAL = ("fingerprint_of_scenario", "because_replications", "language", "called")
"""Entries that earlier versions did not write; where they are there, they are used."""


def check_manifest(folder: Path, told: Mapping[str, Any], needed: Sequence[str]) -> None:
    """Refuse a manifest that does not say what is needed, or says it in another form.

    Parameters
    ----------
    folder : Path
        Of the result.
    told : mapping
        Its manifest.
    needed : sequence of str
        Entries without which it cannot be run again.

    Raises
    ------
    InputProblems
        One for each entry that is missing or of another kind.
    """
    check_form(folder / MANIFEST, told, needed, OPTIONAL)


def check_form(file: Path, told: Mapping[str, Any], needed: Sequence[str], optional: Sequence[str] = ()) -> None:
    """Refuse a file of entries in which one is missing or of another kind; see `check_manifest`."""
    problems = [Problem(file.as_posix(), 0, 0, key, message) for key, message in _wrong(told, needed, optional)]
    if problems:
        raise InputProblems(problems)


def _wrong(told: Mapping[str, Any], needed: Sequence[str], optional: Sequence[str]) -> Iterator[tuple[str, str]]:
    for key in dict.fromkeys((*needed, *optional)):
        if key not in told:
            if key in needed:
                yield key, f"is missing; {DAMAGED}"
            continue
        words, fits = EXPECTED[key]
        if not fits(told[key]):
            shown = json.dumps(told[key], ensure_ascii=False)
            shown = shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
            yield key, f"is {shown}; expected {words}; {DAMAGED}"
