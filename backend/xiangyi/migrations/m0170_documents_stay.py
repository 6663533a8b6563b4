"""Nobody changes what a document was issued as, nor lets one hold again, through whatever door.

It may be revoked, once; what tells of its person goes with them, and what is sealed is sealed anew
with a new key. SQLite replaces a row without a word, as m0053 says, so an insert that would is
refused too.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000170"
VERSION = "1.38.0"
DESCRIPTION = "documents stay"

_TABLE = "service_document"
_FIXED = (
    "id",
    "number",
    "token_hash",
    "organisation",
    "since_on",
    "until_on",
    "ledger_account",
    "seq",
    "hours",
)
_MAY_GO = ("account", "form", "issued_at")
_SAID = f"{_TABLE} stays as it is"


def _refused() -> dict[str, str]:
    other = "NEW.{0} IS DISTINCT FROM OLD.{0}" if is_postgres() else "NEW.{0} IS NOT OLD.{0}"
    refused = [other.format(one) for one in _FIXED]
    refused += [f"(NEW.{one} IS NOT NULL AND {other.format(one)})" for one in _MAY_GO]
    refused += [f"(OLD.revoked_at IS NOT NULL AND {other.format('revoked_at')})"]
    # By whom and why is told as it is revoked.
    told = [f"(NEW.revoked_by IS NOT NULL AND {other.format('revoked_by')})"]
    told += ["(NEW.why IS NOT NULL AND OLD.why IS NULL)"]
    refused += [f"(OLD.revoked_at IS NOT NULL AND ({' OR '.join(told)}))"]
    refused += ["(NEW.content IS NOT NULL AND OLD.content IS NULL)"]
    events = {"UPDATE": " OR ".join(refused), "DELETE": "OLD.id = OLD.id"}
    if not is_postgres():
        events["INSERT"] = (
            f"EXISTS (SELECT 1 FROM {_TABLE} d WHERE d.id = NEW.id OR d.number = NEW.number)"  # ours
        )
    return events


async def create() -> None:
    for event, refused in _refused().items():
        name = _name(event)
        if not is_postgres():
            await run(
                f"CREATE TRIGGER {name} BEFORE {event} ON {_TABLE} WHEN {refused}"
                f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )
            continue
        await run(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF {refused} THEN RAISE EXCEPTION '{_SAID}'; END IF;"
            f" RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
        )
        await run(
            f"CREATE TRIGGER {name} BEFORE {event} ON {_TABLE}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    if is_postgres():
        await run(
            f"CREATE TRIGGER {_name('TRUNCATE')} BEFORE TRUNCATE ON {_TABLE}"
            " FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is()"
        )


def _name(event: str) -> str:
    return f"{_TABLE}_stays_{event.lower()}"


async def drop() -> None:
    if is_postgres():
        await run(f"DROP TRIGGER {_name('TRUNCATE')} ON {_TABLE}")
    for event in _refused():
        if is_postgres():
            await run(f"DROP TRIGGER {_name(event)} ON {_TABLE}")
            await run(f"DROP FUNCTION {_name(event)}()")
        else:
            await run(f"DROP TRIGGER {_name(event)}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
