"""Minutes come from somewhere, once, and nobody has less than nothing."""

from uuid import uuid4

import pytest
from msgspec.structs import replace
from tests.ledger.makers import NOW, a_volunteer, earned, serve, spent

from xiangyi.core.db import atomic, run
from xiangyi.features.ledger.errors import MinutesLacking, PostingDiffers
from xiangyi.features.ledger.rules.lines import Line, NotAPosting, committed
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.posting import post


async def balances_of(person):
    return {one.account_kind: one.minutes for one in await accounts.balances(person)}


async def test_minutes_of_service_come_from_an_organisation(volunteer, office):
    await serve(volunteer, office, 90, 45)
    assert await balances_of(volunteer) == {"service": 135}
    [row] = await run("SELECT sum(minutes) AS all_of_them FROM ledger_entry")
    assert row["all_of_them"] == 0


async def test_a_person_has_one_account_of_each_kind(volunteer, office):
    first = await accounts.account_of(volunteer, "service")
    other = await accounts.account_of(volunteer, "redeemable")
    assert first != other
    assert await accounts.account_of(volunteer, "service") == first
    assert (await accounts.issue_account_of((await an_office())["id"])) == office


async def an_office():
    [row] = await run("SELECT organisation AS id FROM ledger_holder WHERE kind = 'issue'")
    return row


async def test_each_line_of_an_account_names_the_one_before(volunteer, office):
    account, receipts = await serve(volunteer, office, 90, 45, 60)
    assert [one.seq for one in receipts] == [1, 2, 3]
    assert [one.previous for one in receipts] == ["", receipts[0].hash, receipts[1].hash]
    [head] = await run("SELECT head, seq, balance FROM ledger_account WHERE id = {}", account)
    assert (bytes(head["head"]).hex(), head["seq"], head["balance"]) == (receipts[2].hash, 3, 195)


async def test_a_receipt_opens_what_the_entry_hides(volunteer, office):
    _, [receipt] = await serve(volunteer, office, 90)
    opening = receipt.opening
    assert opening.holder == volunteer
    salt = bytes.fromhex(opening.salt)
    assert committed(salt, opening.holder, opening.about).hex() == receipt.commitment
    assert receipt.commitment in receipt.text
    assert str(volunteer) not in receipt.text


async def test_the_same_posting_again_changes_nothing_and_is_answered_the_same(volunteer, office):
    account = await accounts.account_of(volunteer, "service")
    posting = earned(90, account, office)
    first = await post(posting, now=NOW)
    await post(earned(30, account, office), now=NOW)
    before = await everything()
    assert await post(posting, now=NOW.replace(hour=20)) == first
    assert await everything() == before


async def test_minutes_that_were_spent_are_spent_once_although_none_are_left(volunteer, office):
    account = await accounts.account_of(volunteer, "redeemable")
    await post(earned(60, account, office, kind="released"), now=NOW)
    posting = spent(60, account, office)
    first = await post(posting, now=NOW)
    assert await post(posting, now=NOW) == first
    assert await balances_of(volunteer) == {"redeemable": 0}


@pytest.mark.parametrize(
    "changed",
    [{"kind": "corrected"}, {"service_class": "late"}, {"about": "shift/2"}, {"minutes": 91}],
    ids=str,
)
async def test_another_posting_under_the_same_id_is_refused(volunteer, office, changed):
    account = await accounts.account_of(volunteer, "service")
    posting = earned(90, account, office)
    await post(posting, now=NOW)
    before = await everything()
    more = {"minutes": 90, "about": "shift/1"} | changed
    minutes = more.pop("minutes")
    with pytest.raises(PostingDiffers):
        await post(earned(minutes, account, office, id_=posting.id, **more), now=NOW)
    assert await everything() == before


async def test_nobody_spends_more_than_they_have(volunteer, office):
    account = await accounts.account_of(volunteer, "redeemable")
    await post(earned(60, account, office, kind="released"), now=NOW)
    before = await everything()
    with pytest.raises(MinutesLacking) as refused:
        await post(spent(61, account, office), now=NOW)
    assert refused.value.facts == {"balance": 60, "asked": 61}
    assert await everything() == before


async def test_service_minutes_only_grow_but_for_a_correction(volunteer, office):
    account, _ = await serve(volunteer, office, 90)
    with pytest.raises(NotAPosting, match="service minutes do not move so, for spent"):
        await post(spent(30, account, office), now=NOW)
    await post(spent(30, account, office, kind="corrected"), now=NOW)
    assert await balances_of(volunteer) == {"service": 60}
    with pytest.raises(MinutesLacking):
        await post(spent(61, account, office, kind="corrected"), now=NOW)


@pytest.mark.parametrize(
    ("account_kind", "kind", "sign"),
    [
        *(("service", kind, 1) for kind in ("released", "returned", "spent", "lapsed")),
        *(("redeemable", kind, 1) for kind in ("spent", "lapsed")),
        *(("redeemable", kind, -1) for kind in ("earned", "released", "returned")),
    ],
)
async def test_each_account_moves_as_the_reason_says(volunteer, office, account_kind, kind, sign):
    account = await accounts.account_of(volunteer, account_kind)
    await post(earned(60, account, office), now=NOW)
    with pytest.raises(NotAPosting, match="do not move so"):
        await post(earned(sign * 30, account, office, kind=kind), now=NOW)
    assert await balances_of(volunteer) == {account_kind: 60}


async def test_no_more_comes_back_than_was_spent_on_the_same(volunteer, office):
    account = await accounts.account_of(volunteer, "redeemable")
    await post(earned(60, account, office), now=NOW)
    await post(spent(40, account, office), now=NOW)
    back = {"kind": "returned", "service_class": None}
    for minutes, about in ((41, "voucher/1"), (40, "voucher/2")):
        with pytest.raises(NotAPosting, match="more comes back"):
            await post(earned(minutes, account, office, about=about, **back), now=NOW)
    await post(earned(40, account, office, about="voucher/1", **back), now=NOW)
    with pytest.raises(NotAPosting, match="more comes back"):
        await post(earned(1, account, office, about="voucher/1", **back), now=NOW)
    assert await balances_of(volunteer) == {"redeemable": 60}


async def test_no_minutes_pass_from_one_person_to_another(volunteer, office):
    mine = await accounts.account_of(volunteer, "redeemable")
    theirs = await accounts.account_of(await a_volunteer("13812340127"), "redeemable")
    await post(earned(60, mine, office, kind="released"), now=NOW)
    gift = replace(spent(30, mine, office), lines=(Line(mine, -30), Line(theirs, 30)))
    with pytest.raises(NotAPosting, match="one person to another"):
        await post(gift, now=NOW)
    through_the_office = (Line(mine, -30), Line(theirs, 20), Line(office, 10))
    with pytest.raises(NotAPosting, match="one person to another"):
        await post(replace(gift, lines=through_the_office), now=NOW)


async def test_what_does_not_sum_to_zero_or_has_no_account_is_no_posting(volunteer, office):
    account = await accounts.account_of(volunteer, "service")
    whole = earned(90, account, office)
    lines = {
        "sum to zero": (Line(account, 90), Line(office, -89)),
        "twice": (Line(account, 90), Line(account, -90)),
        "nothing": (Line(account, 0), Line(office, 0)),
        "not there": (Line(uuid4(), 90), Line(office, -90)),
        "issues": (Line(account, 90), Line(await redeemable(volunteer), -90)),
    }
    for why, wrong in lines.items():
        with pytest.raises(NotAPosting, match=why):
            await post(replace(whole, lines=wrong), now=NOW)
    with pytest.raises(NotAPosting, match="about"):
        await post(replace(whole, about="x" * 201), now=NOW)
    assert await run("SELECT id FROM ledger_entry") == []


async def redeemable(person):
    return await accounts.account_of(person, "redeemable")


async def test_minutes_go_with_what_they_are_for(volunteer, office):
    account = await accounts.account_of(volunteer, "service")
    before = await everything()

    async def broken_off():
        async with atomic():
            await post(earned(90, account, office), now=NOW)
            raise LookupError

    with pytest.raises(LookupError):
        await broken_off()
    assert await everything() == before


async def everything():
    names = ("account", "holder", "posting", "opening", "entry")
    return [await run(f"SELECT * FROM ledger_{name} ORDER BY 1") for name in names]  # noqa: S608  # names of ours
