"""A tidy tree is narrow, centres every parent over its children and draws equal subtrees alike.

The rules are those of Reingold and Tilford (1981), for any number of children by Walker (1990), in time proportional
to the number of nodes by Buchheim, Jünger and Leipert (2002), whose names for the steps are kept: walk up from the
leaves and push each subtree just clear of those to its left, spread the smaller ones between, then walk down and add
up the shifts. Nodes may have different widths.

An organisation is not quite a tree. Its ordinary members are many, so they stand in columns in one zone at the foot;
and they may have a second superior, so that zone is cut into one band per second superior, who stands at its left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NONE = -1
ROWS = 10
"""Rows of small boxes below a lead that are not exceeded where a second column can help, over all bands."""
GAP, RISE, STEP, PITCH = 0.24, 0.42, 0.14, 0.31
"""Between branches, between levels of leads, beside a small box, and from one small box to the next: inches."""


@dataclass(frozen=True)
class Link:
    """What the layout needs to know of a box: the one above it and the second one above it, -1 for none."""

    above: int
    second: int = NONE


@dataclass(frozen=True)
class Place:
    """Where a box stands: left border, upper border, width and height, in inches from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Band:
    """Part of the zone of ordinary boxes: whose second superior is ``lead`` (-1: nobody), from ``y``, so ``high``."""

    lead: int
    y: float
    high: float


@dataclass(frozen=True)
class Plan:
    """A laid-out organisation.

    Attributes
    ----------
    places : dict of int to Place
        By box.
    columns : dict of int to tuple of int
        Lead -> its ordinary boxes.
    aside : tuple of int
        Boxes that are above others by second lines only; they stand at the left of their bands.
    bands : tuple of Band
        From top to bottom.
    width, height : float
        Size of the whole, in inches.
    """

    places: dict[int, Place]
    columns: dict[int, tuple[int, ...]]
    aside: tuple[int, ...]
    bands: tuple[Band, ...]
    width: float
    height: float


class _Node:
    """A node under way: its place relative to its parent, and the bookkeeping that saves walking subtrees again."""

    def __init__(self, name: int, parent: _Node | None, place: int, children: Sequence[Sequence[int]]) -> None:
        self.name, self.parent, self.place = name, parent, place
        self.prelim = self.mod = self.shift = self.change = 0.0
        self.thread: _Node | None = None
        self.ancestor = self
        self.children = [_Node(child, self, number, children) for number, child in enumerate(children[name])]

    @property
    def left_sibling(self) -> _Node | None:
        """The neighbour on the left under the same parent."""
        return self.parent.children[self.place - 1] if self.parent and self.place else None

    @property
    def next_left(self) -> _Node | None:
        """The next node down along the left contour."""
        return self.children[0] if self.children else self.thread

    @property
    def next_right(self) -> _Node | None:
        """The next node down along the right contour."""
        return self.children[-1] if self.children else self.thread


def tidy(children: Sequence[Sequence[int]], widths: Sequence[float], gap: float, root: int = 0) -> list[float]:
    """Place every node of a tree on the horizontal axis.

    Parameters
    ----------
    children : sequence of sequence of int
        For each node its children, from left to right.
    widths : sequence of float
        For each node its width.
    gap : float
        Least distance between the borders of two nodes on one level.
    root : int
        The node above all others.

    Returns
    -------
    list of float
        For each node the place of its centre; the leftmost border is at 0. Nodes that the root does not reach are at 0.
    """
    top = _Node(root, None, 0, children)

    def distance(left: _Node, right: _Node) -> float:
        return (widths[left.name] + widths[right.name]) / 2 + gap

    def first_walk(node: _Node) -> None:
        left = node.left_sibling
        if node.children:
            default = node.children[0]
            for child in node.children:
                first_walk(child)
                default = apportion(child, default)
            execute_shifts(node)
            middle = (node.children[0].prelim + node.children[-1].prelim) / 2
            node.prelim = left.prelim + distance(left, node) if left else middle
            node.mod = node.prelim - middle
        else:
            node.prelim = left.prelim + distance(left, node) if left else 0.0

    def apportion(node: _Node, default: _Node) -> _Node:
        left = node.left_sibling
        if left is None or node.parent is None:
            return default
        inner_right = outer_right = node
        inner_left, outer_left = left, node.parent.children[0]
        sums = [inner_right.mod, outer_right.mod, inner_left.mod, outer_left.mod]
        while (next_left := inner_left.next_right) and (next_right := inner_right.next_left):
            inner_left, inner_right = next_left, next_right
            outer_left, outer_right = outer_left.next_left or outer_left, outer_right.next_right or outer_right
            outer_right.ancestor = node
            push = inner_left.prelim + sums[2] - inner_right.prelim - sums[0] + distance(inner_left, inner_right)
            if push > 0:
                chosen = inner_left.ancestor if inner_left.ancestor.parent is node.parent else default
                move_subtree(chosen, node, push)
                sums[0] += push
                sums[1] += push
            sums[0] += inner_right.mod
            sums[1] += outer_right.mod
            sums[2] += inner_left.mod
            sums[3] += outer_left.mod
        if inner_left.next_right and not outer_right.next_right:
            outer_right.thread = inner_left.next_right
            outer_right.mod += sums[2] - sums[1]
        if inner_right.next_left and not outer_left.next_left:
            outer_left.thread = inner_right.next_left
            outer_left.mod += sums[0] - sums[3]
            return node
        return default

    def move_subtree(left: _Node, right: _Node, push: float) -> None:
        between = right.place - left.place
        right.change -= push / between
        right.shift += push
        left.change += push / between
        right.prelim += push
        right.mod += push

    def execute_shifts(node: _Node) -> None:
        shift = change = 0.0
        for child in reversed(node.children):
            child.prelim += shift
            child.mod += shift
            change += child.change
            shift += child.shift + change

    places = [0.0] * len(widths)
    reached: list[int] = []

    def second_walk(node: _Node, moved: float) -> None:
        places[node.name] = node.prelim + moved
        reached.append(node.name)
        for child in node.children:
            second_walk(child, moved + node.mod)

    first_walk(top)
    second_walk(top, 0.0)
    edge = min(places[name] - widths[name] / 2 for name in reached)
    for name in reached:
        places[name] -= edge
    return places


def plan(links: Sequence[Link], lead_size: tuple[float, float], small_size: tuple[float, float]) -> Plan:
    """Lay out an organisation.

    Parameters
    ----------
    links : sequence of Link
        By box; exactly one has nothing above it.
    lead_size, small_size : tuple of float
        Width and height of the box of a lead, and of an ordinary box, in inches.
    """
    below: list[list[int]] = [[] for _ in links]
    for number, link in enumerate(links):
        if link.above != NONE:
            below[link.above].append(number)
    leads = [number for number, link in enumerate(links) if below[number] or link.above == NONE]
    feet = [number for number in range(len(links)) if number not in set(leads)]
    aside = {links[one].second for one in feet} & set(feet)
    while unused := aside - {links[one].second for one in feet if one not in aside}:
        aside -= unused  # second superior of none but others who stand aside
    columns = {lead: tuple(one for one in below[lead] if not below[one] and one not in aside) for lead in leads}
    owners = sorted({links[one].second for inside in columns.values() for one in inside})
    cells = {
        (lead, owner): [one for one in inside if links[one].second == owner]
        for lead, inside in columns.items()
        for owner in owners
    }
    most = max(3, ROWS // max(1, len(owners)))
    across = {lead: max([1, *(-(-len(cells[lead, owner]) // most) for owner in owners)]) for lead in leads}

    centres, foot, level = _branches(links, below, columns, across, lead_size[0], small_size[0] + STEP)
    banded = owners not in ([], [NONE])
    left = lead_size[0] + STEP + GAP if banded else 0.0
    rise = lead_size[1] + RISE
    places = {one: Place(left + centres[one] - lead_size[0] / 2, level[one] * rise, *lead_size) for one in leads}
    y, bands = (max(level.values()) + 1) * rise, []
    for owner in owners:
        rows = max(-(-len(cells[lead, owner]) // across[lead]) for lead in leads)
        high = max(rows * PITCH, lead_size[1] if banded else 0.0) + (STEP if banded else 0.0)
        for lead, start in foot.items():
            for number, one in enumerate(cells[lead, owner]):
                down, right = divmod(number, across[lead])
                x = left + start + right * (small_size[0] + STEP) + STEP
                top = y + (high - rows * PITCH) / 2 + down * PITCH + (PITCH - small_size[1]) / 2
                places[one] = Place(x, top, *small_size)
        if owner in aside:
            places[owner] = Place(STEP, y + (high - lead_size[1]) / 2, *lead_size)
        bands.append(Band(owner, y, high))
        y += high + (0.06 if banded else 0.0)
    width = max(place.x + place.width for place in places.values()) + 0.05
    return Plan(places, columns, tuple(sorted(aside)), tuple(bands), width, max([y, *_lowest(places)]))


def _lowest(places: dict[int, Place]) -> list[float]:
    return [place.y + place.height for place in places.values()]


def _branches(
    links: Sequence[Link],
    below: Sequence[Sequence[int]],
    columns: dict[int, tuple[int, ...]],
    across: dict[int, int],
    wide: float,
    column: float,
) -> tuple[dict[int, float], dict[int, float], dict[int, int]]:
    """Centres of the leads, left borders of the columns at the foot, and the level of each lead."""
    leads = list(columns)
    level: dict[int, int] = {}
    for lead in leads:
        above, level[lead] = links[lead].above, 0
        while above != NONE:
            above, level[lead] = links[above].above, level[lead] + 1
    numbers = {lead: number for number, lead in enumerate(leads)}
    children: list[list[int]] = [[] for _ in leads]
    widths = [wide] * len(leads)
    ends: dict[int, int] = {}
    for lead in leads:
        at = numbers[lead]
        for _ in range(level[lead], 1 + max(level.values()) if columns[lead] else 0):
            children.append([])  # an invisible node on each level keeps the way down to the foot free
            widths.append(across[lead] * column)
            children[at].append(len(widths) - 1)
            at = ends[lead] = len(widths) - 1
        children[numbers[lead]] += [numbers[one] for one in below[lead] if one in numbers]
    root = next(number for lead, number in numbers.items() if links[lead].above == NONE)
    places = tidy(children, widths, GAP, root)
    foot = {lead: places[end] - widths[end] / 2 for lead, end in ends.items()}
    return {lead: places[number] for lead, number in numbers.items()}, foot, level
