"""A meeting's sheet for the door, and its record on paper."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from xiangyi.core.printing import Sheet

_TEMPLATE: Final = Path(__file__).with_name("notice.typ").read_bytes()
_RECORD: Final = Path(__file__).with_name("record.typ").read_bytes()


class NoticeWords(Struct, frozen=True, kw_only=True):
    """All that stands on the sheet; each is shown as it is written, and empty ones are left out."""

    form: str
    title: str
    about: str
    day: str
    hours: str
    place: str
    #: How many there are, in words; empty where nobody counts.
    seats: str
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


class SaidLine(Struct, frozen=True):
    words: str
    by: str


class ItemWords(Struct, frozen=True, kw_only=True):
    """What came of one item of the agenda; empty ones are left out."""

    title: str
    statements: list[SaidLine]
    options: list[str]
    result: str
    votes: str
    #: Each poll, where there was more than one, or one that was void.
    polls: list[str]
    dissent: str


class PaperLine(Struct, frozen=True):
    """A paper: what it is called, of what and since when, and its hash in groups of eight."""

    title: str
    about: str
    digest: str


class RecordSheetWords(Struct, frozen=True, kw_only=True):
    """All that stands on a record; each is shown as it is written, and empty ones are left out.

    Attributes:
        state: whether it may still be put right, or since when it is sealed.
        digest: the seal's hash in groups of eight; leaf, where it lies in the ledger's tree.
    """

    form: str
    title: str
    day: str
    place: str
    organisation: str
    chair: str
    recorder: str
    attended: list[str]
    method: str
    items: list[ItemWords]
    papers: list[PaperLine]
    annexes: list[SaidLine]
    state: str
    digest: str
    leaf: str
    counter: str
    origin: str
    #: The meeting's page, which the QR code holds.
    link: str
    printed: str
    demonstration: bool


def record(words: RecordSheetWords) -> Sheet:
    """A4 pages."""
    return Sheet(_RECORD, words, words.link)
