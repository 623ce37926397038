"""Charts: stories about what each one must show, then a battery that every registered chart goes through unasked.

These tests exist to catch the figure that lies or cannot be read: a dot that is not the mean, a filled marker over an
interval that holds zero, a bar that does not end at capacity, a saturated structure drawn like the others, a label
that is cut off or printed over another, a file that changes from one run to the next, a style that leaks.
"""

from __future__ import annotations

import subprocess
import sys
import warnings
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import matplotlib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from pandas import DataFrame

from sim.show import fonts, style, words
from sim.show.charts import hours as hours_chart
from sim.show.charts import lead_time as lead_time_chart
from sim.show.charts.registry import Chart, charts
from sim.show.style import Foot
from sim.vocabulary import Booking, State

FOUR = ["north", "south", "east", "west"]
NOTES = (
    "Assumptions are listed.",
    "Long notes are broken into lines, however much there is to say about a result. " * 3,
)
FOOT = Foot(30, 7, "3f9a12bc77", "A small firm", "一家小公司", notes=NOTES, saturated={"east": 3})


def measure(title: str, unit: str, direction: int) -> SimpleNamespace:
    return SimpleNamespace(title=title, title_zh="指标", unit=unit, unit_zh="天", direction=direction)


MEASURES = {
    "delay": measure("Decision delay per campaign", "days", -1),
    "doubled": measure("Duplicated effort", "share of all standard hours of the cohort", -1),
    "friction": measure("Friction between people: briefing, reading in, clarifying and rework at interfaces", "h/h", 0),
    "value": measure("Effectiveness", "points", 1),
    "other": measure("Something else", "", 0),
}


def summary() -> DataFrame:
    rows = []
    for place, name in enumerate(FOUR):
        saturated = 3 if name == "east" else 0
        rows.append((name, "delay", 30, 4.0 + place, 3.5 + place, 4.5 + place, saturated, True))
        rows.append(
            (name, "doubled", 30, 0.25 - 0.05 * place, 0.23 - 0.05 * place, 0.27 - 0.05 * place, saturated, True)
        )
        rows.append((name, "friction", 30, 0.2, 0.1, 0.3, 0, True))
        rows.append((name, "value", 30, 1070.0 + place, 1069.0 + place, 1071.0 + place, 0, True))
        rows.append((name, "other", 30, 1.0, 1.0, 1.0, 0, False))
    return DataFrame(rows, columns=["structure", "measure", "n", "mean", "low", "high", "saturated", "headline"])


def differences() -> DataFrame:
    rows = []
    for name, mean in (("north", -2.0), ("east", 0.3), ("west", 2.0)):
        for one in ("delay", "doubled", "friction", "value"):
            rows.append((name, "south", one, 30, mean, mean - 1.0, mean + 1.0, True))
    table = DataFrame(rows, columns=["structure", "baseline", "measure", "n", "mean", "low", "high", "headline"])
    table.attrs["structures"] = FOUR
    return table


def hours() -> DataFrame:
    names = [booking.name.lower() for booking in Booking]
    rows = []
    for place, name in enumerate(FOUR):
        weights = [1.0 + (number * 7 + place) % 5 + 25 * (one == "direct") for number, one in enumerate(names)]
        for one, weight in zip(names, weights, strict=True):
            share = weight / sum(weights)
            rows.append((name, one, 96_000 * share, share))
    return DataFrame(rows, columns=["structure", "booking", "hours", "share"])


def lead_time() -> DataFrame:
    names = [one for kind in lead_time_chart.PARTS.values() for one in kind]
    rows = [
        (name, one, 0.5 + (number * 5 + place) % 7, 400 + place)
        for place, name in enumerate(FOUR)
        for number, one in enumerate(names)
    ]
    return DataFrame(rows, columns=["structure", "state", "days", "n"])


def latency() -> DataFrame:
    rows = []
    for place, name in enumerate(FOUR):
        for level, unit, needs in ((0, 0.0, 1200), (1, 0.4, 900), (2, 1.6, 300), ("3+", 4.0, 44)):
            if name == "north" and level == "3+":
                continue
            for step in range(1, 20):
                days = unit * (1 + place / 4) * (step / 20) / (1 - step / 20)
                rows.append((name, level, round(step / 20, 2), days, needs))
    return DataFrame(rows, columns=["structure", "level", "quantile", "days", "needs"])


def desks() -> DataFrame:
    rows = [
        (name, seat, "Brand lead" if seat % 6 == 0 else "Brand specialist", seat % 6 == 0, busy, 0.2 / (1.02 - busy))
        for place, name in enumerate(FOUR)
        for seat in range(12)
        for busy in [0.3 + ((seat * 5 + place) % 12) / 18]
    ]
    return DataFrame(rows, columns=["structure", "seat", "title", "lead", "busy", "waiting"])


def timeline() -> DataFrame:
    rows = [
        (
            name,
            week,
            str(date(2025, 1, 6) + timedelta(weeks=week)),
            0.6 + place / 50 + (week % 9) / 40,
            20 + week % 5,
            4,
        )
        for place, name in enumerate(FOUR)
        for week in range(50)
    ]
    table = DataFrame(rows, columns=["structure", "week", "start", "busy", "open_campaigns", "waiting_items"])
    table.attrs["peaks"] = [(4, "Spring Festival"), (7, "8 March"), (22, "618"), (43, "Double 11"), (46, "Double 12")]
    return table


TABLES = {
    "summary": summary,
    "differences": differences,
    "hours": hours,
    "lead_time": lead_time,
    "latency": latency,
    "desks": desks,
    "timeline": timeline,
}
NAMES = ["desks", "differences", "headline", "hours", "latency", "lead_time", "timeline"]


def draw(name: str, table: DataFrame | None = None, language: str = "en") -> Figure:
    one: Chart = charts()[name]
    return one.draw(TABLES[one.table]() if table is None else table, MEASURES, FOOT, language)


@cache
def drawn(name: str, language: str = "en") -> Figure:
    """The same figure for all tests that only look at it."""
    return draw(name, language=language)


def printed(figure: Figure) -> list[tuple[Text, Any]]:
    """Every text that is really drawn, with the box that it covers, in pixels."""
    found: list[tuple[Text, Any]] = []
    original = Text.draw

    def record(self: Text, renderer: Any, *rest: Any, **more: Any) -> None:
        if self.get_visible() and self.get_text().strip():
            found.append((self, Text.get_window_extent(self, renderer)))
        original(self, renderer, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", record)
        FigureCanvasAgg(figure).draw()
    return found


def unreadable(figure: Figure) -> list[str]:
    """Texts that are too small, run off the page, or are printed over another."""
    texts = printed(figure)
    assert len(texts) > 10
    width, height = figure.canvas.get_width_height()
    small = [text.get_text() for text, _ in texts if text.get_fontsize() < 9]
    outside = [t.get_text() for t, box in texts if min(box.x0, box.y0) < 0 or box.x1 > width or box.y1 > height]
    over = [
        f"{one.get_text()} over {other.get_text()}"
        for (one, a), (other, b) in combinations(texts, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 2 and min(a.y1, b.y1) - max(a.y0, b.y0) > 4
    ]
    return [*small, *outside, *over]


def read(figure: Figure) -> str:
    return "\n".join(text.get_text() for text, _ in printed(figure))


def panel(figure: Figure, title: str) -> Any:
    return next(axes for axes in figure.axes if axes.get_title(loc="left").startswith(title))


def markers(axes: Any) -> list[Any]:
    return [line for line in axes.lines if line.get_marker() not in ("None", "", None)]


def filled(line: Any) -> bool:
    return to_hex(line.get_markerfacecolor()) != "#ffffff"


# ---------------------------------------------------------------------------------------------------- stories


def test_the_registry_knows_each_chart_and_its_table() -> None:
    assert {name: one.table for name, one in charts().items()} == {
        "desks": "desks",
        "differences": "differences",
        "headline": "summary",
        "hours": "hours",
        "latency": "latency",
        "lead_time": "lead_time",
        "timeline": "timeline",
    }
    assert list(charts()) == NAMES


def test_headline_dots_stand_at_the_means_between_the_ends_of_their_intervals() -> None:
    axes = panel(drawn("headline"), "Decision delay")
    dots = markers(axes)
    assert [dot.get_xdata()[0] for dot in dots] == [4.0, 5.0, 6.0, 7.0]
    assert [dot.get_marker() for dot in dots] == [look.marker for look in style.LOOKS[:4]]
    intervals = [list(line.get_xdata()) for line in axes.lines if line not in dots]
    assert intervals == [[3.5, 4.5], [4.5, 5.5], [5.5, 6.5], [6.5, 7.5]]


def test_headline_shows_headline_measures_only_and_says_which_way_is_better() -> None:
    figure = drawn("headline")
    titles = [axes.get_title(loc="left").replace("\n", " ") for axes in figure.axes]
    assert [title.rstrip("*") for title in titles] == [MEASURES[name].title for name in list(MEASURES)[:4]]
    text = read(figure)
    assert text.count("← lower is better") == 2
    assert text.count("higher is better →") == 1
    assert "4.00 days" in text
    assert "1,072 points" in text


def test_headline_a_structure_with_saturated_runs_is_hollow_and_says_so() -> None:
    axes = panel(drawn("headline"), "Decision delay")
    assert [filled(dot) for dot in markers(axes)] == [True, True, False, True]
    assert [text.get_text() for text in axes.texts if "saturated" in text.get_text()] == [
        "6.00 days; saturated in 3 of 30"
    ]
    assert all(filled(dot) for dot in markers(panel(drawn("headline"), "Effectiveness")))


def test_headline_an_axis_that_does_not_start_at_zero_is_marked() -> None:
    cut, whole = panel(drawn("headline"), "Effectiveness"), panel(drawn("headline"), "Friction")
    assert cut.get_xlim()[0] > 0
    assert cut.get_title(loc="left").endswith("*")
    assert whole.get_xlim()[0] == 0
    assert not whole.get_title(loc="left").endswith("*")
    assert "axes marked * do not start at zero" in read(drawn("headline"))


def test_headline_a_measure_that_is_zero_everywhere_is_drawn_without_complaint() -> None:
    table = TABLES["summary"]()
    table.loc[:, ["mean", "low", "high"]] = 0.0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = draw("headline", table)
    assert panel(figure, "Friction").get_xlim() == (0.0, 1.0)


def test_headline_a_structure_without_a_finite_mean_has_no_dot() -> None:
    table = summary()
    lost = (table["structure"] == "east") & (table["measure"] == "delay")
    table.loc[lost, ["mean", "low", "high"]] = float("nan")
    table.loc[lost, "saturated"] = 30
    axes = panel(draw("headline", table), "Decision delay")
    assert [dot.get_xdata()[0] for dot in markers(axes)] == [4.0, 5.0, 7.0]
    assert "saturated in 30 of 30" in [text.get_text() for text in axes.texts]


def test_a_difference_is_filled_only_where_its_interval_excludes_zero() -> None:
    axes = panel(drawn("differences"), "Decision delay")
    dots = markers(axes)
    assert [dot.get_xdata()[0] for dot in dots] == [-2.0, 0.3, 2.0]
    assert [filled(dot) for dot in dots] == [True, False, True]
    assert "−2.00 days" in read(drawn("differences"))
    assert "+0.30 days" in read(drawn("differences"))
    low, high = axes.get_xlim()
    assert low < 0 < high


def test_a_structure_has_the_same_look_in_every_chart() -> None:
    dots = markers(panel(drawn("differences"), "Decision delay"))
    assert [dot.get_marker() for dot in dots] == [style.LOOKS[place].marker for place in (0, 2, 3)]
    table = differences()
    table.attrs.clear()
    assert list(style.structures(table)) == ["north", "east", "west"]
    assert style.structures(table)["east"] == style.LOOKS[1]


def segments(axes: Any) -> list[float]:
    """Total width of the segments of each bar; the segments carry the fill, the outlines do not."""
    bars: dict[float, float] = {}
    for patch in axes.patches:
        if patch.get_facecolor()[3]:
            bars[round(patch.get_y(), 6)] = bars.get(round(patch.get_y(), 6), 0.0) + patch.get_width()
    return [bars[height] for height in sorted(bars)]


def test_hours_sum_to_capacity() -> None:
    assert segments(drawn("hours").axes[0]) == pytest.approx([100.0] * 4)
    assert read(drawn("hours")).count("96,000 h") == 4


def test_lead_time_segments_sum_to_the_mean_lead_time() -> None:
    totals = lead_time().groupby("structure", sort=False)["days"].sum()
    assert segments(drawn("lead_time").axes[0]) == pytest.approx(list(totals))
    assert f"{totals['north']:.1f} days" in read(drawn("lead_time"))
    assert "401 campaigns" in read(drawn("lead_time"))


def test_segments_of_three_percent_and_more_have_a_label() -> None:
    table = DataFrame(
        [("north", "direct", 95.0, 0.95), ("north", "meeting", 3.0, 0.03), ("north", "rework", 2.0, 0.02)],
        columns=["structure", "booking", "hours", "share"],
    )
    axes = draw("hours", table).axes[0]
    assert [text.get_text() for text in axes.texts if text.get_text().isdigit()] == ["95", "3"]


def test_every_booking_and_every_state_of_a_waiting_campaign_has_a_fill_and_a_word() -> None:
    filled_bookings = {one for kind in hours_chart.PARTS.values() for one in kind}
    assert filled_bookings == {booking.name.lower() for booking in Booking} == set(words.BOOKINGS)
    outside = {State.NOT_RELEASED, State.DONE, State.DROPPED}
    filled_states = {one for kind in lead_time_chart.PARTS.values() for one in kind}
    assert filled_states == {state.name.lower() for state in State if state not in outside} == set(words.STATES)


def test_an_unknown_booking_is_refused_rather_than_left_out_of_the_bar() -> None:
    table = hours().replace("idle", "golf")
    with pytest.raises(KeyError, match="golf"):
        draw("hours", table)


def test_latency_says_where_a_structure_decides_nothing_and_how_many_needs_it_decides() -> None:
    text = read(drawn("latency"))
    assert text.count("no needs decided here") == 1
    assert "900 (38 %)" in text
    assert text.count("44 (2 %)") == 3


def test_latency_markers_stand_at_the_medians_of_the_table() -> None:
    table = latency()
    half = table[(table["level"] == 2) & (table["quantile"] == 0.5)]["days"]
    dots = markers(panel(drawn("latency"), "Level 2"))
    assert [dot.get_xdata()[0] for dot in dots] == list(half)


def test_latency_numbers_of_a_narrow_distribution_stand_apart() -> None:
    for factor in (0.001, 0.02, 0.2, 1.0):
        table = latency()
        table["days"] = factor * (1 + table["quantile"] / 4)
        assert unreadable(draw("latency", table)) == []


def test_desks_are_sorted_leads_are_diamonds_and_the_busiest_is_named() -> None:
    axes = panel(drawn("desks"), "North")
    members, leads = markers(axes)
    busy = {int(x): y for line in (members, leads) for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)}
    heights = [busy[place] for place in range(12)]
    assert heights == sorted(heights, reverse=True)
    assert (members.get_marker(), leads.get_marker()) == ("o", "D")
    assert (len(members.get_xdata()), len(leads.get_xdata())) == (10, 2)
    assert "Brand specialist 91 %" in [text.get_text() for text in axes.texts]


def test_desks_a_seat_without_a_title_goes_by_its_number() -> None:
    table = desks().assign(title="")
    assert "seat 7 91 %" in read(draw("desks", table))


def test_the_time_line_names_its_peaks_and_its_months() -> None:
    text = read(drawn("timeline"))
    for name in ("Spring Festival", "618", "Double 11", "Jan", "Dec"):
        assert name in text.split("\n")
    assert len([line for line in drawn("timeline").axes[0].lines if len(line.get_xdata()) == 50]) == 4


def test_the_time_line_without_dates_counts_weeks() -> None:
    assert "week" in read(draw("timeline", timeline().assign(start=""))).split("\n")


def test_structures_that_the_project_ships_have_a_word_in_both_languages() -> None:
    for name, (english, chinese) in words.STRUCTURES.items():
        assert words.structure(name, "en") == english
        assert words.structure(name, "zh") == chinese
        assert words.structure(f"{name} + pilots", "zh") == f"{chinese} + pilots"
    assert words.structure("my_own_one", "en") == "My own one"


def test_the_foot_claims_an_interval_only_where_one_is_drawn() -> None:
    assert "n = 30 replications, seed 7, 95 % interval, result 3f9a12bc…" in FOOT.sentences("en", interval=True)
    assert "means of n = 30 replications, seed 7, result 3f9a12bc…" in FOOT.sentences("en", interval=False)


def test_eight_structures_can_be_read() -> None:
    eight = [*FOUR, "one", "two", "three", "four"]
    for name, one in charts().items():
        table = TABLES[one.table]()
        more = table.replace(dict(zip(FOUR, eight[4:], strict=True)))
        both = DataFrame({column: [*table[column], *more[column]] for column in table.columns})
        both.attrs.update(table.attrs, structures=eight)
        assert unreadable(draw(name, both)) == []


# ---------------------------------------------------------------------------------------------------- the battery


@pytest.mark.parametrize("name", NAMES)
def test_the_foot_says_replications_seed_result_and_notes(name: str) -> None:
    text = read(drawn(name)).replace("\n", " ")
    for part in (
        "n = 30 replications",
        "seed 7",
        "3f9a12bc…",
        "A small firm",
        "East in 3 of 30",
        "Assumptions are listed.",
    ):
        assert part in text


@pytest.mark.parametrize("language", ["en", "zh"] if fonts.chinese() else ["en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_text_can_be_read(name: str, language: str) -> None:
    assert unreadable(drawn(name, language)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_same_table_gives_the_same_files(name: str, tmp_path: Path) -> None:
    first = style.save(draw(name), tmp_path / "first", name)
    with matplotlib.rc_context({"font.size": 21, "axes.facecolor": "pink", "svg.fonttype": "none", "savefig.dpi": 31}):
        second = style.save(draw(name), tmp_path / "second", name)
    assert [path.name for path in first] == [f"{name}.png", f"{name}.svg"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert b"<dc:date>" not in first[1].read_bytes()


def test_clip_paths_are_numbered_as_they_come_whatever_matplotlib_calls_them() -> None:
    drawing = b'<g clip-path="url(#p%s)"/><g clip-path="url(#p%s)"/><clipPath id="p%s"/><clipPath id="p%s"/>'
    one = style.with_plain_clips(drawing % (b"26ba", b"4d93", b"26ba", b"4d93"))
    assert one == style.with_plain_clips(drawing % (b"53ba", b"0f52", b"53ba", b"0f52"))
    assert (
        one == b'<g clip-path="url(#clip0)"/><g clip-path="url(#clip1)"/><clipPath id="clip0"/><clipPath id="clip1"/>'
    )


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_table_gives_a_page_that_says_so(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = draw(name, TABLES[charts()[name].table]().iloc[:0])
    assert "the table is empty" in read(figure)


def test_settings_of_the_reader_are_left_alone() -> None:
    before = dict(matplotlib.rcParams)
    draw("hours")
    assert dict(matplotlib.rcParams) == before


def test_drawing_never_loads_pyplot() -> None:
    code = (
        "import sys; from sim.show.charts.registry import charts; charts(); print('matplotlib.pyplot' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    answer = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_chinese_where_a_font_can_draw_them(name: str) -> None:
    if not fonts.chinese():
        assert fonts.families() == [fonts.LATIN]
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = drawn(name, "zh")
        text = read(figure)
    assert "一家小公司" in text
    assert "种子 7" in text


def test_without_a_chinese_font_labels_are_english_and_one_warning_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: frozenset({"DejaVu Sans"}))
    monkeypatch.setattr(fonts, "_look_again", lambda: None)
    fonts._warn_of_no_font.cache_clear()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        text = "\n".join(read(draw(name, language="zh")) for name in ("hours", "headline", "timeline"))
    assert [warning.category for warning in said] == [UserWarning]
    assert "Where the hours go" in text
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in text)


# ---------------------------------------------------------------------------------------------------- greyscale


def grey(colour: str) -> float:
    red, green, blue = to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_structures_are_told_apart_without_colour() -> None:
    for sign in ("marker", "hatch", "line"):
        assert len({getattr(look, sign) for look in style.LOOKS}) == len(style.LOOKS)
    assert len({(style.look(place).colour, style.look(place).marker) for place in range(40)}) == 40


@pytest.mark.parametrize("parts", [hours_chart.PARTS, lead_time_chart.PARTS])
def test_neighbours_in_a_bar_are_told_apart_without_colour(parts: dict[str, dict[str, hours_chart.Fill]]) -> None:
    fills = [fill for kind in parts.values() for fill in kind.values()]
    for one, other in pairwise(fills):
        assert one.hatch != other.hatch or abs(grey(one.colour) - grey(other.colour)) > 0.12


@pytest.mark.parametrize("parts", [hours_chart.PARTS, lead_time_chart.PARTS])
def test_every_fill_is_known_from_all_others_by_hatch_or_lightness(
    parts: dict[str, dict[str, hours_chart.Fill]],
) -> None:
    fills = [(part, fill) for kind in parts.values() for part, fill in kind.items()]
    alike = [
        (part, another)
        for (part, one), (another, other) in combinations(fills, 2)
        if one.hatch == other.hatch and abs(grey(one.colour) - grey(other.colour)) < 0.1
    ]
    assert alike == []


@pytest.mark.parametrize("parts", [hours_chart.PARTS, lead_time_chart.PARTS])
def test_letters_can_be_read_on_their_fill(parts: dict[str, dict[str, hours_chart.Fill]]) -> None:
    for kind in parts.values():
        for fill in kind.values():
            assert abs(grey(fill.colour) - grey(fill.ink)) > 0.4


# ---------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("value", "places", "sign", "text"),
    [
        (1234.5, 0, False, "1,234"),
        (-0.5, 1, False, "−0.5"),
        (-0.001, 2, False, "0.00"),
        (0.4, 1, True, "+0.4"),
        (0.0, 1, True, "0.0"),
    ],
)
def test_a_number_is_written_as_people_write_it(value: float, places: int, sign: bool, text: str) -> None:
    assert style.number(value, places, sign) == text


def test_three_digits_of_the_largest_number_are_shown() -> None:
    assert [style.decimals([value]) for value in (1234.0, 123.0, 12.3, 1.23, 0.123, 0.00123, 0.0)] == [
        0,
        0,
        1,
        2,
        3,
        3,
        0,
    ]
    assert style.decimals([1.0, float("nan"), -250.0]) == 0
    assert style.decimals([]) == 0


@given(st.lists(st.floats(0, 100), max_size=8), st.floats(0.5, 10))
def test_labels_are_moved_apart_and_keep_their_order(places: list[float], gap: float) -> None:
    moved = style.spread(places, gap, 0.0, 100.0)
    pairs = sorted(zip(places, moved, strict=True))
    lines = sorted(moved)
    assert all(after - before >= gap - 1e-9 for before, after in pairwise(lines))
    assert [line for _, line in pairs] == pytest.approx(lines)
    assert min(moved, default=0.0) >= -1e-9
    assert max(moved, default=0.0) <= 100.0 + 1e-9
    if all(after - before >= gap for before, after in pairwise(sorted(places))):
        assert moved == pytest.approx(places)
