"""What the ledger keeps of persons: minutes under random ids, and whose until they are erased."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Section, columns
from xiangyi.features.ledger.service import forgetting, receipts
from xiangyi.features.ledger.tables import (
    LedgerAccount,
    LedgerCheckpoint,
    LedgerEntry,
    LedgerHolder,
    LedgerOpening,
    LedgerTile,
)

_FIELDS: Final = (
    Field(
        field="minutes",
        name_zh="时长账本",
        name_en="Ledger of minutes",
        purpose_zh="记下您服务了多少分钟、用掉多少分钟，一笔一行，谁也改不了。",
        purpose_en="How many minutes you have served and spent, a line for each, so that nobody"
        " can change them.",
        retention_zh="每一行只有随机编号、分钟数和校验码，一直保留；"
        "它是谁的、因为什么事，您注销时删除。",
        retention_en="Each line has random numbers, minutes and check sums only, and is kept on;"
        " whose it is and what for is erased when you close your account.",
    ),
)
_HEADINGS: Final = {
    "postedAt": "时间",
    "accountKind": "账户",
    "seq": "序号",
    "minutes": "分钟",
    "kind": "事项",
    "serviceClass": "类别",
    "about": "关于",
    "hash": "校验码",
}
_WORDS: Final = {
    "accountKind": {"service": "服务时长", "redeemable": "可兑换时长"},
    "kind": {
        "earned": "服务",
        "corrected": "更正",
        "released": "转为可兑换",
        "spent": "兑换",
        "returned": "退回",
        "lapsed": "到期",
    },
    "serviceClass": {"verified": "现场核验", "late": "补传", "backfilled": "补录"},
}


async def export(account: UUID) -> list[Section]:
    """Every line of the account's minutes, with all that proves it."""
    rows = [
        {
            "postedAt": one.posted_at,
            "accountKind": one.account_kind,
            "seq": one.seq,
            "minutes": one.minutes,
            "kind": one.kind,
            "serviceClass": one.service_class,
            "about": one.opening.about if one.opening else "",
            "hash": one.hash,
            "salt": one.opening.salt if one.opening else "",
            "text": one.text,
        }
        for _, one in reversed(await receipts.lines_of(account))
    ]
    return [Section("minutes", "时长账本", _HEADINGS, rows, _WORDS)]


async def erase(account: UUID, _: datetime) -> None:
    """Let nobody know any more whose the minutes are, and what they were for."""
    await forgetting.forget(account)


PERSONAL: Final = Keeper(
    feature="ledger",
    export=export,
    erase=erase,
    fields=_FIELDS,
    hashed=(
        *columns(LedgerAccount, "head"),
        *columns(LedgerEntry, "commitment", "previous", "hash"),
        *columns(LedgerOpening, "salt"),
        *columns(LedgerTile, "hashes", "root"),
        *columns(LedgerCheckpoint, "root"),
    ),
    accounts=columns(LedgerHolder, "account"),
)
