"""The words of an ablation, in English and Chinese: names of rules, heads of tables, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

CHINESE = {
    "assign": "最快者接活",
    "borrow": "借调",
    "handover": "交接",
    "reuse": "复用",
    "ideas": "创意借鉴与老化",
    "switching": "切换成本",
    "slices": "紧急插入",
    "learning": "学习",
    "exceptions": "异常",
    "climb": "逐级上报",
    "default": "逾期自决",
    "outcome": "返工与修补",
    "gates": "审批",
    "conflict": "优先级冲突",
    "exchange": "相互询问",
    "counterpart": "其他部门的回复",
    "meetings": "会议",
    "supervision": "带教",
    "chores": "杂务",
    "signals": "市场信号",
    "absences": "缺勤与离职",
    "outside": "部门外事务",
    "brand": "品牌风格",
    "messages": "日常消息",
    "closeness": "亲近度",
    "earned_closeness": "合作积累的亲近度",
    "spill_over": "经验外溢",
    "familiarity": "产品线熟悉度",
    "skill_gap": "技能缺口",
    "missed_exchange": "错过沟通的后果",
    "lost_questions": "遗漏询问",
    "misreading": "审批误判",
    "limits_of_authority": "金额权限",
    "reading_on_the_way": "途经层级阅读",
    "transit": "请求在途时间",
    "priority": "活动优先级",
    "open_tasks_limit": "在手任务上限",
    "chore_patience": "杂务升级",
    "reassignment": "长期缺勤转交",
    "lost_thread": "中途换人的损失",
}
"""Rules in Chinese; in English a rule is called by its own name."""

WORDS = {
    "en": {
        "intro": "{rules}, in {years} (seed {seed}, result"
        " `{fingerprint}`), under {structures}. An entry is the mean paired difference, rule off minus rule on,"
        " with an interval; {intervals} at 95 % (Bonferroni, Student's t, n = {n} unless said)."
        " Entries whose interval excludes zero are in **bold**. *Saturated*: work waiting kept"
        " growing in most years, so there is no mean.",
        **{"rules_one": "One rule is switched off", "rules_many": "Each of {n} rules is switched off in turn"},
        **{"years_one": "one and the same year", "years_many": "the same {n} years"},
        "intervals_one": "the one interval of this page's effects holds",
        "intervals_many": "all {n} intervals of this page's effects hold together",
        "left_out": "{structure} is left out: {reason}.",
        "alike": "it comes out the same as another structure in this scenario",
        "did_not_run": "none of its runs came to an end",
        "off_already": "Already without effect in this scenario, and left out: {rules}.",
        "effect": "What each rule does to: {title}",
        "effect_unit": "{unit}; {better}. With all rules on: {means}.",
        "lower": "lower is better",
        "higher": "higher is better",
        "rule": "Rule off",
        "means": "What is switched off",
        "silent": "No effect at all, in no structure and no year: {rules}.",
        "sets": "Set",
        "claims": "Which order of the structures hangs on which rule",
        "claims_intro": "A claim is a paired difference between two structures that excludes zero with all rules on."
        " It *falls* where, with a rule off, it can no longer be told from zero, and *turns* where the opposite is"
        " found. A claim that stands without a rule is not explained by it. The intervals of all pairs and rules of"
        " one measure hold together at 95 %.",
        "claim": "Claim",
        "lead": "With all rules on",
        "falls": "Falls without",
        "turns": "Turns without",
        "stands": "Stands without",
        "stands_count": "{k} of {of} rules",
        "nothing": "none",
        "no_claim": "No two structures can be told apart in this measure.",
        "line": "{title}: {winners}",
        "hangs": "{claim} by {lead} {unit} ({interval}); no longer so without: {rules}.",
        "hangs_on_none": "{claim} by {lead} {unit} ({interval}); stands without any single rule.",
        "below": "{one} below {other}",
        "above": "{one} above {other}",
        "saturated": "saturated",
        "undefined": "not defined",
        "to": "{low} to {high}",
        "comma": ", ",
        "winner": "Winner with all rules on: {winner}. Another winner without: {others}.",
        "nobody": "No structure wins with all rules on. A structure wins without: {others}.",
        "no_winner": "no structure wins",
        "and_wins": "{rule} ({winner})",
        "rules_head": "The rules",
        "stored": "Stored in {folder}: effects.parquet, claims.parquet, winners.parquet, index.md, index.html, the"
        " study they come from (runs.parquet, manifest.json), and figures/.",
    },
    "zh": {
        "intro": "在{years}中（种子 {seed}，结果 `{fingerprint}`），对 {structures} {rules}。"
        "表中为配对差异的均值（关闭减开启）及区间；本页效应的{intervals}"
        "（Bonferroni 校正，t 分布，未注明时 n = {n}）。区间不含零者以**粗体**表示。"
        "*饱和*：多数年份积压持续增长，故无均值。",
        **{"rules_one": "关闭 1 条规则", "rules_many": "逐一关闭 {n} 条规则"},
        **{"years_one": "同一年", "years_many": "相同的 {n} 年"},
        "intervals_one": "唯一区间以 95 % 成立",
        "intervals_many": "全部 {n} 个区间以 95 % 同时成立",
        "left_out": "{structure}未列入：{reason}。",
        "alike": "在此场景中与另一种结构相同",
        "did_not_run": "其运行无一完成",
        "off_already": "在本场景中本来就不起作用、故未列入的规则：{rules}。",
        "effect": "各规则对该指标的作用：{title}",
        "effect_unit": "{unit}；{better}。规则全部开启时：{means}。",
        "lower": "越低越好",
        "higher": "越高越好",
        "rule": "关闭的规则",
        "means": "关闭的内容",
        "silent": "在任何结构、任何年份中都毫无作用的规则：{rules}。",
        "sets": "设定",
        "claims": "结构间的高下取决于哪条规则",
        "claims_intro": "论断指规则全部开启时区间不含零的两结构配对差异。关闭某规则后看不出差异，则该论断*不再成立*；"
        "出现相反差异，则*反转*。关闭规则后仍成立的论断不能由该规则解释。"
        "同一指标的全部配对与规则的区间以 95 % 同时成立。",
        "claim": "论断",
        "lead": "规则全部开启时",
        "falls": "关闭后不再成立",
        "turns": "关闭后反转",
        "stands": "关闭后仍成立",
        "stands_count": "{of} 条规则中的 {k} 条",
        "nothing": "无",
        "no_claim": "在该指标上任何两种结构都看不出差异。",
        "line": "{title}：{winners}",
        "hangs": "{claim}，差 {lead} {unit}（{interval}）；关闭以下规则后不再如此：{rules}。",
        "hangs_on_none": "{claim}，差 {lead} {unit}（{interval}）；单独关闭任何一条规则后仍成立。",
        "below": "{one}低于{other}",
        "above": "{one}高于{other}",
        "saturated": "饱和",
        "undefined": "无定义",
        "to": "{low} 至 {high}",
        "comma": "、",
        "winner": "规则全部开启时的胜者：{winner}。关闭后胜者改变的规则：{others}。",
        "nobody": "规则全部开启时无结构胜出。关闭后有结构胜出的规则：{others}。",
        "no_winner": "无结构胜出",
        "and_wins": "{rule}（{winner}）",
        "rules_head": "规则一览",
        "stored": "已存入 {folder}：effects.parquet、claims.parquet、winners.parquet、index.md、index.html、"
        "所依据的研究（runs.parquet、manifest.json）以及 figures/。",
    },
}


def plain(name: str) -> str:
    """The name of a structure with its underscores as spaces."""
    return name.replace("_", " ")


@dataclass(frozen=True)
class Tongue:
    """In which language something is told, and how structures are called in it.

    Attributes
    ----------
    language : {"en", "zh"}
    called : function of str
        How a structure is called.
    """

    language: str = "en"
    called: Callable[[str], str] = plain

    def say(self, key: str, **values: object) -> str:
        """A phrase with its values filled in."""
        return WORDS[self.language][key].format(**values)

    def counted(self, key: str, n: int) -> str:
        """A phrase about so many of something."""
        return self.say(f"{key}_{'one' if n == 1 else 'many'}", n=n)

    def listed(self, names: Iterable[str]) -> str:
        """Words one after the other."""
        return WORDS[self.language]["comma"].join(names)

    def either(self, english: str, chinese: str) -> str:
        """One of two texts that stand elsewhere in both languages."""
        return chinese if self.language == "zh" else english


ENGLISH = Tongue()
