"""What can be drawn with the fonts at hand: small stories with a faked list of fonts, then properties of broken lines.

These tests exist to catch the figure full of boxes: Chinese asked for on a machine without a Chinese font, a missing
family in the list, a warning per glyph instead of one in all, a line that runs over the border of the page.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.show import fonts

Fake = Callable[..., None]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Makes the machine look as if these families, and no others, were installed, and nothing had been said yet."""

    def fake(*families: str) -> None:
        monkeypatch.setattr(fonts, "installed", lambda: frozenset(families))

    monkeypatch.setattr(fonts, "_look_again", lambda: None)
    fonts._warn_of_no_font.cache_clear()
    return fake


def test_families_are_those_installed_in_the_order_of_preference(installed: Fake) -> None:
    installed("PingFang SC", "DejaVu Sans", "Noto Sans CJK JP", "Comic Sans")
    assert fonts.chinese() == ("Noto Sans CJK JP", "PingFang SC")
    assert fonts.families() == ["DejaVu Sans", "Noto Sans CJK JP"]
    installed("Noto Sans CJK JP", "Noto Sans CJK SC")
    assert fonts.families() == ["DejaVu Sans", "Noto Sans CJK SC"]
    installed("Comic Sans")
    assert fonts.families() == ["DejaVu Sans"]


def test_with_a_font_chinese_is_chinese_and_nothing_is_said(installed: Fake) -> None:
    installed("SimHei")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert fonts.settle("zh") == "zh"
        assert fonts.settle("en") == "en"


def test_without_a_font_chinese_becomes_english_with_one_warning_in_all(installed: Fake) -> None:
    installed("DejaVu Sans")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert [fonts.settle(language) for language in ("en", "zh", "zh", "en", "zh")] == ["en"] * 5
    assert len(said) == 1
    assert said[0].category is UserWarning
    assert "Noto Sans CJK SC" in str(said[0].message)


def test_a_font_installed_since_matplotlib_first_started_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    present = {"DejaVu Sans"}
    monkeypatch.setattr(fonts, "installed", lambda: frozenset(present))
    monkeypatch.setattr(fonts, "_look_again", lambda: present.add("SimHei"))
    assert fonts.settle("zh") == "zh"


def test_a_chinese_name_is_replaced_only_where_it_cannot_be_drawn(installed: Fake) -> None:
    installed("DejaVu Sans")
    assert fonts.legible("品牌经理", "seat 7") == "seat 7"
    assert fonts.legible("Café manager", "seat 7") == "Café manager"
    installed("SimHei")
    assert fonts.legible("品牌经理", "seat 7") == "品牌经理"


def test_bold_and_large_letters_are_wider() -> None:
    assert fonts.width("", 9) == 0
    assert 0 < fonts.width("handover", 9) < fonts.width("handover", 9, bold=True)
    assert fonts.width("handover", 18) == pytest.approx(2 * fonts.width("handover", 9), rel=0.1)


def test_lines_break_between_words_and_at_line_breaks() -> None:
    word = fonts.width("handover", 9)
    assert fonts.wrap("handover handover\nhandover", word * 1.1, 9) == ["handover"] * 3
    assert fonts.wrap("handover handover", word * 3, 9) == ["handover handover"]
    assert fonts.wrap("", 1.0, 9) == [""]


def test_a_word_too_long_for_a_line_is_cut() -> None:
    lines = fonts.wrap("handover" * 4, fonts.width("handover", 9) * 1.05, 9)
    assert len(lines) >= 4
    assert "".join(lines) == "handover" * 4


@pytest.mark.skipif(not fonts.chinese(), reason="without a Chinese font there is no Chinese text to break")
def test_chinese_breaks_anywhere_but_not_before_a_full_stop() -> None:
    four = fonts.width("组织结构", 9)
    assert fonts.wrap("组织结构组织结构", four * 1.05, 9) == ["组织结构", "组织结构"]
    assert fonts.wrap("组织结构。组织", four * 1.05, 9) == ["组织结", "构。组织"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdefgh W.,-", max_size=60), st.floats(0.3, 4.0))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, inches: float) -> None:
    lines = fonts.wrap(text, inches, 9)
    assert all(fonts.width(line, 9) <= inches for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdefgh W.,-", max_size=40), st.floats(0.3, 2.0))
def test_a_shortened_line_fits_and_says_that_it_is_short(text: str, inches: float) -> None:
    short = fonts.shorten(text, inches, 9)
    assert fonts.width(short, 9) <= inches
    assert short == text if fonts.width(text, 9) <= inches else short.endswith("…")
