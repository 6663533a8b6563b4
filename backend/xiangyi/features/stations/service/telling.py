"""Telling people what concerns them of stations: a manager of a doubt, a rider of an answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from xiangyi.core.asking import Scope
from xiangyi.core.db import atomic, run
from xiangyi.features.notifications.schemas import Audience, Group, Subject, Telling
from xiangyi.features.notifications.service import notifying
from xiangyi.features.stations.schemas import Outcome
from xiangyi.features.stations.service.counting import LONGEST, window
from xiangyi.features.stations.service.doubting import DOUBTING, is_doubted
from xiangyi.features.stations.service.reading import read_stations
from xiangyi.features.stations.tables import ReportAnswer, Station


async def tell_reporter(
    report: Mapping[str, Any],
    station: Mapping[str, Any],
    answer: Outcome | Literal["reopened", "relisted"],
    *,
    how: Literal["corrected"] | None = None,
    now: datetime,
) -> None:
    """Tell whoever reported it with an account what came of it, in the caller's transaction.

    Args:
        answer: or that the station is there again, and the report open with it.
        how: instead of another answer.
    """
    if report["account"] is None:
        return
    await notifying.notify(
        Telling(
            kind="report.answered",
            topic="reports",
            thread=f"report/{report['key']}",
            link="/reports",
            facts={"station": station["name"], "answer": answer} | ({how: True} if how else {}),
            audience=Audience(groups=(Group(accounts=(report["account"],)),)),
        ),
        now=now,
    )


async def tell_of_closing(
    station: Mapping[str, Any],
    kind: Literal["station.closed", "station.reopened"],
    *,
    now: datetime,
) -> None:
    """Tell who keeps a station and who follows it, in the caller's transaction."""
    id_ = station["id"]
    groups = (
        Group(roles=("manager",), scope=Scope("station", id_)),
        Group(follows=Subject("station", id_)),
    )
    await notifying.notify(
        Telling(
            kind=kind,
            topic="reports",
            thread=f"station/{id_}/closing",
            link=f"/s/{id_}",
            facts={"station": station["name"]},
            audience=Audience(groups=groups),
        ),
        now=now,
    )


async def end_unlisted(amenity: str, stations: Sequence[str], *, now: datetime) -> None:
    """End what riders said of an amenity that stations do not list any more, and tell them so.

    In the caller's transaction. What has been answered is over already, and what was said of a
    station that is there no more ends with it.
    """
    blanks = ", ".join(["{}"] * len(stations))
    ended = await run(
        f"UPDATE report SET unlisted_at = {{}} WHERE amenity = {{}} AND station IN ({blanks})"  # noqa: S608  # blanks only
        " AND unlisted_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM report_answer WHERE report_answer.report = report.id)"
        " AND station NOT IN (SELECT id FROM station WHERE closed_at IS NOT NULL)"
        " RETURNING key, account, station",
        *(now, amenity, *stations),
    )
    await _tell_each(ended, "unlisted", now=now)


async def tell_who_waits(
    stations: Sequence[str], what: Literal["closed", "reopened"], *, now: datetime
) -> None:
    """Tell whom nobody has answered that the stations are there no more, or again.

    In the caller's transaction.
    """
    blanks = ", ".join(["{}"] * len(stations))
    waiting = await run(
        "SELECT report.key, report.account, report.station FROM report"  # noqa: S608  # blanks only
        " LEFT JOIN report_answer ON report_answer.report = report.id"
        f" WHERE report.station IN ({blanks}) AND report.account IS NOT NULL"
        " AND report.unlisted_at IS NULL AND report_answer.report IS NULL ORDER BY report.id",
        *stations,
    )
    await _tell_each(waiting, what, now=now)


async def take_up_listed(amenity: str, stations: Sequence[str], *, now: datetime) -> None:
    """Let what riders said of an amenity wait again that stations list again, and tell them so.

    In the caller's transaction; as far as it may still count, and nobody has answered it.
    """
    blanks = ", ".join(["{}"] * len(stations))
    again = await run(
        f"UPDATE report SET unlisted_at = NULL WHERE amenity = {{}} AND station IN ({blanks})"  # noqa: S608  # blanks only
        " AND unlisted_at IS NOT NULL AND reported_at >= {} AND NOT EXISTS"
        " (SELECT 1 FROM report_answer WHERE report_answer.report = report.id)"
        " RETURNING key, account, station",
        *(amenity, *stations, now - LONGEST),
    )
    await _tell_each(again, "relisted", now=now)


async def _tell_each(
    reports: Sequence[Mapping[str, Any]],
    answer: Outcome | Literal["reopened", "relisted"],
    *,
    now: datetime,
) -> None:
    names = await Station.select(Station.id, Station.name).where(
        Station.id.is_in([str(row["station"]) for row in reports] or [""])
    )
    by_id = {row["id"]: row for row in names}
    for row in reports:
        account = row["account"] and UUID(str(row["account"]))
        told = {"key": row["key"], "account": account}
        await tell_reporter(told, by_id[str(row["station"])], answer, now=now)


async def tell_of_doubts(*, report_hours: int, now: datetime) -> None:
    """Tell the managers of stations that riders found locked since anybody confirmed; once each.

    Whoever has answered such a rider is told again when another finds it locked after that.
    """
    since = window(now, report_hours)
    suspects = await run(
        "SELECT station FROM report WHERE kind = 'locked' AND reported_at >= {}"
        " GROUP BY station HAVING count(*) >= {} ORDER BY station",
        *(since, DOUBTING),
    )
    ids = [str(row["station"]) for row in suspects]
    answered = await _answered(ids, since)
    for row in await read_stations(now=now, report_hours=report_hours, ids=ids) if ids else []:
        if not is_doubted(row):
            continue
        thread = f"station/{row.id}/doubted"
        told_at = await notifying.last_told(thread)
        last_at = max(one.last_at for one in row.reports if one.kind == "locked")
        answered_at = answered.get(row.id, since)
        settled = [since, row.confirmed_at or row.cleared_at or since]
        if last_at > answered_at:
            settled.append(answered_at)
        if told_at is None or told_at < max(settled):
            async with atomic():
                await notifying.notify(_doubt(row.id, row.name, thread), now=now)


async def _answered(stations: Sequence[str], since: datetime) -> dict[str, datetime]:
    """When each station's manager last answered a rider who found it locked since then."""
    rows = await ReportAnswer.select(ReportAnswer.report.station, ReportAnswer.answered_at).where(
        ReportAnswer.report.station.is_in(list(stations) or [""])
        & (ReportAnswer.report.kind == "locked")
        & (ReportAnswer.report.reported_at >= since)
    )
    found: dict[str, datetime] = {}
    for row in rows:
        station, at = row["report.station"], row["answered_at"]
        found[station] = max(at, found.get(station, at))
    return found


def _doubt(id_: str, name: str, thread: str) -> Telling:
    return Telling(
        kind="station.doubted",
        topic="tasks",
        thread=thread,
        link=f"/desk/stations/{id_}",
        facts={"station": name},
        audience=Audience(groups=(Group(roles=("manager",), scope=Scope("station", id_)),)),
    )
