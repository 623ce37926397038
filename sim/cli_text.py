"""Results are said in a terminal as plain text that reads at eighty columns, in English or Chinese, and can be copied.

A table is a list of rows of words; columns are as wide as what stands in them, and a Chinese character counts for two.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Sequence
from typing import Literal, TextIO

Language = Literal["en", "zh"]
NARROW, WIDE = 60, 100


def say(text: str = "", stream: TextIO | None = None) -> None:
    """Print a line to standard output, or elsewhere."""
    print(text, file=stream or sys.stdout)


def columns() -> int:
    """Width of the terminal, as far as we use it."""
    return min(WIDE, max(NARROW, shutil.get_terminal_size((80, 24)).columns))


def width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def wrapped(text: str, first: str = "", rest: str = "", room: int | None = None) -> str:
    """A text broken into lines, the first and the others with their own beginnings."""
    space = (room or columns()) - width(rest)
    lines: list[str] = []
    for word in _words(text):
        if lines and width(lines[-1]) + width(word.rstrip()) <= space - (width(first) - width(rest)) * (
            len(lines) == 1
        ):
            lines[-1] += word
        elif not lines or word.strip():
            lines.append(word.lstrip())
    return "\n".join((rest if number else first) + line.rstrip() for number, line in enumerate(lines or [""]))


CLOSING = "，。；：、）》？！"


def _words(text: str) -> list[str]:
    """Pieces between which a line may break: after a space, and around Chinese letters but not before punctuation."""
    found = [""]
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in "WF"
        before = found[-1][-1:]
        after_wide = bool(before) and unicodedata.east_asian_width(before) in "WF"
        if before == " " or (
            (wide or after_wide) and before and letter not in CLOSING and letter != " " and before != "（"
        ):
            found.append("")
        found[-1] += letter
    return found


def table(rows: Sequence[Sequence[str]], left: int = 1, indent: str = "  ", gap: str = "  ") -> list[str]:
    """Rows as lines: the first columns flush left, the others flush right.

    Parameters
    ----------
    rows : sequence of sequence of str
        All of one length; a head is a row like others.
    left : int
        How many columns are flush left.
    indent, gap : str
        Before a line, and between columns.
    """
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row):
            blank = " " * (widths[column] - width(cell))
            cells.append(cell + blank if column < left else blank + cell)
        lines.append((indent + gap.join(cells)).rstrip())
    return lines
