"""A scenario file is made of sections: closed tables of declared parameters.

Every parameter says where its number comes from; what several of them cite, or all of them lack, is named here once.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

NO_SOURCE = "none"
"""No measured value was found: the number is an assumption, or a matter of definition."""
VIRTUAL_DESIGN_TEAM = "after Jin & Levitt 1996 (Virtual Design Team), values recalled in teaching material"


class Section(BaseModel):
    """A table of a scenario file: closed, so that a misspelt key is an error, and frozen once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True, allow_inf_nan=False)
