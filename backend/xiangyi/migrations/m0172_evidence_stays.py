"""Nobody changes or removes what proves an hour: a scan, who changed an activity, who gave a role.

With a person who is erased their scans go, and words that they wrote; after 90 days the phone that
scanned goes; a role is confirmed and withdrawn, each once.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000172"
VERSION = "1.38.0"
DESCRIPTION = "evidence stays"

_FIXED = {
    "shift_scan": (
        *("id", "shift", "account", "phase", "step", "received_at", "how", "on_time"),
        "in_radius",
    ),
    "activity_revision": ("id", "activity", "number", "made_at", "account", "move"),
    "role_grant": (
        *("id", "account", "role", "scope_kind", "scope_id", "division"),
        *("granted_by", "granted_at"),
    ),
}
_SAID = "{} stays as it is"


def _other(column: str) -> str:
    differs = "IS DISTINCT FROM" if is_postgres() else "IS NOT"
    return f"NEW.{column} {differs} OLD.{column}"


def _changed(table: str) -> str:
    more = {
        "shift_scan": [f"(NEW.phone IS NOT NULL AND {_other('phone')})"],
        "activity_revision": [f"(NEW.why <> '' AND {_other('why')})"],
        "role_grant": [
            f"(OLD.{word}_at IS NOT NULL AND ({_other(f'{word}_at')} OR {_other(f'{word}_by')}))"
            for word in ("confirmed", "withdrawn")
        ],
    }
    return " OR ".join([*map(_other, _FIXED[table]), *more[table]])


def _removed(table: str) -> str:
    if table != "shift_scan":
        return "OLD.id = OLD.id"
    return (
        "NOT EXISTS (SELECT 1 FROM account a"
        " WHERE a.id = OLD.account AND a.erased_at IS NOT NULL)"
    )


async def create() -> None:
    for table in _FIXED:
        for event, refused in (("UPDATE", _changed(table)), ("DELETE", _removed(table))):
            await _refuse(table, event, refused)
        if is_postgres():
            await run(
                f"CREATE TRIGGER {_name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is()"
            )


async def _refuse(table: str, event: str, refused: str) -> None:
    name, said = _name(table, event), _SAID.format(table)
    if not is_postgres():
        await run(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused}"
            f" BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )
        return
    await run(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF {refused} THEN RAISE EXCEPTION '{said}'; END IF;"
        f" RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
    )
    await run(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _name(table: str, event: str) -> str:
    return f"{table}_stays_{event.lower()}"


async def drop() -> None:
    for table in _FIXED:
        for event in ("UPDATE", "DELETE"):
            await run(f"DROP TRIGGER {_name(table, event)}" + (f" ON {table}" if is_postgres() else ""))
            if is_postgres():
                await run(f"DROP FUNCTION {_name(table, event)}()")
        if is_postgres():
            await run(f"DROP TRIGGER {_name(table, 'TRUNCATE')} ON {table}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
