"""Who reports to whom, drawn so that 48 seats can be read from the last row.

Leads stand in a tidy tree and their ordinary members in compact columns at its foot. A member with a second superior
stands in that superior's band, and a dotted line runs through the band: two reporting lines make a grid on paper too.
Above sixty seats the boxes are groups with their head counts. Beside the tree stand spans, layers and notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.show import fonts, style, words
from sim.show.tree import NONE, RISE, STEP, Link, Plan, plan
from sim.world.organisation import Organisation

SEATS = 60
"""Most seats that have boxes of their own."""
MERGED = 20
"""Most groups without groups of their own that are drawn below one group; the smallest others become one box."""
SPANS = 12
"""Most leads whose span is listed."""
SIDE, WIDEST, HIGH, PITCH = 2.9, 1.9, 0.25, 0.2
"""Width of the facts at the side and of the widest box, height of a small box, and pitch of lines: inches."""
LINE, LEAD = "#7d7d7d", "#2f4b66"
DOTS = (0, (1, 1.6))


@dataclass(frozen=True)
class Box:
    """A box: name and number at its right end, a second line where it stands as a lead, and what is above it."""

    name: str
    tail: str
    under: str
    link: Link


def orgchart(organisation: Organisation, *, language: str = "en", title: str = "") -> Figure:
    """The chart of an organisation.

    Parameters
    ----------
    organisation : Organisation
        With one top; see `sim.world.organisation.verify`.
    language : {"en", "zh"}
        Language of the labels; names that people gave are shown as they are.
    title : str
        Head of the figure; made from the name of the structure where empty.

    Returns
    -------
    Figure
        As wide as it must be for letters of nine points.
    """
    with style.context():
        language = fonts.settle(language)
        seats = len(organisation.members)
        each = seats <= SEATS
        boxes = _seats(organisation, language) if each else _groups(organisation, language)
        laid = _plan(boxes)
        name = words.structure(organisation.name, language)
        made = words.say("orgchart_title" if each else "orgchart_groups", language, structure=name, n=seats)
        facts = _facts(organisation, boxes, each, language)
        body = max(laid.height, sum(fact.gap + PITCH for fact in facts)) + 0.1
        width = 2 * style.MARGIN + laid.width + 0.45 + SIDE
        figure = style.page(title or made, "", None, language, width=width, body=body)
        figure.set_layout_engine("none")
        _draw(_paper(figure, style.MARGIN, laid.width, body), boxes, laid)
        _tell(_paper(figure, width - style.MARGIN - SIDE, SIDE, body), facts)
        return style.freeze(figure)


def _named(text: str, otherwise: str, language: str) -> str:
    return words.named(fonts.legible(text, otherwise) or otherwise, language)


def _seats(organisation: Organisation, language: str) -> list[Box]:
    """One box per seat."""
    weights = organisation.member_weights()
    solid = {row.member: row.to for row in organisation.relations if row.relation == "reports_to"}
    dotted = {row.member: row.to for row in reversed(organisation.relations) if row.relation == "dotted_to"}
    boxes = []
    for seat, member in enumerate(organisation.members):
        led = [number for number, group in enumerate(organisation.groups) if group.lead == seat]
        largest = max(led, key=lambda number: (len(weights[number]), -number), default=NONE)
        under = ""
        if largest != NONE:
            group = _named(organisation.groups[largest].name, str(largest), language)
            under = f"{group}\n{words.say('seats', language, n=len(weights[largest]))}"
        name = _named(member.title, words.say("seat", language, seat=seat), language)
        boxes.append(Box(name, str(seat), under, Link(solid.get(seat, NONE), dotted.get(seat, NONE))))
    return boxes


def _groups(organisation: Organisation, language: str) -> list[Box]:
    """One box per group; of very many below one group, the smallest become one box."""
    groups, sizes = organisation.groups, [len(inside) for inside in organisation.member_weights()]
    second = _outside(organisation)
    below = Counter(group.parent for group in groups)
    rest: dict[int, list[int]] = {}
    for parent in below:
        leaves = [one for one, group in enumerate(groups) if group.parent == parent and not below[one]]
        leaves.sort(key=lambda one: (one not in second.values(), -sizes[one], one))
        if len(leaves) > MERGED + 1:
            rest[parent] = leaves[MERGED:]
    left_out = {one for leaves in rest.values() for one in leaves}
    kept = {one: place for place, one in enumerate(one for one in range(len(groups)) if one not in left_out)}
    boxes = []
    for one in kept:
        name = _named(groups[one].name, str(one), language)
        link = Link(kept.get(groups[one].parent, NONE), kept.get(second.get(one, NONE), NONE))
        boxes.append(Box(name, str(sizes[one]), "", link))
    for parent, leaves in rest.items():
        name = words.say("more_groups", language, groups=len(leaves))
        boxes.append(Box(name, str(sum(sizes[one] for one in leaves)), "", Link(kept.get(parent, NONE))))
    return boxes


def _outside(organisation: Organisation) -> dict[int, int]:
    """Group -> the group of another branch whose lead most of its members report to, on a solid or dotted line."""
    sizes = [len(inside) for inside in organisation.member_weights()]
    belongs = [(row.member, row.to) for row in organisation.relations if row.relation == "belongs_to"]
    belongs.sort(key=lambda pair: (len(organisation.chain(pair[1])), -sizes[pair[1]], pair[1]))
    home = dict(belongs)  # the last is the lowest, and of several the smallest
    leads = {group.lead: one for one, group in reversed(list(enumerate(organisation.groups)))}
    found: dict[int, Counter[int]] = {}
    for row in organisation.relations:
        if row.relation in ("reports_to", "dotted_to") and row.to in leads:
            here, there = home[row.member], leads[row.to]
            if there not in organisation.chain(here) and here not in organisation.chain(there):
                found.setdefault(here, Counter())[there] += 1
    return {here: counts.most_common(1)[0][0] for here, counts in found.items()}


def _plan(boxes: Sequence[Box]) -> Plan:
    """Lay the boxes out, as narrow as their letters allow."""
    above = {box.link.above for box in boxes} | {box.link.second for box in boxes}
    leads = [box for number, box in enumerate(boxes) if number in above or box.link.above == NONE]
    others = [box for number, box in enumerate(boxes) if number not in above]
    small = [fonts.width(f"{box.name}  {box.tail}", style.SMALL) + 0.2 for box in others]
    wide = [fonts.width(f"{box.name}  {box.tail}", style.SMALL, bold=True) + 0.2 for box in leads]
    wide += [fonts.width(box.under.split("\n")[0], style.SMALL) + 0.16 for box in leads]
    width = min(WIDEST, max([1.1, *wide]))
    lines = max(len(_under(box, width)) for box in leads)
    links = [box.link for box in boxes]
    return plan(links, (width, 0.1 + (1 + lines) * 0.175), (min(WIDEST, max([0.8, *small])), HIGH))


def _under(box: Box, width: float) -> list[str]:
    group, _, seats = box.under.partition("\n")
    lines = fonts.wrap(group, width - 0.14, style.SMALL) if group else []
    if len(lines) > 2:
        lines = [lines[0], fonts.shorten(" ".join(lines[1:]), width - 0.14, style.SMALL)]
    return [*lines, seats] if seats else lines


def _paper(figure: Figure, left: float, width: float, height: float) -> Axes:
    """A sheet of a page, measured in inches from its upper left corner."""
    across, down = figure.get_size_inches()
    axes = figure.add_axes((left / across, style.MARGIN / down, width / across, height / down))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return axes


def _draw(axes: Axes, boxes: Sequence[Box], laid: Plan) -> None:
    """Bands and lines first, the boxes over them."""
    _bands(axes, boxes, laid)
    _solid(axes, boxes, laid)
    for number, place in laid.places.items():
        box, lead = boxes[number], number in laid.columns or number in laid.aside
        colour = LEAD if number in laid.columns else "white"
        ink = "white" if number in laid.columns else style.INK
        rim = LEAD if lead else LINE
        axes.add_patch(
            Rectangle((place.x, place.y), place.width, place.height, facecolor=colour, edgecolor=rim, zorder=3)
        )
        y = place.y + (0.05 + 0.0875 if lead else place.height / 2)
        room = place.width - 0.2 - fonts.width(box.tail, style.SMALL)
        name = fonts.shorten(box.name, room, style.SMALL, bold=lead)
        kind: dict[str, Any] = {"va": "center", "fontsize": style.SMALL, "color": ink, "zorder": 4}
        axes.text(place.x + 0.07, y, name, fontweight="bold" if lead else "normal", **kind)
        axes.text(place.x + place.width - 0.06, y, box.tail, ha="right", alpha=0.75, **kind)
        for line, text in enumerate(_under(box, place.width) if lead else [], start=1):
            axes.text(place.x + 0.07, y + 0.175 * line, text, **kind)


def _solid(axes: Axes, boxes: Sequence[Box], laid: Plan) -> None:
    """Solid lines: down from a lead, along, and down to the leads and columns below it; no piece is drawn twice."""
    drops: dict[int, dict[float, float]] = {}  # lead -> where a line goes down -> how far
    pieces: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for number, place in laid.places.items():
        above = boxes[number].link.above
        if above == NONE:
            continue
        if number in laid.columns:
            x, y = place.x + place.width / 2, place.y
        else:
            x, y = place.x - STEP / 2, place.y + place.height / 2
            pieces.append(((x, y), (place.x, y)))
        down = drops.setdefault(above, {})
        down[round(x, 4)] = max(down.get(round(x, 4), 0.0), y)
    for above, down in drops.items():
        lead = laid.places[above]
        middle, bus = lead.x + lead.width / 2, lead.y + lead.height + RISE / 2
        pieces.append(((middle, lead.y + lead.height), (middle, bus)))
        pieces.append(((min(middle, *down), bus), (max(middle, *down), bus)))
        pieces += [((x, bus), (x, y)) for x, y in down.items()]
    for start, end in pieces:
        axes.plot(*zip(start, end, strict=True), color=LINE, linewidth=1.1, solid_capstyle="projecting", zorder=2)


def _bands(axes: Axes, boxes: Sequence[Box], laid: Plan) -> None:
    """Dotted lines: along every row of a band, and down beside the box they start from; others from box to box."""
    ordinary = {one for inside in laid.columns.values() for one in inside}
    for number, band in enumerate(band for band in laid.bands if band.lead != NONE):
        colour = style.look(number).colour
        axes.add_patch(
            Rectangle((0, band.y), laid.width, band.high, facecolor=colour, alpha=0.09, linewidth=0, zorder=0)
        )
        kind: dict[str, Any] = {"color": colour, "linestyle": DOTS, "linewidth": 1.6, "zorder": 1}
        inside = [laid.places[one] for one in ordinary if boxes[one].link.second == band.lead]
        owner = laid.places[band.lead]
        if band.lead not in laid.aside:
            text = fonts.shorten(f"{boxes[band.lead].name}  {boxes[band.lead].tail}", owner.width, style.SMALL)
            start = owner.width + STEP
            axes.text(STEP, band.y + band.high / 2, text, va="center", fontsize=style.SMALL, color=style.INK)
        else:
            start = owner.x + owner.width
        rows = sorted({place.y + place.height / 2 for place in inside})
        spine, middle = start + STEP, band.y + band.high / 2
        axes.plot([start, spine], [middle, middle], **kind)
        axes.plot([spine, spine], [min([middle, *rows]), max([middle, *rows])], **kind)
        for row in rows:
            axes.plot(
                [spine, max(place.x for place in inside if abs(place.y + place.height / 2 - row) < 1e-9)],
                [row] * 2,
                **kind,
            )
    for number, place in laid.places.items():
        second = boxes[number].link.second
        if number not in ordinary and second != NONE:
            other = laid.places[second]
            bus, start, end = place.y - 0.3 * RISE, other.x + 0.8 * other.width, place.x + 0.8 * place.width
            edge = other.y + other.height if other.y + other.height < bus else other.y
            path = [(start, edge), (start, bus), (end, bus), (end, place.y)]
            axes.plot(*zip(*path, strict=True), color=LINE, linestyle=DOTS, linewidth=1.6, zorder=1)


@dataclass(frozen=True)
class Fact:
    """A line of the side panel, the gap above it, and beside it a bar of two parts or the sample of a line."""

    text: str
    bold: bool = False
    gap: float = 0.0
    bar: tuple[float, float] | None = None
    sample: str = ""
    quiet: bool = False


def _facts(organisation: Organisation, boxes: Sequence[Box], each: bool, language: str) -> list[Fact]:
    """What stands beside the tree: size, spans, grades, the meaning of lines, notes."""
    say = words.say
    solid = Counter(row.to for row in organisation.relations if row.relation == "reports_to")
    dotted = Counter(row.to for row in organisation.relations if row.relation == "dotted_to")
    leads = sorted({*solid, *dotted}, key=lambda seat: (-solid[seat] - dotted[seat], seat))
    seats = len(organisation.members)
    facts = [Fact(say("facts", language, seats=seats, layers=_layers(organisation), leads=len(leads)), bold=True)]
    if leads:
        facts += [Fact(say("spans", language), bold=True, gap=0.16), Fact(say("spans_unit", language), quiet=True)]
    largest = max((solid[seat] + dotted[seat] for seat in leads), default=1)
    shown = leads if len(leads) <= SPANS + 1 else leads[:SPANS]
    labels = {number: box for number, box in enumerate(_seats(organisation, language)) if number in shown}
    for seat in shown:
        box = labels[seat]
        group = box.under.split("\n")[0] if box.under else f"{box.name} {box.tail}"
        count = str(solid[seat]) + (f" + {dotted[seat]}" if dotted[seat] else "")
        facts.append(Fact(f"{group}	{count}", bar=(solid[seat] / largest, dotted[seat] / largest)))
    rest = [solid[seat] + dotted[seat] for seat in leads if seat not in shown]
    if rest:
        facts.append(Fact(say("spans_rest", language, n=len(rest), low=min(rest), high=max(rest)), quiet=True))
    if solid:
        mean = style.number(sum(solid.values()) / len(solid), 1)
        facts.append(Fact(say("spans_mean", language, mean=mean, largest=max(solid.values())), quiet=True))
    facts += [Fact(say("grades", language), bold=True, gap=0.16)]
    facts += [Fact(line) for line in fonts.wrap(_grades(organisation, language), SIDE, style.SMALL)]
    facts += [Fact(say("number_seat" if each else "number_seats", language), gap=0.16)]
    facts += [Fact(say("solid", language), sample="-")]
    if any(box.link.second != NONE for box in boxes):
        facts += [Fact(say("dotted" if each else "dotted_groups", language), sample=":")]
    notes = [*organisation.notes]
    twice = sum(
        count > 1 for count in Counter(r.member for r in organisation.relations if r.relation == "belongs_to").values()
    )
    if not each and twice:
        notes.append(say("twice", language, n=twice))
    liaisons = sum(row.relation == "liaison" for row in organisation.relations)
    if liaisons:
        notes.append(say("liaisons", language, n=liaisons))
    if notes:
        facts.append(Fact(say("notes", language), bold=True, gap=0.16))
    for note in notes:
        text = fonts.legible(note[:1].upper() + note[1:], "…")
        facts += [Fact(line, gap=0.05 * (not place)) for place, line in enumerate(fonts.wrap(text, SIDE, style.SMALL))]
    return facts


def _layers(organisation: Organisation) -> int:
    """Most seats on a solid line from the top to the foot, both counted."""
    above = {row.member: row.to for row in organisation.relations if row.relation == "reports_to"}
    deepest = 0
    for seat in range(len(organisation.members)):
        layers, at = 1, seat
        while at in above:
            layers, at = layers + 1, above[at]
        deepest = max(deepest, layers)
    return deepest


def _grades(organisation: Organisation, language: str) -> str:
    """Head count by grade, from high to low; a grade whose seats all have one title goes by it."""
    titles: dict[int, Counter[str]] = {}
    for member in organisation.members:
        titles.setdefault(member.grade, Counter())[member.title] += 1
    parts = []
    for grade in sorted(titles, reverse=True):
        (first, count), *others = titles[grade].most_common()
        if first and not others:
            parts.append(f"{_named(first, str(grade), language)} {count}")
        else:
            parts.append(words.say("grade", language, grade=grade, n=sum(titles[grade].values())))
    return words.say("comma", language).join(parts)


def _tell(axes: Axes, facts: Iterable[Fact]) -> None:
    """Print the side panel, line by line."""
    y = 0.0
    for fact in facts:
        y += fact.gap
        middle, left = y + PITCH / 2, 0.0
        kind: dict[str, Any] = {
            "va": "center",
            "fontsize": style.SMALL,
            "color": style.QUIET if fact.quiet else style.INK,
        }
        text, _, count = fact.text.partition("	")
        if fact.sample:
            dash = "-" if fact.sample == "-" else DOTS
            axes.plot([0, 0.35], [middle] * 2, color=style.INK, linestyle=dash, linewidth=1.4)
            left = 0.43
        if fact.bar:
            start, unit = 1.45, 0.85
            solid, dotted = (unit * part for part in fact.bar)
            axes.add_patch(Rectangle((start, middle - 0.06), solid, 0.12, facecolor=LEAD, linewidth=0))
            if dotted:
                white: dict[str, Any] = {"facecolor": "white", "edgecolor": LEAD, "linestyle": ":"}
                axes.add_patch(Rectangle((start + solid, middle - 0.06), dotted, 0.12, **white))
            axes.text(start + solid + dotted + 0.06, middle, count, **kind)
            text = fonts.shorten(text, start - 0.08, style.SMALL)
        axes.text(left, middle, text, fontweight="bold" if fact.bold else "normal", **kind)
        y += PITCH
