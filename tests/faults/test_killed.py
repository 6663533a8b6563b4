"""Killed with -9 while it writes: what was acknowledged is there, and nothing is half there.

`KILLS=100 uv run pytest tests/faults/test_killed.py` kills it that often, on each engine.
"""

import json
import os
import re
import select
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from random import Random

import pytest
from tests.faults.importing import BATCH
from tests.processes import PATIENCE_S, environment
from tests.stations.makers import CHANGSHA, SERVICE

from xiangyi.core.clock import utc_now
from xiangyi.core.db import is_postgres, run
from xiangyi.features.divisions.tables import Division
from xiangyi.features.stations.service.publishing import LEASE, Publisher
from xiangyi.features.stations.tables import Confirmation, PackRevision, Station
from xiangyi.features.workdays.tables import SpecialDay

pytestmark = pytest.mark.faults

#: Enough for a run of all tests; figures about reliability are made with a hundred.
KILLS = {"sqlite": int(os.environ.get("KILLS", "8")), "postgres": int(os.environ.get("KILLS", "4"))}
#: The longest that a writer lives; most batches take a few hundredths of a second.
_LONGEST_LIFE_S = 0.8


class Importer:
    """The process that writes, its copies that are killed, and what they have acknowledged."""

    def __init__(self, database_url: str, data: Path) -> None:
        self.acknowledged: dict[str, set[int]] = {kind: set() for kind in BATCH}
        self._data = data
        with (data / "importing.txt").open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.importing", database_url, str(data)],
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        self._unread = b""

    def write_and_be_killed(self, start: int, life_s: float) -> None:
        """Let a copy write from batch `start` on, and kill it so long after its first word."""
        self._process.stdin.write(b"%d\n" % start)
        self._process.stdin.flush()
        pid = int(self._hear("started"))
        self._hear("divisions")
        # Nobody says anything there: the time until it may be heard is the time it has.
        select.select([], [], [], life_s)
        os.kill(pid, signal.SIGKILL)
        self._hear("ended")

    def _hear(self, wanted: str) -> str:
        """Read what it says until the wanted word, and return what stands behind that."""
        while True:
            while b"\n" not in self._unread:
                ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE_S)
                part = os.read(self._process.stdout.fileno(), 65536) if ready else b""
                assert part, (self._data / "importing.txt").read_text()
                self._unread += part
            line, _, self._unread = self._unread.partition(b"\n")
            word, number = line.decode().split()
            assert wanted == "ended" or word != "ended", (self._data / "importing.txt").read_text()
            if word in self.acknowledged:
                self.acknowledged[word].add(int(number))
            if word == wanted:
                return number

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()


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


async def expect_whole(acknowledged: dict[str, set[int]]) -> None:
    """Every batch that was acknowledged is there, any other is there or not; none is halved."""
    rows = await rows_of_batches()
    for kind, numbers in acknowledged.items():
        if kind != "days":
            assert set(rows[kind].values()) <= {BATCH[kind]}, kind
            assert numbers <= rows[kind].keys(), kind
    names = await SpecialDay.select(SpecialDay.name_en).output(as_list=True)
    assert len(names) == BATCH["days"]
    assert len(set(names)) == 1
    assert int(names[0].removeprefix("Batch ")) >= max(acknowledged["days"], default=0)
    # Each batch of stations, and each of confirmations, has told the publisher of itself.
    [revision] = await PackRevision.select().where(PackRevision.prefecture == CHANGSHA)
    assert revision["revision"] >= len(rows["stations"]) + len(rows["confirmations"])


async def rows_of_batches() -> dict[str, Counter[int]]:
    """By kind and by batch, how many rows there are."""
    stations = {
        row["id"]: int(row["external_id"].partition("-")[0])
        for row in await Station.select(Station.id, Station.external_id)
    }
    divisions = await Division.select(Division.name).where(
        Division.level.is_in(["street", "community"])
    )
    confirmed = await Confirmation.select(Confirmation.station)
    return {
        "divisions": Counter(int(re.findall("[0-9]+", row["name"])[0]) for row in divisions),
        "stations": Counter(stations.values()),
        "confirmations": Counter(stations[row["station"]] for row in confirmed),
    }


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
