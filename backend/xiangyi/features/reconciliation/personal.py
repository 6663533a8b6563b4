"""What statements keep of persons: what was said of a line, until who said it is erased."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.core.sealing import unseal_some
from xiangyi.features.reconciliation.service import forgetting
from xiangyi.features.reconciliation.service.disputes import WHY, WORDS
from xiangyi.features.reconciliation.tables import StatementAnswer, StatementDispute

_ERASED_ZH: Final = "您注销时删除；哪一条、答复了什么，为了对账留着，不写是谁。"
_ERASED_EN: Final = (
    "Erased when you close your account. Which line it was and what came of it stays for the"
    " accounts, without you."
)
_FIELDS: Final = (
    Field(
        field=WORDS,
        name_zh="您对对账单提的异议",
        name_en="What you found wrong with a statement",
        purpose_zh="让区划里的人知道哪里不对；加密保存。",
        purpose_en="So that those of the division know what is wrong. Kept sealed.",
        retention_zh=_ERASED_ZH,
        retention_en=_ERASED_EN,
        optional=True,
    ),
    Field(
        field=WHY,
        name_zh="您对异议的答复",
        name_en="What you answered to such a dispute",
        purpose_zh="让提出的单位知道改不改、为什么；加密保存。",
        purpose_en="So that the provider knows what comes of it, and why. Kept sealed.",
        retention_zh=_ERASED_ZH,
        retention_en=_ERASED_EN,
        optional=True,
    ),
)
_ANSWERS: Final = {"kept": "维持", "struck": "不计", "honoured": "照计"}


async def export(account: UUID) -> list[Section]:
    """What they disputed, and what they answered."""
    disputes: list[dict[str, Any]] = (
        await StatementDispute.select()
        .where(StatementDispute.said_by == account)
        .order_by(StatementDispute.said_at)
    )
    answers: list[dict[str, Any]] = (
        await StatementAnswer.select()
        .where(StatementAnswer.said_by == account)
        .order_by(StatementAnswer.said_at)
    )
    return [
        Section(
            "statement_disputes",
            "对对账单的异议",
            {"said_at": "时间", "words": "说了什么", "outcome": "结果"},
            [
                {"said_at": row["said_at"], "outcome": row["outcome"]}
                | {"words": unseal_some(row["words"], owner=row["id"], field=WORDS)}
                for row in disputes
            ],
            {"outcome": _ANSWERS},
        ),
        Section(
            "statement_answers",
            "对异议的答复",
            {"said_at": "时间", "answer": "答复", "why": "原因"},
            [
                {"said_at": row["said_at"], "answer": row["answer"]}
                | {"why": unseal_some(row["why"], owner=row["id"], field=WHY)}
                for row in answers
            ],
            {"answer": _ANSWERS},
        ),
    ]


async def erase(account: UUID, _: datetime) -> None:
    """What they said goes, and what was said of their vouchers; what came of it stays."""
    await forgetting.forget(account)


PERSONAL: Final = Keeper(
    feature="reconciliation",
    export=export,
    erase=erase,
    fields=_FIELDS,
    sealed=(
        Sealed(StatementDispute, "words", field=WORDS),
        Sealed(StatementAnswer, "why", field=WHY),
    ),
    accounts=(
        *columns(StatementDispute, "line", "said_by"),
        *columns(StatementAnswer, "said_by"),
    ),
)
