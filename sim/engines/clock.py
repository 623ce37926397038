"""Time: SimPy's clock, on which simultaneous moments have one stated order.

A moment is a SimPy event that schedules itself with its own rank: priority = 2 + (kind << 32) + subject, so SimPy's
heap holds the key (tick, kind, subject) and never falls back on the order of scheduling. At most one moment of a
(kind, subject) is valid; setting it again, or cancelling it, leaves a stale one behind that is skipped when it
comes up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import simpy

from sim.engines.trace import after_moment
from sim.vocabulary import Kind

Handler = Callable[[int], None]


class Moment(simpy.Event):
    """One moment on the clock."""

    __slots__ = ("kind", "subject")

    def __init__(self, env: simpy.Environment, tick: int, kind: int, subject: int, call: Callable[..., None]) -> None:
        self.env = env
        self.callbacks = [call]
        self._value = None
        self._ok = True
        self._defused = False
        self.kind = kind
        self.subject = subject
        env.schedule(self, priority=2 + (kind << 32) + subject, delay=tick - env.now)  # type: ignore[arg-type]


class Clock:
    """The clock of one run.

    Parameters
    ----------
    handlers : mapping of Kind to function of subject
        What happens at each kind of moment.
    after : function, optional
        Called after every moment (the invariants, when they are checked).
    """

    def __init__(self, handlers: Mapping[Kind, Handler], after: Callable[[], None] | None = None) -> None:
        self.env = simpy.Environment(0)
        self.now = 0
        self.moments = 0
        self.digest = 0
        self._handlers = {int(kind): handler for kind, handler in handlers.items()}
        self._valid: dict[tuple[int, int], Moment] = {}
        self._after = after
        self.dispatch_is_due = False

    def set(self, tick: int, kind: int, subject: int) -> None:
        """Let a moment come up at a tick (now or later), in place of any other of the same kind and subject."""
        self._valid[(kind, subject)] = Moment(self.env, tick, kind, subject, self._happen)

    def cancel(self, kind: int, subject: int) -> None:
        """Take back a moment, if there is one."""
        self._valid.pop((kind, subject), None)

    def is_set(self, kind: int, subject: int) -> bool:
        """Whether a moment of this kind and subject is ahead."""
        return (kind, subject) in self._valid

    def ask_dispatch(self) -> None:
        """Let dispatch happen once nothing else is left at this tick."""
        self.dispatch_is_due = True

    def run(self, until: int) -> None:
        """Process every moment before the tick `until`; at the end of each tick, dispatch if it was asked for."""
        step, peek = self.env.step, self.env.peek
        dispatch = self._handlers[Kind.DISPATCH]
        ahead = peek()
        while True:
            if self.dispatch_is_due and ahead > self.now:
                self.dispatch_is_due = False
                dispatch(0)
                if self._after is not None:
                    self._after()
            elif ahead < until:
                step()
            else:
                break
            ahead = peek()
        self.now = until

    def _happen(self, moment: Moment) -> None:
        key = (moment.kind, moment.subject)
        if self._valid.get(key) is not moment:
            return
        del self._valid[key]
        self.now = self.env.now  # type: ignore[assignment]
        self.moments += 1
        self.digest = after_moment(self.digest, self.now, moment.kind, moment.subject)
        self._handlers[moment.kind](moment.subject)
        if self._after is not None:
            self._after()
