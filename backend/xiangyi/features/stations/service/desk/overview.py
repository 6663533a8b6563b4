"""The stations somebody keeps, with what is due."""

from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.audit import service as audit
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas.desk import DeskStation, DeskStations
from xiangyi.features.stations.service import disputing, holding
from xiangyi.features.stations.service.desk import unsaying
from xiangyi.features.stations.service.desk.reach import expect_looker, is_keeper, is_manager
from xiangyi.features.stations.service.desk.saying import LATELY
from xiangyi.features.stations.service.doubting import is_doubted
from xiangyi.features.stations.service.importing.scoping import not_administered
from xiangyi.features.stations.service.reading import StationRow, read_stations
from xiangyi.features.stations.tables import Confirmation

#: So many on a page.
_PAGE = 200


async def kept_stations(
    asker: Asker, *, after: str, now: datetime, report_hours: int
) -> DeskStations:
    """The stations of which the asker is the manager, a page by id, each with its open reports.

    Args:
        after: the id after which the page begins.
    """
    ids = sorted(id_ for id_ in asker.scopes_of("manager", kind="station") if id_ > after)
    shown = await _shown(asker, ids[:_PAGE], now=now, report_hours=report_hours)
    return DeskStations(shown, ids[_PAGE - 1] if len(ids) > _PAGE else None)


async def station_at_hand(
    asker: Asker, station: str, *, now: datetime, report_hours: int
) -> DeskStation:
    """One station as its manager has it before them, for whoever looks after its place too.

    The look is recorded, unless it is the station's own manager who looks.

    Raises:
        StationNotFound, RoleMissing: the asker may not look at such a station.
    """
    place = await expect_looker(asker, station)
    if not is_manager(asker, station):
        division = place["division"]
        await audit.record(asker, "station.read", "station", station, now=now, division=division)
    shown = await _shown(asker, [station], now=now, report_hours=report_hours)
    if not shown:
        # It closed after it was looked for.
        raise errors.StationNotFound(station=station)
    return replace(shown[0], keeps=await is_keeper(asker, place))


async def _shown(
    asker: Asker, ids: list[str], *, now: datetime, report_hours: int
) -> list[DeskStation]:
    rows = await read_stations(now=now, report_hours=report_hours, ids=ids)
    confirmed = await _confirmers(rows)
    waiting, photos = await _waiting(ids), await _photos(ids)
    held = await holding.of_ids(ids)
    others = await not_administered(asker, {row.division for row in rows})
    amenities = await unsaying.own_amenities(asker, ids, now=now)
    states = await unsaying.own_states(asker, ids, now=now)
    disputed = await disputing.among({one.id: one.facts for one in held})
    return [
        DeskStation(
            id=row.id,
            name=row.name,
            address=row.address,
            lon=row.lon,
            lat=row.lat,
            hours=row.hours,
            entry=row.entry,  # type: ignore[arg-type]  # read from a column of these words
            entry_note=row.entry_note,
            gate_words=row.gate_words,
            parking=row.parking,
            phone=row.phone,
            amenities=row.amenities,
            confirmed_at=row.confirmed_at,
            confirmed_by=_as_told(said, asker) if (said := confirmed.get(row.id)) else None,
            own_confirmation=_own(said, asker, now) if said else None,
            own_amenities=amenities.get(row.id, {}),
            own_state=states.get(row.id),
            reports=row.reports,
            live_state=row.live_state,
            waiting=waiting.get(row.id, 0),
            photos_waiting=photos.get(row.id, 0),
            disputed=row.id in disputed,
            doubted=is_doubted(row),
            keeps=True,
            closes=row.division not in others,
        )
        for row in sorted(rows, key=lambda one: (one.name, one.id))
    ]


async def _confirmers(rows: list[StationRow]) -> dict[str, dict[str, Any]]:
    """The latest confirmation of each, with whose word it is."""
    latest = {row.id: row.confirmed_at for row in rows if row.confirmed_at is not None}
    said = await Confirmation.select(
        Confirmation.station,
        Confirmation.confirmed_at,
        Confirmation.received_at,
        Confirmation.account,
        Confirmation.key,
    ).where(
        Confirmation.station.is_in([*latest] or [""]),
        Confirmation.confirmed_at >= min(latest.values(), default=datetime.max.replace(tzinfo=UTC)),
        Confirmation.account.is_not_null(),
        Confirmation.withdrawn_at.is_null(),
    )
    return {one["station"]: one for one in said if one["confirmed_at"] == latest[one["station"]]}


def _as_told(said: dict[str, Any], asker: Asker) -> Literal["you", "another"]:
    return "you" if said["account"] == asker.account else "another"


def _own(said: dict[str, Any], asker: Asker, now: datetime) -> UUID | None:
    mine = said["account"] == asker.account and now - said["received_at"] <= LATELY
    return said["key"] if mine else None


async def _waiting(ids: list[str]) -> dict[str, int]:
    if not ids:
        return {}
    blanks = ", ".join(["{}"] * len(ids))
    rows: list[dict[str, Any]] = await run(
        "SELECT station, COUNT(*) AS waiting FROM report"  # noqa: S608  # blanks only
        " LEFT JOIN report_answer ON report_answer.report = report.id"
        f" WHERE station IN ({blanks}) AND report_answer.report IS NULL"
        " AND report.unlisted_at IS NULL GROUP BY station",
        *ids,
    )
    return {row["station"]: row["waiting"] for row in rows}


async def _photos(ids: list[str]) -> dict[str, int]:
    if not ids:
        return {}
    blanks = ", ".join(["{}"] * len(ids))
    rows: list[dict[str, Any]] = await run(
        "SELECT report.station, COUNT(DISTINCT report.photo) AS waiting FROM report"  # noqa: S608  # blanks only
        " LEFT JOIN station_photo ON station_photo.photo = report.photo"
        f" WHERE report.station IN ({blanks}) AND report.photo IS NOT NULL"
        " AND station_photo.photo IS NULL GROUP BY report.station",
        *ids,
    )
    return {row["station"]: row["waiting"] for row in rows}
