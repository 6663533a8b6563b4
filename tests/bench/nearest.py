"""P5: the nearest twenty on the server, whole requests, beside the same out of PostgreSQL."""

import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import msgspec
import numpy as np
from tests.bench.figures import Bar, Figure, Peer, beside
from tests.bench.load import Line, paths_script, rates_in_turn
from tests.bench.machine import free_port, running
from tests.bench.postgres import postgres
from tests.bench.province import Workshop, everything, serving

from xiangyi.features.stations.rules.distance import EARTH_RADIUS_M, Point
from xiangyi.features.stations.service.reading import StationRow
from xiangyi.features.workdays.rules import SpecialDays

STATIONS = 100_000
_BAR = Bar(">=", 2)
_EXACT = Bar("<=", 0, "wrong answers")
_LIMIT = 20
_CHECKED = 200
#: So many different places are asked about, each within some two kilometres of a station.
_PLACES = 2000
#: The first is the bar's; the second, on planar degrees, is faster and right only so far south.
_WAYS = {
    "cell": "PostgreSQL, cells and rings",
    "knn": "PostgreSQL, GiST nearest neighbour on planar points",
    "scan": "PostgreSQL, every row",
}


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    settings = await workshop.province(STATIONS)
    rows, days = await everything(settings)
    places = _places(rows)
    folder = workshop.folder
    with serving(settings, folder / "nearest.log") as port:
        paths = [_ours(place) for place in places]
        wrong = _wrong(port, paths, places, rows)
        yield Figure(
            id="P5",
            name=f"nearest {_LIMIT} of {STATIONS:,}: answers that brute force would not give",
            ours=wrong,
            unit=f"of {_CHECKED}",
            bar=str(_EXACT),
            holds=_EXACT.holds(wrong),
        )
        async with postgres(folder / "postgres", rows) as url:
            with _peer(url, days, folder) as other:
                yield _race(port, other, places, rows, folder)


def _race(
    port: int, other: int, places: list[Point], rows: Sequence[StationRow], folder: Path
) -> Figure:
    """Ask ours and each peer in turn for the same places."""
    scripts = [paths_script([_ours(place) for place in places], folder / "ours.lua")]
    urls = [f"http://127.0.0.1:{port}/"]
    recalls = []
    for way in _WAYS:
        paths = [f"/api/{way}?near={lon},{lat}" for lon, lat in places]
        recalls.append(1 - _wrong(other, paths, places, rows) / _CHECKED)
        scripts.append(paths_script(paths, folder / f"{way}.lua"))
        urls.append(f"http://127.0.0.1:{other}/")
    # The slow ways afterwards and by themselves: what they have not finished would still
    # keep the core busy when it is our turn.
    mine, first = rates_in_turn(urls[:2], scripts=scripts[:2])
    theirs = [first]
    for url, script in zip(urls[2:], scripts[2:], strict=True):
        theirs += rates_in_turn([url], scripts=[script])
    peers = [
        Peer(f"{name} ({recall:.1%} exact)", rate)
        for name, recall, rate in zip(_WAYS.values(), recalls, theirs, strict=True)
    ]
    return beside(
        _BAR,
        mine,
        *peers,
        id="P5",
        name=f"nearest {_LIMIT} of {STATIONS:,}, the whole request",
        unit="answers/s on one core",
        note="PostgreSQL shares the one core with its application, as our finder does",
    )


def _ours(place: Point) -> str:
    return f"/api/stations?near={place[0]},{place[1]}&limit={_LIMIT}"


def _places(rows: Sequence[StationRow]) -> list[Point]:
    chance = Random(5)
    return [
        (round(row.lon + chance.gauss(0, 0.02), 6), round(row.lat + chance.gauss(0, 0.02), 6))
        for row in chance.choices(rows, k=_PLACES)
    ]


def _wrong(
    port: int, paths: Sequence[str], places: Sequence[Point], rows: Sequence[StationRow]
) -> int:
    """How many of the first answers are not what comparing with every station gives."""
    lon = np.radians([row.lon for row in rows])
    lat = np.radians([row.lat for row in rows])
    ids = np.array([row.id for row in rows])
    wrong = 0
    with closing(Line(port)) as line:
        for path, (x, y) in zip(paths[:_CHECKED], places, strict=False):
            north = np.sin((lat - np.radians(y)) / 2) ** 2
            east = np.sin((lon - np.radians(x)) / 2) ** 2
            h = north + np.cos(lat) * np.cos(np.radians(y)) * east
            far = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(h))
            wanted = list(ids[np.lexsort((ids, far))[:_LIMIT]])
            _, status, body = line.ask(path)
            if status != 200:  # HTTP
                raise RuntimeError(body.decode())
            wrong += [item["id"] for item in msgspec.json.decode(body)["items"]] != wanted
    return wrong


@contextmanager
def _peer(url: str, days: SpecialDays, folder: Path) -> Iterator[int]:
    port = free_port()
    told = folder / "days.json"
    told.write_bytes(msgspec.json.encode(days))
    command = [sys.executable, "-m", "tests.bench.postgres_peer", str(port), url, str(told)]
    with running(command, port=port, log=folder / "peer.log"):
        yield port
