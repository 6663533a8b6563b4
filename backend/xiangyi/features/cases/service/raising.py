"""Raising a case, finding those like it, joining one, and ending what is one's own."""

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID, uuid4

from msgspec.structs import asdict

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.words import number_of, numbered_on
from xiangyi.features.cases.schemas import MyCase, Raising
from xiangyi.features.cases.service import (
    concerns,
    keeping,
    mine,
    placing,
    reach,
    ruling,
    telling,
    telling_desks,
    voices,
)
from xiangyi.features.cases.service.keeping import Taken, row_of, subject, take_step
from xiangyi.features.cases.tables import Case, CaseJoined
from xiangyi.features.feedback.rules import readable
from xiangyi.features.identity.service import deeds, records, tallies
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.media import service as media
from xiangyi.features.media.errors import PhotoNotFound
from xiangyi.features.media.service import voices as speaking
from xiangyi.features.media.tables import Photo
from xiangyi.features.notifications.service import following
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline

#: What one person has to ask for; a machine that writes has all day.
_PER_PERSON: Final = (Limit(3_600, 12), Limit(86_400, 40))
#: A hundred thousand numbers a day are enough while most of them are free.
_TURNS: Final = 64


async def raise_case(asker: Asker, id_: UUID, told: Raising, *, now: datetime) -> MyCase:
    """Keep what somebody asks for, with a number and a day; the same again is answered alike.

    Raises:
        CaseWordsMissing: there are neither words that show nor a photo nor a voice note.
        CasePlaceUnusable: not one place is named, or it is not known.
        PhotoNotFound, VoiceNotFound: none of theirs has this id, or it waited too long.
        CaseDiffers: something else has been raised under this id.
        TooManyTries: too much comes from this person.
        SignInNeeded: their account is erased.
    """
    words = readable(told.words)
    if not words and told.photo is None and told.voice is None:
        raise errors.CaseWordsMissing
    row = await _row(id_)
    if row is None:
        await tallies.count("case", str(asker.subject), _PER_PERSON, now=now)
        where = await placing.spot(told)
        days = await ruling.days(told.field, where.division, now=now)
        today = now.astimezone(SHANGHAI).date()
        due_on, provisional = deadline(today, days, await workdays.table())
        async with atomic():
            await hold(asker.subject)
            await _keep_photo(asker.subject, told.photo, now=now)
            if told.voice is not None:
                await speaking.keep(told.voice, asker.subject, now=now)
            facts = {
                "id": id_,
                "account": asker.subject,
                "kind": told.kind,
                "field": told.field,
                "words": keeping.sealed_words(id_, words),
                "photo": told.photo,
                "voice": told.voice,
                "division": where.division,
                "station": told.station,
                "scene": told.scene,
                "raised_at": now,
                "days": days,
                "due_on": due_on,
                "provisional": provisional,
                "state": "raised",
                # Of danger at once, of the rest with whatever else the hour brings.
                "desk_told_at": now if told.field == "safety" else None,
            }
            if await _inserted(facts):
                await following.follow(subject(id_), asker.subject, now=now)
                if told.field == "safety":
                    await telling_desks.of_danger(await row_of(id_), now=now)
                said = asdict(told)
                await deeds.note(asker, "case.raised", "case", id_, now=now, after=said)
        row = await row_of(id_)
    # Once the words are erased, nothing is left that a late repetition could differ from.
    asked = ("kind", "field", "station", "scene", "photo", "voice")
    was = {name: row[name] for name in asked}
    same = was == {name: getattr(told, name) for name in was} and (
        told.division in {None, row["division"]} and keeping.words_of(row) == words
    )
    if row["erased_at"] is None and not (same and await _is_theirs(asker, row)):
        raise errors.CaseDiffers
    return await mine.shown(asker, id_, now=now)


async def join(asker: Asker, id_: UUID, *, now: datetime) -> MyCase:
    """Want the same: told from now on what whoever raised it is told; once more changes nothing.

    Raises:
        CaseNotFound: there is none.
        OwnCase: they raised it themselves.
        OwnOfficeCase: it is with an organisation in which the asker, or the clerk who asks for
            them, holds a role.
        CaseOver: it has come to its end, or is answered, and nothing more will be done.
        SignInNeeded: their account is erased.
    """
    row = await row_of(id_)
    if await _is_theirs(asker, row):
        raise errors.OwnCase
    if row["organisation"] in reach.own_offices(asker):
        raise errors.OwnOfficeCase
    async with atomic():
        await hold(asker.subject)
        # Nobody ends it at this moment.
        held = (
            await Case.update({Case.number: Case.number})
            .where((Case.id == id_) & keeping.going_on())
            .returning(Case.concern)
        )
        if not held:
            if not await _joined(asker, id_):
                raise errors.CaseOver
        else:
            added = await run(
                "INSERT INTO case_joined (case_id, account, joined_at) VALUES ({}, {}, {})"
                " ON CONFLICT (case_id, account) DO NOTHING RETURNING id",
                *(id_, asker.subject, now),
            )
            if added:
                await following.follow(subject(id_), asker.subject, now=now)
                if concern := held[0]["concern"]:
                    followed = telling.concern_subject(concern)
                    await following.follow(followed, asker.subject, now=now)
                await deeds.note(asker, "case.joined", "case", id_, now=now)
    return await mine.shown(asker, id_, now=now)


async def confirm_solved(asker: Asker, id_: UUID, *, now: datetime) -> MyCase:
    """Close what was answered, as whoever raised it; once more changes nothing.

    Where that person is erased, whoever had joined by the answer does.

    Raises:
        CaseNotFound: it is not theirs to close.
        CaseJudgedInConcern: whether what was promised is solved is said in its concern.
        CaseMoveUnfit: it has not been answered yet, or has come to another end.
    """
    return await _end(asker, id_, "close", now=now)


async def withdraw(asker: Asker, id_: UUID, *, now: datetime) -> MyCase:
    """Take back what waits for an answer and nobody else wants; once more changes nothing.

    Raises:
        CaseNotFound: they raised none under this id.
        CaseNotAlone: others have joined, or it is in a concern.
        CaseMoveUnfit: it has been answered, or has come to another end.
    """
    return await _end(asker, id_, "withdraw", now=now)


async def _end(
    asker: Asker, id_: UUID, move: Literal["close", "withdraw"], *, now: datetime
) -> MyCase:
    row = await row_of(id_)
    heir = row["account"] is None and move == "close" and await _joined(asker, id_)
    if not heir and not await _is_theirs(asker, row):
        raise errors.CaseNotFound
    if row["state"] != _DONE[move]:
        async with atomic():
            if move == "close":
                await _expect_unpromised(row)
            if heir and not (await voices.voices(asker, [row], now=now))[id_].solved:
                raise errors.CaseMoveUnfit(state=row["state"])
            # First, so that whoever would join at this moment waits for it.
            clerk = asker.account if asker.account != asker.subject else None
            step = Taken(key=uuid4(), move=move, account=clerk)
            await take_step(row, step, now=now)
            if move == "close":
                # Who has just said it needs no notice of it.
                own = {row["account"], asker.subject} - {None}
                await telling.of_step(row, "solved", step.key, now=now, apart=own)
            if move == "withdraw" and not await _is_alone(id_):
                raise errors.CaseNotAlone
            await deeds.note(asker, f"case.{_DONE[move]}", "case", id_, now=now)
    return await mine.shown(asker, id_, now=now)


_DONE: Final = {"close": "closed", "withdraw": "withdrawn"}


async def _expect_unpromised(row: dict[str, Any]) -> None:
    """Nothing is promised of its concern, nor at this moment.

    Raises:
        CaseJudgedInConcern: something is, and there it is asked.
    """
    if row["concern"] is not None:
        await concerns.hold(row["concern"])
        if await mine.promised([row]):
            raise errors.CaseJudgedInConcern(concern=str(row["concern"]))


async def _is_alone(id_: UUID) -> bool:
    if await CaseJoined.exists().where(CaseJoined.case_id == id_):
        return False
    return (await row_of(id_))["concern"] is None


async def _inserted(facts: dict[str, Any]) -> bool:
    """Add a case under the first number that is free; False if its id is there already."""
    day = numbered_on(facts["id"], facts["raised_at"].astimezone(SHANGHAI).date())
    names = [*facts, "number"]
    columns = ", ".join(f'"{name}"' for name in names)
    blanks = ", ".join(["{}"] * len(names))
    for turn in range(_TURNS):
        added = await run(
            f"INSERT INTO raised_case ({columns}) VALUES ({blanks})"  # noqa: S608  # our own columns
            " ON CONFLICT DO NOTHING RETURNING id",
            *facts.values(),
            number_of(facts["id"], day, turn),
        )
        if added:
            return True
        if await Case.exists().where(Case.id == facts["id"]):
            return False
    raise RuntimeError("no receipt number is free on its day")


async def _keep_photo(account: UUID, photo: UUID | None, *, now: datetime) -> None:
    if photo is None:
        return
    if not await Photo.exists().where((Photo.id == photo) & (Photo.account == account)):
        raise PhotoNotFound(photo=str(photo))
    await media.keep(photo, now=now)


async def _is_theirs(asker: Asker, row: dict[str, Any]) -> bool:
    return row["account"] in await records.records_of(asker.subject)


async def _joined(asker: Asker, id_: UUID) -> bool:
    return await CaseJoined.exists().where(
        (CaseJoined.case_id == id_) & (CaseJoined.account == asker.subject)
    )


async def _row(id_: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = await Case.select().where(Case.id == id_).first()
    return row
