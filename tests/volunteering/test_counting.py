"""Minutes are counted within the shift, without its breaks, and never from nothing."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from xiangyi.features.volunteering.rules.counting import (
    Stay,
    Stretch,
    live_class,
    reckon,
    tier,
    within,
)
from xiangyi.features.volunteering.rules.numbers import Numbers

NINE = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
#: Nine to twelve, with half an hour of break.
MORNING = Stretch(NINE, NINE + timedelta(hours=3), 30)


def stay(came: float, left: float) -> Stay:
    """Minutes after nine."""
    return Stay(NINE + timedelta(minutes=came), NINE + timedelta(minutes=left))


def adds(*stays: Stay, shift: Stretch = MORNING, percent: int = 60) -> list[int]:
    """What each stay adds, in the order in which they come to us."""
    added: list[int] = []
    for at, one in enumerate(stays):
        added.append(reckon(shift, stays[:at], one, sum(added), percent).added)
    return added


def test_a_morning_is_three_hours_without_the_break():
    assert adds(stay(0, 180)) == [150]


def test_who_comes_early_and_goes_late_is_not_paid_for_it():
    assert adds(stay(-30, 240)) == [150]


def test_only_whole_minutes_count():
    assert adds(stay(0.5, 180)) == [149]


def test_who_was_there_for_less_than_the_share_gets_nothing_until_they_come_back():
    assert adds(stay(0, 107)) == [0]
    assert adds(stay(0, 60), stay(90, 180)) == [0, 150]


def test_the_break_is_taken_off_once_and_not_from_who_went_out_for_it():
    assert adds(stay(0, 120), stay(150, 180)) == [90, 60]
    assert adds(stay(0, 120), stay(140, 170)) == [90, 50]


def test_the_receipt_says_what_was_needed_and_what_was_taken_off():
    told = reckon(MORNING, [], stay(0, 120), 0, 60)
    assert (told.present, told.needed, told.break_taken, told.before, told.added) == (
        *(120, 108, 30),
        *(0, 90),
    )


def test_more_than_eight_hours_a_day_need_the_host_and_more_than_twelve_the_county():
    asked = [480, 481, 720, 721]
    assert [tier(one, Numbers()) for one in asked] == ["at_once", "host", "host", "county"]


def test_one_late_scan_makes_late():
    assert [live_class(one) for one in ([True, True], [True, False], [False, True])] == [
        *("verified", "late", "late")
    ]


@st.composite
def mornings(draw: st.DrawFn) -> tuple[Stretch, list[Stay]]:
    """A shift, and stays that do not overlap, in any order; in steps of half a minute."""
    half = timedelta(seconds=30)
    long = draw(st.integers(1, 1_500))
    shift = Stretch(NINE, NINE + long * half, draw(st.integers(0, 800)))
    moments = sorted(draw(st.sets(st.integers(-100, long + 200), max_size=8)))
    stays = [
        Stay(NINE + came * half, NINE + left * half)
        for at, (came, left) in enumerate(pairwise(moments))
        if at % 2 == 0
    ]
    return shift, draw(st.permutations(stays))


@given(mornings(), st.integers(0, 100))
def test_nobody_gets_more_than_the_shift_has_nor_than_they_were_there(told, percent):
    shift, stays = told
    added = adds(*stays, shift=shift, percent=percent)
    assert all(one >= 0 for one in added)
    assert sum(added) <= shift.most_minutes
    present = sum((within(shift, one) for one in stays), timedelta())
    assert sum(added) <= present / timedelta(minutes=1)


@given(mornings(), st.integers(0, 100), st.randoms(use_true_random=False))
def test_in_whatever_order_stays_come_to_us_they_add_up_to_the_same(told, percent, chance):
    shift, stays = told
    other = stays.copy()
    chance.shuffle(other)
    assert sum(adds(*stays, shift=shift, percent=percent)) == sum(
        adds(*other, shift=shift, percent=percent)
    )
