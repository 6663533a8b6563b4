"""The rows of compacts and charters, and where they come from."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from xiangyi.core.clock import SHANGHAI
from xiangyi.features.cases.tables import Concern
from xiangyi.features.charters import errors
from xiangyi.features.charters.rules.comparing import Numbered
from xiangyi.features.charters.schemas import Article, Origin
from xiangyi.features.charters.tables import Charter, CharterVersion
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.wording_records import words_of
from xiangyi.features.consultations.tables import Consultation, MeetingRecord


def today(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


async def charter_of(id_: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = await Charter.select().where(Charter.id == id_).first()
    return row


async def version_of(charter: UUID, id_: UUID) -> dict[str, Any]:
    """Raises CharterNotFound: it has no such version."""
    row: dict[str, Any] | None = (
        await CharterVersion.select()
        .where((CharterVersion.id == id_) & (CharterVersion.charter == charter))
        .first()
    )
    if row is None:
        raise errors.CharterNotFound
    return row


async def published(charters: Collection[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """By charter, its published versions, the first first; those without one are missing."""
    found: dict[UUID, list[dict[str, Any]]] = {}
    if charters:
        rows = (
            await CharterVersion.select()
            .where(
                CharterVersion.charter.is_in(list(charters)) & (CharterVersion.state == "published")
            )
            .order_by(CharterVersion.number)
        )
        for row in rows:
            found.setdefault(row["charter"], []).append(row)
    return found


def articles_of(row: dict[str, Any]) -> list[Article]:
    return msgspec.json.decode(row["articles"], type=list[Article])


def numbered(row: dict[str, Any]) -> list[Numbered]:
    return msgspec.json.decode(row["articles"], type=list[Numbered])


async def decides(consultation: UUID, item: UUID) -> bool:
    """Whether a sealed record decided an item."""
    record = (
        await MeetingRecord.select()
        .where((MeetingRecord.consultation == consultation) & (MeetingRecord.state == "sealed"))
        .first()
    )
    if record is None:
        return False
    return any(one.item == item and one.decided for one in words_of(record).items)


async def origins(rows: Collection[dict[str, Any]]) -> dict[tuple[UUID, UUID], Origin]:
    """Of rows with a consultation and an item, what those are called."""
    if not rows:
        return {}
    meetings = await Consultation.select().where(
        Consultation.id.is_in([*{row["consultation"] for row in rows}])
    )
    by_id = {one["id"]: one for one in meetings}
    agendas = {id_: {one.id: one for one in facts_of(row).agenda} for id_, row in by_id.items()}
    wanted = {
        item.concern for agenda in agendas.values() for item in agenda.values() if item.concern
    }
    titles = {}
    if wanted:
        titles = {
            one["id"]: one["title"]
            for one in await Concern.select(Concern.id, Concern.title).where(
                Concern.id.is_in([*wanted])
            )
        }
    found = {}
    for row in rows:
        meeting = by_id[row["consultation"]]
        item = agendas[row["consultation"]][row["item"]]
        found[(row["consultation"], row["item"])] = Origin(
            consultation=meeting["id"],
            meeting=meeting["title"],
            held_on=today(meeting["starts_at"]),
            item=item.id,
            item_title=item.title,
            concern=item.concern,
            concern_title=titles.get(item.concern) if item.concern else None,
        )
    return found
