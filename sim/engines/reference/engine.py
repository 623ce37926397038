"""Run the reference engine: one plan, one year, one log."""

from __future__ import annotations

from mesa.agent import Agent

from sim.engines.plan import Plan
from sim.engines.reference.department import Department
from sim.engines.trace import Trace
from sim.folding import Ledger
from sim.world.year import Year


def simulate(plan: Plan, year: Year, *, check: bool = False) -> Trace:
    """Let an organisation live through a year.

    Parameters
    ----------
    plan : Plan
        See `engines.plan.make_plan`.
    year : Year
        Of the same scenario.
    check : bool
        Verify the accounting identities after every moment (slow).

    Returns
    -------
    Trace

    Raises
    ------
    BrokenInvariant
        An identity of the specification does not hold.
    """
    ledger = Ledger(year, len(plan.organisation.members))
    read = 0

    def verify(department: Department) -> None:
        nonlocal read
        ledger.take(department.rows[read:])
        read = len(department.rows)
        ledger.verify(department.clock.now)

    department = Department(plan, year, verify if check else None)
    department.live()
    rows, moments, digest = department.rows, department.clock.moments, department.clock.digest
    ledger.take(rows[read:])
    facts = ledger.close(moments)
    forget(department)
    return Trace(facts, moments, digest, rows)


def forget(department: Department) -> None:
    """Let go of the run: Mesa 3.3 keeps every model in a table, and models, people and campaigns hold each other."""
    numbers = getattr(Agent, "_ids", None)
    if numbers is not None:
        numbers.pop(department, None)
    for task in department.tasks.values():
        task.successors.clear()
        task.released_by = None
    for campaign in department.campaigns.values():
        campaign.tasks.clear()
    for need in department.needs:
        need.requests.clear()
        need.extra = None
    department.__dict__.clear()
