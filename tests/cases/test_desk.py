"""At the desk: who sees what of whom, and what is overdue comes first."""

from datetime import date, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from tests.cases.makers import (
    COUNTY,
    NEXT_STREET,
    OTHER,
    PROVINCE,
    STREET,
    WORDS,
    convener,
    handler,
    holder,
    hunan,
    move,
    moved,
    office,
    raised,
    rider,
)
from tests.media.pictures import door
from tests.people import signed_in

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.cases.tables import Case
from xiangyi.features.identity.schemas import ProfileChanges
from xiangyi.features.identity.service import accounts


async def listed(api, person, **asked):
    answer = await api.get("/api/desk/cases", params=asked, headers=person.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def named(clock, name: str):
    person = await rider(clock)
    asker = Asker(account=person.account, device=person.device)
    await accounts.change(asker, ProfileChanges(name=name), now=clock.now)
    return person


@pytest.mark.parametrize("kind", ["platform_company", "courier_company"])
async def test_an_employer_never_learns_who_or_where(api, clock, kind):
    await hunan()
    person, officer = await named(clock, "李小勇"), await convener(clock)
    company = await office(clock, kind)
    works = await handler(clock, company)
    mine = await raised(api, person, words="我是李小勇，电话 138-1234-0126，站长扣了我三天的钱")
    path = f"/api/desk/cases/{mine['id']}"
    assert (await listed(api, works))["items"] == []
    assert (await api.get(path, headers=works.headers)).status_code == 403
    await moved(api, officer, mine["id"], "accept", words="李小勇来过电话")
    await moved(api, officer, mine["id"], "assign", organisation=str(company))
    for read in (
        await api.get(path, headers=works.headers),
        await api.get("/api/desk/cases", headers=works.headers),
    ):
        assert read.status_code == 200
        for secret in ("李", "1234", "桔子洲", STREET, str(person.account)):
            assert secret not in read.text
        assert "扣了我三天的钱" in read.text
        assert mine["number"] in read.text
    [shown] = (await listed(api, works))["items"]
    told = (shown["raiser"], shown["division"], shown["place"], shown["concern"])
    assert told == (None, None, None, None)


@pytest.mark.parametrize("kind", ["property_manager", "hospital", "care_home"])
async def test_whoever_owes_somebody_wages_learns_as_little_as_an_employer(api, clock, kind):
    await hunan()
    person, officer = await named(clock, "李小勇"), await convener(clock)
    company = await office(clock, kind)
    works = await handler(clock, company)
    words = "我是李小勇，电话 138-1234-0126，在你们这里当保安，扣了我工资"
    wages = await raised(api, person, words=words, field="pay_rights")
    parked = await raised(api, person, words="门口没地方停车")
    for case in (wages, parked):
        await moved(api, officer, case["id"], "accept")
        await moved(api, officer, case["id"], "assign", organisation=str(company))
    read = await api.get(f"/api/desk/cases/{wages['id']}", headers=works.headers)
    for secret in ("李", "1234", "桔子洲", STREET):
        assert secret not in read.text
    assert "扣了我工资" in read.text
    # What is no employer's matter they need the place of.
    read = await api.get(f"/api/desk/cases/{parked['id']}", headers=works.headers)
    assert read.json()["division"] == STREET


@pytest.mark.parametrize("kind", ["department", "street_office", "union"])
async def test_whoever_sees_to_wages_reads_where_it_is(api, clock, kind):
    await hunan()
    person, officer, bureau = await rider(clock), await convener(clock), await office(clock, kind)
    works = await handler(clock, bureau)
    mine = await raised(api, person, field="pay_rights")
    await moved(api, officer, mine["id"], "accept")
    await moved(api, officer, mine["id"], "assign", organisation=str(bureau))
    read = (await api.get(f"/api/desk/cases/{mine['id']}", headers=works.headers)).json()
    assert (read["division"], read["raiser"]) == (STREET, None)


@pytest.mark.parametrize("watches", ["supervisor", "convener", "administrator"])
async def test_who_is_of_an_employer_is_that_whatever_they_are_there(api, clock, watches):
    await hunan()
    person, officer = await named(clock, "李小勇"), await convener(clock)
    company = await office(clock, "platform_company")
    both = await signed_in(
        "13900000077",
        HeldRole("handler", Scope("organisation", str(company))),
        HeldRole(watches, Scope("division", STREET)),
        now=clock.now,
    )
    mine = await raised(api, person, words="我是李小勇，电话 138-1234-0126，站长扣了我三天的钱")
    await moved(api, officer, mine["id"], "accept")
    await moved(api, officer, mine["id"], "assign", organisation=str(company))
    path = f"/api/desk/cases/{mine['id']}"
    for read in (
        await api.get(path, headers=both.headers),
        await api.get("/api/desk/cases", headers=both.headers),
    ):
        for secret in ("李", "1234", "桔子洲", STREET):
            assert secret not in read.text
    assert (await api.get(path, headers=both.headers)).json()["may"] == ["answer"]
    refused = await move(api, both, mine["id"], "decline", words="不归这里")
    assert (refused.status_code, refused.json()["code"]) == (403, "role_missing")


async def test_who_convenes_sees_a_masked_name_and_who_handles_no_name(api, clock):
    await hunan()
    person, officer = await named(clock, "李小勇"), await convener(clock)
    department = await office(clock)
    works = await handler(clock, department)
    mine = await raised(api, person)
    [shown] = (await listed(api, officer))["items"]
    assert (shown["raiser"], shown["words"], shown["division"]) == ("李**", WORDS, STREET)
    assert (await listed(api, works))["items"] == []
    await moved(api, officer, mine["id"], "accept")
    await moved(api, officer, mine["id"], "assign", organisation=str(department))
    [shown] = (await listed(api, works))["items"]
    assert (shown["raiser"], shown["words"], shown["may"]) == (None, WORDS, ["answer"])


@pytest.mark.parametrize(
    ("role", "division", "reaches"),
    [
        ("convener", STREET, {STREET}),
        ("supervisor", COUNTY, {STREET, NEXT_STREET}),
        ("administrator", PROVINCE, {STREET, NEXT_STREET, OTHER}),
        ("convener", OTHER, {OTHER}),
    ],
)
async def test_it_reaches_those_who_answer_for_the_place(api, clock, role, division, reaches):
    await hunan()
    person = await rider(clock)
    for one in (STREET, NEXT_STREET, OTHER):
        await raised(api, person, division=one)
    looker = await holder(clock, role, division, "13900000021")
    assert {one["division"] for one in (await listed(api, looker))["items"]} == reaches


async def test_the_most_overdue_comes_first_and_pages_go_on(api, clock):
    await hunan()
    person, officer = await rider(clock), await convener(clock)
    first = await raised(api, person)
    row = (await run("SELECT * FROM raised_case"))[0]
    days = {first["id"]: date(2026, 11, 30)}
    for number in range(44):
        id_ = uuid4()
        due = date(2026, 12, 1) - timedelta(days=number % 20)
        days[str(id_)] = due
        told = {"kind": "help", "field": "meals", "division": STREET, "raised_at": clock.now}
        await Case.insert(
            Case(id=id_, number=f"x{number}", days=5, due_on=due, state="accepted", **told)
        )
    assert row["state"] == "raised"
    seen, page = [], await listed(api, officer)
    while True:
        seen += page["items"]
        if page["next"] is None:
            break
        page = await listed(api, officer, cursor=page["next"])
        assert page["items"], "a next page has something on it"
    assert [one["id"] for one in seen] == sorted(days, key=lambda id_: (days[id_], UUID(id_).hex))
    assert [one["overdue"] for one in seen] == [
        days[one["id"]] < date(2026, 11, 23) for one in seen
    ]
    assert [one["id"] for one in (await listed(api, officer, state="raised"))["items"]] == [
        first["id"]
    ]
    for state in ("answered", "ended"):
        assert (await listed(api, officer, state=state))["items"] == []


@pytest.mark.parametrize("cursor", ["1", "x", "0." + "0" * 32, "9" * 7 + "." + "0" * 32])
async def test_a_cursor_of_ones_own_is_a_bad_request(api, clock, cursor):
    await hunan()
    officer = await convener(clock)
    answer = await api.get("/api/desk/cases", params={"cursor": cursor}, headers=officer.headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


async def test_a_photo_is_for_those_who_may_see_it(api, clock):
    await hunan()
    person, officer = await rider(clock), await convener(clock)
    company = await office(clock, "platform_company")
    works = await handler(clock, company)
    photo, picture = uuid4(), BytesIO()
    door().save(picture, "JPEG")
    sent = await api.put(f"/api/photos/{photo}", content=picture.getvalue(), headers=person.headers)
    assert sent.status_code == 200, sent.text
    other = await rider(clock, "13812340127")
    stolen = await api.put(
        f"/api/cases/{uuid4()}",
        json={"field": "safety", "photo": str(photo), "division": STREET},
        headers=other.headers,
    )
    assert (stolen.status_code, stolen.json()["code"]) == (404, "photo_not_found")
    mine = await raised(api, person, words="", photo=str(photo))
    path = f"/api/desk/cases/{mine['id']}/photo"
    seen = await api.get(path, headers=officer.headers)
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/webp")
    await moved(api, officer, mine["id"], "accept")
    await moved(api, officer, mine["id"], "assign", organisation=str(company))
    assert (await api.get(path, headers=works.headers)).status_code == 404
    assert (await api.get(path, headers=other.headers)).status_code == 403


async def test_what_desks_read_and_do_can_be_looked_up(api, clock):
    await hunan()
    officer = await convener(clock)
    mine = await raised(api, await rider(clock))
    await listed(api, officer)
    await api.get(f"/api/desk/cases/{mine['id']}", headers=officer.headers)
    await moved(api, officer, mine["id"], "accept")
    entries = await run("SELECT action, division, actor FROM audit_entry ORDER BY id")
    assert [one["action"] for one in entries] == ["case.listed", "case.read", "case.accepted"]
    assert {one["division"] for one in entries} == {STREET}
    assert {str(one["actor"]) for one in entries} == {str(officer.account)}
