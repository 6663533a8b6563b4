"""A supervisor reads the watch list, and says of a sign what it was."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service import persons
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.schemas.watching import Look, SignList, SignShown
from xiangyi.features.volunteering.service import ruling, seconds
from xiangyi.features.volunteering.service.watching.finding import Found, find

_LOOKED: Final = "sign.looked_into"
_SUBJECT: Final = "sign"
#: Nobody reads more at one sitting.
_MOST: Final = 200


async def listed(asker: Asker, *, now: datetime) -> SignList:
    """Odd numbers of the hosts at home in the asker's divisions; the look is recorded.

    Raises:
        RoleMissing: the asker watches over no division.
    """
    divisions = _divisions(asker)
    found = sorted(await find(divisions, now=now), key=lambda one: (one.at, one.id), reverse=True)
    some = found[:_MOST]
    masks = await persons.masks({account for one in some for account in one.accounts})
    for key in divisions:
        await audit.record(asker, "watch.read", "division", key, now=now, division=key)
    shown = [await _shown(one, masks) for one in some]
    return SignList(sorted(shown, key=lambda one: bool(one.looks)))


async def look_into(asker: Asker, id_: UUID, why: str, *, now: datetime) -> None:
    """Say what a sign was; it stands in the record, and beside the sign while its numbers do.

    Raises:
        RoleMissing: as `listed`.
        SignNotFound: there is none such in the asker's divisions.
        WhyMissing, WhyUnusable: nothing is said, or it hides something.
    """
    reason = audit.reason(why)
    found = {one.id: one for one in await find(_divisions(asker), now=now)}
    if id_ not in found:
        raise errors.SignNotFound
    home = await ruling.home_of(UUID(str(found[id_].row["host"])))
    await audit.record(asker, _LOOKED, _SUBJECT, id_, now=now, division=home, why=reason)


def _divisions(asker: Asker) -> list[str]:
    keys = sorted(asker.scopes_of(*seconds.COUNTY, kind="division"))
    if not keys:
        raise RoleMissing(roles=list(seconds.COUNTY))
    return keys


async def _shown(one: Found, masks: dict[UUID, persons.Masked]) -> SignShown:
    row = one.row
    named = [masks.get(account) for account in one.accounts]
    return SignShown(
        id=one.id,
        sign=one.sign,
        organisation=row["host"],
        organisation_name=row["name"],
        activity=row.get("activity"),
        shift=row.get("shift"),
        title=row.get("title") or "",
        at=one.at,
        numbers=one.numbers,
        names=[(mask and (mask.name or mask.phone)) or "" for mask in named],
        looks=[
            Look(reason.at, reason.why)
            for reason in await audit.reasons_on(_LOOKED, _SUBJECT, one.id)
        ],
    )
