"""Every draw of the model and its address: stream, subject, occasion, and what becomes of the number.

The text stands here and not in the program because an address is spread over the file that draws; a test holds the list
against the streams of the program, and against the addresses that a run really reads.
"""

from __future__ import annotations

from typing import NamedTuple

from markdown import table

from sim.randomness import Stream


class Draw(NamedTuple):
    """What is drawn on a stream: by a law (slots of 64) or as one uniform number."""

    subject: str
    occasion: str
    becomes: str


DRAWS: dict[Stream, tuple[Draw, ...]] = {
    Stream.ARRIVAL: (
        Draw(
            '`named("campaign", kind, line)`',
            "n, number of the arrival in this process, from 0",
            "gap before arrival n: -log u x (one year / yearly rate), on the clock of the seasons",
        ),
    ),
    Stream.PARTICIPATION: (
        Draw("address of the campaign for that date", "0", "the line takes part if u < participation x volume"),
        Draw("the same", "1", "arrives spread x u earlier than its lead"),
    ),
    Stream.DUE: (Draw("campaign address", "0, by the law `due_days`", "due time after arrival, or after the date"),),
    Stream.AMOUNT: (Draw("campaign address", "0, by the law `amount`", "amount, rounded to millionths, at most 1"),),
    Stream.HOURS: (Draw("task address", "0, by the law `hours`", "standard ticks of the task"),),
    Stream.GENERIC: (Draw("task address", "0", "the asset is generic if u < `generic`"),),
    Stream.TOPIC: (
        Draw('`entry(named("topic", topic), campaign address)`', "0", "which topic of the pool: floor(u x `pool`)"),
    ),
    Stream.COUPLING: (
        Draw("pair address", "0", "the pair is coupled in this campaign if u < `probability`"),
        Draw(
            "pair address",
            "1 + way + 2 number",
            "fraction of the asker's work at which that question comes up: 1 + floor(u x 999,999) millionths",
        ),
    ),
    Stream.QUESTION: (
        Draw(
            "pair address",
            "way (0: the task that declares the coupling asks, 1: the other), by the law `questions`",
            "how many questions go that way, rounded",
        ),
    ),
    Stream.COUNTERPART: (Draw("task address", "0, by the law `response`", "ticks of the other department's reply"),),
    Stream.CHORE_ARRIVAL: (
        Draw('`named("chore", discipline, line)`', "n", "gap before chore n, as for campaigns, with seasons"),
    ),
    Stream.CHORE_HOURS: (Draw("the same", "n, by the law `chores.hours`", "ticks of chore n, at least 1"),),
    Stream.SIGNAL_ARRIVAL: (Draw('`named("signal", line)`', "n", "gap before signal n, without seasons"),),
    Stream.SIGNAL_KIND: (Draw("the same", "n", "a crisis if u < `crisis_share`, else a competitor's move"),),
    Stream.VOLATILITY: (
        Draw("2 x campaign row + 1", "signal row", "the open plan goes back to its decider if u < `volatility`"),
        Draw("2 x signal row", "0", "the line's insight ages if u < `volatility`"),
    ),
    Stream.ABSENCE: (Draw("seat", "n", "gap before absence n, without seasons"),),
    Stream.ABSENCE_LENGTH: (Draw("seat", "n, by the law `absences.days`", "its length, at least one hour"),),
    Stream.OUTSIDE: (
        Draw("seat", "n", "gap before block n of outside duty: round(-log u x block x (1 - share) / share)"),
    ),
    Stream.DEPARTURE: (Draw("seat", "n", "gap before departure n, without seasons"),),
    Stream.VACANCY: (
        Draw("seat", "n, by the law `absences.vacancy_days`", "length of the vacancy, at least one hour"),
    ),
    Stream.TALENT: (Draw("seat", "0, by the law `staffing.talent`", "talent, where the seat has none given"),),
    Stream.IDEA: (Draw("task address", "0", "idea of its asset: 1 + floor(u x 999,999) millionths"),),
    Stream.STYLE: (Draw("task address", "0", "style draw: normal quantile of u, rounded to millionths"),),
    Stream.VERSIONS: (
        Draw("task address", "0, by the law `rules.gates.versions`", "further versions V that the proposal needs"),
        Draw(
            "task address",
            "1, by the uniform law on 0..1 (so uniform number 64)",
            "below 1/2: fit needs all V and craft the part, else the other way round; with one face, that face",
        ),
        Draw("task address", "2, by the same law (uniform number 128)", "the part: floor(V x u)"),
        Draw(
            "2 x task row",
            "need's occasion x 1024 + round",
            "at a gate with `good`: this round's proposal is good if u < `good`",
        ),
    ),
    Stream.MESSAGE_ARRIVAL: (Draw("seat", "n", "gap before message n, without seasons"),),
    Stream.MESSAGE_RECEIVER: (
        Draw("seat", "n", "receiver of message n: floor(u x others), counted through those it may write to, by seat"),
    ),
    Stream.ATTENTION: (
        Draw(
            "seat for its desk, number of seats + group for a backlog",
            "number of the pick, from 1",
            "which item, under the laws `random` and `mix`; see section 5 of the submodels",
        ),
    ),
    Stream.CLARIFICATION: (Draw("task row", "0", "the giver is asked back if u < probability"),),
    Stream.VISIBILITY: (Draw("task row", "task row of the candidate", "the candidate is found if u < probability"),),
    Stream.START: (
        Draw("task row", "number of reviews so far", "waits for the asset in the making if u >= `start_probability`"),
    ),
    Stream.EXCEPTION: (Draw("task row", "number of the check, from 0", "the check fails if u < probability"),),
    Stream.SEVERITY: (
        Draw("task row", "number of the check, by the law `severity`", "severity of the failure, at most 1"),
    ),
    Stream.CENTRALISATION: (
        Draw("need", "need's occasion x 64 + steps gone up so far", "one level more if u < `centralisation`"),
    ),
    Stream.AUTHORITY_SIDE: (
        Draw("need", "need's occasion", "dotted lines hold authority for this need if u < p"),
        Draw(
            "2 x lower task row of a pair",
            "1,048,576 + higher task row",
            "a priority conflict over the pair can arise if u < p",
        ),
    ),
    Stream.OUTCOME: (Draw("need", "need's occasion", "ignore, rework or quick fix"),),
    Stream.DECIDING: (Draw("need", "slot address, by the law `deciding`", "ticks of deciding"),),
    Stream.READING: (Draw("need", "slot address, by the law `reading`", "ticks of reading and passing on"),),
    Stream.JUDGEMENT: (
        Draw(
            "need",
            "slot address with face (fit 1, craft 2) in place of the hop",
            "the signer misreads the face if u < probability",
        ),
    ),
    Stream.QUESTION_TRANSIT: (
        Draw("question row", "0, by the law `exchange.transit`", "ticks on the way between strangers"),
    ),
    Stream.OVERSELL: (Draw("campaign row", "0", "oversold if u < probability"),),
    Stream.REWORK_HOURS: (
        Draw("task row", "checks so far, from 1, by the law `hours`", "standard ticks of rework that is drawn anew"),
    ),
    Stream.ANSWERING: (Draw("question row", "0", "the question is overlooked if u < probability"),),
    Stream.FORMALISATION: (
        Draw("question row", "0", "kept for a meeting of the two, if they have one, if u < `formalisation`"),
    ),
    Stream.MESSAGE_HOURS: (
        Draw(
            "message row",
            "times passed on so far, by the law `hours`, at the receiver's by the law `reading`",
            "ticks of writing, passing on or reading",
        ),
    ),
}
"""What each stream that is read decides; the other streams have a number and are read nowhere."""


def draws() -> str:
    """The table of draws, and the streams that nobody reads."""
    rows = [
        (int(stream), f"`{stream.name}`", draw.subject, draw.occasion, draw.becomes)
        for stream, several in sorted(DRAWS.items())
        for draw in several
    ]
    spare = ", ".join(f"{int(stream)} `{stream.name}`" for stream in Stream if stream not in DRAWS)
    heads = ("No.", "Stream", "Subject", "Occasion", "What the number decides")
    return f"{table(heads, rows)}\n\nNumbers kept for later, read nowhere: {spare}."
