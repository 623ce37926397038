"""An experiment is a question, what is varied to answer it, and the criterion by which the answer will be judged.

The criterion and the finding that is expected are written down before anything is run, so that a reader can tell what
was asked from what was found by looking. Everything here comes from one file; nothing depends on a machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sim.study.sweep.factors import Factor

Design = Literal["grid", "points", "latin_hypercube", "sobol", "morris"]
SAMPLED = ("latin_hypercube", "sobol", "morris")
"""Designs that draw their points."""


@dataclass(frozen=True)
class Base:
    """The scenario that an experiment starts from, as text, so that it can be read again anywhere.

    Attributes
    ----------
    text : str
        TOML.
    file, name : str
        What to call the text in messages, and the scenario where the text gives no name.
    folder : str
        Where an HR export named in the text must be.
    changes : tuple of (str, value)
        Parameters that are changed at every point alike.
    resolved : bool
        Whether the text is that of a stored study: every value is said, and a point departs from it
        (`sim.study.sweep.departures`) instead of changing it.
    """

    text: str
    file: str
    name: str
    folder: str
    changes: tuple[tuple[str, Any], ...] = ()
    resolved: bool = False


@dataclass(frozen=True)
class Precision:
    """How well a difference must be known before a point is left.

    Attributes
    ----------
    measure : str
    half_width : float
        Of the 95 % interval of the mean paired difference, in the unit of the measure.
    between : tuple of (str, str)
        Pairs of structures.
    """

    measure: str
    half_width: float
    between: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Replications:
    """How many years each point is lived through.

    Attributes
    ----------
    most : int
        Never more.
    block : int
        Whether a point is known well enough is asked after so many years, and again after so many more.
    until : tuple of Precision
        All must hold; none means that all years are run.
    """

    most: int
    block: int
    until: tuple[Precision, ...] = ()


@dataclass(frozen=True)
class Experiment:
    """A question that can be run.

    Attributes
    ----------
    name : str
        Of the file.
    title, title_zh, question, expected : str
        ``expected`` is the finding that is expected, in a sentence.
    base : Base
        The scenario.
    seed : int
        Chooses the years; the same at every point.
    structures : tuple of str
        The factor that is always there.
    baseline : str
        The structure with which others are compared.
    factors : tuple of Factor
        The others.
    design : {"grid", "points", "latin_hypercube", "sobol", "morris"}
    settings : dict
        Of the design: number of points, levels and so on.
    replications : Replications
    measures : tuple of str
        Kept of every run.
    criterion, direction : str
        A structure wins by this measure, where it is ``lower`` or ``higher``.
    file, text : str
        What to call the file in messages, and what it says.
    """

    name: str
    title: str
    title_zh: str
    question: str
    expected: str
    base: Base
    seed: int
    structures: tuple[str, ...]
    baseline: str
    factors: tuple[Factor, ...]
    design: Design
    settings: dict[str, Any]
    replications: Replications
    measures: tuple[str, ...]
    criterion: str
    direction: Literal["lower", "higher"]
    file: str
    text: str

    @property
    def samples_structure(self) -> bool:
        """Whether each point has one structure, drawn with the other factors, instead of all of them."""
        return self.settings.get("structure") == "sampled"

    def declared(self, fingerprint: str = "") -> dict[str, Any]:
        """What was declared, ready for JSON; travels with every table of the study."""
        return {
            "name": self.name,
            "title": self.title,
            "title_zh": self.title_zh,
            "question": self.question,
            "expected": self.expected,
            "fingerprint": fingerprint,
            "seed": self.seed,
            "scenario": self.base.name,
            "changes": dict(self.base.changes),
            "criterion": {"measure": self.criterion, "direction": self.direction},
            "structures": list(self.structures),
            "baseline": self.baseline,
            "factors": {factor.name: factor.declared() for factor in self.factors},
            "design": self.design,
            "design_settings": dict(self.settings),
            "replications": {
                "most": self.replications.most,
                "block": self.replications.block,
                "until": [
                    {
                        "measure": one.measure,
                        "half_width": one.half_width,
                        "between": [list(pair) for pair in one.between],
                    }
                    for one in self.replications.until
                ],
            },
            "measures": list(self.measures),
        }
