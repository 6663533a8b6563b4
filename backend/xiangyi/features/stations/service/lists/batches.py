"""The lists that were taken in before, for whoever may take them back."""

from typing import Any

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.db import run
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations.schemas.lists import Batch, Batches
from xiangyi.features.stations.service.importing.scoping import not_administered

#: Batches are named by when they came, so that their names are in the order of time.
_FOUND = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({keys})'
    ' UNION SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
    " SELECT station_batch.* FROM station_batch"
    ' WHERE (division IN (SELECT "key" FROM below) OR account = {{}}) AND id < {{}}'
    " ORDER BY id DESC LIMIT {{}}"
)
_LAST = "~"


async def list_batches(asker: Asker, *, before: str | None, limit: int) -> Batches:
    """What was taken in where the asker is administrator, or by the asker, the latest first.

    Raises:
        RoleMissing: the asker is no administrator of a division.
    """
    keys = asker.scopes_of("administrator", kind="division")
    if not keys:
        raise RoleMissing(roles=["administrator"])
    statement = _FOUND.format(keys=", ".join(["{}"] * len(keys)))
    rows: list[dict[str, Any]] = await run(
        statement, *keys, asker.account, before or _LAST, limit + 1
    )
    places = {row["division"] for row in rows if row["division"]}
    others, names = await not_administered(asker, places), await divisions.names(places)
    return Batches(
        items=[
            Batch(
                id=row["id"],
                source=row["source"],
                file_name=row["file_name"],
                imported_at=row["imported_at"],
                undone_at=row["undone_at"],
                by_operator=row["account"] is None,
                mine=row["account"] == asker.account,
                division=row["division"],
                division_name=names.get(row["division"], ""),
                within=row["division"] is not None and row["division"] not in others,
                added=row["added"],
                changed=row["changed"],
                refused=row["refused"],
                disputed=row["disputed"],
            )
            for row in rows[:limit]
        ],
        next=rows[limit - 1]["id"] if len(rows) > limit else None,
    )
