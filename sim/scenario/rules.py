"""The rules of behaviour as numbers: every parameter a decision point may use, with unit, range, source and confidence.

None of these numbers belongs to a structure: the same table rules every organisation that is compared. Where no
measured value was found the confidence says *assumption*, and it is shown as such wherever the parameter appears.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from sim.scenario.laws import LawSpec
from sim.vocabulary import parameter


class Section(BaseModel):
    """A table of a scenario file: closed, so that a misspelt key is an error, and frozen once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True, allow_inf_nan=False)


_NONE = "none"
_VDT = "after Jin & Levitt 1996 (Virtual Design Team), values recalled in teaching material"


class Attention(Section):
    """What a member picks next."""

    law: Literal["priority", "fifo", "lifo", "random", "mix"] = parameter(
        "priority",
        unit="word",
        source=_NONE,
        confidence="assumption",
        says="Order inside a class: campaign priority, first come, last come, a fresh draw at every pick, or a mix.",
    )
    mix: tuple[float, float, float, float] = parameter(
        (0.5, 0.2, 0.2, 0.1),
        unit="probabilities of priority, fifo, lifo, random",
        source=_VDT,
        confidence="anecdotal",
        says="Weights used by the law 'mix'.",
    )
    ranks: dict[str, int] = parameter(
        {
            "decision": 0,
            "answer": 1,
            "handover": 2,
            "rework": 3,
            "supervision": 4,
            "dated_task": 5,
            "chore": 6,
            "undated_task": 7,
        },
        unit="rank, lower is more urgent",
        source=_NONE,
        confidence="assumption",
        says="Which class of work comes first; chores stand between dated and undated tasks.",
    )
    slice_hours: float = parameter(
        2.0,
        unit="hours",
        above=0,
        source="González & Mark 2004 report far shorter spheres; a slice is the longest uninterrupted stretch",
        confidence="assumption",
        says="A member works this long before looking whether something more urgent waits.",
    )
    switching_hours: float = parameter(
        0.25,
        unit="hours",
        low=0,
        high=8,
        source="Mark et al. 2005: 23 min until return, of which only a part is lost labour",
        confidence="anecdotal",
        says="Time lost when a task or rework of another campaign is taken up.",
    )
    open_tasks_max: int = parameter(
        3,
        unit="tasks",
        low=1,
        high=100,
        source="Wheelwright & Clark 1992: two to three concurrent projects",
        confidence="anecdotal",
        says="A member pulls no further task from a backlog beyond this many open ones.",
    )
    chore_patience_hours: float = parameter(
        16.0,
        unit="hours",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="A chore that has waited this long rises one class.",
    )


class Closeness(Section):
    """How near two people work, derived from the groups they share."""

    ties: float = parameter(
        7.0,
        unit="people",
        above=0,
        source="team-size literature (Hackman 2002), order of magnitude",
        confidence="assumption",
        says="Number of working ties a person keeps up.",
    )
    floor: float = parameter(
        0.15,
        unit="share",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="Closeness of two people who share nothing but the department.",
    )
    gain: float = parameter(
        0.02,
        unit="share of what is missing, per exchange",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="Each finished handover or answer brings two people this much closer.",
    )
    decay: float = parameter(
        0.05,
        unit="share per week",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="Earned closeness fades by this share every week.",
    )


class Learning(Section):
    """One learning law for skill (by discipline) and familiarity (by line)."""

    start: float = parameter(
        0.4,
        unit="share",
        low=0.01,
        high=1,
        source="MIT SMR 2005: a new professional starts at a quarter to a half of full speed",
        confidence="anecdotal",
        says="Speed without any practice, k0.",
    )
    half_hours: float = parameter(
        200.0,
        unit="hours",
        above=0,
        source="20 weeks to full productivity (MIT SMR 2005, Mellon), about 16 productive hours a week",
        confidence="anecdotal",
        says="Practice after which half of the rest is learnt, h.",
    )
    line_start: float = parameter(
        0.7,
        unit="share",
        low=0.01,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="The same start for familiarity with a line.",
    )
    line_half_hours: float = parameter(
        200.0,
        unit="hours",
        above=0,
        source=_NONE,
        confidence="assumption",
        says="The same half practice for familiarity with a line.",
    )
    spill_over: float = parameter(
        0.05,
        unit="share",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="How much of a fully close colleague's practice counts as one's own.",
    )
    fade: float = parameter(
        0.01,
        unit="share per week",
        low=0.0001,
        high=0.5,
        source="skill decay reviews (Arthur et al. 1998), order of magnitude",
        confidence="assumption",
        says="Practice fades by this share every week.",
    )
    begin: Literal["settled", "fresh"] = parameter(
        "settled",
        unit="word",
        source=_NONE,
        confidence="assumption",
        says="Begin at the fixed point under the structure's expected hours, or from home profiles (a reorganisation).",
    )
    home_hours: float = parameter(
        800.0,
        unit="hours",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="Practice in the home discipline and home line with which a seat comes to a fresh organisation.",
    )


class Handover(Section):
    """What it takes to pass a task from one person to another; all linear in 1 - closeness."""

    brief_hours: float = parameter(
        1.5,
        unit="hours",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="Time the giver needs to brief a stranger.",
    )
    read_in_hours: float = parameter(
        2.0,
        unit="hours",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="Time the receiver needs to read in after a stranger.",
    )
    clarification: float = parameter(
        0.4,
        unit="probability",
        low=0,
        high=1,
        source="half of the tacit context lost at a hand-off (rule of thumb)",
        confidence="anecdotal",
        says="Probability that a stranger's briefing must be clarified.",
    )
    clarify_hours: float = parameter(
        0.5, unit="hours", low=0, source=_NONE, confidence="assumption", says="Time the giver needs to clarify."
    )
    transit_inside_hours: float = parameter(
        0.0,
        unit="hours",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="Delay of a handover into a group as close as can be; nobody's work.",
    )
    transit_across_hours: float = parameter(
        4.0,
        unit="hours",
        low=0,
        source="median e-mail answer 47 min to 2 h, mean 23 h (Yahoo Labs 2015; Boomerang)",
        confidence="anecdotal",
        says="Delay of a handover to complete strangers; nobody's work.",
    )


class Reuse(Section):
    """Finding what has already been made."""

    visibility: float = parameter(
        0.8,
        unit="probability",
        low=0,
        high=1,
        source="28 % of content is unfindable (SiriusDecisions)",
        confidence="survey",
        says="Probability to find a fully close colleague's asset on the topic.",
    )
    search_hours: float = parameter(
        2.0,
        unit="hours",
        low=0,
        source="2.8 h a week of searching (APQC 2021), about 0.6 tasks a week; half of it for assets",
        confidence="survey",
        says="Time spent looking before an asset is made.",
    )
    adaptation: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        source="relative cost of reuse 0.25-0.33 (software reuse metrics)",
        confidence="anecdotal",
        says="Share of the hours still needed when a fully usable asset is adapted, a.",
    )
    fresh_days: float = parameter(
        120.0,
        unit="days",
        above=0,
        source=_NONE,
        confidence="assumption",
        says="An asset older than this is not equivalent any more.",
    )
    start_probability: float = parameter(
        1.0,
        unit="probability per review",
        low=0,
        high=1,
        source="Bolton & Farrell 1990",
        confidence="assumption",
        says="Probability to make one's own although an asset in the making was found.",
    )
    review_hours: float = parameter(
        8.0,
        unit="hours",
        above=0,
        source="Bolton & Farrell 1990: one period",
        confidence="assumption",
        says="How often the asset in the making is looked at again.",
    )
    candidates_max: int = parameter(
        8,
        unit="assets",
        low=1,
        high=64,
        source=_NONE,
        confidence="assumption",
        says="How many candidates are looked at, newest first.",
    )


class Exceptions(Section):
    """When work does not come out as hoped."""

    base: float = parameter(
        0.1,
        unit="probability",
        low=0,
        high=1,
        source=_VDT + ": 0.05-0.10",
        confidence="anecdotal",
        says="Probability that a task of middling complexity fails its check, p0.",
    )
    skill_gap: float = parameter(
        2.0,
        unit="factor",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="How much complexity times missing skill raises the probability, a.",
    )
    missed: float = parameter(
        0.5,
        unit="factor per missed exchange",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="How much each missed exchange raises the probability, b.",
    )
    cap: float = parameter(
        0.9, unit="probability", low=0, high=1, source=_NONE, confidence="assumption", says="Highest probability."
    )
    rounds_max: int = parameter(
        4,
        unit="rounds",
        low=1,
        high=1000,
        source=_NONE,
        confidence="assumption",
        says="Checks of one task; the last is passed with its risk.",
    )
    rework: Literal["share", "redraw"] = parameter(
        "share",
        unit="word",
        source=_VDT,
        confidence="assumption",
        says="Rework takes a share of the task's hours, or its hours are drawn anew.",
    )
    rework_share: float = parameter(
        0.6,
        unit="share of the task's hours",
        low=0,
        source=_VDT + ": redo all of a part",
        confidence="anecdotal",
        says="Hours of a full rework.",
    )
    quick_fix_share: float = parameter(
        0.25,
        unit="share of the task's hours",
        low=0,
        source=_VDT + ": about half of a rework",
        confidence="anecdotal",
        says="Hours of a quick fix.",
    )
    severity: LawSpec = parameter(
        {"law": "uniform", "low": 0.0, "high": 1.0},
        unit="share of the campaign's amount",
        source=_NONE,
        confidence="assumption",
        says="How much is at stake in an exception.",
    )
    ignore_by_level: tuple[float, ...] = parameter(
        (0.5, 0.25, 0.1),
        unit="probability",
        source=_VDT + ": lower levels ignore more often",
        confidence="anecdotal",
        says="Probability that a decider so many levels above the maker ignores the exception; the last holds beyond.",
    )
    rework_by_level: tuple[float, ...] = parameter(
        (0.2, 0.4, 0.6),
        unit="probability",
        source=_VDT + ": higher levels ask for rework more often",
        confidence="anecdotal",
        says="Probability that it asks for rework; the rest is a quick fix.",
    )

    @model_validator(mode="after")
    def outcomes_are_probabilities(self) -> Exceptions:
        """Each level's outcomes sum to at most one."""
        for level, (ignore, redo) in enumerate(zip(self.ignore_by_level, self.rework_by_level, strict=False)):
            if ignore < 0 or redo < 0 or ignore + redo > 1.0:
                raise ValueError(
                    f"ignore_by_level + rework_by_level must stay within 0..1 at level {level} (got {ignore} + {redo})"
                )
        return self


class Decisions(Section):
    """Who decides, and how long it takes."""

    deciding: LawSpec = parameter(
        {"law": "lognormal", "mean": 0.55, "cv": 0.8},
        unit="hours",
        source="Filestage 2023: 30-33 minutes of reviewer labour a round",
        confidence="survey",
        says="Work of deciding one request.",
    )
    reading: LawSpec = parameter(
        {"law": "constant", "value": 0.25},
        unit="hours",
        source=_NONE,
        confidence="assumption",
        says="Work of reading a request and passing it on.",
    )
    transit_hours: float = parameter(
        1.0,
        unit="hours",
        low=0,
        source="median e-mail answer 47 min (Yahoo Labs 2015)",
        confidence="strong",
        says="Delay of a request between two desks; nobody's work.",
    )
    patience_hours: float = parameter(
        80.0,
        unit="hours",
        above=0,
        source=_NONE,
        confidence="assumption",
        says="After this long without a decider starting on it, the member decides alone (delegation by default).",
    )
    route: Literal["climb", "direct"] = parameter(
        "climb",
        unit="word",
        source=_NONE,
        confidence="assumption",
        says="A request is read by every level on its way, or goes to the decider at once.",
    )
    centralisation: float = parameter(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="after Jin & Levitt 1996",
        confidence="assumption",
        says="Probability that a decision nevertheless goes one level higher, repeated.",
    )
    authority: tuple[float, ...] = parameter(
        (1.0, 0.6, 0.2),
        unit="amount, 0..1",
        source=_NONE,
        confidence="assumption",
        says="What a seat so many levels below the top may decide at most; the last holds below, the top decides all.",
    )


class Gates(Section):
    """Sign-off of proposals by people who may misread them."""

    base_error: float = parameter(
        0.05,
        unit="probability",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="Probability that an expert signer misreads a face, e0.",
    )
    ignorance_error: float = parameter(
        0.4,
        unit="probability",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="How much missing skill (craft) or familiarity (fit) adds, e1.",
    )
    revise_share: float = parameter(
        0.1,
        unit="share of the task's hours",
        low=0,
        source="revision 10-20 % of a creative unit (Roaspig)",
        confidence="anecdotal",
        says="Hours of one round of revision.",
    )
    versions: LawSpec = parameter(
        {"law": "poisson", "mean": 2.3},
        unit="further versions",
        source="In-House Creative Management Report 2019; Filestage 2023: 3.2-3.7 versions",
        confidence="survey",
        says="Versions a proposal needs beyond the first before it is good; drawn with the world.",
    )


class Exchange(Section):
    """Questions between coupled tasks."""

    answer_hours: float = parameter(
        1.5,
        unit="hours",
        low=0,
        source="bundle of about six 15-minute questions",
        confidence="assumption",
        says="Work of answering one bundled question.",
    )
    transit: LawSpec = parameter(
        {"law": "lognormal", "median": 0.78, "sigma": 1.5},
        unit="hours",
        source="median e-mail answer 47 min (Yahoo Labs 2015); the queue at the desk is modelled apart",
        confidence="strong",
        says="Delay of a question between strangers; scaled by 1 - closeness.",
    )
    lost: float = parameter(
        0.2,
        unit="probability",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="Probability that a stranger's question is overlooked; scaled by 1 - closeness.",
    )
    patience_hours: float = parameter(
        24.0,
        unit="hours",
        above=0,
        source=_NONE,
        confidence="assumption",
        says="How long a finished task waits for its answers before they count as missed.",
    )


class Meetings(Section):
    """Meetings of every group with a lead, and the time a lead gives to reports."""

    base_hours: float = parameter(
        1.0,
        unit="hours a week",
        low=0,
        source="2.2-4 h of meetings a week in all (APQC 2021; Asana 2021), two groups' worth for those in two",
        confidence="survey",
        says="Length of a group's meeting, m0.",
    )
    per_member_hours: float = parameter(
        0.1,
        unit="hours a week and member",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="What each member adds to it, m1.",
    )
    every_weeks: int = parameter(
        2,
        unit="weeks",
        low=1,
        high=26,
        source=_NONE,
        confidence="assumption",
        says="A meeting of so many weeks' length is held every so many weeks.",
    )
    supervision_hours: float = parameter(
        0.5,
        unit="hours a week and weighted report",
        low=0,
        source="one-to-one talks of half an hour a week, practice",
        confidence="anecdotal",
        says="Time a lead gives to each direct report.",
    )


class Brand(Section):
    """Style belongs to people, and drifts."""

    drift: float = parameter(
        0.1,
        unit="style units per asset",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="Standard deviation by which a maker's style moves with every brand asset.",
    )
    pull_of_gates: float = parameter(
        0.2,
        unit="share",
        low=0,
        high=1,
        source="enforced guidelines double the odds of consistency (Demand Metric 2016), sign only",
        confidence="assumption",
        says="An accepted proposal pulls its maker's style so far towards the signer's.",
    )
    pull_of_closeness: float = parameter(
        0.05,
        unit="share per week",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="Every week a member's style moves so far towards the closeness-weighted mean of the others.",
    )
    tolerance: float = parameter(
        0.3,
        unit="style units",
        above=0,
        source=_NONE,
        confidence="assumption",
        says="Distance between two assets at which half of the consistency is lost.",
    )


class Ideas(Section):
    """What a campaign starts from."""

    ageing: float = parameter(
        0.4,
        unit="share",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="How much idea quality a line loses while its insight grows old.",
    )
    ageing_days: float = parameter(
        125.0,
        unit="days",
        above=0,
        source="half a working year: annual and quarterly plans",
        confidence="assumption",
        says="Age at which all of that is lost.",
    )
    signal_ages_days: float = parameter(
        20.0,
        unit="days",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="How much older a volatile signal makes a line's insight.",
    )


class Outcomes(Section):
    """What a campaign is worth; scales charts, drives nothing."""

    late_loss: float = parameter(
        0.02,
        unit="share per day late",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="Timeliness lost for each working day after the due time.",
    )
    timeliness_floor: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="What even a very late campaign keeps.",
    )
    risk_loss: float = parameter(
        0.3,
        unit="share per unit of ignored severity",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="Effect lost to ignored exceptions and proposals passed with their faults.",
    )
    oversell_loss: float = parameter(
        0.15,
        unit="share",
        low=0,
        high=1,
        source=_NONE,
        confidence="assumption",
        says="Effect lost when a promotion sells more than there is.",
    )
    oversell: float = parameter(
        0.15,
        unit="probability",
        low=0,
        high=1,
        source="stock-outs of advertised items 15 % (Coca-Cola Research Council 1996)",
        confidence="strong",
        says="Probability to oversell when a promotion goes live without confirmed stock.",
    )
    oversell_confirmed: float = parameter(
        0.03,
        unit="probability",
        low=0,
        high=1,
        source="online overselling 1-3 % (practitioner pages)",
        confidence="anecdotal",
        says="The same with confirmed stock.",
    )


class Borrowing(Section):
    """Help between groups, decided by a common superior."""

    after: int = parameter(
        6,
        unit="items waiting",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="A backlog longer than this may ask the nearest idle group for help.",
    )


class Absence(Section):
    """What happens to the work of an absent member."""

    hold_hours: float = parameter(
        24.0,
        unit="hours",
        low=0,
        source=_NONE,
        confidence="assumption",
        says="Up to this length an absent member keeps tasks and requests.",
    )
    loss: float = parameter(
        0.1,
        unit="share of the remaining work",
        low=0,
        source="half of tacit context lost at a hand-off (rule of thumb), upper bound",
        confidence="anecdotal",
        says="What the next person must do again when a task changes hands half-way.",
    )


class Switches(Section):
    """Each rule on or off, so that its effect can be ablated; off means as if the phenomenon did not exist."""

    assign: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="The fastest free member pulls; off: the longest idle.",
    )
    borrow: bool = parameter(
        True, unit="switch", source=_NONE, confidence="assumption", says="Groups borrow from each other; off: never."
    )
    handover: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Handovers cost briefing, reading in, clarifying and transit; off: nothing.",
    )
    reuse: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Assets are searched for and reused; off: all is made new and none of it counts as duplicated.",
    )
    ideas: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Ideas age and the best one seen is taken up; off: each idea is as drawn.",
    )
    switching: bool = parameter(
        True, unit="switch", source=_NONE, confidence="assumption", says="Changing campaign costs time; off: nothing."
    )
    slices: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Urgent items interrupt at the end of a slice; off: work is never interrupted by other work.",
    )
    learning: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Practice makes skill and familiarity; off: skill is talent, familiarity is full.",
    )
    exceptions: bool = parameter(
        True, unit="switch", source=_NONE, confidence="assumption", says="Work may fail its check; off: never."
    )
    climb: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Requests climb to whoever may decide; off: the maker decides on the spot.",
    )
    default: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="After patience the member decides alone; off: waits for ever.",
    )
    outcome: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Decisions may ask for rework or a fix; off: every exception is ignored.",
    )
    gates: bool = parameter(
        True, unit="switch", source=_NONE, confidence="assumption", says="Proposals need signatures; off: they pass."
    )
    conflict: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Two bosses may order one desk differently; off: the attention law rules.",
    )
    exchange: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Coupled tasks ask each other questions; off: none.",
    )
    counterpart: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Other departments take their time; off: they answer at once.",
    )
    meetings: bool = parameter(
        True, unit="switch", source=_NONE, confidence="assumption", says="Groups meet; off: never."
    )
    supervision: bool = parameter(
        True, unit="switch", source=_NONE, confidence="assumption", says="Leads give time to reports; off: none."
    )
    chores: bool = parameter(
        True, unit="switch", source=_NONE, confidence="assumption", says="Small routine requests arrive; off: none."
    )
    signals: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Signals unsettle open plans and age insight; off: they only call for their response campaign.",
    )
    absences: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Members are absent, leave, and are replaced; off: always there.",
    )
    outside: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Members have duties outside the department; off: none.",
    )
    brand: bool = parameter(
        True,
        unit="switch",
        source=_NONE,
        confidence="assumption",
        says="Styles drift and are pulled together; off: all keep one style.",
    )


class Rules(Section):
    """All behaviour parameters together; one table for every structure."""

    attention: Attention = Attention()
    closeness: Closeness = Closeness()
    learning: Learning = Learning()
    handover: Handover = Handover()
    reuse: Reuse = Reuse()
    exceptions: Exceptions = Exceptions()
    decisions: Decisions = Decisions()
    gates: Gates = Gates()
    exchange: Exchange = Exchange()
    meetings: Meetings = Meetings()
    brand: Brand = Brand()
    ideas: Ideas = Ideas()
    outcomes: Outcomes = Outcomes()
    borrowing: Borrowing = Borrowing()
    absence: Absence = Absence()
    switches: Switches = Switches()
