"""Sentences about numbers. Catches a sentence that the numbers do not carry: a winner where there is no difference, a
sign turned round, a saturated year counted as won, a structure called best that is none of its own.
"""

from __future__ import annotations

from math import nan
from types import SimpleNamespace
from typing import Any

import pytest

from sim.measures.registry import Measure, measures
from sim.study.entrants import Entrants
from sim.study.findings import figures, findings, listed, tell
from sim.study.pool import Sample
from sim.study.ranking import contenders, find
from sim.study.tables import Values, runs_table

DELAY = measures()["decision_delay"]
GROWTH = measures()["skill_growth"]


def values(measure: Measure, **years: list[float]) -> Values:
    """Values of one measure by structure; no year is saturated."""
    return {
        **{(name, measure.name): given for name, given in years.items()},
        **{(name, "saturated"): [0.0] * len(given) for name, given in years.items()},
    }


def test_the_best_is_told_against_the_baseline_and_ahead_of_the_next() -> None:
    years = values(DELAY, a=[9.0, 9.0, 9.0], b=[5.0, 6.0, 7.0], c=[6.0, 7.0, 8.0])
    found = find(DELAY, years, ["a", "b", "c"], "a")
    assert found is not None
    assert (found.best, found.rival, found.next_best, found.first, found.replications) == ("b", "a", "c", 3, 3)
    assert tell(found).replace("\u00a0", " ") == (
        "Decisions wait 3.0 working days less per campaign under b than under a (0.5 to 5.5, n = 3); "
        "b comes first in 3 of 3 years, 1.0 days per campaign ahead of c, next best."
    )


def test_the_baseline_itself_is_told_against_the_next_best() -> None:
    found = find(DELAY, values(DELAY, a=[1.0, 1.0, 1.0], b=[3.0, 3.0, 3.0], c=[2.0, 2.0, 2.0]), ["a", "b", "c"], "a")
    assert found is not None
    assert (found.best, found.rival, found.next_best) == ("a", "c", "")


def test_where_the_interval_includes_zero_no_difference_is_seen() -> None:
    found = find(DELAY, values(DELAY, a=[4.0, 5.0, 6.0], b=[5.0, 3.0, 6.0]), ["a", "b"], "a")
    assert found is not None
    assert tell(found).startswith("Decision delay: no difference can be seen between b, best on average, and a (")


def test_higher_is_better_where_the_measure_says_so() -> None:
    found = find(GROWTH, values(GROWTH, a=[1.0, 1.0, 1.0], b=[2.0, 2.5, 3.0]), ["a", "b"], "a")
    assert found is not None
    assert found.best == "b"
    assert tell(found).startswith("Growth of skill is 1.5 percentage points higher under b than under a (")


def test_a_saturated_year_is_lost_and_a_tie_is_shared() -> None:
    years = values(DELAY, a=[1.0, 1.0, 3.0, 1.0], b=[2.0, 2.0, 3.0, 2.0])
    years["a", "saturated"] = [1.0, 0.0, 0.0, 0.0]
    found = find(DELAY, years, ["a", "b"], "b")
    assert found is not None
    assert (found.first, found.replications) == (3, 4)


def test_what_is_undefined_somewhere_is_judged_where_it_is_not() -> None:
    found = find(DELAY, values(DELAY, a=[1.0, nan, 1.0], b=[2.0, 2.0, 2.0], c=[nan, nan, nan]), ["a", "b", "c"], "b")
    assert found is not None
    assert (found.gap.n, found.first, found.replications) == (2, 2, 2)
    assert find(DELAY, values(DELAY, a=[nan], b=[nan]), ["a", "b"], "a") is None


def test_only_distinct_structures_that_carry_the_work_may_win() -> None:
    entrants = Entrants(("a", "b", "c", "d"), "a", not_distinct=("d",))
    assert contenders(entrants, {"a": 5, "b": 6}, 10) == ["a", "c"]


def comparison(saturated: dict[str, list[float]], not_distinct: tuple[str, ...] = ()) -> Any:
    """Three structures over two years; a is better than b and c in every headline measure."""
    samples = [
        Sample(
            name,
            year,
            bool(saturated.get(name, [0, 0])[year]),
            {one.name: level + year for one in measures().values() if one.name != "saturated"},
            {},
        )
        for level, name in ((1.0, "a"), (2.0, "b"), (3.0, "c"))
        for year in range(2)
    ]
    hit = {name: int(sum(years)) for name, years in saturated.items()}
    return SimpleNamespace(
        entrants=Entrants(("a", "b", "c"), "b", not_distinct=not_distinct),
        replications=2,
        saturated=hit,
        tables={"runs": runs_table(samples)},
    )


def test_a_comparison_has_a_sentence_for_each_headline_measure() -> None:
    found = findings(comparison({}))
    assert len(found) == sum(one.headline for one in measures().values())
    assert all("under a than under b" in sentence for sentence in found)


def test_what_must_be_known_first_stands_first() -> None:
    found = findings(comparison({"a": [1, 1], "b": [1, 0]}, ("c",)))
    assert found[0].startswith("Saturated: b in 1 of 2 years.")
    assert found[1].startswith("Saturated in most years: a in 2 of 2.")
    assert found[2].startswith("Not distinct: c.")
    assert all("b stands alone" in sentence for sentence in found[3:])


def test_nobody_is_called_best_where_nobody_may_be() -> None:
    assert findings(comparison({}, ("a", "b", "c")))[-1] == "No structure is left that could be called best."


def test_a_sentence_can_be_said_in_chinese() -> None:
    first = findings(comparison({}), "zh", {"a": "甲", "b": "乙", "c": "丙"}.__getitem__)[0]
    assert first.replace("\u00a0", " ") == (
        "每个活动等待决策的时间，甲比乙少 1.0 个工作日（1.0 至 1.0，n = 2）；2 年中甲有 2 年最优。"
    )


@pytest.mark.parametrize(
    ("given", "texts"),
    [
        ((3.14159, -2.0), ["3.1", "-2.0"]),
        ((0.234, -0.001), ["0.23", "0.00"]),
        ((1234.5, 10.0), ["1,234", "10"]),
        ((0.0, nan), ["0", "-"]),
    ],
)
def test_numbers_that_belong_together_have_the_same_decimals(given: tuple[float, ...], texts: list[str]) -> None:
    assert figures(*given) == texts


def test_words_are_listed_as_people_list_them() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert listed(["甲", "乙"], "zh") == "甲、乙"
