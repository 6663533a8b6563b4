"""Who confirms what a host says of its own volunteers: somebody of another organisation."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from xiangyi.core.asking import Asker, Role, RoleMissing, Scope, divisions
from xiangyi.features.divisions import service as tree
from xiangyi.features.organisations import service as organisations
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.service import leading, reach, ruling
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
        NotSecondPerson: they belong to the host too, or it is their own word.
    """
    own = {UUID(one) for one in asker.scopes_of(*SECONDS, kind="organisation")}
    homes = await organisations.homes(own - {ground.host})
    county = await county_of(ground.host)
    lineages = await tree.lineages({home.division for home in homes.values()})
    if not any(
        county in {one.key for one in lineages[home.division]}
        for home in homes.values()
        if not home.closed
    ):
        raise RoleMissing(roles=list(SECONDS))
    if any(one.scope == Scope("organisation", str(ground.host)) for one in asker.roles):
        raise errors.NotSecondPerson
    await expect_apart(asker, ground, apart)


async def expect_host(asker: Asker, ground: Ground, *, apart: Collection[UUID | None]) -> None:
    """Raises RoleMissing, NotSecondPerson: unless the asker answers for the host, and not for
    themselves.
    """
    asker.expect(*SECONDS, within=[Scope("organisation", str(ground.host))])
    await expect_apart(asker, ground, apart)


async def expect_county(asker: Asker, ground: Ground, *, apart: Collection[UUID | None]) -> None:
    """Raises RoleMissing, NotSecondPerson: unless the asker answers for the host's county."""
    around = await _around(ground.host)
    asker.expect(*COUNTY, within=divisions(around[:_DOWN_TO_COUNTY]))
    await expect_apart(asker, ground, apart)


async def expect_apart(asker: Asker, ground: Ground, apart: Collection[UUID | None]) -> None:
    """Raises NotSecondPerson for whoever led or wrote it, or is one of those."""
    led = {one.account for one in await leading.leads(ground)}
    if asker.account in {*led, *apart, *await reach.writers(ground.activity)}:
        raise errors.NotSecondPerson


async def around(asker: Asker) -> list[str]:
    """The divisions of whose hosts the asker might confirm or allow something."""
    acts_for = asker.scopes_of(*SECONDS, kind="organisation")
    counties = {await county_of(UUID(one)) for one in acts_for}
    return sorted(counties | set(asker.scopes_of(*COUNTY, kind="division")))


async def county_of(host: UUID) -> str:
    """The county in which a host is at home, or where that is, if it is larger."""
    return (await _around(host))[:_DOWN_TO_COUNTY][-1]


async def _around(host: UUID) -> list[str]:
    home = await ruling.home_of(host)
    return [one.key for one in (await tree.lineages([home]))[home]]
