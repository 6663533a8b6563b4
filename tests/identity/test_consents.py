"""A yes to one purpose, and taking it back."""

from uuid import uuid4

import pytest
from tests.divisions.makers import DOWN_TO_SHIZILI, take_in
from tests.identity.makers import OTHERS, PHONE, code_of
from tests.people import FURONG, STREET, signed_in

from xiangyi.features.identity.service.consents import consented


@pytest.fixture
async def person(db, clock):
    return await signed_in(PHONE, now=clock())


async def test_it_holds_from_the_yes_until_it_is_taken_back(api, person, clock):
    consent = f"/api/me/consents/{uuid4()}"
    assert not await consented(person.account, "partner:shop", now=clock())
    body = {"purpose": "partner:shop"}
    given = await api.put(consent, headers=person.headers, json=body)
    assert (given.status_code, given.json()["how"]) == (200, "app")
    assert await consented(person.account, "partner:shop", now=clock())
    assert not await consented(person.account, "partner:other", now=clock())
    assert (await api.put(consent, headers=person.headers, json=body)).json() == given.json()
    back = await api.post(f"{consent}/withdrawal", headers=person.headers)
    assert (back.status_code, back.json()["withdrawnAt"] is not None) == (200, True)
    assert (await api.post(f"{consent}/withdrawal", headers=person.headers)).json() == back.json()
    assert not await consented(person.account, "partner:shop", now=clock())
    listed = await api.get("/api/me/consents", headers=person.headers)
    assert listed.json()["items"] == [back.json()]


async def test_saying_yes_again_is_a_new_consent(api, person, clock):
    for _ in range(2):
        consent = f"/api/me/consents/{uuid4()}"
        await api.put(consent, headers=person.headers, json={"purpose": "partner:shop"})
        await api.post(f"{consent}/withdrawal", headers=person.headers)
    listed = (await api.get("/api/me/consents", headers=person.headers)).json()["items"]
    assert [one["purpose"] for one in listed] == ["partner:shop"] * 2


async def test_nobody_takes_back_or_takes_over_anothers(api, person, clock):
    consent = f"/api/me/consents/{uuid4()}"
    await api.put(consent, headers=person.headers, json={"purpose": "partner:shop"})
    other = await signed_in(OTHERS, now=clock())
    taken = await api.put(consent, headers=other.headers, json={"purpose": "partner:shop"})
    assert code_of(taken) == (409, "consent_taken")
    back = await api.post(f"{consent}/withdrawal", headers=other.headers)
    assert code_of(back) == (404, "consent_not_found")
    assert await consented(person.account, "partner:shop", now=clock())


async def test_a_no_is_one_to_every_yes_to_the_same(api, person, clock):
    """Said on two phones, it is taken back on one of them."""
    ids = [uuid4() for _ in range(3)]
    for id_, purpose in zip(ids, ("partner:shop", "partner:shop", "partner:other"), strict=True):
        body = {"purpose": purpose}
        await api.put(f"/api/me/consents/{id_}", headers=person.headers, json=body)
    other = await signed_in(OTHERS, now=clock())
    path = f"/api/me/consents/{uuid4()}"
    await api.put(path, headers=other.headers, json={"purpose": "partner:shop"})
    await api.post(f"/api/me/consents/{ids[0]}/withdrawal", headers=person.headers)
    held = [
        await consented(who, purpose, now=clock())
        for who, purpose in (
            (person.account, "partner:shop"),
            (person.account, "partner:other"),
            (other.account, "partner:shop"),
        )
    ]
    assert held == [False, True, True]


async def test_a_yes_to_act_in_one_place_stays_when_another_is_taken_back(api, person):
    await take_in(*DOWN_TO_SHIZILI)
    places = (STREET, FURONG)
    ids = [uuid4() for _ in places]
    for id_, place in zip(ids, places, strict=True):
        body = {"purpose": "acting_for", "division": place}
        said = await api.put(f"/api/me/consents/{id_}", headers=person.headers, json=body)
        assert said.status_code == 200, said.text
    await api.post(f"/api/me/consents/{ids[0]}/withdrawal", headers=person.headers)
    listed = (await api.get("/api/me/consents", headers=person.headers)).json()["items"]
    assert {one["division"]: one["withdrawnAt"] is None for one in listed} == {
        places[0]: False,
        places[1]: True,
    }


@pytest.mark.parametrize("purpose", ["under_14", "acting_for"])
async def test_what_others_must_say_or_prove_is_not_said_here(api, person, purpose):
    answer = await api.put(
        f"/api/me/consents/{uuid4()}", headers=person.headers, json={"purpose": purpose}
    )
    assert code_of(answer) == (422, "consent_unfit")


@pytest.mark.parametrize(
    "purpose", ["", "Partner", "partner: shop", "x" * 65, "<b>", "partner:\u202e"]
)
async def test_a_purpose_is_a_word_of_ours(api, person, purpose):
    answer = await api.put(
        f"/api/me/consents/{uuid4()}", headers=person.headers, json={"purpose": purpose}
    )
    assert code_of(answer) == (400, "bad_request")
