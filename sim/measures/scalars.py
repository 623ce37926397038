"""Numbers in the shape in which columns meet them fastest: arrays without a dimension.

All measures of a run are some three hundred small operations on columns, and for a plain number numpy first works out
what it is. The values are those of the vocabulary; results are the same to the bit.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim import vocabulary
from sim.log import Label
from sim.vocabulary import Cause, Interface

Whole = NDArray[np.int64]

ZERO: Final[Whole] = np.array(0)
ONE: Final[Whole] = np.array(1)
NONE: Final[Whole] = np.array(vocabulary.NONE)
HOUR: Final[Whole] = np.array(vocabulary.TICK_PER_HOUR)
DAY: Final[Whole] = np.array(vocabulary.TICK_PER_DAY)
MILLION: Final[NDArray[np.float64]] = np.array(float(vocabulary.MILLION))
GATE: Final[Whole] = np.array(int(Cause.GATE))
HANDOVER: Final[Whole] = np.array(int(Interface.HANDOVER))
QUESTION: Final[Whole] = np.array(int(Interface.QUESTION))
CROSS_TEAM: Final[Whole] = np.array(int(Label.CROSS_TEAM))
