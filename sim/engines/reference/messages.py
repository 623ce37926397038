"""Messages: written, passed on from desk to desk, and read (specification section 9).

Nobody plans a way. Whoever has a message looks at the chart and hands it to the neighbour nearest to its receiver, as
in a search with local knowledge (Kleinberg 2000); where everybody does so, work piles up at those whom many ways
cross.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engines.reference import authority, stint
from sim.engines.reference.agents import Work
from sim.log import Item, Verb
from sim.randomness import Stream
from sim.scenario.laws import draw_ticks
from sim.vocabulary import MILLION, NONE, Booking, Class

if TYPE_CHECKING:
    from sim.engines.reference.agents import Member
    from sim.engines.reference.department import Department


class Message(Work):
    """A message, on the desk of whoever has it."""

    __slots__ = ("at", "passed", "receiver")

    def __init__(self, number: int, sender: int, receiver: int) -> None:
        super().__init__(Item.MESSAGE, number, Class.ANSWER, MILLION // 2)
        self.at = sender  # place on the way, where perhaps a stand-in works
        self.receiver = receiver
        self.passed = 0


def falls_due(d: Department, row: int) -> None:
    """Somebody has something to write, unless away for long."""
    table = d.year_rows["messages"]
    sender, receiver = table["sender"][row], table["receiver"][row]
    if d.members[sender].away_long:
        return
    d.log(Verb.MESSAGE_SENT, row, sender, receiver)
    reaches(d, Message(row, sender, receiver), sender)


def reaches(d: Department, message: Message, seat: int) -> None:
    """The message reaches a place on its way; where it takes no time there, the next one too."""
    while seat != NONE:
        member = d.members[authority.stand_in(d, seat)]
        message.at = message.receiver if member.seat == message.receiver else seat
        law = d.plan.mail.reading if message.at == message.receiver else d.plan.mail.hours
        ticks = draw_ticks(law, d.keys[Stream.MESSAGE_HOURS], message.number, message.passed)
        if ticks > 0:
            message.parts = [(Booking.EXCHANGE, ticks)]
            message.first = NONE
            stint.to_desk(d, member, message)
            return
        seat = goes_on(d, message, member)


def worked(d: Department, message: Message, member: Member) -> None:
    """Written and sent, or read and passed on, or read where it was to go."""
    reaches(d, message, goes_on(d, message, member))


def moves(d: Department, message: Message) -> None:
    """Whoever had the message is away for long: the stand-in begins anew."""
    reaches(d, message, message.at)


def goes_on(d: Department, message: Message, member: Member) -> int:
    """A member passes the message on to the next place at which somebody else works; returns it.

    Where there is none, the message is where it was to go: it is delivered, and there is no next place.
    """
    place = message.at
    while place != message.receiver:
        place = next_place(d, place, message.receiver)
        if authority.stand_in(d, place) != member.seat:
            d.log(Verb.MESSAGE_PASSED, message.number, member.seat, place, message.passed)
            message.passed += 1
            return place
    d.log(Verb.MESSAGE_DELIVERED, message.number, member.seat, NONE, message.passed)
    return NONE


def next_place(d: Department, place: int, receiver: int) -> int:
    """The place after this one: the next hop, or straight the receiver's."""
    return d.derived.next_hop(place, receiver) if d.plan.mail.by_line else receiver
