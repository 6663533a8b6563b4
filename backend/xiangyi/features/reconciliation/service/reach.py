"""Who may do what with a statement: the provider's people, and those who answer for its home."""

from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Role, Scope, divisions
from xiangyi.features.benefits.service import insiders, uses
from xiangyi.features.divisions import service as tree
from xiangyi.features.organisations import service as organisations
from xiangyi.features.organisations.errors import OrganisationNotFound
from xiangyi.features.volunteering.errors.hours import NotSecondPerson

Row = dict[str, Any]

#: Whoever disputes for a provider.
PARTNERS: Final[tuple[Role, ...]] = ("partner",)
#: Whoever answers, of the division in which the provider is at home, or of one above it.
ANSWERERS: Final[tuple[Role, ...]] = ("supervisor", "administrator")


async def around(provider: UUID) -> list[Scope]:
    """The divisions around a provider.

    Raises:
        OrganisationNotFound: there is none.
    """
    home = (await organisations.homes([provider])).get(provider)
    if home is None:
        raise OrganisationNotFound(id=str(provider))
    lineage = (await tree.lineages([home.division]))[home.division]
    return divisions([one.key for one in lineage])


def itself(provider: UUID) -> list[Scope]:
    return [Scope("organisation", str(provider))]


async def expect_looker(asker: Asker, provider: UUID) -> None:
    """Raises RoleMissing unless it is the asker's own statement, or they answer for it."""
    scopes = await around(provider)
    if not asker.holds(*ANSWERERS, within=scopes):
        asker.expect(*PARTNERS, within=itself(provider))


def expect_disputer(asker: Asker, provider: UUID) -> None:
    """Raises RoleMissing unless the asker is one of the provider's people."""
    asker.expect(*PARTNERS, within=itself(provider))


async def expect_answerer(asker: Asker, dispute: Row) -> None:
    """Raises RoleMissing, NotSecondPerson: unless they answer for others than themselves."""
    asker.expect(*ANSWERERS, within=await around(dispute["organisation"]))
    if not await is_apart(asker, dispute):
        raise NotSecondPerson


async def is_apart(asker: Asker, dispute: Row) -> bool:
    """Whether the asker had no part in what is disputed, as whoever disputes it had."""
    use = await uses.row_of(dispute["line"])
    return use is not None and not await insiders.had_part_in(asker, use)
