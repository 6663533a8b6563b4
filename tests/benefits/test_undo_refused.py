"""The second person says no: a use stays a use, and who asked hears why."""

import asyncio
from datetime import timedelta

import pytest
from tests.benefits.makers import ask, balances, look, state_of, taken, used
from tests.benefits.test_counter import confirm, undo, uses_of

from xiangyi.core.db import run
from xiangyi.features.benefits.personal import PERSONAL
from xiangyi.features.benefits.service.uses import row_of
from xiangyi.features.notifications.service import expanding

WHY = "看了监控，没有扫错人"


async def refuse(api, clock, who, use_id, why=WHY):
    return await ask(api, clock, who, "PUT", f"counter/uses/{use_id}/undo/refusal", why=why)


async def told(api, clock, who, kind: str = "voucher.undo_refused") -> list[dict]:
    await expanding.expand_due(now=clock.now)
    answer = await ask(api, clock, who, "GET", "me/notices")
    assert answer.status_code == 200, answer.text
    return [one for one in answer.json()["notices"] if one["kind"] == kind]


@pytest.fixture
async def voucher(api, clock, volunteer, benefit):
    return await taken(api, clock, volunteer, benefit)


@pytest.fixture
async def use_id(api, clock, partner, voucher):
    """A use that the partner has asked to be taken back."""
    id_ = (await used(api, clock, partner, voucher))["id"]
    assert (await undo(api, clock, partner, id_)).status_code == 200
    return id_


async def test_a_use_stays_and_who_asked_hears_why(
    api, clock, partner, colleague, county, volunteer, voucher, use_id
):
    [waits] = (await uses_of(api, clock, colleague))["waiting"]
    assert waits["yoursToConfirm"]
    answer = await refuse(api, clock, colleague, use_id)
    assert answer.status_code == 200, answer.text
    one = answer.json()
    assert (one["state"], one["undoRefusedWhy"], one["yoursToConfirm"]) == ("counted", WHY, False)
    for who in (partner, colleague, county):
        assert (await uses_of(api, clock, who))["waiting"] == []
    [line] = (await uses_of(api, clock, partner))["uses"]
    assert (line["undoRefusedWhy"], line["yoursToUndo"]) == (WHY, False)
    [notice] = await told(api, clock, partner)
    assert notice["facts"] == {"title": "免费体检一次", "reason": WHY}
    assert await told(api, clock, colleague) == []
    assert await state_of(api, clock, volunteer, voucher) == "used"
    assert (await balances(volunteer))["redeemable"] == 480
    assert (await look(api, clock, colleague, voucher))["because"] == "used"


async def test_the_same_no_again_is_answered_the_same_and_told_once(
    api, clock, partner, colleague, county, use_id
):
    first = await refuse(api, clock, colleague, use_id)
    for who, why in ((colleague, WHY), (county, "别的原因")):
        again = await refuse(api, clock, who, use_id, why)
        assert again.json()["undoRefusedWhy"] == WHY
        assert again.json()["undoRefusedAt"] == first.json()["undoRefusedAt"]
    assert len(await told(api, clock, partner)) == 1


async def test_after_a_no_there_is_no_yes_and_no_asking_anew(
    api, clock, partner, colleague, county, use_id
):
    await refuse(api, clock, colleague, use_id)
    answer = await confirm(api, clock, county, use_id)
    assert (answer.status_code, answer.json()["code"]) == (409, "undo_refused")
    assert (await undo(api, clock, partner, use_id)).json()["undoRefusedWhy"] == WHY


async def test_whoever_asks_once_more_changes_nothing(api, clock, partner, colleague, use_id):
    """Also where another does: it stays the first one's to hear, and not to say yes to."""
    [before] = (await uses_of(api, clock, colleague))["waiting"]
    clock.now += timedelta(minutes=1)
    for who in (colleague, partner):
        again = await undo(api, clock, who, use_id, "别的原因")
        assert (again.json()["undoWhy"], again.json()["undoAskedAt"]) == (
            before["undoWhy"],
            before["undoAskedAt"],
        )
    assert len(await told(api, clock, colleague, "voucher.undo_asked")) == 1
    assert (await confirm(api, clock, partner, use_id)).json()["code"] == "own_undo"
    assert (await confirm(api, clock, colleague, use_id)).json()["state"] == "undone"


async def test_after_a_yes_there_is_no_no(api, clock, partner, colleague, county, use_id):
    await confirm(api, clock, colleague, use_id)
    answer = await refuse(api, clock, county, use_id)
    assert (answer.status_code, answer.json()["code"]) == (409, "use_not_counted")
    assert await told(api, clock, partner) == []


async def test_nobody_refuses_what_they_asked_for_or_what_nobody_asked_or_without_a_reason(
    api, clock, partner, colleague, volunteer, benefit, voucher
):
    id_ = (await used(api, clock, partner, voucher))["id"]
    assert (await refuse(api, clock, colleague, id_)).json()["code"] == "undo_not_asked"
    await undo(api, clock, partner, id_)
    assert (await refuse(api, clock, partner, id_)).json()["code"] == "own_undo"
    assert (await refuse(api, clock, colleague, id_, "  ")).json()["code"] == "why_missing"
    assert (await refuse(api, clock, volunteer, id_)).json()["code"] == "role_missing"


@pytest.mark.parametrize("answer", [confirm, refuse])
async def test_after_an_answer_nobody_is_asked_any_more(
    api, clock, partner, colleague, county, use_id, answer
):
    """Nor who has asked in the first place; that a second person said so is recorded."""
    kind = "voucher.undo_asked"
    assert [one["replaced"] for one in await told(api, clock, colleague, kind)] == [False]
    assert await told(api, clock, partner, kind) == []
    assert (await answer(api, clock, county, use_id)).status_code == 200
    assert [one["replaced"] for one in await told(api, clock, colleague, kind)] == [True]
    action = "voucher.undone" if answer is confirm else "voucher.undo_refused"
    [row] = await run("SELECT actor FROM audit_entry WHERE action = {}", action)
    assert str(row["actor"]) == str(county.account)


async def test_of_a_yes_and_a_no_at_once_one_counts(
    api, clock, colleague, county, volunteer, voucher, use_id
):
    yes, no = await asyncio.gather(
        confirm(api, clock, county, use_id), refuse(api, clock, colleague, use_id)
    )
    assert sorted((yes.is_success, no.is_success)) == [False, True]
    state = await state_of(api, clock, volunteer, voucher)
    assert state == ("issued" if yes.is_success else "used")


async def test_why_they_said_no_goes_with_their_account(api, clock, partner, colleague, use_id):
    await refuse(api, clock, colleague, use_id)
    assert len(await told(api, clock, partner)) == 1
    await PERSONAL.erase(colleague.account, clock.now)
    row = await row_of(use_id)
    assert (row["undo_refused_why"], row["state"]) == (None, "counted")
    [notice] = await told(api, clock, partner)
    assert WHY not in str(notice["facts"])
