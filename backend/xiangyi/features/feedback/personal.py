"""What feedback keeps of persons: their words and how to call them back."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.features.feedback.service import forgetting
from xiangyi.features.feedback.tables import Feedback

_WORDS: Final = ("words", "contact", "answer")
_KINDS: Final = {"complaint": "投诉", "suggestion": "建议"}
_RETENTION: Final = (
    "答复一年以后删除，您注销时也删除。",
    "Erased a year after the answer, or when you close your account.",
)
_FIELDS: Final = (
    Field(
        field="words",
        name_zh="投诉建议",
        name_en="Complaint or suggestion",
        purpose_zh="看您说了什么，给您答复。",
        purpose_en="To read what you said and answer you.",
        retention_zh=_RETENTION[0],
        retention_en=_RETENTION[1],
        optional=True,
    ),
    Field(
        field="contact",
        name_zh="回访电话",
        name_en="How to reach you",
        purpose_zh="您想要回电时，好联系您。",
        purpose_en="To call you back, if you want that.",
        retention_zh=_RETENTION[0],
        retention_en=_RETENTION[1],
        optional=True,
    ),
    Field(
        field="answer",
        name_zh="对您的答复",
        name_en="The answer to you",
        purpose_zh="让您凭回执随时查看。",
        purpose_en="So that you can read it again with your receipt.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
)


async def export(account: UUID) -> list[Section]:
    """Every piece that the account has written."""
    headings = {
        "said_at": "时间",
        "kind": "种类",
        "words": "您说的",
        "contact": "回访电话",
        "answer": "答复",
        "answered_at": "答复时间",
    }
    rows = await forgetting.of_account(account)
    return [Section("feedback", "投诉建议", headings, rows, {"kind": _KINDS})]


async def erase(account: UUID, now: datetime) -> None:
    """Take the words out of what the account has written; that there was a piece stays."""
    await forgetting.forget_of(account, now=now)


PERSONAL: Final = Keeper(
    feature="feedback",
    export=export,
    erase=erase,
    fields=_FIELDS,
    sealed=tuple(Sealed(Feedback, word) for word in _WORDS),
    accounts=columns(Feedback, "account", "answered_by"),
)
