"""A mistake in a scenario is told in one sentence: where it stands, what was found there, and what was expected.

Line and column are those of the text that a person wrote, be it the scenario or the library; the path names campaigns
and tasks instead of counting them. What the command line has set is told as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.errors import Problem
from sim.scenario.positions import KeyPath, Position, positions
from sim.scenario.words import path_in_words

COMMAND_LINE = "--set"


@dataclass(frozen=True)
class Source:
    """A text that parameters were read from.

    Attributes
    ----------
    file : str
        What to call it in a message.
    text : str
        Accepted TOML.
    """

    file: str
    text: str

    @cached_property
    def positions(self) -> dict[KeyPath, Position]:
        """Places of its keys; looked for only once something is wrong."""
        return positions(self.text)


@dataclass(frozen=True)
class Origin:
    """Where a part of a resolved scenario was written: the same keys follow both paths.

    Attributes
    ----------
    resolved : KeyPath
        In the resolved scenario.
    source : Source
        The text.
    written : KeyPath
        In that text.
    """

    resolved: KeyPath
    source: Source
    written: KeyPath


def problem_at(
    path: KeyPath, message: str, data: Any, origins: Sequence[Origin], changed: Iterable[KeyPath] = ()
) -> Problem:
    """Turn a path and a message into a problem with its place.

    Parameters
    ----------
    path : KeyPath
        In the resolved scenario.
    message : str
        The rest of the sentence.
    data : Any
        The resolved scenario.
    origins : sequence of Origin
        In order of precedence.
    changed : iterable of KeyPath
        Parameters that the command line has set.

    Returns
    -------
    Problem
    """
    words = path_in_words(path, data)
    for change in changed:
        about_it = change[:-1] == path and re.search(rf"\b{re.escape(str(change[-1]))}\b", message)
        if path[: len(change)] == change or about_it:
            return Problem(COMMAND_LINE, 0, 0, words, message)
    source, (line, column) = _place(path, origins)
    return Problem(source.file, line, column, words, message)


def _place(path: KeyPath, origins: Sequence[Origin]) -> tuple[Source, Position]:
    """The text and position that a path comes from: its own key, or else the nearest table around it."""
    around = [origin for origin in origins if path[: len(origin.resolved)] == origin.resolved]
    depth = max(len(origin.resolved) for origin in around)
    for end in range(len(path), depth - 1, -1):
        for origin in around:
            written = (*origin.written, *path[len(origin.resolved) : end])
            if len(origin.resolved) == depth and written in origin.source.positions:
                return origin.source, origin.source.positions[written]
    return around[0].source, (1, 1)
