"""A quick look answers while a class is waiting: a smaller department with as much work for each of its people.

Seats are cut to at most 24, and campaigns in the same proportion, so that nobody is busier or idler than before. What
size itself brings (layers, closeness in large groups, desks through which all must pass) is not to be read from it.
"""

from __future__ import annotations

from sim.scenario.schema import Scenario

SEATS = 24
REPLICATIONS = 5


def quick(scenario: Scenario, seats: int = SEATS) -> Scenario:
    """A scenario that is no larger than can be run while one waits.

    Parameters
    ----------
    scenario : Scenario
    seats : int
        Most seats to keep.

    Returns
    -------
    Scenario
        The same where it is small enough, or where its seats are listed one by one. Otherwise with fewer seats, the
        volume of campaigns cut in proportion, and a title that says so.
    """
    staffing = scenario.staffing
    if staffing.seats <= seats or staffing.seat or scenario.custom is not None:
        return scenario
    share = seats / staffing.seats
    title, title_zh = scenario.title, scenario.title_zh
    return scenario.model_copy(
        update={
            "staffing": staffing.model_copy(update={"seats": seats}),
            "volume": scenario.volume * share,
            "title": f"{title} (quick look: {seats} of {staffing.seats} people)",
            "title_zh": f"{title_zh}（速览：{staffing.seats} 人中的 {seats} 人）" if title_zh else "",
        }
    )
