"""The pictures of guides that were written before are seen by everybody as they were.

And the reports that came with a photo are found among all the others.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:0000475"
VERSION = "1.38.0"
DESCRIPTION = "guides of before"


async def fill() -> None:
    photo = (
        "CAST(facts AS jsonb) #>> '{{guide,photo}}'"
        if is_postgres()
        else "json_extract(facts, '$.guide.photo')"
    )
    cast = f"CAST({photo} AS uuid)" if is_postgres() else photo
    # Null where there is none, or where it is gone.
    await run(f"UPDATE scene SET guide_photo = (SELECT id FROM photo WHERE id = {cast})")  # noqa: S608  # names of ours


async def index() -> None:
    await run("CREATE INDEX report_photo ON report (photo) WHERE photo IS NOT NULL")


async def unindex() -> None:
    await run("DROP INDEX report_photo")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(fill)
    manager.add_raw(index)
    manager.add_raw_backwards(unindex)
    return manager
