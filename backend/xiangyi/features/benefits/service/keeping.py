"""Writing a benefit down: a change is a revision, and two at once are told of each other."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.rules.life import MOVES, Move
from xiangyi.features.benefits.rules.terms import Blackout, Eligibility, Quota
from xiangyi.features.benefits.schemas import BenefitFacts, BenefitPicture
from xiangyi.features.benefits.service import picturing
from xiangyi.features.benefits.service.wording import HISTORY
from xiangyi.features.benefits.tables import Benefit
from xiangyi.features.revising.service import Made, next_number, note

Row = dict[str, Any]

#: What a move is called where it is looked up.
_DONE: Final = {
    "submit": "submitted",
    "send_back": "sent_back",
    "take_back": "taken_back",
    "approve": "approved",
    "replace": "replaced",
    "withdraw": "withdrawn",
    "void": "voided",
    "delete": "deleted",
}
_NOWHERE: Final = {
    "submit": errors.BenefitNotDraft,
    "delete": errors.BenefitNotDraft,
    "withdraw": errors.BenefitNotApproved,
    "void": errors.BenefitNotApproved,
    "replace": errors.BenefitNotApproved,
}


async def kept(id_: UUID) -> Row:
    """Raises BenefitNotFound: there is none."""
    row: Row | None = await Benefit.select().where(Benefit.id == id_).first()
    if row is None or row["state"] == "deleted":
        raise errors.BenefitNotFound
    return row


def facts_of(row: Row) -> BenefitFacts:
    """What was written, of the row of the table."""
    return BenefitFacts(
        category=row["category"],
        title=row["title"],
        about=row["about"],
        picture=picture_of(row),
        basis=row["basis"],
        division=row["division"],
        provider=row["provider"],
        payer=row["payer"],
        eligibility=msgspec.json.decode(row["eligibility"], type=Eligibility),
        cost_minutes=row["cost_minutes"],
        quota=Quota(row["quota_times"], row["quota_period"]),
        stock=row["stock"],
        valid_days=row["valid_days"],
        blackouts=blackouts_of(row),
    )


def picture_of(row: Row) -> BenefitPicture | None:
    photo = row["picture"]
    return None if photo is None else BenefitPicture(photo, row["picture_words"])


def blackouts_of(row: Row) -> list[Blackout]:
    return msgspec.json.decode(row["blackouts"], type=list[Blackout])


def columns_of(facts: BenefitFacts) -> Row:
    """The columns of a benefit's own row."""
    return {
        "category": facts.category,
        "title": facts.title,
        "about": facts.about,
        "picture": facts.picture and facts.picture.photo,
        "picture_words": facts.picture.words if facts.picture else "",
        "basis": facts.basis,
        "division": facts.division,
        "provider": facts.provider,
        "payer": facts.payer,
        "eligibility": msgspec.json.encode(facts.eligibility).decode(),
        "cost_minutes": facts.cost_minutes,
        "quota_times": facts.quota.times,
        "quota_period": facts.quota.period,
        "stock": facts.stock,
        "remaining": facts.stock,
        "valid_days": facts.valid_days,
        "blackouts": msgspec.json.encode(facts.blackouts).decode(),
    }


async def draft(asker: Asker, id_: UUID, line: UUID, facts: BenefitFacts, *, now: datetime) -> None:
    """Keep a new one, in the caller's transaction.

    Raises:
        PhotoNotFound: its picture is none that the asker may give it.
    """
    await picturing.keep(asker, facts, None, now=now)
    await Benefit.insert(
        Benefit(
            id=id_,
            line=line,
            state="draft",
            revision=1,
            drafted_by=asker.account,
            **columns_of(facts),
        )
    )
    await note(HISTORY, asker, Made(id_, 1, "drafted", None, facts), now=now)


async def change(
    asker: Asker, was: Row, facts: BenefitFacts, *, based_on: int, now: datetime
) -> None:
    """Let the facts be others, in the caller's transaction.

    Raises:
        BenefitChangedMeanwhile: it is not what the asker read any more.
        PhotoNotFound: its picture is none that the asker may give it.
    """
    number = await next_number(HISTORY, was, based_on)
    await picturing.keep(asker, facts, was["picture"], now=now)
    changed: dict[Any, Any] = columns_of(facts)
    await Benefit.update(changed).where(Benefit.id == was["id"])
    await picturing.let_go(was["picture"])
    made = Made(was["id"], number, "changed", facts_of(was), facts)
    await note(HISTORY, asker, made, now=now)


async def move(  # noqa: PLR0913  # what a move is made of
    asker: Asker,
    row: Row,
    made: Move,
    columns: Row,
    *,
    based_on: int,
    now: datetime,
    why: str = "",
) -> None:
    """Let it go where the move leads, in the caller's transaction.

    Raises:
        BenefitNotDraft, BenefitNotWaiting, BenefitNotApproved: it leads nowhere.
        BenefitChangedMeanwhile: it is not what the asker read any more.
    """
    state = next_state(row, made)
    number = await next_number(HISTORY, row, based_on)
    changed: dict[Any, Any] = {**columns, "state": state}
    await Benefit.update(changed).where(Benefit.id == row["id"])
    await picturing.let_go(row["picture"])
    facts = facts_of(row)
    await note(HISTORY, asker, Made(row["id"], number, _DONE[made], facts, facts, why), now=now)


def next_state(row: Row, made: Move) -> str:
    """Where a move leads.

    Raises:
        BenefitNotDraft, BenefitNotWaiting, BenefitNotApproved: nowhere.
    """
    state = MOVES.get((row["state"], made))
    if state is None:
        raise _NOWHERE.get(made, errors.BenefitNotWaiting)
    return state
