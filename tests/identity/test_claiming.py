"""A person takes over what a clerk has kept for them, by the slip they were handed."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.identity.makers import OTHERS, PHONE, SHIZILI, a_counter, acting, code_of, kept
from tests.people import signed_in

from xiangyi.core.db import run
from xiangyi.features.identity.rules.slips import read_slip
from xiangyi.features.identity.service import records


@pytest.fixture
async def clerk(db, clock):
    return await a_counter(clock)


@pytest.fixture
async def person(clerk, clock):
    return await signed_in(PHONE, now=clock())


async def slip_of(api, clerk, account):
    answer = await api.post(f"/api/kept/{account}/slips", headers=clerk.headers)
    assert answer.status_code == 201, answer.text
    return answer.json()["code"]


async def claim(api, person, code):
    return await api.post("/api/me/claims", headers=person.headers, json={"code": code})


async def test_the_person_claims_it_and_nobody_acts_for_it_any_more(api, clerk, person):
    account = await kept(api, clerk)
    code = await slip_of(api, clerk, account)
    answer = await claim(api, person, f" {code[:5].lower()}-{code[5:]} ")
    assert (answer.status_code, answer.json()) == (201, {"account": account})
    assert await records.records_of(person.account) == {person.account, UUID(account)}
    refused = await api.patch("/api/me", headers=acting(clerk, account), json={"name": "甲"})
    assert code_of(refused) == (403, "acting_for_refused")
    assert (await api.get("/api/kept", headers=clerk.headers)).json()["items"] == []
    gone = await api.post(f"/api/kept/{account}/slips", headers=clerk.headers)
    assert code_of(gone) == (404, "kept_not_found")


async def test_after_the_claim_everything_that_was_kept_can_be_seen(api, clerk, person):
    account = await kept(api, clerk)
    for headers, words in (
        (acting(clerk, account), "字太小"),
        (person.headers, "灯太暗"),
        (clerk.headers, "别人的话"),
    ):
        saying = {"kind": "complaint", "words": words}
        await api.put(f"/api/feedback/{uuid4()}", headers=headers, json=saying)
    await claim(api, person, await slip_of(api, clerk, account))

    async def seen(what, headers=person.headers):
        return (await api.get(f"/api/me/{what}", headers=headers)).json()["items"]

    said = {(one["words"], one["account"]) for one in await seen("feedback")}
    assert said == {("字太小", account), ("灯太暗", str(person.account))}
    [claimed] = await seen("claims")
    assert (claimed["account"], claimed["name"]) == (account, "王秀英")
    consents = await seen("consents")
    assert [one["purpose"] for one in consents] == ["acting_for"]
    assert claimed["consents"] == consents
    assert consents[0]["endsAt"] is not None
    url = f"/api/me/consents/{consents[0]['id']}/withdrawal"
    assert (await api.post(url, headers=person.headers)).status_code == 200
    assert await seen("claims", clerk.headers) == await seen("consents", clerk.headers) == []


async def test_a_clerk_who_acts_reads_nothing_of_what_the_person_said_or_claimed(api, clerk):
    account = await kept(api, clerk)
    for what in ("feedback", "claims"):
        refused = await api.get(f"/api/me/{what}", headers=acting(clerk, account))
        assert code_of(refused) == (403, "acting_for_refused")


async def test_a_lost_answer_is_given_again_to_the_same_person_only(api, clerk, person, clock):
    account = await kept(api, clerk)
    code = await slip_of(api, clerk, account)
    first = await claim(api, person, code)
    assert (await claim(api, person, code)).json() == first.json()
    other = await signed_in(OTHERS, now=clock())
    assert code_of(await claim(api, other, code)) == (422, "claim_refused")
    assert await records.records_of(other.account) == {other.account}


async def test_the_clerk_does_not_claim_what_they_keep(api, clerk, clock):
    account = await kept(api, clerk)
    colleague = await a_counter(clock, SHIZILI, OTHERS)
    for maker in (clerk, colleague):
        code = await slip_of(api, maker, account)
        assert code_of(await claim(api, clerk, code)) == (422, "claim_refused")
    assert await records.records_of(clerk.account) == {clerk.account}


async def test_a_new_slip_voids_the_one_before_and_each_is_over_after_thirty_days(
    api, clerk, person, clock
):
    account = await kept(api, clerk)
    first, second = await slip_of(api, clerk, account), await slip_of(api, clerk, account)
    assert code_of(await claim(api, person, first)) == (422, "claim_refused")
    clock.now += timedelta(days=30)
    late = await signed_in(PHONE, now=clock())
    assert code_of(await claim(api, late, second)) == (422, "claim_refused")


async def test_guessing_is_stopped(api, clerk, person):
    for _ in range(5):
        assert code_of(await claim(api, person, "0000000000")) == (422, "claim_refused")
    stopped = await claim(api, person, "0000000000")
    assert code_of(stopped) == (429, "too_often")
    assert int(stopped.headers["retry-after"]) > 0


async def test_the_slip_itself_is_not_in_the_database(api, clerk):
    account = await kept(api, clerk)
    code = await slip_of(api, clerk, account)
    [row] = await run("SELECT * FROM claim_slip")
    assert len(bytes(row["code_hash"])) == 32
    assert code.encode() not in bytes(row["code_hash"])


async def test_one_whose_yes_was_taken_back_can_still_be_claimed_and_then_stays(api, clerk, person):
    account = await kept(api, clerk)
    code = await slip_of(api, clerk, account)
    await api.post(f"/api/kept/{account}/withdrawal", headers=clerk.headers)
    assert (await claim(api, person, code)).status_code == 201
    [row] = await run("SELECT deletion_due_at FROM account WHERE claimed_by IS NOT NULL")
    assert row["deletion_due_at"] is None


async def test_after_the_claim_only_the_persons_own_yes_lets_a_clerk_act(api, clerk, person):
    account = await kept(api, clerk)
    await claim(api, person, await slip_of(api, clerk, account))
    body = {"purpose": "acting_for", "division": SHIZILI}
    url = "/api/me/consents/00000000-0000-4000-8000-000000000001"
    assert (await api.put(url, headers=person.headers, json=body)).status_code == 200
    for whom, status in ((str(person.account), 200), (account, 403)):
        headers = acting(clerk, whom)
        answer = await api.patch("/api/me", headers=headers, json={"occupation": "courier"})
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("abcde-fgh01", "ABCDEFGH01"),
        ("OI L0 1 o i l 0 0", "0110101100"),
        ("ABCDE FGHU1", None),
        ("ABCDEFGH0", None),
        ("１２３４５６７８９０", "1234567890"),
        ("", None),
    ],
)
def test_a_slip_is_read_as_people_copy_it(written, read):
    assert read_slip(written) == read
