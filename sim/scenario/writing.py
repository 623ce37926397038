"""A scenario written out: the resolved text kept with every result, its fingerprint, and the schema that editors read.

The resolved text says every number that the simulation uses, so a result can be repeated although the library or a
default has changed since; reading it gives the same scenario again.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import tomli_w

from sim.scenario.schema import Scenario


def dump(scenario: Scenario) -> str:
    """Write a scenario as TOML with every default said.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    str
        Loading it gives an equal scenario. What is not given has no key.
    """
    return tomli_w.dumps(scenario.model_dump(by_alias=True, exclude_none=True))


def digest(scenario: Scenario) -> str:
    """Fingerprint of all that a scenario says.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    str
        SHA-256 in hexadecimal digits of the resolved scenario as JSON with sorted keys; independent of how the file
        was laid out and of what it left unsaid.
    """
    content = scenario.model_dump(mode="json", by_alias=True, exclude_none=True)
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def json_schema() -> dict[str, Any]:
    """JSON Schema of a scenario file, for completion and hints in editors.

    Returns
    -------
    dict
        Descriptions carry the unit, the source and how far the number can be trusted.
    """
    schema = Scenario.model_json_schema()
    for section in (schema, *schema.get("$defs", {}).values()):
        for content in section.get("properties", {}).values():
            _describe(content)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Scenario of orgsim",
    }


def _describe(content: dict[str, Any]) -> None:
    """Put unit, source and confidence behind the description, where an editor shows them."""
    if "unit" not in content:
        return
    source = "" if content["source"] == "none" else f" Source: {content['source']}."
    words = f"Unit: {content['unit']}.{source} Confidence: {content['confidence']}."
    content["description"] = f"{content.get('description', '')} {words}".strip()
