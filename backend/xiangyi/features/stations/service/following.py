"""Who is told of what concerns a station: whoever said so, and nobody who merely went there."""

from datetime import datetime

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.features.identity.errors import ActingForRefused
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.notifications.schemas import Subject
from xiangyi.features.notifications.service import following as follows
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas.following import Following
from xiangyi.features.stations.tables import Station


async def following(asker: Asker, station: str) -> Following:
    """Whether the asker is told.

    Raises:
        StationNotFound: there is none.
        ActingForRefused: a clerk asks for somebody.
    """
    subject = await _subject(asker, station)
    return Following(station, await follows.follows(subject, asker.account))


async def follow_station(asker: Asker, station: str, *, now: datetime) -> Following:
    """Tell the asker from now on; once more changes nothing.

    Raises:
        StationNotFound, ActingForRefused: as above.
    """
    subject = await _subject(asker, station)
    async with atomic():
        await hold(asker.account)
        await follows.follow(subject, asker.account, now=now)
    return Following(station, follows=True)


async def unfollow_station(asker: Asker, station: str) -> Following:
    """Tell the asker no more.

    Raises:
        StationNotFound, ActingForRefused: as above.
    """
    await follows.unfollow(await _subject(asker, station), asker.account)
    return Following(station, follows=False)


async def _subject(asker: Asker, station: str) -> Subject:
    if asker.acting_for:
        raise ActingForRefused
    if not await Station.exists().where((Station.id == station) & Station.closed_at.is_null()):
        raise errors.StationNotFound(station=station)
    return Subject("station", station)
