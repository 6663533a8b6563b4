"""Which column of a list holds which fact, whatever the office calls it."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal

Field = Literal[
    "external_id",
    "name",
    "family",
    "division",
    "address",
    "lon",
    "lat",
    "lon_lat",
    "hours",
    "amenities",
    "phone",
    "entry",
    "entry_note",
    "gate_words",
    "parking",
    "responsible",
    "source",
    #: Written by our own export, and worked out anew when it is read again.
    "derived",
]

#: The heads of our own export, each field once.
HEADS: Final[dict[Field, str]] = {
    "name": "站点名称",
    "family": "站点类型",
    "division": "行政区划代码",
    "address": "地址",
    "lon": "经度（WGS84）",
    "lat": "纬度（WGS84）",
    "hours": "开放时间",
    "amenities": "设施",
    "phone": "联系电话",
    "entry": "进门方式",
    "entry_note": "进门说明",
    "gate_words": "门口怎么说",
    "parking": "电动车停放",
    "responsible": "负责单位",
    "source": "来源",
    "external_id": "来源编号",
}
#: What a station has of each column that a list may lack.
FACTS_OF: Final[dict[Field, tuple[str, ...]]] = {
    "family": ("family", "family_words"),
    "address": ("address",),
    "hours": ("hours",),
    "amenities": ("amenities", "amenity_words"),
    "phone": ("phone",),
    "entry": ("entry",),
    "entry_note": ("entry_note",),
    "gate_words": ("gate_words",),
    "parking": ("parking",),
    "responsible": ("responsible",),
}
#: The same in GeoJSON, whose geometry holds the point.
KEYS: Final[dict[Field, str]] = {
    "name": "name",
    "family": "family",
    "division": "division",
    "address": "address",
    "hours": "openingHours",
    "amenities": "amenities",
    "phone": "phone",
    "entry": "entry",
    "entry_note": "entryNote",
    "gate_words": "gateWords",
    "parking": "parking",
    "responsible": "responsible",
    "source": "source",
    "external_id": "externalId",
}
#: What our own export adds, and what is worked out anew when it is read again.
DERIVED_HEADS: Final = ("湘驿编号", "更新日期", "许可")

_HEADS: Final[dict[Field, str]] = {
    "external_id": "来源编号 外部编号 编号 驿站编号 站点编号 站点编码 站点代码 点位编号"
    " 编码 id external_id station_id no",
    "name": "站点名称 名称 驿站名称 站名 站点 驿站 点位名称 阵地名称 场所名称 网点名称 name"
    " station station_name title",
    "family": "站点类型 类型 类别 驿站类型 站点类别 阵地类型 场所类型 建设类型 type family"
    " category kind",
    "division": "行政区划代码 区划代码 行政区划 区划 区划编码 行政区划编码 行政代码 所属区划代码"
    " division division_code adcode code area_code region_code",
    "address": "地址 详细地址 站点地址 驿站地址 具体地址 所在地址 位置 具体位置 address addr"
    " location",
    "lon": "经度 lon lng long longitude x 东经 lon_deg",
    "lat": "纬度 lat latitude y 北纬 lat_deg",
    "lon_lat": "经纬度 坐标 经纬度坐标 坐标点 点位坐标 经度纬度 lonlat lon_lat coordinates",
    "hours": "开放时间 营业时间 服务时间 开放时段 开站时间 运营时间 开门时间 对外开放时间 工作时间"
    " opening_hours openinghours hours opening",
    "amenities": "设施 服务设施 配套设施 设施设备 设备设施 服务内容 服务项目 设备 amenities amenity"
    " facilities services",
    "phone": "联系电话 电话 联系方式 服务电话 电话号码 咨询电话 手机 phone tel telephone contact",
    "entry": "进门方式 进入方式 开门方式 entry access",
    "entry_note": "进门说明 进入说明 怎么进门 entry_note entrynote",
    "gate_words": "门口怎么说 门卫怎么说 gate_words gatewords",
    "parking": "电动车停放 停车 停放说明 停车说明 parking",
    "responsible": "负责单位 责任单位 管理单位 建设单位 主管单位 运营单位 所属单位 responsible"
    " operator unit",
    "source": "来源 数据来源 source",
    "derived": "湘驿编号 更新日期 许可 updated_on",
}
_BY_HEAD: Final[dict[str, Field]] = {
    head: field for field, heads in _HEADS.items() for head in heads.split()
}
_DATUM = re.compile(r"(wgs-?84|gcj-?02|bd-?09)(?:ll|坐标系?)?")
#: What stands around a head without changing it: brackets with a remark, stars, colons.
_AROUND = re.compile(r"[(（【\[].*?[)）】\]]|[\s*＊:：_\-.]")


def heads_of(field: Field) -> list[str]:
    """Every name by which a column of that fact is known, ours first."""
    ours = _AROUND.sub("", HEADS.get(field, ""))
    return list(dict.fromkeys(filter(None, (ours, *_HEADS[field].split()))))


def field_of(head: str) -> Field | None:
    """The fact that a column holds; None for a column that means nothing to us."""
    text = unicodedata.normalize("NFKC", head).lower().strip()
    for known in (text, _AROUND.sub("", text), _AROUND.sub("", _DATUM.sub("", text))):
        if field := _BY_HEAD.get(known) or _BY_PLAIN_HEAD.get(known):
            return field
    return None


def fields_of(heads: Sequence[str]) -> list[Field | None]:
    """One for each column; a fact that two columns name is taken from the first."""
    seen: set[Field] = set()
    found: list[Field | None] = []
    for head in heads:
        field = field_of(head)
        found.append(None if field in seen else field)
        if field and field != "derived":
            seen.add(field)
    return found


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row heads a list of stations: it names the name and one more fact."""
    fields = {field for field in fields_of(cells) if field}
    return "name" in fields and len(fields) > 1


def datum_of(heads: Sequence[str]) -> str | None:
    """The datum that the heads themselves name, as in `lon_wgs84`."""
    for head, field in zip(heads, fields_of(heads), strict=True):
        found = _DATUM.search(unicodedata.normalize("NFKC", head).lower())
        if found and field in {"lon", "lat", "lon_lat"}:
            return found[1].replace("-", "")
    return None


_BY_PLAIN_HEAD: Final = {_AROUND.sub("", head): field for head, field in _BY_HEAD.items()}
