"""What the campaigns ask for: the tasks with all that chance decides about them before anyone works on them.

A task is addressed by its campaign and its own name, and each of its qualities is drawn on a stream of its own. How
many versions a proposal needs belongs to the world as well: one number is drawn for the proposal, a fair coin says
whether craft or fit needs all of them, and the other face needs a uniform part. The better the signers the sooner the
proposal passes, but no signer changes what it needs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import normal_quantiles, rounds
from sim.randomness import Stream, Words, entries, keys, uniforms
from sim.scenario.draws import draws, draws_ticks
from sim.scenario.laws import SLOTS
from sim.scenario.schema import Scenario
from sim.vocabulary import MILLION
from sim.world.campaigns import Coming
from sim.world.plans import Plans, plans_of
from sim.world.rows import in_turn
from sim.world.topics import numbered, topic_codes
from sim.world.year import Column, Tasks


def draw_tasks(scenario: Scenario, seed: int, replication: int, coming: Coming) -> tuple[Tasks, Column, Column]:
    """Tasks of the campaigns, each campaign's together and in the order of its kind.

    Parameters
    ----------
    scenario : Scenario
    seed, replication : int
    coming : Coming

    Returns
    -------
    tasks : Tasks
    predecessors : Column
        Task rows, all tasks' predecessors one after another.
    first : Column
        Row of each campaign's first task, and last the number of tasks.
    """
    key = keys(seed, replication)
    plans = plans_of(scenario)
    lengths = plans.lengths[coming.kind]
    first = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths)))
    campaign, spec = in_turn(lengths)
    plan = plans.first[coming.kind[campaign]] + spec
    words = entries(plans.names[plan], coming.address[campaign])
    columns = dict(zip(plans.fixed, np.take(plans.table, plan, axis=1), strict=True))
    columns |= {"campaign": campaign, "spec": spec}
    columns["idea"] = below_one(uniforms(entries(key[Stream.IDEA], words), 0))
    columns["drift"] = rounds(MILLION * normal_quantiles(uniforms(entries(key[Stream.STYLE], words), 0)))
    columns["predecessor_from"] = np.cumsum(columns["predecessor_count"]) - columns["predecessor_count"]

    dated = columns["live"].nonzero()[0]
    columns["date"][dated] = coming.date[campaign[dated]]
    called = plans.calls[plan].nonzero()[0]
    streams = np.array([key[Stream.HOURS], key[Stream.COUNTERPART]], dtype=np.uint64)
    laws, subjects = np.append(plan, plans.response[plan[called]]), np.append(words, words[called])
    times = draws_ticks(plans.times, laws, np.repeat(streams, [len(plan), len(called)]), subjects)
    columns["ticks"], columns["counterpart"][called] = times[: len(plan)], times[len(plan) :]
    made = plans.makes[plan].nonzero()[0]
    makers = campaign[made]
    codes = topic_codes(plans.topics, plan[made], coming.address[makers], coming.period[makers], key[Stream.TOPIC])
    columns["topic"][made] = numbered(codes)
    chance = uniforms(entries(key[Stream.GENERIC], words[made]), 0)
    columns["generic"][made] = chance < plans.generic[plan[made]]
    proposed = plans.counts_versions[plan].nonzero()[0]
    fit, craft = _versions(plans, plan[proposed], key[Stream.VERSIONS], words[proposed])
    columns["fit_version"][proposed], columns["craft_version"][proposed] = fit, craft
    return Tasks(**columns), _predecessors(plans, coming.kind, first[:-1]), first


def below_one(uniforms: NDArray[np.float64]) -> Column:
    """Uniform numbers in millionths, strictly between 0 and 1."""
    return 1 + (uniforms * (MILLION - 1)).astype(np.int64)


def _versions(plans: Plans, plan: Column, versions_key: int, proposals: Words) -> tuple[Column, Column]:
    """First good version of fit and of craft; a proposal with one face needs all versions of that face."""
    needed = rounds(draws(plans.versions, np.zeros_like(plan), versions_key, proposals))
    states = entries(versions_key, proposals)  # the two numbers below read the slots of a law each, as the first does
    part = (needed * uniforms(states, 2 * SLOTS)).astype(np.int64)
    face = plans.face[plan]
    fit_first = (face > 0) | ((face == 0) & (uniforms(states, SLOTS) < 0.5))
    return np.where(fit_first, needed, part), np.where(fit_first, part, needed)


def _predecessors(plans: Plans, kinds: Column, first: Column) -> Column:
    """Rows of the predecessors, all campaigns' one after another, each campaign's in the order of its kind."""
    campaign, place = in_turn(plans.links[kinds])
    rows: Column = plans.after[plans.first_link[kinds[campaign]] + place] + first[campaign]
    return rows
