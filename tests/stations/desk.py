"""An office's desk: the district whose lists it sends, and the lists."""

from datetime import date, timedelta

from tests.stations.makers import NOW, make_divisions

from xiangyi.features.divisions.tables import Division
from xiangyi.features.stations.service.importing.lists import SentList, import_stations
from xiangyi.features.stations.tables import (
    Station,
    StationAmenity,
    StationBatch,
    StationRevision,
)

HEADER = "站点名称,站点类型,行政区划代码,地址,经度,纬度,开放时间,设施,联系电话"
ROW = {
    "站点名称": "文艺路街道党群服务中心",
    "站点类型": "党群服务中心",
    "行政区划代码": "430102001000",
    "地址": "长沙市芙蓉区文艺路",
    "经度": "112.99",
    "纬度": "28.19",
    "开放时间": "周一至周日 08:00-22:00",
    "设施": "饮水;充电;厕所",
    "联系电话": "0731-82212345",
}
_TREE = [
    ("430000000000", "湖南省", "province", None),
    ("430100000000", "长沙市", "prefecture", "430000000000"),
    ("430102000000", "芙蓉区", "county", "430100000000"),
    ("430102001000", "文艺路街道", "street", "430102000000"),
    ("430102002000", "朝阳街街道", "street", "430102000000"),
    ("430102001001", "韭菜园社区居委会", "community", "430102001000"),
    ("430111000000", "雨花区", "county", "430100000000"),
]


async def make_furong() -> None:
    """A district with two streets, of which the second was merged into the first."""
    await make_divisions(_TREE)
    await Division.update(
        {Division.valid_to: date(2024, 5, 1), Division.successor: "nbs:430102001000"}
    ).where(Division.key == "nbs:430102002000")


def csv_of(*rows: dict[str, str]) -> bytes:
    """Rows that differ from the issue's example in the cells that are given."""
    lines = [HEADER]
    for row in rows:
        cells = {**ROW, **row}
        lines.append(",".join('"' + cells[head].replace('"', '""') + '"' for head in ROW))
    return "\n".join(lines).encode()


HEAD = "编号,名称,类型,区划代码,经度,纬度,开放时间,设施,电话"


def row(number, name="文艺路驿站", *, lon=112.99, amenities="热水", phone="0731-1"):
    hours = "周一至周日 08:00-22:00"
    return f"{number},{name},工会驿站,430102001000,{lon},28.19,{hours},{amenities},{phone}"


async def take(*rows, minutes=0, name="工会.csv", head=HEAD, **more):
    content = "\n".join([head, *rows]).encode()
    now = NOW + timedelta(minutes=minutes)
    return await import_stations(SentList(content, name, "wgs84"), now=now, **more)


async def everything():
    tables = (Station, StationAmenity, StationRevision, StationBatch)
    return [await table.select().order_by(table._meta.primary_key) for table in tables]  # noqa: SLF001


async def station(number="A1"):
    return await Station.select().where(Station.external_id == number).first()


async def names_and_ids():
    rows = await Station.select(Station.name, Station.id).order_by(Station.lon)
    return [(one["name"], one["id"]) for one in rows]


async def phone(number="A1"):
    return (await station(number))["phone"]
