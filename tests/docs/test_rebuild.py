"""Catches a description of the random numbers from which nobody could rebuild them.

What follows was written from the page alone, in whole numbers and the platform's logarithm, and gives the values that
stand on the page.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from statistics import NormalDist

import pytest

ODD = Path(__file__).resolve().parents[2] / "docs" / "odd.md"
M = 2**64


def mix(z: int) -> int:
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % M
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % M
    return z ^ (z >> 31)


def entry(s: int, n: int) -> int:
    return mix((n * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15 + s) % M)


def u(key: int, subject: int, occasion: int) -> float:
    return ((entry(entry(key, subject), occasion) >> 12) + 0.5) / 2**52


def named(*names: str) -> int:
    s = 0
    for name in names:
        for byte in [*name.encode(), 256]:
            s = entry(s, byte)
    return s >> 24


@pytest.fixture(scope="module")
def page() -> dict[str, str]:
    """The values that the page gives to check against."""
    text = ODD.read_text("utf-8")
    part = text[text.index("<!-- generated: addresses -->") : text.index("<!-- end of addresses -->")]
    return dict(re.findall(r"^\| (.+?) \| (.+?) \|$", part, re.MULTILINE))


KEY = entry(entry(entry(0, 1), 0), 6)
HOME = named("campaign", "launch", "main")
TASK = entry(named("task", "copy"), entry(HOME, 0))


def test_addresses_come_out_as_the_page_says(page: dict[str, str]) -> None:
    assert page["`mix(1)`"] == str(mix(1))
    assert page["`entry(0, 1)`"] == str(entry(0, 1))
    assert page["`key(seed=1, replication=0, stream=6)`"] == str(KEY)
    assert page['`named("campaign", "launch", "main")`'] == str(HOME)
    assert page['its task *copy*: `entry(named("task", "copy"), campaign)`'] == str(TASK)
    assert page["uniform number at (key, task, 0)"] == repr(u(KEY, TASK, 0))


def drawn(law: str) -> float:
    """A draw of each law of the page at occasion 0, as its table of laws says."""
    first, second = u(KEY, TASK, 0), u(KEY, TASK, 1)
    q = NormalDist().inv_cdf
    if law == "uniform":
        return 1 + 2 * first
    if law == "exponential":
        return -5 * math.log(first)
    if law == "hyperexponential":
        p = 0.5 + 0.5 * math.sqrt((4 - 1) / (4 + 1))
        return -(5 / (2 * p) if first < p else 5 / (2 * (1 - p))) * math.log(second)
    if law == "lognormal":
        sigma = math.sqrt(math.log(1.25))
        return 6 / math.exp(sigma * sigma / 2) * math.exp(sigma * q(first))
    if law == "triangular":
        return 1 + math.sqrt(first * 5) if first * 5 < 1 else 6 - math.sqrt((1 - first) * 5 * 4)
    if law == "table":
        return 1.0 if first * 4 < 1 else 2.0 if first * 4 < 3 else 4.0
    if law == "poisson":
        count, chance, reached = 0, math.exp(-2.3), math.exp(-2.3)
        while first >= reached:
            count += 1
            chance *= 2.3 / count
            reached += chance
        return float(count)
    shape, scale = 4.0, 42 * 0.25  # gamma
    d = shape - 1 / 3
    c = 1 / math.sqrt(9 * d)
    slot = 0
    while True:
        x, w = q(u(KEY, TASK, slot + 1)), u(KEY, TASK, slot + 2)
        v = (1 + c * x) ** 3
        if v > 0 and math.log(w) < x * x / 2 + d * (1 - v + math.log(v)):
            return scale * d * v
        slot += 2


LAWS = ("uniform", "exponential", "gamma", "hyperexponential", "lognormal", "triangular", "table", "poisson")


@pytest.mark.parametrize("law", LAWS)
def test_a_draw_of_each_law_comes_out_as_the_page_says(law: str, page: dict[str, str]) -> None:
    (value,) = (float(value) for what, value in page.items() if f", {law} with" in what)
    assert drawn(law) == pytest.approx(value, rel=1e-12)


def test_the_year_of_the_small_example_comes_out_of_the_addresses(page: dict[str, str]) -> None:
    """Arrival, amount and hours of both campaigns, from the page's submodel 2 and its table of draws."""
    text = ODD.read_text("utf-8")
    part = text[text.index("<!-- generated: small year -->") : text.index("<!-- end of small year -->")]
    rows = [[int(cell) for cell in row.split("|")[1:-1]] for row in re.findall(r"^\| \d.*$", part, re.MULTILINE)]
    campaigns, tasks = [row for row in rows if len(row) == 6], [row for row in rows if len(row) == 8]

    def run_key(stream: int) -> int:
        return entry(entry(entry(0, 1), 0), stream)

    year, shown = 250 * 8 * 3600, 0.0
    sigma = math.sqrt(math.log(1.25))
    for number, (row, arrival, due, priority, amount, first) in enumerate(campaigns):
        shown -= math.log(u(run_key(1), HOME, number)) * year / 80
        address = entry(HOME, number)
        assert (row, arrival, due, first) == (number, int(shown), int(shown) + 3 * 8 * 3600, 2 * number)
        assert priority == 700_000
        assert amount == math.floor(1e6 * (0.1 + 0.5 * u(run_key(5), address, 0)) + 0.5)
        copy, made = entry(named("task", "copy"), address), entry(named("task", "page"), address)
        copy_hours = 6 / math.exp(sigma * sigma / 2) * math.exp(sigma * NormalDist().inv_cdf(u(KEY, copy, 0)))
        page_hours = -5 * math.log(u(KEY, made, 0))
        assert tasks[first][3] == math.floor(3600 * copy_hours + 0.5)
        assert tasks[first + 1][3] == math.floor(3600 * page_hours + 0.5)
    assert len(campaigns) == 2
