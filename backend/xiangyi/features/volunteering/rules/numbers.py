"""The numbers that a province may set otherwise, and what they are until one does."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from msgspec import Struct

Number = Literal[
    "presence_percent",
    "at_once_min",
    "host_min",
    "most_pairs",
    "on_time_min",
    "early_min",
    "leaving_min",
    "ticking_min",
    "sending_h",
    "claiming_days",
    "star_one_h",
    "star_two_h",
    "star_three_h",
    "star_four_h",
    "star_five_h",
    "clean_years",
    "recording_days",
    "answering_days",
]


class Numbers(Struct, frozen=True, kw_only=True):
    """What holds in a division on a day.

    Attributes:
        presence_percent: of a shift somebody must have been there; with less nothing is counted.
        at_once_min: so many minutes of a day count at once; of more than these the host says yes.
        host_min: of more than these the county says yes.
        most_pairs: so often may somebody come and go in one activity and day.
        on_time_min: so many minutes after its step a scan must have come to be *verified*.
        early_min: so many minutes before a shift begins people may come.
        leaving_min: so many minutes after its end they may still say that they go.
        ticking_min: so many minutes after its end its list of who was there is sealed.
        sending_h: so many hours after its end a phone may still send what it has scanned.
        claiming_days: so many days after its end hours may be claimed without scans.
        star_one_h … star_five_h: with so many verified hours somebody has so many stars
            (志愿服务记录办法, 民函〔2012〕340号, and what is done after it all over the country).
        clean_years: for so many years minutes that were taken back for false presence count
            against somebody's good record.
        recording_days: within so many working days of its end all of a shift is recorded, after
            the order of the Ministry of Civil Affairs, No. 67.
        answering_days: within so many working days whoever says that a record is wrong is
            answered; the same order says "in time" (及时), and names no number.
    """

    presence_percent: int = 60
    at_once_min: int = 480
    host_min: int = 720
    most_pairs: int = 3
    on_time_min: int = 10
    early_min: int = 30
    leaving_min: int = 60
    ticking_min: int = 30
    sending_h: int = 168
    claiming_days: int = 30
    star_one_h: int = 100
    star_two_h: int = 300
    star_three_h: int = 600
    star_four_h: int = 1_000
    star_five_h: int = 1_500
    clean_years: int = 2
    recording_days: int = 10
    answering_days: int = 10


_STAR_H: Final = (1, 100_000)
#: What a division may set each to: no number lets in what is not served, nor shuts everybody out.
BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "presence_percent": (1, 100),
    "at_once_min": (0, 1_440),
    "host_min": (0, 1_440),
    "most_pairs": (1, 20),
    "on_time_min": (1, 10),
    "early_min": (0, 120),
    "leaving_min": (0, 240),
    "ticking_min": (0, 1_440),
    "sending_h": (1, 720),
    "claiming_days": (1, 365),
    "star_one_h": _STAR_H,
    "star_two_h": _STAR_H,
    "star_three_h": _STAR_H,
    "star_four_h": _STAR_H,
    "star_five_h": _STAR_H,
    "clean_years": (1, 10),
    "recording_days": (1, 10),
    "answering_days": (1, 30),
}
NAMES: Final[tuple[Number, ...]] = get_args(Number)
