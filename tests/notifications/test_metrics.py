"""Whoever runs the service sees how far behind the knocks are; nobody else sees anything."""

from datetime import timedelta

import pytest
from httpx import ASGITransport, AsyncClient
from tests.notifications.makers import person, subscribed, telling
from tests.people import ground

from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding
from xiangyi.features.notifications.service.notifying import notify
from xiangyi.settings import Settings

TOKEN = "let-me-in"


@pytest.fixture
async def watched(db, app_of, clock, tmp_path):
    await ground()
    settings = Settings.from_environment({}, data=str(tmp_path), metrics_token=TOKEN)
    transport = ASGITransport(app_of(settings, clock=clock))
    async with AsyncClient(transport=transport, base_url="http://xiangyi.test") as client:
        yield client


async def test_it_tells_what_is_due_for_how_long_and_what_came_of_the_rest(watched, clock):
    for number in range(3):
        await subscribed(await person(f"1380000000{number}", clock), clock)
    await notify(telling(), now=clock.now)
    await expanding.expand_due(now=clock.now)
    await run(
        "UPDATE attempt SET state = 'failed', why = 'gone', done_at = {}"
        " WHERE id = (SELECT min(id) FROM attempt)",
        clock.now,
    )
    clock.now += timedelta(seconds=40)
    token = {"Authorization": f"Bearer {TOKEN}"}
    told = (await watched.get("/metrics", headers=token)).text
    assert 'xiangyi_attempts_due{channel="web_push"} 2.0' in told
    assert 'xiangyi_attempts_due_age_seconds{channel="web_push"} 40.0' in told
    gone = 'xiangyi_attempts_done_last_hour{channel="web_push",state="failed",why="gone"} 1.0'
    assert gone in told
    assert "xiangyi_campaigns_untold 0.0" in told


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer other"}])
async def test_without_the_token_there_is_nothing_to_see(watched, headers):
    answer = await watched.get("/metrics", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "metrics_closed")


async def test_where_no_token_is_set_none_opens_it(api):
    answer = await api.get("/metrics", headers={"Authorization": "Bearer "})
    assert answer.status_code == 404
