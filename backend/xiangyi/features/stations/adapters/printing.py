"""A station's door poster."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from xiangyi.core.printing import Sheet

#: A line, in pieces between which alone it may break.
Pieces = list[str]

_TEMPLATE: Final = Path(__file__).with_name("poster.typ").read_bytes()


class PosterHours(Struct, frozen=True):
    """The dates from which to which a week holds, "" for the whole year, and its lines."""

    dates: str
    lines: list[Pieces]


class PosterWords(Struct, frozen=True, kw_only=True):
    """All that stands on a poster; each is shown as it is written, and empty ones are left out."""

    name: str
    family: str
    address: str
    hours: list[PosterHours]
    #: Special dates of the next weeks, in small letters; one each.
    dates: list[Pieces]
    amenities: list[str]
    entry: str
    parking: str
    phone: str
    #: The number of whoever runs the service.
    counter: str
    responsible: str
    #: The address of the station's page, which the QR code holds.
    link: str
    #: The day it is printed, in words.
    printed: str
    #: Whether the station is invented.
    demonstration: bool


def poster(words: PosterWords) -> Sheet:
    """An A4 page for the door."""
    return Sheet(_TEMPLATE, words, words.link)
