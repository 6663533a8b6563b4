"""What waits at the desk of the demonstration's manager on each day on which it is started."""

from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.demo.cast import CAST
from xiangyi.demo.stations import ids_of
from xiangyi.features.stations.schemas import AmenitySaid, ReportSaid
from xiangyi.features.stations.service import live, reporting
from xiangyi.features.stations.service.desk import saying
from xiangyi.features.stations.service.reporting import Sender

#: Of the manager: told of here, and not by the round that all others make.
STATIONS: Final = next(one.stations for one in CAST if one.person == "manager")
_RIDERS: Final = (
    ("demonstration-rider-01", "192.0.2.11"),
    ("demonstration-rider-02", "198.51.100.12"),
)


async def load(manager: Asker, *, now: datetime) -> None:
    """The first station was forgotten for days, the second was confirmed this very minute.

    Of the first one amenity is out of order, and of both riders said something.
    """
    ids = await ids_of(STATIONS)
    if len(ids) < len(STATIONS):
        return
    due, fresh = ids
    await live.hear(
        [live.Confirmed(due, now - timedelta(days=4)), live.Confirmed(fresh, now)], now=now
    )
    out = AmenitySaid(works=False, at=now - timedelta(hours=19), note="等师傅来修")
    await saying.say_amenity(manager, due, "shower", _key("shower", now), out, now=now)
    for number, report in enumerate(_reports(due, fresh, now)):
        device, address = _RIDERS[number % len(_RIDERS)]
        sender = Sender(device, address, account=None, met_at=now - timedelta(days=30))
        await reporting.report(_key(f"report {number}", now), report, sender, now=now)


def _reports(due: str, fresh: str, now: datetime) -> list[ReportSaid]:
    def ago(hours: int) -> datetime:
        return now - timedelta(hours=hours)

    return [
        ReportSaid(station=due, kind="amenity_broken", amenity="toilet", at=ago(3)),
        ReportSaid(
            station=due,
            kind="amenity_broken",
            amenity="toilet",
            at=ago(2),
            note="冲水按不动，地上有水。",
        ),
        ReportSaid(station=due, kind="locked", at=ago(20), note="敲了门没人应，灯也没亮。"),
        ReportSaid(
            station=fresh,
            kind="amenity_broken",
            amenity="wifi",
            at=ago(1),
            note="连得上，打不开网页。",
        ),
    ]


def _key(what: str, now: datetime) -> UUID:
    """Another one each day, and the same when the demonstration is started again that day."""
    day = now.astimezone(SHANGHAI).date()
    return uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/desk/{day}/{what}")
