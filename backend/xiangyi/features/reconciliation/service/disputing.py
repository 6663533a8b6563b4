"""A provider finds a line of its statement wrong, and says so."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal, unseal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.errors import OwnHandsOnly
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.reconciliation import errors
from xiangyi.features.reconciliation.schemas import StatementDisputeSaid, StatementDisputeShown
from xiangyi.features.reconciliation.service import disputes, lines, reach
from xiangyi.features.reconciliation.service.disputes import WORDS

#: SQLite has one writer, and refuses what is there before it asks for a conflict.
_SAY: Final = (
    "INSERT INTO statement_dispute (id, line, organisation, said_by, said_at, words)"
    " SELECT {}, {}, {}, {}, {}, {}"
    " WHERE NOT EXISTS (SELECT 1 FROM statement_dispute WHERE id = {} OR line = {})"
    " ON CONFLICT DO NOTHING RETURNING id"
)


async def dispute(
    asker: Asker, id_: UUID, said: StatementDisputeSaid, *, now: datetime
) -> StatementDisputeShown:
    """Say that a line is wrong, and what about it; the same again changes nothing.

    Raises:
        OwnHandsOnly: somebody acts for another.
        StatementLineNotFound: there is none.
        RoleMissing: it is in no statement of the asker's.
        StatementLineFinal: it has been taken back.
        StatementLineDisputed: it has been disputed before.
        StatementDisputeIdTaken: the id is another dispute's.
        WhyMissing, WhyUnusable: it is not said what is wrong.
    """
    if asker.acting_for:
        raise OwnHandsOnly
    found = await lines.found(said.line)
    if found is None:
        raise errors.StatementLineNotFound
    reach.expect_disputer(asker, found.provider)
    words = audit.reason(said.words)
    async with atomic():
        await hold(asker.account)
        if found.line.undone and await disputes.row_of(id_) is None:
            raise errors.StatementLineFinal
        sealed = seal(words, owner=id_, field=WORDS)
        told = (id_, said.line, found.provider, asker.account, now, sealed)
        if await run(_SAY, *told, id_, said.line):
            home = (await reach.around(found.provider))[0].id
            await audit.record(
                *(asker, "statement.disputed", "statement_dispute", id_),
                now=now,
                division=home,
                why=words,
                about=found.account,
            )
        row = await disputes.row_of(id_)
    if row is None:
        raise errors.StatementLineDisputed
    same = (row["said_by"], row["line"]) == (asker.account, said.line)
    if not same or unseal_some(row["words"], owner=id_, field=WORDS) != words:
        raise errors.StatementDisputeIdTaken
    return await disputes.shown(asker, row)
