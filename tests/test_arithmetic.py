"""Catches a logarithm, exponential or quantile that is inaccurate, or accurate but not the same on this machine.

The forms for arrays are held against the forms for one number, bit for bit, so that all the rest holds for them too.

The witness for accuracy is decimal arithmetic with 40 digits, which no platform rounds differently, and scipy for the
quantile; the witness for portability are exact values, to be found again to the last bit on every machine.
"""

import ast
import hashlib
import math
import random
import struct
from decimal import Context, Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim import arithmetic
from sim.arithmetic import FEW, exp, exps, log, logs, normal_quantile, normal_quantiles, round_ticks, rounds

DIGITS = Context(prec=40)
SOURCE = random.Random(20260618)


def error_in_last_place(found, exact):
    """Distance to the exact value, in units of the last place of what was found."""
    return float(abs(Decimal(found) - exact) / Decimal(math.ulp(found)))


def test_log_is_within_one_unit_in_the_last_place():
    points = [SOURCE.random() for _ in range(1500)]
    points += [math.ldexp(SOURCE.uniform(0.5, 1.0), SOURCE.randint(-1020, 1020)) for _ in range(1500)]
    points += [1.0 + SOURCE.uniform(-1.0, 1.0) * math.ldexp(1.0, -SOURCE.randint(1, 50)) for _ in range(1000)]
    points += [5e-324, 2.0**-53, 1.0 - 2.0**-53, math.sqrt(0.5), math.sqrt(2.0), 1.7976931348623157e308]
    errors = [error_in_last_place(log(x), DIGITS.ln(Decimal(x))) for x in points if x != 1.0]
    assert len(errors) > 3900
    assert max(errors) < 1.0


def test_exp_is_within_one_unit_in_the_last_place():
    points = [SOURCE.uniform(-40.0, 10.0) for _ in range(1500)] + [SOURCE.uniform(-708.0, 709.7) for _ in range(1500)]
    points += [SOURCE.uniform(-0.5, 0.5) for _ in range(1000)] + [1e-300, -1e-17, 0.34657359027997264, 709.782712893]
    errors = [error_in_last_place(exp(x), DIGITS.exp(Decimal(x))) for x in points]
    assert max(errors) < 1.0


def test_the_platform_agrees_within_two_units_in_the_last_place():
    for _ in range(2000):
        u, x = SOURCE.random() + 1e-9, SOURCE.uniform(-300.0, 300.0)
        assert abs(log(u) - math.log(u)) <= 2.0 * math.ulp(math.log(u))
        assert abs(exp(x) - math.exp(x)) <= 2.0 * math.ulp(math.exp(x))


def test_normal_quantile_agrees_with_scipy():
    points = np.array([SOURCE.random() for _ in range(3000)] + [10.0 ** -SOURCE.uniform(1, 300) for _ in range(1000)])
    points = np.concatenate([points, [0.075, 0.925, 2.0**-53, 1.0 - 2.0**-53]])
    found = np.array([normal_quantile(u) for u in points.tolist()])
    np.testing.assert_allclose(found, stats.norm.ppf(points), rtol=3e-15, atol=1e-16)


def test_every_branch_of_the_quantile_was_compared():
    """The middle, the tail up to r = 5 (down to 1.4e-11) and beyond: three rational functions, three hand values."""
    assert normal_quantile(0.5) == 0.0
    assert normal_quantile(0.975) == pytest.approx(1.959963984540054, rel=1e-15)
    assert normal_quantile(1e-20) == pytest.approx(-9.262340089798408, rel=1e-15)


def test_exact_places():
    assert log(1.0) == 0.0
    assert exp(0.0) == 1.0
    assert log(2.0) == 0.6931471805599453


def test_exp_of_one_is_that_of_fdlibm():
    """It is known for being the upper neighbour of e there, not the nearest number: still within one unit."""
    assert exp(1.0) == math.nextafter(math.e, 3.0)


@pytest.mark.parametrize(
    ("function", "argument", "expected"),
    [
        (log, "0x1.0000000000000p-53", "-0x1.25e4f7b2737fap+5"),
        (log, "0x1.0624dd2f1a9fcp-10", "-0x1.ba18a998fffa0p+2"),
        (log, "0x1.3333333333333p-2", "-0x1.34378fcbda721p+0"),
        (log, "0x1.6666666666666p-1", "-0x1.6d3c324e13f50p-2"),
        (log, "0x1.6a09e65dc27dfp-1", "-0x1.62e4300c77ae8p-2"),
        (log, "0x1.6b851eb851eb8p-1", "-0x1.5eb5c7907e4cap-2"),
        (log, "0x1.8000000000000p+0", "0x1.9f323ecbf984cp-2"),
        (log, "0x1.4000000000000p+3", "0x1.26bb1bbb55516p+1"),
        (log, "0x1.c200000000000p+14", "0x1.489486c341d68p+3"),
        (log, "0x1.7e43c8800759cp+996", "0x1.5963447f87fb5p+9"),
        (exp, "-0x1.5e0cccccccccdp+9", "0x1.f52f93df4dfcfp-1011"),
        (exp, "-0x1.259999999999ap+5", "0x1.0998b04bdd190p-53"),
        (exp, "-0x1.0000000000000p+0", "0x1.78b56362cef38p-2"),
        (exp, "-0x1.3333333333333p-2", "0x1.7b4c869c37c05p-1"),
        (exp, "0x1.12e0be826d695p-30", "0x1.000000044b830p+0"),
        (exp, "0x1.0000000000000p-2", "0x1.48b5e3c3e8186p+0"),
        (exp, "0x1.0000000000000p+0", "0x1.5bf0a8b14576ap+1"),
        (exp, "0x1.0666666666666p+3", "0x1.c71e68eaec334p+11"),
        (exp, "0x1.4400000000000p+5", "0x1.58b03e6797728p+58"),
        (exp, "0x1.5e1999999999ap+9", "0x1.2107479abaa1ap+1010"),
        (normal_quantile, "0x1.0000000000000p-53", "-0x1.06b48528cea51p+3"),
        (normal_quantile, "0x1.0c6f7a0b5ed8dp-20", "-0x1.30381a9799f7ep+2"),
        (normal_quantile, "0x1.47ae147ae147bp-7", "-0x1.29c5c4630ff0ep+1"),
        (normal_quantile, "0x1.32ca57a786c22p-4", "-0x1.70b374817af50p+0"),
        (normal_quantile, "0x1.339c0ebedfa44p-4", "-0x1.7056dc6686c9ap+0"),
        (normal_quantile, "0x1.3333333333333p-2", "-0x1.0c7e39582c5fap-1"),
        (normal_quantile, "0x1.3333333333333p-1", "0x1.036d6c4a04b5ap-2"),
        (normal_quantile, "0x1.dc28f5c28f5c3p-1", "0x1.79cd70d9c27f3p+0"),
        (normal_quantile, "0x1.ff7ced916872bp-1", "0x1.8b8cbb7204470p+1"),
        (normal_quantile, "0x1.fffffffffffffp-1", "0x1.06b48528cea51p+3"),
    ],
)  # fmt: skip
def test_golden_values(function, argument, expected):
    assert function(float.fromhex(argument)).hex() == expected


@pytest.mark.parametrize(
    ("function", "points", "digest"),
    [
        (log, [n / 4096.0 for n in range(1, 20001)], "746c13ff5aff2dde"),
        (exp, [(n - 10000) / 512.0 for n in range(20001)], "cafcf90b981052d0"),
        (normal_quantile, [(n - 0.5) / 20000.0 for n in range(1, 20001)], "ee0d8c47f2edf97c"),
    ],
)
def test_twenty_thousand_values_to_the_last_bit(function, points, digest):
    """One differing bit in one of them, such as a contracted product, changes the digest."""
    found = struct.pack(f"<{len(points)}d", *(function(x) for x in points))
    assert hashlib.sha256(found).hexdigest()[:16] == digest
    assert hashlib.sha256(ARRAY_FORM[function](np.array(points)).astype("<f8").tobytes()).hexdigest()[:16] == digest


# Arrays

ARRAY_FORM = {log: logs, exp: exps, normal_quantile: normal_quantiles}
TINY, HUGE = 2.2250738585072014e-308, 1.7976931348623157e308
POSITIVE = st.floats(0.0, exclude_min=True, allow_infinity=False)
EXPONENTS = st.floats(-1e300, 709.782712893)
PROBABILITIES = st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)
EDGES = {
    log: [5e-324, TINY, 1.0 - 2.0**-53, 1.0, 1.0 + 2.0**-52, math.sqrt(0.5), math.sqrt(2.0), HUGE],
    exp: [-1e308, -708.3964185322642, -708.3964185322641, -708.3964185322640, -0.0, 0.0, 1e-300, 709.782712893],
    normal_quantile: [5e-324, 1e-300, 1.3e-11, 1.4e-11, 0.075, 0.0750000001, 0.5, 0.925, 0.9250000001, 1.0 - 2.0**-53],
}


def bits(numbers):
    return np.asarray(numbers, dtype=np.float64).view(np.int64).tolist()


@pytest.mark.parametrize(("function", "numbers"), [(log, POSITIVE), (exp, EXPONENTS), (normal_quantile, PROBABILITIES)])
@given(data=st.data())
def test_arrays_equal_numbers_bit_for_bit(function, numbers, data):
    """Also where few numbers are done one by one, and where a few beyond an edge stand among others within it."""
    given_ = data.draw(st.lists(numbers | st.sampled_from(EDGES[function]), max_size=3 * FEW))
    for points in (given_, EDGES[function] + given_ + EDGES[function][::-1]):
        assert bits(ARRAY_FORM[function](np.array(points, dtype=np.float64))) == bits([function(x) for x in points])


@pytest.mark.parametrize("function", [log, exp, normal_quantile])
def test_an_array_is_left_as_it_was_and_keeps_its_shape(function):
    points = np.linspace(0.01, 0.99, 4 * FEW)
    kept = points.copy()
    table = ARRAY_FORM[function](points.reshape(4, FEW))
    assert table.shape == (4, FEW)
    assert bits(table.ravel()) == bits([function(x) for x in kept.tolist()])
    assert points.tolist() == kept.tolist()
    assert ARRAY_FORM[function](np.array([[0.5]])).shape == (1, 1)


@pytest.mark.parametrize("others", [0, 2 * FEW])
def test_one_number_outside_the_domain_stops_the_array(others):
    good = [0.5] * others
    for bad in (0.0, -1.0):
        with pytest.raises(ValueError, match="above 0"):
            logs(np.array([*good, bad]))
    for bad in (0.0, 1.0):
        with pytest.raises(ValueError, match="between 0 and 1"):
            normal_quantiles(np.array([*good, bad]))
    with pytest.raises(OverflowError, match=r"709\.78"):
        exps(np.array([*good, 709.79]))


@given(st.lists(st.floats(-1e15, 1e15) | st.integers(-(10**6), 10**6).map(lambda n: n + 0.5)))
def test_arrays_are_rounded_as_numbers_are(numbers):
    found = rounds(np.array(numbers, dtype=np.float64))
    assert found.dtype == np.int64
    assert found.tolist() == [round_ticks(x) for x in numbers]


def test_a_duration_beyond_64_bits_is_refused_and_not_turned_into_another():
    assert rounds(np.array([9.1e18])).tolist() == [9_100_000_000_000_000_000]
    for bad in (9.3e18, -1e19, math.inf, math.nan):
        with pytest.raises(OverflowError, match="below"):
            rounds(np.array([1.0, bad]))


@given(st.integers(1, 2**51))
def test_the_quantile_is_symmetric(n):
    """Both u and 1 - u are numbers that the generator can give, and exact."""
    u = (n - 0.5) * 2.0**-52
    assert normal_quantile(u) == -normal_quantile(1.0 - u)


@given(st.floats(1e-300, 1e300), st.floats(1e-300, 1e300))
def test_log_and_exp_keep_order(x, y):
    low, high = sorted((x, y))
    assert log(low) <= log(high)
    assert exp(log(low)) <= exp(log(high))
    assert exp(log(x)) == pytest.approx(x, rel=1e-12)


def test_outside_their_domain_they_say_so():
    for x in (0.0, -0.0, -1.0):
        with pytest.raises(ValueError, match="above 0"):
            log(x)
    for u in (0.0, 1.0, -0.1, 1.1):
        with pytest.raises(ValueError, match="between 0 and 1"):
            normal_quantile(u)
    with pytest.raises(OverflowError, match=r"709\.78"):
        exp(709.79)


def test_exp_goes_to_zero_where_numbers_stop_being_normal():
    assert exp(-708.39) > 2.2250738585072014e-308
    assert exp(-708.4) == 0.0
    assert exp(-1e300) == 0.0


@pytest.mark.parametrize(
    ("x", "ticks"),
    [(0.0, 0), (0.49, 0), (0.5, 1), (1.5, 2), (2.5, 3), (3599.5, 3600), (-0.5, 0), (-0.51, -1), (2.0**52, 2**52)],
)
def test_halves_are_rounded_up(x, ticks):
    assert round_ticks(x) == ticks
    assert isinstance(round_ticks(x), int)


def test_the_text_uses_portable_arithmetic_only():
    """The platform's logarithm, exponential and power would be correct here and different elsewhere."""
    tree = ast.parse(Path(arithmetic.__file__).read_text("utf-8"))
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    exact = {"frexp", "ldexp", "floor", "sqrt", "abs", "max", "where"}
    shape = {"any", "array", "empty_like", "ravel", "reshape", "shape", "size", "tolist"}
    types = {"astype", "float64", "int32", "int64"}
    assert called == exact | shape | types
    assert not any(isinstance(node, ast.Pow) for node in ast.walk(tree))
