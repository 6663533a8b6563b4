"""What a meeting speaks of, and what people asked for that it takes on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import COUNTY, OTHER, STREET, hunan
from tests.consultations.makers import STARTS, announce, drafted, put


def item(title: str = "取餐车停哪儿", minutes: int = 30, **told: object) -> dict[str, object]:
    return {"id": str(uuid4()), "title": title, "owner": "街道城管办", "minutes": minutes} | told


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def convener(clock):
    return await cases.convener(clock)


async def concern_of(api, clock, convener, *people) -> str:
    ids = [(await cases.raised(api, one))["id"] for one in people]
    concern = (await cases.proposed(api, convener, *ids))["id"]
    await move(api, convener, concern, "accept")
    return str(concern)


async def move(api, convener, concern, what, **told):
    answer = await api.put(
        f"/api/concerns/{concern}/moves/{uuid4()}",
        json={"move": what} | told,
        headers=convener.headers,
    )
    assert answer.status_code == 200, answer.text


def here(**told: object) -> dict[str, object]:
    return {"division": STREET, "invited": {"division": STREET}} | told


async def neighbour(api, clock, phone="13812340199"):
    person = await cases.rider(clock, phone)
    answer = await api.patch("/api/me", json={"home": STREET}, headers=person.headers)
    assert answer.status_code == 200, answer.text
    return person


async def test_who_raised_it_hears_that_a_meeting_will_speak_of_it(api, clock, convener):
    rider = await cases.rider(clock)
    concern = await concern_of(api, clock, convener, rider)
    await neighbour(api, clock)
    agenda = [item(concern=concern), item("其他", 15)]
    id_ = await drafted(api, convener, **here(agenda=agenda))
    before = (await api.get(f"/api/concerns/{concern}")).json()
    assert before["state"] == "accepted", "a draft takes on nothing"
    for _ in ("once", "and again"):
        told = (await announce(api, convener, id_)).json()
        assert told["state"] == "announced", told
    shown = (await api.get(f"/api/concerns/{concern}")).json()
    assert (shown["state"], shown["steps"][-1]["meeting"]) == ("on_agenda", id_)
    assert "concern.on_agenda" in await cases.told_to(api, clock, rider)
    card = (await api.get(f"/api/consultations/{id_}")).json()
    assert [one["title"] for one in card["agenda"]] == ["取餐车停哪儿", "其他"]
    assert card["agenda"][0]["concern"] == concern


async def test_who_raised_what_it_speaks_of_hears_that_it_is_at_another_time(api, clock, convener):
    rider = await cases.rider(clock)
    # Two cases of one person in one matter: they hear once.
    ids = [(await cases.raised(api, rider))["id"] for _ in range(2)]
    concern = (await cases.proposed(api, convener, *ids))["id"]
    await move(api, convener, concern, "accept")
    await neighbour(api, clock)
    told = here(agenda=[item(concern=concern)])
    id_ = await drafted(api, convener, **told)
    assert (await announce(api, convener, id_)).json()["state"] == "announced"
    await cases.told_to(api, clock, rider)
    # Another room is for who comes.
    changes: dict[str, object] = {"place": {"words": "社区活动室"}}
    later = {"startsAt": (STARTS + timedelta(minutes=30)).isoformat()}
    for revision, more in ((2, {}), (3, later)):
        changes |= more
        answer = await put(api, convener, id_, based_on=revision, **told, **changes)
        assert answer.status_code == 200, answer.text
        kinds = await cases.told_to(api, clock, rider)
        assert kinds.count("concern.moved") == (1 if "startsAt" in changes else 0)


async def test_nobody_takes_on_what_was_asked_for_elsewhere(api, clock, convener):
    other = await cases.convener(clock, OTHER, "13900000009")
    rider = await cases.rider(clock)
    case = (await cases.raised(api, rider, division=OTHER))["id"]
    concern = (await cases.proposed(api, other, case, division=OTHER))["id"]
    answer = await put(api, convener, **here(agenda=[item(concern=concern)]))
    assert answer.json()["code"] == "role_missing"
    answer = await put(api, convener, **here(agenda=[item(concern=str(uuid4()))]))
    assert answer.json()["code"] == "concern_not_found"


async def test_what_is_not_accepted_or_over_is_on_no_agenda(api, clock, convener):
    await neighbour(api, clock)
    rider = await cases.rider(clock)
    case = (await cases.raised(api, rider))["id"]
    concern = (await cases.proposed(api, convener, case))["id"]
    id_ = await drafted(api, convener, **here(agenda=[item(concern=concern)]))
    answer = await announce(api, convener, id_)
    assert (answer.status_code, answer.json()["code"]) == (409, "case_move_unfit")
    shown = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    assert shown.json()["state"] == "draft"


async def test_one_hears_of_it_when_everybody_does(api, clock, convener):
    rider = await cases.rider(clock)
    concern = await concern_of(api, clock, convener, rider)
    await neighbour(api, clock)
    id_ = await drafted(api, convener, **here(agenda=[item(concern=concern)]))
    later = (clock.now + timedelta(hours=1)).isoformat()
    answer = await announce(api, convener, id_, sendAt=later)
    assert answer.json()["code"] == "agenda_not_later"


@pytest.mark.parametrize(
    ("agenda", "field"),
    [
        ([item(minutes=60), item(minutes=31)], "agenda.minutes"),
        ([item("\u200b ")], "agenda.title"),
        ([item()] * 2, "agenda"),
    ],
)
async def test_an_agenda_fits_into_its_meeting(api, convener, agenda, field):
    answer = await put(api, convener, **here(agenda=agenda))
    assert answer.json()["code"] == "consultation_unusable"
    assert answer.json()["facts"] == {"field": field}


async def test_a_county_convenes_what_its_streets_ask_for(api, clock):
    county = await cases.convener(clock, COUNTY)
    await neighbour(api, clock)
    concern = await concern_of(api, clock, county, await cases.rider(clock))
    id_ = await drafted(api, county, **here(division=COUNTY, agenda=[item(concern=concern)]))
    assert (await announce(api, county, id_)).json()["state"] == "announced"
