"""The demonstration's desk has something to answer."""

from xiangyi.core.db import run
from xiangyi.demo import people


async def test_its_administrator_finds_a_complaint_a_suggestion_and_what_was_answered(client):
    became = (await client.post("/api/demo/cast/administrator")).json()
    headers = {"Authorization": f"Bearer {became['accessToken']}"}

    async def kinds(state):
        listed = await client.get("/api/feedback", params={"state": state}, headers=headers)
        return [one["kind"] for one in listed.json()["items"]]

    assert await kinds("open") == ["complaint", "suggestion"]
    assert await kinds("answered") == ["suggestion"]


async def test_told_again_everything_was_said_once(demo, clock):
    await people.load(now=clock())
    assert len(await run("SELECT id FROM feedback")) == 3
