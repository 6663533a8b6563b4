"""Minutes that nobody served are found, although the product's own code has posted them."""

from uuid import UUID, uuid4

import pytest
from tests.doors_open import without_triggers
from tests.people import OFFICE, ground
from tests.records.makers import UNION, union
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, at, serve

from xiangyi.core.db import atomic, run
from xiangyi.features.ledger.personal import erase as of_ledger
from xiangyi.features.ledger.rules.lines import Line, Posting
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.volunteering.personal import PERSONAL
from xiangyi.features.volunteering.service import counting, grounds, proving
from xiangyi.features.volunteering.service.confirming import release_of


@pytest.fixture
async def shift(db, clock):
    await ground()
    await union()
    lead = await a_lead(clock)
    [id_] = await an_activity(lead, now=clock.now, shifts=[(0, 180)], pause=20)
    return id_


@pytest.fixture
async def volunteer(clock, shift):
    return await a_volunteer(clock, "13812340001", shift)


async def told() -> list[str]:
    found: list[str] = []
    await verify([], [], found.append)
    assert found == [], "the ledger by itself fits"
    await verify([], [], found.append, proving.follow)
    return found


async def put_in(shift, person, minutes, *, id_=None, redeemable=True, **changes):
    """What the product's own code makes of service, whoever calls it."""
    told_ = {"service_class": "verified"} | changes
    made = await counting.posting(
        *(id_ or uuid4(), await grounds.of_shift(shift), person.account, minutes),
        redeemable=redeemable,
        **told_,
    )
    async with atomic():
        await post(made, now=at(500))


@pytest.mark.parametrize("class_", ["verified", "late", "backfilled"])
async def test_minutes_of_no_stay_and_no_claim_are_named(shift, volunteer, class_):
    await put_in(shift, volunteer, 120, service_class=class_)
    first, second = await told()
    assert first.startswith("entry ")
    what = "no claim that was accepted" if class_ == "backfilled" else "no stay"
    assert what in first
    assert what in second


async def test_more_put_to_a_stay_without_any_claim_is_named(api, clock, shift, volunteer):
    stay = (await serve(api, clock, volunteer, shift, 0, 180))["presence"]["id"]
    assert await told() == []
    service = await accounts.account_of(volunteer.account, "service")
    issue = await accounts.issue_account_of(OFFICE)
    more = Posting(
        id=uuid4(),
        kind="corrected",
        about=f"shift/{shift}/line/{stay}",
        lines=(Line(service, 60), Line(issue, -60)),
        service_class="verified",
    )
    async with atomic():
        await post(more, now=at(500))
    [sentence] = await told()
    assert "+60 minutes) rests on no claim" in sentence


#: What somebody writes into a stay or its scans beside the posting, and what is told of it.
REWRITTEN = {
    "DELETE FROM shift_scan WHERE phase = 'out'": "rests on no scan for out",
    "UPDATE shift_scan SET received_at = '2026-11-26 05:00:00+00:00'": "no scan for in",
    "UPDATE shift_scan SET step = step - 60 WHERE phase = 'in'": "no scan for in",
    "UPDATE shift_presence SET minutes = 90": "rests on a stay of 90 minutes",
    "UPDATE shift_presence SET state = 'refused'": "not counted so",
    "UPDATE shift_presence SET service_class = 'late'": "not counted so",
    "UPDATE shift_presence SET left_on_time = false": "its scans came late",
    "UPDATE activity_shift SET break_minutes = 60": "more than its shift has: 120 minutes",
    "UPDATE activity_shift SET starts_at = '2026-11-26 02:00:00+00:00'": "its shift has: 100",
}


@pytest.mark.parametrize("change", REWRITTEN)
async def test_a_line_that_its_scans_do_not_prove_is_named(api, clock, shift, volunteer, change):
    await serve(api, clock, volunteer, shift, 0, 180)
    assert await told() == []
    async with without_triggers("shift_scan", "shift_presence"):
        await run(change)
    sentences = await told()
    # On the account of service, and on that of what may be redeemed.
    assert [REWRITTEN[change] in one for one in sentences] == [True, True], sentences


async def test_more_than_lies_between_coming_and_going_is_named(api, clock, shift, volunteer):
    await serve(api, clock, volunteer, shift, 0, 130)
    async with without_triggers("shift_scan", "shift_presence"):
        await run("UPDATE shift_presence SET left_at = {} WHERE state = 'counted'", at(120))
        await run(
            "UPDATE shift_scan SET step = step - 20, received_at = {} WHERE phase = 'out'", at(121)
        )
    for sentence in await told():
        assert "is of more than 100 minutes between coming and going" in sentence


async def release(person, minutes, *, id_=None, class_="late", about="shift/1"):
    """What the product's own code makes of a confirmation, whoever calls it."""
    redeemable = await accounts.account_of(person.account, "redeemable")
    issue = await accounts.issue_account_of(OFFICE)
    made = Posting(
        id=id_ or uuid4(),
        kind="released",
        about=about,
        lines=(Line(redeemable, minutes), Line(issue, -minutes)),
        service_class=class_,
    )
    async with atomic():
        await post(made, now=at(500))


async def test_what_was_released_for_no_confirmed_stay_is_named(api, clock, shift, volunteer):
    stay = (await serve(api, clock, volunteer, shift, 0, 180, late=60))["presence"]["id"]
    await release(volunteer, 100)
    await release(volunteer, 60, id_=release_of(UUID(stay)))
    for minutes, sentence in zip((100, 60), await told(), strict=True):
        assert f"+{minutes} minutes) was released for no late stay" in sentence


async def test_what_was_released_for_a_claim_is_named(shift, volunteer):
    await put_in(shift, volunteer, 90, service_class="backfilled", redeemable=False)
    await release(volunteer, 90, class_="backfilled")
    _, released = await told()
    assert "was released for no late stay" in released


#: What is told of a release of so many minutes for a stay of 160 that was confirmed.
RELEASED = {160: [], 161: ["a stay of 160 minutes"]}


@pytest.mark.parametrize("minutes", RELEASED)
@pytest.mark.parametrize("gone", [False, True])
async def test_a_release_is_held_against_its_stay(api, clock, shift, volunteer, minutes, gone):
    stay = (await serve(api, clock, volunteer, shift, 0, 180, late=60))["presence"]["id"]
    await run("UPDATE shift_presence SET confirmed_at = {} WHERE id = {}", at(500.001), UUID(stay))
    await put_in(shift, volunteer, 5, service_class="backfilled", redeemable=False)
    await release(volunteer, minutes, id_=release_of(UUID(stay)))
    if gone:
        await erased(volunteer, clock)
    of_releases = [one for one in await told() if "released" in one]
    assert len(of_releases) == len(RELEASED[minutes])
    assert all(what in one for what, one in zip(RELEASED[minutes], of_releases, strict=True))


async def test_a_release_to_somebody_else_is_named(api, clock, shift, volunteer):
    other = await a_volunteer(clock, "13812340002", shift)
    for who in (volunteer, other):
        done = await serve(api, clock, who, shift, 0, 180, late=60)
    stay = UUID(done["presence"]["id"])
    await run("UPDATE shift_presence SET confirmed_at = {} WHERE id = {}", at(500), stay)
    await release(volunteer, 160, id_=release_of(stay))
    [sentence] = await told()
    assert "for what somebody else did" in sentence


async def test_of_who_is_erased_what_is_left_is_compared(api, clock, shift, volunteer):
    other = await a_volunteer(clock, "13812340002", shift)
    for who in (volunteer, other):
        await serve(api, clock, who, shift, 0, 180)
    for who in (volunteer, other):
        await erased(who, clock)
    assert await told() == []
    async with without_triggers("shift_presence"):
        await run(
            "UPDATE shift_presence SET minutes = 100 WHERE id = (SELECT id FROM shift_presence"
            " ORDER BY id LIMIT 1)"
        )
    assert ["a stay of 100 minutes" in one for one in await told()] == [True, True]


#: What hangs the office's minutes onto the union, and what is told of it.
SWAPPED = {
    "DELETE FROM ledger_holder WHERE organisation = '{office}'": "is held by no organisation",
    "UPDATE ledger_holder SET organisation = '{union}' WHERE organisation = '{office}'": (
        "was another organisation's"
    ),
    "UPDATE volunteer_activity SET organisation = '{union}'": "by another organisation than",
}


@pytest.mark.parametrize("change", SWAPPED)
@pytest.mark.parametrize("late", [0, 60])
async def test_minutes_that_become_another_organisations_are_named(
    api, clock, shift, volunteer, change, late
):
    stay = (await serve(api, clock, volunteer, shift, 0, 180, late=late))["presence"]["id"]
    if late:
        await run("UPDATE shift_presence SET confirmed_at = {}", at(500))
        await release(volunteer, 160, id_=release_of(UUID(stay)), about=f"shift/{shift}")
    assert await told() == []
    async with without_triggers("ledger_holder", "volunteer_activity"):
        await run(change.format(office=OFFICE, union=UNION))
    sentences: list[str] = []
    await verify([], [], sentences.append, proving.follow)
    assert any(SWAPPED[change] in one for one in sentences), sentences
    of_lines = [one for one in sentences if "was issued by another organisation" in one]
    # On the account of service, and on that of what may be redeemed.
    assert [one.startswith("entry ") for one in of_lines] == [True, True]


async def test_minutes_that_two_organisations_issue_are_named(api, clock, shift, volunteer):
    service = await accounts.account_of(volunteer.account, "service")
    by = [await accounts.issue_account_of(one) for one in (OFFICE, UNION)]
    stay = uuid4()
    made = Posting(
        id=stay,
        kind="earned",
        about=f"shift/{shift}",
        lines=(Line(service, 100), *(Line(one, -50) for one in by)),
        service_class="late",
    )
    async with atomic():
        await post(made, now=at(500))
    await serve(api, clock, volunteer, shift, 0, 120, late=60)
    async with without_triggers("shift_presence"):
        await run("UPDATE shift_presence SET id = {} WHERE state = 'counted'", stay)
    sentences: list[str] = []
    await proving.follow(sentences.append)
    assert any("was issued by another organisation" in one for one in sentences), sentences


async def test_of_an_account_of_before_the_host_alone_is_compared(api, clock, shift, volunteer):
    """Their ids are random, and tell nothing."""
    random = uuid4()
    await run(
        "INSERT INTO ledger_account (id, kind, seq, balance) VALUES ({}, 'issue', 0, 0)", random
    )
    await run(
        "INSERT INTO ledger_holder (ledger_account, kind, organisation) VALUES ({}, 'issue', {})",
        *(random, OFFICE),
    )
    await serve(api, clock, volunteer, shift, 0, 180)
    assert await told() == []
    async with without_triggers("ledger_holder"):
        await run("UPDATE ledger_holder SET organisation = {} WHERE account IS NULL", UNION)
    first, second = await told()
    assert "was issued by another organisation" in first
    assert "was issued by another organisation" in second


async def erased(who, clock):
    async with atomic():
        await run("UPDATE account SET erased_at = {} WHERE id = {}", clock.now, who.account)
        for erase in (PERSONAL.erase, of_ledger):
            await erase(who.account, clock.now)
