"""Whom a line of an audience means: those of whom all of it is true; who was counted is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.consultations.makers import announce, announced, drafted, put
from tests.notifications.makers import inbox, person, same, told
from tests.people import COMMUNITY, STREET, ZHUZHOU, ground, signed_in
from tests.stations.makers import facts as station_facts
from tests.stations.makers import make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.reach import row_of
from xiangyi.features.notifications.schemas import Subject
from xiangyi.features.notifications.service import expanding
from xiangyi.features.notifications.service.following import follow
from xiangyi.migrations.m0062_lines_of_an_audience import rewrite

CONVENER = HeldRole("convener", Scope("division", STREET))
CLERK = HeldRole("clerk", Scope("division", COMMUNITY))


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    return await signed_in("13800000091", CONVENER, now=clock.now)


@pytest.fixture
async def station():
    [made] = await make_stations(station_facts("1", division=COMMUNITY))
    return made


@pytest.fixture
async def people(clock, station):
    """A rider who lives there, one elsewhere, a driver there; the first and second follow it."""
    rider = await person("13800000001", clock)
    elsewhere = await person("13800000002", clock, home=ZHUZHOU)
    driver = await person("13800000003", clock, occupation="ride_hailing")
    counter = await person("13800000004", clock, CLERK, home=ZHUZHOU)
    for one in (rider, elsewhere):
        await follow(Subject("station", station), one.account, now=clock.now)
    return {"rider": rider, "elsewhere": elsewhere, "driver": driver, "clerk": counter}


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        ([], ["rider", "driver"]),
        ([{"occupations": ["delivery"]}], ["rider"]),
        ([{"roles": ["clerk"]}], ["clerk"]),
        ([{"roles": ["clerk"], "occupations": ["ride_hailing"]}], []),
        ([{"stations": ["station"]}], ["rider"]),
        ([{"stations": ["station"], "occupations": ["ride_hailing"]}], []),
        ([{"stations": ["station"], "anywhere": True}], ["rider", "elsewhere"]),
        (
            [{"occupations": ["delivery"]}, {"stations": ["station"]}, {"roles": ["clerk"]}],
            ["rider", "clerk"],
        ),
    ],
)
async def test_those_are_told_once_of_whom_a_line_is_true_and_they_were_counted(
    api, clock, convener, people, station, lines, who
):
    here = [line | ({"stations": [station]} if "stations" in line else {}) for line in lines]
    invited = {"division": STREET, "lines": here}
    wanted = {"invited": invited}
    path = "/api/desk/consultations/reach"
    reach = (await api.post(path, json=wanted, headers=convener.headers)).json()
    assert reach["people"] == len(who)
    if not who:
        return
    id_ = await announced(api, convener, invited=invited)
    await expanding.expand_due(now=clock.now)
    assert same(await told(f"consultation/{id_}"), [people[one].account for one in who])


async def test_wherever_they_live_is_said_of_those_alone_who_follow_a_station(api, convener):
    invited = {"division": STREET, "lines": [{"occupations": ["delivery"], "anywhere": True}]}
    answer = await put(api, convener, invited=invited)
    assert answer.json()["facts"] == {"field": "invited.anywhere"}


async def test_what_an_earlier_version_said_as_a_sum_means_the_same_people(
    api, clock, convener, people, station
):
    id_ = await announced(api, convener)
    old = (
        f'{{"division":"{STREET}","occupations":["delivery"],"roles":["clerk"],'
        f'"stations":["{station}"],"phones":false}}'
    )
    await run("UPDATE consultation SET invited = {}", old)
    now = '"invited":{"division":"' + STREET + '"'
    rows = await run('SELECT id, "after" FROM consultation_revision')
    for row in rows:
        text = str(row["after"])
        begin = text.index(now)
        end = text.index("}", begin) + 1
        await run(
            'UPDATE consultation_revision SET "after" = {} WHERE id = {}',
            *(text[:begin] + f'"invited":{old}' + text[end:], row["id"]),
        )
    await rewrite()
    invited = facts_of(await row_of(id_)).invited
    lines = [
        (list(one.occupations), list(one.roles), one.stations, one.anywhere)
        for one in invited.lines
    ]
    assert lines == [
        (["delivery"], [], [], False),
        ([], ["clerk"], [], False),
        ([], [], [station], True),
    ]
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    assert (desk.json()["reach"]["people"], desk.json()["facts"]["invited"]["phones"]) == (3, False)


async def test_whoever_has_its_page_before_their_eyes_has_read_what_they_were_told(
    api, clock, convener
):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await expanding.expand_due(now=clock.now)
    assert (await inbox(api, rider))["unread"] == 1
    opened = await api.put(f"/api/consultations/{id_}/opened", headers=rider.headers)
    assert opened.status_code == 204
    [notice] = (await inbox(api, rider))["notices"]
    assert notice["seenAt"]
    assert notice["readAt"]
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    [one] = [one for one in desk.json()["told"] if one["kind"] == "announced"]
    assert (one["outcome"]["seen"], one["toRing"]) == (1, 0)


async def test_no_page_says_whether_a_meeting_is_there_that_nobody_was_told_of(
    api, clock, convener
):
    rider = await person("13800000001", clock)
    draft, hidden = [await drafted(api, convener) for _ in range(2)]
    await announce(api, convener, hidden, sendAt=(clock.now + timedelta(hours=1)).isoformat())
    for id_ in (draft, hidden, uuid4()):
        opened = await api.put(f"/api/consultations/{id_}/opened", headers=rider.headers)
        assert (opened.status_code, opened.json()["code"]) == (404, "consultation_not_found")
