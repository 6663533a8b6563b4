"""Somebody went and looked: of what that is a word, and how it is taken back."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.scenes.schemas import Keeper
from xiangyi.features.scenes.service.reach import expect_keeper, scene_row
from xiangyi.features.scenes.tables import SceneRevision, SceneVerification
from xiangyi.features.stations.errors import KeyTaken, SaidNotFound, SaidStays, SaidTooLongAgo
from xiangyi.features.stations.service.writing import touch

#: What waited longer in an outbox is no longer what is; nor is it taken back after so long.
LATELY: Final = timedelta(hours=24)


async def verify(asker: Asker, scene: UUID, key: UUID, at: datetime, *, now: datetime) -> None:
    """It is as told here, says who looked; again under the same key changes nothing.

    Raises:
        SceneNotFound, RoleMissing: the asker does not keep such a scene.
        SaidTooLongAgo: it waited for more than a day.
        KeyTaken: something else was said under this key.
    """
    row = await scene_row(scene)
    role = await expect_keeper(asker, row["division"], row["organisation"])
    if now - at > LATELY:
        raise SaidTooLongAgo(most_h=24)
    try:
        with duplicate_is(KeyTaken()):
            async with atomic():
                looks_as = await _looked_as(row, at)
                here = min(at, now)
                await insert_look(asker, scene, key, at=here, role=role, looks_as=looks_as, now=now)
                await touch([row["prefecture"]], now=now)
                await audit.record(
                    asker, "scene.verified", "scene", scene, now=now, division=row["division"]
                )
    except KeyTaken:
        held = await SceneVerification.select().where(SceneVerification.key == key).first()
        if held is None or held["scene"] != scene:
            raise


async def take_back_look(asker: Asker, scene: UUID, key: UUID, *, now: datetime) -> None:
    """It was a mistake, says who verified it: the one before counts again; twice changes nothing.

    Raises:
        SceneNotFound, RoleMissing: as for a verification.
        SaidNotFound: the asker has given none under this key.
        SaidStays: it was given too long ago.
    """
    row = await scene_row(scene)
    await expect_keeper(asker, row["division"], row["organisation"])
    async with atomic():
        await hold(asker.account)
        mine = (
            (SceneVerification.key == key)
            & (SceneVerification.scene == scene)
            & (SceneVerification.account == asker.account)
        )
        given = await SceneVerification.select().where(mine).first()
        if given is None:
            raise SaidNotFound
        if given["withdrawn_at"] is not None:
            return
        if now - given["received_at"] > LATELY:
            raise SaidStays(most_h=24)
        await SceneVerification.update({SceneVerification.withdrawn_at: now}).where(mine)
        await touch([row["prefecture"]], now=now)
        await audit.record(
            asker, "scene.unverified", "scene", scene, now=now, division=row["division"]
        )


async def first_like(scene: UUID, after: str) -> int | None:
    """The number of the first revision that was to be seen at the gate as this one is, if any."""
    looks = _looked_at(after)
    for row in await _revisions(scene):
        if row["after"] is not None and _looked_at(row["after"]) == looks:
            return int(row["number"])
    return None


async def _looked_as(row: dict[str, Any], at: datetime) -> int:
    """How a scene looked to whoever stood there then, as the number of the first such revision."""
    if at >= row["changed_at"]:
        return int(row["looks_as"])
    before = [one for one in await _revisions(row["id"]) if one["after"] is not None]
    stood = [one for one in before if one["made_at"] <= at] or before[:1]
    looks = _looked_at(stood[-1]["after"])
    return next(int(one["number"]) for one in before if _looked_at(one["after"]) == looks)


async def _revisions(scene: UUID) -> list[dict[str, Any]]:
    columns = (SceneRevision.number, SceneRevision.made_at, SceneRevision.after)
    return (
        await SceneRevision.select(*columns)
        .where(SceneRevision.scene == scene)
        .order_by(SceneRevision.number)
    )


def _looked_at(facts: str | None) -> dict[str, Any] | None:
    told = None if facts is None else msgspec.json.decode(facts, type=dict[str, Any])
    return told and {name: value for name, value in told.items() if name not in _UNSEEN}


#: Who answers for a scene is not to be seen at its gate.
_UNSEEN: Final = {"division", "organisation", "responsible"}


async def insert_look(  # noqa: PLR0913  # a look is all of these
    asker: Asker,
    scene: UUID,
    key: UUID,
    *,
    at: datetime,
    role: Keeper,
    looks_as: int,
    now: datetime,
) -> None:
    """Somebody saw what looks as that revision does; in the caller's transaction."""
    await SceneVerification.insert(
        SceneVerification(
            key=key,
            scene=scene,
            verified_at=at,
            received_at=now,
            account=asker.account,
            role=role,
            looks_as=looks_as,
        )
    )
