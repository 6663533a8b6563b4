"""GET /api/workdays: what is known of holidays and make-up workdays."""

from tests.workdays.makers import NATIONAL_DAY, NEW_YEAR, first_half, take_in, whole


async def test_it_tells_the_days_and_how_far_they_reach(api):
    await take_in(*reversed(whole(2026)))
    answer = await api.get("/api/workdays")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["from"], told["through"]) == ("2026-01-01", "2026-12-31")
    assert [item["on"] for item in told["items"]] == sorted(item["on"] for item in told["items"])
    assert told["items"][2] == {
        "on": "2026-02-07",
        "kind": "makeup",
        "nameZh": "春节",
        "nameEn": "Spring Festival",
    }
    assert told["items"][-1] == {
        "on": "2026-10-01",
        "kind": "holiday",
        "nameZh": "国庆节",
        "nameEn": "National Day",
    }


async def test_one_year_is_told_alone(api):
    await take_in(*whole(2026), *whole(2027))
    answer = await api.get("/api/workdays", params={"year": 2027})
    assert {item["on"][:4] for item in answer.json()["items"]} == {"2027"}
    assert answer.json()["through"] == "2027-12-31"


async def test_a_year_that_is_half_announced_is_not_told_as_known(api):
    await take_in(*whole(2026), NEW_YEAR)
    await take_in(*first_half(2027))
    answer = await api.get("/api/workdays")
    assert answer.json()["through"] == "2026-12-31"
    assert {item["on"][:4] for item in answer.json()["items"]} == {"2026"}


async def test_nothing_known_is_said_as_such(api):
    answer = await api.get("/api/workdays")
    assert answer.json() == {"from": None, "through": None, "items": []}


async def test_it_refuses_a_year_it_cannot_mean(api):
    for year in ("1999", "2100", "soon"):
        answer = await api.get("/api/workdays", params={"year": year})
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request"), year


async def test_an_answer_that_is_held_is_not_sent_again(api):
    await take_in(NATIONAL_DAY)
    first = await api.get("/api/workdays")
    again = await api.get("/api/workdays", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_the_document_shows_what_is_answered(api):
    document = (await api.get("/schema/openapi.json")).json()
    operation = document["paths"]["/api/workdays"]["get"]
    assert operation["operationId"] == "listSpecialDays"
    assert {"200", "304", "400", "414"} == set(operation["responses"])
    shown = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    listed = document["components"]["schemas"][shown.rpartition("/")[2]]
    assert set(listed["properties"]) == {"from", "through", "items"}
