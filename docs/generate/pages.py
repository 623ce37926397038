"""A generated part of a page stands between two comments and is replaced as a whole; all else is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ablated import ablation_rules, ablation_tables
from codes import codes, log_columns, log_verbs, moments
from draws import draws
from examples import addresses, small_log, small_scenario, small_year
from kinds import kinds
from measured import measure_tables, target_table
from parameters import parameter_counts, parameter_tables
from related import relations_in_full, relations_overview

PARTS: Mapping[str, Callable[[], str]] = {
    "parameter counts": parameter_counts,
    "parameters": parameter_tables,
    "kinds": kinds,
    "draws": draws,
    "addresses": addresses,
    "small log": small_log,
    "small scenario": small_scenario,
    "small year": small_year,
    "moments": moments,
    "log columns": log_columns,
    "log verbs": log_verbs,
    "codes": codes,
    "measures": measure_tables,
    "targets": target_table,
    "ablation": ablation_tables,
    "ablated rules": ablation_rules,
    "relations overview": relations_overview,
    "relations": relations_in_full,
}
"""What can be generated, by the name that a page gives it."""

_PART = re.compile(r"(<!-- generated: (?P<name>[a-z ]+) -->\n).*?(<!-- end of (?P=name) -->)", re.DOTALL)
_OPENED = re.compile(r"<!-- generated: ([a-z ]+) -->")


def written_anew(text: str, page: str) -> str:
    """The text of a page with each generated part made anew.

    Parameters
    ----------
    text : str
        Markdown.
    page : str
        Its name, for messages.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        A part is not known, or its end is missing.
    """
    closed = [match["name"] for match in _PART.finditer(text)]
    opened = _OPENED.findall(text)
    if closed != opened:
        raise ValueError(f"{page}: a generated part has no end: {', '.join(opened)}")
    unknown = sorted(set(opened) - set(PARTS))
    if unknown:
        raise ValueError(f"{page}: there is nothing to generate {unknown[0]!r} from; known: {', '.join(PARTS)}")
    return _PART.sub(lambda match: f"{match[1]}\n{PARTS[match['name']]().strip()}\n\n{match[3]}", text)
