"""What somebody who keeps scenes does: make, change, close, put back."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.media import service as media
from xiangyi.features.scenes import errors
from xiangyi.features.scenes.schemas import SceneFacts, SceneSaid
from xiangyi.features.scenes.service.checking import checked
from xiangyi.features.scenes.service.looking import first_like, insert_look
from xiangyi.features.scenes.service.reach import expect_keeper, lineage_of, scene_row
from xiangyi.features.scenes.tables import Scene, SceneKind, SceneRevision
from xiangyi.features.stations.errors import RevisionNotFound
from xiangyi.features.stations.service.taking_back import as_before
from xiangyi.features.stations.service.writing import touch


async def put(asker: Asker, scene: UUID, said: SceneSaid, *, now: datetime) -> int:
    """Let a scene be so from now on, new or known, and say which revision that is.

    Whoever has looked verifies it with that; for who has not, it was verified when it last looked
    the same.
    The same again changes nothing.

    Raises:
        RoleMissing: the asker does not keep scenes there, or not this one.
        SceneNotFound: it has closed, or what was read was never there.
        SceneUnusable: the facts name the field.
        SceneChangedMeanwhile: somebody else changed it since it was read.
        PhotoNotFound: the asker has not sent the guide's picture, or for something else.
    """
    facts = checked(said.facts)
    role = await expect_keeper(asker, facts.division, facts.organisation)
    if not await SceneKind.exists().where(SceneKind.id == facts.kind):
        raise errors.SceneUnusable(field="kind")
    row = await Scene.select().where(Scene.id == scene).first()
    if row is None and said.based_on:
        raise errors.SceneNotFound(scene=str(scene))
    if row is not None:
        await expect_keeper(asker, row["division"], row["organisation"])
        if row["closed_at"]:
            raise errors.SceneNotFound(scene=str(scene))
        if _facts(row["facts"]) == facts:
            return int(row["revision"])
        if row["revision"] != said.based_on:
            raise errors.SceneChangedMeanwhile(revision=row["revision"])
    made = _Made(scene, said.based_on, now, asker, row)
    with duplicate_is(errors.SceneChangedMeanwhile(revision=said.based_on + 1)):
        async with atomic():
            photo = _guides(facts)
            if photo and photo != (row and _guides(_facts(row["facts"]))):
                await media.keep_own(photo, asker.subject, now=now)
            looks_as = await _write(made, facts)
            if said.looked:
                await insert_look(
                    asker, scene, uuid4(), at=now, role=role, looks_as=looks_as, now=now
                )
    return said.based_on + 1


async def close(asker: Asker, scene: UUID, why: str, *, now: datetime) -> None:
    """Let a scene be shown no more; putting that revision back opens it again.

    Raises:
        SceneNotFound, RoleMissing: the asker does not keep such a scene.
        SceneChangedMeanwhile: somebody changed it just now.
        WhyMissing, WhyUnusable: the reason is blank, or hides something.
    """
    row = await scene_row(scene)
    await expect_keeper(asker, row["division"], row["organisation"])
    made = _Made(scene, row["revision"], now, asker, row)
    with duplicate_is(errors.SceneChangedMeanwhile(revision=row["revision"] + 1)):
        async with atomic():
            await _write(made, None, why=audit.reason(why))


async def put_back(asker: Asker, scene: UUID, number: int, *, now: datetime) -> None:
    """Take back what a revision changed of a scene; that is a new revision.

    Raises:
        SceneNotFound, RoleMissing: the asker does not keep such a scene.
        RevisionNotFound: there is none of this number, or nothing was there before it.
        SceneChangedMeanwhile: somebody changed it just now.
        ChangedSince: what it changed was changed again after it.
    """
    row = await scene_row(scene, closed=True)
    await expect_keeper(asker, row["division"], row["organisation"])
    revision = (
        await SceneRevision.select(SceneRevision.before, SceneRevision.after)
        .where((SceneRevision.scene == scene) & (SceneRevision.number == number))
        .first()
    )
    if revision is None or revision["before"] is None:
        raise RevisionNotFound(revision=number)
    here, after = _facts(row["facts"]), revision["after"] and _facts(revision["after"])
    said = as_before(here, _facts(revision["before"]), after)
    facts = msgspec.structs.replace(here, **said)
    await expect_keeper(asker, facts.division, facts.organisation)
    if not row["closed_at"] and here == facts:
        return
    made = _Made(scene, row["revision"], now, asker, row)
    with duplicate_is(errors.SceneChangedMeanwhile(revision=row["revision"] + 1)):
        async with atomic():
            await _write(made, facts)


class _Made(Struct, frozen=True):
    """A change in the making: of which scene, upon which revision, when, by whom, upon what."""

    scene: UUID
    revision: int
    now: datetime
    asker: Asker
    row: dict[str, Any] | None

    @property
    def before(self) -> str | None:
        """The facts until now; none where it was not here, or has closed."""
        return None if self.row is None or self.row["closed_at"] else str(self.row["facts"])


async def _write(made: _Made, facts: SceneFacts | None, *, why: str = "") -> int:
    """Write the scene and its revision in the caller's transaction; two at once are a duplicate.

    Returns the number of the first revision that looked the same.
    """
    await hold(made.asker.account)
    row = made.row or {}
    after = None if facts is None else msgspec.json.encode(facts).decode()
    if facts is not None:
        lineage = await lineage_of(facts.division)
        prefecture = next((one.key for one in lineage if one.level == "prefecture"), lineage[0].key)
        row = {
            "facts": after,
            "name": facts.name,
            "kind": facts.kind,
            "division": facts.division,
            "prefecture": prefecture,
            "organisation": facts.organisation,
            "guide_photo": await _picture_of(facts),
        }
    # Closing changes nothing of what is at the gate: opened again, it is what was looked at before.
    looks_as = (
        int(row["looks_as"])
        if after is None
        else await first_like(made.scene, after) or made.revision + 1
    )
    changed: dict[str, Any] = {
        **{name: row[name] for name in _REPEATED},
        "revision": made.revision + 1,
        "changed_at": made.now,
        "looks_as": looks_as,
        "closed_at": None if facts else made.now,
    }
    if made.row is None:
        await Scene.insert(Scene(id=made.scene, **changed))
    else:
        await Scene.update(**changed).where(Scene.id == made.scene)
    await SceneRevision.insert(
        SceneRevision(
            scene=made.scene,
            number=made.revision + 1,
            made_at=made.now,
            account=made.asker.account,
            before=made.before,
            after=after,
        )
    )
    moved = {row["prefecture"], made.row["prefecture"] if made.row else row["prefecture"]}
    await touch(moved, now=made.now)
    await audit.record(
        made.asker,
        "scene.changed" if facts else "scene.closed",
        "scene",
        made.scene,
        now=made.now,
        division=row["division"],
        why=why,
        before=_told(made.before),
        after=_told(after),
    )
    return looks_as


async def _picture_of(facts: SceneFacts) -> UUID | None:
    """The guide's photo, if it is there: what is put back may tell of one that is gone."""
    photo = _guides(facts)
    return photo if photo and photo in await media.digests([photo]) else None


def _guides(facts: SceneFacts) -> UUID | None:
    return facts.guide.photo if facts.guide else None


_REPEATED: Final = (
    *("facts", "name", "kind", "division", "prefecture", "organisation", "guide_photo"),
)


def _told(text: str | None) -> dict[str, Any] | None:
    return None if text is None else msgspec.json.decode(text, type=dict[str, Any])


def _facts(text: str) -> SceneFacts:
    return msgspec.json.decode(text, type=SceneFacts)
