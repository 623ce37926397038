"""A relation is a contrast of means and the sign that a theory expects of it.

Five kinds are enough for the literature that this model speaks to:

    change        the measure at the high end of a factor minus at its low end
    convex        its slope in the upper half of the factor minus that in the lower half
    interaction   its change along one factor, at the high end of another minus at the low end
    lead          one structure minus another, at one place
    winners       no structure wins everywhere: two or more win somewhere, by the criterion of the experiment

With ``against``, the first three are taken of the difference between two structures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["change", "convex", "interaction", "lead", "winners"]
KINDS: tuple[Kind, ...] = ("change", "convex", "interaction", "lead", "winners")
Expected = Literal["higher", "lower"]


@dataclass(frozen=True)
class Relation:
    """What is expected, and of what.

    Attributes
    ----------
    name : str
        Of the relation within its experiment.
    statement : str
        What the theory says, in a sentence.
    source : str
        Who says so.
    kind : str
        See above.
    measure : str
    expected : {"higher", "lower"}
        Sign of the contrast: above or below zero.
    structures : tuple of str
        Each is a claim of its own.
    against : str
        The structure that is subtracted; empty where there is none.
    along, with_ : str
        Paths of the factors that are moved; empty where there is none.
    at : mapping of str to list
        Factors of which only some values count; of a factor that is moved, the lowest and the highest of them. The
        contrast is the mean over the points of the others.
    mechanism : str
        Which rule of the model makes the finding what it is; written after the fact, and shown as such.
    """

    name: str
    statement: str
    source: str
    kind: Kind
    measure: str
    expected: Expected
    structures: tuple[str, ...]
    against: str
    along: str
    with_: str
    at: Mapping[str, list[Any]]
    mechanism: str

    @property
    def sign(self) -> int:
        """Sign of the contrast that is expected."""
        return 1 if self.expected == "higher" else -1
