"""What is no value of its kind is refused by its type, before any service sees it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from litestar.handlers import HTTPRouteHandler
from msgspec import inspect

from xiangyi.app import create_api, openapi_document
from xiangyi.core.bodies import takes_json
from xiangyi.core.instants import Dated
from xiangyi.settings import Settings

#: Of which whoever has a wrong clock is told in words what is wrong; their services bound it first.
IN_THEIR_WORDS = {
    *("ActivityFacts", "ShiftFacts", "ScanSaid", "Ticking", "SettlementSaid"),
    *("ReportSaid", "ConfirmationSaid", "StateSaid", "AmenitySaid", "Settlement", "SceneVerified"),
}


def patterns(told: Any) -> Iterator[str]:
    """All of a document, wherever they are."""
    if isinstance(told, dict):
        if isinstance(told.get("pattern"), str):
            yield told["pattern"]
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from patterns(one)


def test_no_pattern_lets_a_line_feed_by():
    """As Python's `$` does, where a cursor of 32 digits and a line feed is none."""
    found = set(patterns(json.loads(openapi_document(Settings()))))
    assert len(found) > 10
    assert [one for one in found if re.search(r"(?<!\\)\$$", one)] == []


def bodies() -> Iterator[type]:
    """What the operations take as JSON, each kind with those in it."""
    seen: set[type] = set()
    waiting = [
        inspect.type_info(handler.parsed_data_field.annotation)
        for route in create_api(Settings()).routes
        for handler in getattr(route, "route_handlers", [])
        if isinstance(handler, HTTPRouteHandler) and takes_json(handler)
    ]
    while waiting:
        one = waiting.pop()
        if isinstance(one, inspect.StructType) and one.cls not in seen:
            seen.add(one.cls)
            yield one.cls
            waiting += [field.type for field in one.fields]
        waiting += [*getattr(one, "types", ())]
        waiting += [getattr(one, name) for name in ("item_type", "type") if hasattr(one, name)]


def instants(kind: type) -> list[inspect.DateTimeType]:
    """Those of its fields that are instants."""
    fields = [field.type for field in inspect.type_info(kind).fields]  # type: ignore[attr-defined]
    flat = [inner for one in fields for inner in getattr(one, "types", [one])]
    return [one for one in flat if isinstance(one, inspect.DateTimeType)]


def test_every_instant_that_comes_in_has_its_offset_and_a_year_of_ours():
    dated = [one for one in bodies() if instants(one)]
    assert len(dated) > 5
    assert [one.__name__ for one in dated if not all(at.tz for at in instants(one))] == []
    assert {one.__name__ for one in dated if not issubclass(one, Dated)} == IN_THEIR_WORDS
