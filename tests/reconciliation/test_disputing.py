"""A line that a partner finds wrong: two of the division answer, and another line puts it right."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.benefits.makers import (
    balances,
    settled,
    state_of,
    taken,
    the_ledger_is_whole,
    used,
)
from tests.reconciliation.makers import (
    answer_to,
    answered,
    at,
    dispute,
    disputed,
    get,
    spent_in_ledger,
    statement,
    told,
    undone,
)

from xiangyi.core.db import run
from xiangyi.features.benefits.jobs import expire_vouchers
from xiangyi.features.benefits.personal import PERSONAL as BENEFITS
from xiangyi.features.reconciliation.personal import PERSONAL
from xiangyi.settings import Settings


@pytest.fixture
async def voucher(api, clock, volunteer, benefit):
    return await taken(api, clock, volunteer, benefit)


@pytest.fixture
async def use(api, clock, partner, voucher):
    return (await used(api, clock, partner, voucher))["id"]


@pytest.fixture
async def double(api, clock, partner, colleague, voucher):
    """The second of two uses at two counters without a network."""
    then = clock.now + timedelta(minutes=1)
    clock.now += timedelta(hours=1)
    await settled(api, clock, partner, voucher, then)
    return (await settled(api, clock, colleague, voucher, then))["id"]


async def test_what_two_of_the_division_strike_is_taken_back_by_a_line_of_its_own(
    api, clock, partner, county, province, volunteer, voucher, use
):
    id_ = await disputed(api, clock, partner, use)
    clock.now += timedelta(days=1)
    first = await answered(api, clock, county, id_, "struck")
    assert (first["outcome"], told(await statement(api, clock, partner))) == (
        None,
        [("used", 1, 120)],
    )
    second = await answered(api, clock, province, id_, "struck")
    assert second["outcome"] == "struck"
    shown = await statement(api, clock, partner)
    assert told(shown) == [("used", 1, 120), ("struck", -1, -120)]
    assert [one["disputed"] for one in shown["lines"]] == ["struck", "struck"]
    assert await spent_in_ledger(used=True) == shown["figures"]["minutes"] == 0
    assert await state_of(api, clock, volunteer, voucher) == "issued"
    clock.now = at(2027, 1, 28, 9, 0)
    await expire_vouchers(Settings(), now=clock.now)
    assert (await balances(volunteer))["redeemable"] == 600
    assert await the_ledger_is_whole()


async def test_a_double_use_may_be_honoured_and_nobodys_minutes_are_spent_twice(
    api, clock, partner, county, province, volunteer, double
):
    id_ = await disputed(api, clock, partner, double)
    clock.now += timedelta(days=1)
    for who in (county, province):
        await answered(api, clock, who, id_, "honoured")
    shown = await statement(api, clock, partner)
    assert ("honoured", 1, 0) in told(shown)
    assert (shown["figures"]["uses"], shown["figures"]["minutes"]) == (2, 120)
    assert await spent_in_ledger(used=True) == 120
    assert (await balances(volunteer))["redeemable"] == 480


async def test_a_double_use_that_was_honoured_is_not_paid_once_more_when_it_counts_instead(
    api, clock, partner, colleague, county, province, double
):
    id_ = await disputed(api, clock, partner, double)
    for who in (county, province):
        clock.now += timedelta(minutes=1)
        await answered(api, clock, who, id_, "honoured")
    [first] = [
        one["id"]
        for one in (await statement(api, clock, partner))["lines"]
        if one["kind"] == "used"
    ]
    clock.now += timedelta(minutes=1)
    await undone(api, clock, partner, colleague, first)
    figures = (await statement(api, clock, partner))["figures"]
    assert (figures["instead"], figures["uses"], figures["minutes"]) == (1, 1, 120)
    assert await spent_in_ledger(used=True) == 120


async def test_a_month_that_is_closed_stays_as_it_is_and_what_puts_it_right_is_in_the_next(
    api, clock, partner, county, province, use
):
    clock.now = at(2026, 12, 6, 9, 0)
    november = await statement(api, clock, partner)
    id_ = await disputed(api, clock, partner, use)
    for who in (county, province):
        await answered(api, clock, who, id_, "struck")
    after = await statement(api, clock, partner)
    assert (told(after), after["figures"]) == (told(november), november["figures"])
    december = await statement(api, clock, partner, "2026-12")
    assert told(december) == [("struck", -1, -120)]


async def test_one_alone_settles_nothing_however_often_they_say_it(
    api, clock, partner, county, use
):
    id_ = await disputed(api, clock, partner, use)
    for _ in range(2):
        clock.now += timedelta(minutes=1)
        assert (await answered(api, clock, county, id_, "struck"))["outcome"] is None


async def test_who_disagree_settle_it_once_one_thinks_again(
    api, clock, partner, county, province, use
):
    id_ = await disputed(api, clock, partner, use)
    for who, what, outcome in (
        (county, "struck", None),
        (province, "kept", None),
        (county, "kept", "kept"),
    ):
        clock.now += timedelta(minutes=1)
        assert (await answered(api, clock, who, id_, what))["outcome"] == outcome
    assert told(await statement(api, clock, partner)) == [("used", 1, 120)]
    late = await answer_to(api, clock, province, id_, "struck")
    assert (late.status_code, late.json()["code"]) == (409, "statement_dispute_settled")


async def test_the_same_again_is_answered_as_the_first_time_and_another_under_its_id_is_refused(
    api, clock, partner, colleague, county, use
):
    id_, own = str(uuid4()), str(uuid4())
    first, again = [await dispute(api, clock, partner, use, id_=id_) for _ in range(2)]
    assert first.json() == again.json()
    assert (first.status_code, first.json()["words"]) == (200, "人没来")
    for who, words, code in (
        (partner, "少算了", "statement_dispute_id_taken"),
        (colleague, "人没来", "statement_dispute_id_taken"),
    ):
        other = await dispute(api, clock, who, use, words, id_=id_)
        assert (other.status_code, other.json()["code"]) == (409, code)
    twice = await dispute(api, clock, colleague, use)
    assert (twice.status_code, twice.json()["code"]) == (409, "statement_line_disputed")
    said, same = [await answer_to(api, clock, county, id_, "kept", own=own) for _ in range(2)]
    assert said.json() == same.json()
    other = await answer_to(api, clock, county, id_, "struck", own=own)
    assert (other.status_code, other.json()["code"]) == (409, "statement_dispute_id_taken")
    [row] = await run("SELECT COUNT(*) AS n FROM statement_answer")
    assert row["n"] == 1


async def test_of_two_who_answer_at_the_same_moment_each_counts_once(
    api, clock, partner, county, province, use
):
    id_ = await disputed(api, clock, partner, use)
    told = await asyncio.gather(
        *(answer_to(api, clock, who, id_, "struck") for who in (county, province))
    )
    assert [one.status_code for one in told] == [200, 200]
    shown = await statement(api, clock, partner)
    assert shown["figures"] | {"uses": 0, "minutes": 0, "struck": 1} == shown["figures"]


async def test_what_has_been_undone_can_be_neither_disputed_nor_struck(
    api, clock, partner, colleague, county, province, use
):
    id_ = await disputed(api, clock, partner, use)
    await answered(api, clock, county, id_, "struck")
    await undone(api, clock, partner, colleague, use)
    late = await answer_to(api, clock, province, id_, "struck")
    assert (late.status_code, late.json()["code"]) == (409, "statement_line_final")
    [row] = await run("SELECT outcome FROM statement_dispute")
    assert row["outcome"] is None
    figures = (await statement(api, clock, partner))["figures"]
    assert (figures["undone"], figures["struck"], figures["minutes"]) == (1, 0, 0)


async def test_a_use_is_not_honoured_nor_a_double_one_struck(api, clock, partner, county, double):
    [first] = [
        one["id"]
        for one in (await statement(api, clock, partner))["lines"]
        if one["kind"] == "used"
    ]
    for line, what in ((first, "honoured"), (double, "struck")):
        id_ = await disputed(api, clock, partner, line)
        answer = await answer_to(api, clock, county, id_, what)
        assert (answer.status_code, answer.json()["code"]) == (409, "statement_answer_unfit")


async def test_only_the_providers_people_dispute_its_lines(api, clock, partner, county, use):
    others = await dispute(api, clock, county, use)
    none = await dispute(api, clock, partner, uuid4())
    blank = await dispute(api, clock, partner, use, " ")
    assert [(one.status_code, one.json()["code"]) for one in (others, none, blank)] == [
        (403, "role_missing"),
        (404, "statement_line_not_found"),
        (422, "why_missing"),
    ]


async def test_each_finds_at_the_desk_what_waits_for_them(
    api, clock, partner, county, volunteer, use
):
    id_ = await disputed(api, clock, partner, use)
    seen = {}
    for name, who in {"partner": partner, "county": county, "volunteer": volunteer}.items():
        answer = await get(api, clock, who, "desk/statements")
        assert answer.status_code == 200, answer.text
        told = answer.json()
        seen[name] = (
            [(one["disputes"], one["answers"]) for one in told["providers"]],
            [(one["id"], one["month"], one["mayAnswer"]) for one in told["disputes"]],
        )
    assert seen == {
        "partner": ([(True, False)], [(id_, "2026-11", False)]),
        "county": ([(False, True)], [(id_, "2026-11", True)]),
        "volunteer": ([], []),
    }


async def test_words_go_with_who_said_them_and_with_whose_voucher_it_was(
    api, clock, partner, county, province, volunteer, use
):
    id_ = await disputed(api, clock, partner, use)
    await answered(api, clock, county, id_, "kept")
    await answered(api, clock, province, id_, "kept")
    [_, section] = await PERSONAL.export(county.account)
    assert [(one["answer"], one["why"]) for one in section.rows] == [("kept", "查过监控")]
    await PERSONAL.erase(county.account, clock.now)
    assert await _words_left() == (1, 1)
    await PERSONAL.erase(volunteer.account, clock.now)
    await BENEFITS.erase(volunteer.account, clock.now)
    assert await _words_left() == (0, 0)


async def _words_left() -> tuple[object, object]:
    [disputes] = await run("SELECT COUNT(words) AS n FROM statement_dispute")
    [answers] = await run("SELECT COUNT(why) AS n FROM statement_answer")
    return disputes["n"], answers["n"]


@pytest.mark.parametrize(
    "statement_",
    [
        "UPDATE statement_dispute SET outcome = 'kept'",
        "UPDATE statement_dispute SET line = organisation",
        "DELETE FROM statement_answer",
        "DELETE FROM statement_dispute",
        "UPDATE statement_answer SET answer = 'kept'",
    ],
)
async def test_nobody_changes_what_was_said_and_settled(
    api, clock, partner, county, province, use, statement_
):
    id_ = await disputed(api, clock, partner, use)
    for who in (county, province):
        await answered(api, clock, who, id_, "struck")
    with pytest.raises(Exception, match="what was said of a statement stays"):
        await run(statement_)
