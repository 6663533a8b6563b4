"""Why a meeting is called off that many were told of: nobody tells so many words of their own."""

from typing import Final, Literal

Cause = Literal["weather", "venue", "host", "few", "mistake", "postponed"]

#: As people read it.
CAUSES_ZH: Final[dict[Cause, str]] = {
    "weather": "天气不好，开不成。",
    "venue": "场地用不了，开不成。",
    "host": "主持的人来不了，开不成。",
    "few": "来的人太少，先不开了。",
    "mistake": "通知发错了，没有这个会。",
    "postponed": "这次先不开，定了时间再通知。",
}
