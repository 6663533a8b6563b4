"""Killed with -9 while it writes: what was acknowledged is there, and nothing is half there.

`KILLS=100 uv run pytest tests/faults/test_killed.py` kills it that often, on each engine.
"""

import json
import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from random import Random

import pytest
from tests.faults.batches import Importer, expect_whole
from tests.stations.makers import CHANGSHA, SERVICE

from xiangyi.core.clock import utc_now
from xiangyi.core.db import is_postgres, run
from xiangyi.features.stations.service.publishing import LEASE, Publisher
from xiangyi.features.stations.tables import PackRevision, Station

pytestmark = pytest.mark.faults

#: Enough for a run of all tests; figures about reliability are made with a hundred.
KILLS = {"sqlite": int(os.environ.get("KILLS", "8")), "postgres": int(os.environ.get("KILLS", "4"))}
#: The longest that a writer lives; most batches take a few hundredths of a second.
_LONGEST_LIFE_S = 0.8


@pytest.fixture
def importer(database_url: str, tmp_path: Path) -> Iterator[Importer]:
    importer = Importer(database_url, tmp_path)
    yield importer
    importer.close()


async def test_killed_at_any_instant_it_loses_nothing_and_halves_nothing(
    importer, db, request, tmp_path
):
    engine = request.node.callspec.params["database_url"]
    chance, start = Random(20261123), 1
    for _ in range(KILLS[engine]):
        importer.write_and_be_killed(start, chance.uniform(0, _LONGEST_LIFE_S))
        await expect_whole(importer.acknowledged)
        start = max(map(max, filter(None, importer.acknowledged.values()))) + 1
    if not is_postgres():
        assert await run("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    await expect_published(tmp_path / "packs")


async def expect_published(folder: Path) -> None:
    """Another publisher takes over what the killed one had begun, once its lease has run out."""
    later = utc_now() + 2 * LEASE
    await Publisher(folder, SERVICE, holder="another").publish(now=later)
    [revision] = await PackRevision.select().where(PackRevision.prefecture == CHANGSHA)
    assert revision["published_revision"] == revision["revision"]
    index = json.loads((folder / "index.json").read_bytes())
    [pack] = index["packs"]
    assert pack["count"] == await Station.count()
    expect_true_to_their_names(folder)


def expect_true_to_their_names(folder: Path) -> None:
    """No pack is cut off: each is named by a hash of what stands in it."""
    packs = [path for path in folder.glob("*.json") if path.name != "index.json"]
    assert packs
    for path in packs:
        named = path.name.split(".")[-2]
        assert blake2b(path.read_bytes(), digest_size=8).hexdigest() == named
