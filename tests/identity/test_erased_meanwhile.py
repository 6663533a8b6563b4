"""What is on its way while whoever wrote it is erased."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.people import granted, signed_in
from tests.stations.makers import CHANGSHA, NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import Asker, HeldRole, Scope, SignInNeeded
from xiangyi.core.db import run
from xiangyi.features.identity.jobs import erasing
from xiangyi.features.scenes.schemas import SceneFacts, SceneSaid
from xiangyi.features.scenes.service import keeping
from xiangyi.features.stations.schemas import AnswerSaid, StateSaid, StationChanges
from xiangyi.features.stations.service.desk import answering, revising, saying
from xiangyi.features.stations.service.lists.working import Described, Lists
from xiangyi.features.stations.tables import Report
from xiangyi.keepers import KEEPERS

WORDS = "找老王"
ROLES = (HeldRole("administrator", Scope("division", CHANGSHA)),)


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_] = await make_stations(facts("1"))
    return id_


@pytest.fixture
async def gone(api, station, clock, settings):
    """Somebody of whom the door knew before they were erased."""
    person = await signed_in("13911160007", now=NOW)
    await granted(person.account, ROLES, now=NOW)
    assert (await api.put("/api/me/deletion", headers=person.headers)).status_code == 200
    clock.now += timedelta(days=9)
    await erasing(KEEPERS)(settings, clock)
    return Asker(account=person.account, device=person.device, roles=ROLES)


async def test_nothing_is_kept_of_somebody_who_is_no_more(gone, station, clock, settings):
    now, report = clock(), uuid4()
    await Report.insert(Report(key=report, station=station, kind="gone", reported_at=now))
    told = {"name": "荷叶塘", "kind": "community", "division": "nbs:430104001000"}
    scene = SceneSaid(0, SceneFacts(**told, lon=112.95, lat=28.2, gate_words=WORDS))
    until = now + timedelta(hours=1)
    state = StateSaid(kind="closed", at=now, until=until, note=WORDS)
    lists = Lists(settings.lists_dir, clock)

    async def content():
        yield b"x"

    on_their_way = [
        revising.revise(gone, station, StationChanges(entry_note=WORDS), now=now),
        saying.say_state(gone, station, uuid4(), state, now=now),
        answering.answer(gone, report, AnswerSaid(kind="seen", words=WORDS), now=now),
        keeping.put(gone, uuid4(), scene, now=now),
        lists.take(gone, UUID(int=1), content(), Described(WORDS, WORDS, "wgs84")),
    ]
    for one in on_their_way:
        with pytest.raises(SignInNeeded):
            await one
    for table in ("live_state", "report_answer", "scene", "scene_revision", "station_list"):
        assert await run(f"SELECT * FROM {table}") == [], table  # noqa: S608  # names of ours
    rows = await run("SELECT account FROM station_revision WHERE account IS NOT NULL")
    assert rows == []
