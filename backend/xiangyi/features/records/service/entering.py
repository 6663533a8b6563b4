"""Trainings, awards and evaluations, as an organisation tells of them."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.core.sealing import seal_some, unseal_some
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.organisations import service as organisations
from xiangyi.features.records import errors
from xiangyi.features.records.schemas import EntrySaid, RecordEntryShown
from xiangyi.features.records.service import telling
from xiangyi.features.records.tables import RecordEntry
from xiangyi.features.volunteering.errors import SignUpNotFound
from xiangyi.features.volunteering.errors.hours import NotSecondPerson
from xiangyi.features.volunteering.service import grounds, reach, ruling
from xiangyi.features.volunteering.tables import ShiftSignup

Row = dict[str, Any]

#: As what the words of an entry are sealed.
WORDS: Final = "record_words"
GIVEN_BY: Final = "record_given_by"


async def enter(asker: Asker, id_: UUID, said: EntrySaid, *, now: datetime) -> RecordEntryShown:
    """Tell of a training, an award or an evaluation of one of the host's volunteers.

    The same again changes nothing.

    Raises:
        SignUpNotFound: nobody has this seat.
        RoleMissing: the asker does not write for its host.
        NotSecondPerson: nobody enters something of themselves.
        EntryUnusable: a field of it cannot be.
        EntryIdTaken: the id is another entry's.
    """
    signup: Row | None = await ShiftSignup.select().where(ShiftSignup.id == said.signup).first()
    if signup is None or signup["state"] != "signed":
        raise SignUpNotFound
    ground = await grounds.of_shift(signup["shift"])
    await reach.expect_writer(asker, ground.host)
    account = signup["account"]
    if asker.account == account:
        raise NotSecondPerson
    words, given_by = _text(said.words, "words"), _text(said.given_by, "givenBy", blank=True)
    if (said.kind == "training") != (said.minutes is not None):
        raise errors.EntryUnusable(field="minutes")
    if said.on > now.astimezone(SHANGHAI).date():
        raise errors.EntryUnusable(field="on")
    told: dict[str, Any] = {"kind": said.kind, "minutes": said.minutes, "on": said.on}
    whose: dict[str, Any] = {
        "account": account,
        "organisation": ground.host,
        "entered_by": asker.account,
    }
    if (row := await _row(id_)) is not None:
        return await _as_before(row, told | whose, words, given_by)
    with duplicate_is(errors.EntryIdTaken()):
        async with atomic():
            await hold(account)
            kept = RecordEntry(
                id=id_,
                words=seal_some(words, owner=id_, field=WORDS),
                given_by=seal_some(given_by, owner=id_, field=GIVEN_BY),
                entered_at=now,
                **told,
                **whose,
            )
            await RecordEntry.insert(kept)
            await _note(asker, "record.entered", id_, account, ground.host, now=now)
            await telling.entered(id_, account, said.kind, ground.title, now=now)
    [shown] = await _shown([kept.to_dict()])
    return shown


async def take_back(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Let an entry be none, for the organisation or for whom it is of; its words are erased.

    Raises:
        EntryNotFound: there is none.
        RoleMissing: it is somebody else's.
    """
    row = await _row(id_)
    if row is None:
        raise errors.EntryNotFound
    if row["account"] != asker.subject:
        await reach.expect_writer(asker, row["organisation"])
    if row["withdrawn_at"] is not None:
        return
    async with atomic():
        gone: dict[Any, Any] = {"withdrawn_at": now, "withdrawn_by": asker.account}
        await RecordEntry.update(gone | {"words": None, "given_by": None}).where(
            (RecordEntry.id == id_) & RecordEntry.withdrawn_at.is_null()
        )
        await _note(
            *(asker, "record.entry_withdrawn", id_, row["account"], row["organisation"]), now=now
        )


async def of(account: UUID) -> list[RecordEntryShown]:
    """Those of a person that stand, the latest first."""
    rows = (
        await RecordEntry.select()
        .where((RecordEntry.account == account) & RecordEntry.withdrawn_at.is_null())
        .order_by(RecordEntry.on, RecordEntry.id, ascending=False)
    )
    return await _shown(rows)


async def _as_before(row: Row, told: dict[str, Any], words: str, given_by: str) -> RecordEntryShown:
    same = all(row[name] == value for name, value in told.items())
    if row["withdrawn_at"] is None and same and opened(row) == (words, given_by):
        [shown] = await _shown([row])
        return shown
    raise errors.EntryIdTaken


def opened(row: Row) -> tuple[str, str]:
    """What is said, and who said, taught or gave it."""
    return (
        unseal_some(row["words"], owner=row["id"], field=WORDS),
        unseal_some(row["given_by"], owner=row["id"], field=GIVEN_BY),
    )


async def _shown(rows: list[Row]) -> list[RecordEntryShown]:
    homes = await organisations.homes({row["organisation"] for row in rows})
    found = []
    for row in rows:
        words, given_by = opened(row)
        name = homes[row["organisation"]].name
        found.append(
            RecordEntryShown(
                id=row["id"],
                kind=row["kind"],
                words=words,
                given_by=given_by or name,
                minutes=row["minutes"],
                on=row["on"],
                organisation=name,
                entered_at=row["entered_at"],
            )
        )
    return found


def _text(text: str, field: str, *, blank: bool = False) -> str:
    words = tidy(text)
    if has_hidden(words) or not (words or blank):
        raise errors.EntryUnusable(field=field)
    return words


async def _row(id_: UUID) -> Row | None:
    row: Row | None = await RecordEntry.select().where(RecordEntry.id == id_).first()
    return row


async def _note(  # noqa: PLR0913  # what an entry of the log has
    asker: Asker, action: str, id_: UUID, account: UUID, host: UUID, *, now: datetime
) -> None:
    await audit.record(
        *(asker, action, "record_entry", id_),
        now=now,
        division=await ruling.home_of(host),
        about=account,
    )
