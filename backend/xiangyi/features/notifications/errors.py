"""The refusals of notifications."""

from xiangyi.core.errors import Conflict, NotFound, Unavailable, Unusable


class AudienceEmpty(Unusable):
    """A group says nothing of whom it means: everybody in the database is nobody's audience."""

    code = "audience_empty"


class CampaignNotFound(NotFound):
    code = "campaign_not_found"


class NoticeNotFound(NotFound):
    """There is none in the asker's own inbox."""

    code = "notice_not_found"


class SeenMeanwhile(Conflict):
    """They have it before their eyes by now: nobody told them by telephone."""

    code = "seen_meanwhile"


class EndpointRefused(Unusable):
    """The address is of no push service that we know; facts: `host`."""

    code = "endpoint_refused"


class SubscriptionKeysUnusable(Unusable):
    """What a phone says to encrypt with is no point of P-256 and 16 bytes (RFC 8291)."""

    code = "subscription_keys_unusable"


class SubscriptionDiffers(Conflict):
    """Another phone has subscribed under this id."""

    code = "subscription_differs"


class VapidKeyUnknown(Conflict):
    """The phone subscribed with a key that is not ours any more; it asks for the new one."""

    code = "vapid_key_unknown"


class MetricsClosed(NotFound):
    """No token is set, or another one was sent: then there is nothing to see."""

    code = "metrics_closed"


class PushOff(Unavailable):
    """This deployment has no VAPID key: `xiangyi keys init` makes one."""

    code = "push_off"
