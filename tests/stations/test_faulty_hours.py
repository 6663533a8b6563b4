"""A schedule that cannot be meant is refused, and the refusal names the fault."""

from datetime import date

import msgspec
import pytest

from xiangyi.features.stations.rules.bounding_hours import beyond
from xiangyi.features.stations.rules.opening_hours import HoursException, OpeningHours, Season

DAY = date(2026, 7, 1)


def season(from_: str, to: str, *monday: tuple[int, int], days: int = 7) -> Season:
    return Season(from_, to, (monday,) * days)


def week(*monday: tuple[int, int]) -> OpeningHours:
    return OpeningHours(week=(monday, (), (), (), (), (), ()))


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda: week((540, 540)), "weekday 0: 540 to 540 is no span"),
        (lambda: week((600, 540)), "weekday 0: 600 to 540 is no span"),
        (lambda: week((-1, 540)), "-1 to 540 is no span"),
        (lambda: week((1440, 1500)), "1440 to 1500 is no span"),
        (lambda: week((540, 1981)), "540 to 1981 is no span"),
        (lambda: week((840, 1020), (540, 720)), "starts earlier"),
        (lambda: week((540, 720), (700, 1020)), "overlaps"),
        (lambda: week((540, 720), (540, 700)), "overlaps"),
        (lambda: OpeningHours(week=((),) * 6), "6 days instead of 7"),
        (lambda: OpeningHours(week=((),) * 8), "8 days instead of 7"),
        (lambda: OpeningHours(week=None, holiday=((9, 5),)), "holidays: 9 to 5"),
        (lambda: OpeningHours(week=None, makeup=((9, 5),)), "make-up workdays: 9 to 5"),
        (lambda: OpeningHours(week=None, makeup=7), "weekday 7"),
        (lambda: OpeningHours(week=None, makeup=-1), "weekday -1"),
        (lambda: season("02-30", "03-31"), "begin or end on '02-30'"),
        (lambda: season("05-01", "13-01"), "begin or end on '13-01'"),
        (lambda: season("5-1", "09-30"), "begin or end on '5-1'"),
        (lambda: season("05-01", "٠9-30"), "begin or end on"),
        (lambda: season("05-01", "09-30", (9, 5)), "the season from 05-01, weekday 0: 9 to 5"),
        (lambda: season("05-01", "09-30", days=6), "05-01, a week has 6 days instead of 7"),
        (
            lambda: HoursException(date(2026, 8, 31), date(2026, 7, 1), ()),
            "from 2026-08-31 back to 2026-07-01",
        ),
        (
            lambda: HoursException(date(2026, 7, 1), date(2026, 7, 1), ((9, 5),)),
            "the exception from 2026-07-01: 9 to 5",
        ),
    ],
)
def test_a_fault_in_a_schedule_is_refused_by_its_name(make, fault):
    with pytest.raises(ValueError, match=fault):
        make()


@pytest.mark.parametrize(
    "sound",
    [
        lambda: week((0, 1440)),
        lambda: week((1439, 2879)),
        lambda: week((540, 720), (720, 1020)),
        lambda: OpeningHours(week=None, makeup=6),
        lambda: HoursException(date(2026, 7, 1), date(2026, 7, 1), None),
        lambda: season("02-29", "02-29"),
        lambda: season("11-01", "03-31", (0, 1440)),
    ],
)
def test_the_widest_sound_schedules_are_taken(sound):
    sound()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b'{"week":null,"holidays":[]}', "unknown field `holidays`"),
        (b'{"week":null,"holiday":"off"}', "holiday"),
        (
            b'{"week":null,"exceptions":[{"from":"2026-02-30","to":"2026-03-01","spans":[]}]}',
            r"date.*exceptions.*from",
        ),
        (
            b'{"week":null,"exceptions":[{"from":"2026-03-01","to":"2026-03-02"}]}',
            "missing required field `spans`",
        ),
        (b'{"week":[[[true,60]],[],[],[],[],[],[]]}', "Expected `int`"),
        (b'{"week":[[[9,5]],[],[],[],[],[],[]]}', "weekday 0: 9 to 5"),
    ],
)
def test_json_that_means_something_else_is_refused(text, fault):
    with pytest.raises(ValueError, match=fault):
        msgspec.json.decode(text, type=OpeningHours)


@pytest.mark.parametrize(
    ("hours", "bound"),
    [
        (week(*[(at * 60, at * 60 + 30) for at in range(7)]), "too_many_spans"),
        (OpeningHours(week=None, holiday=tuple((at, at + 1) for at in range(7))), "too_many_spans"),
        (OpeningHours(week=None, seasons=(season("05-01", "09-30"),) * 7), "too_many_seasons"),
        (
            OpeningHours(week=None, exceptions=(HoursException(DAY, DAY, ()),) * 61),
            "too_many_exceptions",
        ),
        (OpeningHours(week=None, note="话" * 301), "note_too_long"),
    ],
)
def test_a_manager_says_no_more_than_phones_should_carry(hours, bound):
    assert beyond(hours) == bound


def test_six_spans_and_sixty_exceptions_are_carried():
    spans = tuple((at * 60, at * 60 + 30) for at in range(6))
    days = tuple(HoursException(DAY, DAY, spans) for _ in range(60))
    seasons = (Season("05-01", "09-30", (spans,) * 7),) * 6
    full = OpeningHours((spans,) * 7, spans, spans, days, seasons, note="话" * 300)
    assert beyond(full) is None
