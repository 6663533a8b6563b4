"""Who confirms what a host says of its own volunteers: somebody of another organisation.

Neither they nor whoever answers for the county are of the host's circle, see `circles.strange`.
"""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker, Role, RoleMissing, Scope, divisions
from xiangyi.features.divisions import service as tree
from xiangyi.features.organisations import service as organisations
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.service import circles, leading, reach, ruling
from xiangyi.features.volunteering.service.grounds import Ground

#: Whoever acts for an organisation in this.
SECONDS: Final[tuple[Role, ...]] = ("lead", "convener", "administrator")
COUNTY: Final[tuple[Role, ...]] = ("supervisor", "administrator")
#: Of the levels from the province down, those that are no smaller than a county.
_DOWN_TO_COUNTY: Final = 3


async def expect_second(asker: Asker, ground: Ground, *, apart: Collection[UUID | None]) -> None:
    """Of another organisation of the same county, and none of those whose word it is.

    Args:
        apart: who served, claimed or said it before.

    Raises:
        RoleMissing: the asker acts for no other organisation there.
        NotSecondPerson: they are of the host's circle, or it is their own word.
    """
    own = {UUID(one) for one in asker.scopes_of(*SECONDS, kind="organisation")}
    homes = await organisations.homes(own - {ground.host})
    county = await county_of(ground.host)
    lineages = await tree.lineages({home.division for home in homes.values()})
    fit = [
        Scope("organisation", str(id_))
        for id_, home in homes.items()
        if not home.closed and county in {one.key for one in lineages[home.division]}
    ]
    if not fit:
        raise RoleMissing(roles=list(SECONDS))
    if not await circles.strange(asker, ground, SECONDS, fit):
        raise errors.NotSecondPerson
    await expect_apart(asker, ground, apart)


async def expect_host(asker: Asker, ground: Ground, *, apart: Collection[UUID | None]) -> None:
    """Raises RoleMissing, NotSecondPerson: unless the asker answers for the host, and not for
    themselves.
    """
    asker.expect(*SECONDS, within=[Scope("organisation", str(ground.host))])
    await expect_apart(asker, ground, apart)


async def expect_county(asker: Asker, ground: Ground, *, apart: Collection[UUID | None]) -> None:
    """Raises RoleMissing, NotSecondPerson: unless the asker answers for the host's county, or for a
    larger place around it, and is none of the host's circle.

    Of a department it is a larger place than its own that answers: it may be the supervisor itself.
    """
    around = (await _around(ground.host))[:_DOWN_TO_COUNTY]
    if ground.host_kind == "department" and ground.home in around[1:]:
        around.remove(ground.home)
    scopes = divisions(around)
    asker.expect(*COUNTY, within=scopes)
    held = [one for one in scopes if asker.holds(*COUNTY, within=[one])]
    if not await circles.strange(asker, ground, COUNTY, held):
        raise errors.NotSecondPerson
    await expect_apart(asker, ground, apart)


async def expect_apart(asker: Asker, ground: Ground, apart: Collection[UUID | None]) -> None:
    """Raises NotSecondPerson for whoever led or wrote it, or is one of those."""
    led = {one.account for one in await leading.leads(ground)}
    if asker.account in {*led, *apart, *await reach.writers(ground.activity)}:
        raise errors.NotSecondPerson


class Stand(Struct, frozen=True):
    """For whom somebody might say yes or no.

    Attributes:
        hosts: of which they are, as an organisation says yes to its own long days.
        counties: of whose hosts they confirm what came late or is claimed, for another one.
        divisions: for which they answer as their county, or for a larger place around it.
    """

    hosts: list[UUID]
    counties: list[str]
    divisions: list[str]


async def stand_of(asker: Asker) -> Stand:
    """All of it; whether they are the right one for a host is for `expect_second` and the others
    to say."""
    hosts = [UUID(one) for one in asker.scopes_of(*SECONDS, kind="organisation")]
    counties = sorted({await county_of(one) for one in hosts})
    return Stand(hosts, counties, asker.scopes_of(*COUNTY, kind="division"))


async def county_of(host: UUID) -> str:
    """The county in which a host is at home, or where that is, if it is larger."""
    return (await _around(host))[:_DOWN_TO_COUNTY][-1]


async def _around(host: UUID) -> list[str]:
    home = await ruling.home_of(host)
    return [one.key for one in (await tree.lineages([home]))[home]]
