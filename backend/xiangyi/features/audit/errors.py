"""The ways audit says no."""

from xiangyi.core.errors import Unusable


class WhyMissing(Unusable):
    """What is done with a role has a reason, and somebody says it."""

    code = "why_missing"


class WhyUnusable(Unusable):
    """The reason has characters that nobody can see."""

    code = "why_unusable"
