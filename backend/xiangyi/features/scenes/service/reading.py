"""Scenes as they are shown: to a rider, and to whoever keeps them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.db import in_parts
from xiangyi.features.audit import service as audit
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.service.doers import Doer, doers
from xiangyi.features.media import service as media
from xiangyi.features.organisations import service as organisations
from xiangyi.features.scenes.schemas import (
    DeskScene,
    DeskScenes,
    Ground,
    KindNamed,
    SceneCard,
    SceneFacts,
    SceneRevised,
    SceneRevisions,
)
from xiangyi.features.scenes.service.looking import LATELY
from xiangyi.features.scenes.service.reach import expect_looker, kept_by, scene_row
from xiangyi.features.scenes.tables import Scene, SceneKind, SceneRevision, SceneVerification
from xiangyi.features.stations.service.naming import surroundings

_MOST = 300
_MOST_REVISIONS = 100


async def get(scene: UUID) -> SceneCard:
    """One scene, for anybody.

    Raises:
        SceneNotFound: there is none, or it has closed.
    """
    [card] = await cards([await scene_row(scene)])
    return card


async def of_prefecture(prefecture: str) -> list[SceneCard]:
    """The open scenes of a prefecture, by name."""
    return await cards(
        await Scene.select()
        .where((Scene.prefecture == prefecture) & Scene.closed_at.is_null())
        .order_by(Scene.name)
        .order_by(Scene.id)
    )


async def everywhere() -> list[SceneCard]:
    """All open scenes, by prefecture and name."""
    return await cards(
        await Scene.select()
        .where(Scene.closed_at.is_null())
        .order_by(Scene.prefecture)
        .order_by(Scene.name)
        .order_by(Scene.id)
    )


async def kinds() -> list[KindNamed]:
    rows = await SceneKind.select().order_by(SceneKind.position)
    return [KindNamed(row["id"], row["name_zh"], row["name_en"]) for row in rows]


async def kept_scenes(asker: Asker, *, now: datetime) -> DeskScenes:
    """The scenes for which the asker speaks, and where more can be made.

    By name, those that have closed after all others: they can be put back.
    """
    kept = await kept_by(asker)
    lineages = await tree.lineages(kept.divisions)
    prefectures = {
        next((one.key for one in lineage if one.level == "prefecture"), "")
        for lineage in lineages.values()
    }
    query = Scene.select()
    # Whoever administers a province keeps those of every prefecture.
    if "" not in prefectures and not kept.organisations:
        query = query.where(Scene.prefecture.is_in(sorted(prefectures) or [""]))
    rows = sorted(
        await query.order_by(Scene.name).order_by(Scene.id),
        key=lambda row: row["closed_at"] is not None,
    )
    above = await tree.lineages({row["division"] for row in rows})
    mine = [
        row
        for row in rows
        if str(row["organisation"]) in kept.organisations
        or kept.divisions & {one.key for one in above[row["division"]]}
    ][:_MOST]
    looks = await _looks(mine)
    names = await tree.names(kept.divisions)
    return DeskScenes(
        [
            DeskScene(
                id=row["id"],
                name=row["name"],
                kind=row["kind"],
                address=_facts(row["facts"]).address,
                verified_at=look["verified_at"] if (look := looks.get(row["id"])) else None,
                own_verification=_own(look, asker, now),
                closed_at=row["closed_at"],
                revision=row["revision"],
            )
            for row in mine
        ],
        await kinds(),
        [Ground(key, name) for key, name in sorted(names.items())],
    )


async def revisions(asker: Asker, scene: UUID, *, now: datetime) -> SceneRevisions:
    """What became of a scene, the latest first: when, by whom, before and after.

    The look is recorded, unless it is a manager's of a station or an organisation there.

    Raises:
        SceneNotFound, RoleMissing: the asker may not look at such a scene.
    """
    place = await scene_row(scene, closed=True)
    if await expect_looker(asker, place) != "manager":
        division = place["division"]
        await audit.record(asker, "scene.read", "scene", scene, now=now, division=division)
    rows = (
        await SceneRevision.select()
        .where(SceneRevision.scene == scene)
        .order_by(SceneRevision.number, ascending=False)
        .limit(_MOST_REVISIONS)
    )
    people = await doers(asker, {row["account"] for row in rows})
    whys = {one.at: one.why for one in await audit.reasons_on("scene.closed", "scene", scene)}
    return SceneRevisions(
        [_revised(row, people.get(row["account"]), whys.get(row["made_at"], "")) for row in rows]
    )


async def cards(rows: Collection[dict[str, Any]]) -> list[SceneCard]:
    """The scenes of these rows, with the names and pictures of what they point at."""
    facts = {row["id"]: _facts(row["facts"]) for row in rows}
    lineages = await tree.lineages({row["division"] for row in rows})
    homes = await organisations.homes({row["organisation"] for row in rows} - {None})
    pictures = await media.digests(
        [one.guide.photo for one in facts.values() if one.guide and one.guide.photo]
    )
    looks = await _looks(rows)
    made = []
    for row in rows:
        told = facts[row["id"]]
        place = surroundings(lineages[row["division"]])
        home = homes.get(row["organisation"])
        photo = told.guide and told.guide.photo
        look = looks.get(row["id"])
        made.append(
            SceneCard(
                id=row["id"],
                revision=row["revision"],
                facts=told,
                street=place.street,
                county=place.county,
                responsible=home.name if home else told.responsible,
                guide_picture=pictures.get(photo) if photo else None,
                verified_at=look["verified_at"] if look else None,
                verified_by=look["role"] if look else None,
            )
        )
    return made


async def _looks(scenes: Collection[dict[str, Any]]) -> dict[UUID, dict[str, Any]]:
    """The last verification of the scenes of these rows, each as it is now."""
    looks = {row["id"]: row["looks_as"] for row in scenes}
    found: dict[UUID, dict[str, Any]] = {}
    for some in in_parts(list(looks), 1):
        rows = (
            await SceneVerification.select()
            .where(
                SceneVerification.scene.is_in(list(some)),
                SceneVerification.withdrawn_at.is_null(),
            )
            .order_by(SceneVerification.verified_at)
        )
        for row in rows:
            # What looked otherwise was something else.
            if row["looks_as"] == looks[row["scene"]]:
                found[row["scene"]] = row
    return found


def _own(look: dict[str, Any] | None, asker: Asker, now: datetime) -> UUID | None:
    if look is None or look["account"] != asker.account or now - look["received_at"] > LATELY:
        return None
    key: UUID = look["key"]
    return key


def _revised(row: dict[str, Any], by: Doer | None, why: str) -> SceneRevised:
    before, after = (
        None if row[one] is None else msgspec.json.decode(row[one]) for one in ("before", "after")
    )
    names = [
        name
        for name in {**(before or {}), **(after or {})}
        if before is None or after is None or before.get(name) != after.get(name)
    ]
    return SceneRevised(
        number=row["number"],
        made_at=row["made_at"],
        by=by,
        before=before and {name: before.get(name) for name in names},
        after=after and {name: after.get(name) for name in names},
        why="" if after else why,
    )


def _facts(text: str) -> SceneFacts:
    return msgspec.json.decode(text, type=SceneFacts)
