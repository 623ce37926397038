"""Catches a rule that is not the same in both engines: random departments, every row of the log compared.

Whole hours try the order of ties, fractions try every rounding; own organisations, too much work, many people and
single switches try the corners that the shipped scenarios never reach.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from twin import worlds
from twin.running import CALM, agree


@settings(max_examples=20, deadline=None, suppress_health_check=CALM, derandomize=True)
@given(world=worlds.whole())
def test_where_ties_decide(world: worlds.World | None) -> None:
    agree(world)


@settings(max_examples=15, deadline=None, suppress_health_check=CALM, derandomize=True)
@given(world=worlds.fine())
def test_where_every_rounding_shows(world: worlds.World | None) -> None:
    agree(world)


@settings(max_examples=15, deadline=None, suppress_health_check=CALM, derandomize=True)
@given(world=worlds.own())
def test_in_organisations_of_their_own(world: worlds.World | None) -> None:
    agree(world)


@settings(max_examples=12, deadline=None, suppress_health_check=CALM, derandomize=True)
@given(world=worlds.pressed())
def test_under_too_much_work_or_work_that_takes_no_time(world: worlds.World | None) -> None:
    agree(world)


@settings(max_examples=6, deadline=None, suppress_health_check=CALM, derandomize=True)
@given(world=worlds.large())
def test_with_more_people_than_bits_in_a_word(world: worlds.World | None) -> None:
    agree(world)


@settings(max_examples=12, deadline=None, suppress_health_check=CALM, derandomize=True)
@given(world=worlds.switched())
def test_with_one_rule_alone_or_one_rule_missing(world: worlds.World | None) -> None:
    agree(world)


@settings(max_examples=15, deadline=None, suppress_health_check=CALM, derandomize=True)
@given(world=worlds.formal())
def test_with_questions_kept_for_meetings(world: worlds.World | None) -> None:
    agree(world)


MANY = settings(max_examples=500, deadline=None, suppress_health_check=CALM)


@pytest.mark.slow
@MANY
@given(world=worlds.whole())
def test_five_hundred_where_ties_decide(world: worlds.World | None) -> None:
    agree(world)


@pytest.mark.slow
@MANY
@given(world=worlds.fine())
def test_five_hundred_where_every_rounding_shows(world: worlds.World | None) -> None:
    agree(world)


@pytest.mark.slow
@MANY
@given(world=worlds.own())
def test_five_hundred_organisations_of_their_own(world: worlds.World | None) -> None:
    agree(world)


@pytest.mark.slow
@MANY
@given(world=worlds.pressed())
def test_five_hundred_under_pressure(world: worlds.World | None) -> None:
    agree(world)


@pytest.mark.slow
@MANY
@given(world=worlds.large())
def test_five_hundred_large_departments(world: worlds.World | None) -> None:
    agree(world)


@pytest.mark.slow
@MANY
@given(world=worlds.switched())
def test_five_hundred_with_single_switches(world: worlds.World | None) -> None:
    agree(world)


@pytest.mark.slow
@MANY
@given(world=worlds.formal())
def test_five_hundred_with_questions_kept_for_meetings(world: worlds.World | None) -> None:
    agree(world)
