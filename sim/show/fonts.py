"""Text can be drawn only where a font holds its characters, so a language is a request and not a fact.

Latin text is set in the font that comes with matplotlib, hence alike on every machine. Chinese text needs one of a few
known fonts. Families are filtered to those installed, because naming a missing one floods the log and draws boxes;
with none installed, labels are English and one warning per process says why. The same file measures and breaks
lines, because only a font knows how wide a word is.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from matplotlib import font_manager
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

LATIN = "DejaVu Sans"
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Microsoft YaHei",
    "PingFang SC",
)
"""Families with Chinese characters, the most wanted first. Old matplotlib sees only the first face of Noto: JP."""

_POINTS_PER_INCH = 72
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_NEVER_FIRST = "，。、；：！？）》」』】"
_TOKEN = re.compile(rf"[{_WIDE}][{_NEVER_FIRST}]*|[^\s{_WIDE}]+[{_NEVER_FIRST}]*|\s+")


def installed() -> frozenset[str]:
    """Names of the font families that matplotlib knows on this machine."""
    return frozenset(font.name for font in font_manager.fontManager.ttflist)


def chinese() -> tuple[str, ...]:
    """Families of `CHINESE` that are installed, in the order of preference."""
    present = installed()
    return tuple(family for family in CHINESE if family in present)


def families() -> list[str]:
    """What to draw with: the Latin font, then a Chinese one for the characters it lacks, where there is one."""
    return [LATIN, *chinese()[:1]]


def settle(language: str) -> str:
    """Language that the labels will really have.

    Parameters
    ----------
    language : {"en", "zh"}
        Language asked for.

    Returns
    -------
    str
        The same, or ``"en"`` where Chinese is asked for and no font can draw it; the first time, with a warning.
    """
    if language != "zh" or chinese():
        return language
    _look_again()
    if chinese():
        return language
    _warn_of_no_font()
    return "en"


def legible(text: str, otherwise: str) -> str:
    """``text`` where the installed fonts can draw it, else ``otherwise``: names typed by people may be Chinese."""
    return otherwise if not chinese() and re.search(f"[{_WIDE}]", text) else text


@lru_cache(maxsize=4096)
def _width(text: str, size: float, bold: bool, names: tuple[str, ...]) -> float:
    font = FontProperties(family=list(names), size=size, weight="bold" if bold else "normal")
    return float(_renderer().get_text_width_height_descent(text, font, False)[0]) / _POINTS_PER_INCH


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of text, in inches.

    Parameters
    ----------
    text : str
        One line.
    size : float
        Font size, in points.
    bold : bool
        Whether the font is bold.
    """
    return _width(text, size, bold, tuple(families()))


def wrap(text: str, inches: float, size: float, bold: bool = False) -> list[str]:
    """Break text into lines no wider than asked, between words, or between any two Chinese characters.

    Parameters
    ----------
    text : str
        Text; line breaks in it are kept.
    inches : float
        Greatest width of a line. A single longer word is broken where it must be.
    size, bold
        As in `width`.

    Returns
    -------
    list of str
        At least one line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for token in _TOKEN.findall(paragraph):
            if width(line + token.rstrip(), size, bold) <= inches:
                line += token if line or token.strip() else ""
                continue
            if line.strip():
                lines.append(line.rstrip())
            line = token.lstrip()
            while width(line, size, bold) > inches and len(line) > 1:
                fits = next((n for n in range(len(line), 1, -1) if width(line[:n], size, bold) <= inches), 1)
                lines.append(line[:fits])
                line = line[fits:]
        lines.append(line.rstrip())
    return lines


def shorten(text: str, inches: float, size: float, bold: bool = False) -> str:
    """One line no wider than asked, ended by an ellipsis where something had to be left out."""
    if width(text, size, bold) <= inches:
        return text
    return next((cut for cut in _cuts(text) if width(cut, size, bold) <= inches), "…")


def _cuts(text: str) -> Sequence[str]:
    return [text[:length].rstrip() + "…" for length in range(len(text) - 1, 0, -1)]


@cache
def _renderer() -> Any:
    make: Any = RendererAgg
    return make(1, 1, _POINTS_PER_INCH)


@cache
def _look_again() -> None:
    """Matplotlib remembers the fonts of its first start; read those that were installed since."""
    known = {font.fname for font in font_manager.fontManager.ttflist}
    for path in sorted(set(font_manager.findSystemFonts()) - known):
        try:
            font_manager.fontManager.addfont(path)
        except (OSError, RuntimeError):  # a file that is no usable font
            continue


@cache
def _warn_of_no_font() -> None:
    warnings.warn(
        f"no font with Chinese characters is installed, so labels are in English; any of these will do: "
        f"{', '.join(CHINESE)} (for example: apt-get install fonts-noto-cjk)",
        UserWarning,
        stacklevel=4,
    )
