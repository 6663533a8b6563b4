"""Since when stations and scenes of before are as they say; every report can be answered."""

import json
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000046"
VERSION = "1.38.0"
DESCRIPTION = "posted before"

_OF_STATIONS: Final = (
    *("hours", "lon", "lat", "address", "entry", "entry_note", "amenities", "amenity_words"),
)
_NOT_OF_SCENES: Final = ("division", "organisation", "responsible")


async def tell_stations() -> None:
    await _tell("station", lambda facts: [facts.get(name) for name in _OF_STATIONS])


async def tell_scenes() -> None:
    await _tell(
        "scene",
        lambda facts: {name: facts[name] for name in facts if name not in _NOT_OF_SCENES},
    )


async def _tell(table: str, posted: Any) -> None:
    """As the revisions have it; what is as it first came needs no time."""
    rows = await run(
        f'SELECT {table} AS id, made_at, "before", "after" FROM {table}_revision'  # noqa: S608  # ours
        " WHERE number > 1 ORDER BY made_at, number"
    )
    since: dict[object, object] = {}
    for row in rows:
        before, after = (
            posted(json.loads(str(row[one]))) if row[one] else None for one in ("before", "after")
        )
        if before != after:
            since[row["id"]] = row["made_at"]
    for id_, at in since.items():
        # SQLite hands over the text, where Piccolo would have read it.
        made_at = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
        await run(f"UPDATE {table} SET posted_at = {{}} WHERE id = {{}}", made_at, id_)  # noqa: S608  # ours
    # Packs that are out already say what is no longer so.
    await run(
        "UPDATE pack_revision SET revision = revision + 1 WHERE prefecture IN"
        f" (SELECT prefecture FROM {table} WHERE posted_at IS NOT NULL)"  # noqa: S608  # ours
    )


async def key_reports() -> None:
    """Those of a demonstration had no key, and so nobody could answer them."""
    for row in await run("SELECT id FROM report WHERE key IS NULL"):
        await run("UPDATE report SET key = {} WHERE id = {}", uuid4(), row["id"])


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(tell_stations)
    manager.add_raw(tell_scenes)
    manager.add_raw(key_reports)
    return manager
