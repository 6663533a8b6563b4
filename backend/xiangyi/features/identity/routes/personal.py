"""What is kept of persons: shown to anybody; handed out, and erased, for the person."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, delete, get, put
from litestar.openapi import ResponseSpec

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.personal import Keeper
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.identity.schemas.personal import DeletionDue, PersonalField, PersonalFields
from xiangyi.features.identity.service import deleting, exporting

_ZIP = "application/zip"


@get(
    "/personal-fields",
    operation_id="listPersonalFields",
    tags=["personal data"],
    security=PUBLIC,
    responses=refusals(),
)
async def list_personal_fields(request: Request[Any, Any, Any]) -> PersonalFields:
    """Each thing that is kept of persons: what for, how sensitive, until when, whether needed."""
    return PersonalFields(
        [
            PersonalField(
                feature=keeper.feature,
                field=one.field,
                name_zh=one.name_zh,
                name_en=one.name_en,
                purpose_zh=one.purpose_zh,
                purpose_en=one.purpose_en,
                sensitivity=one.sensitivity,
                retention_zh=one.retention_zh,
                retention_en=one.retention_en,
                optional=one.optional,
            )
            for keeper in _keepers(request)
            for one in keeper.fields
        ]
    )


@get(
    "/me/export",
    operation_id="exportMe",
    tags=["me"],
    media_type=_ZIP,
    responses=refusals(SignInNeeded)
    | {200: ResponseSpec(bytes, media_type=_ZIP, generate_examples=False)},
)
async def export_me(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Everything that is kept of the person: a ZIP of `data.json` and a page to read."""
    now = request.app.state.clock()
    content = await exporting.export_data(asker_of(request), _keepers(request), now=now)
    day = now.astimezone(SHANGHAI).date()
    headers = {
        "Content-Disposition": f'attachment; filename="xiangyi-{day}.zip"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=_ZIP, headers=headers)


@put("/me/deletion", operation_id="askDeletion", tags=["me"], responses=refusals(SignInNeeded))
async def ask_deletion(request: Request[Any, Any, Any]) -> DeletionDue:
    """Have the account erased in the night after seven days; until then it can be called off."""
    return await deleting.ask_deletion(asker_of(request), now=request.app.state.clock())


@delete(
    "/me/deletion", operation_id="cancelDeletion", tags=["me"], responses=refusals(SignInNeeded)
)
async def cancel_deletion(request: Request[Any, Any, Any]) -> None:
    """Keep the account after all."""
    await deleting.cancel_deletion(asker_of(request), now=request.app.state.clock())


HANDLERS = [list_personal_fields, export_me, ask_deletion, cancel_deletion]


def _keepers(request: Request[Any, Any, Any]) -> Sequence[Keeper]:
    keepers: Sequence[Keeper] = request.app.state.keepers
    return keepers
