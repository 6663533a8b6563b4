"""Since when the hours of before are as they are, as far as the revisions tell."""

import json
from datetime import datetime

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000056"
VERSION = "1.38.0"
DESCRIPTION = "hours before"


async def tell_hours() -> None:
    rows = await run(
        'SELECT station, made_at, "before", "after" FROM station_revision ORDER BY made_at, number'
    )
    since: dict[object, object] = {}
    for row in rows:
        was, now = (_hours(row[one]) for one in ("before", "after"))
        if row["before"] is None or was != now:
            since[row["station"]] = row["made_at"]
    for id_, at in since.items():
        # SQLite hands over the text, where Piccolo would have read it.
        made_at = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
        await run(
            "UPDATE station SET hours_at = {} WHERE id = {} AND hours IS NOT NULL", made_at, id_
        )
    # Packs that are out already do not tell it.
    await run("UPDATE pack_revision SET revision = revision + 1")


def _hours(facts: object) -> object:
    return json.loads(str(facts)).get("hours") if facts else None


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(tell_hours)
    return manager
