"""Documents that hold no more: by their person, by the issuer's people, or by a correction."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core import keys
from xiangyi.core.asking import Asker, Role
from xiangyi.core.db import atomic, of_one_moment, run
from xiangyi.core.sealing import seal_some
from xiangyi.core.signing import public_key, sign
from xiangyi.features.audit import service as audit
from xiangyi.features.documents import errors
from xiangyi.features.documents.rules.sealing import about_revocation, revocation_of
from xiangyi.features.documents.rules.serving import Posted, netted, summed, within
from xiangyi.features.documents.rules.tokens import packed_id
from xiangyi.features.documents.schemas import (
    DocumentShown,
    RevokedAtDesk,
    RevokedBy,
    RevokedNumbers,
)
from xiangyi.features.documents.service import reading
from xiangyi.features.documents.service.keeping import PURPOSE, WHY, own, row_of, shown
from xiangyi.features.documents.tables import ServiceDocument
from xiangyi.features.identity.rules.slips import read_slip
from xiangyi.features.ledger.service import sealing as in_tree
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying
from xiangyi.features.organisations import service as organisations
from xiangyi.features.volunteering.service import reach

Row = dict[str, Any]

#: What the header of the list says that it is.
REVOKED: Final = "xiangyi-revoked"
#: Whoever answers for the issuer may say that a document of it is wrong.
_MAY: Final[tuple[Role, ...]] = reach.LOOKERS
#: Documents older than a correction of the service that they rest on.
_OUTDATED: Final = (
    "SELECT DISTINCT d.id FROM ledger_entry e JOIN service_document d"
    " ON d.ledger_account = e.account AND d.revoked_at IS NULL"
    " WHERE e.kind = 'corrected' AND e.seq > d.seq"
)
_NUMBERS: Final = "SELECT number FROM service_document WHERE revoked_at IS NOT NULL ORDER BY number"
_ISSUERS: Final = (
    "SELECT o.id, o.name FROM organisation o WHERE EXISTS"
    " (SELECT 1 FROM service_document d WHERE d.organisation = o.id) ORDER BY o.name, o.id"
)


async def list_revoked(*, now: datetime) -> RevokedNumbers:
    """The numbers of all that hold no more, signed with the time at which it was so."""
    async with of_one_moment():
        numbers = await run(_NUMBERS)
        issuers: list[Row] = await run(_ISSUERS)
    told = {
        "deployment": keys.in_use().deployment,
        "at": now.replace(microsecond=0),
        "numbers": [row["number"] for row in numbers],
        "issuers": {packed_id(row["id"]): row["name"] for row in issuers},
    }
    return RevokedNumbers(public_key(PURPOSE), sign(PURPOSE, REVOKED, msgspec.json.encode(told)))


async def revoke_own(asker: Asker, id_: UUID, *, now: datetime) -> DocumentShown:
    """Let one's own document hold no more; once more changes nothing.

    Raises:
        DocumentNotFound: the asker has none of this id.
    """
    row = await own(asker, id_)
    async with atomic():
        await _revoke(row, "own", now=now)
    return shown(await own(asker, id_))


async def revoke_at_desk(asker: Asker, number: str, why: str, *, now: datetime) -> RevokedAtDesk:
    """Let a document hold no more, as whoever answers for its issuer; its person is told.

    That of somebody who has been erased, too: nobody is told then, and why stands in the record
    of what was done.

    Raises:
        DocumentNotFound: there is none of this number whose issuer is known.
        RoleMissing: the asker does not answer for the issuer.
        DocumentRevoked: it holds no more already.
        WhyMissing, WhyUnusable: no reason is given.
    """
    row: Row | None = (
        await ServiceDocument.select()
        .where(
            (ServiceDocument.number == read_slip(number))
            & ServiceDocument.organisation.is_not_null()
        )
        .first()
    )
    if row is None:
        raise errors.DocumentNotFound
    issuer: UUID = row["organisation"]
    asker.expect(*_MAY, within=await reach.within(issuer))
    reason = audit.reason(why)
    home = (await organisations.homes([issuer]))[issuer]
    async with atomic():
        if not await _revoke(row, "desk", reason, now=now):
            raise errors.DocumentRevoked
        await _tell(row, "desk", now=now)
        await audit.record(
            *(asker, "document.revoked", "document", row["id"]),
            now=now,
            division=home.division,
            why=reason,
            about=row["account"],
        )
    return RevokedAtDesk(row["number"], home.name, now)


async def revoke_corrected(*, now: datetime) -> None:
    """Revoke what corrections have made untrue since it was issued, and tell whose it is.

    The worker asks for this again and again, so whoever corrects the ledger need not know of
    documents; a correction says so by its entry's kind.
    """
    for found in await run(_OUTDATED):
        row = await row_of(UUID(str(found["id"])))
        if row is None or _is_true(row, await _posted(row)):
            continue
        async with atomic():
            if await _revoke(row, "corrected", now=now):
                await _tell(row, "corrected", now=now)


async def _posted(row: Row) -> list[Posted]:
    if row["account"] is None:
        [posted] = (await reading.posted_in([row["ledger_account"]])).values()
        return posted
    return await reading.posted(row["account"])


def _is_true(row: Row, posted: list[Posted]) -> bool:
    """Whether a document still says what the ledger says of what it covers.

    What was served since, or came late into the ledger, makes none of them untrue.
    """
    covered = within(posted, row["organisation"], row["since_on"], row["until_on"])
    if row["hours"] is not None:
        return summed(netted(covered)).proved_hours >= int(row["hours"])
    return not any(one.corrects and one.seq > row["seq"] for one in covered)


async def _revoke(row: Row, by: RevokedBy, why: str = "", *, now: datetime) -> bool:
    """Whether it held until now; by whom and why is kept for its person, while there is one.

    That it holds no more goes into the ledger's tree, so that nobody lets it hold again unseen.
    """
    done = await run(
        "UPDATE service_document SET revoked_at = {},"
        " revoked_by = CASE WHEN account IS NULL THEN revoked_by ELSE {} END,"
        " why = CASE WHEN account IS NULL THEN why ELSE {} END"
        " WHERE id = {} AND revoked_at IS NULL RETURNING id",
        *(now, by, seal_some(why, owner=row["id"], field=WHY), row["id"]),
    )
    if done:
        id_ = row["id"]
        await in_tree.seal(revocation_of(id_), about_revocation(id_), now=now)
    return bool(done)


async def _tell(row: Row, by: RevokedBy, *, now: datetime) -> None:
    if row["account"] is None:
        return
    await notifying.notify(
        Telling(
            kind="document.revoked",
            topic="volunteering",
            thread=f"document/{row['id']}",
            link="/me/documents",
            facts={"number": row["number"], "by": by},
            audience=Audience(groups=(Group(accounts=(row["account"],)),)),
        ),
        now=now,
    )
