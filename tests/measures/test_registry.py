"""Catches a measure that cannot be shown, found or trusted: no unit, no Chinese, a name mistyped, an empty run."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from measures.by_hand import DAY, HOUR, about, facts

from sim.errors import InputProblems
from sim.measures import registry
from sim.measures.registry import FAMILIES, evaluate, measure, measures

EVERY = tuple(measures())


@pytest.mark.parametrize("name", EVERY)
def test_a_measure_says_what_it_is(name: str) -> None:
    one = measures()[name]
    assert one.name == name
    assert one.family in FAMILIES
    assert all((one.title, one.title_zh, one.unit, one.unit_zh, one.source, one.says))
    assert one.direction in (-1, 0, 1)
    assert any("一" <= sign <= "鿿" for sign in one.title_zh), "the Chinese title is not Chinese"
    assert one.says.endswith(".")


def test_titles_are_not_shared() -> None:
    for titles in ([one.title for one in measures().values()], [one.title_zh for one in measures().values()]):
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", EVERY)
def test_a_run_in_which_nothing_happened_has_no_number_or_a_plain_one(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for run in (facts(), facts(campaigns=[{"standard": HOUR}]), facts(campaigns=[{"cohort": 0, "ended": DAY}])):
            value = evaluate(run, about(), [name])[name]
            assert isinstance(value, float)
            assert not np.isinf(value)


def test_a_measure_mistyped_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(InputProblems, match=r'there is no measure "decision_dalay"; did you mean "decision_delay"\?'):
        evaluate(facts(), about(), ["decision_dalay", "leads"])


def test_two_measures_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match='two measures named "leads"'):

        @measure(title="Leads", title_zh="负责人", unit="seats", unit_zh="人", direction=0)
        def leads(facts: object, about: object) -> float:
            return 0.0


def test_a_new_measure_is_one_decorated_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_MEASURES", dict(registry._MEASURES))

    @measure(title="Seats", title_zh="岗位数", unit="seats", unit_zh="人", direction=0)
    def seats(facts: object, about: object) -> float:
        """How many there are,
        counted.

        Not part of the definition.
        """
        return 7.0

    one = measures()["seats"]
    assert (one.says, one.source, one.headline) == ("How many there are, counted.", "none", False)
    assert evaluate(facts(), about(), ["seats"]) == {"seats": 7.0}
    assert list(measures())[-1] == "seats", "families that nobody ordered come last"
