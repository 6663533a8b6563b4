"""Who may read and move which case: by where it is, and by who handles it."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from piccolo.columns import ForeignKey
from piccolo.columns.combination import CombinableMixin, WhereRaw

from xiangyi.core.asking import Asker, Role, RoleMissing, Scope
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.words import is_employer
from xiangyi.features.cases.tables import Case
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.service.asking import held_by_anybody
from xiangyi.features.organisations.tables import Organisation

#: Who takes each step where they convene; who watches there besides; who answers for an office.
CONVENERS: Final[tuple[Role, ...]] = ("convener",)
LOOKERS: Final[tuple[Role, ...]] = ("convener", "supervisor", "administrator")
HANDLERS: Final[tuple[Role, ...]] = ("handler",)
_WITHIN: Final = (
    'division IN (WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({blanks})'
    ' UNION SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
    ' SELECT "key" FROM below)'
)


class Sight(Struct, frozen=True):
    """How much of a case the asker sees, and what they are to it.

    Attributes:
        convenes: may take every step.
        watches: reads all of it, with the masked name.
        handles: may answer; reads it without the person.
        employs: is of an employer or a platform company that has it, whatever else they are, and
            does not learn of whom or where it is.
    """

    convenes: bool
    watches: bool
    handles: bool
    employs: bool


async def sights(asker: Asker, rows: Collection[dict[str, Any]]) -> dict[UUID, Sight]:
    """Of each case that the asker may see at a desk; the others are missing."""
    lineages = await tree.lineages({row["division"] for row in rows})
    kinds = await _kinds({row["organisation"] for row in rows if row["organisation"]})
    mine = own_offices(asker)
    found: dict[UUID, Sight] = {}
    for row in rows:
        around = scopes_of([one.key for one in lineages[row["division"]]])
        own = [Scope("organisation", str(row["organisation"]))]
        watches = asker.holds(*LOOKERS, within=around)
        handles = row["organisation"] is not None and asker.holds(*HANDLERS, within=own)
        if watches or handles:
            employs = row["organisation"] in mine and is_employer(
                kinds[row["organisation"]], row["field"]
            )
            found[row["id"]] = Sight(
                convenes=asker.holds(*CONVENERS, within=around) and not employs,
                watches=watches and not employs,
                handles=handles,
                employs=employs,
            )
    return found


async def sight(asker: Asker, row: dict[str, Any]) -> Sight:
    """Raises RoleMissing: the asker neither answers for where it is nor handles it."""
    found = (await sights(asker, [row])).get(row["id"])
    if found is None:
        raise RoleMissing(roles=[*LOOKERS, *HANDLERS])
    return found


def own_offices(asker: Asker) -> set[UUID]:
    """The organisations in which the asker holds any role."""
    return {UUID(one.scope.id) for one in asker.roles if one.scope.kind == "organisation"}


async def expect_handled(organisation: UUID) -> None:
    """Nothing is given to an organisation where nobody would read it.

    Raises:
        HandlerMissing: nobody holds the role of who handles things there.
    """
    for role in HANDLERS:
        if str(organisation) in await held_by_anybody(role, kind="organisation"):
            return
    raise errors.HandlerMissing


async def expect_convener(asker: Asker, divisions: Collection[str]) -> None:
    """Raises RoleMissing unless the asker convenes in each of the divisions."""
    lineages = await tree.lineages(divisions)
    for key in divisions:
        asker.expect(*CONVENERS, within=scopes_of([one.key for one in lineages.get(key, [])]))


def within_reach(
    asker: Asker, organisation: ForeignKey[Any] = Case.organisation
) -> CombinableMixin:
    """The cases, or what else has a division and an organisation, that are in the asker's reach.

    Raises:
        RoleMissing: there can be none.
    """
    keys = asker.scopes_of(*LOOKERS, kind="division")
    offices = [UUID(one) for one in asker.scopes_of(*HANDLERS, kind="organisation")]
    if not keys and not offices:
        raise RoleMissing(roles=[*LOOKERS, *HANDLERS])
    where: Any = None
    if keys:
        where = WhereRaw(_WITHIN.format(blanks=", ".join(["{}"] * len(keys))), *keys)
    if offices:
        handled = organisation.is_in(offices)
        where = handled if where is None else where | handled
    return where  # type: ignore[no-any-return]


async def _kinds(ids: Collection[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    rows = await Organisation.select(Organisation.id, Organisation.kind).where(
        Organisation.id.is_in(list(ids))
    )
    return {row["id"]: row["kind"] for row in rows}
