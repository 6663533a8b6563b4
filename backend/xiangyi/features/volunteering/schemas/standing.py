"""What somebody's service comes to, in the words of the API."""

from datetime import datetime

from msgspec import Struct


class StandingShown(Struct, frozen=True, rename="camel", kw_only=True):
    """Stars and good record, worked out of the ledger when it was asked.

    Attributes:
        verified_minutes: those that two scans at once prove, corrections taken off.
        stars: 0 to 5.
        to_next: how many minutes lack for one more; null with five.
        steps: the minutes of one star, of two, and so on.
        good_record: nothing was taken back for false presence in the last `clean_years`.
        good_again_at: when it will be so again; null where it is.
        bases: the articles or letters by which a division has set these numbers; none where they
            are those of the whole country.
    """

    verified_minutes: int
    stars: int
    to_next: int | None
    steps: list[int]
    good_record: bool
    clean_years: int
    good_again_at: datetime | None
    bases: list[str]
