"""A setting is one point of a design, ready to be lived through: the scenario's text and what is changed in it.

It travels to whoever does the work as text and changes, small and readable anywhere, with the fingerprint that the
resolved scenario must have. A worker that would read it otherwise, because another version is installed there, says so
instead of returning numbers of another model.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.errors import OrgsimError
from sim.run import declarations
from sim.scenario.load import parse
from sim.scenario.schema import Scenario
from sim.scenario.writing import digest
from sim.study.sweep.departures import departed
from sim.study.sweep.experiment import Base
from sim.world.inlining import inlined

Changes = tuple[tuple[Any, Any], ...]
"""Keys and values; of a resolved base, departures."""


@dataclass(frozen=True)
class Setting:
    """One point of a design.

    Attributes
    ----------
    digest : str
        Fingerprint of the resolved scenario; two settings are one if they agree in it.
    base : Base
    changes : tuple of (str, value)
        Of this point, beside those of the base.
    """

    digest: str
    base: Base = field(compare=False, repr=False)
    changes: Changes = field(compare=False)


def scenario_at(base: Base, changes: Changes = ()) -> Scenario:
    """The scenario with changes, resolved and valid.

    Raises
    ------
    InputProblems
        Every mistake found.
    """
    if base.resolved:
        return departed(base.text, base.file, base.name, changes)
    folder = Path(base.folder)
    all_changes = {**dict(base.changes), **{key: _given(value) for key, value in changes}}
    text = parse(base.text, base.file, base.name, changes=all_changes, declarations=declarations(), folder=folder)
    return inlined(text)


def _given(value: Any) -> Any:
    """A value as ``--set`` reads it: a text of ours is a text, never a number or a word of TOML."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else value


def setting(base: Base, changes: Changes) -> tuple[Setting, Scenario]:
    """Make a setting of changes, and the scenario that it stands for."""
    scenario = scenario_at(base, changes)
    return Setting(digest(scenario), base, changes), scenario


def scenario_of(chosen: Setting) -> Scenario:
    """The scenario of a setting.

    Raises
    ------
    OrgsimError
        It is read here otherwise than where the study was planned.
    """
    scenario = scenario_at(chosen.base, chosen.changes)
    if digest(scenario) != chosen.digest:
        message = "a worker reads the scenario otherwise than the process that planned the study; is one version of "
        raise OrgsimError(message + "orgsim, and one HR export, installed on all machines?")
    return scenario
