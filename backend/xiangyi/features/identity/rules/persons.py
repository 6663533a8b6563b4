"""What a person may say of themselves, and whether it can be."""

import re
from datetime import date
from typing import Final

#: From the law's 新就业群体 and what riders call themselves.
OCCUPATIONS: Final = (
    "delivery",
    "courier",
    "ride_hailing",
    "truck",
    "livestream",
    "domestic",
    "other",
)
LONGEST_NAME: Final = 40
#: Below it, a guardian decides (PIPL Art 31).
OF_AGE: Final = 14
_OLDEST: Final = 120

_ID_NUMBER: Final = re.compile("[1-9][0-9]{16}[0-9X]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"


def age(born_on: date, today: date) -> int:
    """Whole years; who is born on 29 February is a year older on 1 March."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def is_birth_date(born_on: date, today: date) -> bool:
    return born_on <= today and age(born_on, today) <= _OLDEST


def is_id_number(text: str, today: date) -> bool:
    """Eighteen characters whose birth date can be and whose check character fits (GB 11643)."""
    if not _ID_NUMBER.fullmatch(text):
        return False
    try:
        born_on = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    if not is_birth_date(born_on, today):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return _CHECKS[total % 11] == text[-1]


def born(born_on: str | None, id_number: str | None) -> date | None:
    """The birth date that a person tells, in so many words or by their identity number.

    Of two the later: a child is not made older by one of them.
    """
    told = [born_on] if born_on else []
    if id_number:
        told.append(f"{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}")
    return max(map(date.fromisoformat, told), default=None)


def masked_name(name: str) -> str:
    """The first character of a name, as a counter may see it: 王*."""
    return name[:1] + "*" * max(1, min(len(name) - 1, 2))


def masked_id_number(text: str) -> str:
    return f"{text[:3]}***********{text[-4:]}"
