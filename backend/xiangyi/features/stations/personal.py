"""What stations keep of persons: who reported, and who answered for a station."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Section, columns
from xiangyi.features.stations.tables import (
    AmenityState,
    Confirmation,
    LiveState,
    Report,
    ReportAnswer,
    ReportingDevice,
    StationBatch,
    StationPhoto,
    StationRevision,
)
from xiangyi.features.stations.tables.lists import StationList

_FIELDS: Final = (
    Field(
        field="reports",
        name_zh="您反映的问题",
        name_en="What you reported",
        purpose_zh="让别的骑手少白跑一趟，管理员去修；答复了好让您知道。驿站和平台都看不到是谁说的。",
        purpose_en="So that others are spared the way and the manager mends it, and you hear what"
        " came of it. Neither station nor platform sees who said it.",
        retention_zh="反映本身一直留着；30 天后不再知道是哪部手机说的，您注销时不再知道是谁。",
        retention_en="The report stays; after 30 days not from which phone, and once you close"
        " your account not from whom.",
        optional=True,
    ),
    Field(
        field="station_work",
        name_zh="您替驿站做的确认、改动，收进的名单",
        name_en="What you confirmed or changed for a station, and the lists you took in",
        purpose_zh="每次确认、改动、收进名单都查得到是谁做的，也好退回去。",
        purpose_en="So that each confirmation, change and list can be traced and put back.",
        retention_zh="一直保留，只记随机编号。",
        retention_en="Kept, by a random number only.",
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account reported, and what it said for stations."""
    reports = (
        await Report.select(Report.reported_at, Report.station, Report.kind, Report.note)
        .where(Report.account == account)
        .order_by(Report.reported_at)
    )
    confirmations = (
        await Confirmation.select(Confirmation.confirmed_at, Confirmation.station)
        .where(Confirmation.account == account)
        .order_by(Confirmation.confirmed_at)
    )
    return [
        Section(
            "reports",
            "反映的问题",
            {"at": "时间", "station": "驿站", "kind": "什么问题", "note": "说明"},
            [
                {
                    "at": row["reported_at"],
                    "station": row["station"],
                    "kind": row["kind"],
                    "note": row["note"],
                }
                for row in reports
            ],
            words={"kind": _KINDS},
        ),
        Section(
            "confirmations",
            "确认",
            {"at": "时间", "station": "驿站"},
            [{"at": row["confirmed_at"], "station": row["station"]} for row in confirmations],
        ),
    ]


async def erase(account: UUID, _: datetime) -> None:
    """Let nobody know any more who reported; what was said for a station keeps its random id."""
    await Report.update(
        {Report.account: None, Report.device: None, Report.network: None, Report.note: ""}
    ).where(Report.account == account)


_KINDS: Final = {
    "locked": "锁着门",
    "amenity_broken": "设施坏了",
    "crowded": "人太多",
    "wrong_place": "位置不对",
    "gone": "没有了",
    "unfriendly": "不让进",
}
PERSONAL: Final = Keeper(
    feature="stations",
    export=export,
    erase=erase,
    fields=_FIELDS,
    hashed=(*columns(Report, "device", "network"), *columns(ReportingDevice, "device")),
    accounts=(
        *columns(Report, "account"),
        *columns(ReportAnswer, "account"),
        *columns(StationPhoto, "account"),
        *columns(Confirmation, "account"),
        *columns(LiveState, "account"),
        *columns(AmenityState, "account"),
        *columns(StationRevision, "account"),
        *columns(StationBatch, "account"),
        *columns(StationList, "account"),
    ),
)
