"""Telling people what concerns them of stations: a manager of a doubt, a rider of an answer."""

from datetime import datetime
from typing import Any, Final

from xiangyi.core.asking import Scope
from xiangyi.core.db import atomic, run
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying
from xiangyi.features.stations.schemas import AnswerKind
from xiangyi.features.stations.service.counting import window
from xiangyi.features.stations.service.reading import StationRow, read_stations

#: So many independent riders before a locked door is believed.
_DOUBTING: Final = 2


async def tell_reporter(
    report: dict[str, Any], station: dict[str, Any], answer: AnswerKind, *, now: datetime
) -> None:
    """Tell whoever reported it with an account what came of it, in the caller's transaction."""
    if report["account"] is None:
        return
    await notifying.notify(
        Telling(
            kind="report.answered",
            topic="reports",
            thread=f"report/{report['key']}",
            link="/reports",
            facts={"station": station["name"], "answer": answer},
            audience=Audience(groups=(Group(accounts=(report["account"],)),)),
        ),
        now=now,
    )


async def tell_of_doubts(*, report_hours: int, now: datetime) -> None:
    """Tell the managers of stations that riders found locked since anybody confirmed; once each."""
    since = window(now, report_hours)
    suspects = await run(
        "SELECT station FROM report WHERE kind = 'locked' AND reported_at >= {}"
        " GROUP BY station HAVING count(*) >= {} ORDER BY station",
        *(since, _DOUBTING),
    )
    ids = [str(row["station"]) for row in suspects]
    for row in await read_stations(now=now, report_hours=report_hours, ids=ids) if ids else []:
        if not is_doubted(row):
            continue
        thread = f"station/{row.id}/doubted"
        told_at = await notifying.last_told(thread)
        if told_at is None or told_at < max(since, row.confirmed_at or since):
            async with atomic():
                await notifying.notify(_doubt(row.id, row.name, thread), now=now)


def is_doubted(row: StationRow) -> bool:
    """Whether independent riders found it locked, and nobody has confirmed it since."""
    return any(
        one.kind == "locked"
        and one.count >= _DOUBTING
        and (row.confirmed_at is None or one.last_at > row.confirmed_at)
        for one in row.reports
    )


def _doubt(id_: str, name: str, thread: str) -> Telling:
    return Telling(
        kind="station.doubted",
        topic="tasks",
        thread=thread,
        link=f"/desk/stations/{id_}",
        facts={"station": name},
        audience=Audience(groups=(Group(roles=("manager",), scope=Scope("station", id_)),)),
    )
