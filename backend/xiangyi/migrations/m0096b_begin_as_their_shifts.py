"""When activities and seats begin follows their shifts, whoever changes those; and is looked up.

A copy that each writer has to think of would be forgotten by one.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:0000965"
VERSION = "1.38.0"
DESCRIPTION = "begin as their shifts"

_INDEXES = {
    "signups_by_start": "shift_signup (account, starts_at, shift) WHERE state <> 'cancelled'",
    "activities_by_start": "volunteer_activity (organisation, starts_at)",
    "activities_by_state": "volunteer_activity (organisation, state)",
}
_OF_SEAT = "(SELECT s.starts_at FROM activity_shift s WHERE s.id = {shift})"
_SEATS = "UPDATE shift_signup SET starts_at = NEW.starts_at WHERE shift = NEW.id"
_ACTIVITY = (
    "UPDATE volunteer_activity SET starts_at = (SELECT min(s.starts_at) FROM activity_shift s"
    " WHERE s.activity = {row}.activity) WHERE id = {row}.activity"
)
#: By what happens to a shift, what follows.
_FOLLOWS = {
    "INSERT": (_ACTIVITY.format(row="NEW"),),
    "UPDATE OF starts_at": (_SEATS, _ACTIVITY.format(row="NEW")),
    "DELETE": (_ACTIVITY.format(row="OLD"),),
}
#: What is restored from a backup says it by itself, and may come before its shift.
_NEW_SEAT = (
    "UPDATE shift_signup SET starts_at = " + _OF_SEAT.format(shift="NEW.shift") + " WHERE"
    " id = NEW.id AND starts_at IS NULL"
)
_FILL = (
    "UPDATE shift_signup SET starts_at = " + _OF_SEAT.format(shift="shift_signup.shift"),
    "UPDATE volunteer_activity SET starts_at = (SELECT min(s.starts_at) FROM activity_shift s"
    " WHERE s.activity = volunteer_activity.id)",
)


async def fill() -> None:
    for statement in _FILL:
        await run(statement)


async def create() -> None:
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")
    for event, statements in _FOLLOWS.items():
        await _follow(_name(event), "activity_shift", event, statements)
    await _follow("seat_begins_insert", "shift_signup", "INSERT", (_NEW_SEAT,))


async def _follow(name: str, table: str, event: str, statements: tuple[str, ...]) -> None:
    body = "; ".join(statements)
    on = f"CREATE TRIGGER {name} AFTER {event} ON {table}"
    if not is_postgres():
        await run(f"{on} BEGIN {body}; END")
        return
    await run(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {body}; RETURN NULL; END $$"
    )
    await run(f"{on} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _name(event: str) -> str:
    return f"activity_begins_{event.split()[0].lower()}"


async def drop() -> None:
    triggers = {_name(event): "activity_shift" for event in _FOLLOWS}
    for name, table in {**triggers, "seat_begins_insert": "shift_signup"}.items():
        await run(f"DROP TRIGGER {name} ON {table}" if is_postgres() else f"DROP TRIGGER {name}")
        if is_postgres():
            await run(f"DROP FUNCTION {name}()")
    for name in _INDEXES:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(fill)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
