"""Tells it of the changes that were there already."""

import json
from datetime import datetime
from typing import Any, Final

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:0000845"
VERSION = "1.38.0"
DESCRIPTION = "posted before was told"

_POSTED: Final = (
    *("lon", "lat", "address", "hours", "entry", "entry_note", "amenities", "amenity_words"),
)


async def tell_revisions() -> None:
    """As the changes before each have it; what was as it first came needs no time."""
    rows = await run(
        'SELECT id, station, made_at, "before", "after" FROM station_revision'
        " WHERE number > 1 ORDER BY station, number"
    )
    since: dict[object, object] = {}
    for row in rows:
        if _posted(row["before"]) == _posted(row["after"]):
            continue
        if at := since.get(row["station"]):
            # SQLite hands over the text, where Piccolo would have read it.
            posted = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
            await run(
                "UPDATE station_revision SET posted_before = {} WHERE id = {}", posted, row["id"]
            )
        since[row["station"]] = row["made_at"]


def _posted(text: object) -> list[Any] | None:
    facts = json.loads(str(text)) if text else None
    return facts and [facts.get(name) for name in _POSTED]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(tell_revisions)
    return manager
