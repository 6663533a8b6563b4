"""Reading what has been granted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from piccolo.querystring import QueryString

from xiangyi.core.asking import Asker, RoleMissing, Scope
from xiangyi.core.db import run
from xiangyi.core.sealing import unseal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.identity import errors
from xiangyi.features.identity.schemas.granting import Grant, GrantPage, GrantsSought, GrantState
from xiangyi.features.identity.service import persons, scopes
from xiangyi.features.identity.service.pages import cursor_of, place_of
from xiangyi.features.identity.tables import RoleGrant

#: As what the reasons for a role and for its end are sealed, each for its grant.
REASON: Final = "grant_reason"
WITHDRAWAL: Final = "withdrawal_reason"
#: Who may look at what is granted inside their scopes.
READERS: Final = ("administrator", "supervisor")
#: A place with fewer divisions below it may have few grants, found by their divisions; in a larger
#: one the latest are soon met by going back in time, which costs the same however many there are.
_FEW: Final = 500
_BELOW = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({})'
    ' UNION SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
    ' SELECT "key" FROM below LIMIT {}'
)
_LIES_IN = (
    'EXISTS (WITH RECURSIVE above AS (SELECT "key", parent FROM division'
    ' WHERE "key" = role_grant.division'
    ' UNION ALL SELECT d."key", d.parent FROM division AS d JOIN above ON d."key" = above.parent)'
    ' SELECT 1 FROM above WHERE "key" IN ({}))'
)
_AT = "division IN ({})"
_FOR = "scope_kind = 'organisation' AND scope_id IN ({})"
_SOME = "SELECT id FROM role_grant WHERE {} LIMIT {}"
#: No grant has it, so that a list of ids is never empty.
_NOBODYS: Final = UUID(int=0)
_FOUND = "SELECT id FROM role_grant WHERE ({}) AND {} ORDER BY granted_at DESC, id DESC LIMIT {}"
_STATES: Final[dict[GrantState, str]] = {
    "pending": "confirmed_at IS NULL AND withdrawn_at IS NULL",
    "held": "confirmed_at IS NOT NULL AND withdrawn_at IS NULL",
    "withdrawn": "withdrawn_at IS NOT NULL",
}


async def list_grants(asker: Asker, sought: GrantsSought, *, now: datetime) -> GrantPage:
    """What has been granted inside the asker's scopes, the latest first; the look is recorded.

    Raises:
        RoleMissing: the asker is neither administrator nor supervisor of anything.
    """
    own = [one.scope for one in asker.roles if one.role in READERS]
    if not own:
        raise RoleMissing(roles=list(READERS))
    rows = await run(_FOUND, await _inside(own), _wanted(sought), sought.limit + 1)
    found = await _in_order([UUID(str(row["id"])) for row in rows[: sought.limit]])
    for division in {ground.division for ground in (await scopes.grounds(own)).values()}:
        await audit.record(asker, "role.listed", "division", division, now=now, division=division)
    more = len(rows) > sought.limit
    last = cursor_of(found[-1]["granted_at"], found[-1]["id"]) if more else None
    return GrantPage(await shown(found), last)


async def one(id_: UUID) -> Grant:
    """Raises GrantNotFound."""
    [grant] = await shown([await row(id_)])
    return grant


async def row(id_: UUID) -> dict[str, Any]:
    """Raises GrantNotFound."""
    found = await maybe_row(id_)
    if found is None:
        raise errors.GrantNotFound(id=str(id_))
    return found


async def maybe_row(id_: UUID) -> dict[str, Any] | None:
    found: dict[str, Any] | None = await RoleGrant.select().where(RoleGrant.id == id_).first()
    return found


def scope_of(row: dict[str, Any]) -> Scope:
    return Scope(row["scope_kind"], row["scope_id"])


def state_of(row: dict[str, Any]) -> GrantState:
    if row["withdrawn_at"] is not None:
        return "withdrawn"
    return "pending" if row["confirmed_at"] is None else "held"


def opened(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the table with its reasons in plain words."""
    reasons = (("reason", REASON), ("withdrawn_reason", WITHDRAWAL))
    return row | {
        column: unseal_some(row[column], owner=row["id"], field=field) for column, field in reasons
    }


async def shown(rows: Sequence[dict[str, Any]]) -> list[Grant]:
    """Rows of the table as others may see them."""
    named = {row[part] for row in rows for part in ("account", "granted_by")} - {None}
    people = await persons.masks(named)
    grounds = await scopes.grounds(map(scope_of, rows))
    return [
        Grant(
            id=row["id"],
            account=row["account"],
            phone=people[row["account"]].phone,
            name=people[row["account"]].name,
            role=row["role"],
            scope_kind=row["scope_kind"],
            scope_id=row["scope_id"],
            scope_name=grounds[scope_of(row)].name if scope_of(row) in grounds else "",
            why=row["reason"],
            granted_by=row["granted_by"],
            granted_by_name=people[row["granted_by"]].name if row["granted_by"] in people else None,
            granted_at=row["granted_at"],
            confirmed_by=row["confirmed_by"],
            confirmed_at=row["confirmed_at"],
            withdrawn_at=row["withdrawn_at"],
            withdrawn_why=row["withdrawn_reason"],
            state=state_of(row),
        )
        for row in map(opened, rows)
    ]


async def _in_order(ids: list[UUID]) -> list[dict[str, Any]]:
    if not ids:
        return []
    rows = {row["id"]: row for row in await RoleGrant.select().where(RoleGrant.id.is_in(ids))}
    return [rows[id_] for id_ in ids]


async def _inside(own: Sequence[Scope]) -> QueryString:
    """The condition that a grant lies inside the asker's own scopes.

    Where there are few, it names them: otherwise SQLite would look for them among all.
    """
    conditions: list[QueryString] = []
    few: set[UUID] = set()
    below, offices = await _below(own), [one.id for one in own if one.kind == "organisation"]
    if len(below) == _FEW:
        keys = [one.id for one in own if one.kind == "division"]
        conditions.append(QueryString(_LIES_IN, _listed(keys)))
        below = []
    for sql, ids in ((_AT, below), (_FOR, offices)):
        if not ids:
            continue
        condition = QueryString(sql, _listed(ids))
        rows = await run(_SOME, condition, _FEW)
        if len(rows) < _FEW:
            few |= {UUID(str(row["id"])) for row in rows}
        else:
            conditions.append(condition)
    if few or not conditions:
        conditions.append(QueryString("id IN ({})", _listed([*few, _NOBODYS])))
    return QueryString(" OR ".join(["{}"] * len(conditions)), *conditions)


async def _below(own: Sequence[Scope]) -> list[object]:
    """The asker's own divisions and those below them, the first of them where there are many."""
    keys = [one.id for one in own if one.kind == "division"]
    return [row["key"] for row in await run(_BELOW, _listed(keys), _FEW)] if keys else []


def _listed(values: Sequence[object]) -> QueryString:
    return QueryString(", ".join(["{}"] * len(values)), *values)


def _wanted(sought: GrantsSought) -> QueryString:
    """What else is asked for, as a condition."""
    conditions = {
        "account = {}": sought.account,
        "role = {}": sought.role,
        "scope_kind = {}": sought.scope_kind,
        "scope_id = {}": sought.scope_id,
    }
    asked = {sql: value for sql, value in conditions.items() if value is not None}
    states = [_STATES[sought.state]] if sought.state else []
    after: list[object] = []
    if sought.cursor is not None:
        states.append("(granted_at, id) < ({}, {})")
        after = [*place_of(sought.cursor)]
    return QueryString(" AND ".join(["1 = 1", *asked, *states]), *asked.values(), *after)
