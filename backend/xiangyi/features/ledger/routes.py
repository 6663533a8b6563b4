"""The ledger over HTTP: what anybody may keep and check, and a person's own lines."""

from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.params import PathParameter, QueryParameter

from xiangyi.core.asking import asker_of
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.core.tags import tagged
from xiangyi.core.text import END
from xiangyi.features.ledger import errors
from xiangyi.features.ledger.schemas import (
    CheckpointPage,
    Consistency,
    Inclusion,
    KeptCheckpoint,
    Statement,
)
from xiangyi.features.ledger.service import checkpoints, receipts

#: PostgreSQL counts no further.
_MOST = (1 << 63) - 1

_Size = Annotated[int, PathParameter(ge=1, le=_MOST, description="a checkpoint's `size`")]
_Old = Annotated[int, QueryParameter(ge=1, le=_MOST, description="how many entries there were")]
_Before = Annotated[int | None, QueryParameter(ge=1, le=_MOST, description="`next` of a page")]
_Limit = Annotated[int, QueryParameter(ge=1, le=200)]
_Leaf = Annotated[
    str, QueryParameter(pattern="^[0-9a-f]{64}" + END, description="a receipt's `hash`, hex")
]


@get(
    "/checkpoints",
    operation_id="listCheckpoints",
    tags=["ledger"],
    security=PUBLIC,
    responses=refusals(answers=CheckpointPage),
)
async def list_checkpoints(
    request: Request[Any, Any, Any], before: _Before = None, limit: _Limit = 50
) -> Response[bytes]:
    """What the ledger was day by day, signed, the latest first, and the key to check it with.

    Keep some: whoever rewrites an entry later cannot make it fit what you hold.
    """
    return tagged(request, await checkpoints.list_checkpoints(before=before, limit=limit))


@get(
    "/checkpoints/{size:int}",
    operation_id="getCheckpoint",
    tags=["ledger"],
    security=PUBLIC,
    responses=refusals(errors.CheckpointNotFound, answers=KeptCheckpoint),
)
async def get_checkpoint(request: Request[Any, Any, Any], size: _Size) -> Response[bytes]:
    """The checkpoint of so many entries, as it also lies in a file."""
    return tagged(request, await checkpoints.checkpoint(size))


@get(
    "/checkpoints/{size:int}/inclusion",
    operation_id="proveInclusion",
    tags=["ledger"],
    security=PUBLIC,
    responses=refusals(errors.CheckpointNotFound, errors.EntryNotInCheckpoint, answers=Inclusion),
)
async def prove_inclusion(
    request: Request[Any, Any, Any], size: _Size, leaf: _Leaf
) -> Response[bytes]:
    """Prove that the entry of a receipt is in this checkpoint's tree (RFC 6962 §2.1.1)."""
    return tagged(request, await checkpoints.prove_inclusion(size, bytes.fromhex(leaf)))


@get(
    "/checkpoints/{size:int}/consistency",
    operation_id="proveConsistency",
    tags=["ledger"],
    security=PUBLIC,
    responses=refusals(errors.CheckpointNotFound, answers=Consistency),
)
async def prove_consistency(
    request: Request[Any, Any, Any], size: _Size, old: _Old
) -> Response[bytes]:
    """Prove that this checkpoint's tree begins with that of `old` entries (RFC 6962 §2.1.2)."""
    return tagged(request, await checkpoints.prove_consistency(old, size))


@get(
    "/me/ledger",
    operation_id="getMyLedger",
    tags=["ledger"],
    responses=refusals(),
)
async def get_my_ledger(
    request: Request[Any, Any, Any], before: _Before = None, limit: _Limit = 50
) -> Statement:
    """What is on the person's accounts of minutes, and a signed receipt for each line."""
    return await receipts.statement(asker_of(request), before=before, limit=limit)


ROUTER = Router(
    "/",
    route_handlers=[
        list_checkpoints,
        get_checkpoint,
        prove_inclusion,
        prove_consistency,
        get_my_ledger,
    ],
)
