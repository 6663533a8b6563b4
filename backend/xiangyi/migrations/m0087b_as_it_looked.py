"""Each scene and verification by the first revision that looked the same."""

from typing import Any

import msgspec
from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:0000875"
VERSION = "1.38.0"
DESCRIPTION = "as it looked"

#: Who answers for a scene is not to be seen at its gate.
_UNSEEN = {"division", "organisation", "responsible"}


def _looks(facts: str) -> dict[str, Any]:
    told = msgspec.json.decode(facts, type=dict[str, Any])
    return {name: value for name, value in told.items() if name not in _UNSEEN}


async def fill() -> None:
    first: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    #: Of each scene, its revisions: when it was made, and how it looked from then on.
    since: dict[str, list[tuple[str, int]]] = {}
    for row in await run(
        'SELECT scene, number, CAST(made_at AS TEXT) AS made_at, "after" FROM scene_revision'
        " ORDER BY scene, number"
    ):
        scene, seen = str(row["scene"]), first.setdefault(str(row["scene"]), [])
        if row["after"] is None:
            continue
        looks = _looks(str(row["after"]))
        number = next((one for one, same in seen if same == looks), int(str(row["number"])))
        seen.append((number, looks))
        since.setdefault(scene, []).append((str(row["made_at"]), number))
        await run("UPDATE scene SET looks_as = {} WHERE id = {}", number, row["scene"])
    for row in await run(
        "SELECT key, scene, CAST(verified_at AS TEXT) AS verified_at FROM scene_verification"
    ):
        stood = [one for at, one in since.get(str(row["scene"]), []) if at <= str(row["verified_at"])]
        number = stood[-1] if stood else 1
        await run("UPDATE scene_verification SET looks_as = {} WHERE key = {}", number, row["key"])


async def nothing() -> None:
    """Going back drops the columns."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(fill)
    manager.add_raw_backwards(nothing)
    manager.drop_column(
        table_class_name="Scene",
        tablename="scene",
        column_name="posted_at",
        db_column_name="posted_at",
    )
    return manager
