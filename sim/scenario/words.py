"""Values and paths as a person would write them, with the names of campaigns and tasks instead of their numbers."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from typing import Any

from sim.scenario.positions import KeyPath


def value_in_words(value: Any) -> str:
    """Show a value as a person would write it in the file; long ones are cut, tables and lists only counted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        number = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        text = str(int(value)) if number else json.dumps(value, ensure_ascii=False)
        text = {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}.get(text, text)
        return text if len(text) <= 60 else f"{text[:50]}..., {len(text)} characters"
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    return "a table" if isinstance(value, dict) else "nothing" if value is None else str(value)


def path_in_words(path: KeyPath, data: Any) -> str:
    """Write a path with the names of list entries where they have one of their own.

    Parameters
    ----------
    path : KeyPath
        ``("campaign", 0, "task", 2, "after", 1)``.
    data : Any
        What the path leads through.

    Returns
    -------
    str
        ``campaign.launch.task.brief.after[1]``.
    """
    words = ""
    for part in path:
        name = part if isinstance(part, str) else dict(enumerate(own_names(data))).get(part)
        if name is None:
            words += f"[{part}]"
        else:
            quoted = name if re.fullmatch(r"[\w-]+", name) else json.dumps(name, ensure_ascii=False)
            words += f".{quoted}" if words else quoted
        data = inside(data, part)
    return words


def own_names(entries: Any) -> list[str | None]:
    """Name of each entry in a list of tables; None where it has none, or shares it with another entry."""
    if not isinstance(entries, (list, tuple)):
        return []
    found = [entry.get("name") if isinstance(entry, dict) else None for entry in entries]
    names = [name if isinstance(name, str) and name else None for name in found]
    shared = Counter(names)
    return [name if shared[name] == 1 else None for name in names]


def inside(data: Any, part: str | int) -> Any:
    """What a key or a number leads to; None where it leads nowhere."""
    if isinstance(part, str):
        return data.get(part) if isinstance(data, dict) else None
    return data[part] if isinstance(data, (list, tuple)) and part < len(data) else None
