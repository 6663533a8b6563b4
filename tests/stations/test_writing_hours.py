"""Hours are written as a person would on a door."""

from datetime import date

import pytest

from xiangyi.features.stations.rules.opening_hours import HoursException, OpeningHours, Season
from xiangyi.features.stations.rules.writing_hours import write_hours

OFFICE = ((510, 720), (870, 1050))
DAY = ((480, 1080),)


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (
            OpeningHours(week=(OFFICE,) * 5 + ((), ()), holiday=(), makeup=0),
            "周一至周五 08:30-12:00、14:30-17:30；周六、周日休息；法定节假日休息；调休上班日按周一",
        ),
        (
            OpeningHours(week=(((1080, 1560),),) * 7, holiday="asWeek", makeup="asWeek"),
            "每天 18:00-次日02:00",
        ),
        (
            OpeningHours(week=(((0, 1440),),) * 7, holiday=None, makeup="asWeek"),
            "每天 全天；法定节假日时间不明",
        ),
        (
            OpeningHours(
                week=(((510, 1050),),) * 7,
                holiday="asWeek",
                makeup="asWeek",
                seasons=(Season("05-01", "09-30", (DAY,) * 7),),
            ),
            "5月1日至9月30日每天 08:00-18:00；其余时间每天 08:30-17:30",
        ),
        (
            OpeningHours(
                week=((), *(DAY,) * 6),
                exceptions=(
                    HoursException(date(2026, 7, 1), date(2026, 8, 31), ((360, 1320),), "heat"),
                    HoursException(date(2026, 8, 15), date(2026, 8, 15), (), "closed"),
                ),
                note="二楼",
            ),
            (
                "周一休息；周二至周日 08:00-18:00；2026年7月1日至2026年8月31日 06:00-22:00（高温）"
                "；2026年8月15日改为休息（停开）（原话：“二楼”）"
            ),
        ),
        (OpeningHours(week=None, note="视情况"), "时间不明（原话：“视情况”）"),
        (
            OpeningHours(week=(DAY,) * 5 + (OFFICE,) * 2),
            ("周一至周五 08:00-18:00；周六、周日 08:30-12:00、14:30-17:30"),
        ),
    ],
)
def test_it_writes_as_a_person_would(hours, text):
    assert write_hours(hours) == text
