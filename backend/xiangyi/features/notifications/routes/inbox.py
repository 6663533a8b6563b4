"""The asker's own inbox, and what they want to be knocked for."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.identity.adapters import cookies
from xiangyi.features.identity.errors import ActingForRefused, ForeignOrigin, SessionEnded
from xiangyi.features.identity.guards import expect_own_page
from xiangyi.features.identity.service import sessions
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.schemas import (
    FetchedInbox,
    Inbox,
    ReadAll,
    Seen,
    TopicSettings,
)
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
    """What one has been told, the latest first; that a phone fetches it marks nothing."""
    now = request.app.state.clock()
    return await inboxes.inbox(asker_of(request), before=before, now=now)


@get(
    "/session/notices",
    operation_id="fetchNotices",
    tags=["session"],
    security=PUBLIC,
    guards=[expect_own_page],
    responses=refusals(SessionEnded, ForeignOrigin),
)
async def fetch_notices(request: Request[Any, Any, Any]) -> Response[FetchedInbox]:
    """The latest of them by the refresh cookie alone, which stays as it is.

    For a worker that is woken by a knock while no page is open: were it to change the cookie and
    lose the answer, nobody might ask again within the minute in which that is forgiven.
    """
    now = request.app.state.clock()
    asker = await sessions.holder(cookies.refresh_token(request), now=now)
    held = await inboxes.inbox(asker, before=None, now=now)
    found = FetchedInbox(held.notices, held.unread, held.next, asker.account)
    return Response(found, headers={"Cache-Control": "no-store"})


@put(
    "/me/notices/seen",
    operation_id="seeNotices",
    tags=["me"],
    status_code=204,
    responses=refusals(SignInNeeded, ActingForRefused),
)
async def see_notices(request: Request[Any, Any, Any], data: JSONBody[Seen]) -> None:
    """One had these before one's eyes, on a screen that was open and visible."""
    now = request.app.state.clock()
    await inboxes.see(asker_of(request), data.notices, now=now)


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
    responses=refusals(SignInNeeded, ActingForRefused, errors.NoticeNotFound),
)
async def read_all_notices(request: Request[Any, Any, Any], data: JSONBody[ReadAll]) -> None:
    """One wants to be reminded of none of them any more, up to one of them."""
    now = request.app.state.clock()
    await inboxes.read_all(asker_of(request), data.up_to, now=now)


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
    fetch_notices,
    see_notices,
    read_notice,
    read_all_notices,
    get_notice_settings,
    choose_notice_settings,
]
