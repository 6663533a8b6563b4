"""改动记录: everything that is changed of a station, from what to what, and by whom."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from msgspec.structs import replace
from tests.media.pictures import door, saved
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations
from tests.stations.test_reporting import say

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.identity.tables import Member
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.stations.service import holding, keeping


@pytest.fixture
async def station(db):
    await make_divisions()
    [one] = await make_stations(facts("1", amenities=("microwave",)))
    return one


@pytest.fixture
def keeper(station):
    role = HeldRole("manager", Scope("station", station))
    return lambda phone: signed_in(phone, role, now=NOW)


@pytest.fixture
def record(api, station):
    async def read(person):
        url = f"/api/stations/{station}/revisions"
        return (await api.get(url, headers=person.headers)).json()["items"]

    return read


async def put(api, person, path, body=None, verb="PUT"):
    done = await api.request(verb, f"/api/stations/{path}", json=body, headers=person.headers)
    assert done.status_code == 204, done.text


async def test_amenities_states_and_photos_stand_in_it_from_what_to_what(
    api, station, keeper, record, clock
):
    manager = await keeper("13800000001")

    async def told(path, body=None, verb="PUT"):
        clock.now += timedelta(minutes=1)
        said = None if body is None else {"at": clock.now.isoformat(), **body}
        await put(api, manager, f"{station}/{path}", said, verb)

    async def a_state(kind, minutes):
        until = (clock.now + timedelta(minutes=minutes)).isoformat()
        await told(f"states/{uuid4()}", {"kind": kind, "until": until})

    broken = {"works": False, "note": "等师傅"}
    await told(f"amenities/microwave/states/{uuid4()}", broken)
    await told(f"amenities/microwave/states/{uuid4()}", {"works": True})
    await a_state("full", 60)
    await a_state("closed", 2)
    clock.now += timedelta(minutes=3)
    await a_state("power_cut", 60)
    photo = uuid4()
    await api.put(f"/api/photos/{photo}", content=saved(door(), "JPEG"))
    assert (await say(api, station, photo=str(photo), at=clock.now.isoformat())).status_code == 200
    await told(f"photos/{photo}")
    await told(f"photos/{photo}/showing", verb="DELETE")
    await told(f"photos/{photo}", verb="DELETE")
    *changes, first = await record(manager)
    seen = [(one["about"], one["before"], one["after"]) for one in reversed(changes)]
    standings = ["waiting", "shown", "hidden", "dropped"]
    assert [(about, one["standing"], two["standing"]) for about, one, two in seen[5:]] == [
        ("photo", *pair) for pair in pairwise(standings)
    ]
    works, out = ({"amenity": "microwave", "works": one, "note": ""} for one in (True, False))
    out |= {"note": "等师傅"}
    assert seen[:2] == [("amenity", works, out), ("amenity", out, works)]
    kinds = [(one["kind"], two["kind"]) for _, one, two in seen[2:5]]
    # What had ended by itself is not what it was changed from.
    assert kinds == [("none", "full"), ("full", "closed"), ("none", "power_cut")]
    assert {one["by"]["you"] for one in changes} == {True}
    assert (first["about"], first["before"]) == ("facts", None)


async def test_another_is_told_by_a_masked_name_and_their_organisation(
    api, station, keeper, record
):
    one, other = await keeper("13800000001"), await keeper("13800000002")
    await api.patch("/api/me", headers=one.headers, json={"name": "欧阳小明"})
    committee = uuid4()
    place = "nbs:430104001001"
    await Organisation.insert(
        Organisation(
            id=committee, kind="committee", name="荷叶塘居委会", home=place, changed_at=NOW
        )
    )
    await Member.insert(
        Member(id=uuid4(), organisation=committee, account=one.account, since_at=NOW)
    )
    await put(api, one, station, {"phone": "0731-1"}, "PATCH")
    told = (await record(other))[0]
    assert told["by"] == {"you": False, "name": "欧**", "organisation": "荷叶塘居委会"}
    assert str(one.account) not in str(await record(other))
    assert (await record(one))[0]["by"]["you"]


async def test_a_list_is_told_by_whose_it_is(station, keeper, record, clock):
    manager = await keeper("13800000001")
    [was] = [one.facts for one in await holding.of_ids([station])]
    await keeping.keep_stations([replace(was, phone="0731-2")], now=clock.now)
    told = (await record(manager))[0]
    assert (told["madeBy"], told["by"], told["list"]) == ("source", None, was.source)
