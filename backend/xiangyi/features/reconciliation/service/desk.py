"""Where somebody finds statements: of which providers, and what of them is disputed."""

from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.ledger.service.accounts import as_uuid
from xiangyi.features.organisations import service as organisations
from xiangyi.features.reconciliation.schemas import Provider, StatementDesk
from xiangyi.features.reconciliation.service import disputes, reach
from xiangyi.features.volunteering.service.places import BELOW, blanks

Row = dict[str, Any]

#: No division has more providers; what is disputed is answered the oldest first.
_MOST: Final = 500
_DISPUTES: Final = 100
_PROVIDERS: Final = (
    '{below} SELECT o.id FROM organisation o WHERE o.home IN (SELECT "key" FROM below)'  # ours
    " AND EXISTS (SELECT 1 FROM benefit b WHERE b.provider = o.id AND b.version > 0)"
    " ORDER BY o.pinyin, o.id LIMIT {{}}"
)
_OPEN: Final = (
    "SELECT * FROM statement_dispute WHERE organisation IN ({providers}) AND {which}"
    " ORDER BY {order} LIMIT {{}}"
)


async def desk(asker: Asker) -> StatementDesk:
    """One's own providers first, then those that one answers for.

    What waits for an answer comes before what was settled, of which the latest is told.
    """
    own = [UUID(one) for one in asker.scopes_of(*reach.PARTNERS, kind="organisation")]
    keys = asker.scopes_of(*reach.ANSWERERS, kind="division")
    around: list[UUID] = []
    if keys:
        below = BELOW.format(blanks=blanks(keys))
        rows = await run(_PROVIDERS.format(below=below), *keys, _MOST)
        around = [as_uuid(row["id"]) for row in rows]
    ids = list(dict.fromkeys([*own, *around]))
    homes = await organisations.homes(ids)
    return StatementDesk(
        providers=[
            Provider(id_, homes[id_].name, id_ in own, id_ in around) for id_ in ids if id_ in homes
        ],
        disputes=[await disputes.shown(asker, row) for row in await _disputed(ids)],
    )


async def _disputed(providers: list[UUID]) -> list[Row]:
    if not providers:
        return []
    told = ", ".join(["{}"] * len(providers))
    found: list[Row] = []
    for which, order in (
        ("outcome IS NULL", "said_at, id"),
        ("outcome IS NOT NULL", "settled_at DESC, id"),
    ):
        statement = _OPEN.format(providers=told, which=which, order=order)
        found += await run(statement, *providers, _DISPUTES)
    return found
