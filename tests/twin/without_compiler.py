"""Run the twin on small worlds with the compiler off, when the compiled engine is ordinary Python; see the test.

Prints one line for each department that was compared, and ends with 1 at the first difference.
"""

from __future__ import annotations

import sys

from hypothesis import Phase, assume, given, settings
from twin import worlds
from twin.running import CALM, FOLDERS, arranged, worked

from sim.engines.compiled.engine import simulate as compiled
from sim.engines.plan import Plan
from sim.engines.reference.engine import simulate as reference
from sim.engines.sentences import cast
from sim.engines.story import told
from sim.engines.twin import difference
from sim.scenario.schema import Scenario
from sim.world.year import Year

MOMENTS_MAX = 2_000


def compare(name: str, scenario: Scenario, plan: Plan, year: Year) -> None:
    """Tell the first difference and stop, or name what agrees."""
    one = reference(plan, year)
    found = difference(one, compiled(plan, year, log=True))
    if found is not None:
        print("\n".join(told(found, cast(scenario, plan, year))))
        sys.exit(1)
    print(f"agree: {name}", flush=True)


@settings(
    max_examples=int(sys.argv[1]), deadline=None, suppress_health_check=CALM, derandomize=True, phases=[Phase.generate]
)
@given(world=worlds.anything())
def departments(world: worlds.World | None) -> None:
    """Random departments of all kinds."""
    scenario, plan, year = arranged(world)
    assume(20 < reference(plan, year).moments < MOMENTS_MAX)
    compare("random", scenario, plan, year)


for folder in FOLDERS:
    compare(folder.name, *worked(folder))
departments()
