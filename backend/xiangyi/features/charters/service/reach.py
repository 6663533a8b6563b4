"""Who may write and publish which compact or charter: who answers for the meeting it comes of."""

from typing import Any, Final
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.features.consultations.service.reach import APPROVERS, CONVENERS, LOOKERS, within

#: The conditions of a table that has a division and an organisation.
_WITHIN: Final = (
    '{at} IN (WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({blanks})'
    ' UNION SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
    ' SELECT "key" FROM below)'
)


def meetings_in_reach(asker: Asker, at: str = "division", office: str = "organisation") -> WhereRaw:
    """The meetings that the asker answers for.

    Raises:
        RoleMissing: there can be none.
    """
    keys = asker.scopes_of(*LOOKERS, kind="division")
    offices = [UUID(one) for one in asker.scopes_of(*LOOKERS, kind="organisation")]
    if not keys and not offices:
        raise RoleMissing(roles=[*LOOKERS])
    told: list[str] = []
    if keys:
        told.append(_WITHIN.format(at=at, blanks=", ".join(["{}"] * len(keys))))
    if offices:
        told.append(f"{office} IN ({', '.join(['{}'] * len(offices))})")
    return WhereRaw(f"({' OR '.join(told)})", *keys, *offices)


async def convenes(asker: Asker, meeting: dict[str, Any]) -> bool:
    return asker.holds(
        *CONVENERS, within=await within(meeting["division"], meeting["organisation"])
    )


async def approves(asker: Asker, meeting: dict[str, Any]) -> bool:
    return asker.holds(
        *APPROVERS, within=await within(meeting["division"], meeting["organisation"])
    )
