"""What goes in and out of the months' samples, in the words of the API."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

Result = Literal["confirmed", "unconfirmed", "unreached"]
ServiceClass = Literal["verified", "late", "backfilled"]


class SampleShown(Struct, frozen=True, rename="camel", kw_only=True):
    """A month's draw and what came of it, in numbers.

    Draw i, from 0, is leaf `before` + SHA-256(root ‖ i as 4 bytes, big-endian), read as a number
    (big-endian), modulo (`size` - `before`).

    Attributes:
        month: as in 2026-11.
        size, root: of the checkpoint that it is drawn by, the first of the next month.
        before: how many entries the first checkpoint of that month had, 0 for the first month.
        draws: how often it was drawn.
        numbers: which of the leaves drawn are lines of service, in the order of the draws; others
            say what an organisation issued, or what may be redeemed, and are passed over.
        confirmed, unconfirmed, unreached, waiting: of these, how many.
    """

    month: str
    size: int
    root: str
    before: int
    draws: int
    numbers: list[int]
    confirmed: int
    unconfirmed: int
    unreached: int
    waiting: int


class SampleList(Struct, frozen=True):
    """The latest month first."""

    months: list[SampleShown]


class SampledShown(Struct, frozen=True, rename="camel", kw_only=True):
    """A line that was drawn, for whoever asks the volunteer.

    Attributes:
        name: masked; "" of somebody who is erased.
        at: when they came, or when it was claimed.
    """

    id: UUID
    month: str
    shift: UUID
    title: str
    organisation_name: str
    name: str
    minutes: int
    service_class: ServiceClass
    at: datetime
    result: Result | None
    checked_at: datetime | None


class SampledList(Struct, frozen=True):
    """Those that nobody has asked about yet first, each the latest month first."""

    lines: list[SampledShown]


class SampledPerson(Struct, frozen=True):
    """Whom to ring up, in full; null where nothing is known."""

    name: str | None
    phone: str | None


class Checked(Struct, frozen=True, forbid_unknown_fields=True):
    """What whoever was rung up said: they were there, they were not, or nobody answered."""

    result: Result
