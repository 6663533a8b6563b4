"""What a manager says of a station just now: each said once, kept for ever, shown at once."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import (
    AmenitySaid,
    ConfirmationSaid,
    ConfirmationStanding,
    StateSaid,
)
from xiangyi.features.stations.service.desk.reach import expect_keeper
from xiangyi.features.stations.service.faults import put_amenity
from xiangyi.features.stations.service.writing import touch
from xiangyi.features.stations.tables import (
    AmenityState,
    Confirmation,
    LiveState,
    StationAmenity,
)

#: What waited longer in an outbox is no longer what is; nor is it taken back after so long.
LATELY: Final = timedelta(hours=24)
#: A state that nobody ends is forgotten; it needs an end within so many days.
_LONGEST_STATE: Final = timedelta(days=31)
#: Nobody says of an amenity that it broke longer ago.
_LONGEST_OUT: Final = timedelta(days=60)


async def confirm(
    asker: Asker, station: str, key: UUID, said: ConfirmationSaid, *, now: datetime
) -> ConfirmationStanding:
    """As listed, says the manager; again under the same key changes nothing.

    Answers which confirmation counts then: an older one takes no other's place.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
        SaidTooLongAgo: it waited for more than a day.
        KeyTaken: something else was said under this key.
    """
    row = await expect_keeper(asker, station)
    at = _checked(said.at, now)
    confirmation = Confirmation(
        station=station,
        confirmed_at=at,
        received_at=now,
        key=key,
        account=asker.account,
        in_radius=said.in_radius,
    )
    facts = {"at": at, "in_radius": said.in_radius}
    shown = partial(tell, asker, row, "station.confirmed", facts, now=now)
    await _once(confirmation, shown, station=station)
    return await _standing(station, key)


async def _standing(station: str, key: UUID) -> ConfirmationStanding:
    rows = (
        await Confirmation.select(
            Confirmation.key, Confirmation.confirmed_at, Confirmation.station.posted_at
        )
        .where((Confirmation.station == station) & Confirmation.withdrawn_at.is_null())
        .order_by(Confirmation.confirmed_at, ascending=False)
        .limit(2)
    )
    latest = rows[0]["confirmed_at"] if rows else None
    posted = rows[0]["station.posted_at"] if rows else None
    if latest is None or (posted and posted > latest):
        return ConfirmationStanding(None, counts=False)
    # Two of one moment are the same word.
    mine = any(row["key"] == key and row["confirmed_at"] == latest for row in rows)
    return ConfirmationStanding(latest, counts=mine)


async def take_back_confirmation(asker: Asker, station: str, key: UUID, *, now: datetime) -> None:
    """It was a mistake, says who gave it: the one before counts again; twice changes nothing.

    Raises:
        StationNotFound, RoleMissing: as for a confirmation.
        ConfirmationNotFound: the asker has given none under this key.
        ConfirmationStays: somebody has confirmed since, or it was given too long ago.
    """
    row = await expect_keeper(asker, station)
    async with atomic():
        await hold(asker.account)
        given = (
            await Confirmation.select()
            .where(
                (Confirmation.key == key)
                & (Confirmation.station == station)
                & (Confirmation.account == asker.account)
            )
            .first()
        )
        if given is None:
            raise errors.ConfirmationNotFound
        if given["withdrawn_at"] is not None:
            return
        later = Confirmation.exists().where(
            (Confirmation.station == station)
            & (Confirmation.confirmed_at > given["confirmed_at"])
            & Confirmation.withdrawn_at.is_null()
        )
        if now - given["received_at"] > LATELY or await later:
            raise errors.ConfirmationStays(most_h=24)
        await Confirmation.update({Confirmation.withdrawn_at: now}).where(Confirmation.key == key)
        facts = {"at": given["confirmed_at"]}
        await tell(asker, row, "station.unconfirmed", facts, now=now)


async def say_state(
    asker: Asker, station: str, key: UUID, said: StateSaid, *, now: datetime
) -> None:
    """Full, without power or shut until then, or as always again.

    Raises:
        StationNotFound, RoleMissing, SaidTooLongAgo, KeyTaken: as for a confirmation.
        EndUnusable: it ends before it begins, or in more than 31 days.
        NoteUnusable: the note hides something.
    """
    row = await expect_keeper(asker, station)
    at = _checked(said.at, now)
    if said.kind != "none" and not (said.until and at < said.until <= now + _LONGEST_STATE):
        raise errors.EndUnusable
    state = LiveState(
        station=station,
        kind=said.kind,
        since_at=at,
        until_at=said.until if said.kind != "none" else None,
        note=note_of(said.note),
        key=key,
        account=asker.account,
    )
    facts = {"kind": said.kind, "since": at, "until": state.until_at, "note": state.note}
    shown = partial(tell, asker, row, "station.state", facts, now=now)
    await _once(state, shown, station=station, kind=said.kind)


async def say_amenity(  # noqa: PLR0913  # the amenity of a station is named by two
    asker: Asker, station: str, amenity: str, key: UUID, said: AmenitySaid, *, now: datetime
) -> None:
    """An amenity works, or is out of order from then on; what was said later stays.

    Raises:
        StationNotFound, RoleMissing, SaidTooLongAgo, KeyTaken: as for a confirmation.
        AmenityNotHere: the station does not offer it.
        NoteUnusable: the note hides something.
        SinceUnusable: it works, or is said to be out since a day to come, or one too long ago.
    """
    row = await expect_keeper(asker, station)
    at = _checked(said.at, now)
    since = _since(said, at)
    offered = (StationAmenity.station == station) & (StationAmenity.amenity == amenity)
    if not await StationAmenity.exists().where(offered):
        raise errors.AmenityNotHere(amenity=amenity)
    state = AmenityState(
        key=key,
        station=station,
        amenity=amenity,
        works=said.works,
        note=note_of(said.note),
        said_at=at,
        since_at=since,
        received_at=now,
        account=asker.account,
    )

    async def shown() -> None:
        facts = {
            "amenity": amenity,
            "works": said.works,
            "at": at,
            "since": since,
            "note": state.note,
        }
        await tell(asker, row, "station.amenity", facts, now=now)
        # Whoever says something of the same place waits above, and counts this here.
        await put_amenity(station, amenity)

    await _once(state, shown, station=station, amenity=amenity, works=said.works)


async def tell(
    asker: Asker,
    station: Mapping[str, Any],
    action: str,
    facts: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Write down who said it, and show it to everybody, in the caller's transaction."""
    division = station["division"]
    await audit.record(
        asker, action, "station", station["id"], now=now, division=division, after=facts
    )
    await touch([station["prefecture"]], now=now)


def _since(said: AmenitySaid, at: datetime) -> datetime | None:
    """When the day began since which it is out; of the same day nobody knows more than `at`."""
    if said.since is None:
        return None
    today = at.astimezone(SHANGHAI).date()
    if said.works or not today - _LONGEST_OUT <= said.since <= today:
        raise errors.SinceUnusable(most_days=_LONGEST_OUT.days)
    return at if said.since == today else datetime.combine(said.since, time(), SHANGHAI)


def note_of(text: str) -> str:
    note = tidy(text)
    if has_hidden(note):
        raise errors.NoteUnusable
    return note


def _checked(at: datetime, now: datetime) -> datetime:
    """A phone's clock is a claim: nothing is said in the future, nor longer ago than a day."""
    if now - at > LATELY:
        raise errors.SaidTooLongAgo(most_h=24)
    return min(at, now)


async def _once(row: Any, then: Callable[[], Awaitable[None]], **same: object) -> None:
    """Insert what is said under a key and do the rest with it, unless the same is there already."""
    try:
        with duplicate_is(errors.KeyTaken()):
            async with atomic():
                await hold(row.account)
                await type(row).insert(row)
                await then()
    except errors.KeyTaken:
        held = await type(row).select().where(type(row).key == row.key).first()
        if held is None or any(held[name] != value for name, value in same.items()):
            raise
