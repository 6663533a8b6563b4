"""The person's own account and devices."""

from typing import Any
from uuid import UUID

from litestar import Request, delete, get, patch
from litestar.params import FromPath, JSONBody

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.problems import refusals
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.identity import errors
from xiangyi.features.identity.schemas import Devices, Me, ProfileChanges
from xiangyi.features.identity.service import accounts, sessions


@get("/me", operation_id="getMe", tags=["me"], responses=refusals(SignInNeeded))
async def get_me(request: Request[Any, Any, Any]) -> Me:
    """The person who asks, with their roles as of now."""
    return await accounts.me(asker_of(request), now=request.app.state.clock())


@patch(
    "/me",
    operation_id="changeMe",
    tags=["me"],
    responses=refusals(
        SignInNeeded,
        errors.NameUnusable,
        errors.OccupationUnknown,
        errors.BornOnUnusable,
        errors.IdNumberUnusable,
        errors.GuardianNeeded,
        DivisionNotFound,
    ),
)
async def change_me(request: Request[Any, Any, Any], data: JSONBody[ProfileChanges]) -> Me:
    """Say more or less of oneself; everything is optional, and null takes it back."""
    return await accounts.change(asker_of(request), data, now=request.app.state.clock())


@get("/me/devices", operation_id="listDevices", tags=["me"], responses=refusals(SignInNeeded))
async def list_devices(request: Request[Any, Any, Any]) -> Devices:
    """Where the person is signed in, this device first."""
    asker = asker_of(request)
    now = request.app.state.clock()
    return Devices(await sessions.devices(asker.account, here=asker.device, now=now))


@delete(
    "/me/devices/{device_id:uuid}",
    operation_id="signOutDevice",
    tags=["me"],
    responses=refusals(SignInNeeded, errors.DeviceNotFound),
)
async def sign_out_device(request: Request[Any, Any, Any], device_id: FromPath[UUID]) -> None:
    """Sign one device out; its next request is refused."""
    now = request.app.state.clock()
    await sessions.close_device(asker_of(request).account, device_id, now=now)


@delete(
    "/me/devices",
    operation_id="signOutEverywhere",
    tags=["me"],
    responses=refusals(SignInNeeded),
)
async def sign_out_everywhere(request: Request[Any, Any, Any]) -> None:
    """Sign out on every device, this one too."""
    now = request.app.state.clock()
    await sessions.close_all(asker_of(request).account, "signed_out_elsewhere", now=now)


HANDLERS = [get_me, change_me, list_devices, sign_out_device, sign_out_everywhere]
