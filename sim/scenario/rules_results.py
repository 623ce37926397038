"""What comes of the work: how alike it looks, how good the ideas were, and what a campaign is worth."""

from __future__ import annotations

from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


class Brand(Section):
    """Style belongs to people, and drifts."""

    drift: float = parameter(
        0.1,
        unit="style units per asset",
        low=0,
        source=NO_SOURCE,
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
        source=NO_SOURCE,
        confidence="assumption",
        says="Every week a member's style moves so far towards the closeness-weighted mean of the others.",
    )
    tolerance: float = parameter(
        0.3,
        unit="style units",
        above=0,
        source=NO_SOURCE,
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
        source=NO_SOURCE,
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
        source=NO_SOURCE,
        confidence="assumption",
        says="How much older a volatile signal makes a line's insight.",
    )


class Outcomes(Section):
    """What a campaign is worth; scales charts, drives nothing."""

    late_loss: float = parameter(
        0.02,
        unit="share per day late",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Timeliness lost for each working day after the due time.",
    )
    timeliness_floor: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        source=NO_SOURCE,
        confidence="assumption",
        says="What even a very late campaign keeps.",
    )
    risk_loss: float = parameter(
        0.3,
        unit="share per unit of ignored severity",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Effect lost to ignored exceptions and proposals passed with their faults.",
    )
    oversell_loss: float = parameter(
        0.15,
        unit="share",
        low=0,
        high=1,
        source=NO_SOURCE,
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
