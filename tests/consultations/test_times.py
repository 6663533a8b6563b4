"""Three times that a convener may take with one tap: off the meals, days off, and each other."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.consultations.makers import announce, announced, drafted
from tests.notifications.makers import person
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.consultations.rules.forms import doubts
from xiangyi.features.consultations.rules.times import slots
from xiangyi.features.consultations.service.ruling import RULES
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule
from xiangyi.features.workdays.rules import SpecialDays

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YEAR = date(2027, 1, 1)
TABLE = SpecialDays(from_=date(2027, 1, 1), through=date(2027, 12, 31), days={NEW_YEAR: "holiday"})


@pytest.fixture
async def convener(db, clock):
    await ground()
    await person("13800000001", clock, occupation="delivery")
    return await signed_in(
        "13800000091", HeldRole("convener", Scope("division", STREET)), now=clock.now
    )


async def suggested(api, who, **wanted) -> list[str]:
    """As they stand on a wall: "周五 14:30"."""
    asked = {"form": "talk", "invited": {"division": STREET}, "minutes": 90} | wanted
    answer = await api.post("/api/desk/consultations/times", json=asked, headers=who.headers)
    assert answer.status_code == 200, answer.text
    found = [datetime.fromisoformat(one["startsAt"]) for one in answer.json()["slots"]]
    return [one.astimezone(SHANGHAI).strftime("%m-%d %H:%M") for one in found]


def at(day: str, hour: str) -> dict[str, str]:
    starts = datetime.fromisoformat(f"2026-{day}T{hour}:00+08:00")
    return {"startsAt": starts.isoformat(), "endsAt": (starts + timedelta(hours=1)).isoformat()}


async def test_who_asks_on_monday_has_three_working_days_from_friday_on(api, convener):
    assert await suggested(api, convener) == ["11-27 14:30", "11-30 14:30", "12-01 14:30"]
    # A meeting in the building takes one day's notice, and is not in two days either.
    soon = await suggested(api, convener, form="building")
    assert soon == ["11-26 14:30", "11-27 14:30", "11-30 14:30"]
    assert await suggested(api, convener, through="2026-11-27") == ["11-27 14:30"]
    assert (await suggested(api, convener, since="2026-12-05"))[0] == "12-07 14:30"


async def test_who_works_by_day_is_called_in_the_evening_or_on_a_day_off(api, convener):
    found = await suggested(api, convener, evenings=True)
    assert found == ["11-27 19:30", "11-28 14:30", "11-29 14:30"]


async def test_it_lasts_as_long_as_it_fits_between_the_meals(api, convener):
    assert await suggested(api, convener, minutes=240) == [
        "11-27 13:00",
        "11-30 13:00",
        "12-01 13:00",
    ]
    assert await suggested(api, convener, minutes=300) == []


async def test_nobody_is_called_to_two_meetings_at_once(api, convener):
    """But whoever does other work, or lives elsewhere, is not in the way."""
    riders = {"division": STREET, "lines": [{"occupations": ["delivery"]}]}
    await announced(api, convener, invited=riders, **at("11-27", "15:00"))
    await drafted(api, convener, **at("11-30", "14:30"))
    assert await suggested(api, convener) == ["11-27 13:00", "11-30 14:30", "12-01 14:30"]
    couriers = {"division": STREET, "lines": [{"occupations": ["courier"]}]}
    assert (await suggested(api, convener, invited=couriers))[0] == "11-27 14:30"


async def test_what_still_waits_for_a_yes_is_in_the_way_as_well(api, clock, convener):
    convening = HeldRole("convener", Scope("division", STREET))
    await signed_in("13800000092", convening, now=clock.now)
    told = Rule("approval_above", STREET, 0, since_on=clock.now.date(), basis="街道议事规则")
    await ruling.set_as_operator(RULES, told, now=clock.now)
    id_ = await drafted(api, convener, **at("11-27", "14:30"))
    assert (await suggested(api, convener))[0] == "11-27 14:30"
    assert (await announce(api, convener, id_)).json()["state"] == "waiting"
    assert (await suggested(api, convener))[0] == "11-27 13:00"


async def test_the_meeting_that_is_moved_is_not_in_its_own_way(api, convener):
    id_ = await announced(api, convener, **at("11-27", "14:30"))
    assert (await suggested(api, convener))[0] == "11-27 13:00"
    assert (await suggested(api, convener, consultation=id_))[0] == "11-27 14:30"
    assert UUID(id_)


@given(st.dates(date(2026, 12, 20), date(2027, 12, 20)), st.integers(15, 720), st.booleans())
def test_no_time_that_is_suggested_is_doubted(day, minutes, evenings):
    now = datetime.combine(day, datetime.min.time(), UTC)
    lasts = timedelta(minutes=minutes)
    found = slots(day, day + timedelta(days=30), lasts, [], TABLE, now=now, evenings=evenings)
    for one in found:
        off = one.starts_at.date() == NEW_YEAR
        assert {*doubts(one.starts_at, one.ends_at, now=now, day_off=off)} <= {"long"}
        assert one.ends_at - one.starts_at == lasts
        assert one.provisional is not TABLE.covers(one.starts_at.date())
        assert evenings or one.starts_at.weekday() < 5
    assert len({one.starts_at.date() for one in found}) == len(found)
    assert len(found) == (3 if minutes <= 150 or (minutes <= 240 and not evenings) else len(found))
