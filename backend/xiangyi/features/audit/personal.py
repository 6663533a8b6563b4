"""What audit keeps of persons: the random ids of who did what, which stay when one is erased."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Section, columns
from xiangyi.features.audit.tables import AuditEntry

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
)


async def export(account: UUID) -> list[Section]:
    """What the account did, and what a clerk did for it."""
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
        )
    ]


async def erase(account: UUID, now: datetime) -> None:
    """Nothing: a random id tells nothing once its account is empty."""


PERSONAL: Final = Keeper(
    feature="audit",
    export=export,
    erase=erase,
    fields=_FIELDS,
    hashed=columns(AuditEntry, "before_hash", "after_hash"),
    accounts=columns(AuditEntry, "actor", "acting_for"),
)
