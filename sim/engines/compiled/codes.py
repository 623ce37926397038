"""The words of the vocabulary as plain integers, under the same names.

Compiled code could read the enumerations themselves, but each would be a type of its own, and every function would be
compiled again for each word that it is given.
"""

from __future__ import annotations

import enum
from types import ModuleType
from typing import Any

from sim import log, randomness, vocabulary


def _plain(codes: type[enum.IntEnum]) -> Any:
    """A namespace with the members of an enumeration as plain integers."""
    namespace = ModuleType(f"{__name__}.{codes.__name__}")
    for member in codes:
        setattr(namespace, member.name, int(member))
    return namespace


Away = _plain(vocabulary.Away)
Booking = _plain(vocabulary.Booking)
Cause = _plain(vocabulary.Cause)
Class = _plain(vocabulary.Class)
Interface = _plain(vocabulary.Interface)
Item = _plain(log.Item)
Kind = _plain(vocabulary.Kind)
Outcome = _plain(vocabulary.Outcome)
Phase = _plain(log.Phase)
State = _plain(vocabulary.State)
Stream = _plain(randomness.Stream)
Verb = _plain(log.Verb)
