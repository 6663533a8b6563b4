"""Consultations in people's own calendars."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.calendars import Entry, calendar
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import keyed_hash
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.rules.forms import FORMS_ZH
from xiangyi.features.consultations.schemas import ConsultationCard, Feed
from xiangyi.features.consultations.service import reading
from xiangyi.features.consultations.service.reach import public_row
from xiangyi.features.consultations.service.wording import place_words, seats_words
from xiangyi.features.consultations.tables import CalendarFeed, Consultation
from xiangyi.features.identity.errors import ActingForRefused
from xiangyi.features.identity.service.holding import hold

_BACK: Final = timedelta(days=90)


async def file(id_: UUID, *, origin: str, now: datetime) -> bytes:
    """One consultation as a calendar file.

    Raises:
        ConsultationNotFound: nobody has been told of one under this id.
    """
    row = await public_row(id_, now=now)
    return await _calendar([row], origin=origin)


async def feed(token: str, *, origin: str, now: datetime) -> bytes:
    """All that somebody goes to, or sends somebody to, and what of it has been cancelled.

    Raises:
        FeedNotFound: nobody's calendar has this address.
    """
    hashed = keyed_hash(token, field="calendar")
    row = await CalendarFeed.select().where(CalendarFeed.token_hash == hashed).first()
    if row is None:
        raise errors.FeedNotFound
    rows = await run(
        "SELECT consultation FROM consultation_answer JOIN consultation"
        " ON consultation.id = consultation_answer.consultation WHERE account = {}"
        " AND answer IN ('coming', 'sending') AND (seats IS NULL OR seated_at IS NOT NULL)",
        row["account"],
    )
    ids = [UUID(str(one["consultation"])) for one in rows]
    meetings = (
        await Consultation.select()
        .where(
            Consultation.id.is_in(ids or [UUID(int=0)])
            & (Consultation.ends_at > now - _BACK)
            & Consultation.announced_at.is_not_null()
            & (Consultation.send_at.is_null() | (Consultation.send_at <= now))
        )
        .order_by(Consultation.starts_at)
    )
    return await _calendar(meetings, origin=origin, name="湘驿 · 我要参加的议事")


async def open_feed(asker: Asker, *, now: datetime) -> Feed:
    """Make an address for the asker's calendar; an earlier one ends.

    Raises:
        ActingForRefused: a clerk asks for somebody.
    """
    if asker.acting_for:
        raise ActingForRefused
    token = secrets.token_urlsafe(24)
    async with atomic():
        await hold(asker.account)
        await run(
            "INSERT INTO calendar_feed (account, token_hash, made_at) VALUES ({}, {}, {})"
            " ON CONFLICT (account) DO UPDATE SET token_hash = EXCLUDED.token_hash,"
            " made_at = EXCLUDED.made_at",
            *(asker.account, keyed_hash(token, field="calendar"), now),
        )
    return Feed(f"/api/calendars/{token}/xiangyi.ics")


async def close_feed(asker: Asker) -> None:
    """Let the address lead nowhere.

    Raises:
        ActingForRefused: a clerk asks for somebody.
    """
    if asker.acting_for:
        raise ActingForRefused
    await CalendarFeed.delete().where(CalendarFeed.account == asker.account)


async def _calendar(rows: list[dict[str, Any]], *, origin: str, name: str = "") -> bytes:
    cards = await reading.cards(None, rows)
    return calendar(
        [_entry(row, card, origin) for row, card in zip(rows, cards, strict=True)], name=name
    )


def _entry(row: dict[str, Any], card: ConsultationCard, origin: str) -> Entry:
    counted = seats_words(row["seats"])
    seats = f"座位：{counted}" if counted else ""
    return Entry(
        id=card.id,
        title=f"{FORMS_ZH[card.form]}：{card.title}",
        about="\n".join(one for one in (card.about, seats, card.place.link) if one),
        starts_at=card.starts_at,
        ends_at=card.ends_at,
        place=" · ".join(place_words(card.place.words, card.station_name)),
        lon=card.place.lon,
        lat=card.place.lat,
        url=f"{origin}/consultations/{card.id}",
        cancelled=card.cancelled_at is not None,
        sequence=int(row["revision"]),
        changed_at=card.cancelled_at or card.changed_at or row["announced_at"] or card.starts_at,
    )
