"""What commitments keep of persons: what they found solved, and what desks did."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Section, columns
from xiangyi.features.commitments.service import forgetting
from xiangyi.features.commitments.tables import Commitment, CommitmentAnswer, CommitmentStep

_MOVES: Final = {"promise": "记下承诺", "report": "报办完", "withdraw": "收回承诺"}
_FIELDS: Final = (
    Field(
        field="commitment_answers",
        name_zh="您说的解决没解决",
        name_en="What you found solved and not",
        purpose_zh="按规定点数；别人只看到有几个人说解决，看不到是谁。",
        purpose_en="To be counted by rule. Others see how many said so, never who.",
        retention_zh="您注销时删除，点过的数留着。",
        retention_en="Erased when you close your account; what was counted stays a number.",
        optional=True,
    ),
    Field(
        field="commitment_work",
        name_zh="您经办的承诺",
        name_en="The commitments you dealt with",
        purpose_zh="每一步查得到是谁做的。",
        purpose_en="So that each step can be traced.",
        retention_zh="一直保留，只记随机编号；承诺和办结里写的话人人看得到，留着，请别写个人的事。",
        retention_en="Kept, by a random number only. What you wrote is public and stays: write"
        " nothing private.",
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account said of commitments, and the steps that it took at a desk."""
    return [
        Section(
            "commitment_answers",
            "说的解决没解决",
            {"said_at": "时间", "title": "哪个议题", "solved": "解决了吗"},
            await forgetting.said_by(account),
            {"solved": {"yes": "解决了", "no": "没解决"}},
        ),
        Section(
            "commitment_work",
            "经办的承诺",
            {"at": "时间", "move": "做了什么", "title": "哪个议题"},
            await forgetting.work_of(account),
            {"move": _MOVES},
        ),
    ]


async def erase(account: UUID, _: datetime) -> None:
    """What they said goes; the numbers that it was counted into, and what desks did, stay."""
    await forgetting.forget_of(account)


PERSONAL: Final = Keeper(
    feature="commitments",
    export=export,
    erase=erase,
    fields=_FIELDS,
    accounts=(
        *columns(Commitment, "promised_by"),
        *columns(CommitmentStep, "account"),
        *columns(CommitmentAnswer, "account"),
    ),
    open=(*columns(Commitment, "words"), *columns(CommitmentStep, "words")),
)
