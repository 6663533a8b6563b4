"""How many stars verified minutes make, and what lacks for the next."""

from collections.abc import Sequence
from typing import Final

from xiangyi.features.volunteering.rules.numbers import Numbers

_HOUR_MIN: Final = 60


def ladder(numbers: Numbers) -> list[int]:
    """The minutes of one star, of two and so on; a ruling may have mixed their order."""
    hours = (
        *(numbers.star_one_h, numbers.star_two_h, numbers.star_three_h),
        *(numbers.star_four_h, numbers.star_five_h),
    )
    return [hour * _HOUR_MIN for hour in sorted(hours)]


def stars_of(minutes: int, steps: Sequence[int]) -> int:
    """As many as these minutes make."""
    return sum(minutes >= step for step in steps)


def to_next(minutes: int, steps: Sequence[int]) -> int | None:
    """How many minutes lack for one star more; None where there is no more."""
    return next((step - minutes for step in steps if minutes < step), None)
