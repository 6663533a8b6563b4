"""Finding out who asks, once for each request: roles are read anew, so a withdrawn one is gone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker, HeldRole, Role, Scope, ScopeKind
from xiangyi.core.db import run
from xiangyi.features.identity.adapters import tokens


async def asker(token: str, *, now: datetime) -> Asker | None:
    """Who holds this access token, or None if it is not valid or its sign-in has ended."""
    access = tokens.read(token, now=now)
    if access is None:
        return None
    rows = await run(
        "SELECT device.id, role_grant.role, role_grant.scope_kind, role_grant.scope_id,"
        " COALESCE(account.born_on, account.id_number) IS NOT NULL AS told_age"
        " FROM device JOIN account ON account.id = device.account"
        " LEFT JOIN role_grant ON role_grant.account = device.account"
        " AND role_grant.confirmed_at IS NOT NULL AND role_grant.withdrawn_at IS NULL"
        " WHERE device.id = {} AND device.account = {} AND device.ended_at IS NULL"
        " AND account.erased_at IS NULL",
        *(access.device, access.account),
    )
    if not rows:
        return None
    return Asker(
        account=access.account,
        device=access.device,
        roles=_roles(rows),
        may_be_young=bool(rows[0]["told_age"]),
    )


async def roles_of(account: UUID) -> tuple[HeldRole, ...]:
    """What somebody may do, as of now."""
    return _roles(
        await run(
            "SELECT role, scope_kind, scope_id FROM role_grant WHERE account = {}"
            " AND confirmed_at IS NOT NULL AND withdrawn_at IS NULL",
            account,
        )
    )


async def held_by_anybody(role: Role, *, kind: ScopeKind) -> set[str]:
    """The ids of the scopes of one kind for which somebody holds the role, as of now."""
    rows = await run(
        "SELECT DISTINCT scope_id FROM role_grant WHERE role = {} AND scope_kind = {}"
        " AND confirmed_at IS NOT NULL AND withdrawn_at IS NULL",
        *(role, kind),
    )
    return {str(row["scope_id"]) for row in rows}


def _roles(rows: list[dict[str, Any]]) -> tuple[HeldRole, ...]:
    return tuple(
        HeldRole(row["role"], Scope(row["scope_kind"], row["scope_id"]))
        for row in rows
        if row["role"] is not None
    )
