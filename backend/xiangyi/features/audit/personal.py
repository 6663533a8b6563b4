"""What audit keeps of persons: the random ids of who did what, which stay, and the reasons."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.features.audit import service
from xiangyi.features.audit.tables import AuditEntry, AuditReason

_FIELDS: Final = (
    Field(
        field="entries",
        name_zh="操作记录",
        name_en="Record of acts",
        purpose_zh="有职务的人查看或者改动别人的资料，都要留下记录，好让旁人查对。",
        purpose_en="Whoever holds a role and reads or changes others' data leaves a record,"
        " so that it can be looked into.",
        retention_zh="至少 6 个月，一直保留；只记随机编号，不记姓名和电话。",
        retention_en="At least 6 months, and kept on; by random number, without name or phone.",
    ),
    Field(
        field=service.REASON,
        name_zh="操作的事由",
        name_en="Reasons of acts",
        purpose_zh="有职务的人为您的事写下的理由，好让旁人查对。",
        purpose_en="What whoever holds a role gave as the reason for what they did about you,"
        " so that it can be looked into.",
        retention_zh="加密保存，您注销时删除；您为别人的事写的，那人注销时删除；"
        "您为一个地方、一个单位写的，一直保留。",
        retention_en="Kept encrypted, erased when you close your account; what you wrote about"
        " somebody else, when they close theirs; about a place or an organisation, kept on.",
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account did, what a clerk did for it, and why things were done about it."""
    rows = (
        await AuditEntry.select(
            AuditEntry.at, AuditEntry.action, AuditEntry.subject_kind, AuditEntry.subject_id
        )
        .where((AuditEntry.actor == account) | (AuditEntry.acting_for == account))
        .order_by(AuditEntry.id)
    )
    headings = {"at": "时间", "action": "操作", "subjectKind": "对象", "subjectId": "编号"}
    return [
        Section(
            "entries",
            "操作记录",
            headings,
            [
                {
                    "at": row["at"],
                    "action": row["action"],
                    "subjectKind": row["subject_kind"],
                    "subjectId": row["subject_id"],
                }
                for row in rows
            ],
        ),
        Section(
            "reasons",
            "与您有关的操作事由",
            {"at": "时间", "action": "操作", "why": "事由"},
            [msgspec.structs.asdict(one) for one in await service.reasons_about(account)],
        ),
    ]


async def erase(account: UUID, now: datetime) -> None:  # noqa: ARG001  # a keeper is told when
    """Leave the entries, whose random ids tell nothing once the account is empty; no reason."""
    await service.forget_reasons(account)


PERSONAL: Final = Keeper(
    feature="audit",
    export=export,
    erase=erase,
    fields=_FIELDS,
    sealed=(Sealed(AuditReason, "words", owner="entry", field=service.REASON),),
    hashed=columns(AuditEntry, "before_hash", "after_hash"),
    accounts=(*columns(AuditEntry, "actor", "acting_for"), *columns(AuditReason, "about")),
)
