"""Whether what a host wrote can be."""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.divisions import service as tree
from xiangyi.features.organisations import service as organisations
from xiangyi.features.stations.service import standing
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.errors import ActivityUnusable
from xiangyi.features.volunteering.rules.counting import LONGEST
from xiangyi.features.volunteering.schemas import ActivityFacts, MeetingPlace, ShiftFacts
from xiangyi.features.volunteering.service import leading
from xiangyi.features.volunteering.service.keeping import Kept
from xiangyi.features.volunteering.service.reach import leads
from xiangyi.features.volunteering.tables import ActivityShift

_PHONE: Final = re.compile(r"[0-9+][0-9 +()-]{2,31}")
_FURTHEST: Final = timedelta(days=366)


async def checked(
    asker: Asker, facts: ActivityFacts, was: Kept | None, *, now: datetime
) -> ActivityFacts:
    """The same, tidied, with a lead for each shift, the earliest first.

    A shift that has begun stays as it was; any other is ahead.

    Raises:
        ActivityUnusable: naming the field, and the shift where it is of one.
        LeadUnfit: somebody is to lead who does not lead for the host.
    """
    title = _words(facts.title, "title")
    if not title:
        raise ActivityUnusable(field="title")
    if facts.phone and not _PHONE.fullmatch(facts.phone):
        raise ActivityUnusable(field="phone")
    if facts.division not in await tree.lineages([facts.division]):
        raise ActivityUnusable(field="division")
    home = (await organisations.homes([facts.organisation])).get(facts.organisation)
    if home is None or home.closed:
        raise ActivityUnusable(field="organisation")
    place = await _place(facts.place)
    shifts = await _shifts(asker, facts, was, now=now)
    if facts.opens_at is not None and facts.opens_at >= shifts[0].starts_at:
        raise ActivityUnusable(field="opensAt")
    return replace(
        facts,
        title=title,
        about=_words(facts.about, "about", lines=True),
        beneficiaries=_words(facts.beneficiaries, "beneficiaries"),
        place=place,
        opens_at=facts.opens_at and _in_utc(facts.opens_at, "opensAt"),
        shifts=shifts,
    )


async def _shifts(
    asker: Asker, facts: ActivityFacts, was: Kept | None, *, now: datetime
) -> list[ShiftFacts]:
    known = {one["id"]: one for one in was.shifts} if was else {}
    ids = [one.id for one in facts.shifts]
    if len(set(ids)) != len(ids):
        raise ActivityUnusable(field="shifts.id")
    fit = await leads(facts.organisation)
    shifts = []
    for one in facts.shifts:
        row = known.get(one.id)
        lead = one.lead or (row["lead"] if row else asker.account)
        if lead not in fit and not (row and row["lead"] == lead):
            raise errors.LeadUnfit(shift=one.id)
        shift = replace(
            one,
            lead=lead,
            starts_at=_in_utc(one.starts_at, "shifts.startsAt"),
            ends_at=_in_utc(one.ends_at, "shifts.endsAt"),
        )
        begun = row is not None and row["starts_at"] <= now
        if begun and row is not None:
            times = (shift.starts_at, shift.ends_at, shift.break_minutes)
            if times != (row["starts_at"], row["ends_at"], row["break_minutes"]):
                raise ActivityUnusable(field="shifts.startsAt", shift=one.id)
        else:
            _expect_ahead(shift, now=now)
        if shift.reserved > shift.capacity:
            raise ActivityUnusable(field="shifts.reserved", shift=one.id)
        shifts.append(shift)
    await _expect_new([one for one in ids if one not in known])
    shifts.sort(key=lambda one: (one.starts_at, one.id))
    _expect_apart(shifts)
    moved = [one for one in shifts if _is_moved(one, known.get(one.id))]
    await _expect_free(moved, was.id if was else None)
    return shifts


def _in_utc(at: datetime, field: str) -> datetime:
    """The same instant; there is none where the calendar ends."""
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ActivityUnusable(field=field) from error


def _expect_ahead(shift: ShiftFacts, *, now: datetime) -> None:
    if not now < shift.starts_at < now + _FURTHEST:
        raise ActivityUnusable(field="shifts.startsAt", shift=shift.id)
    length = shift.ends_at - shift.starts_at
    if not timedelta() < length <= LONGEST:
        raise ActivityUnusable(field="shifts.endsAt", shift=shift.id)
    if timedelta(minutes=shift.break_minutes) >= length:
        raise ActivityUnusable(field="shifts.breakMinutes", shift=shift.id)


def _expect_apart(shifts: Sequence[ShiftFacts]) -> None:
    """A lead is at one place at a time."""
    busy: dict[UUID | None, datetime] = {}
    for one in shifts:
        until = busy.get(one.lead)
        if until is not None and one.starts_at < until:
            raise ActivityUnusable(field="shifts.lead", shift=one.id)
        busy[one.lead] = one.ends_at


def _is_moved(shift: ShiftFacts, row: dict[str, Any] | None) -> bool:
    """Whether somebody leads who did not lead at that time before."""
    now = (shift.lead, shift.starts_at, shift.ends_at)
    return row is None or now != (row["lead"], row["starts_at"], row["ends_at"])


async def _expect_free(shifts: Sequence[ShiftFacts], own: UUID | None) -> None:
    """Whoever is to lead does not lead anything else then."""
    for one in shifts:
        if one.lead is None:
            continue
        beside = await leading.led_beside(one.id, one.lead, one.starts_at, one.ends_at)
        if any(row["id"] != own for row in beside):
            raise ActivityUnusable(field="shifts.lead", shift=one.id)


async def _expect_new(ids: Collection[UUID]) -> None:
    """Nobody takes another activity's shift, or one that has been cancelled, for their own."""
    if not ids:
        return
    taken = await ActivityShift.select(ActivityShift.id).where(ActivityShift.id.is_in(list(ids)))
    if taken:
        raise ActivityUnusable(field="shifts.id", shift=taken[0]["id"])


async def _place(place: MeetingPlace) -> MeetingPlace:
    words = _words(place.words, "place.words")
    if (place.lon is None) != (place.lat is None):
        raise ActivityUnusable(field="place.lon")
    if place.station and place.station not in await standing.places({place.station}):
        raise ActivityUnusable(field="place.station")
    if not (words or place.station):
        raise ActivityUnusable(field="place.words")
    return replace(place, words=words)


def _words(text: str, field: str, *, lines: bool = False) -> str:
    tidied = tidy(text)
    if has_hidden(tidied.replace("\n", " ") if lines else tidied):
        raise ActivityUnusable(field=field)
    return tidied
