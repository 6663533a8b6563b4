"""What goes in and out of the watch list, in the words of the API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.volunteering.rules.watching import Sign


class Look(Struct, frozen=True):
    """That a supervisor has looked into it, and what it was."""

    at: datetime
    why: str


class SignShown(Struct, frozen=True, rename="camel", kw_only=True):
    """Something odd, with its numbers; what they count is said at `Sign`.

    Attributes:
        id: another once its numbers are others.
        shift: of which it is, with `activity` and `title`; null where it is of an organisation.
        at: when the shift ended, or when the latest was decided.
        numbers: by name: people, seconds, near, far, phones, unlisted, minutes, most,
            percent, claims, stays, late.
        names: masked, whose claims, and who accepted them; or who confirmed late stays.
        looks: the latest last.
    """

    id: UUID
    sign: Sign
    organisation: UUID
    organisation_name: str
    activity: UUID | None
    shift: UUID | None
    title: str
    at: datetime
    numbers: dict[str, int]
    names: list[str]
    looks: list[Look]


class SignList(Struct, frozen=True):
    """By when it was, the latest first; those that nobody has looked into before the others."""

    signs: list[SignShown]


class LookedInto(Struct, frozen=True, forbid_unknown_fields=True):
    """What it was."""

    why: Annotated[str, Meta(max_length=200)]
