"""Shifts in people's own calendars."""

from datetime import datetime
from uuid import UUID

from xiangyi.core.calendars import Entry, calendar
from xiangyi.features.volunteering.rules.kinds import KINDS_ZH
from xiangyi.features.volunteering.service import reading
from xiangyi.features.volunteering.service.signing_up import known
from xiangyi.features.volunteering.service.telling import where


async def file(id_: UUID, *, origin: str, now: datetime) -> bytes:
    """One shift as a calendar file.

    Raises:
        ShiftNotFound: there is none of an approved activity.
    """
    one = await known(id_)
    [card] = await reading.cards(None, [one.activity], now=now)
    shift, place = one.shift, card.place
    names = {place.station: card.station_name or ""} if place.station else {}
    cancelled_at = shift["cancelled_at"] or card.cancelled_at
    entry = Entry(
        id=id_,
        title=f"{KINDS_ZH[card.kind]}：{card.title}",
        about=card.about,
        starts_at=shift["starts_at"],
        ends_at=shift["ends_at"],
        place=where(place, names),
        lon=place.lon,
        lat=place.lat,
        url=f"{origin}/activities/{card.id}",
        cancelled=cancelled_at is not None,
        sequence=int(one.activity["revision"]),
        changed_at=cancelled_at or card.changed_at or one.activity["approved_at"],
    )
    return calendar([entry])
