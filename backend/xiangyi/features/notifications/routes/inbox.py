"""The asker's own inbox, and what they want to be knocked for."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.problems import refusals
from xiangyi.features.identity.errors import ActingForRefused
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.schemas import Inbox, TopicSettings
from xiangyi.features.notifications.service import choosing
from xiangyi.features.notifications.service import inbox as inboxes


@get(
    "/me/notices",
    operation_id="listNotices",
    tags=["me"],
    responses=refusals(SignInNeeded, ActingForRefused),
)
async def list_notices(
    request: Request[Any, Any, Any],
    before: Annotated[str | None, QueryParameter(pattern=inboxes.CURSOR)] = None,
) -> Inbox:
    """What one has been told, the latest first; from then on it counts as seen."""
    now = request.app.state.clock()
    return await inboxes.inbox(asker_of(request), before=before, now=now)


@put(
    "/me/notices/{notice_id:uuid}/read",
    operation_id="readNotice",
    tags=["me"],
    status_code=204,
    responses=refusals(SignInNeeded, ActingForRefused, errors.NoticeNotFound),
)
async def read_notice(request: Request[Any, Any, Any], notice_id: FromPath[UUID]) -> None:
    """One has opened a notice."""
    await inboxes.read(asker_of(request), notice_id, now=request.app.state.clock())


@put(
    "/me/notices/read",
    operation_id="readAllNotices",
    tags=["me"],
    status_code=204,
    responses=refusals(SignInNeeded, ActingForRefused),
)
async def read_all_notices(request: Request[Any, Any, Any]) -> None:
    """One wants to be reminded of none of them any more."""
    await inboxes.read_all(asker_of(request), now=request.app.state.clock())


@get(
    "/me/notice-settings",
    operation_id="getNoticeSettings",
    tags=["me"],
    responses=refusals(SignInNeeded, ActingForRefused),
)
async def get_notice_settings(request: Request[Any, Any, Any]) -> TopicSettings:
    """What one is knocked for, and what also at meals and at night."""
    return await choosing.settings(asker_of(request))


@put(
    "/me/notice-settings",
    operation_id="chooseNoticeSettings",
    tags=["me"],
    responses=refusals(SignInNeeded, ActingForRefused),
)
async def choose_notice_settings(
    request: Request[Any, Any, Any], data: JSONBody[TopicSettings]
) -> TopicSettings:
    """Choose for the topics that are named; the others stay."""
    return await choosing.choose(asker_of(request), data)


HANDLERS: Final = [
    list_notices,
    read_notice,
    read_all_notices,
    get_notice_settings,
    choose_notice_settings,
]
