"""What a comparison found, in plain sentences: one for each headline measure, and none that the numbers do not carry.

A sentence names the structure with the best mean, the structure it is compared with (the baseline, or the next best
where the best is the baseline itself), the paired difference with its interval, and in how many years it came first.
Where the interval includes zero, no difference can be seen, and that is what is said. A year in which a structure is
saturated is a year that it has lost; one that is saturated in most years, or that cannot be told apart from another
structure, is never called best. No year is left out for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING

from sim.measures.registry import Measure, measures
from sim.study.pairs import Estimate, difference, estimate
from sim.study.tables import Values, values_of

if TYPE_CHECKING:
    from sim.study.compare import Comparison
    from sim.study.entrants import Entrants

Called = Callable[[str], str]
"""How a structure is called in a sentence."""


@dataclass(frozen=True)
class Finding:
    """What was found for one measure.

    Attributes
    ----------
    measure : Measure
    best : str
        Structure with the best mean of those that may win.
    rival : str
        With which it is compared; empty where it stands alone.
    gap : Estimate
        Best minus rival, in the unit of the measure.
    next_best : str
        The second best, where that is not the rival; else empty.
    next_gap : Estimate
        Best minus the second best.
    first : int
        Replications in which the best one was first, ties included.
    replications : int
        Replications in which that could be said.
    """

    measure: Measure
    best: str
    rival: str
    gap: Estimate
    next_best: str
    next_gap: Estimate
    first: int
    replications: int


NOTHING = Estimate(0, float("nan"), float("nan"), float("nan"))


def contenders(entrants: Entrants, saturated: Mapping[str, int], replications: int) -> list[str]:
    """Structures that may be called best: distinct, and not saturated in more than half of the years."""
    return [
        name
        for name in entrants.structures
        if 2 * saturated.get(name, 0) <= replications and name not in entrants.not_distinct
    ]


def ranking(measure: Measure, values: Values, names: Sequence[str]) -> list[str]:
    """Structures from the best mean to the worst; those in which the measure is nowhere defined are left out."""
    means = {name: estimate(values[name, measure.name]).mean for name in names}
    known = [name for name in names if isfinite(means[name])]
    return sorted(known, key=lambda name: -measure.direction * means[name])


def find(measure: Measure, values: Values, names: Sequence[str], baseline: str) -> Finding | None:
    """What can be said of one measure; None where it is defined nowhere.

    Parameters
    ----------
    measure : Measure
        One with a better direction.
    values : mapping
        From `sim.study.tables.values_of`.
    names : sequence of str
        Structures that may be called best.
    baseline : str
    """
    order = ranking(measure, values, names)
    if not order:
        return None
    best, others = order[0], order[1:]
    rival = baseline if baseline in others else others[0] if others else ""
    second = others[0] if others and others[0] != rival else ""

    def gap(other: str) -> Estimate:
        return difference(values[best, measure.name], values[other, measure.name]) if other else NOTHING

    first, years = _firsts(measure, values, order)
    return Finding(measure, best, rival, gap(rival), second, gap(second), first, years)


def _firsts(measure: Measure, values: Values, order: Sequence[str]) -> tuple[int, int]:
    """In how many years the first of the order was best, and of how many that can be said."""
    years = zip(*(values[name, measure.name] for name in order), strict=True)
    lost = zip(*(values[name, "saturated"] for name in order), strict=True)
    first = judged = 0
    for year, hit in zip(years, lost, strict=True):
        if all(map(isfinite, year)):
            scores = [inf if gone else -measure.direction * value for value, gone in zip(year, hit, strict=True)]
            first += isfinite(scores[0]) and scores[0] <= min(scores)
            judged += 1
    return first, judged


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


GENERAL = {
    "en": "{title} is {size} {unit} {lower} under {best} than under {rival}",
    "zh": "{title}：{best}比{rival}{lower} {size} {unit}",
}
"""How a difference is told where nothing better is known."""
PHRASES = {
    "decision_delay": {
        "en": "Decisions wait {size} working days {less} per campaign under {best} than under {rival}",
        "zh": "每个活动等待决策的时间，{best}比{rival}{less} {size} 个工作日",
    },
    "duplicated_effort": {
        "en": "{size} {unit} {less} of the work is made twice under {best} than under {rival}",
        "zh": "重复制作的工作，{best}比{rival}{less} {size} {unit}",
    },
    "friction_work": {
        "en": "Work at interfaces between people is {size} {unit} {lower} under {best} than under {rival}",
        "zh": "人与人交接协作所耗工时，{best}比{rival}{less} {size} {unit}",
    },
    "friction_wait": {
        "en": "Work is held up between people {size} working days {less} per campaign under {best} than under {rival}",
        "zh": "每个活动在人与人交接处的等待，{best}比{rival}{less} {size} 个工作日",
    },
}
"""How a difference in a measure is told, for measures that have a better phrase than their title."""
WORDS = {
    "en": {
        "points": "percentage points",
        "less": "less",
        "more": "more",
        "lower": "lower",
        "higher": "higher",
        "found": "{said} ({low} to {high}, n\u00a0=\u00a0{n})",
        "first": "; {best} comes first in {first} of {n} years",
        "near": "; no difference from {other}, next best, can be seen",
        "ahead": ", {size} {unit} ahead of {other}, next best",
        "end": ".",
        "level": "{title}: no difference can be seen between {best}, best on average, and {rival} "
        "({low} to {high} {unit}, n\u00a0=\u00a0{n}).",
        "alone": "{title}: {best} stands alone; there is nothing to compare it with.",
        "undefined": "{title} is not defined in any run.",
        "of": "{structure} in {k}",
        "saturated": "saturated: {which} of {n} years. Work waiting grew by more than 5 % of the hours worked; such a "
        "year counts as lost.",
        "overloaded": "saturated in most years: {which} of {n}. Each has more work than it can carry; its means only "
        "say how long one has looked, and it is not called best.",
        "alike": "not distinct: {which}. Each comes out the same as another structure in this scenario; it is shown, "
        "but cannot win.",
        "nobody": "No structure is left that could be called best.",
    },
    "zh": {
        "points": "个百分点",
        "less": "少",
        "more": "多",
        "lower": "低",
        "higher": "高",
        "found": "{said}（{low} 至 {high}，n\u00a0=\u00a0{n}）",
        "first": "；{n} 年中{best}有 {first} 年最优",
        "near": "；与次优的{other}看不出差异",
        "ahead": "，领先次优的{other} {size} {unit}",
        "end": "。",
        "level": "{title}：均值最优的{best}与{rival}之间看不出差异（{low} 至 {high} {unit}，n\u00a0=\u00a0{n}）。",
        "alone": "{title}：只有{best}，没有可比较的结构。",
        "undefined": "{title}：任何一次运行中均无定义。",
        "of": "{structure} {k} 年",
        "saturated": "饱和：{n} 年中{which}。积压工作的增长超过工时的 5 %，该年判负。",
        "overloaded": "多数年份饱和：{n} 年中{which}。工作量超出其承受能力，均值仅反映观察时长，不参与评优。",
        "alike": "没有区别：{which}。在此场景中与另一种结构相同；照常列出，但不参与评优。",
        "nobody": "没有可评为最优的结构。",
    },
}
