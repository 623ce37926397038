"""Every word a figure may show, in English and Chinese, under one stable name.

Names of bookings and states are those of `sim.vocabulary` in lower case; names of structures are those of the
registry of architectures, and this is presentation only: an unknown structure keeps the name it has. Titles and units
of measures are not here, they are declared with the measure.
"""

from __future__ import annotations

import re
from typing import Any

LANGUAGES = ("en", "zh")
Word = tuple[str, str]

STRUCTURES: dict[str, Word] = {
    "lean": ("Lean", "精简式"),
    "functional": ("Functional", "职能式"),
    "matrix": ("Matrix", "矩阵式"),
    "divisional": ("Divisional", "事业部制"),
    "custom": ("Custom", "自定义"),
}

BOOKINGS: dict[str, Word] = {
    "direct": ("direct work", "直接工作"),
    "chore": ("chores", "日常杂务"),
    "handover": ("handovers", "交接"),
    "exchange": ("questions, answers", "沟通问答"),
    "deciding": ("deciding", "决策审批"),
    "meeting": ("meetings", "会议"),
    "supervision": ("supervision", "带人管理"),
    "search": ("searching for assets", "查找素材"),
    "switching": ("switching", "切换活动"),
    "mechanism": ("running mechanisms", "机制运行"),
    "rework": ("rework", "返工"),
    "duplicated": ("duplicated work", "重复劳动"),
    "outside": ("outside duties", "部门外事务"),
    "absent": ("absent or vacant", "缺勤或空缺"),
    "idle": ("idle", "空闲"),
}

STATES: dict[str, Word] = {
    "worked": ("worked on", "执行"),
    "rework": ("rework", "返工"),
    "handover": ("handover", "交接"),
    "exchange": ("awaiting an answer", "等待答复"),
    "decision": ("awaiting a decision", "等待决策"),
    "waiting": ("waiting for a person", "等待人手"),
    "counterpart": ("another department", "等待其他部门"),
    "asset": ("an asset in the making", "等待素材"),
    "date": ("a fixed date", "等待既定日期"),
}

GROUPS: dict[str, Word] = {
    "making": ("Making", "产出"),
    "coordinating": ("Coordinating", "协调"),
    "repeating": ("Repeating", "重做"),
    "away": ("Away or idle", "不在岗或空闲"),
    "working": ("At work", "工作中"),
    "between": ("Between people", "人与人之间"),
    "waiting": ("Waiting", "等待"),
}

NAMES: dict[str, Word] = {
    "department": ("department", "部门"),
    "direction": ("direction", "部门负责人"),
    "headquarters": ("headquarters", "总部"),
    "insight": ("insight", "洞察"),
    "brand": ("brand", "品牌"),
    "digital": ("digital", "数字营销"),
    "crm": ("CRM", "客户运营"),
    "events": ("events", "活动"),
    "data": ("data", "数据"),
    "and": ("and", "与"),
    "director": ("director", "总监"),
    "manager": ("manager", "经理"),
    "specialist": ("specialist", "专员"),
}
"""Words in the names that the architectures and the default staffing give; other names are shown as they are."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

PHRASES: dict[str, Word] = {
    "lower": ("← lower is better", "← 越低越好"),
    "higher": ("higher is better →", "越高越好 →"),
    "better_left": ("← better", "← 更好"),
    "better_right": ("better →", "更好 →"),
    "saturated": ("saturated in {k} of {n}", "{n} 次中 {k} 次饱和"),
    "no_mean": ("no finite mean", "均值不存在"),
    "nothing": ("There is nothing to show: the table is empty.", "没有可显示的内容：表为空。"),
    "minus": ("{a} − {b}", "{a} − {b}"),
    "foot_runs": ("n = {n} replications", "n = {n} 次重复"),
    "foot_means": ("means of n = {n} replications", "n = {n} 次重复的均值"),
    "foot_seed": ("seed {seed}", "种子 {seed}"),
    "foot_interval": ("{interval} interval", "{interval} 区间"),
    "foot_result": ("result {fingerprint}", "结果 {fingerprint}"),
    "foot_saturated": ("saturated runs: {which}", "饱和的运行：{which}"),
    "foot_cut": ("axes marked * do not start at zero", "标 * 的坐标轴不从零开始"),
    "of": ("{structure} in {k} of {n}", "{structure}（{n} 次中 {k} 次）"),
    "comma": (", ", "，"),
    "and": ("; ", "；"),
    "headline_title": (
        "Headline measures by structure, mean and {interval} interval",
        "各组织结构的主要指标：均值与 {interval} 区间",
    ),
    "headline_hollow": (
        "A hollow marker is a structure with saturated runs: work waiting grew without end",
        "空心标记表示该结构有饱和的运行：积压工作持续增长",
    ),
    "differences_title": (
        "Differences between structures facing the same years, mean and {interval} interval",
        "同样的年份下各结构的配对差异：均值与 {interval} 区间",
    ),
    "differences_sub": (
        "Filled marker: the interval excludes zero; hollow marker: it does not",
        "实心：区间不含零；空心：区间含零",
    ),
    "ablation_title": (
        "What each rule does, rule off minus rule on, mean and {interval} interval",
        "各规则的作用（关闭减开启）：均值与 {interval} 区间",
    ),
    "ablation_sub": (
        "The rules with the largest effects. Filled marker: the interval excludes zero; all intervals hold together",
        "列出作用最大的规则。实心：区间不含零；全部区间同时成立",
    ),
    "hours_title": ("Where the hours go, % of yearly capacity", "工时去向，占全年总工时的 %"),
    "hours_sub": (
        "Hours of all seats; each bar sums to capacity, shares below 3 % are not labelled",
        "全部岗位的工时；每条合计为总工时，低于 3 % 不标注",
    ),
    "hours_total": ("{hours} h", "{hours} 小时"),
    "lead_time_title": (
        "Where the lead time of a campaign goes, mean working days",
        "活动周期的时间去向，平均工作日",
    ),
    "lead_time_sub": (
        "Finished campaigns, along the realised critical path; each bar sums to the mean lead time",
        "已完成的活动，沿实际关键路径；每条合计为平均周期",
    ),
    "days": ("{days} days", "{days} 天"),
    "unit_days": ("days", "天"),
    "campaigns": ("{n} campaigns", "{n} 个活动"),
    "latency_title": (
        "How long a decision takes, working days by the level that decides",
        "决策需要多久：按决策层级，工作日",
    ),
    "latency_sub": (
        "Thin line: 5 to 95 % of needs; thick bar: the middle half; large marker: half are decided by then; "
        "bar across: nine in ten",
        "细线：5 % 至 95 % 的请求；粗条：中间一半；大标记：一半请求已决；竖线：九成已决",
    ),
    "latency_axis": ("working days from need to decision (square-root axis)", "从提出到决定的工作日（平方根坐标）"),
    "latency_needs": ("needs", "请求数"),
    "latency_none": ("no needs decided here", "本级无决策"),
    "level_0": ("Level 0: decided by the member who has the need", "0 级：提出者自己决定"),
    "level_1": ("Level 1: one step above", "1 级：上一级决定"),
    "level_2": ("Level 2: two steps above", "2 级：上两级决定"),
    "level_3+": ("Level 3+: three or more steps above", "3 级及以上：上三级或更高"),
    "level": ("Level {level}", "{level} 级"),
    "desks_title": ("Load per desk: time busy and items waiting", "各岗位负荷：忙碌时间与排队事项"),
    "desks_sub": (
        "One dot per seat, busiest first; diamonds are leads; the busiest desk is named",
        "每点一个岗位，由忙到闲排列；菱形为负责人；标出最忙的岗位",
    ),
    "desks_busy": ("busy, % of\npresent time", "忙碌，占\n在岗时间 %"),
    "desks_waiting": ("items waiting,\nyearly mean", "排队事项，\n全年均值"),
    "desks_rank": ("seats, busiest first", "岗位，由忙到闲"),
    "lead": ("lead", "负责人"),
    "member": ("member", "成员"),
    "timeline_title": (
        "The year: time busy and open campaigns, weekly means",
        "全年走势：忙碌时间与进行中的活动，周均值",
    ),
    "timeline_busy": ("Seats busy, % of present time", "岗位忙碌，占在岗时间 %"),
    "timeline_open": ("Open campaigns, number", "进行中的活动，个"),
    "timeline_axis": ("month in which the week starts", "周起始月份"),
    "timeline_week": ("week", "周"),
    "orgchart_title": ("{structure}: who reports to whom, {n:,} seats", "{structure}：汇报关系，{n:,} 个岗位"),
    "orgchart_groups": (
        "{structure}: groups and their seats, {n:,} seats in all",
        "{structure}：部门与人数，共 {n:,} 个岗位",
    ),
    "seat": ("seat {seat}", "岗位 {seat}"),
    "seats": ("{n:,} seats", "{n:,} 个岗位"),
    "more_groups": ("{groups} more groups", "另有 {groups} 个部门"),
    "facts": ("{seats:,} seats in {layers} layers, {leads} leads", "{seats:,} 个岗位，{layers} 层，{leads} 位负责人"),
    "spans": ("Direct reports per lead", "每位负责人的直接下属"),
    "spans_unit": ("people, solid + dotted lines", "人，实线 + 虚线"),
    "spans_rest": ("{n} more leads, {low} to {high} each", "另 {n} 位，各 {low} 至 {high} 人"),
    "spans_mean": ("mean {mean}, largest {largest}", "平均 {mean}，最大 {largest}"),
    "grades": ("Seats by grade", "各职级岗位数"),
    "grade": ("grade {grade}: {n}", "职级 {grade}：{n}"),
    "notes": ("Notes", "说明"),
    "number_seat": ("number in a box: the seat", "框内数字：岗位编号"),
    "number_seats": ("number in a box: its seats", "框内数字：岗位数"),
    "solid": ("solid line: reports to", "实线：直接汇报"),
    "dotted": ("dotted line: second superior", "虚线：第二上级"),
    "dotted_groups": ("dotted line: superiors outside the branch", "虚线：本分支之外的上级"),
    "twice": ("{n} seats belong to two groups and are counted in both", "{n} 个岗位属于两个部门，各计一次"),
    "liaisons": ("not drawn: {n} liaison ties", "未画出：{n} 条联络关系"),
}

COUNTED = "campaign|day|group|lead|layer|replication|seat|liaison tie"
"""English nouns that lose their s after a single one."""


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
    text = PHRASES[name][LANGUAGES.index(language)].format(**values)
    return re.sub(rf"(?<![\d.,])1 ({COUNTED})s\b", r"1 \1", text)


def word(words: dict[str, Word], name: str, language: str) -> str:
    """A single word of one of the dictionaries of this file."""
    return words[name][LANGUAGES.index(language)]


def structure(name: str, language: str) -> str:
    """How a structure is called in a figure; words that are not known are kept, so that variants stay readable."""
    return _translated(STRUCTURES, name, language)


def named(name: str, language: str) -> str:
    """How a group, a title or a grade is called in a figure; words that are not known are kept."""
    return _translated(NAMES, name, language)


def _translated(dictionary: dict[str, Word], name: str, language: str) -> str:
    """A name with the words in the dictionary translated, its underscores as spaces and its first letter a capital."""
    place = LANGUAGES.index(language)
    shown = re.sub(r"[A-Za-z]+", lambda found: dictionary.get(found[0], (found[0],) * 2)[place], name.replace("_", " "))
    shown = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", shown)
    return shown[:1].upper() + shown[1:]


def title(measure: Any, language: str) -> str:
    """Title of a measure, as its declaration gives it."""
    return str(measure.title_zh if language == "zh" else measure.title)


def unit(measure: Any, language: str) -> str:
    """Unit of a measure, as its declaration gives it."""
    return str(measure.unit_zh if language == "zh" else measure.unit)


def month(number: int, language: str) -> str:
    """Short name of a month, 1 to 12."""
    return f"{number}月" if language == "zh" else MONTHS[number - 1]
