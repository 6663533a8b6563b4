"""The steps that desks take: reported done by who owes it, withdrawn by who convenes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.features.audit import service as audit
from xiangyi.features.cases.service.reach import expect_convener
from xiangyi.features.commitments import errors
from xiangyi.features.commitments.schemas import CommitmentMoving
from xiangyi.features.commitments.service import keeping, reach, ruling, telling
from xiangyi.features.commitments.service.keeping import Taken
from xiangyi.features.commitments.service.promising import public_words
from xiangyi.features.commitments.tables import Commitment, CommitmentStep
from xiangyi.features.media import service as media
from xiangyi.features.media.errors import PhotoNotFound
from xiangyi.features.media.tables import Photo


async def move(
    asker: Asker, id_: UUID, step: UUID, told: CommitmentMoving, *, now: datetime
) -> None:
    """Report it done, with proof, or withdraw it, with a reason; the same again changes nothing.

    Whoever raised or joined is told, and of a report asked whether it is solved. Of an overdue or
    reopened one that is withdrawn, or of an owner's second, the level above is told too.

    Raises:
        CommitmentNotFound: there is none.
        RoleMissing: the asker does not handle things for its owner, or convene where it is.
        CommitmentUnusable: proof or reason is missing, or cannot be public.
        PhotoNotFound: no photo of theirs has this id, or it waited too long.
        CommitmentMoveUnfit: it is not where this step begins.
        CommitmentMoveDiffers: another step has been taken under this id.
    """
    row = await keeping.row_of(id_)
    if told.move == "withdraw":
        await expect_convener(asker, [row["division"]])
    elif not reach.owns(asker, row["organisation"]):
        raise RoleMissing(roles=list(reach.OWNERS))
    words = public_words(told.words)
    if not words and (told.photo is None or told.move == "withdraw"):
        raise errors.CommitmentUnusable(field="words")
    if told.photo is not None and told.move == "withdraw":
        raise errors.CommitmentUnusable(field="photo")
    one = Taken(key=step, move=told.move, account=asker.account, words=words, photo=told.photo)
    if await _taken(id_, one):
        return
    try:
        with duplicate_is(errors.CommitmentMoveDiffers()):
            async with atomic():
                await _take(asker, row, one, now=now)
    except (errors.CommitmentMoveDiffers, errors.CommitmentMoveUnfit):
        # Sent twice at once: the other was a moment earlier.
        if not await _taken(id_, one):
            raise


async def _take(asker: Asker, row: dict[str, Any], step: Taken, *, now: datetime) -> None:
    today, changes = keeping.today(now), {}
    if step.move == "report":
        await _keep_photo(asker, step.photo, now=now)
        days = (await ruling.numbers(row["division"], now=now))["judging_days"]
        # What is said here is told, and stands, whatever the table of workdays learns.
        judged_until, _ = await keeping.day_after(today, days)
        changes = {
            "judged_until": judged_until,
            "late": row["late"] or today > row["due_on"],
            "climbs_on": None,
        }
    await keeping.take_step(row, step, now=now, **changes)
    what = "reported" if step.move == "report" else "withdrawn"
    await telling.of_step(row, what, step.key, now=now)
    if step.move == "withdraw":
        await telling.of_owner(row, "not_yours", step.key, now=now)
        if keeping.is_pressing(row, on=today) or await _was_withdrawn(row):
            await telling.of_level_above(row, "withdrawn_below", step.key, now=now)
    await audit.record(
        asker,
        f"commitment.{what}",
        "commitment",
        row["id"],
        division=row["division"],
        now=now,
        after={"words": step.words, "photo": step.photo and str(step.photo)},
    )


async def _was_withdrawn(row: dict[str, Any]) -> bool:
    """Whether its owner's promise about the concern was withdrawn before: put off day by day."""
    return await Commitment.exists().where(
        (Commitment.concern == row["concern"])
        & (Commitment.organisation == row["organisation"])
        & (Commitment.state == "withdrawn")
        & (Commitment.id != row["id"])
    )


async def _keep_photo(asker: Asker, photo: UUID | None, *, now: datetime) -> None:
    if photo is None:
        return
    if not await Photo.exists().where((Photo.id == photo) & (Photo.account == asker.account)):
        raise PhotoNotFound(photo=str(photo))
    if await media.unblurred([photo]):
        # Everybody will see it, and nobody could take a face or a plate out of it.
        raise errors.CommitmentUnusable(field="photo")
    await media.keep(photo, now=now)


async def _taken(id_: UUID, step: Taken) -> bool:
    row = await CommitmentStep.select().where(CommitmentStep.key == step.key).first()
    if row is None:
        return False
    named = {name: getattr(step, name) for name in ("move", "account", "words", "photo")}
    if row != row | named | {"commitment": id_}:
        raise errors.CommitmentMoveDiffers
    return True
