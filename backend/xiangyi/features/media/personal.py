"""What media keeps of persons: who sent a photo, and what they said."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Section, columns
from xiangyi.features.media.tables import Photo, Voice

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
    Field(
        field="voices",
        name_zh="您录的语音",
        name_en="Voice notes that you recorded",
        purpose_zh="随诉求发给街道，说清楚要办什么。只有街道听得到，承办单位、您的单位和平台企业都听不到。",
        purpose_en="To tell the street what you ask for. Only the street hears it: neither who"
        " handles it, nor your employer, nor a platform company.",
        retention_zh="没有用上的两天后删除；诉求办完一年后删除，您注销时也删除。",
        retention_en="Two days if it is not used; a year after the end of what you asked for, or"
        " when you close your account.",
        optional=True,
    ),
)


async def export(account: UUID) -> list[Section]:
    """All that the account has sent, by where its person finds it, signed in."""
    rows = (
        await Photo.select(Photo.sent_at, Photo.id)
        .where(Photo.account == account)
        .order_by(Photo.sent_at)
    )
    headings = {"sentAt": "时间", "picture": "照片"}
    told = [{"sentAt": row["sent_at"], "picture": f"/api/photos/{row['id']}"} for row in rows]
    said = (
        await Voice.select(Voice.sent_at, Voice.id)
        .where(Voice.account == account)
        .order_by(Voice.sent_at)
    )
    heard = [{"sentAt": row["sent_at"], "sound": f"/api/voices/{row['id']}"} for row in said]
    return [
        Section("photos", "照片", headings, told),
        Section("voices", "语音", {"sentAt": "时间", "sound": "语音"}, heard),
    ]


async def erase(account: UUID, _: datetime) -> None:
    """Let nobody know any more who sent a photo; what they said goes, the file with a sweep."""
    await Photo.update({Photo.account: None}).where(Photo.account == account)
    await Voice.delete().where(Voice.account == account)


PERSONAL: Final = Keeper(
    feature="media",
    export=export,
    erase=erase,
    fields=_FIELDS,
    accounts=(*columns(Photo, "account"), *columns(Voice, "account")),
)
