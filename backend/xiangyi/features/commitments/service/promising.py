"""Writing down what an organisation promised about a concern."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.audit import service as audit
from xiangyi.features.cases.rules.words import has_mobile
from xiangyi.features.cases.service import concerns, deciding, registering
from xiangyi.features.cases.service.reach import expect_convener, expect_handled
from xiangyi.features.cases.tables import Case
from xiangyi.features.commitments import errors
from xiangyi.features.commitments.rules.life import OWED, PROMISABLE
from xiangyi.features.commitments.schemas import Promising
from xiangyi.features.commitments.service import keeping, telling
from xiangyi.features.commitments.tables import Commitment
from xiangyi.features.feedback.rules import readable
from xiangyi.features.organisations.tables import Organisation

_INSERT: Final = (
    "INSERT INTO commitment (id, concern, organisation, words, days, promised_by, division,"
    " promised_at, moved_at, state, since_on, due_on, provisional, turn, fell_due_at,"
    " climbs_on, late, promised_for) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, 'promised',"
    " {}, {}, {}, {}, {}, {}, {}, {})"
    " ON CONFLICT (id) DO NOTHING RETURNING id"
)


async def promise(asker: Asker, id_: UUID, told: Promising, *, now: datetime) -> None:
    """Write a commitment down; who wants it and who owes it are told. The same again is no other.

    Promised about a concern that no meeting has, it decides the concern, and so answers every
    case in it that waits. Where one was withdrawn when it was overdue or reopened, and nobody has
    promised anything since, the new one is that one still, whoever owes it: its turn, its days and
    whether it has climbed. For who owed it before that stays so.

    Raises:
        ConcernNotFound: there is none.
        RoleMissing: the asker does not convene where it is.
        CommitmentTooEarly: nothing can be promised about the concern now.
        CommitmentUnusable: the organisation or the words cannot be.
        CommitteeNotAnswerable: a residents' committee must not be asked this (Art 7, 12).
        HandlerMissing: nobody handles anything for the organisation.
        CommitmentPressing: it owes another about the concern that is overdue or reopened.
        CommitmentDiffers: another has been written down under this id.
    """
    concern = await concerns.row_of(told.concern)
    await expect_convener(asker, [concern["division"]])
    words = public_words(told.words)
    if not words:
        raise errors.CommitmentUnusable(field="words")
    facts = {
        "concern": told.concern,
        "organisation": told.organisation,
        "words": words,
        "days": told.days,
        "promised_by": asker.account,
    }
    row = await keeping.find(id_)
    if row is None:
        await _add(asker, id_, facts, now=now)
        row = await keeping.row_of(id_)
    # Once it was reopened, the days are of its new turn; taken over, of the one that was withdrawn.
    own = row["turn"] == 1 and row["since_on"] == keeping.today(row["promised_at"])
    same = {name for name in facts if name != "days" or own}
    if any(row[name] != facts[name] for name in same):
        raise errors.CommitmentDiffers


def public_words(text: str) -> str:
    """What everybody reads, without what hides, and with nobody's number in it.

    Raises:
        CommitmentUnusable: it does.
    """
    words = readable(text)
    if has_mobile(words):
        raise errors.CommitmentUnusable(field="words")
    return words


async def _add(asker: Asker, id_: UUID, facts: dict[str, Any], *, now: datetime) -> None:
    since_on = keeping.today(now)
    due_on, provisional = await keeping.day_after(since_on, facts["days"])
    fresh = {"since_on": since_on, "due_on": due_on, "provisional": provisional, "turn": 1}
    fresh |= {"fell_due_at": None, "climbs_on": None, "late": False, "promised_for": None}
    async with atomic():
        # What is taken in at this moment is among what the owner is asked, or comes after.
        await concerns.hold(facts["concern"])
        concern = await concerns.row_of(facts["concern"])
        if concern["state"] not in PROMISABLE:
            raise errors.CommitmentTooEarly(state=concern["state"])
        await _expect_owner(facts["organisation"], concern, now=now)
        rows = await Commitment.select().where(
            (Commitment.concern == facts["concern"]) & (Commitment.id != id_)
        )
        _expect_unpressed(rows, facts["organisation"], on=since_on)
        left = _left_behind(rows, facts["organisation"])
        kept = {name: (left or fresh)[name] for name in fresh}
        written = facts | ({"days": left["days"]} if left else {})
        added = await run(
            _INSERT,
            *(id_, *written.values(), concern["division"], now, now, *kept.values()),
        )
        if not added:
            return
        row = await keeping.row_of(id_)
        if concern["state"] == "accepted":
            # Who wants it hears by that what was promised.
            await deciding.decide(asker, concern["id"], uuid4(), facts["words"], now=now)
        else:
            await telling.of_step(row, "promised", id_, now=now)
        await telling.of_owner(row, "yours", id_, now=now)
        await audit.record(
            asker,
            "commitment.promised",
            "commitment",
            id_,
            division=concern["division"],
            now=now,
            after=written,
        )


def _expect_unpressed(rows: list[dict[str, Any]], organisation: UUID, *, on: date) -> None:
    """What is late is withdrawn before it is promised anew, and so stays late."""
    if any(
        row["organisation"] == organisation
        and row["state"] in OWED
        and keeping.is_pressing(row, on=on)
        for row in rows
    ):
        raise errors.CommitmentPressing


def _left_behind(rows: list[dict[str, Any]], organisation: UUID) -> dict[str, Any] | None:
    """What was withdrawn when it was overdue or reopened: its own, or what nobody has taken over.

    Of several that of the latest turn.
    """
    left = [
        row
        for row in rows
        if row["state"] == "withdrawn"
        and keeping.is_pressing(row, on=keeping.today(row["moved_at"]))
        and (
            row["organisation"] == organisation
            or all(one["promised_at"] < row["moved_at"] for one in rows)
        )
    ]
    return max(left, key=lambda row: (row["turn"], row["moved_at"]), default=None)


async def _expect_owner(organisation: UUID, concern: dict[str, Any], *, now: datetime) -> None:
    row = (
        await Organisation.select(Organisation.kind, Organisation.closed_at)
        .where(Organisation.id == organisation)
        .first()
    )
    if row is None or row["closed_at"] is not None:
        raise errors.CommitmentUnusable(field="organisation")
    if row["kind"] == "committee":
        # A complaint about an authority's work stays one among the others (Art 12), and what the
        # register has not stays without, whatever the concern is called (Art 7).
        cases = await Case.select(Case.kind, Case.field, Case.division).where(
            Case.concern == concern["id"]
        )
        for one in (*cases, concern | {"kind": "help"}):
            await registering.expect_answerable(one, now=now)
    await expect_handled(organisation)
