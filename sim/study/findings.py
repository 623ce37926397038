"""What a comparison found, in plain sentences: one for each headline measure, and none that the numbers do not carry.

A sentence names the structure with the best mean, the structure it is compared with (the baseline, or the next best
where the best is the baseline itself), the paired difference with its interval, and in how many years it came first.
Where the interval includes zero, no difference can be seen, and that is what is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import TYPE_CHECKING

from sim.measures.registry import Measure, measures
from sim.study.phrases import GENERAL, PHRASES, WORDS
from sim.study.ranking import Finding, contenders, find
from sim.study.tables import values_of

if TYPE_CHECKING:
    from sim.study.compare import Comparison

Called = Callable[[str], str]
"""How a structure is called in a sentence."""


def findings(comparison: Comparison, language: str = "en", called: Called = str) -> list[str]:
    """All findings of a comparison as sentences.

    Parameters
    ----------
    comparison : Comparison
    language : {"en", "zh"}
    called : function of str
        How a structure is called; by its own name where nothing is said.

    Returns
    -------
    list of str
        First what must be known before (saturation, structures that come out the same), then a sentence a measure.
    """
    words, entrants, n = WORDS[language], comparison.entrants, comparison.replications
    hit = comparison.saturated
    sentences = [
        words[key].format(
            which=listed([words["of"].format(structure=called(name), k=hit[name]) for name in who], language), n=n
        )
        for key, who in (
            ("saturated", [name for name in hit if 2 * hit[name] <= n]),
            ("overloaded", [name for name in hit if 2 * hit[name] > n]),
        )
        if who
    ]
    if entrants.not_distinct:
        sentences.append(words["alike"].format(which=listed([*map(called, entrants.not_distinct)], language)))
    names = contenders(entrants, hit, n)
    if not names:
        return [*map(_capital, sentences), words["nobody"]]
    values = values_of(comparison.tables["runs"])
    for measure in measures().values():
        if measure.headline and measure.direction:
            found = find(measure, values, names, entrants.baseline)
            sentences.append(tell(found, language, called) if found else _undefined(measure, language))
    return [_capital(sentence) for sentence in sentences]


def listed(words: Sequence[str], language: str = "en") -> str:
    """Several words as people list them."""
    if language == "zh":
        return "、".join(words)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def tell(finding: Finding, language: str = "en", called: Called = str) -> str:
    """A finding as a sentence."""
    words, gap = WORDS[language], finding.gap
    best, rival = called(finding.best), called(finding.rival)
    unit = difference_unit(finding.measure, language)
    if not finding.rival:
        title = finding.measure.title_zh if language == "zh" else finding.measure.title
        return words["alone"].format(title=title, best=best)
    if not gap.excludes_zero:
        low, high = figures(gap.low, gap.high)
        title = finding.measure.title_zh if language == "zh" else finding.measure.title
        return words["level"].format(title=title, best=best, rival=rival, low=low, high=high, unit=unit, n=gap.n)
    more = gap.mean > 0
    size, low, high = figures(abs(gap.mean), *sorted((abs(gap.low), abs(gap.high))))
    phrase = PHRASES.get(finding.measure.name, GENERAL)[language]
    said = phrase.format(
        title=finding.measure.title_zh if language == "zh" else finding.measure.title,
        size=size,
        unit=unit,
        less=words["more" if more else "less"],
        lower=words["higher" if more else "lower"],
        best=best,
        rival=rival,
    )
    told = words["found"].format(said=said, low=low, high=high, n=gap.n)
    return told + _runner_up(finding, best, language, called)


def _runner_up(finding: Finding, best: str, language: str, called: Called) -> str:
    """The second half of a sentence: how often it came first, and whether the next one can be told apart from it."""
    words = WORDS[language]
    first = words["first"].format(best=best, first=finding.first, n=finding.replications)
    if not finding.next_best:
        return first + words["end"]
    other = called(finding.next_best)
    if not finding.next_gap.excludes_zero:
        return first + words["near"].format(other=other) + words["end"]
    (size,) = figures(abs(finding.next_gap.mean))
    unit = difference_unit(finding.measure, language)
    return first + words["ahead"].format(other=other, size=size, unit=unit) + words["end"]


def _undefined(measure: Measure, language: str) -> str:
    title = measure.title_zh if language == "zh" else measure.title
    return WORDS[language]["undefined"].format(title=title)


def difference_unit(measure: Measure, language: str) -> str:
    """Unit of a difference: percentages differ by percentage points; what it is counted per is said elsewhere."""
    unit = measure.unit_zh if language == "zh" else measure.unit
    return WORDS[language]["points"] if unit == "%" else unit


def figures(*values: float) -> list[str]:
    """Numbers that belong together, with as many decimals as the largest needs to show two or three digits."""
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    places = 0 if largest >= 100 else 1 if largest >= 1 else 2 if largest >= 0.1 else 3 if largest >= 0.01 else 4
    return [_figure(value, places if largest else 0) for value in values]


def _figure(value: float, places: int) -> str:
    if not isfinite(value):
        return "-"
    text = f"{value:,.{places}f}"
    return text if any(digit in text for digit in "123456789") else text.lstrip("-")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
