"""Known answers about structures: who relays messages, what is made twice, and which interactions are coordinated."""

from __future__ import annotations

from functools import cache
from typing import Any

from sim.study.known import duplication, grouping, luck, queues, routes, sights
from sim.study.known.case import Case, Curve, Reading, Trial, World
from sim.vocabulary import TICK_PER_HOUR, TICK_PER_WEEK

HOURS_A_WEEK = TICK_PER_WEEK // TICK_PER_HOUR


def cases() -> tuple[Case, ...]:
    """The cases of this file, in the order of the report."""
    return (shared_asset(), watch_and_start(), star_and_tree(), pairs())


def shared_asset() -> Case:
    """Made unseen."""
    lines = ("a", "b", "c", "d")

    def trial(units: int, needing: float) -> Trial:
        expected = duplication.shared_asset_share(units, needing)
        reading = Reading("share made again", "", expected, 0.01, sights.duplicated)
        changes: dict[str, Any] = {}
        for kind in ("poster", "film", "page", "letter"):
            changes[f"campaign.{kind}.participation"] = needing
            changes[f"campaign.{kind}.lines"] = list(lines[:units])
        name = f"{units} lines, each with probability {needing:g}"
        return Trial(
            name, (World("shared_asset", changes),), (reading,), (), needing if units == 4 else None, units == 4
        )

    return Case(
        "shared_asset",
        "Shared assets: what is made twice if nobody looks",
        "Counting; derived here",
        "Of what several units need on the same occasion only one piece would have to be made. If nobody sees what "
        "the others make, the rest is duplicated; a central unit would make none of it twice.",
        "1 - (1 - (1 - s)^n) / (n s)",
        "Dated campaigns in which a line takes part with probability s; assets are generic and lines alike, "
        "visibility is 0, and the hours booked as duplicated are compared with all hours of making.",
        (trial(4, 0.5), trial(4, 0.25), trial(3, 0.3), trial(4, 1.0)),
        "probability that a line needs the asset (4 lines)",
        (0.02, 1.0),
        (Curve("share made again", lambda s: duplication.shared_asset_share(4, s)),),
    )


def watch_and_start() -> Case:
    """Bolton and Farrell."""
    period, discount, cost, longest = 0.1, 0.9, 0.4, 60

    def trial(starting: float) -> Trial:
        readings = (
            Reading("both make it", "", duplication.both_start(starting), 0.02, sights.both_started(period)),
            Reading(
                "periods to the first start",
                "periods",
                duplication.periods_waited(starting),
                0.02 if starting < 0.6 else 0.04,
                sights.periods_waited(period),
            ),
            Reading(
                "value lost to delay",
                "",
                duplication.delay_loss(starting, discount, cost),
                0.02 if starting < 0.6 else 0.04,
                sights.losses(period, discount, cost, late=True),
            ),
            Reading(
                "value lost to duplication",
                "",
                duplication.duplication_loss(starting, discount, cost),
                0.02,
                sights.losses(period, discount, cost, late=False),
            ),
        )
        held = [round(number * period, 1) for number in range(longest)]
        weights = [starting * (1.0 - starting) ** number for number in range(longest)]
        law = {"law": "table", "values": held, "weights": weights}
        kinds = ("poster", "film", "page", "letter")
        changes = {f"campaign.{kind}.task.hold_back.hours": law for kind in kinds}
        return Trial(f"p = {starting:g}", (World("watch_and_start", changes),), readings, (), starting)

    return Case(
        "watch_and_start",
        "Watch and start: duplication against delay",
        "Bolton and Farrell (1990)",
        "Two units that cannot talk but can watch each other either begin at once and risk to do the same thing "
        "twice, or hold back and lose time. The bolder they are, the more is duplicated and the less is lost to "
        "delay.",
        "P(both) = p / (2 - p); E wait = (1 - p)^2 / (1 - (1 - p)^2); losses to delay (1 - p (2 - p) / (1 - d (1 - "
        "p)^2)) (1 - S), to duplication p^2 S / (1 - d (1 - p)^2); d = 0.9, S = 0.4",
        "Each line holds back for a geometric number of periods and then makes the asset, unless a finished one is "
        "found: what is begun in one period is finished and seen in the next. Discounting is applied to the times "
        "of the log.",
        tuple(trial(starting) for starting in (0.3, 0.5, 0.7)),
        "probability to start in a period",
        (0.05, 0.95),
        (
            Curve("value lost to delay", lambda p: duplication.delay_loss(p, discount, cost)),
            Curve("value lost to duplication", lambda p: duplication.duplication_loss(p, discount, cost)),
        ),
    )


def star_and_tree() -> Case:
    """Congestion on reporting lines."""
    star, tree = routes.star(30), routes.tree(5, 3)

    def world(file: str, rate: float, days: int) -> World:
        settling = queues.settling_days(30.0 * rate)  # the boss of the star is the busiest of all
        return World(file, {"messages.per_week": HOURS_A_WEEK * rate, **queues.horizon(settling, days)})

    def trial(file: str, rate: float, days: int) -> Trial:
        superior = star if file == "star" else tree
        expected = routes.delivery_time(superior, rate)
        reading = Reading(f"delivery, {file}", "h", expected, 0.02, sights.time_of(taken=sights.delivery_times))
        busy = rate * sum(routes.burdens(superior)) / (len(superior) - 1)
        known = (luck.messages(), luck.passing_on(busy))
        return Trial(f"{file}, rate {rate:g}", (world(file, rate, days),), (reading,), known, rate, rate == 0.02)

    def collapse(file: str) -> Trial:
        expected = routes.collapse_rate(star if file == "star" else tree)
        reading = Reading("rate of collapse", "/h", expected, 0.02, sights.busy_seat(0, 0.025))
        return Trial(f"{file}, from the load at 0.025", (world(file, 0.025, 500),), (reading,), quick=True)

    meet = routes.crossing_rate(star, tree)
    low, high = 0.024, 0.0275
    both = tuple(world(file, rate, 1500) for rate in (low, high) for file in ("star", "tree"))
    crossed = sights.crossing(low, high, taken=sights.delivery_times)
    crossing = Reading("rate at which the tree becomes faster", "/h", meet, 0.03, crossed)
    curve = {
        name: cache(lambda rate, superior=superior: routes.delivery_time(superior, rate))
        for name, superior in (("star", star), ("tree", tree))
    }
    rates = {0.01: 500, 0.02: 800, 0.025: 2500, 0.03: 6000}
    return Case(
        "star_and_tree",
        "Star against tree: when one boss is one boss too few",
        "After Guimerà, Díaz-Guilera, Vega-Redondo, Cabrales and Arenas (2002); product form, Kelly (1979)",
        "With few messages one boss for all is the shortest way; with many, the boss is where they pile up, and a "
        "tree with a level more is faster although every message takes longer ways. The flat form wins below 0.0258 "
        "messages an hour and member, and collapses at 0.0333; the tree collapses at 0.04.",
        "delivery (1 / (N rate)) x sum of l / (1 - l), l = rate B / (N - 1); collapse (N - 1) / max B",
        "31 members who do nothing but write (`messages`), each to every other alike, along the line: the sender and "
        "everybody on the way take an exponential hour, the receiver none. `per_week` sets the rate, forty times that "
        "of an hour. The crossing is found on a straight line between 0.024 and 0.0275, whose bend moves it by less "
        "than 0.3 %.",
        (
            *(trial(file, rate, days) for file in ("star", "tree") for rate, days in rates.items()),
            collapse("star"),
            collapse("tree"),
            Trial("search between 0.024 and 0.0275", both, (crossing,), (luck.messages(0), luck.messages(1))),
        ),
        "messages an hour and member",
        (0.001, 0.031),
        (Curve("delivery, star", curve["star"]), Curve("delivery, tree", curve["tree"])),
    )


def pairs() -> Case:
    """Harris and Raviv, the terms without a condition."""
    product, activity = 0.8, 0.3

    def trial(file: str, name: str, products: bool, activities: bool) -> Trial:
        expected = grouping.coordinated(product, activity, products, activities)
        tolerance = 0.02 if products else 0.03
        readings = [Reading("coordinated interactions", "", expected, tolerance, sights.coordinated)]
        if products and activities:
            wide = grouping.company_wide(product, activity)
            readings.append(Reading("all four coordinated", "", wide, 0.005, sights.all_coordinated(4), absolute=True))
        elif products:
            readings.append(Reading("both coordinated", "", product**2, 0.01, sights.all_coordinated(2), absolute=True))
        return Trial(name, (World(file, {"horizon.window": 500}),), tuple(readings), quick=products and not activities)

    return Case(
        "pairs",
        "Which interactions a grouping coordinates",
        "After Harris and Raviv (2002); payoffs reconstructed, so the page claims no published value",
        "People coordinate with those in their own group. Groups by product coordinate what happens inside "
        "products, groups by activity what happens inside activities, and belonging to both coordinates both, at "
        "twice the price.",
        "coordinated interactions: 2 p by product, 2 r by activity, 2 p + 2 r by both or in one group; p = 0.8, r = "
        "0.3",
        "Four tasks a campaign, coupled in pairs with probability p or r (`asks`); a question inside a group is "
        "always answered, one across never (closeness 1 and 0, `lost` 1). The chief executive who is called only if "
        "it pays has no counterpart in the model: those payoffs are computed below, with the probabilities "
        "simulated here.",
        (
            trial("pairs_by_product", "by product", True, False),
            trial("pairs_by_activity", "by activity", False, True),
            trial("pairs_by_both", "by product and by activity", True, True),
            trial("pairs_one_group", "one group", True, True),
        ),
        page=payoff_page,
    )


def payoff_page() -> str:
    """Which grouping pays, for two price levels: computed, not simulated."""
    rows = ["| cost of a manager | chief's time | best grouping | payoff |", "|---|---|---|---|"]
    for manager, chief in ((0.2, 0.5), (0.2, 3.0), (0.35, 1.0), (0.35, 2.5), (0.35, 4.0), (0.5, 3.0), (0.9, 4.0)):
        found = grouping.payoffs(0.8, 0.3, 5.0, manager, chief)
        name = grouping.best(0.8, 0.3, 5.0, manager, chief)
        rows.append(f"| {manager:g} | {chief:g} | {name} | {found[name]:.3f} |")
    text = (
        "Computed and not simulated: p = 0.8, r = 0.3, a company-wide interaction is worth 5 more. Managers cost "
        "money, the chief executive's time is worth something elsewhere; which grouping pays follows from both.\n\n"
    )
    return text + "\n".join(rows)
