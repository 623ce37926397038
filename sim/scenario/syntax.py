"""What keeps a text from being TOML, in plain words and with its place."""

from __future__ import annotations

import re
import tomllib

from sim.errors import Problem
from sim.scenario.positions import given_twice
from sim.scenario.words import path_in_words


def syntax_problem(file: str, text: str, error: ValueError) -> Problem:
    """Say what keeps a text from being TOML.

    Parameters
    ----------
    file, text : str
        The file and what is in it.
    error : ValueError
        Raised by ``tomllib.loads``.

    Returns
    -------
    Problem
    """
    twice = given_twice(text)
    if twice and isinstance(error, tomllib.TOMLDecodeError):
        path, (line, column), (first, _) = min(twice, key=lambda found: found[1])
        return Problem(
            file, line, column, path_in_words(path, None), f"is given twice, here and in line {first}; keep one"
        )
    message = str(error)
    match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    lines = text.replace("\r\n", "\n").split("\n")
    line, column = (int(match[1]), int(match[2])) if match else (len(lines), len(lines[-1]) + 1)
    rest = lines[line - 1][column - 1 :].split("#")[0].strip()
    message = re.sub(r" \(at [^()]*\)$", "", message)
    message = {
        "Invalid value": f"{rest or 'nothing'} is no value; text stands in quotes, a number has no unit",
        "Invalid date or datetime": f"{rest} is no date",
        "Illegal character '\\n'": "text that is not closed by the end of its line",
        "Expected newline or end of document after a statement": f"nothing may follow the value (got {rest})",
    }.get(message, message[:1].lower() + message[1:])
    return Problem(file, line, column, "", f"not valid TOML: {message}")
