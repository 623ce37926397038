"""What a study found, in plain sentences, the declared criterion first; and none that the numbers do not carry.

Who wins where, and where that is undecided; who is overloaded or cannot be formed; where one of the two leaders
overtakes the other; and which factor moves their contest most. Every figure comes with its interval and its n.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

import pandas as pd

from sim.errors import InputProblems
from sim.study.analysis.contest import leaders
from sim.study.analysis.crossovers import Crossover, flips, lines
from sim.study.analysis.effects import effects_of
from sim.study.analysis.experiment import Factor
from sim.study.analysis.indices import indices
from sim.study.analysis.landscape import Landscape, landscape
from sim.study.analysis.report_words import WORDS
from sim.study.analysis.verdicts import Verdict, verdict
from sim.study.findings import difference_unit, figures, listed

Called = Callable[[str], str]
"""How a structure is called in a sentence."""
SCALE = "0 to 1"
"""Unit of an index; a difference of one needs another word."""
MOST_GROUPS = 3
"""Groups of structures that are named where a point is undecided; the rest is counted."""


def findings(frame: pd.DataFrame, language: str = "en", called: Called = str) -> list[str]:
    """All findings of a study as sentences.

    Parameters
    ----------
    frame : DataFrame
        The table of a study.
    language : {"en", "zh"}
    called : function of str
        How a structure is called; by its own name where nothing is said.

    Returns
    -------
    list of str
        The criterion first.
    """
    land = landscape(frame)
    met = ((land.runs > 0) | land.infeasible | land.failed).sum(axis=1)
    said = [_criterion(land, language)]
    if met.max() < 2:
        return [*said, WORDS[language]["single"], *_dependence(frame, language)]
    verdicts = [verdict(land, [place]) for place in range(len(land.points))]
    said += _territories(land, verdicts, language, called)
    said += _outsiders(land, verdicts, language, called)
    first = leaders(land, verdicts)[:2]
    if len(first) == 2:
        said += _overtaking(land, (first[0], first[1]), language, called)
        said += _moves(land, (first[0], first[1]), language, called)
    return said


def _criterion(land: Landscape, language: str) -> str:
    words, runs = WORDS[language], land.runs[land.runs > 0]
    low, high = (int(runs.min()), int(runs.max())) if len(runs) else (0, 0)
    n = str(low) if low == high else words["range"].format(low=low, high=high)
    better = words["lower" if land.direction < 0 else "higher"]
    title, unit = _named(land, language)
    return words["criterion"].format(title=title, unit=unit, better=better, points=len(land.points), n=n)


def _named(land: Landscape, language: str) -> tuple[str, str]:
    """Title and unit of the measure."""
    from sim.measures.registry import measures

    one = measures().get(land.measure)
    if one is None:
        return land.measure, ""
    return (one.title_zh, one.unit_zh) if language == "zh" else (one.title, one.unit)


def _unit_of_difference(land: Landscape, language: str) -> str:
    from sim.measures.registry import measures

    one = measures().get(land.measure)
    if one is not None and one.unit == SCALE:
        return WORDS[language]["scale"]
    return difference_unit(one, language) if one else ""


def _territories(land: Landscape, verdicts: Sequence[Verdict], language: str, called: Called) -> list[str]:
    """Who has won where, and between whom the rest is undecided."""
    words, points, said = WORDS[language], len(verdicts), []
    won = Counter(found.best for found in verdicts if found.decided)
    for name, k in won.most_common():
        places = [place for place, found in enumerate(verdicts) if found.decided and found.best == name]
        where = _where(land, places, language)
        said.append(words["wins"].format(structure=called(name), k=k, points=points, where=where))
    if not won:
        said.append(words["no_wins"].format(points=points))
    level = [place for place, found in enumerate(verdicts) if found.level]
    if not level:
        return [*said, words["decided"].format(promise=words["promise"])] if won else said
    groups = Counter(tuple(sorted((verdicts[place].best, *verdicts[place].level))) for place in level).most_common()
    named = [
        words["of"].format(structures=listed([*map(called, names)], language), k=k) for names, k in groups[:MOST_GROUPS]
    ]
    rest = sum(k for _, k in groups[MOST_GROUPS:])
    named += [words["others"].format(k=rest)] if rest else []
    which, where = ("；" if language == "zh" else "; ").join(named), _where(land, level, language)
    told = {"k": len(level), "points": points, "which": which, "where": where, "promise": words["promise"]}
    return [*said, words["undecided"].format(**told)]


def _outsiders(land: Landscape, verdicts: Sequence[Verdict], language: str, called: Called) -> list[str]:
    """Who does not contend where, and why; and where nobody does."""
    words, said = WORDS[language], []
    for why in ("overloaded", "infeasible", "failed", "undefined"):
        for name in land.structures:
            places = [place for place, found in enumerate(verdicts) if name in getattr(found, why)]
            if places:
                told = {"structure": called(name), "k": len(places), "points": len(verdicts)}
                said.append(words[why].format(**told, where=_where(land, places, language)))
    nobody = [place for place, found in enumerate(verdicts) if not found.best]
    if nobody:
        where = _where(land, nobody, language)
        said.append(words["nobody"].format(k=len(nobody), points=len(verdicts), where=where))
    return said


def _where(land: Landscape, places: Sequence[int], language: str) -> str:
    """Between which values of each factor some points lie; factors over whose whole range they spread are left out."""
    words, told = WORDS[language], []
    for path in land.varied():
        factor, values = land.experiment.factor(path), land.at[path]
        inside = {values[place] for place in places}
        if inside == set(values):
            continue
        if not factor.numeric:
            text = listed([str(value) for value in factor.levels if value in inside], language)
            told.append(words["is"].format(label=factor.called(language), low=text))
            continue
        low, high = min(inside), max(inside)
        if (low, high) == (min(values), max(values)):
            continue
        unit = _spaced(factor.measured(language))
        key, shown = ("is", _value(low) + unit) if low == high else ("is_from", _value(low))
        told.append(words[key].format(label=factor.called(language), low=shown, high=_value(high) + unit))
    return words["where"].format(where=listed(told, language)) if told else ""


def _overtaking(land: Landscape, pair: tuple[str, str], language: str, called: Called) -> list[str]:
    """Along every factor with numbers: where one of the two leaders overtakes the other."""
    said = []
    for path in land.varied():
        factor = land.experiment.factor(path)
        along = lines(land, path) if factor.numeric else []
        found = flips(land, pair, path) if along else []
        for before, after in (pair, pair[::-1]):
            same = [one for one in found if (one.before, one.after) == (before, after)]
            if same:
                said.append(_flip(land, same, len(along), factor, language, called))
    return said


def _flip(
    land: Landscape, found: Sequence[Crossover], along: int, factor: Factor, language: str, called: Called
) -> str:
    """One sentence on all flips of one kind along a factor."""
    words = WORDS[language]
    who = {"before": called(found[0].before), "after": called(found[0].after), "label": factor.called(language)}
    who["unit"] = _spaced(factor.measured(language))
    known = sorted((one for one in found if isfinite(one.value)), key=lambda one: one.value)
    open_ = [one for one in found if not isfinite(one.value)]
    left, right = (min((one.left for one in open_), default=0), max((one.right for one in open_), default=0))
    ends = {"left": _value(left), "right": _value(right)}
    if not known:
        setting = _setting(land, open_[0], language) if len(open_) == 1 else ""
        return words["cross_bracket"].format(**who, **ends, setting=setting)
    more = words["more"].format(k=len(open_), unit=who["unit"], **ends) if open_ else ""
    first, last = known[0], known[-1]
    n = min(one.n for one in known)
    told: dict[str, Any] = {**who, **_located(land, first, factor, language), "n": n, "more": more}
    if len(known) == 1:
        return words["cross_one"].format(**told)
    told |= {f"{name}2": text for name, text in _located(land, last, factor, language).items()}
    return words["cross_many"].format(**told, k=len(known), lines=along)


def _located(land: Landscape, one: Crossover, factor: Factor, language: str) -> dict[str, str]:
    """Estimate, limits and setting of a crossover as text; an open limit says beyond which value."""
    words, values = WORDS[language], land.at[factor.path]
    texts = figures(*(end if isfinite(end) else one.value for end in (one.value, one.low, one.high)))
    for place, end in enumerate((one.value, one.low, one.high)):
        if not isfinite(end):
            key, limit = ("below", min(values)) if end < 0 else ("above", max(values))
            texts[place] = words[key].format(value=_value(limit))
    return dict(zip(("value", "low", "high"), texts, strict=True)) | {"setting": _setting(land, one, language)}


def _setting(land: Landscape, one: Crossover, language: str) -> str:
    words = WORDS[language]
    told = []
    for path, value in one.at.items():
        factor = land.experiment.factor(path)
        text = _value(value) + _spaced(factor.measured(language))
        told.append(words["at"].format(label=factor.called(language), value=text))
    return words["setting"].format(setting=listed(told, language)) if told else ""


def _moves(land: Landscape, pair: tuple[str, str], language: str, called: Called) -> list[str]:
    """Which factor moves the contest of the two leaders most."""
    words, who = WORDS[language], {"one": called(pair[0]), "other": called(pair[1])}
    try:
        table = effects_of(land, pair)
    except InputProblems:  # they never both carried their work at two points: nothing can be said
        return []
    sure = table[(table["effect_from"] > 0.0) | (table["effect_to"] < 0.0)]
    if sure.empty:
        return [words["still"].format(**who)]
    row = sure.iloc[0]
    factor = land.experiment.factor(str(row["factor"]))
    size, low, high = figures(abs(row["effect"]), *sorted(map(abs, (row["effect_from"], row["effect_to"]))))
    unit = _spaced(factor.measured(language))
    ends = {"low": _value(row["low"]), "high": _value(row["high"]) + unit, "label": factor.called(language)}
    told = {"size": size, "from_": low, "to": high, "n": table.attrs["n"]}
    return [words["moves"].format(**who, **ends, **told, unit=_unit_of_difference(land, language))]


def _dependence(frame: pd.DataFrame, language: str) -> list[str]:
    """What the criterion depends on, where each point has one structure."""
    words, land = WORDS[language], landscape(frame)
    try:
        table = indices(frame)
    except InputProblems:  # the design measures no sensitivity: nothing can be said
        return []
    kind, said = str(table.attrs["kind"]), []
    title, _ = _named(land, language)
    for row in table.itertuples():
        scale = 100.0 if kind == "sobol" else 1.0
        size, low, high = figures(scale * row.effect, scale * row.effect_from, scale * row.effect_to)
        known = {factor.path: factor.called(language) for factor in land.experiment.factors}
        label = known.get(row.factor, words["structure"])
        told = {"title": title, "size": size, "from_": low, "to": high, "label": label}
        sentence = words[kind].format(**told, unit=_unit_of_difference(land, language))
        said.append(sentence[:1].upper() + sentence[1:])
    return said


def _value(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _spaced(unit: str) -> str:
    return f" {unit}" if unit else ""
