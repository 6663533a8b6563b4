"""What compacts and charters keep of persons: who wrote and published them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Section, columns
from xiangyi.features.charters.service import forgetting
from xiangyi.features.charters.tables import Charter, CharterVersion

_FIELDS: Final = (
    Field(
        field="charter_work",
        name_zh="您写的、公布的公约和规约",
        name_en="The compacts and charters you wrote or published",
        purpose_zh="每一版查得到是谁写、谁公布的。",
        purpose_en="So that each version can be traced.",
        retention_zh="公布了的一直保留，只记随机编号；您注销时，没公布的草稿删除。",
        retention_en="What was published is kept, by a random number only. Drafts are erased when"
        " you close your account.",
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account wrote and published."""
    return [
        Section(
            "charter_work",
            "写的、公布的公约和规约",
            {"at": "时间", "move": "做了什么", "title": "哪一份", "articles": "条文"},
            await forgetting.work_of(account),
            {"move": {"write": "写", "publish": "公布"}},
        )
    ]


async def erase(account: UUID, _: datetime) -> None:
    """Drafts go; what was published keeps a random id."""
    await forgetting.forget_of(account)


PERSONAL: Final = Keeper(
    feature="charters",
    export=export,
    erase=erase,
    fields=_FIELDS,
    accounts=columns(CharterVersion, "item", "written_by", "published_by"),
    open=(*columns(Charter, "title"), *columns(CharterVersion, "articles")),
)
