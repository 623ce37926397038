"""Known answers about decisions: signatures, panels, centralisation, levels, a busy boss, and limited patience."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.run import build, load
from sim.study.known import approvals, coordination, queues, sights
from sim.study.known.case import Case, Curve, Reading, Trial, World
from sim.study.known.luck import arrivals, deciding
from sim.vocabulary import Cause

if TYPE_CHECKING:
    from sim.engines.plan import Plan

HOURS_A_YEAR = 2000.0


def cases() -> tuple[Case, ...]:
    """The cases of this file, in the order of the report."""
    return (dual_sign_off(), two_bosses(), panel(), centralisation(), levels(), span(), default())


def dual_sign_off() -> Case:
    """Two bosses."""

    def trial(order: str, load: float, days: int) -> Trial:
        time = queues.both_sign_time if order == "parallel" else lambda load: queues.signs_in_turn_time(2, load)
        name = "side by side" if order == "parallel" else "in turn"
        reading = Reading(f"time to both signatures, {name}", "h", time(load), 0.02, sights.decision_time(Cause.GATE))
        changes = {
            "campaign.proposal.rate": load * HOURS_A_YEAR,
            "campaign.proposal.task.write.gate.order": order,
            **queues.horizon(queues.settling_days(load), days),
        }
        luck = (arrivals(), deciding(2.0 * load))
        world = World("dual_sign_off", changes)
        return Trial(f"{name}, load {load:g}", (world,), (reading,), luck, load, quick=load == 0.5)

    return Case(
        "dual_sign_off",
        "Dual sign-off: what a second signature costs",
        "Flatto and Hahn (1984), Nelson and Tantawi (1988)",
        "Two bosses who must both sign, asked at the same moment, take 40 to 46 % longer than one; asked one after "
        "the other they take twice as long.",
        "side by side (12 - rho) / 8 / (mu - lambda); in turn 2 / (mu - lambda)",
        "Tasks of no length, so that proposals reach the bosses as a Poisson stream; a gate with two named signers "
        "who accept whatever they read, in exponential time.",
        (
            trial("parallel", 0.3, 1000),
            trial("parallel", 0.5, 1000),
            trial("parallel", 0.7, 4000),
            trial("parallel", 0.8, 10000),
            trial("serial", 0.5, 1000),
            trial("serial", 0.8, 10000),
        ),
        "load of each boss",
        (0.05, 0.85),
        (
            Curve("time to both signatures, side by side", queues.both_sign_time),
            Curve("time to both signatures, in turn", lambda load: queues.signs_in_turn_time(2, load)),
        ),
    )


def bosses(plan: Plan) -> int:
    """How many different people sign what is made in the first discipline on the first line."""
    makers, derived = plan.derived.pullers[0][0][0], plan.derived
    found = {
        frozenset({derived.craft_signer(maker, 0, 0, 0), derived.fit_signer(maker, 0, frozenset({0}), 0)})
        for maker in makers
    }
    (signers,) = found
    return len(signers)


def two_bosses() -> Case:
    """Nelson and Tantawi, in the structures themselves."""
    file = "two_bosses"
    scenario = load(f"theory/{file}")
    signing = {name: bosses(build(scenario, name)) for name in scenario.structures}

    def trial(order: str, rho: float, days: int) -> Trial:
        two = queues.both_sign_time(rho) if order == "parallel" else queues.signs_in_turn_time(2, rho)
        times = {1: queues.team_time(1, rho), 2: two}
        readings = tuple(
            Reading(f"time to a sign-off, {name}", "h", times[number], 0.02, sights.decision_time(Cause.GATE, place))
            for place, (name, number) in enumerate(signing.items())
        )
        changes = {
            "campaign.proposal.rate": rho * HOURS_A_YEAR,
            "campaign.proposal.task.write.gate.order": order,
            **queues.horizon(queues.settling_days(rho), days),
        }
        name = "side by side" if order == "parallel" else "in turn"
        world = World(file, changes)
        return Trial(f"{name}, load {rho:g}", (world,), readings, (arrivals(), deciding(rho)))

    return Case(
        "two_bosses",
        "Two bosses: what dual reporting adds to a sign-off",
        "Flatto and Hahn (1984), Nelson and Tantawi (1988)",
        "The same proposals in the structures themselves: where a maker has one superior the sign-off takes as long "
        "as one queue, where craft and line have a boss each it takes 40 to 46 % longer, or twice as long if they "
        "are asked one after the other. Who signs is not told: it follows from the reporting lines.",
        "one boss 1 / (mu - lambda); two side by side (12 - rho) / 8 of it; two in turn 2 of it",
        "One discipline on one line has work, of no length; gates ask for both faces, craft and fit, and bosses "
        "read for an exponential time and err never. How many different bosses sign is read from the tables of each "
        "structure.",
        (trial("parallel", 0.5, 500), trial("parallel", 0.8, 5000), trial("serial", 0.5, 500)),
    )


def panel() -> Case:
    """Sah and Stiglitz."""

    def trial(reviewers: int, needed: int, good: bool, accepting: float, quick: bool) -> Trial:
        changes: dict[str, Any] = {
            "campaign.proposal.task.write.gate.signers": list(range(reviewers)),
            "campaign.proposal.task.write.gate.needed": needed,
            "campaign.proposal.task.write.gate.good": 1.0 if good else 0.0,
            "rules.gates.base_error": 1.0 - accepting if good else accepting,
            "horizon.window": 500,
        }
        passing, asked = (find(reviewers, needed, accepting) for find in (approvals.acceptance, approvals.reviews))
        readings = (
            Reading("share accepted", "", passing, 0.01, sights.accepted, absolute=True),
            Reading("reviews a proposal", "", asked, 0.01, sights.reviewed),
        )
        name = f"{needed} of {reviewers}, {'good' if good else 'bad'} proposal, p = {accepting:g}"
        return Trial(name, (World("panel", changes),), readings, quick=quick)

    trials = [
        trial(reviewers, needed, good, p, quick=reviewers == 3 and needed == 2 and pair == 0)
        for pair, qualities in enumerate((((True, 0.8), (False, 0.3)), ((True, 0.9), (False, 0.2))))
        for reviewers, most in ((2, 2), (3, 3))
        for needed in range(1, most + 1)
        for good, p in qualities
    ]
    return Case(
        "panel",
        "Hierarchy, polyarchy, committee: approvals as filters",
        "Sah and Stiglitz (1986); number of reviews derived here",
        "If all must agree, few bad proposals pass and many good ones are lost; if any one suffices, it is the "
        "other way round. The same choice also sets how many people have to look.",
        "accepted: sum over i >= k of C(n, i) p^i (1 - p)^(n - i); reviews until certain: for all of n (1 - p^n) / "
        "(1 - p)",
        "A gate with n named signers asked in turn, `needed` k, a refused proposal is dropped. Reviewers misread "
        "good and bad proposals alike (`base_error`), so a trial has one quality: good proposals at 1 - p_g, bad "
        "ones at p_b. A review takes exactly one hour, so the hours of deciding count reviews.",
        tuple(trials),
    )


def centralisation() -> Case:
    """Lead or head."""

    def trial(central: float, days: int) -> Trial:
        expected = coordination.central_delay(4, 0.2, central)
        reading = Reading("time to a decision", "h", expected, 0.02, sights.decision_time(Cause.EXCEPTION))
        changes = {
            "rules.decisions.centralisation": central,
            **queues.horizon(queues.settling_days(max(0.2, 0.8 * central)), days),
        }
        world = World("centralisation", changes)
        luck = (arrivals(), deciding(0.8))
        return Trial(f"share {central:g} to the head", (world,), (reading,), luck, central, quick=central in (0.0, 0.5))

    best = coordination.best_centralisation(4, 0.2)
    gain = coordination.central_delay(4, 0.2, 0.0) - coordination.central_delay(4, 0.2, best)
    saved = Reading("delay saved by a little", "h", gain, 0.2, sights.decisions_faster(Cause.EXCEPTION))
    settings = (
        World("centralisation"),
        World("centralisation", {"rules.decisions.centralisation": best}, same_year=True),
    )
    return Case(
        "centralisation",
        "Centralisation: a little helps, all of it quadruples the delay",
        "Derived here, after the centralisation parameter of Jin and Levitt (1996)",
        f"With four teams the delay is least when the head takes {best:g} of all exceptions, for then all five desks "
        "are equally loaded; when the head decides everything, delay is four times that of leads who decide alone.",
        "(1 - c) / (1 - x (1 - c)) + c / (1 - n x c), n = 4, x = 0.2; least at c = 1 / (n + 1)",
        "Tasks of no length that always fail their check once; leads may decide everything, and `centralisation` "
        "sends a share c one level higher, straight to the head.",
        (
            *(trial(c, 1000) for c in (0.0, best, 0.5)),
            trial(0.75, 2000),
            trial(1.0, 5000),
            Trial(f"share 0 against {best:g}, the same years", settings, (saved,), (arrivals(), deciding(0.8))),
        ),
        "share that goes to the head",
        (0.0, 1.0),
        (Curve("time to a decision", lambda c: coordination.central_delay(4, 0.2, c)),),
    )


def levels() -> Case:
    """Climbing."""
    expected = coordination.level_delay((0.5, 0.4, 0.2), (1.0, 0.4, 0.1))
    reading = Reading("time to a decision", "h", expected, 0.02, sights.decision_time(Cause.EXCEPTION))
    busier = coordination.level_delay((0.7, 0.56, 0.28), (1.0, 0.4, 0.1))
    full = Reading("time to a decision", "h", busier, 0.02, sights.decision_time(Cause.EXCEPTION))
    return Case(
        "levels",
        "Levels: how far a request climbs",
        "Burke (1956), thinning; derived here",
        "A request waits at every level it passes. Levels see thinned Poisson streams, so their delays add up, each "
        "weighted by the share of requests that get there.",
        "sum over levels of P(reach) / (mu - lambda of the level)",
        "Four leads, two directors, one head, with authority over 60, 90 and 100 % of the amounts; reading and "
        "deciding have the same exponential law. (With different laws the streams would not be Poisson and the sum "
        "not exact.)",
        (
            Trial(
                "load of a lead 0.5",
                (World("levels", queues.horizon(2.0 * queues.settling_days(0.5), 400)),),
                (reading,),
                (arrivals(),),
                quick=True,
            ),
            Trial(
                "load of a lead 0.7",
                (
                    World(
                        "levels",
                        {"campaign.case.rate": 1400.0, **queues.horizon(2.0 * queues.settling_days(0.7), 1500)},
                    ),
                ),
                (full,),
                (arrivals(),),
            ),
        ),
    )


def span() -> Case:
    """Management by exception."""

    def trial(makers: int, days: int) -> Trial:
        expected = 8.0 * coordination.boss_delay(makers, 2.0, 0.25, 0.25)
        reading = Reading("time to an answer", "h", expected, 0.03, sights.decision_time(Cause.EXCEPTION))
        lines = [f"m{number}" for number in range(1, makers + 1)]
        changes = {
            "campaign.job.lines": lines,
            **queues.horizon(2.0 * queues.settling_days(makers / 8.0), days),  # an answer takes two hours
        }
        world = World("management_by_exception", changes)
        luck = (arrivals(), deciding(makers / 8.0))
        return Trial(f"{makers} makers", (world,), (reading,), luck, float(makers), quick=makers == 4)

    return Case(
        "span",
        "Management by exception: how many people one boss can help",
        "After Garicano (2000); the boss as a queue derived here",
        "A boss who is asked about one task in four answers within a day as long as there are six people, takes two "
        "days with seven, and is never done with eight.",
        "h / (1 - n lambda e h), lambda = 2 a day, e = 0.25, h = 0.25 days (2 h)",
        "Each maker is an M/M/1 desk of half load with its own line, so exceptions reach the boss as a Poisson stream.",
        (trial(4, 5000), trial(6, 8000), trial(7, 16000)),
        "makers",
        (1.0, 7.3),
        (Curve("time to an answer", lambda n: 2.0 / (1.0 - n / 8.0)),),
    )


def default() -> Case:
    """Delegation by default."""

    def trial(load: float, patience: float, days: int) -> Trial:
        expected = queues.default_share(load, patience)
        reading = Reading("share decided by default", "", expected, 0.01, sights.defaulted, absolute=True)
        changes = {
            "campaign.case.rate": load * HOURS_A_YEAR,
            "rules.decisions.patience_hours": patience,
            "horizon.window": days,
        }
        name = f"load {load:g}, patience {patience:g} h"
        quick = load == 1.0 or patience == 1.0
        x = load if patience == 2.0 else None
        return Trial(name, (World("delegation_by_default", changes),), (reading,), (), x, quick)

    pairs = ((0.8, 1.0), (0.8, 2.0), (0.9, 4.0), (1.0, 2.0), (1.2, 2.0))
    return Case(
        "default",
        "Delegation by default: what is decided because the boss had no time",
        "Barrer (1957); re-derived here",
        "Whoever has waited in vain decides alone. The share decided in this way is finite even if more is asked "
        "than the boss can answer; a model without patience has no answer there.",
        "(1 - rho) rho e / (1 - rho^2 e), e = exp(-mu (1 - rho) tau); at rho = 1: 1 / (2 + mu tau)",
        "One boss, patience that ends when the boss has not begun on the request.",
        tuple(trial(load, patience, 1000) for load, patience in pairs),
        "load of the boss (patience 2 h)",
        (0.1, 1.5),
        (Curve("share decided by default", lambda load: queues.default_share(load, 2.0)),),
    )
