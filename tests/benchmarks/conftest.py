"""The benchmarks are scripts: what they share lies beside them and is found as it is when one of them is run."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
