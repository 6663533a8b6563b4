"""What lists did that were taken in before it was written down with them, as their revisions tell."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-25T23:30:00:0000275"
VERSION = "1.38.0"
DESCRIPTION = "older batches"

_COUNTS = (
    "UPDATE station_batch SET"
    " added = (SELECT COUNT(*) FROM station_revision AS one"
    " WHERE one.batch = station_batch.id AND one.before IS NULL),"
    " changed = (SELECT COUNT(*) FROM station_revision AS one"
    " WHERE one.batch = station_batch.id AND one.before IS NOT NULL)"
)
_PLACES = (
    "SELECT DISTINCT one.batch, station.division FROM station_revision AS one"
    " JOIN station ON station.id = one.station WHERE one.batch IS NOT NULL"
)


async def tell() -> None:
    await run(_COUNTS)
    parents = {
        row["key"]: row["parent"] for row in await run('SELECT "key", parent FROM division')
    }
    common: dict[object, list[object]] = {}
    for row in await run(_PLACES):
        path: list[object] = []
        above = row["division"]
        while above is not None:
            path.insert(0, above)
            above = parents[above]
        held = common.get(row["batch"], path)
        same = [one for one, other in zip(held, path, strict=False) if one == other]
        common[row["batch"]] = same
    for batch, path in common.items():
        if path:
            await run("UPDATE station_batch SET division = {} WHERE id = {}", path[-1], batch)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(tell)
    return manager
