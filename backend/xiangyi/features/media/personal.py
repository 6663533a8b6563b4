"""What media keeps of persons: who sent a photo."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Section, columns
from xiangyi.features.media.tables import Photo

_FIELDS: Final = (
    Field(
        field="photos",
        name_zh="您发的照片",
        name_en="Photos that you sent",
        purpose_zh="让别人看清门在哪里、什么坏了。拍摄地点、时间、机型在收到时就去掉了。",
        purpose_en="To show where the door is and what is broken. Place, time and phone model"
        " are taken out on arrival.",
        retention_zh="没有用上的两天后删除；随反映发来、没有公示的，反映答复两天后删除；"
        "用上的，您注销时不再记着是您发的。",
        retention_en="Two days if it is not used; two days after the answer if it came with a"
        " report and is not shown; otherwise it is no longer known as yours when you close"
        " your account.",
        optional=True,
    ),
)


async def export(account: UUID) -> list[Section]:
    """Every photo that the account has sent, by where its person finds it, signed in."""
    rows = (
        await Photo.select(Photo.sent_at, Photo.id)
        .where(Photo.account == account)
        .order_by(Photo.sent_at)
    )
    headings = {"sentAt": "时间", "picture": "照片"}
    told = [{"sentAt": row["sent_at"], "picture": f"/api/photos/{row['id']}"} for row in rows]
    return [Section("photos", "照片", headings, told)]


async def erase(account: UUID, _: datetime) -> None:
    """Let nobody know any more who sent them."""
    await Photo.update({Photo.account: None}).where(Photo.account == account)


PERSONAL: Final = Keeper(
    feature="media",
    export=export,
    erase=erase,
    fields=_FIELDS,
    accounts=columns(Photo, "account"),
)
