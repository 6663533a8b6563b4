"""Rows of the table: the catalogue of benefits, vouchers, and counters."""

from uuid import UUID, uuid4

import msgspec
from tests.benefits.makers import facts
from tests.contracts.rows import Row, fresh
from tests.people import OFFICE, PEOPLE, SIGNED_IN, World

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.features.benefits.schemas import BenefitFacts
from xiangyi.features.benefits.service import keeping
from xiangyi.features.benefits.tables import Benefit, Voucher, VoucherUse

_WRITERS = ("partner", "convener")
_APPROVERS = ("convener", "supervisor", "administrator")
#: Whoever stands at a counter, or is the second person for some.
_ASKED = (
    "partner",
    "supervisor",
    "administrator",
    "administrator of another prefecture",
)
_ID = "benefit_id"


async def benefit(world: World, state: str = "draft") -> str:
    """One of the office that nobody of the cast has written."""
    id_, writer = uuid4(), Asker(account=await world.stranger(), device=uuid4())
    async with atomic():
        told = msgspec.convert(facts(), BenefitFacts)
        await keeping.draft(writer, id_, id_, told, now=world.now)
        said_yes = {"approved_at": world.now, "approved_by": writer.account, "version": 1}
        columns = {"state": state, **(said_yes if state == "approved" else {})}
        await Benefit.update(columns).where(Benefit.id == id_)
    return str(id_)


async def waiting(world: World) -> str:
    return await benefit(world, "waiting")


async def approved(world: World) -> str:
    return await benefit(world, "approved")


async def a_benefit(_: World) -> dict[str, object]:
    return {"facts": facts()}


async def a_voucher(world: World) -> UUID:
    """Somebody's, which was used."""
    id_ = uuid4()
    await Voucher.insert(
        Voucher(
            id=id_,
            benefit=UUID(await approved(world)),
            provider=OFFICE,
            account=await world.stranger(),
            code=id_.hex[:10].upper(),
            cost_minutes=0,
            issued_at=world.now,
            expires_at=world.now,
            state="used",
            used_at=world.now,
        )
    )
    return id_


async def a_use(world: World, **more: object) -> str:
    id_ = uuid4()
    told = {"used_at": world.now, "noted_at": world.now, "used_by": await world.stranger()}
    await VoucherUse.insert(
        VoucherUse(
            id=id_,
            voucher=await a_voucher(world),
            provider=OFFICE,
            how="online",
            state="counted",
            **told,
            **more,
        )
    )
    return str(id_)


async def asked_back(world: World) -> str:
    asked = {"undo_asked_by": await world.stranger(), "undo_asked_at": world.now}
    return await a_use(world, **asked)


async def for_an_approved(world: World) -> dict[str, str]:
    return {"benefit": await approved(world)}


BENEFITS = [
    Row("GET /api/benefits", PEOPLE),
    Row("GET /api/benefits/{benefit_id}", PEOPLE, path={_ID: approved}),
    Row("GET /api/benefits/{benefit_id}", PEOPLE, answer=404, path={_ID: waiting}),
    Row("GET /api/me/benefits", SIGNED_IN),
    Row("GET /api/me/vouchers", SIGNED_IN),
    # Whoever lives in its division gets it; of the cast nobody has said where.
    Row(
        "PUT /api/vouchers/{voucher_id}",
        SIGNED_IN,
        answer=409,
        path={"voucher_id": fresh},
        body=for_an_approved,
    ),
    Row(
        "PUT /api/vouchers/{voucher_id}/cancellation",
        SIGNED_IN,
        answer=404,
        path={"voucher_id": fresh},
    ),
    Row("GET /api/desk/benefits", SIGNED_IN),
    Row("GET /api/desk/benefits/{benefit_id}", ("partner", *_APPROVERS), path={_ID: benefit}),
    Row(
        "GET /api/desk/benefits/{benefit_id}/picture",
        ("partner", *_APPROVERS),
        # It has none.
        answer=404,
        path={_ID: benefit},
    ),
    Row("PUT /api/benefits/{benefit_id}", _WRITERS, path={_ID: fresh}, body=a_benefit),
    Row("DELETE /api/benefits/{benefit_id}", _WRITERS, answer=204, path={_ID: benefit}),
    Row(
        "PUT /api/benefits/{benefit_id}/submission",
        _WRITERS,
        path={_ID: benefit},
        body={"basedOn": 1},
    ),
    # Whoever neither wrote nor sent it gives it back instead.
    Row(
        "DELETE /api/benefits/{benefit_id}/submission",
        _WRITERS,
        answer=409,
        path={_ID: waiting},
    ),
    Row(
        "PUT /api/benefits/{benefit_id}/approval",
        _APPROVERS,
        path={_ID: waiting},
        body={"basedOn": 1},
    ),
    Row(
        "PUT /api/benefits/{benefit_id}/return",
        _APPROVERS,
        path={_ID: waiting},
        body={"why": "没写依据"},
    ),
    Row(
        "PUT /api/benefits/{benefit_id}/withdrawal",
        ("partner", *_APPROVERS),
        path={_ID: approved},
        body={"why": "设备坏了"},
    ),
    Row(
        "PUT /api/counter/locks/{lock_id}",
        ("partner",),
        path={"lock_id": fresh},
        body={"code": "ABCDEFGHJK"},
    ),
    Row(
        "PUT /api/counter/locks/{lock_id}/use",
        ("partner",),
        answer=409,
        path={"lock_id": fresh},
    ),
    Row("GET /api/counter/uses", _ASKED),
    Row(
        "PUT /api/counter/uses/{use_id}/undo",
        ("partner",),
        path={"use_id": a_use},
        body={"why": "扫错了人"},
    ),
    Row(
        "PUT /api/counter/uses/{use_id}/undo/confirmation",
        ("partner", "supervisor", "administrator"),
        path={"use_id": asked_back},
    ),
    Row(
        "PUT /api/counter/uses/{use_id}/undo/refusal",
        ("partner", "supervisor", "administrator"),
        path={"use_id": asked_back},
        body={"why": "没有扫错"},
    ),
    Row("GET /api/counter/list", ("partner",)),
    Row(
        "PUT /api/counter/settlements/{settlement_id}",
        ("partner",),
        path={"settlement_id": fresh},
        body={"token": "none", "usedAt": "2026-11-23T08:00:00Z"},
    ),
]
