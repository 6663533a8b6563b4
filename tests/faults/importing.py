"""Imports again and again until it is killed, and says each commit after it: `KIND NUMBER`.

Loaded once, it starts a copy of itself for every number that it reads, from which that copy
goes on counting; so whoever kills a hundred of them does not wait for a hundred starts.
"""

import asyncio
import os
import sys
from datetime import date
from itertools import count
from pathlib import Path

from tests.divisions.makers import CHANGSHA, HUNAN
from tests.divisions.makers import file_of as divisions_file
from tests.stations.makers import SERVICE, facts
from tests.workdays.makers import file_of as days_file
from tests.workdays.makers import whole

from xiangyi import piccolo_conf
from xiangyi.core.clock import utc_now
from xiangyi.core.db import connected, engine_for
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations.service import keeping, live
from xiangyi.features.stations.service.publishing import Publisher
from xiangyi.features.workdays import service as workdays

#: How many rows each batch of a kind has, which is how many a reader finds: these or none.
BATCH = {"divisions": 6, "days": len(whole(2026)), "stations": 5, "confirmations": 5}


def county(number: int) -> str:
    return f"4301{2 + number // 900:02}000000"


def street(number: int) -> str:
    return f"{county(number)[:6]}{number % 900 + 1:03}000"


def division_lines(number: int) -> list[str]:
    below = [
        f"{street(number)[:9]}{one:03},第{number}之{one}社区,community,{street(number)}"
        for one in range(1, BATCH["divisions"])
    ]
    return [
        f"{county(number)},第{number // 900}区,county,430100000000",
        f"{street(number)},第{number}街道,street,{county(number)}",
        *below,
    ]


def day_lines(number: int) -> list[str]:
    """The same days each time, and the number in all their names."""
    cells = [line.split(",") for line in whole(2026)]
    return [",".join([day, kind, f"Batch {number}", name]) for day, kind, _, name in cells]


def station_ids(number: int) -> list[str]:
    return [keeping.station_id("test", f"{number}-{one}") for one in range(BATCH["stations"])]


async def write(database_url: str, data: Path, start: int) -> None:
    engine = engine_for(database_url, data)
    piccolo_conf.use(engine)
    async with connected(engine), asyncio.TaskGroup() as both:
        both.create_task(_publish(data / "packs"))
        await _take_in(divisions_file(HUNAN, CHANGSHA))
        for number in count(start):
            await _take_in(divisions_file(*division_lines(number)))
            _say("divisions", number)
            await workdays.import_special_days(days_file(*day_lines(number)), source="a list")
            _say("days", number)
            batch = [
                facts(f"{number}-{one}", division=f"nbs:{street(number)}")
                for one in range(BATCH["stations"])
            ]
            await keeping.keep_stations(batch, now=utc_now())
            _say("stations", number)
            said = [live.Confirmed(station, utc_now()) for station in station_ids(number)]
            await live.hear(said, now=utc_now())
            _say("confirmations", number)


async def _take_in(content: bytes) -> None:
    await divisions.import_divisions(
        content, system="nbs", as_of=date(2025, 6, 30), source="a list"
    )


async def _publish(folder: Path) -> None:
    publisher = Publisher(folder, SERVICE)
    while True:
        # Without end, and without the pause that lets changes gather.
        await publisher.publish(now=utc_now())
        await asyncio.sleep(0)


def _say(kind: str, number: int) -> None:
    """In one write, which a kill cannot halve."""
    os.write(1, f"{kind} {number}\n".encode())


def main(database_url: str, data: Path) -> None:
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            asyncio.run(write(database_url, data, int(line)))
        os.write(1, f"started {pid}\n".encode())
        os.waitpid(pid, 0)
        os.write(1, b"ended 0\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
