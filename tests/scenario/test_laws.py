"""Catches a law that is read wrongly from a file, or drawn with another mean, spread or shape than it names.

Files first: what is accepted, in which explicit form, and what is said about mistakes. Then draws at fixed seeds
against theory: four standard errors, which are computed from theory and not from the sample, and so small that they
mean something; the whole shape by Kolmogorov and Smirnov's test at level 1e-6; and exact values for other machines.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from scipy import stats

from sim.randomness import key, uniform_at
from sim.scenario import laws
from sim.scenario.laws import NAMES, PARAMETERS, Law, LawSpec, draw, draw_ticks, mean


class Job(BaseModel):
    """Something with a duration, as a scenario holds it."""

    hours: LawSpec


def law_of(given_, scale=1.0):
    return LawSpec.model_validate(given_).lower(scale)


def complaint(given_):
    """Place and message of the one mistake in a law."""
    with pytest.raises(ValidationError) as caught:
        Job.model_validate({"hours": given_})
    (error,) = caught.value.errors()
    return ".".join(str(part) for part in error["loc"]), error["msg"].removeprefix("Value error, ")


# Files


def test_a_number_is_a_constant():
    job = Job.model_validate({"hours": 20})
    assert job.model_dump() == {"hours": {"law": "constant", "value": 20.0}}
    assert job.hours.lower(3600) == Law(0, a=72000.0)


def test_a_table_keeps_what_the_author_wrote_and_nothing_else():
    written = {"hours": {"law": "lognormal", "median": 20.0, "cv": 0.5}}
    assert Job.model_validate(written).model_dump() == written
    assert Job.model_validate(written).model_dump(mode="json") == written


@pytest.mark.parametrize(
    ("given_", "place", "message"),
    [
        (
            {"law": "hyperexponential", "mean": 3, "cv": 0.8},
            "hours",
            'law "hyperexponential" needs cv above 1 (got 0.8)',
        ),
        ({"law": "gamma", "mean": 2}, "hours", 'law "gamma" needs cv (got nothing)'),
        (
            {"law": "lognormal", "mean": 2, "median": 3, "cv": 1},
            "hours",
            'law "lognormal" needs either mean or median (got both)',
        ),
        ({"law": "lognormal", "mean": 2}, "hours", 'law "lognormal" needs either cv or sigma (got neither)'),
        ({"law": "exponential", "mean": 2, "cv": 1}, "hours", 'law "exponential" takes mean, not cv'),
        (
            {"law": "lognormal", "mean": 2, "high": 1},
            "hours",
            'law "lognormal" takes mean or median and cv or sigma, not high',
        ),
        ({"law": "uniform", "low": 3, "high": 2}, "hours", 'law "uniform" needs low below high (got low 3, high 2)'),
        (
            {"law": "triangular", "low": 1, "mode": 9, "high": 4},
            "hours",
            'law "triangular" needs mode from low to high (got low 1, mode 9, high 4)',
        ),
        (
            {"law": "table", "values": [1, 2], "weights": [1]},
            "hours",
            'law "table" needs one weight for each value (got 2 values, 1 weights)',
        ),
        ({"law": "table", "values": [], "weights": []}, "hours", 'law "table" needs at least one weight above 0'),
        ({"law": "table", "values": [1], "weights": [0]}, "hours", 'law "table" needs at least one weight above 0'),
        ({"law": "poisson", "mean": 501}, "hours", 'law "poisson" needs mean up to 500 (got 501)'),
        ("20 h", "hours", "expected a number or a table such as {law = \"exponential\", mean = 8} (got '20 h')"),
        (True, "hours", 'expected a number or a table such as {law = "exponential", mean = 8} (got True)'),
        ({"law": "exponential", "mean": 0}, "hours.mean", "Input should be greater than 0"),
        ({"law": "exponential", "mean": "8"}, "hours.mean", "Input should be a valid number"),
        ({"law": "gamma", "mean": 8, "cv": 0}, "hours.cv", "Input should be greater than or equal to 0.001"),
        (-3, "hours.value", "Input should be greater than or equal to 0"),
        (math.inf, "hours.value", "Input should be a finite number"),
        ({"law": "exponential", "mean": 2, "cvv": 1}, "hours.cvv", "Extra inputs are not permitted"),
        ({"mean": 2}, "hours.law", "Field required"),
    ],
)
def test_mistakes_are_told_where_they_are(given_, place, message):
    assert complaint(given_) == (place, message)


def test_an_unknown_law_lists_the_known_ones():
    place, message = complaint({"law": "lognorml", "mean": 2, "cv": 1})
    assert place == "hours.law"
    assert message == (
        "unknown law 'lognorml', expected one of constant, uniform, exponential, gamma, hyperexponential, lognormal, "
        'triangular, table, poisson; did you mean "lognormal"?'
    )


def test_a_specification_is_frozen_and_hashable():
    spec = LawSpec.model_validate({"law": "table", "values": [1, 2], "weights": [1, 1]})
    with pytest.raises(ValidationError, match="frozen"):
        spec.law = "gamma"
    assert len({spec, spec.model_copy()}) == 1


def test_the_schema_takes_a_number_or_a_table():
    number, table = Job.model_json_schema()["$defs"]["LawSpec"]["anyOf"]
    assert number == {"type": "number", "minimum": 0}
    assert table["additionalProperties"] is False
    assert table["properties"]["law"]["enum"] == list(NAMES)


def test_each_law_says_what_it_takes():
    assert tuple(PARAMETERS) == NAMES
    assert {name for groups in PARAMETERS.values() for group in groups for name in group} == (
        set(LawSpec.model_fields) - {"law"}
    )


SIZES = st.floats(0.01, 1000.0)
CVS = st.floats(0.05, 5.0)
BOUNDS = st.lists(st.floats(0.0, 100.0), min_size=3, max_size=3, unique=True).map(sorted)
SPECS = st.one_of(
    st.fixed_dictionaries({"law": st.just("constant"), "value": st.floats(0.0, 1000.0)}),
    BOUNDS.map(lambda b: {"law": "uniform", "low": b[0], "high": b[2]}),
    st.fixed_dictionaries({"law": st.just("exponential"), "mean": SIZES}),
    st.fixed_dictionaries({"law": st.just("gamma"), "mean": SIZES, "cv": CVS}),
    st.fixed_dictionaries({"law": st.just("hyperexponential"), "mean": SIZES, "cv": st.floats(1.01, 5.0)}),
    *(
        st.fixed_dictionaries({"law": st.just("lognormal"), size: SIZES, spread: st.floats(0.05, 2.0)})
        for size in ("mean", "median")
        for spread in ("cv", "sigma")
    ),
    BOUNDS.map(lambda b: {"law": "triangular", "low": b[0], "mode": b[1], "high": b[2]}),
    st.fixed_dictionaries({"law": st.just("poisson"), "mean": st.floats(0.01, 500.0)}),
    st.lists(st.tuples(SIZES, SIZES), min_size=1, max_size=5).map(
        lambda rows: {"law": "table", "values": [row[0] for row in rows], "weights": [row[1] for row in rows]}
    ),
)


@given(SPECS)
def test_resolving_twice_changes_nothing(written):
    once = LawSpec.model_validate(written)
    assert LawSpec.model_validate(once.model_dump()) == once
    assert LawSpec.model_validate_json(once.model_dump_json()) == once
    assert LawSpec.model_validate(once.model_dump()).model_dump() == once.model_dump()


@given(SPECS, st.integers(0, 2**64 - 1), st.integers(0, 10**6), st.integers(0, 1000))
def test_the_scale_is_only_a_unit(written, key_, subject, occasion):
    in_hours, in_ticks = law_of(written), law_of(written, 3600.0)
    value = draw(in_hours, key_, subject, occasion)
    assert value >= 0.0
    assert draw(in_ticks, key_, subject, occasion) == pytest.approx(3600.0 * value, rel=1e-9, abs=1e-9)
    assert mean(in_ticks) == pytest.approx(3600.0 * mean(in_hours), rel=1e-12)
    assert draw_ticks(in_ticks, key_, subject, occasion) == math.floor(draw(in_ticks, key_, subject, occasion) + 0.5)


@given(SPECS)
def test_a_named_mean_is_the_mean(written):
    if "mean" in written:
        assert mean(law_of(written)) == pytest.approx(written["mean"], rel=1e-12)


# Draws

KEY = key(20260618, 0, 6)
N = 20_000


def with_moments(given_, theory):
    """A law with its mean, standard deviation, fourth central moment over the square of the variance, and cdf."""
    average, variance, excess = (float(moment) for moment in theory.stats(moments="mvk"))
    return pytest.param(given_, average, math.sqrt(variance), excess + 3.0, theory.cdf, id=str(given_["law"]))


def hyperexponential(average, cv):
    """The same from its definition: with probability p mean m1, else m2, and p m1 = (1 - p) m2."""
    p = (1.0 + math.sqrt((cv**2 - 1.0) / (cv**2 + 1.0))) / 2.0
    branches = ((p, average / (2.0 * p)), (1.0 - p, average / (2.0 * (1.0 - p))))
    raw = [math.factorial(k) * sum(weight * size**k for weight, size in branches) for k in range(5)]
    fourth = raw[4] - 4.0 * raw[3] * average + 6.0 * raw[2] * average**2 - 3.0 * average**4
    variance = raw[2] - average**2
    assert variance == pytest.approx((cv * average) ** 2)

    def cdf(x):
        return 1.0 - sum(weight * np.exp(-np.asarray(x) / size) for weight, size in branches)

    given_ = {"law": "hyperexponential", "mean": average, "cv": cv}
    return pytest.param(given_, average, math.sqrt(variance), fourth / variance**2, cdf, id="hyperexponential")


def lognormal(average, cv):
    sigma = math.sqrt(math.log1p(cv**2))
    return stats.lognorm(s=sigma, scale=average * math.exp(-(sigma**2) / 2.0))


CASES = [
    with_moments({"law": "uniform", "low": 2.0, "high": 10.0}, stats.uniform(2.0, 8.0)),
    with_moments({"law": "exponential", "mean": 8.0}, stats.expon(scale=8.0)),
    with_moments({"law": "gamma", "mean": 8.0, "cv": 0.5}, stats.gamma(4.0, scale=2.0)),
    with_moments({"law": "gamma", "mean": 8.0, "cv": 1.0}, stats.gamma(1.0, scale=8.0)),
    with_moments({"law": "gamma", "mean": 8.0, "cv": 1.6}, stats.gamma(1.0 / 2.56, scale=8.0 * 2.56)),
    hyperexponential(8.0, 2.0),
    with_moments({"law": "lognormal", "mean": 20.0, "cv": 0.5}, lognormal(20.0, 0.5)),
    with_moments({"law": "lognormal", "median": 5.0, "sigma": 0.6}, stats.lognorm(s=0.6, scale=5.0)),
    with_moments({"law": "triangular", "low": 1.0, "mode": 2.0, "high": 6.0}, stats.triang(0.2, 1.0, 5.0)),
    with_moments({"law": "triangular", "low": 1.0, "mode": 1.0, "high": 6.0}, stats.triang(0.0, 1.0, 5.0)),
]


@pytest.mark.parametrize(("given_", "average", "deviation", "kurtosis", "cdf"), CASES)
def test_draws_follow_the_law(given_, average, deviation, kurtosis, cdf):
    law = law_of(given_)
    draws = np.array([draw(law, KEY, subject, 0) for subject in range(N)])
    error_of_mean = deviation / math.sqrt(N)
    error_of_variance = deviation**2 * math.sqrt((kurtosis - 1.0) / N)
    assert error_of_mean < 0.015 * average
    assert error_of_variance < 0.08 * deviation**2
    assert mean(law) == pytest.approx(average, rel=1e-12)
    assert abs(draws.mean() - average) < 4.0 * error_of_mean
    assert abs(np.mean((draws - average) ** 2) - deviation**2) < 4.0 * error_of_variance
    assert stats.kstest(draws, cdf).pvalue > 1e-6


def test_the_shape_test_tells_laws_of_equal_mean_and_spread_apart():
    """Gamma and lognormal with the same two moments: if this passed unnoticed, so would a wrong law."""
    law = law_of({"law": "gamma", "mean": 20.0, "cv": 0.5})
    draws = [draw(law, KEY, subject, 0) for subject in range(N)]
    assert stats.kstest(draws, lognormal(20.0, 0.5).cdf).pvalue < 1e-6


def test_a_table_gives_its_values_in_proportion():
    law = law_of({"law": "table", "values": [1, 2, 8], "weights": [1, 0, 3]})
    assert (law.values, law.weights) == ((1.0, 8.0), (1.0, 3.0))
    assert mean(law) == 6.25
    draws = [draw(law, KEY, subject, 0) for subject in range(N)]
    assert set(draws) == {1.0, 8.0}
    assert abs(draws.count(8.0) / N - 0.75) < 4.0 * math.sqrt(0.75 * 0.25 / N)
    assert draws == [1.0 if uniform_at(KEY, subject, 0) < 0.25 else 8.0 for subject in range(N)]


@pytest.mark.parametrize("average", [0.3, 2.3, 40.0, 500.0])
def test_a_poisson_number_is_the_quantile_of_its_address(average):
    law = law_of({"law": "poisson", "mean": average})
    uniforms = np.array([uniform_at(KEY, subject, 0) for subject in range(2000)])
    assert [draw(law, KEY, subject, 0) for subject in range(2000)] == list(stats.poisson.ppf(uniforms, average))
    assert mean(law) == average


def test_a_poisson_number_counts_whole_units():
    assert draw(law_of({"law": "poisson", "mean": 40}, 3600.0), KEY, 0, 0) % 3600.0 == 0.0


@pytest.mark.parametrize(("average", "sigmas"), [(0.01, 70.0), (2.3, 18.0), (500.0, 9.0)])
def test_a_poisson_number_stays_small_at_the_very_end_of_the_uniform_numbers(average, sigmas):
    """There the sum of the probabilities may stop below u; a search that went on would end at any number."""
    assert laws._count(average, 1.0 - 2.0**-53) < average + sigmas * math.sqrt(average)


def test_two_draws_of_one_subject_are_independent():
    """Also for the laws that read several numbers, which must not run into those of the next occasion."""
    for given_ in ({"law": "gamma", "mean": 1, "cv": 2}, {"law": "hyperexponential", "mean": 1, "cv": 2}):
        law = law_of(given_)
        ranks = [stats.rankdata([draw(law, KEY, subject, occasion) for subject in range(5000)]) for occasion in (0, 1)]
        assert abs(np.corrcoef(*ranks)[0, 1]) < 4.0 / math.sqrt(5000)


def test_the_numbers_read_are_those_of_the_address(monkeypatch):
    read = []

    def noted(key_, subject, occasion):
        read.append((key_, subject, occasion))
        return uniform_at(key_, subject, occasion)

    monkeypatch.setattr(laws, "uniform_at", noted)
    for given_, count in [
        (4, 0),
        ({"law": "uniform", "low": 1, "high": 2}, 1),
        ({"law": "exponential", "mean": 1}, 1),
        ({"law": "lognormal", "mean": 1, "cv": 1}, 1),
        ({"law": "triangular", "low": 0, "mode": 1, "high": 2}, 1),
        ({"law": "table", "values": [1, 2], "weights": [1, 1]}, 1),
        ({"law": "poisson", "mean": 3}, 1),
        ({"law": "hyperexponential", "mean": 1, "cv": 2}, 2),
    ]:
        read.clear()
        draw(law_of(given_), KEY, 9, 3)
        assert sorted(read) == [(KEY, 9, 3 * 64 + j) for j in range(count)]
    read.clear()
    gamma = law_of({"law": "gamma", "mean": 1, "cv": 2})
    for subject in range(300):
        draw(gamma, KEY, subject, 3)
    assert len(set(read)) == len(read)
    assert {occasion for _, _, occasion in read} > {192, 193, 194, 195}  # some draws needed a second attempt
    assert max(occasion for _, _, occasion in read) < 4 * 64


def test_a_constant_draws_nothing(monkeypatch):
    monkeypatch.delattr(laws, "uniform_at")
    assert draw(law_of(7.25), KEY, 0, 0) == 7.25
    assert draw_ticks(law_of(0), KEY, 0, 0) == 0
    assert draw_ticks(law_of(0.5), KEY, 0, 0) == 1


def test_ticks_are_never_negative():
    assert draw_ticks(Law(laws.CONSTANT, a=-3.0), KEY, 0, 0) == 0


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (
            {"law": "uniform", "low": 1, "high": 4},
            ("0x1.1c82ccfcad194p+13", "0x1.9f9481cfb890bp+13", "0x1.28ac6b9968318p+13"),
        ),
        (
            {"law": "exponential", "mean": 8},
            ("0x1.2f4da7e279250p+14", "0x1.833f01286687cp+11", "0x1.108f297dd41abp+14"),
        ),
        (
            {"law": "gamma", "mean": 8, "cv": 0.5},
            ("0x1.1f3c8ec1895cap+13", "0x1.9010a3c822790p+15", "0x1.6edde9765c047p+13"),
        ),
        (
            {"law": "gamma", "mean": 8, "cv": 2},
            ("0x1.d7c82e3ffeefbp+11", "0x1.bf845474d8c21p+17", "0x1.55cc4619b7761p+10"),
        ),
        (
            {"law": "hyperexponential", "mean": 8, "cv": 2},
            ("0x1.8b4b81ec2fedap+15", "0x1.439f76914dc23p+13", "0x1.35b025db86268p+15"),
        ),
        (
            {"law": "lognormal", "mean": 20, "cv": 0.5},
            ("0x1.fce7a6c810604p+15", "0x1.ca671852be4d9p+16", "0x1.099393cb6df65p+16"),
        ),
        (
            {"law": "lognormal", "median": 20, "sigma": 1.5},
            ("0x1.23a806d614d5bp+16", "0x1.d8afe0a7a63d5p+18", "0x1.4e1a46769478dp+16"),
        ),
        (
            {"law": "triangular", "low": 1, "mode": 2, "high": 6},
            ("0x1.42b2a73e19a6bp+13", "0x1.012a361eea292p+14", "0x1.4fe41d8d96296p+13"),
        ),
        (
            {"law": "table", "values": [1, 2, 8], "weights": [1, 2, 3]},
            ("0x1.c200000000000p+14", "0x1.c200000000000p+14", "0x1.c200000000000p+14"),
        ),
        (
            {"law": "poisson", "mean": 2.3},
            ("0x1.c200000000000p+12", "0x1.c200000000000p+13", "0x1.c200000000000p+12"),
        ),
    ],
)
def test_golden_values(given_, expected):
    law = law_of(given_, 3600.0)
    assert tuple(draw(law, key(1, 2, 6), subject, 5).hex() for subject in (0, 1, 2)) == expected
