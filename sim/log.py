"""The event log: one row for everything that happened, in order, in eight integer columns.

An engine writes rows and nothing else; every number a chart shows is folded from them. Two engines agree when their
logs are equal byte for byte. On disk a log is a Parquet file that carries its own description (`schema`).

======== ==============================================================
column   meaning
======== ==============================================================
tick     when (for SPAN: when it ended; the spans of a stint are written together when it is over)
verb     what, see `Verb`
subject  row of the year or running number the verb is about
seat     who, -1 = nobody
other    the other person or group, -1 = nobody
a, b, c  details, see `Verb`; 0 where there is nothing to say
======== ==============================================================
"""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import BrokenInvariant, InputProblems, Problem
from sim.vocabulary import NONE, Booking, Cause, Class, Interface, Outcome, State

MEANS = {
    "tick": ("ticks (seconds of working time)", "when; for SPAN, when it ended"),
    "verb": ("", "what happened"),
    "subject": ("", "row of the year, or running number, that the verb is about"),
    "seat": ("seat", "who; -1 = nobody"),
    "other": ("seat, group or need", "the other person, group or need; -1 = nobody"),
    "a": ("as the verb says", "first detail"),
    "b": ("as the verb says", "second detail"),
    "c": ("as the verb says", "third detail"),
}
"""Unit and meaning of each column."""
COLUMNS = tuple(MEANS)
SCHEMA, VERBS = "orgsim.schema", "orgsim.verbs"
"""Keys of a Parquet file's metadata."""
Row = tuple[int, int, int, int, int, int, int, int]


class Verb(enum.IntEnum):
    """What happened.

    Attributes
    ----------
    means : str
        Which columns carry meaning, and what; a capital letter names the enumeration whose numbers stand there.
    """

    means: str

    def __new__(cls, number: int, means: str) -> Verb:
        """A number that knows what it means."""
        verb = int.__new__(cls, number)
        verb._value_ = number
        verb.means = means
        return verb

    CAMPAIGN_ARRIVES = 1, "subject campaign"
    CAMPAIGN_ENDS = 2, "subject campaign; a task whose end completed it; b 1 = dropped"
    STATE = 3, "subject task; seat owner; a State entered; b task whose end released it (-1 = none)"
    SPAN = 4, "tick end; subject item (-1 = none); seat who; a Booking; b begin (ticks); c Item"
    QUEUED = 5, "subject item; seat its desk, else -1; other group of its backlog; a Class; b work (ticks); c Item"
    LEFT = 6, "subject item; seat its desk, else -1; other group; a 0 taken, 1 withdrawn, 2 moved; c Item"
    NEED = 7, "subject need; seat requester; a Cause; b task (campaign for SIGNAL); c amount (millionths)"
    REQUEST = 8, "subject request; seat decider; other need; a slot; b 1 = arbitration; c steps above requester"
    REQUEST_PHASE = 9, "subject request; seat where it is (-1 = on its way); other need; a Phase"
    ANSWER = 10, "subject request; seat who; other need; a Outcome; b 1 bad accepted, 2 good refused; c level"
    NEED_PHASE = 11, "subject need; seat requester; other judge; a Phase; b request that ended the round; c Outcome"
    DEFAULTED = 12, "subject request; seat requester; other need; a waited since its clock last started (ticks)"
    INTERFACE = 13, "subject interface; seat giver; other taker; a Interface + 16 Label; b task; c question or request"
    INTERFACE_ENDS = 14, "subject interface; seat giver; other taker; a 1 = missed; b task"
    ASSET_FOUND = 15, "subject task; seat searcher; other maker; a usable (millionths); b its task; c saved (ticks)"
    ASSET_MISSED = (
        16,
        "subject task; seat searcher; other maker; a usable (millionths); b its task; c avoidable (ticks)",
    )
    ASSET_SHOWN = 17, "subject task; seat maker; a style (signed millionths); b 1 = customers see it"
    CHECKED = 18, "subject task; seat owner; a attempt (from 0); b 1 = failed; c missed exchanges"
    TASK_ENDS = (
        19,
        "subject task; seat owner; a craft (millionths); b risk (millionths); c idea (millionths, -1 = none)",
    )
    WENT_LIVE = 20, "subject campaign; a 1 = stock confirmed; b 1 = oversold"
    CHORE_ENDS = 21, "subject chore; seat who did it"
    SIGNAL = 22, "subject signal; a plans sent back"
    MEETING_MISSED = 23, "subject group; seat who missed it"
    SKILL = 24, "tick 0 or the end; subject discipline; seat who; a skill (millionths); b home familiarity (millionths)"
    REWORK_CAUSE = 25, "subject task; seat owner; a rework (ticks); b of it caused by missed exchanges (ticks)"
    KEPT = 26, "subject question; seat who asks; other group whose next meeting it waits for; b task"
    MESSAGE_SENT = 27, "subject message; seat sender; other receiver"
    MESSAGE_PASSED = 28, "subject message; seat who passes it on; other next on the way; a times passed on before"
    MESSAGE_DELIVERED = 29, "subject message; seat who has read it; a times passed on"


class Item(enum.IntEnum):
    """What lies on a desk or fills a span."""

    NOTHING = 0
    TASK = 1
    CHORE = 2
    REQUEST = 3
    QUESTION = 4
    BRIEFING = 5  #: an interface of kind handover or clarification
    SUPERVISION = 6
    MEETING = 7
    MESSAGE = 8


class Phase(enum.IntEnum):
    """Where the time of a decision goes."""

    CLIMBING = 0
    QUEUE = 1
    DECIDING = 2
    CONFLICT = 3
    DEFAULT = 4
    REVISING = 5
    REWORKED = 6
    DONE = 7


class Label(enum.IntFlag):
    """What an interface crosses."""

    CROSS_TEAM = 1  #: the two share no group to which both belong directly; in transit: the giver is not in the group
    OTHER_DISCIPLINE = 2  #: of the two tasks
    OTHER_LINE = 4  #: home lines of the two people


CODES: dict[str, type[enum.IntEnum] | type[enum.IntFlag]] = {
    codes.__name__: codes for codes in (Verb, Item, Phase, Label, State, Booking, Class, Cause, Outcome, Interface)
}
"""Enumerations whose numbers stand in a log."""


@dataclass(frozen=True)
class Detail:
    """What one column says in the rows of one verb: its unit, or the enumeration whose numbers stand there."""

    meaning: str
    unit: str
    codes: str


def details(verb: Verb) -> dict[str, Detail]:
    """What the columns of a verb's rows say; columns that are not named hold 0, or -1 for nobody."""
    found = {}
    for part in re.split(r";\s+", verb.means):
        column, meaning = part.split(" ", 1)
        unit = re.search(r"signed millionths|millionths|ticks", meaning)
        code = re.match(rf"(?:{'|'.join(CODES)})\b", meaning)
        found[column] = Detail(meaning, unit[0] if unit else "", code[0] if code else "")
    return found


def schema() -> dict[str, Any]:
    """The published description of the log: columns, verbs, and the numbers of every enumeration.

    Returns
    -------
    dict
        Ready for JSON. ``columns``: name, type, unit and meaning of each column. ``verbs``: number and name of each
        verb, and the meaning, unit and enumeration of the columns it uses. ``codes``: enumeration -> name -> number.
    """
    return {
        "title": "orgsim event log",
        "columns": [
            {"name": name, "type": "int64", "unit": unit, "meaning": meaning} for name, (unit, meaning) in MEANS.items()
        ],
        "verbs": [
            {
                "number": int(verb),
                "name": verb.name,
                "columns": {column: vars(detail) for column, detail in details(verb).items()},
            }
            for verb in Verb
        ],
        "codes": {name: {member.name: int(member) for member in members} for name, members in CODES.items()},
    }


@dataclass(frozen=True, eq=False)
class EventLog:
    """The rows of one run, as one array; equal to another if every byte is.

    Attributes
    ----------
    table : ndarray of int64, shape (8, rows)
        In the order of `COLUMNS`; cannot be written to.
    """

    table: NDArray[np.int64]

    def __post_init__(self) -> None:
        if self.table.dtype != np.int64 or self.table.ndim != 2 or len(self.table) != len(COLUMNS):
            shape = "x".join(map(str, self.table.shape))
            raise BrokenInvariant(f"a log is {len(COLUMNS)} columns of int64, not {shape} of {self.table.dtype}")
        self.table.setflags(write=False)

    @classmethod
    def from_rows(cls, rows: Sequence[Row]) -> EventLog:
        """A log from the rows that an engine wrote."""
        flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * len(COLUMNS))
        return cls(np.ascontiguousarray(flat.reshape(len(rows), len(COLUMNS)).T))

    @cached_property
    def columns(self) -> Mapping[str, NDArray[np.int64]]:
        """The columns by name."""
        return MappingProxyType(dict(zip(COLUMNS, self.table, strict=True)))

    def rows(self) -> list[Row]:
        """The rows, as plain integers."""
        return list(zip(*self.table.tolist(), strict=True))

    def __len__(self) -> int:
        return int(self.table.shape[1])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EventLog):
            return NotImplemented
        return self.table.shape == other.table.shape and self.table.tobytes() == other.table.tobytes()

    def __hash__(self) -> int:
        return hash(self.digest())

    def digest(self) -> str:
        """Fingerprint of every byte, the same on every machine (SHA-256, hexadecimal)."""
        total = sha256(f"{' '.join(COLUMNS)} {len(self)} ".encode())
        total.update(np.ascontiguousarray(self.table, dtype="<i8").tobytes())
        return total.hexdigest()

    def verify(self) -> None:
        """Check that the rows can be read: known numbers, in the order of time.

        Ticks never decrease, except those of SPAN: a stretch of work is told when the whole stint is over, so its end
        may lie before the rows above it, never after the rows below it, and its begin not after its end.

        Raises
        ------
        BrokenInvariant
            With the number of the first row at fault, counted from 0.
        """
        verb, tick = self.columns["verb"], self.columns["tick"]
        _none(~np.isin(verb, list(Verb)), "the verb {} is unknown", verb)
        span = verb == Verb.SPAN
        told = np.where(span, np.iinfo(np.int64).max, tick)
        below = np.minimum.accumulate(told[::-1])[::-1]
        _none(tick > below, "tick {} lies after that of a later row", tick)
        _none(span & (self.columns["b"] > tick), "a span that ends at {} begins later", tick)
        _none(self.columns["seat"] < NONE, "there is no seat {}", self.columns["seat"])
        for one in Verb:
            here = verb == one
            for column, detail in details(one).items():
                if detail.codes:
                    values = self.columns[column] % 16 if one is Verb.INTERFACE else self.columns[column]
                    unknown = here & ~np.isin(values, [int(code) for code in CODES[detail.codes]])
                    _none(unknown, f"{one.name}: {{}} in column {column} is no {detail.codes}", values)

    def write_parquet(self, path: str | Path) -> None:
        """Write the log as a Parquet file that carries its own description."""
        import pyarrow as pa
        from pyarrow import parquet

        fields = [
            pa.field(name, pa.int64(), nullable=False, metadata={"unit": unit, "meaning": meaning})
            for name, (unit, meaning) in MEANS.items()
        ]
        about = {VERBS: json.dumps({int(verb): verb.name for verb in Verb}), SCHEMA: json.dumps(schema())}
        table = pa.Table.from_arrays([pa.array(column) for column in self.table], schema=pa.schema(fields, about))
        parquet.write_table(table, path, compression="zstd")

    @classmethod
    def read_parquet(cls, path: str | Path) -> EventLog:
        """Read a log that was written by `write_parquet`.

        Raises
        ------
        InputProblems
            The file is not there, is no Parquet file, or holds other columns.
        """
        import pyarrow as pa
        from pyarrow import parquet

        try:
            table = parquet.read_table(path)
        except (OSError, pa.ArrowInvalid) as error:
            message = "there is no such file" if isinstance(error, FileNotFoundError) else "this is no Parquet file"
            raise InputProblems([Problem(Path(path).name, 0, 0, "", message)]) from error
        found = [f"{field.name} ({field.type})" for field in table.schema]
        expected = [f"{name} (int64)" for name in COLUMNS]
        if found != expected:
            message = f"this is no event log: expected the columns {', '.join(expected)}; found {', '.join(found)}"
            raise InputProblems([Problem(Path(path).name, 0, 0, "columns", message)])
        if any(column.null_count for column in table.columns):
            raise InputProblems([Problem(Path(path).name, 0, 0, "rows", "this is no event log: some cells are empty")])
        return cls(np.stack([column.to_numpy() for column in table.columns]))


def _none(faults: NDArray[np.bool_], message: str, values: NDArray[np.int64]) -> None:
    if faults.any():
        row = int(np.argmax(faults))
        raise BrokenInvariant(f"row {row} of the log: {message.format(values[row])}")
