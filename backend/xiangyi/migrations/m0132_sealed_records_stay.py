"""Nobody changes a sealed record or an annex, through whatever door; and each is there once.

Of a sealed record only its words may change, out of which a name goes with a person: what was
hashed stays. SQLite replaces a row without a word, as m0053 says, so that is refused too.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000132"
VERSION = "1.38.0"
DESCRIPTION = "sealed records stay"

_UNIQUE = "one_presence_each ON meeting_presence (consultation, account)"
_KEPT = ("consultation", "state", "revision", "sealed_at", "sealed", "seal")
_CHANGED = "OLD.state = 'sealed' AND ({})".format(
    " OR ".join(f"NEW.{one} <> OLD.{one} OR NEW.{one} IS NULL" for one in _KEPT)
)
#: By table and event, what is refused.
_REFUSED = {
    ("meeting_record", "UPDATE"): _CHANGED,
    ("meeting_record", "DELETE"): "OLD.state = 'sealed'",
    ("record_annex", "UPDATE"): "1 = 1",
    ("record_annex", "DELETE"): "1 = 1",
}
#: What only SQLite could replace.
_REPLACED = {
    "meeting_record": "EXISTS (SELECT 1 FROM meeting_record r WHERE"
    " r.consultation = NEW.consultation AND r.state = 'sealed')",
    "record_annex": "EXISTS (SELECT 1 FROM record_annex a WHERE a.id = NEW.id AND a.words <> NEW.words)",
}
_SAID = "a sealed record stays as it is"


def _name(table: str, event: str) -> str:
    return f"{table}_sealed_{event.lower()}"


async def create() -> None:
    await run(f"CREATE UNIQUE INDEX {_UNIQUE}")
    for (table, event), refused in _REFUSED.items():
        name = _name(table, event)
        if is_postgres():
            await run(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({refused})"
                " EXECUTE FUNCTION stays_as_it_is()"
            )
        else:
            await run(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused}"
                f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )
    if not is_postgres():
        for table, refused in _REPLACED.items():
            await run(
                f"CREATE TRIGGER {_name(table, 'INSERT')} BEFORE INSERT ON {table} WHEN {refused}"
                f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )


async def drop() -> None:
    for table, event in _REFUSED:
        on = f" ON {table}" if is_postgres() else ""
        await run(f"DROP TRIGGER {_name(table, event)}{on}")
    if not is_postgres():
        for table in _REPLACED:
            await run(f"DROP TRIGGER {_name(table, 'INSERT')}")
    await run("DROP INDEX one_presence_each")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
