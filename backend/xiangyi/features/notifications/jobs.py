"""What the worker does for notifications."""

from collections.abc import Callable
from datetime import datetime, timedelta

from xiangyi.core.seldom import Job
from xiangyi.features.identity.adapters.sms import SmsGateway
from xiangyi.features.notifications.adapters.push.sender import Sender, SenderClosed
from xiangyi.features.notifications.rules.endpoints import Endpoints
from xiangyi.features.notifications.service import (
    delivering,
    expanding,
    forgetting,
    messaging,
)
from xiangyi.settings import Settings

Clock = Callable[[], datetime]


async def tell_due(_: Settings, clock: Clock) -> None:
    """Put into the inboxes whatever is to be told by now; called each second."""
    await expanding.expand_due(now=clock())


def push_services(settings: Settings) -> Endpoints:
    """Where phones may be knocked for: the known services, and those of the settings."""
    return Endpoints.known(settings.push_host_names, settings.push_test_origin_names)


def knocking() -> Job:
    """A job that knocks for whoever is due, over connections that stay open in between."""
    sender: Sender | None = None

    async def knock(settings: Settings, clock: Clock) -> None:
        nonlocal sender
        if sender is None:
            # Its thread ends with the worker, whose end nothing that it does is harmed by.
            sender = Sender(push_services(settings), contact=settings.push_contact)
            await sender.__aenter__()
        try:
            await delivering.deliver(sender, clock)
        except SenderClosed:
            # Its thread has ended, and it would say so from now on.
            sender = None
            raise

    return knock


def messaging_by(gateway: Callable[[Settings, Clock], SmsGateway]) -> Job:
    """A job that sends text messages to whoever has not seen what matters."""

    door: SmsGateway | None = None

    async def message(settings: Settings, clock: Clock) -> None:
        nonlocal door
        door = door or gateway(settings, clock)
        await messaging.fall_back_due(now=clock())
        await messaging.send_due(door, now=clock())

    return message


async def forget_notices(settings: Settings, now: datetime) -> None:
    """Turn what was told long ago into its numbers."""
    await forgetting.forget(keep=timedelta(days=settings.notice_days), now=now)
