"""Nobody rewrites what an activity was once a second person has said yes to it, nor who decides of
hours but by deciding.

Whom to ring, the point on the map and the shifts' own times may be others until people come, so
they are left out; a line of service commits to the times, and `verify` holds it against them.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000197"
VERSION = "1.38.0"
DESCRIPTION = "what hours were for stays"

_YES = "OLD.approved_at IS NOT NULL"
_AGREED = (
    *("id", "kind", "title", "about", "division", "organisation", "place", "station"),
    *("minimum_age", "insured", "beneficiaries", "opens_at"),
    *("drafted_by", "approved_by", "approved_at"),
)
_OF_SAID_YES = (
    "EXISTS (SELECT 1 FROM volunteer_activity a"
    " WHERE a.id = OLD.activity AND a.approved_at IS NOT NULL)"
)
#: By table: who decided and when, and what says that somebody did.
_DECIDED = {
    "shift_presence": (("decided_by", "decided_at", "counted_at"), "state"),
    "service_claim": (("decided_by", "decided_at"), "state"),
    "record_dispute": (("answer", "answered_by", "claim"), "answered_at"),
}
_KEPT = ("volunteer_activity", "activity_shift")


def _other(column: str) -> str:
    differs = "IS DISTINCT FROM" if is_postgres() else "IS NOT"
    return f'NEW."{column}" {differs} OLD."{column}"'


def _any(columns: tuple[str, ...]) -> str:
    return "(" + " OR ".join(map(_other, columns)) + ")"


def _refused() -> list[tuple[str, str, str]]:
    """By table and event, what of it is refused."""
    refused = [
        ("volunteer_activity", "UPDATE", f"{_YES} AND {_any(_AGREED)}"),
        ("volunteer_activity", "DELETE", _YES),
        ("activity_shift", "UPDATE", _any(("id", "activity"))),
        ("activity_shift", "DELETE", _OF_SAID_YES),
    ]
    for table, (columns, by) in _DECIDED.items():
        refused.append((table, "UPDATE", f"NOT {_other(by)} AND {_any(columns)}"))
    if not is_postgres():
        # SQLite's own way around a trigger on what stands there, as m0053 says.
        there = {
            "volunteer_activity": "a.id = NEW.id",
            "activity_shift": "a.id = (SELECT s.activity FROM activity_shift s WHERE s.id = NEW.id)",
        }
        refused += [
            (
                table,
                "INSERT",
                "EXISTS (SELECT 1 FROM volunteer_activity a"
                f" WHERE {same} AND a.approved_at IS NOT NULL)",
            )
            for table, same in there.items()
        ]
    return refused


async def create() -> None:
    for table, event, refused in _refused():
        name, said = _name(table, event), f"{table} stays as it is"
        if not is_postgres():
            await run(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused}"
                f" BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )
            continue
        await run(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF {refused} THEN RAISE EXCEPTION '{said}'; END IF;"
            f" RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
        )
        await run(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW"
            f" EXECUTE FUNCTION {name}()"
        )
    for table in _KEPT if is_postgres() else ():
        await run(
            f"CREATE TRIGGER {_name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is()"
        )


async def drop() -> None:
    for table, event, _ in _refused():
        on = f" ON {table}" if is_postgres() else ""
        await run(f"DROP TRIGGER {_name(table, event)}{on}")
        if is_postgres():
            await run(f"DROP FUNCTION {_name(table, event)}()")
    for table in _KEPT if is_postgres() else ():
        await run(f"DROP TRIGGER {_name(table, 'TRUNCATE')} ON {table}")


def _name(table: str, event: str) -> str:
    return f"{table}_agreed_{event.lower()}"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
