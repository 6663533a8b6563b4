"""Reading what has been granted."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
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
from xiangyi.features.identity.tables import RoleGrant

#: As what the reasons for a role and for its end are sealed, each for its grant.
REASON: Final = "grant_reason"
WITHDRAWAL: Final = "withdrawal_reason"
#: Who may look at what is granted inside their scopes.
READERS: Final = ("administrator", "supervisor")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: A place with fewer divisions below it has few grants, found by their divisions; in a larger
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
_FOUND = (
    "SELECT id FROM role_grant WHERE ({} OR {}) AND {} ORDER BY granted_at DESC, id DESC LIMIT {}"
)
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
    places, offices = await _in_divisions(own), _in_organisations(own)
    rows = await run(_FOUND, places, offices, _wanted(sought), sought.limit + 1)
    found = await _in_order([UUID(str(row["id"])) for row in rows[: sought.limit]])
    for division in {ground.division for ground in (await scopes.grounds(own)).values()}:
        await audit.record(asker, "role.listed", "division", division, now=now, division=division)
    more = len(rows) > sought.limit
    return GrantPage(await shown(found), _cursor(found[-1]) if more else None)


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


async def _in_divisions(own: Sequence[Scope]) -> QueryString:
    """The condition that a grant lies in a division among the asker's own, or below one."""
    keys = [one.id for one in own if one.kind == "division"]
    if not keys:
        return QueryString("1 = 0")
    below = [row["key"] for row in await run(_BELOW, _listed(keys), _FEW)]
    if len(below) < _FEW:
        return QueryString("division IN ({})", _listed(below))
    return QueryString(_LIES_IN, _listed(keys))


def _in_organisations(own: Sequence[Scope]) -> QueryString:
    """The condition that a grant is for an organisation among the asker's own."""
    ids = [one.id for one in own if one.kind == "organisation"]
    if not ids:
        return QueryString("1 = 0")
    return QueryString("(scope_kind = 'organisation' AND scope_id IN ({}))", _listed(ids))


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
        micros, _, id_ = sought.cursor.partition("-")
        states.append("(granted_at, id) < ({}, {})")
        after = [_EPOCH + timedelta(microseconds=int(micros)), UUID(id_)]
    return QueryString(" AND ".join(["1 = 1", *asked, *states]), *asked.values(), *after)


def _cursor(row: dict[str, Any]) -> str:
    """When it was granted, in microseconds since 1970, a dash and the id's 32 digits."""
    micros = (row["granted_at"] - _EPOCH) // timedelta(microseconds=1)
    return f"{micros}-{row['id'].hex}"
