"""Whoever does not sign is not named in a record, not even by the id of their presence.

What was hashed of sealed records never had that id, so that their seals still fit.
"""

from typing import Any

import msgspec
from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000209"
VERSION = "1.38.0"
DESCRIPTION = "unsigned without speaker"


async def unname() -> None:
    for row in await run("SELECT consultation, words FROM meeting_record"):
        told: dict[str, Any] = msgspec.json.decode(str(row["words"]))
        unsigned = [
            said
            for item in told.get("items", [])
            for said in item.get("statements", [])
            if said.get("speaker") and not said.get("by")
        ]
        for said in unsigned:
            said["speaker"] = None
        if unsigned:
            await run(
                "UPDATE meeting_record SET words = {} WHERE consultation = {}",
                *(msgspec.json.encode(told).decode(), row["consultation"]),
            )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(unname)
    return manager
