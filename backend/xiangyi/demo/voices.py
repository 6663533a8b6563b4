"""What people said of the demonstration's service, and what one of them was answered."""

from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.features.feedback.schemas import Saying
from xiangyi.features.feedback.service import answering, saying


class _Voice(Struct, frozen=True):
    ago: timedelta
    said: Saying
    answer: str = ""


_YUELU: Final = "nbs:430104000000"
_VOICES: Final = (
    _Voice(
        timedelta(days=6),
        Saying(
            "suggestion", "列表里能不能把能给电动车充电的排在前面？晚上找充电要翻很久。", None, None
        ),
        "收到。现在点“更多”，选“电动车充电”，就只看有的。排到前面的事，我们记下了。",
    ),
    _Voice(
        timedelta(days=1, hours=3),
        Saying(
            "complaint",
            "溁湾镇这边的驿站，门口写开到十点，昨晚九点就锁了。\n页面上也写着开。",
            "黄师傅，微信同手机号",
            _YUELU,
        ),
    ),
    _Voice(timedelta(hours=2), Saying("suggestion", "英文版里站名也加个拼音吧，跟外国朋友好说。")),
)


async def load(administrator: Asker, *, now: datetime) -> None:
    """Add what is missing of what people said; said twice, it is there once."""
    for number, one in enumerate(_VOICES):
        id_ = uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/feedback/{number}")
        await saying.say(None, id_, one.said, address="", now=now - one.ago)
        if one.answer:
            await answering.answer(administrator, id_, one.answer, now=now - one.ago / 2)
