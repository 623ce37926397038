"""An ablation from beginning to end: ask, run what is missing, tell it in tables, on a page and in a figure.

    import sim
    found = sim.ablate(sim.load("beauty_group"))
    found.effects      # rule off minus rule on, by rule, structure and measure
    found.claims       # which order of two structures hangs on which rule

The tables lie in the folder of the study they come from, and are made again from its runs whenever it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from sim.errors import InputProblems, Problem
from sim.scenario.schema import Scenario
from sim.study.ablation.asking import FACTOR, ablation_experiment
from sim.study.ablation.rules import ON, rules
from sim.study.ablation.words import Tongue, plain
from sim.study.progress import Report, silent
from sim.study.sweep.results import StudyResults, read_study

ASKED = "ablation.json"
"""What the plan of the study does not say: rules that were asked for and change nothing."""


@dataclass(frozen=True)
class Ablation:
    """What switching rules off did.

    Attributes
    ----------
    study : StudyResults
        The runs.
    """

    study: StudyResults

    @property
    def folder(self) -> Path:
        """Where it is stored."""
        return self.study.folder

    @cached_property
    def declared(self) -> dict[str, Any]:
        """What was asked: structures, measures, replications, seed, fingerprint."""
        told: dict[str, Any] = self.study.table.attrs["experiment"]
        return told

    @property
    def measures(self) -> list[str]:
        """Names of the measures."""
        return list(self.declared["measures"])

    @property
    def rules(self) -> list[str]:
        """Names of the rules that were switched off."""
        return [name for name in self.declared["factors"][FACTOR]["values"] if name != ON]

    @property
    def left_out(self) -> list[str]:
        """Rules that were asked for and have no effect in the scenario as it stands; none where that was not kept."""
        try:
            told = json.loads((self.folder / ASKED).read_text(encoding="utf-8"))["without_effect"]
        except (OSError, ValueError, KeyError, TypeError):  # the study ended, and whoever asked for it was stopped
            return []
        known = rules()
        return [name for name in told if name in known] if isinstance(told, list) else []

    @cached_property
    def effects(self) -> pd.DataFrame:
        """See `sim.study.ablation.effects.effects`."""
        from sim.study.ablation.effects import effects

        return effects(self.study.table, self.measures)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """See `sim.study.ablation.claims.claims`."""
        from sim.study.ablation.claims import claims

        return claims(self.study.table, self.measures)

    @cached_property
    def winners(self) -> pd.DataFrame:
        """See `sim.study.ablation.claims.winners`."""
        from sim.study.ablation.claims import winners

        return winners(self.study.table, self.measures)

    def page(self, language: str = "en", called: Callable[[str], str] = plain) -> str:
        """The whole of it as Markdown; see `sim.study.ablation.words.Tongue`."""
        from sim.study.ablation.page import page

        return page(self, Tongue(language, called))

    def chart(self, name: str = "ablation", language: str = "en") -> Any:
        """The figure: effects of the rules that matter most, with intervals.

        Parameters
        ----------
        name : str
            ``ablation``; there is one figure.
        language : {"en", "zh"}

        Returns
        -------
        matplotlib.figure.Figure
        """
        from sim.study.ablation.drawing import draw

        return draw(self, name, language)


def ablate(
    scenario: Scenario,
    *,
    structures: Sequence[str] = (),
    measures: Sequence[str] = (),
    rules: Sequence[str] = (),
    replications: int = 30,
    seed: int = 1,
    engine: str | None = None,
    workers: int | None = None,
    out: str | Path = "results",
    fresh: bool = False,
    language: str = "en",
    called: Callable[[str], str] = plain,
    report: Report = silent,
    command: str = "",
) -> Ablation:
    """Switch every rule off in turn, under every structure, in the same years, and store what that does.

    Parameters
    ----------
    scenario : Scenario
    structures, measures, rules : sequence of str
        Names; the structures of the scenario, the headline measures and all rules where none is named.
    replications, seed : int
        Years of each rule, and what chooses them.
    engine : str, optional
        The fastest there is where nothing is said; the numbers are the same.
    workers : int, optional
        One a core where nothing is said; the numbers are the same.
    out : str or Path
        Folder of results.
    fresh : bool
        Run again, beside an existing ablation.
    language : {"en", "zh"}
        Of page and figure.
    called : function of str
        How a structure is called on the page.
    report : function
        Called with the runs that are there and the runs that there will be.
    command : str
        What was typed, for the manifest.

    Returns
    -------
    Ablation
        Stored.

    Raises
    ------
    InputProblems
        A name or a number is wrong; nothing is run.
    """
    from sim.study.ablation.storing import store
    from sim.study.sweep.parts import keep
    from sim.study.sweep.points import make_points
    from sim.study.sweep.study import Study

    experiment, without = ablation_experiment(scenario, structures, measures, rules, replications, seed)
    study = Study(experiment, make_points(experiment))
    done = study.run(engine=engine, workers=workers, out=out, fresh=fresh, report=report, command=command)
    keep(done.folder / ASKED, (json.dumps({"without_effect": list(without)}) + "\n").encode())
    found = Ablation(done)
    store(found, Tongue(language, called))
    return found


def read_ablation(folder: str | Path) -> Ablation:
    """Read a stored ablation.

    Raises
    ------
    InputProblems
        The folder holds none.
    """
    study = read_study(folder)
    if FACTOR not in study.table.attrs["experiment"]["factors"]:
        message = "is no ablation; expected a folder such as results/ablation-<scenario>-<fingerprint>"
        raise InputProblems([Problem(Path(folder).as_posix(), 0, 0, "", message)])
    return Ablation(study)
