"""The words of the figures that show a study, in English and Chinese; those that all figures share are in `words`."""

from __future__ import annotations

from sim.show import words
from sim.show.words import Word

PHRASES: dict[str, Word] = {
    "map_title": ("Who wins where: {measure}", "各处最优的组织结构：{measure}"),
    "map_sub_lower": ("{unit}, lower is better", "{unit}，越低越好"),
    "map_sub_higher": ("{unit}, higher is better", "{unit}，越高越好"),
    "map_sub_cells": (
        "Full colour: the structure has won, its difference from every rival excludes zero. Pale, with ≈: undecided "
        "between the structures named. Number: lead over the next best",
        "实色：该结构胜出，与每个对手的差异区间均不含零；浅色带 ≈：所列结构之间未分胜负。数字：对次优者的领先幅度",
    ),
    "map_sub_letters": (
        "Full colour: the structure has won, its difference from every rival excludes zero. Pale, with ≈: undecided",
        "实色：该结构胜出，与每个对手的差异区间均不含零；浅色带 ≈：未分胜负",
    ),
    "map_sub_points": (
        "One marker per point of the design. Filled: the structure has won, its difference from every rival excludes "
        "zero; hollow: undecided, the best mean is shown",
        "每个标记为一个设计点。实心：该结构胜出，与每个对手的差异区间均不含零；空心：未分胜负，显示均值最优者",
    ),
    "map_undecided": ("undecided", "未分胜负"),
    "map_nobody": ("nobody can win", "无可胜者"),
    "map_overloaded": ("† saturated in most years: lost", "† 多数年份饱和：判负"),
    "map_infeasible": ("‡ cannot be formed, or comes out as another", "‡ 无法组建或与另一结构相同"),
    "map_failed": ("! runs failed", "! 运行失败"),
    "map_undefined": ("? not defined", "? 无定义"),
    "map_border": ("winner changes", "胜者更替"),
    "map_border_open": ("best mean changes, undecided", "最优均值更替，未分胜负"),
    "map_intervals": (
        "intervals of all pairs at a place hold together (Bonferroni, Student's t, paired by replication)",
        "每处所有配对的区间同时成立（Bonferroni 校正，t 分布，按重复配对）",
    ),
    "map_averaged": ("each cell is the mean over: {factors}", "每格为以下因素的均值：{factors}"),
    "varied_n": ("replications per place: {low} to {high}", "每处重复次数：{low} 至 {high}"),
    "tornado_title": (
        "What moves the contest of {one} and {other}: {measure}",
        "影响{one}与{other}之争的因素：{measure}",
    ),
    "tornado_sub": (
        "{one} minus {other}, {unit}, with each factor at its low end (hollow) and its high end (filled), the others "
        "at their average. Lines: intervals. Hatched: the effect cannot be told from zero",
        "{one}减{other}（{unit}）：各因素取低端（空心）与高端（实心），其余取平均。线：区间。斜线：效应与零无法区分",
    ),
    "tornado_effect": ("effect, low to high", "由低到高的效应"),
    "tornado_left": ("← {structure} better", "← {structure}更好"),
    "tornado_right": ("{structure} better →", "{structure}更好 →"),
    "tornado_fit": (
        "least-squares main effects over {points} points",
        "基于 {points} 个点的最小二乘主效应",
    ),
    "tornado_left_out": (
        "{k} points are left out, where one of the two is saturated in most years, cannot be formed or is undefined",
        "剔除 {k} 个点：其中一方多数年份饱和、无法组建或无定义",
    ),
    "sobol_title": ("Which factors matter: shares of the variance of {measure}", "因素的重要性：占{measure}方差的份额"),
    "sobol_sub": (
        "Filled: total index, the share that depends on the factor alone or with others; hollow: first-order index, "
        "the share of the factor alone. Lines: intervals. Hatched: cannot be told from zero",
        "实心：总效应指数（单独或与其他因素共同）；空心：一阶指数（单独）。线：区间。斜线：与零无法区分",
    ),
    "sobol_fit": ("Saltelli design, {points} base rows, bootstrap", "Saltelli 设计，{points} 组基样本，自助法"),
    "morris_title": ("Which factors matter: elementary effects on {measure}", "因素的重要性：对{measure}的基本效应"),
    "morris_sub": (
        "Mean absolute change over the whole range of the factor, {unit}. Lines: intervals. "
        "Hatched: cannot be told from zero",
        "因素在整个取值范围内引起的平均绝对变化（{unit}）。线：区间。斜线：与零无法区分",
    ),
    "morris_fit": ("Morris design, {points} trajectories, bootstrap", "Morris 设计，{points} 条轨迹，自助法"),
    "sobol_effect": ("total index", "总效应指数"),
    "morris_effect": ("mean effect", "平均效应"),
    "interval": ("{value} ({low} to {high})", "{value}（{low} 至 {high}）"),
    "structure": ("Structure", "组织结构"),
    "labelled": ("{label} ({unit})", "{label}（{unit}）"),
    "listing": (", ", "、"),
}


def say(name: str, language: str, **values: object) -> str:
    """A phrase in a language, with its values filled in.

    Parameters
    ----------
    name : str
        Key of `PHRASES`.
    language : {"en", "zh"}
        Language.
    **values
        What the phrase leaves open.
    """
    return words.word(PHRASES, name, language).format(**values)


def axis(factors: dict[str, dict[str, object]], path: str, language: str) -> str:
    """Label of a factor with its unit, as the study declared them; the structure has a word of its own."""
    told = factors.get(path)
    if told is None:
        return say("structure", language)
    label = str(told["label_zh" if language == "zh" else "label"])
    unit = str(told["unit_zh" if language == "zh" else "unit"])
    label = label[:1].upper() + label[1:]
    return say("labelled", language, label=label, unit=unit) if unit and unit.lower() != label.lower() else label


def level(value: object) -> str:
    """A value of a factor as people write it."""
    return f"{value:.4g}" if isinstance(value, float) else str(value).replace("_", " ")
