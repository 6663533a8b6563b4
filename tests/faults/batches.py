"""Who imports batch after batch until it is killed, and how to tell that none is halved."""

import os
import re
import select
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.importing import BATCH
from tests.processes import PATIENCE_S, environment
from tests.stations.makers import CHANGSHA

from xiangyi.features.divisions.tables import Division
from xiangyi.features.stations.tables import Confirmation, PackRevision, Station
from xiangyi.features.workdays.tables import SpecialDay


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
        with self.writing(start):
            # Nobody says anything there: the time until it may be heard is the time it has.
            select.select([], [], [], life_s)

    @contextmanager
    def writing(self, start: int) -> Iterator[None]:
        """Let a copy write from batch `start` on until this ends, and kill it then."""
        self._process.stdin.write(b"%d\n" % start)
        self._process.stdin.flush()
        pid = int(self._hear("started"))
        self._hear("divisions")
        try:
            yield
        finally:
            os.kill(pid, signal.SIGKILL)
            self._hear("ended")

    def hear_of(self, kind: str) -> None:
        """Wait until another batch of that kind is acknowledged."""
        self._hear(kind)

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
