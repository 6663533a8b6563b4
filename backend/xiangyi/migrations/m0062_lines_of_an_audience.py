"""An audience is said in lines, each of which means those of whom all of it is true.

What was a sum until now, who lives there and does one of these, who holds a role, who follows a
station, becomes a line for each.
"""

from typing import Any

import msgspec
from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000062"
VERSION = "1.38.0"
DESCRIPTION = "lines of an audience"


async def rewrite() -> None:
    for row in await run("SELECT id, invited FROM consultation"):
        await run(
            "UPDATE consultation SET invited = {} WHERE id = {}",
            *(_written(in_lines(_read(row["invited"]))), row["id"]),
        )
    for row in await run('SELECT id, "before", "after" FROM consultation_revision'):
        await run(
            'UPDATE consultation_revision SET "before" = {}, "after" = {} WHERE id = {}',
            *(_facts(row["before"]), _facts(row["after"]), row["id"]),
        )


def in_lines(invited: dict[str, Any]) -> dict[str, Any]:
    """The same audience as it is said from now on."""
    if "lines" in invited:
        return invited
    some = {name: invited.get(name) for name in ("occupations", "roles", "stations")}
    lines = [
        {"occupations": some["occupations"] or []},
        *([{"roles": some["roles"]}] if some["roles"] else []),
        *([{"stations": some["stations"], "anywhere": True}] if some["stations"] else []),
    ]
    return {
        "division": invited["division"],
        "lines": lines if any(some.values()) else [],
        "phones": invited.get("phones", True),
    }


def _facts(text: object) -> str | None:
    if text is None:
        return None
    facts = _read(text)
    return _written(facts | {"invited": in_lines(facts["invited"])})


def _read(text: object) -> dict[str, Any]:
    read: dict[str, Any] = msgspec.json.decode(str(text))
    return read


def _written(told: dict[str, Any]) -> str:
    return msgspec.json.encode(told).decode()


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(rewrite)
    return manager
