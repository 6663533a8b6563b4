"""Identity numbers: whose birth date can be, and no others."""

from datetime import date

import pytest

from xiangyi.features.identity.rules.persons import is_id_number

TODAY = date(2026, 11, 23)


def number(born_on: str) -> str:
    """One with the check character that belongs to it (GB 11643: powers of two, modulo 11)."""
    digits = f"430102{born_on}777"
    total = sum(int(digit) * pow(2, 17 - at) for at, digit in enumerate(digits))
    return f"{digits}{'10X98765432'[total % 11]}"


@pytest.mark.parametrize(
    ("born_on", "can_be"),
    [
        ("20150504", True),
        ("20261123", True),
        ("20261124", False),
        ("30000101", False),
        ("00010101", False),
        ("19061124", True),
        ("19051123", False),
        ("20150230", False),
        ("20150004", False),
    ],
)
def test_somebody_was_born_on_that_day_and_may_live(born_on, can_be):
    assert is_id_number(number(born_on), TODAY) is can_be


def test_a_wrong_check_character_is_seen():
    right = number("20150504")
    for last in "0123456789X":
        assert is_id_number(right[:-1] + last, TODAY) is (last == right[-1])
