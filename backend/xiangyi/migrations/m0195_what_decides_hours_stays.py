"""Nobody rewrites or removes what decides hours: rules, members, samples, disputes, settlements; nor
what was counted, confirmed or decided of a stay or a claim. As m0172 and m0191 keep the evidence.

With a person who is erased their settlements go, and whose a stay, a claim or a dispute was. What is
sealed is sealed anew with a new key, and a line that was drawn is asked about again.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000195"
VERSION = "1.38.0"
DESCRIPTION = "what decides hours stays"

_FIXED = {
    "volunteer_rule": ("id", "division", "name", "value", "since_on", "basis"),
    "member": ("id", "organisation", "account", "since_at", "added_by"),
    "service_sample": ("month", "size", "before", "draws", "drawn_at"),
    "sampled_line": ("id", "month", "number", "posting"),
    "record_dispute": ("id", "shift", "kind", "line", "minutes", "level", "said_at"),
    "record_settlement": ("signup", "account", "settled_by", "settled_at"),
    "shift_presence": ("id", "shift", "day", "came_at", "came_on_time"),
    "service_claim": (
        *("id", "shift", "minutes", "claimed_by", "claimed_at", "corrects"),
        "false_presence",
    ),
}
#: By table: once a row is so, these stay as they are.
_ONCE = {
    "member": (("ended_at IS NOT NULL", ("ended_at", "ended_by")),),
    "record_dispute": (
        ("answered_at IS NOT NULL", ("answer", "answered_by", "answered_at", "claim")),
    ),
    "shift_presence": (
        ("left_at IS NOT NULL", ("left_at", "left_on_time")),
        (
            "state = 'counted'",
            (
                *("state", "minutes", "service_class", "reckoning", "counted_at"),
                *("decided_by", "decided_at"),
            ),
        ),
        ("confirmed_at IS NOT NULL", ("confirmed_at", "confirmed_by")),
    ),
    "service_claim": (
        (
            "state IN ('accepted', 'refused')",
            ("state", "service_class", "decided_by", "decided_at"),
        ),
    ),
}
#: Whose it was goes with them, and never comes to be another's.
_WHOSE = ("record_dispute", "shift_presence", "service_claim")
#: Goes with its person as a whole.
_GOES = "record_settlement"
#: By table: its keys, any of which an INSERT OR REPLACE on SQLite could mean.
_KEYS = {
    **{table: ("id",) for table in _FIXED},
    "service_sample": ("month",),
    "sampled_line": ("id", "number"),
    "record_settlement": ("signup",),
    "member": ("id", "organisation, account"),
    "shift_presence": ("id", "shift, account"),
}
#: Of some keys, only among rows that are so.
_STANDING = {
    ("member", "organisation, account"): "ended_at IS NULL AND NEW.ended_at IS NULL",
    ("shift_presence", "shift, account"): "state = 'open' AND NEW.state = 'open'",
}
_ERASED = "EXISTS (SELECT 1 FROM account a WHERE a.id = OLD.account AND a.erased_at IS NOT NULL)"


def _refused(table: str) -> dict[str, str]:
    changed = [_other(one) for one in _FIXED[table]]
    for was, columns in _ONCE.get(table, ()):
        changed.append(f"(OLD.{was} AND ({' OR '.join(map(_other, columns))}))")
    if table in _WHOSE:
        changed.append(f"({_other('account')} AND NOT (NEW.account IS NULL AND {_ERASED}))")
    gone = f"NOT {_ERASED}" if table == _GOES else "1 = 1"
    refused = {"UPDATE": " OR ".join(changed), "DELETE": gone}
    if not is_postgres():
        refused["INSERT"] = " OR ".join(_is_there(table, key) for key in _KEYS[table])
    return refused


def _other(column: str) -> str:
    differs = "IS DISTINCT FROM" if is_postgres() else "IS NOT"
    return f'NEW."{column}" {differs} OLD."{column}"'


def _is_there(table: str, key: str) -> str:
    same = [f"{column} = NEW.{column}" for column in key.split(", ")]
    where = " AND ".join([*same, _STANDING.get((table, key), "1 = 1")])
    return f"EXISTS (SELECT 1 FROM {table} WHERE {where})"


async def create() -> None:
    for table in _FIXED:
        for event, refused in _refused(table).items():
            await _refuse(table, event, refused)
        if is_postgres():
            await run(
                f"CREATE TRIGGER {_name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is()"
            )


async def _refuse(table: str, event: str, refused: str) -> None:
    name, said = _name(table, event), f"{table} stays as it is"
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
        for event in _refused(table):
            on = f" ON {table}" if is_postgres() else ""
            await run(f"DROP TRIGGER {_name(table, event)}{on}")
            if is_postgres():
                await run(f"DROP FUNCTION {_name(table, event)}()")
        if is_postgres():
            await run(f"DROP TRIGGER {_name(table, 'TRUNCATE')} ON {table}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
