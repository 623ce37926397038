"""The words in which the findings of a study are told, in English and Chinese; what they say is decided elsewhere."""

from __future__ import annotations

WORDS = {
    "en": {
        "criterion": "Declared criterion: {title}, {unit}, {better}; {points} points, n\u00a0=\u00a0{n} replications "
        "each.",
        "lower": "lower is better",
        "higher": "higher is better",
        "range": "{low} to {high}",
        "wins": "{structure} wins at {k} of {points} points{where}.",
        "no_wins": "No structure wins at any of the {points} points.",
        "where": ", all where {where}",
        "is": "{label} is {low}",
        "is_from": "{label} is {low} to {high}",
        "at": "{label} {value}",
        "undecided": "Undecided at {k} of {points} points, between {which}{where}. {promise}",
        "promise": "A structure wins where the paired 95 % intervals of all pairs at a point, which hold together, "
        "leave it ahead of every rival.",
        "decided": "No point is undecided. {promise}",
        "of": "{structures} at {k}",
        "others": "others at {k}",
        "overloaded": "{structure} is saturated in most years at {k} of {points} points{where}: lost there.",
        "infeasible": "{structure} cannot be formed, or comes out as another, at {k} of {points} points{where}.",
        "failed": "All runs of {structure} failed at {k} of {points} points{where}.",
        "undefined": "The criterion is undefined for {structure} at {k} of {points} points{where}.",
        "nobody": "Nobody can win at {k} of {points} points{where}.",
        "cross_one": "{after} overtakes {before} at {label} {value}{unit} ({low} to {high}, n\u00a0=\u00a0{n})"
        "{setting}.{more}",
        "cross_many": "{after} overtakes {before} along {label} at {k} of {lines} settings of the other factors, from "
        "{value}{unit} ({low} to {high}){setting} to {value2}{unit} ({low2} to {high2}){setting2}, "
        "n\u00a0=\u00a0{n}.{more}",
        "more": " So it does at {k} more, between {left} and {right}{unit}, where one of them is saturated.",
        "cross_bracket": "{after} overtakes {before} between {label} {left} and {right}{unit}, where one of them is "
        "saturated{setting}.",
        "below": "below {value}",
        "above": "above {value}",
        "setting": " at {setting}",
        "moves": "The contest of {one} and {other} depends most on {label}: from {low} to {high} their difference "
        "changes by {size} {unit} ({from_} to {to}, n\u00a0=\u00a0{n}).",
        "still": "No factor moves the contest of {one} and {other} by an amount that can be told from zero.",
        "sobol": "Of the variance of {title}, {label} accounts for {size} % ({from_} to {to}), alone or with others.",
        "morris": "{label} changes {title} by {size} {unit} on average over its whole range ({from_} to {to}).",
        "scale": "on a scale from 0 to 1",
        "structure": "the structure",
        "single": "Every point ran under one structure: who wins at a point cannot be said; what the result depends on "
        "can.",
    },
    "zh": {
        "criterion": "预先声明的标准：{title}，{unit}，{better}；共 {points} 个点，每点 n\u00a0=\u00a0{n} 次重复。",
        "lower": "越低越好",
        "higher": "越高越好",
        "range": "{low} 至 {high}",
        "wins": "{structure}在 {points} 个点中的 {k} 个胜出{where}。",
        "no_wins": "{points} 个点中没有任何结构胜出。",
        "where": "（{where}）",
        "is": "{label}为 {low}",
        "is_from": "{label}为 {low} 至 {high}",
        "at": "{label} {value}",
        "undecided": "{points} 个点中有 {k} 个未分胜负：{which}{where}。{promise}",
        "promise": "胜出指该点所有配对的 95 % 区间（同时成立）表明其领先于每个对手。",
        "decided": "所有点均已分出胜负。{promise}",
        "of": "{structures} {k} 个",
        "others": "其余 {k} 个",
        "overloaded": "{structure}在 {points} 个点中的 {k} 个多数年份饱和{where}，在该处判负。",
        "infeasible": "{structure}在 {points} 个点中的 {k} 个无法组建或与另一结构相同{where}。",
        "failed": "{structure}在 {points} 个点中的 {k} 个所有运行均失败{where}。",
        "undefined": "{structure}在 {points} 个点中的 {k} 个标准无定义{where}。",
        "nobody": "{points} 个点中有 {k} 个无可胜者{where}。",
        "cross_one": "{after}在{label} {value}{unit} 处超过{before}"
        "（{low} 至 {high}，n\u00a0=\u00a0{n}{setting}）。{more}",
        "cross_many": "沿{label}，{after}在其他因素的 {lines} 种取值中的 {k} 种下超过{before}：从 {value}{unit}"
        "（{low} 至 {high}{setting}）到 {value2}{unit}（{low2} 至 {high2}{setting2}），n\u00a0=\u00a0{n}。{more}",
        "more": "另有 {k} 种取值下也如此，在 {left} 与 {right}{unit} 之间，其中一方在此饱和。",
        "cross_bracket": "{after}在{label} {left} 与 {right}{unit} 之间超过{before}（其中一方在此饱和{setting}）。",
        "below": "低于 {value}",
        "above": "高于 {value}",
        "setting": "；{setting}",
        "moves": "{one}与{other}之争最取决于{label}：从 {low} 到 {high}，二者差异变化 {size} {unit}"
        "（{from_} 至 {to}，n\u00a0=\u00a0{n}）。",
        "still": "没有因素对{one}与{other}之争的影响能与零区分。",
        "sobol": "{title}的方差中，{label}（单独或与其他因素共同）占 {size} %（{from_} 至 {to}）。",
        "morris": "{label}在整个取值范围内使{title}平均变化 {size} {unit}（{from_} 至 {to}）。",
        "scale": "（0 至 1 的尺度）",
        "structure": "组织结构",
        "single": "每个点只运行一种结构：无法判断各点的胜者，但可以判断结果取决于什么。",
    },
}
