"""What is told before a poster for the door is printed."""

from msgspec import Struct


class PosterPlan(Struct, frozen=True, rename="camel", kw_only=True):
    """`link` is what the QR code holds; `leftOut` are the ids of amenities out of order."""

    link: str
    #: False where only this machine, or this house, can open the link.
    opens_elsewhere: bool
    #: The stations here are invented, and the sheet says so.
    demonstration: bool
    left_out: list[str]
