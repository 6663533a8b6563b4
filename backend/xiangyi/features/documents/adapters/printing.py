"""A document on paper."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from xiangyi.core.printing import Sheet

_TEMPLATE: Final = Path(__file__).with_name("document.typ").read_bytes()


class ProofLine(Struct, frozen=True):
    """How far minutes are proved, and how long that is."""

    proof: str
    long: str


class ServedLine(Struct, frozen=True, kw_only=True):
    """What a shift came to, in words."""

    day: str
    title: str
    kind: str
    proof: str
    long: str


class DocumentWords(Struct, frozen=True, kw_only=True):
    """All that stands on a document; each is shown as it is written, and empty ones are left out.

    Attributes:
        hours: at least so many, and nothing of what was done; None on a full one.
        link: what the QR code holds.
    """

    title: str
    number: str
    name: str
    id_number: str
    issuer: str
    period: str
    issued: str
    hours: int | None
    total: str
    proofs: list[ProofLine]
    served: list[ServedLine]
    counter: str
    origin: str
    link: str
    demonstration: bool


def document(words: DocumentWords) -> Sheet:
    """A4 pages: one, and more where more was served than one has room for."""
    return Sheet(_TEMPLATE, words, words.link)
