"""Everything that can go wrong in orgsim is one of five things, and each says what to do about it.

OrgsimError
├── InputProblems          a file or option is wrong; carries every Problem found (exit code 2)
├── InfeasibleStructure    the staff cannot be arranged in the structure asked for (exit code 2)
├── ResultExists           a result of the same fingerprint is already there (exit code 0)
├── BrokenInvariant        a table or an account contradicts itself: a defect of ours (exit code 1)
└── MissingFeature         an optional package is not installed (exit code 2)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class OrgsimError(Exception):
    """Root of every error that orgsim raises on purpose."""


@dataclass(frozen=True)
class Problem:
    """One mistake in one place of an input, told in one sentence.

    Attributes
    ----------
    file : str
        Name of the file or option that holds the mistake.
    line, column : int
        Position, counted from 1; 0 where the place is not known.
    path : str
        Where in the structure: ``campaigns[2].rate``, ``row 7, manager``.
    message : str
        What was found and what was expected, with value and range or allowed words.
    """

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}:{self.column}" if self.column else f":{self.line}"
        return f"{place}: {self.path}: {self.message}" if self.path else f"{place}: {self.message}"


class InputProblems(OrgsimError):
    """All the mistakes found in an input, reported together.

    Parameters
    ----------
    problems : iterable of Problem
        At least one.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[InputProblems], tuple[tuple[Problem, ...]]]:
        return (InputProblems, (self.problems,))


class InfeasibleStructure(OrgsimError):
    """The seats cannot form two groups of two under the structure asked for; the message says why."""


class ResultExists(OrgsimError):
    """The same comparison is already on disk; results are never overwritten."""


class BrokenInvariant(OrgsimError):
    """An invariant of the specification does not hold; this is a defect of the program, never of the user."""


class MissingFeature(OrgsimError):
    """An optional package is needed; the message names it and the command that installs it."""


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Say which allowed word was probably meant.

    Parameters
    ----------
    word : str
        What was written.
    allowed : iterable of str
        What could have been written.

    Returns
    -------
    str
        ``'; did you mean "rate"?'``, or an empty string where nothing is near.
    """
    close = get_close_matches(str(word), [str(item) for item in allowed], n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""
