"""Redeemable minutes grow old: the oldest go first, none lapses that was not announced."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.benefits.makers import (
    NINE,
    a_volunteer,
    approved,
    ask,
    balances,
    serve,
    taken,
    the_ledger_is_whole,
)
from tests.people import CHANGSHA

from xiangyi.core.db import run
from xiangyi.features.benefits.jobs import lapse_minutes
from xiangyi.features.benefits.rules.lots import (
    Lot,
    Moved,
    Told,
    by_day,
    lapses_on,
    lots_of,
    sum_of,
)
from xiangyi.features.benefits.service.ruling import RULES
from xiangyi.features.notifications.service import expanding
from xiangyi.features.ruling import service as ruling
from xiangyi.settings import Settings


def moved(day: int, minutes: int, kind: str = "earned", about: str = "") -> Moved:
    return Moved(kind=kind, minutes=minutes, about=about, at=datetime(2026, 1, day, tzinfo=UTC))


def lot(day: int, minutes: int) -> Lot:
    return Lot(datetime(2026, 1, day, tzinfo=UTC), minutes)


def test_the_oldest_minutes_go_first():
    lines = [moved(1, 60), moved(2, 60), moved(3, -90, "spent", "voucher/1")]
    assert lots_of(lines) == [lot(2, 30)]


def test_what_comes_back_is_as_old_as_it_was():
    lines = [
        moved(1, 60),
        moved(2, 60),
        moved(3, -90, "spent", "voucher/1"),
        moved(4, 60),
        moved(5, 90, "returned", "voucher/1"),
    ]
    assert [(one.at.day, one.minutes) for one in lots_of(lines)] == [
        *((1, 60), (2, 30), (2, 30), (4, 60)),
    ]
    again = [*lines, moved(6, -90, "spent", "voucher/1"), moved(7, 90, "returned", "voucher/1")]
    assert [(one.at.day, one.minutes) for one in lots_of(again)] == [
        (1, 60),
        (2, 30),
        (2, 30),
        (4, 60),
    ]


def test_minutes_lapse_the_day_after_so_many_months():
    for told, months, on in (
        (date(2026, 11, 26), 24, date(2028, 11, 27)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),
        (date(2026, 12, 31), 24, date(2029, 1, 1)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
    ):
        at = datetime(told.year, told.month, told.day, tzinfo=UTC)
        assert lapses_on(at, months) == on


def test_what_was_told_lapses_on_that_day_and_the_rest_not_before_it_can_be_told():
    lots = [lot(9, 5), lot(2, 1), lot(9, 1)]

    def days(*told: Told, soonest: date = date(2026, 1, 1)) -> list[tuple[date, int]]:
        return [(on, sum_of(some)) for on, some in by_day(lots, 1, told, soonest=soonest).items()]

    assert days() == [(date(2026, 2, 3), 1), (date(2026, 2, 10), 6)]
    assert days(soonest=date(2026, 2, 5)) == [(date(2026, 2, 5), 1), (date(2026, 2, 10), 6)]
    of, at = date(2026, 2, 10), datetime(2026, 1, 20, tzinfo=UTC)
    told = Told(of, at, date(2026, 2, 19)), Told(of, at + timedelta(days=1), date(2026, 2, 20))
    assert days(*told) == [(date(2026, 2, 3), 1), (date(2026, 2, 19), 6)]
    early = Told(of, datetime(2026, 1, 8, tzinfo=UTC), date(2026, 2, 12))
    assert days(early) == days(), "they had yet to come"


@pytest.fixture
async def who(api, clock):
    """With 300 minutes of today, and 200 of ten days later."""
    person = await a_volunteer(api, clock, minutes=300)
    clock.now += timedelta(days=10)
    await serve(person, 200, now=clock.now)
    return person


async def notices() -> list[str]:
    rows = await run("SELECT facts FROM campaign WHERE kind = 'benefit.lapsing' ORDER BY made_at")
    return [str(row["facts"]) for row in rows]


async def lapsing(api, clock, who) -> list[dict]:
    return (await ask(api, clock, who, "GET", "me/benefits")).json()["lapsing"]


async def lapse(clock, at: datetime) -> None:
    clock.now = at
    await lapse_minutes(Settings(), clock.now)
    await lapse_minutes(Settings(), clock.now)


async def test_minutes_are_announced_thirty_days_ahead_and_lapse_then(api, clock, who):
    ends = datetime(2028, 11, 26, 16, tzinfo=UTC)  # midnight in Shanghai
    await lapse(clock, ends - timedelta(days=31))
    assert await notices() == []
    await lapse(clock, ends - timedelta(days=30))
    assert await notices() == ['{"minutes":300,"on":"2028-11-27"}']
    mine = (await ask(api, clock, who, "GET", "me/benefits")).json()
    assert mine["lapsing"] == [
        {"on": "2028-11-27", "minutes": 300},
        {"on": "2028-12-07", "minutes": 200},
    ]
    await lapse(clock, ends - timedelta(days=20))
    await lapse(clock, ends - timedelta(minutes=1))
    assert await balances(who) == {"service": 500, "redeemable": 500}
    await lapse(clock, ends)
    assert await balances(who) == {"service": 500, "redeemable": 200}, "service stays"
    await lapse(clock, ends + timedelta(days=10))
    assert await balances(who) == {"service": 500, "redeemable": 0}
    assert len(await notices()) == 2
    [issued] = await run(
        "SELECT SUM(e.minutes) AS back FROM ledger_entry e WHERE e.kind = 'lapsed'"
        " AND e.seq IS NULL"
    )
    assert issued["back"] == 500, "to whoever issued them"
    assert await the_ledger_is_whole()


async def test_what_nobody_was_told_of_in_time_does_not_lapse_yet(api, clock, who):
    """The worker was away for years."""
    late = datetime(2029, 6, 1, tzinfo=UTC)
    soon = [{"on": "2029-07-01", "minutes": 500}]
    clock.now = late
    assert await lapsing(api, clock, who) == soon, "before the worker comes, too"
    await lapse(clock, late)
    assert await balances(who) == {"service": 500, "redeemable": 500}
    assert await notices() == ['{"minutes":500,"on":"2029-07-01"}']
    assert await lapsing(api, clock, who) == soon
    midnight = datetime(2029, 6, 30, 16, tzinfo=UTC)
    await lapse(clock, midnight - timedelta(seconds=1))
    assert (await balances(who))["redeemable"] == 500
    assert await lapsing(api, clock, who) == soon
    await lapse(clock, midnight)
    assert (await balances(who))["redeemable"] == 0, "on the day that was told"
    assert len(await notices()) == 1


async def test_the_day_that_was_told_stays_whatever_is_set_since(api, clock, who):
    late = datetime(2029, 6, 1, tzinfo=UTC)
    for days, since in ((60, date(2029, 5, 1)), (30, date(2029, 6, 10))):
        clock.now = datetime(since.year, since.month, since.day, tzinfo=UTC) - timedelta(days=9)
        rule = ruling.Rule("announcing_days", CHANGSHA, days, since_on=since, basis="第三条")
        await ruling.set_as_operator(RULES, rule, now=clock.now)
    await lapse(clock, late)
    told = [{"on": "2029-07-31", "minutes": 500}]
    assert await lapsing(api, clock, who) == told
    await lapse(clock, datetime(2029, 7, 20, tzinfo=UTC))
    assert (await balances(who))["redeemable"] == 500
    assert await lapsing(api, clock, who) == told
    await lapse(clock, datetime(2029, 7, 30, 16, tzinfo=UTC))
    assert (await balances(who))["redeemable"] == 0


async def test_of_a_notice_from_before_its_day_was_kept_the_latest_day_holds(api, clock, who):
    await lapse(clock, datetime(2029, 6, 1, tzinfo=UTC))
    await run("UPDATE lapse_notice SET lapses_on = NULL")
    assert await lapsing(api, clock, who) == [{"on": "2029-07-01", "minutes": 500}]


async def test_of_two_notices_neither_hides_the_other_and_those_of_a_day_are_one(
    api, clock, who, partner, county
):
    benefit = await approved(api, clock, partner, county, validDays=366, stock=None)
    clock.now = datetime(2028, 10, 20, tzinfo=UTC)
    parked = [await taken(api, clock, who, benefit)]
    await lapse(clock, datetime(2028, 10, 28, tzinfo=UTC))
    clock.now = datetime(2028, 11, 10, tzinfo=UTC)
    await cancel(api, clock, who, parked[0])
    await lapse(clock, clock.now)
    await expanding.expand_due(now=clock.now)
    shown = (await ask(api, clock, who, "GET", "me/notices")).json()["notices"]
    told = [one["facts"] for one in shown if one["kind"] == "benefit.lapsing"]
    days = [{"on": "2028-11-27", "minutes": 180}, {"on": "2028-12-10", "minutes": 320}]
    assert sorted(told, key=lambda one: one["on"]) == days
    assert await lapsing(api, clock, who) == days


async def test_what_is_in_a_voucher_lapses_once_it_is_back(api, clock, who, partner, county):
    benefit = await approved(
        api, clock, partner, county, costMinutes=300, validDays=366, stock=None
    )
    clock.now = datetime(2028, 11, 1, tzinfo=UTC)
    voucher = await taken(api, clock, who, benefit)
    await lapse(clock, datetime(2028, 11, 27, tzinfo=UTC))
    assert (await balances(who))["redeemable"] == 200
    await ask(api, clock, who, "PUT", f"vouchers/{voucher['id']}/cancellation")
    await lapse(clock, clock.now)
    assert (await balances(who))["redeemable"] == 500, "it was never announced"
    await lapse(clock, clock.now + timedelta(days=30))
    assert (await balances(who))["redeemable"] == 0


async def test_what_was_in_a_voucher_when_they_were_told_is_announced_anew(
    api, clock, who, partner, county
):
    benefit = await approved(api, clock, partner, county, validDays=366, stock=None)
    clock.now = datetime(2028, 10, 20, tzinfo=UTC)
    parked = await taken(api, clock, who, benefit)
    await lapse(clock, datetime(2028, 10, 28, tzinfo=UTC))
    assert await notices() == ['{"minutes":180,"on":"2028-11-27"}']
    clock.now = datetime(2028, 11, 20, tzinfo=UTC)
    await cancel(api, clock, who, parked)
    await lapse(clock, clock.now)
    assert '{"minutes":320,"on":"2028-12-20"}' in await notices(), "with the 200 of later"
    await lapse(clock, datetime(2028, 11, 28, tzinfo=UTC))
    assert (await balances(who))["redeemable"] == 320, "only so many as they were told of"
    await lapse(clock, datetime(2028, 12, 20, 1, tzinfo=UTC))
    assert (await balances(who))["redeemable"] == 0, "the 200 of later, and the 120"
    assert await the_ledger_is_whole()


async def test_nobody_puts_off_what_was_announced_by_a_voucher(api, clock, who, partner, county):
    benefit = await approved(api, clock, partner, county, validDays=366, stock=None)
    await lapse(clock, datetime(2028, 10, 28, tzinfo=UTC))
    voucher = await taken(api, clock, who, benefit)
    await lapse(clock, datetime(2028, 11, 28, tzinfo=UTC))
    assert (await balances(who))["redeemable"] == 200
    await cancel(api, clock, who, voucher)
    await lapse(clock, clock.now)
    assert (await balances(who))["redeemable"] == 200, "they had been told of these"
    assert (await notices()).count('{"minutes":300,"on":"2028-11-27"}') == 1


async def cancel(api, clock, who, voucher) -> None:
    answer = await ask(api, clock, who, "PUT", f"vouchers/{voucher['id']}/cancellation")
    assert answer.status_code == 200, answer.text


async def test_a_province_sets_how_long_they_last(api, clock, who):
    rule = ruling.Rule("lapse_months", CHANGSHA, 6, since_on=NINE.date(), basis="长沙办法第三条")
    with pytest.raises(Exception, match="rule_unusable"):
        await ruling.set_as_operator(RULES, rule, now=clock.now)
    told = ruling.Rule("lapse_months", CHANGSHA, 6, since_on=date(2026, 12, 7), basis="第三条")
    await ruling.set_as_operator(RULES, told, now=clock.now)
    await lapse(clock, datetime(2027, 4, 26, 16, tzinfo=UTC))
    assert await notices() == ['{"minutes":300,"on":"2027-05-27"}']
