"""What is no cursor and no instant is refused as a bad request, by everything that takes one."""

from uuid import uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import STREET, hunan
from tests.consultations.makers import announce, drafted, put
from tests.consultations.record_makers import called

NO_OFFSET, NO_YEARS = "2026-11-26T06:30:00", ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00Z")
HERE = {"division": STREET, "invited": {"division": STREET}}


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.mark.parametrize(
    ("path", "name", "cursor"),
    [
        ("/api/concerns", "cursor", f"1.{'a' * 32}"),
        ("/api/charters", "cursor", f"1.{'a' * 32}"),
        ("/api/consultations", "after", f"ahead_1_{'a' * 32}"),
        ("/api/desk/cases", "cursor", f"1.{'a' * 32}"),
        ("/api/me/notices", "before", "1"),
    ],
)
async def test_a_cursor_ends_where_it_ends(api, clock, path, name, cursor):
    convener = await cases.convener(clock)
    whole = await api.get(path, params={name: cursor}, headers=convener.headers)
    assert whole.status_code == 200, whole.text
    longer = await api.get(path, params={name: f"{cursor}\n"}, headers=convener.headers)
    assert (longer.status_code, longer.json()["code"]) == (400, "bad_request")


@pytest.mark.parametrize("at", [NO_OFFSET, *NO_YEARS])
async def test_an_instant_has_its_offset_and_a_year_of_ours(api, clock, at):
    convener, rider = await cases.convener(clock), await cases.rider(clock)
    id_ = await called(api, clock, convener)
    draft = await drafted(api, convener, **HERE)
    reach, told = "/api/desk/consultations/reach", {"invited": {"division": STREET}}
    asked = [
        await put(api, convener, uuid4(), **HERE, startsAt=at),
        await put(api, convener, uuid4(), **HERE, endsAt=at),
        await announce(api, convener, draft, sendAt=at),
        await api.put(
            f"/api/consultations/{id_}/answer",
            json={"answer": "coming", "startsAt": at},
            headers=rider.headers,
        ),
        *[
            await api.post(reach, json=told | {name: at} | which, headers=convener.headers)
            for name in ("sendAt", "startsAt")
            for which in ({}, {"consultation": id_})
        ],
    ]
    found = {(one.status_code, one.json()["code"]) for one in asked}
    assert found == {(400, "bad_request")}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
async def test_so_has_a_day_from_which_times_are_looked_for(api, clock, day):
    convener = await cases.convener(clock)
    wanted = {"form": "talk", "invited": {"division": STREET}, "minutes": 60, "since": day}
    path = "/api/desk/consultations/times"
    answer = await api.post(path, json=wanted, headers=convener.headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
