"""Phone numbers as people write them into one field."""

import pytest

from xiangyi.features.identity.rules.phones import read_phone

ONE, OTHER = "13812340126", "13912340126"


@pytest.mark.parametrize(
    "between", [" & ", "&", "\uff06", "+", " +86 ", "\uff0b", " ", "  ", "、", "或", "\u3000"]
)
def test_of_two_in_one_field_we_say_that_they_are_two(between):
    assert read_phone(f"{ONE}{between}{OTHER}") == ("", "two")


@pytest.mark.parametrize("written", [f"+86{ONE}", f"+86 {ONE}", f"\uff0b86-{ONE}", f" (+86) {ONE}"])
def test_the_countrys_plus_is_no_second_number(written):
    assert read_phone(written) == (ONE, None)
