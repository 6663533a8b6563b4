"""Who speaks for a scene: administrators of where it lies, and managers there."""

from typing import Any
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker, Role, Scope, divisions
from xiangyi.features.divisions import service as tree
from xiangyi.features.divisions.rules.tree import Known
from xiangyi.features.organisations import service as organisations
from xiangyi.features.scenes import errors
from xiangyi.features.scenes.schemas import Keeper
from xiangyi.features.scenes.tables import Scene
from xiangyi.features.stations.service import standing

KEEPERS: tuple[Role, ...] = ("manager", "administrator")
LOOKERS: tuple[Role, ...] = (*KEEPERS, "supervisor")
#: A scene is no bigger than a county.
_LEVELS = ("county", "street", "community")


class Kept(Struct, frozen=True):
    """Of what somebody may keep scenes: divisions with all below them, and organisations."""

    divisions: frozenset[str]
    organisations: frozenset[str]


async def kept_by(asker: Asker) -> Kept:
    """A station's manager keeps the scenes of the street in which it stands."""
    places = await standing.places(asker.scopes_of("manager", kind="station"))
    stood = await tree.lineages({one.division for one in places.values() if not one.over})
    return Kept(
        frozenset(
            [*map(street_of, stood.values()), *asker.scopes_of("administrator", kind="division")]
        ),
        frozenset(asker.scopes_of(*KEEPERS, kind="organisation")),
    )


async def expect_keeper(asker: Asker, division: str, organisation: UUID | None) -> Keeper:
    """As whom the asker speaks for scenes of a division and an organisation.

    Raises:
        SceneUnusable: the division is not known, or is more than a county.
        RoleMissing: the asker does not speak for them.
    """
    within = await _within(asker, division, organisation)
    asker.expect(*KEEPERS, within=within)
    return "administrator" if asker.holds("administrator", within=within) else "manager"


async def expect_looker(asker: Asker, row: dict[str, Any]) -> Role:
    """As what the asker looks at what is behind a scene: as its manager, if they are.

    Raises:
        RoleMissing: they may not.
    """
    within = await _within(asker, row["division"], row["organisation"])
    asker.expect(*LOOKERS, within=within)
    return next(role for role in LOOKERS if asker.holds(role, within=within))


async def scene_row(scene: UUID, *, closed: bool = False) -> dict[str, Any]:
    """The scene's row; one that has closed only if that is asked for.

    Raises:
        SceneNotFound: there is none.
    """
    row: dict[str, Any] | None = await Scene.select().where(Scene.id == scene).first()
    if row is None or (row["closed_at"] and not closed):
        raise errors.SceneNotFound(scene=str(scene))
    return row


async def lineage_of(division: str) -> list[Known]:
    """From the province down to a division that a scene may lie in.

    Raises:
        SceneUnusable: it is not known, or is more than a county.
    """
    lineage = (await tree.lineages([division])).get(division)
    if lineage is None or lineage[-1].level not in _LEVELS:
        raise errors.SceneUnusable(field="division")
    return lineage


def street_of(lineage: list[Known]) -> str:
    """The key of the street, or of what lies above where there is none."""
    return next((one.key for one in lineage if one.level == "street"), lineage[-1].key)


async def _within(asker: Asker, division: str, organisation: UUID | None) -> list[Scope]:
    keys = [one.key for one in await lineage_of(division)]
    within = divisions(keys)
    if organisation is not None:
        if organisation not in await organisations.homes([organisation]):
            raise errors.SceneUnusable(field="organisation")
        within.append(Scope("organisation", str(organisation)))
    places = await standing.places(asker.scopes_of("manager", kind="station"))
    stood = await tree.lineages({one.division for one in places.values() if not one.over})
    return [
        *within,
        *(
            Scope("station", id_)
            for id_, place in places.items()
            if not place.over and street_of(stood[place.division]) in keys
        ),
    ]
