"""An organisation is five small tables: members, groups, relations, coverage, authority; everything else is derived.

Structure is data. A group may be a team, a function, a business unit or a project; a relation says who belongs where
and who reports to whom; coverage says which groups answer for which work. No rule reads a group's name.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.vocabulary import NONE

RELATIONS = ("belongs_to", "leads", "reports_to", "dotted_to", "liaison")
"""Relations of a member: the first two to a group, the others to a seat."""


@dataclass(frozen=True)
class Member:
    """A seat of the staffing list.

    Attributes
    ----------
    grade : int
        Index of the grade, low to high.
    discipline, line : int
        Home discipline and home line.
    talent : float or None
        Given talent; None means drawn with the year.
    cost : float
        Thousand yuan a year, without lead premium.
    title : str
        For charts.
    """

    grade: int
    discipline: int
    line: int
    talent: float | None
    cost: float
    title: str = ""


@dataclass(frozen=True)
class Group:
    """A team, function, business unit or project: parent is -1 at the top, lead is -1 where the group above leads."""

    name: str
    parent: int
    lead: int


@dataclass(frozen=True)
class Relation:
    """One row of the relations table.

    Attributes
    ----------
    member : int
        Seat.
    relation : str
        ``belongs_to``, ``leads`` (to: group), ``reports_to``, ``dotted_to``, ``liaison`` (to: seat).
    to : int
        Group or seat.
    weight : float
        Belonging weights of a member sum to 1; a reporting line holds authority with probability min(1, 2 weight).
    """

    member: int
    relation: str
    to: int
    weight: float = 1.0


@dataclass(frozen=True)
class Organisation:
    """The tables.

    Attributes
    ----------
    name : str
        Which architecture made it; a label that no rule reads.
    members, groups, relations : tuple
        See `Member`, `Group`, `Relation`.
    coverage : tuple of tuple of tuple of int
        ``coverage[discipline][line]`` = group numbers in order.
    authority : tuple of int
        Largest amount (millionths) that a seat so many levels below the top may decide.
    notes : tuple of str
        What a chart must say: merged disciplines, split groups, repairs.
    distinct : bool
        False where the structure is not distinct from another one (a single line).
    producers : tuple of bool
        Which seats produce, seat by seat; empty means all of them.
    """

    name: str
    members: tuple[Member, ...]
    groups: tuple[Group, ...]
    relations: tuple[Relation, ...]
    coverage: tuple[tuple[tuple[int, ...], ...], ...]
    authority: tuple[int, ...]
    notes: tuple[str, ...] = ()
    distinct: bool = True
    producers: tuple[bool, ...] = ()

    def produces(self, seat: int) -> bool:
        """Whether a seat takes tasks and chores from a backlog."""
        return not self.producers or self.producers[seat]

    def chain(self, group: int) -> tuple[int, ...]:
        """A group and all groups above it, from the lowest to the top."""
        found: list[int] = []
        while group != NONE and len(found) < len(self.groups):
            found.append(group)
            group = self.groups[group].parent
        return tuple(found)

    def lead_of(self, group: int) -> int:
        """Seat that leads a group: its own lead, else that of the nearest group above; -1 where nobody does."""
        return next((lead for one in self.chain(group) if (lead := self.groups[one].lead) != NONE), NONE)

    def member_weights(self) -> tuple[dict[int, float], ...]:
        """For each group, the seats that belong to it or to a group below it, with their belonging weight in it."""
        weights: tuple[dict[int, float], ...] = tuple({} for _ in self.groups)
        for row in self.relations:
            if row.relation == "belongs_to":
                for group in self.chain(row.to):
                    weights[group][row.member] = weights[group].get(row.member, 0.0) + row.weight
        return weights
