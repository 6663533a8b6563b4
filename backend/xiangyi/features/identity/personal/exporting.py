"""What a person is handed of what identity keeps."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from xiangyi.core.personal import Section
from xiangyi.core.sealing import unseal
from xiangyi.features.divisions import service as divisions
from xiangyi.features.identity.rules import words
from xiangyi.features.identity.service import accounts, grants, guardians, labels
from xiangyi.features.identity.service.kept import NOTE
from xiangyi.features.identity.tables import (
    Account,
    Consent,
    Device,
    Member,
    Passkey,
    RoleGrant,
)


async def export(account: UUID) -> list[Section]:
    """Who the person is here, with everything that identity remembers of them."""
    row: Any = await Account.select().where(Account.id == account).first()
    profile = {
        "id": account,
        **accounts.opened(row),
        **{field: row[field] for field in ("occupation", "home", "language", "size")},
        "madeAt": row["made_at"],
        "keptByClerk": row["kept_by"] is not None,
        "claimedAt": row["claimed_at"],
        "deletionDueAt": row["deletion_due_at"],
    }
    places = await divisions.names([row["home"]] if row["home"] else [])
    guardian = await guardians.of_account(account)
    return [
        Section("profile", "本人", _PROFILE, [profile], words=words.PROFILE | {"home": places}),
        Section("guardian", "监护人", _GUARDIAN, [guardian] if guardian else []),
        Section("consents", "同意", _CONSENTS, await _consents(account), words.CONSENTS),
        await _rows(Device, account, "devices", "登录记录", _DEVICES, words.DEVICES),
        await _rows(Passkey, account, "passkeys", "指纹或面容", _PASSKEYS),
        Section("roles", "职务", _ROLES, await _roles(account), words.ROLES),
        Section("grantedRoles", "给别人的职务", _ROLES, await _granted(account), words.ROLES),
        await _memberships(account),
    ]


_PROFILE: Final = {
    "id": "编号",
    "phone": "手机号",
    "name": "称呼",
    "born_on": "出生日期",
    "id_number": "身份证号",
    "sex": "性别",
    "skills": "专业技能",
    "occupation": "职业",
    "home": "住在哪里",
    "language": "语言",
    "size": "字号",
    "madeAt": "建立时间",
    "deletionDueAt": "注销时间",
}
_GUARDIAN: Final = {"name": "称呼", "phone": "手机号", "agreedAt": "同意时间"}
_CONSENTS: Final = {
    "purpose": "事项",
    "how": "方式",
    "note": "说明",
    "given_at": "同意时间",
    "ends_at": "到期时间",
    "withdrawn_at": "收回时间",
}
_DEVICES: Final = {
    "label": "设备",
    "way": "登录方式",
    "signed_in_at": "登录时间",
    "turned_at": "最近使用",
    "ended_at": "退出时间",
}
_PASSKEYS: Final = {"label": "名称", "made_at": "建立时间", "used_on": "最近使用"}
_LABELS: Final = {Device: labels.DEVICES, Passkey: labels.PASSKEYS}
_ROLES: Final = {
    "role": "职务",
    "scope_kind": "范围",
    "scope_id": "范围编号",
    "reason": "原因",
    "granted_at": "授予时间",
    "withdrawn_at": "收回时间",
    "withdrawn_reason": "收回原因",
}
_MEMBERSHIPS: Final = {"organisation": "单位", "since_at": "加入时间", "ended_at": "离开时间"}


async def _rows(  # noqa: PLR0913, PLR0917  # a section has as many parts
    table: Any,
    account: UUID,
    name: str,
    title: str,
    headings: Mapping[str, str],
    said: Mapping[str, Mapping[str, str]] | None = None,
) -> Section:
    found = await table.select().where(table.account == account)
    for row in found:
        row["label"] = labels.label_of(row, _LABELS[table])
    return Section(name, title, headings, [_only(row, headings) for row in found], said or {})


async def _roles(account: UUID) -> list[dict[str, object]]:
    rows = (
        await RoleGrant.select().where(RoleGrant.account == account).order_by(RoleGrant.granted_at)
    )
    return [_only(row, _ROLES) for row in map(grants.opened, rows)]


async def _granted(account: UUID) -> list[dict[str, object]]:
    """What the person gave to others or took from them, and their own reasons; not to whom."""
    rows = (
        await RoleGrant.select()
        .where((RoleGrant.granted_by == account) | (RoleGrant.withdrawn_by == account))
        .order_by(RoleGrant.granted_at)
    )
    writers = (("reason", "granted_by"), ("withdrawn_reason", "withdrawn_by"))
    return [
        _only(row, _ROLES) | {one: "" for one, by in writers if row[by] != account}
        for row in map(grants.opened, rows)
    ]


async def _memberships(account: UUID) -> Section:
    found = (
        await Member.select(Member.organisation.name, Member.since_at, Member.ended_at)
        .where(Member.account == account)
        .order_by(Member.since_at)
    )
    rows = [{**row, "organisation": row["organisation.name"]} for row in found]
    return Section(
        "memberships", "所属单位", _MEMBERSHIPS, [_only(row, _MEMBERSHIPS) for row in rows]
    )


async def _consents(account: UUID) -> Sequence[dict[str, object]]:
    rows = await Consent.select().where(Consent.account == account).order_by(Consent.given_at)
    return [
        _only(row, _CONSENTS)
        | {"id": row["id"], "division": row["division"]}
        | {"note": row["note"] and unseal(row["note"], owner=account, field=NOTE)}
        for row in rows
    ]


def _only(row: Mapping[str, Any], headings: Mapping[str, str]) -> dict[str, object]:
    return {name: row[name] for name in headings}
