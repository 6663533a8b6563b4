"""Drafting a compact or charter, or its next version, and publishing it with a second yes."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker, Role, RoleMissing
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.cases.rules.words import has_mobile
from xiangyi.features.cases.service import concerns, telling
from xiangyi.features.charters import errors
from xiangyi.features.charters.schemas import Article, CharterSaid
from xiangyi.features.charters.service import keeping, reach
from xiangyi.features.charters.tables import CharterVersion
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.reach import (
    APPROVERS,
    CONVENERS,
    expect_in,
    row_of,
    within,
)
from xiangyi.features.feedback.rules import on_one_line, readable

#: Nobody agrees today on what is to hold later than that.
_AHEAD: Final = timedelta(days=366)


async def draft(
    asker: Asker, charter: UUID, id_: UUID, told: CharterSaid, *, now: datetime
) -> None:
    """Keep what is written; the same again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such meeting.
        CharterUnusable: something in it cannot be; names the field.
        CharterOfOthers: what is published comes of a meeting in another's name.
        CharterPublished: this version is published.
        CharterBeingDrafted: another draft of it is there.
        CharterChangedMeanwhile: somebody else wrote on since it was read.
    """
    meeting = await row_of(told.consultation)
    await expect_in(asker, meeting, CONVENERS)
    items = {one.id: one for one in facts_of(meeting).agenda}
    if told.item not in items:
        raise errors.CharterUnusable(field="item")
    title = _public("title", on_one_line(told.title))
    articles = [Article(one.id, _public("articles", readable(one.words))) for one in told.articles]
    if len({one.id for one in articles}) < len(articles):
        raise errors.CharterUnusable(field="articles")
    facts = {
        "articles": msgspec.json.encode(articles).decode(),
        "consultation": told.consultation,
        "item": told.item,
        "concern": items[told.item].concern,
        "since_on": told.since_on,
    }
    named = {"kind": told.kind, "title": title, "division": meeting["division"]}
    if told.since_on > keeping.today(now) + _AHEAD:
        raise errors.CharterUnusable(field="since_on")
    await _expect_same(charter, named)
    await _expect_own(asker, CONVENERS, charter, meeting)
    was = await CharterVersion.select().where(CharterVersion.id == id_).first()
    if was and was["charter"] != charter:
        raise errors.CharterUnusable(field="id")
    if was and was["state"] == "published":
        raise errors.CharterPublished
    if was and was == was | facts and await keeping.charter_of(charter) == {**named, "id": charter}:
        return
    with duplicate_is(errors.CharterBeingDrafted()):
        async with atomic():
            await run(
                "INSERT INTO charter (id, kind, title, division) VALUES ({}, {}, {}, {})"
                " ON CONFLICT (id) DO UPDATE SET kind = EXCLUDED.kind, title = EXCLUDED.title,"
                " division = EXCLUDED.division",
                *(charter, *named.values()),
            )
            await _write(asker, charter, id_, told.based_on, facts, now=now)
            await _note(asker, meeting, charter, "drafted", now=now)


async def publish(asker: Asker, charter: UUID, id_: UUID, based_on: int, *, now: datetime) -> None:
    """Let it be public, as a second person; the same again changes nothing.

    Raises:
        CharterNotFound, RoleMissing: the asker answers for no such draft.
        CharterOfOthers: what is published comes of a meeting in another's name.
        OwnCharter: the asker wrote it last.
        CharterRecordNotSealed: nothing decided it yet.
        CharterTooEarly: it would be in force before that; names the first day.
        CharterPublished: somebody else published it.
        CharterChangedMeanwhile: somebody wrote on since it was read.
    """
    row = await keeping.version_of(charter, id_)
    meeting = await row_of(row["consultation"])
    if not await reach.approves(asker, meeting):
        raise RoleMissing(roles=list(APPROVERS))
    if row["state"] == "published":
        if row["published_by"] == asker.account:
            return
        raise errors.CharterPublished
    await _expect_own(asker, APPROVERS, charter, meeting)
    if row["written_by"] == asker.account:
        raise errors.OwnCharter
    if not await keeping.decides(row["consultation"], row["item"]):
        raise errors.CharterRecordNotSealed
    with duplicate_is(errors.CharterChangedMeanwhile(revision=row["revision"])):
        async with atomic():
            before = (await keeping.published([charter])).get(charter, [])
            first = keeping.today(now)
            if before:
                first = max(first, before[-1]["since_on"] + timedelta(days=1))
            if row["since_on"] < first:
                raise errors.CharterTooEarly(since=first.isoformat())
            done = await run(
                "UPDATE charter_version SET state = 'published', number = {}, published_by = {},"
                " published_at = {} WHERE id = {} AND revision = {} AND state = 'draft'"
                " RETURNING revision",
                *(len(before) + 1, asker.account, now, id_, based_on),
            )
            if not done:
                raise errors.CharterChangedMeanwhile(revision=row["revision"])
            if row["concern"] is not None:
                concern = await concerns.row_of(row["concern"])
                await telling.of_concern(concern, "chartered", id_, now=now)
            await _note(asker, meeting, charter, "published", now=now)


async def delete(asker: Asker, charter: UUID, id_: UUID, *, now: datetime) -> None:
    """Let a draft go; one that is gone is none.

    Raises:
        RoleMissing: the asker does not convene the meeting it comes of.
        CharterPublished: it is published.
    """
    row = await CharterVersion.select().where(CharterVersion.id == id_).first()
    if row is None or row["charter"] != charter:
        return
    meeting = await row_of(row["consultation"])
    await expect_in(asker, meeting, CONVENERS)
    async with atomic():
        gone = await run(
            "DELETE FROM charter_version WHERE id = {} AND state = 'draft' RETURNING id", id_
        )
        if not gone:
            raise errors.CharterPublished
        await forget_empty(charter)
        await _note(asker, meeting, charter, "deleted", now=now)


async def forget_empty(charter: UUID) -> None:
    """A name of which nothing was ever published goes with its draft."""
    await run(
        "DELETE FROM charter WHERE id = {} AND NOT EXISTS"
        " (SELECT 1 FROM charter_version AS v WHERE v.charter = charter.id)",
        charter,
    )


async def _expect_same(charter: UUID, named: dict[str, Any]) -> None:
    """What is published keeps its name, and its place."""
    was = await keeping.charter_of(charter)
    if was is None:
        return
    before = (await keeping.published([charter])).get(charter)
    for name, value in named.items():
        if was[name] != value and (before or name == "division"):
            raise errors.CharterUnusable(field="item" if name == "division" else name)


async def _expect_own(
    asker: Asker, roles: tuple[Role, ...], charter: UUID, meeting: dict[str, Any]
) -> None:
    """Nobody replaces what another agreed on, but who answers for the place."""
    before = (await keeping.published([charter])).get(charter)
    if not before:
        return
    first = await row_of(before[0]["consultation"])
    if meeting["organisation"] != first["organisation"] and not asker.holds(
        *roles, within=await within(first["division"], None)
    ):
        raise errors.CharterOfOthers


async def _write(  # noqa: PLR0913  # what a draft holds
    asker: Asker, charter: UUID, id_: UUID, based_on: int, facts: dict[str, Any], *, now: datetime
) -> None:
    if based_on == 0:
        written = await run(
            "INSERT INTO charter_version (id, charter, state, revision, written_by, written_at,"
            " articles, consultation, item, concern, since_on) VALUES ({}, {}, 'draft', 1, {}, {},"
            " {}, {}, {}, {}, {}) ON CONFLICT (id) DO NOTHING RETURNING revision",
            *(id_, charter, asker.account, now, *facts.values()),
        )
    else:
        written = await run(
            "UPDATE charter_version SET revision = revision + 1, written_by = {}, written_at = {},"
            " articles = {}, consultation = {}, item = {}, concern = {}, since_on = {}"
            " WHERE id = {} AND revision = {} AND state = 'draft' RETURNING revision",
            *(asker.account, now, *facts.values(), id_, based_on),
        )
    if not written:
        row = await CharterVersion.select().where(CharterVersion.id == id_).first()
        raise errors.CharterChangedMeanwhile(revision=row["revision"] if row else 0)


def _public(field: str, words: str) -> str:
    if not words or has_mobile(words) or any(map(has_hidden, words.splitlines())):
        raise errors.CharterUnusable(field=field)
    return tidy(words)


async def _note(
    asker: Asker, meeting: dict[str, Any], charter: UUID, done: str, *, now: datetime
) -> None:
    await audit.record(
        asker,
        f"charter.{done}",
        "charter",
        charter,
        division=meeting["division"],
        now=now,
    )
