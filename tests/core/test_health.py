"""Whether the process says honestly that it is well."""

import asyncio
from pathlib import Path

from xiangyi import piccolo_conf
from xiangyi.core.db import engine_for


async def test_it_is_well_while_the_database_answers(api):
    answer = await api.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


async def test_it_says_when_the_database_is_away(api):
    # Piccolo asks the server for its version at once, in a loop of its own.
    away = await asyncio.to_thread(engine_for, "postgresql://nobody@127.0.0.1:9/nowhere", Path())
    piccolo_conf.use(away)
    answer = await api.get("/health")
    assert (answer.status_code, answer.json()["code"]) == (503, "database_away")
