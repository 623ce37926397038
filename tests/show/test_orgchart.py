"""Organisation charts: properties of the tidy tree and of the layout, then small organisations drawn and read back.

These tests exist to catch the chart that misleads: a box on top of another, a parent that does not stand over its
children, a member left out, a second superior whose line is missing, a head count or span that is wrong, a note that
runs off the page.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.show import fonts, style
from sim.show.orgchart import orgchart
from sim.show.tree import NONE, Link, Place, plan, tidy
from sim.world.organisation import Group, Member, Organisation, Relation

Tree = tuple[list[list[int]], list[float]]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Children of each node, in order, and widths; node 0 is the root."""
    parents = [draw(st.integers(0, number)) for number in range(draw(st.integers(0, 25)))]
    children: list[list[int]] = [[] for _ in range(len(parents) + 1)]
    for child, parent in enumerate(parents, start=1):
        children[parent].append(child)
    return children, [float(draw(st.integers(1, 5))) for _ in children]


def levels(children: list[list[int]], node: int = 0, depth: int = 0) -> dict[int, list[int]]:
    """Nodes of each level, from left to right."""
    found = {depth: [node]}
    for child in children[node]:
        for level, nodes in levels(children, child, depth + 1).items():
            found.setdefault(level, []).extend(nodes)
    return found


def test_a_single_node_begins_at_zero() -> None:
    assert tidy([[]], [3.0], 1.0) == [1.5]


def test_a_small_tree_is_centred() -> None:
    assert tidy([[1, 2, 3], [], [], []], [1.0] * 4, 1.0) == [2.5, 0.5, 2.5, 4.5]


def test_a_full_tree_is_no_wider_than_its_leaves() -> None:
    children = [[1, 2], [3, 4], [5, 6], [7, 8], [9, 10], [11, 12], [13, 14], *[[] for _ in range(8)]]
    assert tidy(children, [1.0] * 15, 1.0)[7:] == [0.5, 2.5, 4.5, 6.5, 8.5, 10.5, 12.5, 14.5]


def test_a_wide_subtree_pushes_and_the_small_ones_between_share_the_room() -> None:
    children = [[1, 2, 3], [4, 5, 6, 7, 8], [], [9, 10, 11, 12, 13], *[[] for _ in range(10)]]
    places = tidy(children, [1.0] * 14, 1.0)
    assert places[9] - places[8] == 2.0
    assert places[2] == (places[1] + places[3]) / 2


@given(trees())
def test_nobody_overlaps_and_the_order_is_kept(tree: Tree) -> None:
    children, widths = tree
    places = tidy(children, widths, 1.0)
    for nodes in levels(children).values():
        for left, right in pairwise(nodes):
            assert places[right] - places[left] >= (widths[left] + widths[right]) / 2 + 1.0 - 1e-9
    assert min(place - width / 2 for place, width in zip(places, widths, strict=True)) == pytest.approx(0.0)


@given(trees())
def test_parents_stand_over_the_middle_of_their_children(tree: Tree) -> None:
    children, widths = tree
    places = tidy(children, widths, 1.0)
    for node, below in enumerate(children):
        if below:
            assert places[node] == pytest.approx((places[below[0]] + places[below[-1]]) / 2)


@given(trees(), st.data())
def test_a_subtree_is_drawn_as_it_would_be_alone(tree: Tree, data: st.DataObject) -> None:
    children, widths = tree
    top = data.draw(st.integers(0, len(children) - 1))
    whole, alone = tidy(children, widths, 1.0), tidy(children, widths, 1.0, top)
    for nodes in levels(children, top).values():
        for node in nodes:
            assert whole[node] - whole[top] == pytest.approx(alone[node] - alone[top])


# ---------------------------------------------------------------------------------------------------- layout


@st.composite
def links(draw: st.DrawFn) -> list[Link]:
    """Boxes with one or two others above them; box 0 is the top."""
    count = draw(st.integers(1, 24))
    made = [Link(NONE)]
    for number in range(1, count):
        second = draw(st.integers(NONE, count - 1))
        made.append(Link(draw(st.integers(0, number - 1)), NONE if second == number else second))
    return made


def overlap(one: Place, other: Place) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 1e-9 and down > 1e-9


@settings(deadline=None)
@given(links())
def test_every_box_has_a_place_of_its_own_on_the_paper(boxes: list[Link]) -> None:
    laid = plan(boxes, (1.2, 0.6), (1.0, 0.25))
    assert set(laid.places) == set(range(len(boxes)))
    assert not any(overlap(one, other) for one, other in combinations(laid.places.values(), 2))
    for place in laid.places.values():
        assert place.x >= 0
        assert place.y >= 0
        assert place.x + place.width <= laid.width
        assert place.y + place.height <= laid.height + 1e-9


@settings(deadline=None)
@given(links())
def test_ordinary_boxes_stand_in_the_band_of_their_second_superior(boxes: list[Link]) -> None:
    laid = plan(boxes, (1.2, 0.6), (1.0, 0.25))
    bands = {band.lead: band for band in laid.bands}
    for inside in laid.columns.values():
        for one in inside:
            band, place = bands[boxes[one].second], laid.places[one]
            assert band.y <= place.y
            assert place.y + place.height <= band.y + band.high + 1e-9
    for one in laid.aside:
        middle = laid.places[one].y + laid.places[one].height / 2
        assert middle == pytest.approx(bands[one].y + bands[one].high / 2)


def test_a_second_superior_without_a_column_stands_aside_and_one_with_a_column_does_not() -> None:
    boxes = [Link(NONE), Link(0), Link(0), Link(1, 2), Link(1, 2), Link(0), Link(5, 1)]
    laid = plan(boxes, (1.2, 0.6), (1.0, 0.25))
    assert laid.aside == (2,)
    assert laid.columns == {0: (), 1: (3, 4), 5: (6,)}
    assert [band.lead for band in laid.bands] == [1, 2]


# ---------------------------------------------------------------------------------------------------- drawn


def organisation(
    superiors: list[int],
    groups: list[Group],
    homes: list[int],
    dotted: dict[int, int] | None = None,
    titles: dict[int, str] | None = None,
    notes: tuple[str, ...] = (),
) -> Organisation:
    members = tuple(
        Member(2 if seat == 0 else seat % 2, 0, 0, None, 100.0, (titles or {}).get(seat, f"Post {chr(65 + seat % 26)}"))
        for seat in range(len(superiors))
    )
    rows = [Relation(seat, "belongs_to", home) for seat, home in enumerate(homes)]
    rows += [Relation(seat, "reports_to", above) for seat, above in enumerate(superiors) if above != NONE]
    rows += [Relation(seat, "dotted_to", above, 0.5) for seat, above in (dotted or {}).items()]
    return Organisation("grid", members, tuple(groups), tuple(rows), (), (1,), notes)


def crossed(notes: tuple[str, ...] = ()) -> Organisation:
    """A top, two leads by craft with two members each, and one lead by product to whom two of these are dotted."""
    groups = [Group("house", -1, 0), Group("brand", 0, 1), Group("web_shop", 0, 2), Group("skincare", 0, 3)]
    return organisation([-1, 0, 0, 0, 1, 1, 2, 2], groups, [0, 1, 2, 3, 1, 1, 2, 2], {4: 3, 6: 3}, {5: ""}, notes)


def printed(figure: Figure) -> list[tuple[Text, Any]]:
    """Every text that is drawn, with the box that it covers, in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    shown = [text for text in texts if text.axes is None or text in text.axes.texts]
    return [(text, text.get_window_extent(canvas.get_renderer())) for text in shown]


def read(figure: Figure) -> list[str]:
    return [text.get_text() for text, _ in printed(figure)]


def test_seats_leads_spans_layers_and_grades_are_told() -> None:
    texts = read(orgchart(crossed()))
    assert "Grid: who reports to whom, 8 seats" in texts
    assert "8 seats in 3 layers, 4 leads" in texts
    assert {"Web shop", "Brand", "Skincare", "3 seats", "1 seat"} <= set(texts)
    spans = dict(zip(texts[1:], texts, strict=False))  # at the side the number is printed before its name
    assert spans["House"] == "3"
    assert spans["Skincare"] == "0 + 2"
    assert "mean 2.3, largest 3" in texts
    assert "Post A 1, grade 1: 4, grade 0: 3" in texts  # a grade with one title goes by it
    assert "Post E" in texts
    assert "Seat 5" in texts


def test_a_dotted_line_is_drawn_and_explained_only_where_there_is_one() -> None:
    def dotted(figure: Figure) -> int:
        return sum(line.get_linestyle() not in ("-", "None") for line in figure.axes[0].lines)

    with_lines, without = orgchart(crossed()), orgchart(organisation([-1, 0], [Group("house", -1, 0)], [0, 0]))
    assert dotted(with_lines) > 0
    assert "dotted line: second superior" in read(with_lines)
    assert dotted(without) == 0
    assert "dotted line: second superior" not in read(without)


def test_a_lead_with_a_second_superior_has_a_dotted_line_too() -> None:
    groups = [Group("house", -1, 0), Group("brand", 0, 1), Group("web", 0, 2)]
    plain = orgchart(organisation([-1, 0, 0, 1, 2], groups, [0, 1, 2, 1, 2]))
    second = orgchart(organisation([-1, 0, 0, 1, 2], groups, [0, 1, 2, 1, 2], {2: 1}))
    assert len(second.axes[0].lines) == len(plain.axes[0].lines) + 1


def test_long_notes_are_wrapped_and_stand_on_the_page() -> None:
    note = "brand and digital are one group, because there are fewer than two seats for each of them on their own"
    figure = orgchart(crossed((note, "second note")))
    texts = read(figure)
    assert note[:1].upper() + note[1:] not in texts
    assert note[:1].upper() + note[1:] in " ".join(texts)
    assert "Second note" in texts


def many(groups: int, size: int) -> Organisation:
    """A top and so many groups of so many seats."""
    tables = [Group("house", -1, 0), *(Group(f"team {number}", 0, 1 + number) for number in range(groups))]
    superiors = [-1, *[0] * groups, *(1 + number for number in range(groups) for _ in range(size - 1))]
    homes = [0, *range(1, groups + 1), *(1 + number for number in range(groups) for _ in range(size - 1))]
    return organisation(superiors, tables, homes)


def test_above_sixty_seats_groups_are_drawn_with_their_head_counts() -> None:
    texts = read(orgchart(many(6, 10)))
    assert "Grid: groups and their seats, 61 seats in all" in texts
    assert texts.count("10") == 6
    assert "61" in texts
    assert "Post C" not in texts
    assert "Grid: who reports to whom, 60 seats" in read(orgchart(many(1, 59)))


def test_of_very_many_groups_the_smallest_become_one_box() -> None:
    texts = read(orgchart(many(90, 11)))
    assert "70 more groups" in texts
    assert "770" in texts
    assert "79 more leads, 10 to 10 each" in texts


def test_groups_of_two_branches_are_joined_by_a_dotted_line() -> None:
    groups = [Group("house", -1, 0), Group("craft", 0, 1), Group("craft, soap", 1, -1), Group("soap", 0, 2)]
    seats = 70
    homes = [0, 1, 3, *[2] * (seats - 3)]
    whole = organisation([-1, 0, 0, *[1] * (seats - 3)], groups, homes, dict.fromkeys(range(3, seats), 2))
    texts = read(orgchart(whole))
    assert "dotted line: superiors outside the branch" in texts
    assert "Craft, soap" in texts
    assert "67" in texts


@pytest.mark.parametrize("language", ["en", "zh"] if fonts.chinese() else ["en"])
@pytest.mark.parametrize("whole", [crossed(("a note",)), many(5, 9), many(40, 30)], ids=["crossed", "seats", "groups"])
def test_every_text_can_be_read(whole: Organisation, language: str) -> None:
    figure = orgchart(whole, language=language)
    texts = printed(figure)
    width, height = figure.canvas.get_width_height()
    assert [text.get_text() for text, _ in texts if text.get_fontsize() < 9] == []
    assert [
        text.get_text() for text, box in texts if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ] == []
    over = [
        (one.get_text(), other.get_text())
        for (one, a), (other, b) in combinations(texts, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 2 and min(a.y1, b.y1) - max(a.y0, b.y0) > 4
    ]
    assert over == []


def test_forty_eight_seats_fit_on_a_projector() -> None:
    width, height = orgchart(many(5, 9)).get_size_inches()
    assert width <= 13.4
    assert height <= 7.5


def test_a_title_given_is_the_title() -> None:
    assert "The house as it is" in read(orgchart(crossed(), title="The house as it is"))


def test_the_same_organisation_gives_the_same_files(tmp_path: Path) -> None:
    first = style.save(orgchart(crossed()), tmp_path / "first", "chart")
    second = style.save(orgchart(crossed()), tmp_path / "second", "chart")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_without_a_chinese_font_titles_in_chinese_go_by_their_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: frozenset({"DejaVu Sans"}))
    whole = organisation([-1, 0], [Group("市场部", -1, 0)], [0, 0], titles={0: "总监", 1: "Clerk"})
    texts = read(orgchart(whole))
    assert {"Seat 0", "Clerk"} <= set(texts)
    assert not any("\u4e00" <= letter <= "\u9fff" for text in texts for letter in text)
