"""A voucher on paper, for somebody without a phone."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from xiangyi.core.printing import Sheet

_TEMPLATE: Final = Path(__file__).with_name("voucher.typ").read_bytes()


class VoucherWords(Struct, frozen=True, kw_only=True):
    """All that stands on a voucher; each is shown as it is written, and empty ones are left out.

    Attributes:
        name: masked: whoever finds the paper learns nobody's name.
        code: ten characters, to be typed where nothing reads a QR code.
        token: what the QR code holds.
        cost: how many minutes it took, in words.
    """

    category: str
    title: str
    provider: str
    name: str
    code: str
    token: str
    until: str
    cost: str
    terms: str
    phone: str
    #: The number of whoever runs the service.
    counter: str
    #: The day it is printed, in words.
    printed: str
    demonstration: bool


def voucher(words: VoucherWords) -> Sheet:
    """An A4 page whose letters are large, to be shown at a counter."""
    return Sheet(_TEMPLATE, words, words.token)
