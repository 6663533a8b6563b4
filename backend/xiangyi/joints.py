"""Where features are joined, in each process of ours: a worker loads nothing that answers."""

from collections.abc import Callable
from datetime import datetime

from xiangyi.features.identity.adapters.sms import ConsoleGateway, NoGateway, SmsGateway
from xiangyi.features.identity.adapters.webhook import WebhookGateway
from xiangyi.features.identity.service.auditing import know_names
from xiangyi.features.identity.service.scopes import know_stations
from xiangyi.features.scenes.service import packing as scene_packs
from xiangyi.features.stations.service import standing
from xiangyi.features.stations.service.publishing import publish_also
from xiangyi.keepers import NAMES
from xiangyi.settings import Settings


def acquaint() -> None:
    """Tell lower features of what only higher ones know."""
    know_stations(standing.places)
    know_names(NAMES)
    publish_also("scenes", scene_packs.pack)


def sms_gateway(settings: Settings, clock: Callable[[], datetime]) -> SmsGateway:
    """The provider's door where one is set, the terminal of a developer, or none."""
    if settings.sms_webhook:
        return WebhookGateway(settings.sms_webhook, settings.sms_secret, clock)
    return ConsoleGateway() if settings.sms_console or settings.demo else NoGateway()
