"""Logarithm, exponential and normal quantile in our own arithmetic, because the last bit of the platform's differs.

The mathematical libraries of two machines disagree in the last bit of log and exp, and so does NumPy with itself on
two processors; a simulated year would then depend on where it was run. These functions use only + - * / and square
root, comparisons, and the exact ``floor``, ``frexp`` and ``ldexp``, all of which IEEE 754 fixes to the bit. Powers are
written as products. The text may be compiled as it stands, if products and sums are not contracted. Each function has
a form for arrays (``logs`` for ``log``), which does the same operations in the same order and gives the same bits.

``log`` and ``exp`` follow fdlibm (e_log.c, e_exp.c), whose notice is kept here:

    Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
    Developed at SunSoft, a Sun Microsystems, Inc. business.
    Permission to use, copy, modify, and distribute this software is freely granted,
    provided that this notice is preserved.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
INVERSE_LN2 = 1.44269504088896338700e00
SQRT_HALF = 7.07106781186547524401e-01
LARGEST_EXPONENT = 7.09782712893383973096e02
SMALLEST_EXPONENT = -7.08396418532264078749e02
LOG_1, LOG_2, LOG_3 = 6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01
LOG_4, LOG_5, LOG_6 = 2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01
LOG_7 = 1.479819860511658591e-01
EXP_1, EXP_2, EXP_3 = 1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05
EXP_3, EXP_4, EXP_5 = 6.61375632143793436117e-05, -1.65339022054652515390e-06, 4.13813679705723846039e-08
LARGEST_TICK = 9.2e18
FEW = 16  # so many numbers of an array are sooner done one by one

# Coefficients of AS 241 by their names there: A and B for the middle, C and D for the tails, E and F far out in them.
A0, A1, A2 = 3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3
A3, A4, A5 = 1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4
A6, A7 = 3.3430575583588128105e4, 2.5090809287301226727e3
B1, B2, B3 = 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3
B4, B5, B6 = 2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4
B7 = 5.2264952788528545610e3
C0, C1, C2 = 1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0
C3, C4, C5 = 3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1
C6, C7 = 2.27238449892691845833e-2, 7.74545014278341407640e-4
D1, D2, D3 = 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1
D4, D5, D6 = 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4
D7 = 1.05075007164441684324e-9
E0, E1, E2 = 6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0
E3, E4, E5 = 2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3
E6, E7 = 2.71155556874348757815e-5, 2.01033439929228813265e-7
F1, F2, F3 = 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2
F4, F5, F6 = 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7
F7 = 2.04426310338993978564e-15


def log(x: float) -> float:
    """Natural logarithm, within one unit in the last place.

    Parameters
    ----------
    x : float
        Above 0, finite.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        Where x is 0 or below.

    Notes
    -----
    fdlibm: x = 2**k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2); log(1 + f) = f - f*f/2 + s (f*f/2 + R), where
    s = f / (2 + f) and R is an even polynomial in s.
    """
    if x <= 0.0:
        raise ValueError("log needs a number above 0")
    fraction, k = math.frexp(x)
    if fraction < SQRT_HALF:
        fraction = fraction + fraction
        k = k - 1
    f = fraction - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (LOG_2 + w * (LOG_4 + w * LOG_6))
    odd = z * (LOG_1 + w * (LOG_3 + w * (LOG_5 + w * LOG_7)))
    half = 0.5 * f * f
    return k * LN2_HIGH - ((half - (s * (half + (odd + even)) + k * LN2_LOW)) - f)


def exp(x: float) -> float:
    """Exponential, within one unit in the last place.

    Parameters
    ----------
    x : float
        At most 709.78.

    Returns
    -------
    float
        0 where the result would be below the smallest normal number (x < -708.396), whose rounding is not portable.

    Raises
    ------
    OverflowError
        Where the result is too large for a float.

    Notes
    -----
    fdlibm: x = k log 2 + r with abs(r) <= log(2) / 2; exp(r) by a rational function of r*r.
    """
    if x > LARGEST_EXPONENT:
        raise OverflowError("exp needs a number up to 709.78")
    if x < SMALLEST_EXPONENT:
        return 0.0
    k = math.floor(x * INVERSE_LN2 + 0.5)
    high = x - k * LN2_HIGH
    low = k * LN2_LOW
    r = high - low
    t = r * r
    c = r - t * (EXP_1 + t * (EXP_2 + t * (EXP_3 + t * (EXP_4 + t * EXP_5))))
    return math.ldexp(1.0 - ((low - (r * c) / (2.0 - c)) - high), k)


def normal_quantile(u: float) -> float:
    """Quantile of the standard normal distribution, to about 1 part in 10**15.

    Parameters
    ----------
    u : float
        Probability, strictly between 0 and 1.

    Returns
    -------
    float
        The number of standard deviations below which a share u lies.

    Raises
    ------
    ValueError
        Where u is outside (0, 1).

    Notes
    -----
    Algorithm AS 241, routine PPND16: Wichura (1988), Applied Statistics 37(3), 477-484.
    """
    if u <= 0.0 or u >= 1.0:
        raise ValueError("normal_quantile needs a number strictly between 0 and 1")
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        top = ((((((A7 * r + A6) * r + A5) * r + A4) * r + A3) * r + A2) * r + A1) * r + A0
        bottom = ((((((B7 * r + B6) * r + B5) * r + B4) * r + B3) * r + B2) * r + B1) * r + 1.0
        return q * top / bottom
    tail = u if q < 0.0 else 1.0 - u
    r = math.sqrt(-log(tail))
    if r <= 5.0:
        r = r - 1.6
        top = ((((((C7 * r + C6) * r + C5) * r + C4) * r + C3) * r + C2) * r + C1) * r + C0
        bottom = ((((((D7 * r + D6) * r + D5) * r + D4) * r + D3) * r + D2) * r + D1) * r + 1.0
    else:
        r = r - 5.0
        top = ((((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2) * r + E1) * r + E0
        bottom = ((((((F7 * r + F6) * r + F5) * r + F4) * r + F3) * r + F2) * r + F1) * r + 1.0
    return -top / bottom if q < 0.0 else top / bottom


def round_ticks(x: float) -> int:
    """Turn a duration into whole ticks: ``floor(x + 0.5)``.

    Parameters
    ----------
    x : float
        Duration in ticks (seconds of working time), finite.

    Returns
    -------
    int
        Halves are rounded up, also for negative numbers.
    """
    return math.floor(x + 0.5)


def logs(x: Numbers) -> Numbers:
    """Natural logarithm of each number, equal to :func:`log` bit for bit.

    Parameters
    ----------
    x : ndarray of float64
        Domain, limits and errors are those of :func:`log`.
    """
    if x.size <= FEW:
        return np.array([log(each) for each in x.ravel().tolist()]).reshape(x.shape)
    if (x <= 0.0).any():
        raise ValueError("logs needs numbers above 0")
    fraction, k = np.frexp(x)
    below = fraction < SQRT_HALF
    fraction = np.where(below, fraction + fraction, fraction)
    k = (k - below).astype(np.float64)
    f = fraction - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (LOG_2 + w * (LOG_4 + w * LOG_6))
    odd = z * (LOG_1 + w * (LOG_3 + w * (LOG_5 + w * LOG_7)))
    half = 0.5 * f * f
    found: Numbers = k * LN2_HIGH - ((half - (s * (half + (odd + even)) + k * LN2_LOW)) - f)
    return found


def exps(x: Numbers) -> Numbers:
    """Exponential of each number, equal to :func:`exp` bit for bit.

    Parameters
    ----------
    x : ndarray of float64
        Domain, limits and errors are those of :func:`exp`.
    """
    if x.size <= FEW:
        return np.array([exp(each) for each in x.ravel().tolist()]).reshape(x.shape)
    if (x > LARGEST_EXPONENT).any():
        raise OverflowError("exps needs numbers up to 709.78")
    gone = x < SMALLEST_EXPONENT
    x = np.where(gone, 0.0, x)
    k = np.floor(x * INVERSE_LN2 + 0.5)
    high = x - k * LN2_HIGH
    low = k * LN2_LOW
    r = high - low
    t = r * r
    c = r - t * (EXP_1 + t * (EXP_2 + t * (EXP_3 + t * (EXP_4 + t * EXP_5))))
    found = np.ldexp(1.0 - ((low - (r * c) / (2.0 - c)) - high), k.astype(np.int32))
    return np.where(gone, 0.0, found)


def normal_quantiles(u: Numbers) -> Numbers:
    """Quantile of the standard normal distribution for each probability, equal to :func:`normal_quantile` bit for bit.

    Parameters
    ----------
    u : ndarray of float64
        Domain, limits and errors are those of :func:`normal_quantile`.
    """
    if u.size <= FEW:
        return np.array([normal_quantile(each) for each in u.ravel().tolist()]).reshape(u.shape)
    if (u <= 0.0).any() or (u >= 1.0).any():
        raise ValueError("normal_quantiles needs numbers strictly between 0 and 1")
    q = u - 0.5
    middle = (q >= -0.425) & (q <= 0.425)
    found = np.empty_like(u)
    m = q[middle]
    r = 0.180625 - m * m
    top = ((((((A7 * r + A6) * r + A5) * r + A4) * r + A3) * r + A2) * r + A1) * r + A0
    bottom = ((((((B7 * r + B6) * r + B5) * r + B4) * r + B3) * r + B2) * r + B1) * r + 1.0
    found[middle] = m * top / bottom
    tails = ~middle
    below = q[tails] < 0.0
    root = np.sqrt(-logs(np.where(below, u[tails], 1.0 - u[tails])))
    r = root - 1.6
    top = ((((((C7 * r + C6) * r + C5) * r + C4) * r + C3) * r + C2) * r + C1) * r + C0
    bottom = ((((((D7 * r + D6) * r + D5) * r + D4) * r + D3) * r + D2) * r + D1) * r + 1.0
    size = top / bottom
    far = root > 5.0
    if far.any():  # beyond 1.4e-11
        r = root[far] - 5.0
        top = ((((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2) * r + E1) * r + E0
        bottom = ((((((F7 * r + F6) * r + F5) * r + F4) * r + F3) * r + F2) * r + F1) * r + 1.0
        size[far] = top / bottom
    found[tails] = np.where(below, -size, size)
    return found


def rounds(x: Numbers) -> NDArray[np.int64]:
    """Turn durations into whole ticks, equal to :func:`round_ticks`.

    Raises
    ------
    OverflowError
        Where a duration does not fit into 64 bits.
    """
    if x.size and not np.abs(x).max() < LARGEST_TICK:
        raise OverflowError("durations must be below 9.2e18 ticks")
    return np.floor(x + 0.5).astype(np.int64)
