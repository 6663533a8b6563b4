"""Acting-for (Art 14): may this clerk enter for that person, as of this request."""

from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from xiangyi.core.asking import Asker, divisions
from xiangyi.core.db import run
from xiangyi.features.audit import service as audit
from xiangyi.features.divisions import service as tree
from xiangyi.features.divisions.rules.tree import Known
from xiangyi.features.identity import errors
from xiangyi.features.identity.service.consents import ACTING_FOR


async def acting_for(asker: Asker, account: str, operation: str, *, now: datetime) -> Asker:
    """The asker, acting for the account; that they ask for it is recorded, whatever the answer.

    Raises:
        ActingForRefused: they are no clerk where the person's yes to acting-for holds; or the
            account is claimed, or erased, or none.
    """
    try:
        subject = UUID(account)
    except ValueError as error:
        raise errors.ActingForRefused from error
    places = await _agreed_in(subject, now=now)
    lineages = await tree.lineages(places)
    where = next((key for key in places if _is_clerk(asker, lineages, key)), None)
    if where is None or subject == asker.account:
        raise errors.ActingForRefused
    acting = replace(asker, acting_for=subject, acting_in=where, may_be_young=True)
    await audit.record(
        acting, "acting_for", "account", subject, now=now, division=where, why=operation
    )
    return acting


async def _agreed_in(account: UUID, *, now: datetime) -> list[str]:
    """The divisions whose clerks may act for an account."""
    rows = await run(
        "SELECT consent.division FROM consent JOIN account ON account.id = consent.account"
        " WHERE consent.account = {} AND consent.purpose = {} AND consent.division IS NOT NULL"
        " AND consent.withdrawn_at IS NULL"
        " AND (consent.ends_at IS NULL OR consent.ends_at > {})"
        " AND account.claimed_by IS NULL AND account.erased_at IS NULL",
        *(account, ACTING_FOR, now),
    )
    return [str(row["division"]) for row in rows]


def _is_clerk(asker: Asker, lineages: dict[str, list[Known]], key: str) -> bool:
    return asker.holds("clerk", within=divisions([one.key for one in lineages.get(key, [])]))
