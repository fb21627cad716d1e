"""Whatever a form takes for a whole number lies within bounds that every store keeps."""

from __future__ import annotations

from typing import Any

import pytest

from bihuan.desk.offers import OFFERS

BY_WAY_OF = ("anyOf", "allOf", "oneOf", "items", "prefixItems", "additionalProperties", "properties", "$defs")


def whole_numbers(schema: Any) -> list[dict[str, Any]]:
    """Return every place of a schema that takes a whole number."""
    if isinstance(schema, list):
        return [found for one in schema for found in whole_numbers(one)]
    if not isinstance(schema, dict):
        return []
    if schema.get("type") == "integer":
        return [] if {"const", "enum"} & set(schema) else [schema]
    inner = [schema[way] for way in BY_WAY_OF if way in schema]
    return [
        found
        for one in inner
        for found in whole_numbers(list(one.values()) if isinstance(one, dict) and "type" not in one else one)
    ]


@pytest.mark.parametrize("name", OFFERS)
def test_every_whole_number_of_a_deed_has_bounds(name: str) -> None:
    numbers = whole_numbers(OFFERS[name].form.model_json_schema())
    bounds = {("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")}
    boundless = [one for one in numbers if not all(set(names) & set(one) for names in bounds)]
    assert not boundless, boundless
