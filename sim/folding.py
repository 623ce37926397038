"""Folding a log into facts, row by row, with the identities of the specification checked on the way.

A ledger reads rows in order and keeps, for each task, request, need, seat and desk, exactly what `specification.md`
section 8 defines: the vector of states along the realised critical path, the vector of phases along the last
answer's path, the bookings of each seat, and the stays on each desk. `verify` re-derives the identities at any
moment; `close` turns the ledger into fact tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sim.errors import BrokenInvariant
from sim.facts import QUARTERS, Facts, quarter_ticks
from sim.log import Item, Phase, Verb
from sim.tallies import STATES, InterfaceTally, NeedTally, RequestTally, Tallies, tables
from sim.vocabulary import NONE, Booking, Cause, Interface, Outcome, State
from sim.world.year import Year

Row = tuple[int, int, int, int, int, int, int, int]
BLOCKED = (int(State.HANDOVER), int(State.EXCHANGE))
AWAY = (int(Booking.OUTSIDE), int(Booking.ABSENT))
NOT_RELEASED, DONE = int(State.NOT_RELEASED), int(State.DONE)
TASK, REQUEST, BRIEFING, QUESTION = int(Item.TASK), int(Item.REQUEST), int(Item.BRIEFING), int(Item.QUESTION)
"""Plain integers, because they are compared a hundred thousand times."""


class Ledger:
    """Reads a log as it is written.

    Parameters
    ----------
    year : Year
        The year the log is about.
    seats : int
        Number of seats.
    """

    def __init__(self, year: Year, seats: int) -> None:
        self.t = Tallies(year, seats)
        self.end = year.end
        self.window_from = year.window_from
        self.window_to = year.window_to
        readers = {
            Verb.CAMPAIGN_ENDS: self._campaign_ends,
            Verb.STATE: self._state,
            Verb.SPAN: self._span,
            Verb.QUEUED: self._queued,
            Verb.LEFT: self._left,
            Verb.NEED: self._need,
            Verb.REQUEST: self._request,
            Verb.REQUEST_PHASE: self._request_phase,
            Verb.ANSWER: self._answer,
            Verb.NEED_PHASE: self._need_phase,
            Verb.DEFAULTED: self._defaulted,
            Verb.INTERFACE: self._interface,
            Verb.INTERFACE_ENDS: self._interface_ends,
            Verb.ASSET_FOUND: self._asset_found,
            Verb.ASSET_MISSED: self._asset_missed,
            Verb.ASSET_SHOWN: self._asset_shown,
            Verb.CHECKED: self._checked,
            Verb.TASK_ENDS: self._task_ends,
            Verb.WENT_LIVE: self._went_live,
            Verb.CHORE_ENDS: self._chore_ends,
            Verb.SIGNAL: self._signal,
            Verb.SKILL: self._skill,
            Verb.REWORK_CAUSE: self._rework_cause,
            Verb.KEPT: self._kept,
            Verb.MESSAGE_SENT: self._message_sent,
            Verb.MESSAGE_PASSED: self._message_passed,
            Verb.MESSAGE_DELIVERED: self._message_delivered,
        }
        self._readers: list[Callable[[Row], None] | None] = [None] * (max(Verb) + 1)
        for verb, reader in readers.items():
            self._readers[verb] = reader
        self._quarter = quarter_ticks(self.window_from, self.window_to)

    def take(self, rows: Iterable[Row]) -> None:
        """Read the next rows."""
        readers = self._readers
        for row in rows:
            reader = readers[row[1]]
            if reader is not None:
                reader(row)

    # -- tasks and campaigns ------------------------------------------------------------------------------------

    def _state(self, row: Row) -> None:
        tick, _, task, owner, _, new, by, _ = row
        t = self.t
        old = t.state[task]
        if old == NOT_RELEASED:
            if new != State.DROPPED:
                t.released[task] = tick
                t.path[task] = list(t.path[by]) if by != NONE else [0] * STATES
        else:
            passed = tick - t.since[task]
            t.own[task][old] += passed
            t.path[task][old] += passed
            if old in BLOCKED and passed:
                interface = t.last_interface.get(task)
                if interface is not None:
                    t.interfaces[interface].wait += passed
        t.state[task] = new
        t.since[task] = tick
        if owner != NONE:
            t.owner[task] = owner
        if new == DONE:
            t.ended[task] = tick

    def _campaign_ends(self, row: Row) -> None:
        t = self.t
        t.campaign_ended[row[2]] = row[0]
        t.campaign_dropped[row[2]] = row[6]
        t.campaign_path[row[2]] = list(t.path[row[5]])

    def _checked(self, row: Row) -> None:
        self.t.checks[row[2]] += 1
        self.t.failures[row[2]] += row[6]

    def _task_ends(self, row: Row) -> None:
        _, _, task, _, _, craft, risk, idea = row
        t = self.t
        campaign = t.campaign_of[task]
        t.craft[campaign] += craft
        t.risk[campaign] += risk
        t.tasks_ended[campaign] += 1
        if idea != NONE:
            t.idea[campaign] += idea
            t.assets[campaign] += 1

    def _rework_cause(self, row: Row) -> None:
        self.t.rework[row[2]] += row[5]
        self.t.rework_missed[row[2]] += row[6]

    def _went_live(self, row: Row) -> None:
        self.t.live[row[2]] = 1 if row[5] == 1 else 2
        self.t.oversold[row[2]] = row[6]

    def _chore_ends(self, row: Row) -> None:
        self.t.chore_ended[row[2]] = row[0]

    def _signal(self, row: Row) -> None:
        self.t.sent_back[row[2]] = row[5]

    # -- assets -------------------------------------------------------------------------------------------------

    def _asset_found(self, row: Row) -> None:
        self.t.found[row[2]] = 1
        self.t.saved[row[2]] = row[7]

    def _asset_missed(self, row: Row) -> None:
        self.t.missed[row[2]] = 1
        self.t.avoidable[row[2]] = row[7]

    def _asset_shown(self, row: Row) -> None:
        tick, _, task, _, _, style, visible, _ = row
        if not visible or not self.window_from <= tick < self.window_to:
            return
        quarter = min(QUARTERS - 1, (tick - self.window_from) // self._quarter)
        shown = self.t.shows.setdefault((quarter, self.t.line_of[self.t.campaign_of[task]]), [0, 0, 0])
        shown[0] += 1
        shown[1] += style
        shown[2] += (style // 1000) * (style // 1000)

    # -- seats --------------------------------------------------------------------------------------------------

    def _span(self, row: Row) -> None:
        tick, _, subject, seat, _, booking, begin, item = row
        t = self.t
        if begin < t.busy_until[seat]:
            raise BrokenInvariant(f"seat {seat} has two bookings at tick {begin}")
        t.busy_until[seat] = tick
        first = begin if begin > self.window_from else self.window_from
        last = tick if tick < self.window_to else self.window_to
        if last > first:
            t.bookings[seat][booking] += last - first
        (t.away if booking in AWAY else t.served).append((begin, tick))
        ticks = tick - begin
        if item == TASK:
            t.person[t.campaign_of[subject]] += ticks
            if booking == Booking.HANDOVER:
                interface = t.last_handover.get(subject)
                if interface is not None:
                    t.interfaces[interface].work += ticks
        elif item == REQUEST:
            need = t.needs[t.requests[subject].need]
            if need.campaign != NONE:
                t.person[need.campaign] += ticks
            interface = t.interface_of_request.get(subject)
            if interface is not None:
                t.interfaces[interface].work += ticks
        elif item == BRIEFING:
            t.interfaces[subject].work += ticks
            t.person[t.interfaces[subject].campaign] += ticks
        elif item == QUESTION:
            interface = t.interface_of_question[subject]
            t.interfaces[interface].work += ticks
            t.person[t.interfaces[interface].campaign] += ticks

    def _queued(self, row: Row) -> None:
        tick, _, subject, seat, group, _, work, item = row
        t = self.t
        key = (item, subject, seat, group)
        if key in t.waiting:
            raise BrokenInvariant(f"item {key} is queued twice at tick {tick}")
        t.waiting[key] = (tick, work)
        if seat != NONE:
            self._count(seat, tick, 1)

    def _left(self, row: Row) -> None:
        tick, _, subject, seat, group, why, _, item = row
        t = self.t
        entered = t.waiting.pop((item, subject, seat, group), None)
        if entered is None:
            raise BrokenInvariant(
                f"item {(item, subject, seat, group)} left a desk on which it was not, at tick {tick}"
            )
        if seat != NONE:
            self._count(seat, tick, -1)
            t.stays[seat] += tick - entered[0]
            t.taken[seat] += why == 0
        t.waited.append((entered[0], tick))
        if why != 1:
            self._weigh(entered, tick)

    def _count(self, seat: int, tick: int, change: int) -> None:
        t = self.t
        t.integral[seat] += t.number[seat] * (tick - t.number_since[seat])
        t.number_since[seat] = tick
        t.number[seat] += change

    def _weigh(self, entered: tuple[int, int], left: int) -> None:
        tick, work = entered
        if tick <= self.window_from < left:
            self.t.waiting_from += work
        if tick <= self.window_to < left:
            self.t.waiting_to += work

    def _skill(self, row: Row) -> None:
        table = self.t.skill_from if row[0] == 0 else self.t.skill_to
        table[row[3]].append(row[5])

    # -- decisions ----------------------------------------------------------------------------------------------

    def _need(self, row: Row) -> None:
        tick, _, number, seat, _, cause, about, amount = row
        t = self.t
        task = NONE if cause == Cause.SIGNAL else about
        campaign = about if cause == Cause.SIGNAL else t.campaign_of[about]
        t.needs.append(NeedTally(cause, campaign, task, seat, amount, tick))
        if number != len(t.needs) - 1:
            raise BrokenInvariant(f"need {number} is out of order")

    def _bring_need_up(self, need: NeedTally, tick: int) -> None:
        if need.phase != NONE:
            need.phases[need.phase] += tick - need.since
        need.since = tick

    def _request(self, row: Row) -> None:
        tick, _, number, _, about, _, arbitration, level = row
        t = self.t
        need = t.needs[about]
        self._bring_need_up(need, tick)
        need.phase = NONE
        need.asked = max(need.asked, level)
        t.requests.append(RequestTally(about, list(need.phases), tick, bool(arbitration)))
        if number != len(t.requests) - 1:
            raise BrokenInvariant(f"request {number} is out of order")

    def _bring_request_up(self, request: RequestTally, tick: int) -> None:
        if request.phase != NONE:
            request.phases[request.phase] += tick - request.since
        request.since = tick

    def _request_phase(self, row: Row) -> None:
        request = self.t.requests[row[2]]
        self._bring_request_up(request, row[0])
        phase = row[5]
        request.phase = Phase.CONFLICT if request.arbitration else phase
        if phase == Phase.CLIMBING:
            request.at_clock = list(request.phases)

    def _defaulted(self, row: Row) -> None:
        request = self.t.requests[row[2]]
        self._bring_request_up(request, row[0])
        request.phase = NONE
        waited = sum(request.phases) - sum(request.at_clock)
        if waited != row[5]:
            raise BrokenInvariant(f"request {row[2]} waited {waited} ticks and defaulted after {row[5]}")
        request.phases = list(request.at_clock)
        request.phases[Phase.DEFAULT] += waited
        self.t.needs[row[4]].defaulted = 1

    def _answer(self, row: Row) -> None:
        tick, _, number, seat, about, outcome, error, level = row
        request = self.t.requests[number]
        self._bring_request_up(request, tick)
        request.phase = NONE
        request.answered = True
        need = self.t.needs[about]
        need.phases = list(request.phases)
        need.phase = NONE
        need.since = tick
        need.decider = seat
        need.level = max(need.level, level)
        need.outcome = outcome
        need.bad_accepted += error == 1
        need.good_refused += error == 2

    def _need_phase(self, row: Row) -> None:
        tick, _, number, _, _, phase, _, outcome = row
        need = self.t.needs[number]
        self._bring_need_up(need, tick)
        need.phase = phase
        if phase == Phase.DONE:
            need.phase = NONE
            need.usable = tick
            need.outcome = outcome
            need.rounds += 1
        elif phase == Phase.REVISING and outcome == Outcome.REFUSED:
            need.rounds += 1

    # -- interfaces ---------------------------------------------------------------------------------------------

    def _interface(self, row: Row) -> None:
        tick, _, number, giver, taker, code, task, detail = row
        t = self.t
        kind, label = code % 16, code // 16
        t.interfaces.append(InterfaceTally(kind, label, t.campaign_of[task], task, giver, taker, tick))
        if number != len(t.interfaces) - 1:
            raise BrokenInvariant(f"interface {number} is out of order")
        if kind != Interface.ARBITRATION:
            t.newest_interface[task] = number
        if kind == Interface.HANDOVER:
            t.last_handover[task] = number
        elif kind == Interface.QUESTION:
            t.interface_of_question[detail] = number
        elif kind == Interface.ARBITRATION:
            t.interface_of_request[detail] = number

    def _interface_ends(self, row: Row) -> None:
        tick, _, number, _, taker, missed, task, _ = row
        tally = self.t.interfaces[number]
        tally.end = tick
        tally.missed = missed
        if taker != NONE:
            tally.taker = taker
        if tally.kind == Interface.ARBITRATION:
            tally.wait = tick - tally.begin
        else:
            self.t.last_interface[task] = number

    def _kept(self, row: Row) -> None:
        self.t.interfaces[self.t.interface_of_question[row[2]]].kept = 1

    # -- messages -----------------------------------------------------------------------------------------------

    def _message_sent(self, row: Row) -> None:
        self.t.sent[row[2]] = row[0]

    def _message_passed(self, row: Row) -> None:
        _, _, message, seat, _, before, _, _ = row
        t = self.t
        if before != t.passed[message] or t.sent[message] == NONE or t.delivered[message] != NONE:
            raise BrokenInvariant(f"message {message} is passed on out of turn, at tick {row[0]}")
        t.passed[message] += 1
        if before and self.window_from <= t.sent[message] < self.window_to:
            t.relayed[seat] += 1

    def _message_delivered(self, row: Row) -> None:
        self.t.delivered[row[2]] = row[0]

    # -- the end ------------------------------------------------------------------------------------------------

    def verify(self, now: int) -> None:
        """Check every identity as of now.

        Raises
        ------
        BrokenInvariant
            Naming the task, need, seat or desk and the two sides of the identity.
        """
        t = self.t
        for task, state in enumerate(t.state):
            if state in (State.NOT_RELEASED, State.DONE, State.DROPPED):
                continue
            age = now - t.arrival_of[t.campaign_of[task]]
            if sum(t.path[task]) + now - t.since[task] != age:
                raise BrokenInvariant(
                    f"task {task}: its states sum to {sum(t.path[task]) + now - t.since[task]}, not {age}"
                )
        for number, request in enumerate(t.requests):
            need = t.needs[request.need]
            if request.answered or need.usable != NONE or request.phase == NONE:
                continue
            if sum(request.phases) + now - request.since != now - need.raised:
                raise BrokenInvariant(f"request {number}: its phases do not sum to the age of its need")
        for seat, number in enumerate(t.number):
            if number != sum(1 for key in t.waiting if key[2] == seat):
                raise BrokenInvariant(f"desk {seat} holds another number of items than were queued")
            if t.busy_until[seat] > now:
                raise BrokenInvariant(f"seat {seat} is booked beyond now")

    def close(self, moments: int) -> Facts:
        """Bring everything to the end of the run and give the fact tables.

        Parameters
        ----------
        moments : int
            Moments processed.

        Raises
        ------
        BrokenInvariant
            Where an account does not add up.
        """
        t, end = self.t, self.end
        for task, state in enumerate(t.state):
            if state in (State.NOT_RELEASED, State.DONE, State.DROPPED):
                continue
            passed = end - t.since[task]
            t.own[task][state] += passed
            t.path[task][state] += passed
            if state in BLOCKED and task in t.newest_interface:
                t.interfaces[t.newest_interface[task]].wait += passed
        for interface in t.interfaces:
            if interface.kind == Interface.ARBITRATION and interface.end == NONE:
                interface.wait = end - interface.begin
        for request in t.requests:
            self._bring_request_up(request, end)
        for need in t.needs:
            self._bring_need_up(need, end)
        for request in t.requests:
            need = t.needs[request.need]
            if need.usable == NONE and need.phase == NONE and not request.answered and request.phase != NONE:
                need.phases = list(request.phases)
        for (_, _, seat, _), entered in t.waiting.items():
            if seat != NONE:
                t.stays[seat] += end - entered[0]
            t.waited.append((entered[0], end))
            self._weigh(entered, end + 1)
        window = self.window_to - self.window_from
        for seat in range(len(t.bookings)):
            self._count(seat, end, 0)
            if t.integral[seat] != t.stays[seat]:
                raise BrokenInvariant(
                    f"desk {seat}: Little's identity fails, {t.integral[seat]} against {t.stays[seat]}"
                )
            t.bookings[seat][Booking.IDLE] = window - sum(t.bookings[seat])
            if t.bookings[seat][Booking.IDLE] < 0:
                raise BrokenInvariant(f"seat {seat} is booked for more than the window")
        for number, need in enumerate(t.needs):
            if need.usable != NONE and sum(need.phases) != need.usable - need.raised:
                raise BrokenInvariant(
                    f"need {number}: phases sum to {sum(need.phases)}, latency is {need.usable - need.raised}"
                )
        for campaign, ended in enumerate(t.campaign_ended):
            if ended != NONE and not t.campaign_dropped[campaign]:
                lead = ended - t.arrival_of[campaign]
                if sum(t.campaign_path[campaign]) != lead:
                    raise BrokenInvariant(f"campaign {campaign}: its path does not sum to its lead time")
        return tables(t, self.window_from, self.window_to, end, moments)
