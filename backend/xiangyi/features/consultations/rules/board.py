"""The numbers of meetings on the public board, and what each counts, as it stands beside them."""

from collections.abc import Mapping
from typing import Final, Literal

MeetingCount = Literal["upcoming", "held", "recorded", "unrecorded", "cancelled"]
#: In Chinese and in English.
DEFINITIONS: Final[Mapping[MeetingCount, tuple[str, str]]] = {
    "upcoming": (
        "通知了、没有取消，还没散会的。",
        "Announced, not cancelled, and not over yet.",
    ),
    "held": (
        "通知了、没有取消，散会的时间过了的。",
        "Announced, not cancelled, and over by its time.",
    ),
    "recorded": (
        "开过的里面，会议记录封存了的。",
        "Among the held: its record is sealed.",
    ),
    "unrecorded": (
        "开过的里面，会议记录该给到场的人看了、过了日子还没给的。",
        "Among the held: its record should have been laid open by now, and is not.",
    ),
    "cancelled": (
        "通知以后取消的，写了原因。",
        "Cancelled after it was announced, with a reason.",
    ),
}
