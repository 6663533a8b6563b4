"""Nobody changes a published version, through whatever door; one is drafted at a time.

SQLite replaces a row without a word, as m0053 says, so that is refused too.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000183"
VERSION = "1.38.0"
DESCRIPTION = "published charters stay"

_UNIQUE = {
    "one_draft_of_a_charter": "charter_version (charter) WHERE state = 'draft'",
    "one_number_of_a_charter": "charter_version (charter, number)",
}
_PUBLISHED = "OLD.state = 'published'"
_SAID = "a published version stays as it is"


async def create() -> None:
    for name, on in _UNIQUE.items():
        await run(f"CREATE UNIQUE INDEX {name} ON {on}")
    for event in ("UPDATE", "DELETE"):
        name = f"charter_version_stays_{event.lower()}"
        if is_postgres():
            await run(
                f"CREATE TRIGGER {name} BEFORE {event} ON charter_version FOR EACH ROW"
                f" WHEN ({_PUBLISHED}) EXECUTE FUNCTION stays_as_it_is()"
            )
        else:
            await run(
                f"CREATE TRIGGER {name} BEFORE {event} ON charter_version WHEN {_PUBLISHED}"
                f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )
    if not is_postgres():
        await run(
            "CREATE TRIGGER charter_version_stays_insert BEFORE INSERT ON charter_version WHEN"
            " EXISTS (SELECT 1 FROM charter_version v WHERE v.id = NEW.id AND v.state = 'published')"
            f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        )


async def drop() -> None:
    on = " ON charter_version" if is_postgres() else ""
    for event in ("update", "delete"):
        await run(f"DROP TRIGGER charter_version_stays_{event}{on}")
    if not is_postgres():
        await run("DROP TRIGGER charter_version_stays_insert")
    for name in _UNIQUE:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
