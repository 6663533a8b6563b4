"""A meeting's sheet for the door."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from xiangyi.core.printing import Sheet

_TEMPLATE: Final = Path(__file__).with_name("notice.typ").read_bytes()


class NoticeWords(Struct, frozen=True, kw_only=True):
    """All that stands on the sheet; each is shown as it is written, and empty ones are left out."""

    form: str
    title: str
    about: str
    day: str
    hours: str
    place: str
    organisation: str
    phone: str
    #: The number of whoever runs the service.
    counter: str
    #: Why it has been cancelled; empty where it has not.
    cancelled: str
    #: The address of the meeting's page, which the QR code holds.
    link: str
    #: The day it is printed, in words.
    printed: str
    #: Whether the meeting is invented.
    demonstration: bool


def notice(words: NoticeWords) -> Sheet:
    """An A4 page for the door."""
    return Sheet(_TEMPLATE, words, words.link)
