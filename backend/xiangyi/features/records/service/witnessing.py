"""Others of the same shift, who were handed a dispute's link, say whether they saw its person."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.identity.errors import OwnHandsOnly
from xiangyi.features.identity.service import persons
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.records import errors
from xiangyi.features.records.schemas import WitnessAsked
from xiangyi.features.records.service import disputes
from xiangyi.features.records.tables import RecordWitness
from xiangyi.features.volunteering.errors import SignUpNotFound
from xiangyi.features.volunteering.service import grounds
from xiangyi.features.volunteering.service.grounds import Ground

Row = dict[str, Any]


async def asked(asker: Asker, id_: UUID) -> WitnessAsked:
    """What somebody of the same shift is asked, who was handed the dispute's link.

    Raises:
        DisputeNotFound: there is none, it is their own, or they had no seat there.
    """
    row, ground = await _as_witness(asker, id_)
    mask = (await persons.masks({row["account"]}))[row["account"]]
    mine = (
        await RecordWitness.select()
        .where((RecordWitness.dispute == id_) & (RecordWitness.account == asker.account))
        .first()
    )
    return WitnessAsked(
        id=id_,
        title=ground.title,
        name=mask.name or mask.phone or "",
        starts_at=ground.stretch.starts_at,
        ends_at=ground.stretch.ends_at,
        is_open=row["answered_at"] is None,
        saw=bool(mine["saw"]) if mine else None,
    )


async def testify(asker: Asker, id_: UUID, *, saw: bool, now: datetime) -> WitnessAsked:
    """Say whether one saw the other there; another word takes the place of the one before.

    Raises:
        OwnHandsOnly: somebody acts for the person.
        DisputeNotFound: as `asked`.
        DisputeDecided: it has been answered.
    """
    if asker.acting_for:
        raise OwnHandsOnly
    row, _ = await _as_witness(asker, id_)
    if row["answered_at"] is not None:
        raise errors.DisputeDecided
    async with atomic():
        await hold(asker.account)
        await run(
            "INSERT INTO record_witness (id, dispute, account, saw, said_at)"
            " VALUES ({}, {}, {}, {}, {}) ON CONFLICT (dispute, account)"
            " DO UPDATE SET saw = EXCLUDED.saw, said_at = EXCLUDED.said_at",
            *(uuid4(), id_, asker.account, saw, now),
        )
    return await asked(asker, id_)


async def _as_witness(asker: Asker, id_: UUID) -> tuple[Row, Ground]:
    row = await disputes.row_of(id_)
    if row is None or row["account"] is None or row["account"] == asker.account:
        raise errors.DisputeNotFound
    try:
        await disputes.expect_seat(row["shift"], asker.account)
    except SignUpNotFound:
        raise errors.DisputeNotFound from None
    return row, await grounds.of_shift(row["shift"])
