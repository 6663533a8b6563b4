"""What documents keep of persons: what they took away on paper, until they are erased."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.core.sealing import unseal_some
from xiangyi.features.documents.rules.issuing import spaced, title
from xiangyi.features.documents.rules.serving import PROOFS_ZH, Served
from xiangyi.features.documents.service import forgetting, keeping
from xiangyi.features.documents.tables import ServiceDocument

_FIELDS: Final = (
    Field(
        field="document_content",
        name_zh="您开的服务记录",
        name_en="The service records you were issued",
        purpose_zh="记下纸上写了什么，以后还能再下载；加密保存。证件号码，您要写才有。",
        purpose_en="What stands on each, so that you can fetch it again. Kept sealed. Your identity"
        " number is there only if you wanted it.",
        retention_zh="您注销时删除；只留编号、校验码、哪个单位出具、凭账本哪几行（随机编号），"
        "和是不是作废了，好让拿到纸的人还能核验，账更正了还能作废。",
        retention_en="Erased when you close your account. The number stays, a check sum, who issued"
        " it, on which lines of the ledger (random numbers) and whether it was revoked, so that"
        " whoever holds the paper can still check it, and a correction still revokes it.",
        optional=True,
    ),
    Field(
        field="document_why",
        name_zh="服务记录作废的原因",
        name_en="Why a service record was revoked",
        purpose_zh="让您知道为什么；加密保存。",
        purpose_en="So that you know. Kept sealed.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
)
_FORMS: Final = {"full": "列出活动", "least": "只写不少于多少小时"}
_HEADINGS: Final = {
    "title": "名称",
    "issuedAt": "时间",
    "number": "编号",
    "form": "样式",
    "issuer": "出具单位",
    "name": "姓名",
    "idNumber": "证件号码",
    "period": "服务期间",
    "served": "写了什么",
    "revokedAt": "作废",
    "why": "作废原因",
}


async def export(account: UUID) -> list[Section]:
    """Each document with all that stands on it."""
    rows: list[dict[str, Any]] = (
        await ServiceDocument.select()
        .where(ServiceDocument.account == account)
        .order_by(ServiceDocument.issued_at, ServiceDocument.id)
    )
    return [
        Section("documents", "服务记录", _HEADINGS, [_told(row) for row in rows], {"form": _FORMS})
    ]


def _told(row: dict[str, Any]) -> dict[str, object]:
    content = keeping.content_of(row)
    at_least = f"不少于 {content.hours} 小时"
    return {
        "title": title(accepted=content.accepted),
        "issuedAt": row["issued_at"],
        "number": spaced(row["number"]),
        "form": row["form"],
        "issuer": content.issuer,
        "name": content.name,
        "idNumber": content.id_number,
        "period": f"{row['since_on']} / {row['until_on']}",
        "served": at_least if content.hours else "；".join(map(_line, content.served)),
        "revokedAt": row["revoked_at"],
        "why": unseal_some(row["why"], owner=row["id"], field=keeping.WHY),
        "token": content.token,
    }


def _line(one: Served) -> str:
    return f"{one.day} {one.title} {one.minutes} 分钟（{PROOFS_ZH[one.proof]}）"


async def erase(account: UUID, _: datetime) -> None:
    """Let nobody know any more whose they were, and what stood on them."""
    await forgetting.forget(account)


PERSONAL: Final = Keeper(
    feature="documents",
    export=export,
    erase=erase,
    fields=_FIELDS,
    sealed=(
        Sealed(ServiceDocument, "content", field=keeping.CONTENT),
        Sealed(ServiceDocument, "why", field=keeping.WHY),
    ),
    hashed=columns(ServiceDocument, "token_hash"),
    accounts=columns(ServiceDocument, "account", "ledger_account"),
)
