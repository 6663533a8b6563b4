"""Instants from outside: each with its offset, and clear of the calendar's two ends.

There time zones overflow, and a number in microseconds is no column's any more.
"""

from datetime import date, datetime
from typing import Annotated, Final

from msgspec import Meta, Struct

#: An instant with its offset; without one, nobody knows when that is.
Instant = Annotated[datetime, Meta(tz=True)]
YEARS: Final = range(2000, 2101)
OUTSIDE: Final = f"Expected a year from {YEARS[0]} to {YEARS[-1]}"


class Dated(Struct, frozen=True):
    """What has days or instants in it, read from outside; those out of the years are no value."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, date) and value.year not in YEARS:
                raise ValueError(OUTSIDE)
