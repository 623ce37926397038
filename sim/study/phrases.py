"""The words of the findings, in English and Chinese; what they say of numbers is decided elsewhere."""

from __future__ import annotations

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
