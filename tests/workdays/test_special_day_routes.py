"""GET /api/workdays: what is known of holidays and make-up workdays."""

from tests.workdays.makers import IN_EXCHANGE, NATIONAL_DAY, NEW_YEAR, take_in


async def test_it_tells_the_days_and_how_far_they_reach(api):
    await take_in(IN_EXCHANGE, NATIONAL_DAY)
    answer = await api.get("/api/workdays")
    assert answer.status_code == 200
    assert answer.json() == {
        "from": "2026-01-01",
        "through": "2026-12-31",
        "items": [
            {"on": "2026-10-01", "kind": "holiday", "nameZh": "国庆节", "nameEn": "National Day"},
            {"on": "2026-10-10", "kind": "makeup", "nameZh": "国庆节", "nameEn": "National Day"},
        ],
    }


async def test_one_year_is_told_alone(api):
    await take_in(NATIONAL_DAY, NEW_YEAR)
    answer = await api.get("/api/workdays", params={"year": 2027})
    assert [item["on"] for item in answer.json()["items"]] == ["2027-01-01"]
    assert answer.json()["through"] == "2027-12-31"


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
