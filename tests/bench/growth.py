"""P9: ten times the stations, divisions, organisations and people, and what a request costs."""

import csv
import io
import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import msgspec
from tests.bench import growing_accounts, growing_minutes
from tests.bench.comparing import Asked, compare
from tests.bench.figures import Figure
from tests.bench.province import DEMO, STILL, Workshop, on

from xiangyi.demo import story
from xiangyi.features.divisions import service as divisions
from xiangyi.settings import Settings

_SMALL, _LARGE = 10_000, 100_000

_NEAR = "/api/stations?near=112.9531,28.1901"
_STATIONS = {
    "stations, plain": _NEAR,
    "stations, open now with two amenities": f"{_NEAR}&openNow=true&amenity=toilet&amenity=wifi",
    "stations, a rare pair of amenities": f"{_NEAR}&amenity=beds&amenity=microwave",
    "stations, an amenity and a family that never meet": f"{_NEAR}&amenity=beds&family=youth_home",
    "stations, q common (驿站)": f"{_NEAR}&q={quote('驿站')}",
    "stations, q that grows along (溁湾镇)": f"{_NEAR}&q={quote('溁湾镇')}",
    "stations, q far away (慈利)": f"{_NEAR}&q={quote('慈利')}",
    "stations, q that nothing has": f"{_NEAR}&q={quote('没有这一个')}",
}
_DIVISIONS = {
    "divisions, the root's children": "/api/divisions",
    "divisions, children of Changsha": "/api/divisions?parent=nbs:430100000000",
    "divisions, q common (区)": f"/api/divisions?q={quote('区')}",
    "divisions, q common pinyin (an)": "/api/divisions?q=an",
    "divisions, q rare (溁湾镇)": f"/api/divisions?q={quote('溁湾镇')}",
    "divisions, q within Changsha": f"/api/divisions?parent=nbs:430100000000&q={quote('岳麓')}",
    "divisions, one": "/api/divisions/nbs:430104000000",
}
#: Provinces that a country has besides; their places are Hunan's, spelt backwards.
_OTHERS = ("11", "12", "13", "14", "15", "21", "22", "23", "31")


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    small, large = await workshop.province(_SMALL), await workshop.province(_LARGE)
    index = msgspec.json.decode((small.packs_dir / "index.json").read_bytes())
    [still] = [pack for pack in index["packs"] if pack["division"].startswith(STILL)]
    paths = {
        **_STATIONS,
        "one station": f"/api/stations/{_station(small, still['slow']['path'])}",
        "packs, index": "/packs/index.json",
        "packs, one that stayed as it was": f"/packs/{still['slow']['path']}",
    }
    for figure in compare(workshop, small, large, _asked(paths), "10 x stations"):
        yield figure
    one, ten = await workshop.province(DEMO), await _country(workshop)
    for figure in compare(workshop, one, ten, _asked(_DIVISIONS), "10 x divisions"):
        yield figure
    async for figure in growing_accounts.bench(workshop):
        yield figure
    async for figure in growing_minutes.bench(workshop):
        yield figure


def _asked(paths: dict[str, str]) -> dict[str, Asked]:
    return {name: Asked(path) for name, path in paths.items()}


def _station(settings: Settings, pack: str) -> str:
    body = msgspec.json.decode((settings.packs_dir / pack).read_bytes())
    return str(body["id"][0])


async def _country(workshop: Workshop) -> Settings:
    """The demonstration with nine more provinces of divisions."""
    demo = await workshop.province(DEMO)
    data = workshop.folder / "country"
    shutil.copytree(demo.data_dir, data)
    settings = Settings.from_environment({}, data=str(data), demo=True)
    rows = list(csv.DictReader(io.StringIO(_hunan(story.__file__))))
    async with on(settings):
        for province in _OTHERS:
            workshop.say(f"  importing divisions as if of {province} ...")
            content = _elsewhere(rows, province)
            await divisions.import_divisions(
                content, system="nbs", as_of=date(2023, 6, 30), source="bench"
            )
    return settings


def _hunan(beside: str) -> str:
    return (Path(beside).parent / "data" / "divisions.csv").read_text("utf-8")


def _elsewhere(rows: list[dict[str, str]], province: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("code", "name", "level", "parent"))
    for row in rows:
        code, parent = (row[name] and province + row[name][2:] for name in ("code", "parent"))
        writer.writerow((code, row["name"][::-1], row["level"], parent))
    return text.getvalue().encode()
