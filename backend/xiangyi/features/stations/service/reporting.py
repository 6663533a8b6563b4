"""Riders say what is not as listed: taken from anybody, counted once for each, answered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from xiangyi.core.db import atomic, duplicate_is
from xiangyi.core.errors import Refusal
from xiangyi.core.sealing import keyed_hash
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.identity.service import meeting, tallies
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.identity.service.tallies import Counted, Limit
from xiangyi.features.media import service as media
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import (
    ReportAnswered,
    ReportReceipt,
    ReportSaid,
)
from xiangyi.features.stations.schemas.reports import OwnReport
from xiangyi.features.stations.service.words import answer_of, seal_report
from xiangyi.features.stations.service.writing import touch
from xiangyi.features.stations.tables import (
    Report,
    ReportAnswer,
    Station,
    StationAmenity,
)

#: A rider meets a dozen doors a day, and says of one no more than it has things to be said of.
_PER_RIDER: Final = (Limit(3_600, 12), Limit(86_400, 40))
_PER_RIDER_THERE: Final = (Limit(3_600, 6),)
#: A carrier's whole network may stand behind one address.
_PER_NETWORK: Final = (Limit(60, 1_200), Limit(3_600, 3_000))
#: No door has more strangers before it in an hour behind one address.
_PER_STATION_FROM: Final = (Limit(3_600, 60),)
#: More than all phones may say of it that were met behind one address in a day (`meeting`).
_PER_STATION: Final = (Limit(3_600, 600),)
_STRANGERS: Final = "strangers"
#: What was said longer ago helps nobody any more.
OLDEST: Final = timedelta(days=2)
#: How long it is remembered from which device and network a report came.
_REMEMBERED: Final = timedelta(days=30)


class Sender(Struct, frozen=True):
    """Who says it: a secret that the phone made for itself, where it calls from, and an account.

    Of the first two a keyed hash is kept, for 30 days. `met_at` is since when the phone has the
    app, as far as it can show that.
    """

    device: str
    address: str
    account: UUID | None
    met_at: datetime | None = None


async def report(key: UUID, said: ReportSaid, sender: Sender, *, now: datetime) -> ReportReceipt:
    """Take a report in; the same again answers as the first did.

    Raises:
        StationNotFound: there is no such station, or it has closed for good.
        AmenityNotHere: the station does not offer what is said to be broken.
        NoteUnusable: the note hides something.
        SaidTooLongAgo: it was said more than two days ago.
        ReportDiffers: something else has been said under this key, in kind, words or photo.
        PhotoNotFound: the photo has not been sent, or waited too long.
        TooManyTries: too much from this device or network, or about this station.
    """
    if held := await _held(key, said):
        return held
    try:
        with duplicate_is(errors.ReportDiffers()):
            async with atomic():
                await tallies.count_each(_counted(said, sender, now), now=now)
                taken = await _take(key, said, sender, now=now)
    except errors.ReportDiffers:
        # Sent twice at once: the other was a moment earlier.
        if held := await _held(key, said):
            return held
        raise
    if isinstance(taken, Refusal):
        raise taken
    return ReportReceipt(key, said.station, said.kind, said.amenity, taken.reported_at, None)


async def receipt(key: UUID) -> ReportReceipt:
    """What was said under a key, and what came of it.

    Raises:
        ReportNotFound: nothing was.
    """
    row = await _under(key)
    if row is None:
        raise errors.ReportNotFound(report=str(key))
    return await _receipt(row)


async def of_account(account: UUID) -> list[OwnReport]:
    """What somebody reported, the latest hundred first, each with what came of it."""
    rows = (
        await Report.select(*Report.all_columns(), Report.station.name, Report.station.closed_at)
        .where((Report.account == account) & Report.key.is_not_null())
        .order_by(Report.reported_at, ascending=False)
        .limit(100)
    )
    given = await ReportAnswer.select().where(
        ReportAnswer.report.is_in([row["id"] for row in rows] or [0])
    )
    answers = {row["report"]: _answered(row) for row in given}
    return [
        OwnReport(
            key=row["key"],
            station=row["station"],
            name=row["station.name"],
            kind=row["kind"],
            amenity=row["amenity"],
            reported_at=row["reported_at"],
            answer=answers.get(row["id"]) or ended(row),
        )
        for row in rows
    ]


async def forget(*, now: datetime) -> None:
    """Forget from which device and network old reports came."""
    await Report.update({Report.device: None, Report.network: None, Report.said: None}).where(
        (Report.reported_at < now - _REMEMBERED) & Report.device.is_not_null()
    )


def network_of(address: str) -> str:
    """An IPv6 phone changes its address within its /64 every day; that is one network."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((ip, 64), strict=False)) if isinstance(ip, IPv6Address) else str(ip)


def _counted(said: ReportSaid, sender: Sender, now: datetime) -> list[Counted]:
    """What is counted; of a network and a station apart for each sort of rider.

    New devices cost nothing, so a flood of them must not use up what is left for those who have
    been here before, nor these what is left for accounts. Devices are counted by the day on which
    they were met: whoever lays in a crop of keys silences at most whose first day was the same.
    """
    network = network_of(sender.address)
    riders = [str(sender.account), sender.device] if sender.account else [sender.device]
    sort = _sort_of(sender, now)
    by_riders = [
        one
        for rider in riders
        for one in (
            Counted("report by", rider, _PER_RIDER),
            Counted("report there by", f"{said.station}\0{rider}", _PER_RIDER_THERE),
        )
    ]
    # Whoever floods doors with what is crowded or broken must not hide that one is locked.
    what = "locked" if said.kind == "locked" else "other"
    there, from_ = f"{said.station}\0{what}", f"{network}\0{what}"
    there_from = Counted("report there from", f"{said.station}\0{from_}", _PER_STATION_FROM)
    return [
        *by_riders,
        Counted(f"report of {sort} from", from_, _PER_NETWORK),
        *([there_from] if sort == _STRANGERS else []),
        Counted(f"report of {sort} there", there, _PER_STATION),
    ]


def _sort_of(sender: Sender, now: datetime) -> str:
    if sender.account:
        return "accounts"
    if met := meeting.settled_since(sender.met_at, now=now):
        return f"phones met on day {int(met.timestamp()) // meeting.DAY_S}"
    return _STRANGERS


async def _take(key: UUID, said: ReportSaid, sender: Sender, *, now: datetime) -> Report | Refusal:
    """Keep what is said, in the caller's transaction.

    A refusal is handed back and not raised, and nothing is written before it: the transaction
    goes on to its end, since what is refused counts too.
    """
    try:
        note = _note(said, now)
        if sender.account:
            await hold(sender.account)
        prefecture = await _prefecture(said)
        if said.photo:
            await media.keep(said.photo, now=now)
    except Refusal as refusal:
        return refusal
    row = Report(
        key=key,
        station=said.station,
        kind=said.kind,
        amenity=said.amenity,
        reported_at=min(said.at, now),
        received_at=now,
        account=sender.account,
        device=keyed_hash(sender.device, field="device"),
        network=keyed_hash(network_of(sender.address), field="network"),
        said=_hashed(said),
        settled=meeting.settled_since(sender.met_at, now=now) is not None,
        words=seal_report(note, key),
        photo=said.photo,
    )
    await Report.insert(row)
    await touch([prefecture], now=now)
    return row


def _note(said: ReportSaid, now: datetime) -> str:
    if now - said.at > OLDEST:
        raise errors.SaidTooLongAgo(most_h=int(OLDEST.total_seconds() // 3600))
    note = tidy(said.note)
    if has_hidden(note.replace("\n", " ")):
        raise errors.NoteUnusable
    return note


async def _held(key: UUID, said: ReportSaid) -> ReportReceipt | None:
    row = await _under(key)
    if row is None:
        return None
    # All that is left of one that is older than a month: nobody sends such a one again.
    same = (row["station"], row["kind"], row["amenity"]) == (said.station, said.kind, said.amenity)
    if not same or (row["said"] is not None and bytes(row["said"]) != _hashed(said)):
        raise errors.ReportDiffers
    return await _receipt(row)


def _hashed(said: ReportSaid) -> bytes:
    """By which a report is known again, after its words are erased and its photo is gone too."""
    return keyed_hash(msgspec.json.encode(said).decode(), field="report")


async def _receipt(row: dict[str, Any]) -> ReportReceipt:
    given = await ReportAnswer.select().where(ReportAnswer.report == row["id"]).first()
    return ReportReceipt(
        key=row["key"],
        station=row["station"],
        kind=row["kind"],
        amenity=row["amenity"],
        reported_at=row["reported_at"],
        answer=_answered(given) if given else ended(row),
    )


async def _under(key: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await Report.select(*Report.all_columns(), Report.station.closed_at)
        .where(Report.key == key)
        .first()
    )
    return row


def ended(row: Mapping[str, Any]) -> ReportAnswered | None:
    """What ended a report that nobody has answered, of its row with when its station closed."""
    if row["unlisted_at"] is not None:
        return ReportAnswered("unlisted", "", row["unlisted_at"])
    at = row["station.closed_at"]
    return None if at is None else ReportAnswered("closed", "", at)


def _answered(row: Mapping[str, Any]) -> ReportAnswered:
    return ReportAnswered(row["kind"], answer_of(row), row["answered_at"])


async def _prefecture(said: ReportSaid) -> str:
    station = (
        await Station.select(Station.prefecture)
        .where((Station.id == said.station) & Station.closed_at.is_null())
        .first()
    )
    if station is None:
        raise errors.StationNotFound(station=said.station)
    if said.amenity is not None and not await StationAmenity.exists().where(
        (StationAmenity.station == said.station) & (StationAmenity.amenity == said.amenity)
    ):
        raise errors.AmenityNotHere(amenity=said.amenity)
    return str(station["prefecture"])
